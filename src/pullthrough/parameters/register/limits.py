"""Limits of use. Each is told once, in ``limits.yaml``; here are the lines that stand beside results."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_suffix(".yaml")

LIMIT = "Limits: simulated under stated assumptions; read differences, not levels; not a forecast."
"""For the foot of a figure, where there is little room."""

LIMITS = (
    "Limits: simulated under stated assumptions, many set by hand; read differences between scenarios, not levels; not a "
    "forecast. Intervals show Monte Carlo error, in an ensemble parameter uncertainty too; no interval covers wrong rules."
)
"""For the foot of a table."""


@dataclass(frozen=True)
class Limit:
    """One limit of use.

    Attributes:
        subject: what it is about; limits of a subject stand together.
        limit: what is so.
        means: what follows for somebody who reads a result.
        always: whether the manifest of every study has it.
    """

    subject: str
    limit: str
    means: str
    always: bool = False


@cache
def limits() -> tuple[Limit, ...]:
    """Every limit, in the order of the file."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Limit(subject, **fields) for subject, entries in told.items() for fields in entries)


def caveats() -> tuple[str, ...]:
    """For the manifest of a study: the main limits, each a sentence or two."""
    return LIMITS, *(f"{limit.limit} {limit.means}" for limit in limits() if limit.always)


def page() -> str:
    """All limits as Markdown, a table for each subject."""
    parts = []
    for subject in dict.fromkeys(limit.subject for limit in limits()):
        rows = [f"| {limit.limit} | {limit.means} |" for limit in limits() if limit.subject == subject]
        parts.append("\n".join([f"## {subject}\n", "| Limit | What it means for a reader |", "|---|---|", *rows, ""]))
    return "\n".join(parts)
