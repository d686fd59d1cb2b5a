"""Claims: what a sentence rests on, as a comment behind it, checked as a number is.

``<!-- holds: effects.csv adoptions_per_year rises and effects.csv trust open -->``: a reference and one of

==========================  ========================================================================
``rises``, ``falls``        the interval lies above 0, below 0
``clear``, ``open``         the interval excludes 0, holds it
``> 0``, ``<= X``, ``= X``  a value, or two references, compared
``between A B``             a value within
==========================  ========================================================================

Where several rows meet the conditions it has to be true of each of them. ``and`` joins claims.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pullthrough.present.prose.cells import (
    COMPARE,
    OVER,
    Fault,
    Places,
    Value,
    evaluate,
    matching,
    of_row,
    reference,
    words,
)

SURE: dict[str, Callable[[Value], bool]] = {
    "rises": lambda value: value.low > 0,
    "falls": lambda value: value.high < 0,
    "clear": lambda value: value.low > 0 or value.high < 0,
    "open": lambda value: value.low <= 0 <= value.high,
}
FEWEST = 3
"""Fewest words of a comparison: a reference, a sign, a number."""


def untrue(text: str, places: Places) -> list[str]:
    """What of the claims is not borne out; empty if all are.

    Raises:
        Fault: if a claim is not understood.
    """
    claims: list[list[str]] = [[]]
    for word in words(text):
        if word == "and":
            claims.append([])
        else:
            claims[-1].append(word)
    found = (_untrue(claim, places) for claim in claims)
    return [said for said in found if said]


def _untrue(tokens: list[str], places: Places) -> str:
    said = " ".join(tokens)
    if tokens and tokens[-1] in SURE:
        rows = _values(tokens[:-1], places)
        if any(not math.isfinite(value.low + value.high) for value in rows):
            raise Fault("there is no interval")
        bad = [value for value in rows if not SURE[tokens[-1]](value)]
        shown = [f"{v.number:.4g} ({v.low:.4g} to {v.high:.4g})" for v in bad]
    elif "between" in tokens:
        place = tokens.index("between")
        low, high = map(float, tokens[place + 1 :])
        shown = [f"{v.number:.4g}" for v in _values(tokens[:place], places) if not low <= v.number <= high]
    else:
        place = next((i for i, token in enumerate(tokens) if token in COMPARE and i), 0)
        if not place or len(tokens) < FEWEST:
            raise Fault("a claim ends with rises, falls, clear, open, a comparison or between A B")
        wanted = _wanted(tokens[:place], tokens[place + 1 :], places)
        true = COMPARE[tokens[place]]
        shown = [f"{v.number:.4g}, {wanted:.4g}" for v in _values(tokens[:place], places) if not true(v.number, wanted)]
    return f"{said} ({'; '.join(shown)})" if shown else ""


def _values(tokens: Sequence[str], places: Places) -> list[Value]:
    """The value of a reference in each row that it names."""
    asked = reference(tokens) if not {"/", "*", "-", "+"} & set(tokens) else None
    if asked is None or asked.table.endswith(".json"):
        return [evaluate(tokens, places)]
    over, _, column = asked.column.partition(":")
    if asked.column == "rows" or (column and over in OVER):
        return [evaluate(tokens, places)]
    rows = matching(asked, places)
    if not rows:
        raise Fault("no row meets the conditions")
    return [of_row(row, replace(asked, column=asked.column or "effect")) for row in rows]


def _wanted(left: Sequence[str], right: Sequence[str], places: Places) -> float:
    """What is compared with: a number, or a reference that takes the table from the left."""
    if len(right) == 1 and re.fullmatch(r"-?\d+(\.\d+)?", right[0]):
        return float(right[0])
    table = [token for token in left if token.endswith((".csv", ".json"))]
    named = any(token.endswith((".csv", ".json")) for token in right)
    return evaluate([*([] if named else table), *right], places).number
