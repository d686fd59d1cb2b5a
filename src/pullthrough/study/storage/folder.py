"""The folder of a study: whose it is, whether somebody is at work in it, and whether it can be written."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

from pullthrough.study.storage.differences import differences
from pullthrough.study.storage.manifest_read import BadManifest, manifest_in
from pullthrough.study.storage.store import MANIFEST

LOCK = ".at_work"
MOST_SHOWN = 20
UNREADABLE = "an unreadable manifest"
Manifest = Mapping[str, Any]


class OtherStudy(Exception):
    """The folder holds the results of another study."""


class AtWork(Exception):
    """Another command is carrying out the study in this folder."""


def refuse_other(folder: Path, fingerprint: str, wanted: Callable[[], Manifest] = dict) -> None:
    """Make sure that a folder is empty or holds a part of this very study.

    Args:
        folder: where results are to go.
        fingerprint: of the study that is to be run.
        wanted: gives its manifest, so that what differs can be said.

    Raises:
        OtherStudy: if it holds runs of other settings, seeds or code; the message says what differs.
    """
    found = fingerprint_in(folder)
    if found and found != fingerprint:
        raise OtherStudy(
            f"{folder} holds another study ({found[:10]}, not {fingerprint[:10]}); nothing was run. "
            f"{_what_differs(folder, wanted())}\n  Name another folder with hydra.run.dir=..., or delete this one"
        )


def fingerprint_in(folder: Path) -> str:
    """The fingerprint of the study that is in a folder; empty if there is none."""
    from pullthrough.study.storage.shards import study_in

    if (folder / MANIFEST).exists() and not read_manifest(folder):
        return UNREADABLE
    return study_in(folder)[0]


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; empty if there is none that can be used (:mod:`.manifest_read` says why)."""
    with suppress(BadManifest):
        return manifest_in(folder) or {}
    return {}


def _what_differs(folder: Path, wanted: Manifest) -> str:
    found = read_manifest(folder)
    if not (found and wanted):
        return "It has no manifest to show the difference."
    lines = [d.text("there", "here") for d in differences(found, wanted)]
    if not lines:
        return "The manifest does not record the difference."
    further = [f"and {len(lines) - MOST_SHOWN} more"] if len(lines) > MOST_SHOWN else []
    return "\n  ".join(["What differs:", *lines[:MOST_SHOWN], *further])


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Hold a folder for this process alone; the system lets go of it when the process ends, however it ends.

    Raises:
        AtWork: if another process of this machine holds it.
    """
    path = folder / LOCK
    file = _locked(path)
    try:
        yield
    finally:
        if file:
            path.unlink(missing_ok=True)
            file.close()


def is_at_work(folder: Path) -> bool:
    """Whether a process of this machine holds the folder."""
    path = folder / LOCK
    if not path.exists():
        return False
    try:
        with _opened(path, os.O_RDONLY) as file:
            return not _lock(file)
    except OSError:
        return False


def _opened(path: Path, flags: int) -> IO[str]:
    """A lock file, opened as it stands: not through a link, and nothing in it is changed.

    Raises:
        OSError: if it cannot be opened, or is something else.
    """
    number = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise FileExistsError(f"{path} is not a file", str(path))
    return os.fdopen(number, "r" if flags == os.O_RDONLY else "r+")


def _locked(path: Path) -> IO[str] | None:
    while True:
        if path.is_symlink():
            path.unlink()  # the link, not what it leads to
        file = _opened(path, os.O_RDWR | os.O_CREAT)
        if not _lock(file):
            file.close()
            raise AtWork(_at_work(path.parent))
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
        file.close()  # the one who had it has just removed it


def _lock(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that has no locks
        return True
    return True


def refuse_at_work(folder: Path) -> None:
    """Make sure that nobody is at work in a folder now.

    Raises:
        AtWork: if somebody is.
    """
    if is_at_work(folder):
        raise AtWork(_at_work(folder))


def _at_work(folder: Path) -> str:
    return f"another command is running in {folder}; nothing was run. Wait for it, or stop it"


def make_free(folder: Path) -> Path:
    """Make a folder that nobody has made before, of this name or with a number after it.

    Raises:
        OSError: if none can be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        found = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        with suppress(FileExistsError):
            found.mkdir()
            return found
    raise AssertionError("unreachable")


def make_writable(folder: Path) -> None:
    """Make a folder, and sure that it can be written.

    Raises:
        OSError: if it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")
        file.flush()


def why(error: OSError) -> str:
    """An error of the file system in a few words."""
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{where}"
