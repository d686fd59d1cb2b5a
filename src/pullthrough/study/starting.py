"""How worker processes start, and how they end.

They fork from a server that has imported the model and loaded the compiled rules. Against ``spawn`` that saves each worker
the second and a half which this takes; unlike with ``fork`` no thread or lock of this process is copied.
Where there is no fork server (Windows) workers are spawned. This module imports nothing large, so that the server can
be started first of all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.context import BaseContext

from pullthrough.text import streams

PRELOADED = ["pullthrough.study.ahead"]


def context() -> BaseContext:
    """The context that processes, pools and shared values are made in."""
    if not _has_server():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(PRELOADED)
    return chosen


def prepare() -> None:
    """Start the server, if there is one; it imports the model while this process goes on."""
    if _has_server():
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()


def follow_parent() -> None:
    """Leave Ctrl-C to the parent of this process, and end when it does, however it ends: nothing is done without it.

    Whoever reads what it prints may leave.
    """
    streams.settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _has_server() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
