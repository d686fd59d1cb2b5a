"""Quarters of the calendar, such as ``2021Q2``."""

from __future__ import annotations

import re

ALWAYS = "always"
QUARTERS_PER_YEAR = 4


def number_of(text: str) -> int | None:
    """Quarters since year 0 of a text such as ``2021Q2`` (spaces admitted); None if it is no quarter."""
    match = re.fullmatch(r"(\d{4})\s?Q([1-4])", str(text).strip())
    return QUARTERS_PER_YEAR * int(match[1]) + int(match[2]) - 1 if match else None


def label(number: int) -> str:
    """The text of a quarter counted from year 0.

    >>> label(number_of("2021Q2"))
    '2021Q2'
    """
    return f"{number // QUARTERS_PER_YEAR}Q{number % QUARTERS_PER_YEAR + 1}"
