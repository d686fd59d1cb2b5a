"""Headings of tables that had another name in an earlier version, so that an old folder can be read and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

SINCE = "0.2"
RENAMED: dict[str, dict[str, str]] = {
    "screening.csv": {
        "mean": "mu",
        "size": "mu_star",
        "size_low": "mu_star_low",
        "size_high": "mu_star_high",
        "spread": "sigma",
    },
    "indices.csv": {
        "first": "S1",
        "first_low": "S1_low",
        "first_high": "S1_high",
        "total": "ST",
        "total_low": "ST_low",
        "total_high": "ST_high",
    },
    "ensemble.csv": {"share_helps": "share_favourable", "share_clear": "share_significant"},
}
"""The present heading of each former one, by table."""


def present_names(table: str, header: Sequence[str]) -> list[str]:
    """A header with the headings of today.

    >>> present_names("ensemble.csv", ["outcome", "share_helps"])
    ['outcome', 'share_favourable']
    """
    names = RENAMED.get(table, {})
    return [names.get(heading, heading) for heading in header]


def former_headings(folder: Path) -> Iterator[str]:
    """What to say of each table of a folder that has former headings: which they are, and what they are called now."""
    for table, names in RENAMED.items():
        path = folder / table
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", errors="replace") as file:
            header = file.readline().rstrip("\n").split(",")
        if old := [heading for heading in header if heading in names]:
            told = ", ".join(f"{heading} is now {names[heading]}" for heading in old)
            yield f"{path} was written before version {SINCE} and has its headings: {told}"
