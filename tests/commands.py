"""The command as a process of its own, to be killed: its family is found by a mark in the environment (Linux)."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

PROC = Path("/proc")
needs_proc = pytest.mark.skipif(not (PROC / "self" / "environ").exists(), reason="needs /proc")

SMALL = [
    "world=tiny",
    "world.calendar.first_year=2016",
    "world.calendar.last_year=2023",
    "study.figures=false",
    "study.report=false",
]
WORKER = {
    "processes": "multiprocessing.forkserver",
    "dask": "multiprocessing.spawn",
    "ray": "ray::run_one",
    "slurm": "submitit.core._submit",
}
"""What the command line of a worker has in it."""


class Command:
    """``pullthrough`` with some words, running in a folder."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.mark = f"PULLTHROUGH_TEST_MARK={uuid.uuid4()}"
        path = os.pathsep.join(p for p in sys.path if p)
        environment = os.environ | {"PYTHONPATH": path} | dict([self.mark.split("=")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pullthrough", *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def end(self, seconds: float = 480) -> tuple[int, str, str]:
        """Exit code, output and errors, once it has ended."""
        out, err = self.process.communicate(timeout=seconds)
        return self.process.returncode, out, err

    def family(self) -> list[int]:
        """Every living process that was started by it, also if its parent has gone."""
        return [pid for pid in _pids() if self.mark in _read(pid, "environ") and _state(pid) not in ("Z", "X", "")]

    def left(self) -> str:
        """What is still living of it, for a message."""
        return "; ".join(f"{pid} {_read(pid, 'cmdline')[:160]}" for pid in self.family())

    def workers(self, executor: str) -> list[int]:
        """Its worker processes."""
        words = WORKER[executor]
        found = [pid for pid in self.family() if words in _read(pid, "cmdline")]
        if executor == "processes":  # the server from which they fork has the same command line
            found = [pid for pid in found if words in _read(_parent(pid), "cmdline")]
        return found

    def kill(self) -> None:
        """End it and all that it started."""
        for pid in [self.process.pid, *self.family()]:
            kill(pid)
        self.process.communicate()


def kill(pid: int) -> None:
    """The signal that no process can catch."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def wait_until(what: Callable[[], object], seconds: float = 480) -> bool:
    """Wait for something to be true; False if it does not become so."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def shards(folder: Path) -> int:
    """How many shards are on disk."""
    return len(list((folder / "runs").glob("part-*.parquet")))


def content(folder: Path) -> dict[str, str]:
    """A hash of every result file; the manifest has times, and names that begin with a dot are no results."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"]
    names = {p.relative_to(folder).as_posix(): p for p in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(names.items())
        if not any(part.startswith(".") and not part.startswith(".part") for part in name.split("/"))
    }


def _pids() -> list[int]:
    return [int(p.name) for p in PROC.iterdir() if p.name.isdigit()]


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _stat(pid: int) -> list[str]:
    return _read(pid, "stat").rpartition(")")[2].split()


def _state(pid: int) -> str:
    return (_stat(pid) or [""])[0]


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])
