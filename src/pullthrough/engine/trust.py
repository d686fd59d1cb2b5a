"""Whether a folder can be written by its owner alone, all the way down to it.

Compiled rules are code. Whoever can write where they are kept, or can put another folder in its place, has them run; so
they are read only from where nobody but this user and the system's administrator can do either.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
MOST_LINKS = 40
OVERFLOW = Path("/proc/sys/kernel/overflowuid")
OWN_NUMBERS = Path("/proc/self/uid_map")


def why_not_trusted(path: Path) -> str:
    """Why somebody else could change what is in a folder, and the cure; empty if nobody can. It need not exist yet."""
    if not hasattr(os, "geteuid"):  # a system without owners and modes
        return ""
    for place, last in _on_the_way(path):
        if why := _why_not(place, last):
            return why
    return ""


def why_not_mine(path: Path, found: os.stat_result) -> str:
    """The same for a single file or folder of which the state is known."""
    if not hasattr(os, "geteuid"):
        return ""
    if found.st_uid not in _trusted():
        return f"{path} belongs to somebody else (user {found.st_uid}); name a folder of your own"
    if found.st_mode & OTHERS_WRITE:
        return f"others can write to {path}; chmod go-w {path}"
    return ""


def _why_not(place: Path, last: bool) -> str:
    try:
        found = place.lstat()
    except FileNotFoundError:
        return ""  # it will be made, below a place that has been looked at
    if stat.S_ISLNK(found.st_mode):  # a link has no mode; who may replace it is said by the folder it is in
        return "" if found.st_uid in _trusted() else why_not_mine(place, found)
    if stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX and not last and found.st_uid in _trusted():
        return ""  # everybody may make something in it and nobody replace what is another's, as in /tmp
    return why_not_mine(place, found)


def _on_the_way(path: Path) -> Iterator[tuple[Path, bool]]:
    """Every folder and link that is passed on the way to a folder, from the root, and whether it is the last."""
    left, links = list(path.absolute().parts), 0
    place = Path(left.pop(0))
    yield place, not left
    while left:
        part = left.pop(0)
        if part == "..":
            place = place.parent
            continue
        place = place / part
        yield place, not left
        if place.is_symlink():
            links += 1
            if links > MOST_LINKS:
                raise OSError(f"too many links on the way to {path}")
            target = place.readlink()
            left = [*target.parts, *left]
            if target.is_absolute():
                place = Path(left.pop(0))
                yield place, not left
            else:
                place = place.parent


@cache
def _trusted() -> frozenset[int]:
    """This user and the administrator; in a container that knows no other users, also whom it cannot name."""
    found = {0, os.geteuid()}
    try:
        if OWN_NUMBERS.read_text().split()[-1] != "4294967295":
            found.add(int(OVERFLOW.read_text()))
    except (OSError, ValueError, IndexError):
        pass
    return frozenset(found)
