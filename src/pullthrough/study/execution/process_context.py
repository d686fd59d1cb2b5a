"""How worker processes start, and how they end.

They fork from a server that has imported the model and loaded the compiled rules. Against ``spawn`` that saves each worker
the second and a half which this takes; unlike with ``fork`` no thread or lock of this process is copied.
Where there can be no fork server workers are spawned, and where nothing can be shared between processes there are none.
This module imports nothing large, so that the server can be started first of all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

from pullthrough.text import streams

PRELOADED = ["pullthrough.study.execution.preload"]

LONGEST_SOCKET = 100
"""Bytes in the name of a socket (108 on Linux, 104 on macOS), less the ending."""

NAME_OF_SOCKET = len("/pymp-12345678/listener-12345678")

SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")
"""Where the server's socket goes if the name of the temporary folder is too long for one."""

_by_command = False


def context() -> BaseContext:
    """The context that processes, pools and shared values are made in."""
    if not _has_server() or not _folder_of_sockets():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(PRELOADED)
    with _sockets_in(_folder_of_sockets()), suppress(OSError):  # whoever starts a process tries once more
        from multiprocessing import forkserver

        forkserver.ensure_running()
    return chosen


def prepare(begin: bool = True) -> None:
    """Know that this is the command, of which a second process may be started; and begin to.

    Args:
        begin: start the server now, if there is one: it imports the model while this process goes on.
    """
    global _by_command
    _by_command = True
    if begin and _has_server() and not why_alone():
        context()


def may_start_processes() -> bool:
    """Whether this is the command, of which a second process may be started; a script may have no room for one."""
    return _by_command and not why_alone()


@cache
def why_alone() -> str:
    """Why no process can share anything with another here; empty if they can."""
    try:
        multiprocessing.get_context("spawn").Value("b", 0)
    except (OSError, ImportError) as error:
        where = f": {error.filename}" if isinstance(error, OSError) and error.filename else " (/dev/shm)"
        return f"{getattr(error, 'strerror', None) or error}{where}"
    return ""


def give_up() -> None:
    """End the server at once if it is still importing: nothing is going to be run, and it would hold this command's output."""
    if not _has_server():
        return
    from multiprocessing import forkserver

    server = getattr(forkserver, "_forkserver", None)
    number = getattr(server, "_forkserver_pid", None)
    if number:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(number, 0)
        server._forkserver_pid = None  # type: ignore[union-attr]


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


@cache
def _folder_of_sockets() -> str:
    """The temporary folder, or another one if its name is too long for a socket; empty if there is none."""
    for folder in (tempfile.gettempdir(), *SHORT_FOLDERS):
        fits = len(os.fsencode(folder)) + NAME_OF_SOCKET <= LONGEST_SOCKET
        if fits and Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return ""


@contextmanager
def _sockets_in(folder: str) -> Iterator[None]:
    """What ``multiprocessing`` keeps in a temporary folder of its own goes here; it chooses one when it first needs it."""
    before = tempfile.tempdir
    tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before
