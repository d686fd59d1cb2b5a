"""How a value is written in a document, and what a written value looks like."""

from __future__ import annotations

import math
import re

from pullthrough.present.console import format_number
from pullthrough.present.prose.cells import FORMAT, Fault, Value

_NUMBER = r"[+-]?(?:\d[\d,]*)(?:\.\d+)?"
SHAPES = {
    "number": _NUMBER,
    "interval": rf"{_NUMBER} to {_NUMBER}",
    "effect": rf"{_NUMBER}(?: %)? \({_NUMBER} to {_NUMBER}\)",
    "level": rf"{_NUMBER}(?: %)? \({_NUMBER} to {_NUMBER}\)",
    "id": r"[0-9a-f]{10}",
    "text": r"[^\s`*]+",
}
"""What stands before a mark, by the kind of its value."""

UNSET = "?"
"""Stands before a mark whose number has not been written yet."""

SMALLEST = 1e-6
"""What is smaller is written as nought."""

MOST = 6
"""Most decimals that are written."""


def before(text: str, kind: str) -> re.Match[str] | None:
    """The written value at the end of a text, with what may stand between it and its mark."""
    return re.search(rf"(?P<value>(?<![\w.,]){SHAPES[kind]}|\?)(?P<after>(?:\s?%|\s?points|bn|m|`|\*)*)$", text)


def written(value: Value) -> str:
    """A value as it stands in a document."""
    if value.kind in ("id", "text"):
        return value.text
    signed = value.format.startswith("+") or value.kind == "effect"
    if value.kind == "number":
        return number(value.number, value.format, signed)
    form = value.format.removeprefix("+") or f".{decimals(value.low, value.high)}f"
    turned = value.low < 0 < value.high
    low, high = (number(end, form, turned or end < 0) for end in (value.low, value.high))
    if value.kind == "interval":
        return f"{low} to {high}"
    return f"{number(value.number, form, signed)}{value.unit} ({low} to {high})"


def number(value: float, form: str = "", signed: bool = False) -> str:
    """A number in a format, or to three figures.

    Raises:
        Fault: if it is not defined.
    """
    if not math.isfinite(value):
        raise Fault("the value is not defined")
    found = FORMAT.match(form)
    if not found or not found[1]:
        text = format_number(value if abs(value) >= SMALLEST else 0.0, signed=signed)
    else:
        places = int(found[1]) if found[2] == "f" else max(0, int(found[1]) - 1 - _magnitude(value))
        text = f"{value:{'+' if signed else ''},.{min(places, MOST)}f}"
    return text if re.search("[1-9]", text) else text.lstrip("+-")


def decimals(low: float, high: float) -> int:
    """Decimals that an interval bears: one figure of its half-width, two if that begins with 1.

    >>> decimals(11.76, 12.16), decimals(10.4, 13.3), decimals(1754, 1770)
    (1, 1, 0)
    """
    half = (high - low) / 2
    if not half > 0:
        return 2
    leading = half / 10.0 ** _magnitude(half)
    return min(MOST, max(0, (1 if leading < 2 else 0) - _magnitude(half)))


def _magnitude(value: float) -> int:
    return math.floor(math.log10(abs(value))) if value else 0
