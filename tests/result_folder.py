"""A result folder made up by hand, as large as that of the main job: no run is needed to look at its pages."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES

YEARS = range(2012, 2036)
EFFECTS = ("outcome", "unit", "baseline", "policy", "difference", "ci_low", "ci_high", "n", "share_better")
SPREAD = ("scenario", "series", "unit", "quarter", "n", "mean", "q05", "q25", "q50", "q75", "q95")


def made_up(folder: Path, tested: Sequence[str] = ("as_enacted",), **about: Any) -> Path:
    """Write manifest, effects, series, curves and twins; returns the folder."""
    titles = {"no_change": "No change: the rules of 2012", **{name: f"Policy {name}: a title" for name in tested}}
    changes = [{"quarter": 40 + 4 * 9 + 1, "lever": "engagement.lead", "value": 16.0, "policy": "dsis_2021"}]
    calendar = {"first_year": 2012, "last_year": 2035, "burn_in": 40}
    world = {"calendar": calendar, "population": {"firms_by_region": {"east": 1, "london": 2, "north_west": 3}}}
    manifest = {
        "against": "no_change",
        "scenario": tested[-1],
        "titles": titles,
        "config": {"world": world, "study": {"kind": "compare"}},
        "run_id": "made-up",
        "world": "uk",
        "replicates": 8,
        "total_runs": 16,
        "runs": 16,
        "failures": 0,
        "seed": 1,
        "code": "0" * 64,
        "fingerprint": "0" * 64,
        "observe": {"first_year": 2012, "last_year": 2035, "region": "east"},
        "versions": {"pullthrough": "0.1.0"},
        "started": "2026-11-27T12:00:00+00:00",
        "finished": "2026-11-27T12:00:09+00:00",
        "state": "finished",
        "policies": dict.fromkeys(tested, changes) | {"no_change": []},
        "command": "pullthrough replicates=8",
        **about,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    _effects(folder, tested)
    _series(folder, ("no_change", *tested))
    rows = [
        (what, name, "per run", 10 + i, 9 + i, 11 + i, 8, "", "", "")
        for what in ("adopted", "entered")
        for i, name in enumerate(("lost", "later", "anyway", "earlier", "additional"))
    ]
    head = ("what", "class", "unit", "mean", "ci_low", "ci_high", "n", "shift", "shift_low", "shift_high")
    write(folder / "twins.csv", head, rows)
    return folder


def write(path: Path, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _effects(folder: Path, tested: Sequence[str]) -> None:
    rows = []
    for k, scenario in enumerate(tested):
        for i, (name, outcome) in enumerate(OUTCOMES.items()):
            base, change = 0.1 + 0.01 * i, 0.02 * (1 + k) * (-1) ** i
            cells = (name, outcome.unit, base, base + change, change, change - 0.01, change + 0.01, 8, 1.0)
            rows.append((scenario, *cells) if len(tested) > 1 else cells)
    write(folder / "effects.csv", ("scenario", *EFFECTS) if len(tested) > 1 else EFFECTS, rows)


def _series(folder: Path, scenarios: Sequence[str]) -> None:
    series, curves = [], []
    for k, scenario in enumerate(scenarios):
        for j, (name, measure) in enumerate(SERIES.items()):
            for i in range(4 * len(YEARS)):
                mean = 3 + k * max(0, i - 40) / 7 + math.sin(i + j) / 9
                spread = [mean + d for d in (-0.5, -0.2, 0.01, 0.2, 0.5)]
                series.append((scenario, name, measure.unit, f"{2012 + i // 4}Q{i % 4 + 1}", 8, mean, *spread))
        for x in range(1, 10):
            curves.append(
                (
                    scenario,
                    "funnel_entered",
                    CURVES["funnel_entered"].unit,
                    x,
                    8,
                    90.0 / x + k,
                    80.0 / x,
                    85.0 / x,
                    90.0 / x,
                    95.0 / x,
                    99.0 / x,
                )
            )
    write(folder / "series_quantiles.csv", SPREAD, series)
    write(folder / "curves_quantiles.csv", (*SPREAD[:1], "curve", "unit", "x", *SPREAD[4:]), curves)
