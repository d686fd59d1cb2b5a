"""Quarters of the calendar, such as ``2021Q2``."""

from __future__ import annotations

import re

ALWAYS = "always"


def number_of(text: str) -> int | None:
    """Quarters since year 0 of a text such as ``2021Q2`` (spaces admitted); None if it is no quarter."""
    match = re.fullmatch(r"(\d{4})\s?Q([1-4])", str(text).strip())
    return 4 * int(match[1]) + int(match[2]) - 1 if match else None


def label(number: int) -> str:
    """The text of a quarter counted from year 0.

    >>> label(number_of("2021Q2"))
    '2021Q2'
    """
    return f"{number // 4}Q{number % 4 + 1}"
