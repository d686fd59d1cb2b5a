"""A view: a question, how to read its answer, a Vega-Lite specification, and the numbers that it draws as a table."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.present.figures.stamp import number

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the language; nothing is fetched from there."""

DATA = "table"
"""The data set that a specification draws: the rows of the view's table."""

DIGITS = 6
"""Figures of a number in the data of a page; the tables of the folder have ten."""

Spec = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: in the data and in CSV.
        label: its heading.
        unit: how a number is written; the unit ``share`` in per cent, empty for a text.
        text: whether it holds words.
    """

    name: str
    label: str
    unit: str = ""
    text: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    title: str = ""

    def values(self) -> dict[str, list[Any]]:
        """The columns by name, with nothing for what is not defined."""
        return {c.name: _column([row[i] for row in self.rows]) for i, c in enumerate(self.columns)}

    def records(self) -> list[dict[str, Any]]:
        """The rows as Vega takes them."""
        names = [c.name for c in self.columns]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in self.rows]

    def cells(self) -> list[list[str]]:
        """The rows as they are read, without hidden columns."""
        shown = [(i, c) for i, c in enumerate(self.columns) if c.shown]
        whole = {i for i, _ in shown if all(_is_whole(row[i]) for row in self.rows)}
        return [[_count(row[i]) if i in whole else _written(row[i], c) for i, c in shown] for row in self.rows]


@dataclass(frozen=True)
class View:
    """A chart and what belongs to it.

    Attributes:
        name: its anchor on the page.
        title: the question that it answers.
        says: how it is read, in a sentence or two.
        spec: the specification; it draws the data set :data:`DATA`. Empty for a table alone.
        table: what is drawn.
        choices: further tables that the same specification draws, by their labels; the first is ``table`` itself.
        finding: what it shows in this study, in a sentence.
        folded: whether the table is behind a button.
    """

    name: str
    title: str
    says: str
    spec: Spec
    table: Table
    choices: Mapping[str, Table] = field(default_factory=dict)
    finding: str = ""
    folded: bool = True

    def whole(self) -> Spec:
        """The specification with its data, as other programs take it."""
        return {"$schema": SCHEMA, **self.spec, "datasets": {DATA: self.table.records()}}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """What a notebook shows."""
        return {"application/vnd.vegalite.v6+json": self.whole(), "text/plain": f"{self.title} {self.says}"}


def in_json(value: Any) -> str:
    """A value as JSON that may stand inside a page: no text of it can end the element that holds it.

    >>> in_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _column(values: list[Any]) -> list[Any]:
    """Values as they are told; a column of numbers is rounded at once, since a page has a hundred thousand of them."""
    if any(type(value) is not float for value in values):
        return list(map(_plain, values))
    return [value if math.isfinite(value) else None for value in rounded(np.array(values)).tolist()]


def rounded(values: NDArray[np.float64], digits: int = DIGITS) -> NDArray[np.float64]:
    """Numbers to so many significant figures.

    >>> rounded(np.array([0.123456789, -9876543.2, 0.0])).tolist()
    [0.123457, -9876540.0, 0.0]
    """
    sizes = np.abs(np.where(np.isfinite(values) & (values != 0), values, 1.0))
    places = np.clip(digits - 1 - np.floor(np.log10(sizes)), -300, 22)  # a power of ten up to 22 is exact
    up, down = 10.0 ** np.maximum(places, 0), 10.0 ** np.maximum(-places, 0)
    found: NDArray[np.float64] = np.round(values * up / down) * down / up
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else value


def _is_whole(value: Any) -> bool:
    """Whether a cell may stand in a column of whole numbers, which are written without decimals."""
    return value is None or (isinstance(value, int | float) and math.isfinite(value) and float(value).is_integer())


def _count(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}".replace("-", "−")


def _written(value: Any, column: Column) -> str:
    if column.text or isinstance(value, str):
        return str(value)
    if value is None:
        return "–"
    return number(float(value), column.unit)
