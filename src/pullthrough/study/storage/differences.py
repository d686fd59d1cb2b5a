"""In what two studies differ, from their manifests: settings key by key, seeds, data, code, libraries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PARTS = ("config", "seeds", "data", "code", "libraries")
"""What can make results differ. Data are the world and the policies: what stands in the files of the configuration."""

NO_RESULT = (
    "study.executor",
    "study.processes",
    "study.cluster",
    "study.figures",
    "study.report",
    "experiment",
    "config_dirs",
)
"""Settings by which no result can differ."""

SEEDS = ("seed", "replicates")
LIBRARIES = ("mesa", "numba", "llvmlite", "numpy", "python")
LONGEST = 60
NOTHING = "(absent)"


@dataclass(frozen=True)
class Difference:
    """One thing that differs; ``part`` is one of :data:`PARTS`."""

    part: str
    what: str
    one: str
    other: str

    def text(self, one: str, other: str) -> str:
        """In words, with the names of the two sides."""
        return f"{self.what}: {self.one} {one}, {self.other} {other}"


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    """What differs between two manifests, and can make results differ, in the order of :data:`PARTS`."""
    one, other = _plain(one), _plain(other)
    found = [*_settings(one, other), *_policies(one, other), *_code(one, other)]
    return sorted(found, key=lambda d: PARTS.index(d.part))


def _settings(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    a, b = (dict(flat(m.get("config", {}))) for m in (one, other))
    for key in dict.fromkeys([*a, *b]):
        if a.get(key, NOTHING) == b.get(key, NOTHING) or any(f"{key}.".startswith(f"{n}.") for n in NO_RESULT):
            continue
        part = "seeds" if key in SEEDS else "data" if key.startswith("world.") else "config"
        yield Difference(part, key, _shown(a.get(key, NOTHING)), _shown(b.get(key, NOTHING)))


def _policies(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    """What the files of scenarios and policies say, for scenarios that have the same name."""
    a, b = one.get("policies", {}), other.get("policies", {})
    for scenario in a.keys() & b.keys():
        mine, theirs = _levers(a[scenario]), _levers(b[scenario])
        for key in dict.fromkeys([*mine, *theirs]):
            x, y = mine.get(key, NOTHING), theirs.get(key, NOTHING)
            if x != y:
                yield Difference("data", f"scenario {scenario}, {key}", _shown(x), _shown(y))


def _levers(changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{c.get('lever')} from quarter {c.get('quarter')} on": c.get("value") for c in changes}


def _code(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    if one.get("code") != other.get("code"):
        yield Difference("code", "code of the model", _version(one), _version(other))
    a, b = one.get("versions", {}), other.get("versions", {})
    for name in LIBRARIES:
        if a.get(name) != b.get(name):
            yield Difference("libraries", name, str(a.get(name)), str(b.get(name)))


def _version(manifest: dict[str, Any]) -> str:
    git = manifest.get("git") or {}
    commit = f", commit {git['commit'][:10]}{' and changes' if git.get('dirty') else ''}" if git.get("commit") else ""
    version = manifest.get("versions", {}).get("pullthrough", "?")
    return f"{str(manifest.get('code'))[:10]} (version {version}{commit})"


def flat(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The leaves of a tree of names, each with its dotted key; a list is a leaf."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from flat(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, tree


def _plain(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """As it is read from a file: a tuple is then a list."""
    found: dict[str, Any] = json.loads(json.dumps(manifest))
    return found


def _shown(value: Any) -> str:
    text = value if value == NOTHING else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
