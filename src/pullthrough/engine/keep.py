"""Compiled rules on disk: a file a rule, found by what it computes and for which types, wherever the folder lies.

A file begins with the hash of what follows. One that is damaged is as good as none: its rule is compiled again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from pullthrough.engine.place import CURE, CacheUnusable, make_private, trusted_root
from pullthrough.engine.trust import why_not_mine

MAGIC = b"pullthrough compiled rule 1\n"
HASH = 32  # bytes
SUFFIX = ".rule"


class Kept(_Cache):  # type: ignore[misc]
    """What Numba asks for a compiled rule before it compiles, and gives it to afterwards."""

    def __init__(self, key: str, function: Any) -> None:
        """A place for one rule.

        Args:
            key: content key of everything that takes part, the name of the folder.
            function: the rule.
        """
        self._looked_at: dict[Path, bytes] = {}
        self.key, self.name = key, f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

    @property
    def cache_path(self) -> str:
        """Where its files are."""
        return str(trusted_root() / self.key)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled rule for some types; None if there is none that is whole."""
        content = self._looked_at.pop(self.path(sig, target_context.codegen()), None)
        if content is None:
            content = self._content(sig, target_context.codegen())
        if content is None:
            return None
        target_context.refresh()
        try:
            return CompileResult._rebuild(target_context, *pickle.loads(content))
        except MemoryError:
            raise
        except Exception:  # of another Numba, or not what it says that it is: compiled again
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled rule; where that cannot be, say so once and go on without."""
        if data.library.has_dynamic_globals:
            return
        content = dumps(data._reduce())
        try:
            write_private(self.path(sig, data.codegen), MAGIC + hashlib.sha256(content).digest() + content)
        except OSError as error:
            _say_not_kept(error.strerror or str(error))

    def has(self, sig: Any, target_context: Any) -> bool:
        """Whether it is there, and whole, for some types. Who asks will want it, so it is not read a second time."""
        content = self._content(sig, target_context.codegen())
        if content is not None:
            self._looked_at[self.path(sig, target_context.codegen())] = content
        return content is not None

    def path(self, sig: Any, codegen: Any) -> Path:
        """The file for some types."""
        told = hashlib.sha256(repr((str(sig), codegen.magic_tuple())).encode()).hexdigest()[:24]
        return trusted_root() / self.key / f"{self.name}-{told}{SUFFIX}"

    def _content(self, sig: Any, codegen: Any) -> bytes | None:
        return whole(self.path(sig, codegen))

    def enable(self) -> None:
        """Nothing to do: it is always on."""

    def disable(self) -> None:
        """Nothing to do: it is always on."""

    def flush(self) -> None:
        """Nothing to do: what is edited has another key."""


def whole(path: Path) -> bytes | None:
    """The content of a file of compiled rules; None if it is not there or damaged.

    Raises:
        CacheUnusable: if somebody else can write it.
    """
    for place in (path.parent, path):
        try:
            found = place.lstat()
        except OSError:
            return None
        why = why_not_mine(place, found)
        if why or stat.S_ISLNK(found.st_mode):
            raise CacheUnusable(f"compiled rules are not read: {why or f'{place} is a link; rm {place}'}; or {CURE}")
    try:
        text = path.read_bytes()
    except OSError:
        return None
    start = len(MAGIC) + HASH
    content = memoryview(text)[start:]
    sound = text.startswith(MAGIC) and hashlib.sha256(content).digest() == text[len(MAGIC) : start]
    return bytes(content) if sound else None


def write_private(path: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all.

    Raises:
        OSError: if that cannot be.
    """
    make_private(path.parent)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@cache
def _say_not_kept(why: str) -> None:
    print(
        f"pullthrough: compiled rules cannot be kept ({why}), so the next start compiles again; {CURE}", file=sys.stderr
    )
