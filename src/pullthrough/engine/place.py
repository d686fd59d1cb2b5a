"""The folder of compiled code: where it is, and that nobody else can write there. Nothing large is imported for that."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

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
