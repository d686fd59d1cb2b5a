"""Files written whole or not at all, and never through a link: whatever stands under their name is replaced, not filled."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

PART = ".part-"
"""Begins the name of a file that is being written; the name tells which process of which machine writes it."""


@contextmanager
def being_written(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place when it is written; with an error it goes, and ``path`` stays.

    Yields:
        its name. It is there already, empty, and no link.

    Raises:
        OSError: if it cannot be made or does not fit.
    """
    partial = path.with_name(f"{PART}{uuid4().hex[:8]}.{socket.gethostname()}.{os.getpid()}")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        if path.is_dir() and not path.is_symlink():  # in the way of a file that must be there
            path.rename(path.with_name(f"_{path.name}.aside-{uuid4().hex[:8]}"))
        partial.replace(path)
    except BaseException:  # on a full disk half a file is in the way of everything else
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file, whole or not at all; text as UTF-8, with "?" for what is half a character."""
    with being_written(path) as partial:
        partial.write_bytes(content.encode(errors="replace") if isinstance(content, str) else content)


def clear_parts(folder: Path, process: int | None = None) -> None:
    """Remove files that were being written: of an ended process of this machine, or if it is None all of them."""
    ending = "" if process is None else f".{socket.gethostname()}.{process}"
    for path in folder.glob(f"{PART}*{ending}"):
        with suppress(IsADirectoryError, PermissionError):
            path.unlink(missing_ok=True)
