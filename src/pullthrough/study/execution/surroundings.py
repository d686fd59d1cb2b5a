"""What a study needs of the machine: asked before anything is run, and told from a finding when it fails on the way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pullthrough.engine.place import CURE, CacheUnusable, make_private, trusted_root

NO_MEMORY = "there is not enough memory; fewer processes need less: study.processes=1"
THREAD = "can't start new thread"
SIGNS = ("Cannot allocate memory", "MemoryError", "failed to map segment", THREAD)
"""How an error of another kind tells that there was no memory."""


class Surroundings(Exception):
    """The machine failed, not the model: the run is not done, and the same command makes it again."""


def why_surroundings(error: BaseException) -> str:
    """Why an error is one of the machine, in words; empty if it is one of the model."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        if isinstance(link, MemoryError) or any(sign in str(link) for sign in SIGNS):
            return NO_MEMORY
        if isinstance(link, CacheUnusable):
            return str(link)
        if isinstance(link, OSError | ImportError):
            where = f": {link.filename}" if isinstance(link, OSError) and link.filename else ""
            return f"{getattr(link, 'strerror', None) or link}{where}"
        link = link.__cause__ or link.__context__
    return ""


def attempt[Result](run: Callable[[], Result]) -> Result | Exception:
    """What a run gives, or what went wrong in it.

    Raises:
        Surroundings: if the machine failed.
    """
    try:
        return run()
    except Exception as error:  # a run that fails is a finding; the others go on
        if why := why_surroundings(error):
            raise Surroundings(why) from error
        return error


def problems() -> Iterator[str]:
    """What keeps this machine from running anything, each with its cure; nothing if all is well."""
    if why := _cache():
        yield why
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        yield f"there is no temporary folder that can be written ({error.strerror or error}); TMPDIR=FOLDER names one"


def _cache() -> str:
    """Why compiled rules can neither be kept nor read."""
    try:
        root = trusted_root()
    except CacheUnusable as error:
        return str(error)
    try:
        make_private(root)
        with tempfile.TemporaryFile(dir=root) as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        if any(_marks(root)) and os.access(root, os.R_OK | os.X_OK):
            return ""  # read-only, and filled by somebody whom this user trusts
        return f"compiled rules cannot be kept in {root} ({error.strerror or error}); {CURE}"
    return ""


def _marks(root: Path) -> Iterator[Path]:
    try:
        yield from root.glob("compiled-*")
    except OSError:
        return
