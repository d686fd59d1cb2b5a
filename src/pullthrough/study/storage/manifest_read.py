"""Reading a manifest: it comes with a folder from anywhere, so every entry is looked at before it is used."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pullthrough.study.storage.store import MANIFEST

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 24
LARGEST = 10**15
MOST_RUNS = 10**9
MOST_REPLICATES = 1_000_000
STATES = ("running", "finished")

Check = Callable[[Any], str]
"""What a value must be, in words; empty if it is that."""


def _text(value: Any) -> str:
    return "" if isinstance(value, str) else "a text"


def _table(value: Any) -> str:
    return "" if isinstance(value, dict) else "a table of names"


def _whole(least: int, most: int) -> Check:
    def check(value: Any) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if fits else f"a whole number from {least} to {most}"

    return check


def _number(value: Any) -> str:
    return "" if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else "a number from 0 on"


def _texts(value: Any) -> str:
    good = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return "" if good else "a table of texts"


def _maybe(check: Check) -> Check:
    return lambda value: "" if value is None else (found := check(value)) and f"{found}, or null"


def _hash(value: Any) -> str:
    good = isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
    return "" if good else "a hash of 64 figures, 0 to f"


def _state(value: Any) -> str:
    return "" if value in STATES else f"one of {', '.join(STATES)}"


def _changes(value: Any) -> str:
    good = isinstance(value, dict) and all(
        isinstance(changes, list) and all(isinstance(change, dict) for change in changes) for changes in value.values()
    )
    return "" if good else "a table of lists of changes"


NEEDED: dict[str, Check] = {
    "config": _table,
    "fingerprint": _hash,
    "code": _hash,
    "replicates": _whole(1, MOST_REPLICATES),
    "total_runs": _whole(1, MOST_RUNS),
    "seed": _whole(0, LARGEST),
    "versions": _texts,
    "scenario": _text,
    "against": _text,
    "world": _text,
    "run_id": _text,
}
"""What every manifest has."""

OTHERS: dict[str, Check] = {
    "command": _text,
    "state": _state,
    "shards": _whole(1, MOST_RUNS),
    "runs": _whole(0, MOST_RUNS),
    "failures": _whole(0, MOST_RUNS),
    "processes": _whole(0, MOST_RUNS),
    "seconds": _number,
    "started": _text,
    "finished": _text,
    "policy_start": _maybe(_text),
    "titles": _texts,
    "observe": _table,
    "platform": _table,
    "policies": _changes,
    "git": _maybe(_table),
    "config.experiment": _maybe(_table),
    "config.study": _table,
    "extension": _maybe(_table),
    "extension.name": _text,
    "extension.sha256": _hash,
    "config.world": _table,
    "config.world.calendar": _table,
    "config.world.calendar.first_year": _whole(0, 9999),
    "config.config_dirs": lambda v: (
        "" if isinstance(v, list) and all(isinstance(d, str) for d in v) else "a list of texts"
    ),
    "git.commit": _maybe(_text),
}
"""What a manifest may have, and must then be so."""


class BadManifest(ValueError):
    """A manifest that cannot be used; the message says which of its entries."""


def manifest_in(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, every entry that is used being what it should; None if there is none.

    Raises:
        BadManifest: if it cannot be used.
    """
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        state = path.stat()
        return _read(path, (state.st_ino, state.st_size, state.st_mtime_ns))
    except OSError as error:
        raise BadManifest(f"{path} cannot be read: {error.strerror or error}") from None


@lru_cache(maxsize=16)
def _read(path: Path, state: tuple[int, ...]) -> dict[str, Any]:
    if state[1] > MOST_BYTES:
        raise BadManifest(f"{path} is not a readable manifest: it has {state[1]} bytes")
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except RecursionError:
        raise BadManifest(f"{path} is not a readable manifest: it is nested too deep") from None
    except ValueError as error:
        raise BadManifest(f"{path} is not a readable manifest: {str(error)[:200]}") from None
    faults = list(_faults(found))
    if faults:
        raise BadManifest(f"{path} is not a readable manifest:\n  " + "\n  ".join(faults))
    return dict(found)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")


def _faults(about: Any) -> Iterator[str]:
    if not isinstance(about, dict):
        yield "it is not a table of names"
        return
    if _depth(about) > DEEPEST:
        yield f"it is nested more than {DEEPEST} deep"
        return
    for name, check in {**NEEDED, **OTHERS}.items():
        there, value = _at(about, name.split("."))
        if not there and name in NEEDED:
            yield f"{name} is missing; it must be {check(None) or 'there'}"
        elif there and (must := check(value)):
            yield f"{name} = {_shown(value)}; it must be {must}"
    if any(isinstance(value, float) and not math.isfinite(value) for value in about.values()):
        yield "a number is too large"


def _at(tree: Mapping[str, Any], names: list[str]) -> tuple[bool, Any]:
    node: Any = tree
    for name in names:
        if not isinstance(node, dict) or name not in node:
            return False, None
        node = node[name]
    return True, node


def _depth(tree: Any) -> int:
    """How deep a tree is nested; no further than is admitted."""
    level, depth = [tree], 0
    while level and depth <= DEEPEST:
        children = [
            node.values() if isinstance(node, dict) else node for node in level if isinstance(node, dict | list)
        ]
        level = [child for some in children for child in some]
        depth += 1
    return depth


def _shown(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=True)
    except ValueError:  # a whole number without end
        text = "(too long)"
    return text if len(text) <= 60 else text[:57] + "..."
