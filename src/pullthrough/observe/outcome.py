"""What an outcome is: its words; the number stands beside them in the file that measures it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One number a run.

    Attributes:
        name, unit, label: for tables and figures.
        estimator: how it is computed, in words.
        better: +1 if more is better, -1 if less is better, 0 if neither.
    """

    name: str
    unit: str
    label: str
    estimator: str
    better: int
