"""One change of one lever."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A lever takes a value in a quarter; quarter 0 is the first of the burn-in."""

    quarter: int
    lever: str
    value: float
    policy: str
