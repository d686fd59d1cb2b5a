"""``pullthrough verify experiments``: a small version of every experiment, compared with what it gave before.

Each folder of ``experiments/`` has a file ``expected.json``: the words of the small version, a hash of all its runs to
the last bit, hashes of its tables, and the means of its outcomes so that a reader sees what moved.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.composition import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.schema.study import Cluster
from pullthrough.study.kinds.registry import kind_named
from pullthrough.study.methods import extras
from pullthrough.study.storage.store import MANIFEST
from pullthrough.study.storage.writing import write_whole
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults
from pullthrough.verbs.reproduce import row_hash, rows_on_disk

EXPECTED = "expected.json"
MAIN = "main_comparison"
"""The experiment that is the command without words."""

NO_RESULT = ("data_dictionary.csv", "everything_varied.csv")
SHOWN = 6


def experiments_in(folder: Path, config_dirs: Sequence[str] = ()) -> list[Path]:
    """The experiments of a folder: itself if it is one, else those in it; none, if it is something else."""
    named = {MAIN, *locate.names("experiment", config_dirs)}
    is_result = (folder / MANIFEST).exists()
    if (folder / EXPECTED).is_file() or (folder.resolve().name in named and not is_result):
        return [folder]
    inside = (p for p in folder.iterdir() if p.is_dir() and not (p / MANIFEST).exists())
    return sorted(p for p in inside if (p / EXPECTED).is_file() or p.name in named)


def verify(folders: list[Path], *, update: bool, config_dirs: Sequence[str] = ()) -> int:
    """Carry out a small version of each; compare it with ``expected.json``, or write that anew."""
    codes = [_one(folder, update, config_dirs) for folder in folders]
    bad = sum(code != DONE for code in codes)
    if bad:
        print(
            f"{bad} of {len(codes)} experiments give different results. If that is intended: pullthrough verify "
            "experiments --update, and a line marked results in CHANGELOG.md",
            file=sys.stderr,
        )
    return DIFFERENT if bad else DONE


def _one(folder: Path, update: bool, config_dirs: Sequence[str]) -> int:
    began = time.perf_counter()
    expected = _expected(folder / EXPECTED)
    try:
        found = small_version(folder.resolve().name, expected.get("words"), config_dirs)
    except ModuleNotFoundError as error:
        if error.name not in extras.NAMES:
            raise
        print(f"{folder.name}: left out, since it {extras.needed(error.name)}", flush=True)
        return DONE
    took = f"{found['runs']} runs, {time.perf_counter() - began:.1f} s"
    if found == expected:
        print(f"{folder.name}: as expected ({took})", flush=True)
        return DONE
    if update:
        write_whole(folder / EXPECTED, json.dumps(found, indent=1) + "\n")
        print(f"{folder.name}: {'updated' if expected else 'written'} ({took})", flush=True)
        return DONE
    text = "\n  ".join(what_differs(expected, found))
    print(f"{folder.name}: other results ({took})\n  {text}", flush=True)
    return DIFFERENT


def _expected(path: Path) -> dict[str, Any]:
    """What a file says; nothing if there is none.

    Raises:
        NoResults: if it is not what such a file holds.
    """
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise NoResults(f"{path} cannot be read: {str(error)[:200]}") from None
    words = found.get("words", []) if isinstance(found, dict) else None
    means = found.get("means", {}) if isinstance(found, dict) else None
    tables = found.get("tables", {}) if isinstance(found, dict) else None
    if not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
        raise NoResults(f"{path}: words must be a list of settings, key=value")
    if not (isinstance(tables, dict) and isinstance(means, dict) and all(isinstance(m, dict) for m in means.values())):
        raise NoResults(f"{path}: tables and means must be tables of names")
    return dict(found)


def small_version(name: str, words: list[str] | None = None, config_dirs: Sequence[str] = ()) -> dict[str, Any]:
    """Carry out the small version of an experiment; gives what ``expected.json`` holds."""
    words = _words(name, config_dirs) if words is None else words
    root = compose.compose([*words, "study.figures=false"], config_dirs)
    root.study.executor, root.study.processes, root.study.cluster = "auto", 0, Cluster()  # no file says where to run
    with TemporaryDirectory() as text:
        folder = Path(text)
        found = kind_named(root.study.kind).run(root, folder, "", lambda done, total: None)
        if found.failures:
            first = found.failures[0]
            raise ConfigurationError([Problem(name, f"run {first.run}", f"failed: {first.error}")])
        rows = {row["run"]: (row_hash(row), row) for row in rows_on_disk(folder)}
        digest = hashlib.sha256("".join(rows[run][0] for run in sorted(rows)).encode()).hexdigest()
        tables = [p for p in sorted(folder.glob("*.csv")) if p.name not in NO_RESULT]
        hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in tables}
        means = _means([rows[run][1] for run in sorted(rows)])
    return {"words": words, "runs": len(rows), "sha256": digest, "tables": hashes, "means": means}


def _words(name: str, config_dirs: Sequence[str]) -> list[str]:
    words = [] if name == MAIN else [f"experiment={name}"]
    return [*words, *kind_named(compose.compose(words, config_dirs).study.kind).small]


def _means(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for scenario in dict.fromkeys(row["scenario"] for row in rows):
        mine = [row for row in rows if row["scenario"] == scenario]
        for name in OUTCOMES:
            values = [row[name] for row in mine if math.isfinite(row[name])]
            if values:
                found.setdefault(scenario, {})[name] = float(f"{math.fsum(values) / len(values):.10g}")
    return found


def what_differs(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """In words, the means first."""
    if not expected:
        return [f"there is no {EXPECTED} yet"]
    moved = []
    old, new = expected.get("means", {}), found["means"]
    for scenario in dict.fromkeys([*old, *new]):
        a, b = old.get(scenario, {}), new.get(scenario, {})
        for name in dict.fromkeys([*a, *b]):
            if a.get(name) != b.get(name):
                moved.append(
                    f"{scenario}, {name}: {a.get(name, 'not defined')} before, {b.get(name, 'not defined')} now"
                )
    lines = moved[:SHOWN] + ([f"and {len(moved) - SHOWN} more means"] if len(moved) > SHOWN else [])
    if not moved and expected.get("sha256") != found["sha256"]:
        lines.append("the means are the same to ten figures, but not every run is bit-identical")
    tables = dict.fromkeys([*expected.get("tables", {}), *found["tables"]])
    differing = [t for t in tables if expected.get("tables", {}).get(t) != found["tables"].get(t)]
    return lines + ([f"tables that differ: {', '.join(differing)}"] if differing else [])
