"""The kept ensemble of a comparison: how far the same effect goes in other worlds, if somebody has asked and kept the answer.

``experiments/<name>/kept.json`` says which comparisons the tables beside it are of, and by which code they were made.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.parameters.files.locate import config_folder

KEPT, TABLE = "kept.json", "ensemble.csv"
FILE = "everything_varied.csv"
"""What of it a comparison writes into its own folder."""

MEANING = {
    "outcome": "name of the outcome",
    "unit": "its unit",
    "members": "members in which it is defined",
    "difference": "mean over members of the mean paired difference",
    "q05": "5 per cent of members are below",
    "q95": "95 per cent of members are below",
    "sd_chance": "standard deviation of a member's mean that is due to chance",
    "sd_parameters": "standard deviation between members that is not",
    "share_favourable": "share of members in which the mean difference is better (higher, where neither is)",
    "share_significant": "share of members whose own 95 % interval excludes 0 on the side of most members",
}
"""Columns of ``ensemble.csv``."""


@dataclass(frozen=True)
class Everything:
    """What an ensemble says of one comparison.

    Attributes:
        name: of the experiment; ``members``: how many worlds it has.
        rows: by outcome the row of ``ensemble.csv``.
        why: why there is none, in words; empty if there is.
    """

    name: str = ""
    members: int = 0
    rows: dict[str, dict[str, str]] | None = None
    why: str = ""

    def ends(self, outcome: str) -> tuple[float, float] | None:
        """The range of nine worlds in ten."""
        row = (self.rows or {}).get(outcome)
        return (float(row["q05"]), float(row["q95"])) if row and row["q05"] and row["q95"] else None

    def agree(self, outcome: str, difference: float, better: int) -> float | None:
        """In what share of worlds the effect has the sign of a difference; None if that is not known or there is none."""
        row = (self.rows or {}).get(outcome)
        if not row or not row["share_favourable"] or difference == 0:
            return None
        share = float(row["share_favourable"])
        return share if difference * (better or 1) > 0 else 1.0 - share


def home() -> Path:
    """Where results are kept; in an installed package there is no such folder."""
    return config_folder().parent / "experiments"


def kept_ensemble(comparison: str, scenario: str, code: str, folder: Path | None = None) -> Everything:
    """The ensemble of a comparison, made by this code.

    Args:
        comparison: its hash, see :func:`pullthrough.study.design.design.comparison_hash`.
        scenario: name of the tested scenario.
        code: hash of the code.
        folder: where experiments are kept.
    """
    older = ""
    for path in sorted((folder or home()).glob(f"*/{TABLE}")):
        about = _about(path.parent / KEPT)
        if comparison not in about.get("comparisons", {}).values():
            continue
        if about.get("code") != code:
            older = path.parent.name
            continue
        rows = _rows(path, scenario)
        if rows:
            members = max(int(float(row["members"] or 0)) for row in rows.values())
            return Everything(path.parent.name, members, rows)
    if older:
        return Everything(why=f"the ensemble kept in experiments/{older} is of other rules")
    return Everything(why="no ensemble of these scenarios is kept")


def _about(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8")).get("main", {})
    except (OSError, ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("comparisons", {}), dict) else {}


def _rows(path: Path, scenario: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["outcome"]: row for row in csv.DictReader(lines) if row.get("scenario", scenario) == scenario}
