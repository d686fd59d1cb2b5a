"""The manifest: everything needed to say where a result comes from, and to get it again."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pullthrough import __version__
from pullthrough.parameters.checking.extended import Origin
from pullthrough.parameters.policy.changes import changes_of
from pullthrough.parameters.register.limits import caveats
from pullthrough.parameters.register.review import overdue
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, comparison_hash, replicate_seed
from pullthrough.study.methods.effects import STATISTICS
from pullthrough.study.storage.provenance import code_hash, commit, versions
from pullthrough.study.storage.store import MANIFEST
from pullthrough.study.storage.writing import write_whole

LIBRARIES = ("mesa", "numba", "llvmlite", "numpy", "scipy", "pyarrow", "matplotlib", "hydra-core", "omegaconf", "rich")
VERSION = 2


def manifest(root: Root, design: Design, command: str) -> dict[str, Any]:
    """What is known before the first run; times and counts are added as they become known."""
    config = asdict(root)
    return {
        "manifest_version": VERSION,
        "run_id": design.fingerprint[:10],
        "command": command,
        "world": root.world.name,
        "against": design.against.name,
        "scenario": design.tested.name,
        "titles": {s.name: s.title for s in design.scenarios},
        "policy_start": _policy_start(design),
        "changes": {s.name: changes_of(s, design.against) for s in design.scenarios[1:]},
        "comparisons": {s.name: comparison_hash(design.against, s) for s in design.scenarios[1:]},
        "observe": asdict(root.observe),
        "replicates": design.replicates,
        "total_runs": design.runs,
        "shards": design.shards,
        "seed": design.seed,
        "seeds": [replicate_seed(design.seed, i) for i in range(design.replicates)],
        "fingerprint": design.fingerprint,
        "code": code_hash(design.extension.sha256 if design.extension else ""),
        "extension": _extension(design.extension),
        "config_hash": hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest(),
        "versions": {"pullthrough": __version__, "python": platform.python_version(), **versions(LIBRARIES)},
        "git": commit(),
        "platform": {"system": platform.platform(), "machine": platform.machine(), "cores": os.cpu_count()},
        "statistics": STATISTICS,
        "policies": {s.name: [asdict(change) for change in s.timeline.changes] for s in design.scenarios},
        "limits": caveats(),
        "review_overdue": overdue(),
        "config": config,
    }


def _extension(origin: Origin | None) -> dict[str, Any] | None:
    """Which code of a user's own took part; its text lies in the folder ``extension``."""
    if origin is None:
        return None
    files = [name for name, _ in origin.files]
    return {"name": origin.name, "sha256": origin.sha256, "where": origin.where or origin.name, "files": files}


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write ``manifest.json``, whole or not at all."""
    write_whole(folder / MANIFEST, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def now() -> str:
    """This moment, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _policy_start(design: Design) -> str | None:
    """The first quarter in which the scenarios differ; None if they never do."""
    calendar = design.tested.world.calendar
    first = design.tested.first_difference(design.against)
    return None if first is None else label(QUARTERS_PER_YEAR * calendar.first_year - calendar.burn_in + first)
