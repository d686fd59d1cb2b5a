"""Where compiled code is kept, keyed by content.

Numba's own cache looks only at the file of the function it compiles, not at the rules which that function calls. Here the
cache folder is named by a hash of *every* function that takes part, so an edit anywhere is seen, and undoing it is warm.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numba
import numpy as np
from llvmlite.binding import get_host_cpu_name

from pullthrough.engine.trust import why_not_trusted

ENVIRONMENT_VARIABLE = "PULLTHROUGH_CACHE"
PRIVATE = 0o700
"""The mode of the folders that are made: nobody else may write compiled code."""

CURE = f"{ENVIRONMENT_VARIABLE}=FOLDER names another place for compiled rules"


class CacheUnusable(OSError):
    """Compiled rules cannot be kept where they should be, or must not be read from there; the message says the cure."""


def cache_root() -> Path:
    """The folder of compiled code: ``$PULLTHROUGH_CACHE``, else the user's cache folder.

    Raises:
        CacheUnusable: if there is no home folder to have one in.
    """
    chosen = os.environ.get(ENVIRONMENT_VARIABLE)
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    if base and Path(base).is_absolute():  # as the specification of this variable asks
        return Path(base) / "pullthrough"
    try:
        return Path.home() / ".cache" / "pullthrough"
    except RuntimeError:
        raise CacheUnusable(f"this user has no home folder (HOME is not set); {CURE}") from None


def trusted_root() -> Path:
    """The folder of compiled code, once it is sure that nobody else can write there.

    Raises:
        CacheUnusable: if somebody else can, or it cannot be looked at.
    """
    root = cache_root()
    _be_sure_of(root)
    return root


@cache
def _be_sure_of(root: Path) -> None:
    try:
        why = why_not_trusted(root)
    except OSError as error:
        raise CacheUnusable(
            f"cannot look at the folder of compiled rules, {root}: {error.strerror or error}; {CURE}"
        ) from None
    if why:
        raise CacheUnusable(f"compiled rules are not read from {root}: {why}; or {CURE}")


def make_private(folder: Path) -> None:
    """Make a folder in which nobody else can write, and those above it that are missing.

    Raises:
        OSError: if it cannot be made.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=PRIVATE, exist_ok=True)


def processor() -> str:
    """The processor that is compiled for: a home folder may be shared by machines of several kinds."""
    return str(get_host_cpu_name())


def content_key(parts: Iterable[str], layout: str) -> str:
    """Hash of what every rule computes, the tables' layout, and what compiles them."""
    digest = hashlib.sha256()
    for part in (sys.version, numba.__version__, np.__version__, platform.machine(), processor(), layout):
        digest.update(part.encode())
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:24]
