"""Values of kept tables by name: which table, which rows, which column."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import OUTCOMES

Row = dict[str, str]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {"!=": ne, "<=": le, ">=": ge, "=": eq, "<": lt, ">": gt}
JOIN: dict[str, Callable[[float, float], float]] = {"/": truediv, "*": mul, "-": sub, "+": add}
OVER: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum, "mean": lambda values: math.fsum(values) / len(values), "min": min, "max": max,
}  # fmt: skip
WITH_INTERVAL = ("effect", "level", "interval")
CENTRES = ("difference", "mean", "value")
ENDS = (("ci_low", "ci_high"), ("q05", "q95"))
ANY = "*"
PERCENT = "%"
KEPT, MAIN = "kept.json", "main"

CONDITION = re.compile(r"^([\w.:]+)(!=|<=|>=|=|<|>)(.*)$", re.DOTALL)
SCALE = re.compile(r"^([x/])(-?\d+(?:\.\d+)?)$")
FORMAT = re.compile(r"^\+?(?:\.(\d)([fg]))?$")


class Fault(ValueError):
    """A mark that says nothing, or that the tables do not bear out."""


@dataclass(frozen=True)
class Value:
    """A number with its interval, not a number where there is none; or a text."""

    number: float = math.nan
    low: float = math.nan
    high: float = math.nan
    text: str = ""
    kind: str = "number"
    format: str = ""
    unit: str = ""

    def scaled(self, by: float) -> Value:
        """Times a number; an interval that is turned round is put straight."""
        low, high = sorted((self.low * by, self.high * by)) if by < 0 else (self.low * by, self.high * by)
        return replace(self, number=self.number * by, low=low, high=high)


@dataclass(frozen=True)
class Reference:
    """What a mark names: table, conditions on its rows, column, scale and format."""

    table: str = ""
    conditions: tuple[tuple[str, str, str], ...] = ()
    column: str = ""
    scale: float = 1.0
    format: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Places:
    """Where a page looks for tables."""

    page: Path
    root: Path

    def path(self, name: str) -> Path:
        """The file of that name.

        Raises:
            Fault: if there is none.
        """
        for folder in (self.page.parent, self.root / "experiments", self.root):
            if (folder / name).is_file():
                return folder / name
        raise Fault(f"there is no table {name}")


def words(text: str) -> list[str]:
    """The words of a mark; quotes hold words together that belong together."""
    found = re.findall(r"""(?:[^\s"']+|"[^"]*"|'[^']*')+""", text)
    return [word.replace('"', "") if '"' in word else word.replace("'", "") for word in found]


def reference(tokens: Sequence[str], before: Reference | None = None) -> Reference:
    """Words without operators as a reference.

    Raises:
        Fault: if a word is not understood.
    """
    table, conditions, column, scale, form, unit = "", [], "", 1.0, "", ""
    for token in tokens:
        if token.endswith((".csv", ".json")) and "=" not in token:
            table = token
        elif found := CONDITION.match(token):
            conditions.append((found[1], found[2], found[3]))
        elif token in OUTCOMES:
            conditions.append(("outcome", "=", token))
        elif found := SCALE.match(token):
            scale *= float(found[2]) if found[1] == "x" else 1 / float(found[2])
        elif FORMAT.match(token):
            form = token
        elif token == PERCENT:
            scale, unit = 100 * scale, f" {PERCENT}"
        elif column:
            raise Fault(f"{column} and {token}: one column at a time")
        else:
            column = token
    if before is not None:
        mine = {column for column, _, _ in conditions}
        conditions += [condition for condition in before.conditions if condition[0] not in mine]
        table = table or before.table
    return Reference(table, tuple(conditions), column, scale, form, unit)


def evaluate(tokens: Sequence[str], places: Places) -> Value:
    """The value of references joined by operators.

    Raises:
        Fault: if there is no such value, or more than one.
    """
    if tokens and tokens[0] == "run":
        return _run_id(tokens[1:], places)
    parts, signs = _parted(tokens)
    first = reference(parts[0])
    found = value(first, places)
    for sign, part in zip(signs, parts[1:], strict=True):
        if len(part) == 1 and re.fullmatch(r"\d+(\.\d+)?", part[0]):
            second = Value(float(part[0]))
        else:
            first = reference(part, first)
            second = value(first, places)
        if sign == "/" and second.number == 0:
            raise Fault("division by zero")
        found = Value(JOIN[sign](found.number, second.number), format=second.format or found.format)
    if found.kind != "text" and not math.isfinite(found.number):
        raise Fault("the value is not defined")
    return found


def value(asked: Reference, places: Places) -> Value:
    """The value that one reference names."""
    if not asked.column:
        raise Fault("no column is named")
    if asked.table.endswith(".json"):
        return _in_json(asked, places)
    rows = matching(asked, places)
    if asked.column == "rows":
        return Value(float(len(rows)), format=asked.format or ".0f")
    over, _, column = asked.column.partition(":")
    if column and over in OVER:
        numbers = [number for row in rows if math.isfinite(number := _number(row, column))]
        if not numbers:
            raise Fault("no row meets the conditions")
        return replace(Value(OVER[over](numbers)).scaled(asked.scale), format=asked.format)
    if len(rows) != 1:
        raise Fault(f"{len(rows)} rows meet the conditions, not one")
    return of_row(rows[0], asked)


def of_row(row: Row, asked: Reference) -> Value:
    """The value of a column, or of a column with its interval, in one row."""
    kind, _, column = asked.column.partition(":")
    if kind == "text":
        return Value(text=cell(row, column), kind="text")
    if kind not in WITH_INTERVAL:
        return replace(Value(_number(row, asked.column)).scaled(asked.scale), format=asked.format)
    centre, low, high = interval_columns(row, column)
    found = Value(_number(row, centre), _number(row, low), _number(row, high)).scaled(asked.scale)
    return replace(found, kind=kind, format=asked.format, unit=asked.unit)


def interval_columns(row: Row, column: str) -> tuple[str, str, str]:
    """The columns of an effect and of the ends of its interval: the first that hold something."""
    centre = column or next((name for name in CENTRES if row.get(name)), CENTRES[0])
    own = (f"{column}_low", f"{column}_high")
    low, high = next((ends for ends in (own, *ENDS) if row.get(ends[0])), ENDS[0])
    return centre, low, high


def matching(asked: Reference, places: Places) -> list[Row]:
    """The rows of a table that meet all conditions.

    Raises:
        Fault: if the table or a column of a condition is not there.
    """
    if not asked.table:
        raise Fault("no table is named")
    path = places.path(asked.table)
    found = read(path)
    for column, sign, wanted in asked.conditions:
        some = by_value(path, column).get(wanted, found) if sign == "=" else found
        found = min(found, some, key=len)
    return [row for row in found if all(_meets(row, *condition) for condition in asked.conditions)]


def read(path: Path) -> list[Row]:
    """The rows of a CSV file; read once, until it is written anew."""
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, written: int) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_value(path: Path, column: str) -> dict[str, list[Row]]:
    """The rows of a CSV file by the text in a column."""
    return _by_value(path, path.stat().st_mtime_ns, column)


@cache
def _by_value(path: Path, written: int, column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _read(path, written):
        found.setdefault(row.get(column, ""), []).append(row)
    return found


def cell(row: Row, column: str) -> str:
    """A cell as text.

    Raises:
        Fault: if there is no such column.
    """
    if column not in row:
        raise Fault(f"there is no column {column}; there are {', '.join(row)}")
    return row[column]


def _number(row: Row, column: str) -> float:
    text = cell(row, column)
    try:
        return float(text) if text else math.nan
    except ValueError:
        raise Fault(f"{column} is {text!r}, no number") from None


def _meets(row: Row, column: str, sign: str, wanted: str) -> bool:
    text = cell(row, column)
    if wanted == ANY:
        return True
    if sign in ("=", "!="):
        known = text == wanted or any(_same(text, each) for each in wanted.split(","))
        return known == (sign == "=")
    other = row.get(wanted, wanted)
    return bool(text and other) and COMPARE[sign](float(text), float(other))


def _same(text: str, wanted: str) -> bool:
    try:
        return text == wanted or float(text) == float(wanted)
    except ValueError:
        return False


def _parted(tokens: Iterable[str]) -> tuple[list[list[str]], list[str]]:
    """Parts between operators; a sign at the end is a format, no operator."""
    parts: list[list[str]] = [[]]
    signs: list[str] = []
    listed = list(tokens)
    for place, token in enumerate(listed):
        if token in JOIN and 0 < place < len(listed) - 1:
            signs.append(token)
            parts.append([])
        else:
            parts[-1].append(token)
    return parts, signs


def _in_json(asked: Reference, places: Places) -> Value:
    found: Any = json.loads(places.path(asked.table).read_text(encoding="utf-8"))
    for key in asked.column.split("."):
        if not isinstance(found, dict) or key not in found:
            raise Fault(f"{asked.table} has no {asked.column}")
        found = found[key]
    if isinstance(found, int | float):
        whole = ".0f" if isinstance(found, int) and asked.scale == 1 else ""
        return replace(Value(float(found)).scaled(asked.scale), format=asked.format or whole)
    return Value(text=str(found), kind="text")


def _run_id(tokens: Sequence[str], places: Places) -> Value:
    study, _, run = (tokens[0] if tokens else "").partition(".")
    table = f"{study}/{KEPT}" if study else KEPT
    return replace(_in_json(Reference(table, column=f"{run or MAIN}.run_id"), places), kind="id")
