"""Two result folders' tables side by side: rows matched by their names, numbers within a tolerance."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pullthrough.study.storage.renamed import present_names

Row = dict[str, str]
KEYS = ("run", "cell", "replicate", "point", "dose", "shift", "x")
"""Columns that say which row it is though they are numbers; columns of text say so as well."""

TEXTS = ("error",)
"""Columns of text that are a result."""

NO_RESULT = ("data_dictionary.csv",)


@dataclass(frozen=True)
class Tolerance:
    """How far two numbers a, b may be apart: ``absolute + relative * max(abs(a), abs(b))``."""

    relative: float = 1e-9
    absolute: float = 0.0

    def admits(self, one: str, other: str) -> bool:
        """Whether two cells are equal, or numbers that are near enough."""
        if one == other:
            return True
        a, b = number(one), number(other)
        if a is None or b is None or not (math.isfinite(a) and math.isfinite(b)):
            return False
        return abs(a - b) <= self.absolute + self.relative * max(abs(a), abs(b))


@dataclass
class TableDiff:
    """How one table differs in two folders.

    Attributes:
        name: its file.
        cells: how many were compared.
        outside: cells that are further apart than admitted: where, and what stands there in each.
        only: rows and columns that only one of the two has, in words.
    """

    name: str
    cells: int = 0
    outside: list[tuple[str, str, str]] = field(default_factory=list)
    only: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether nothing is outside."""
        return not self.outside and not self.only

    def largest_differences(self, most: int) -> list[tuple[str, str, str]]:
        """The cells largest_differences apart, relative to their size; those that are no numbers first."""
        return sorted(self.outside, key=lambda cell: _distance(cell[1], cell[2]), reverse=True)[:most]


def tables_apart(one: Path, other: Path, tolerance: Tolerance, *, only_common: bool = False) -> Iterator[TableDiff]:
    """Every table that either folder has, or that both have."""
    mine, theirs = ({path.name for path in folder.glob("*.csv")} - set(NO_RESULT) for folder in (one, other))
    for name in sorted(mine & theirs if only_common else mine | theirs):
        missing = [("A", one), ("B", other)]
        missing = [(side, folder) for side, folder in missing if not (folder / name).is_file()]
        if missing:
            yield TableDiff(name, only=[f"missing in {missing[0][0]}"])
        else:
            yield table_apart(one / name, other / name, tolerance)


def table_apart(one: Path, other: Path, tolerance: Tolerance) -> TableDiff:
    """One table in two folders."""
    found = TableDiff(one.name)
    a, b = _read(one), _read(other)
    columns = [_columns(rows) for rows in (a, b)]
    for side, mine, theirs in (("A", columns[0], columns[1]), ("B", columns[1], columns[0])):
        found.only += [f"column {name} only in {side}" for name in mine if name not in theirs]
    shared = [name for name in columns[0] if name in columns[1]]
    keys = [name for name in shared if name in KEYS or (name not in TEXTS and (_is_text(a, name) or _is_text(b, name)))]
    rows_a, rows_b = _keyed(a, keys), _keyed(b, keys)
    for side, rows, others in (("A", rows_a, rows_b), ("B", rows_b, rows_a)):
        alone = [key for key in rows if key not in others]
        if alone:
            found.only.append(f"{len(alone)} rows only in {side}, such as {_place(keys, alone[0])}")
    for key, row in rows_a.items():
        for name in shared if key in rows_b else ():
            if name not in keys:
                found.cells += 1
                if not tolerance.admits(row[name], rows_b[key][name]):
                    found.outside.append((f"{name} ({_place(keys, key)})", row[name], rows_b[key][name]))
    return found


def number(text: str) -> float | None:
    """A cell as a number, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


class NoTable(Exception):
    """A file that is no table; the message says which, and why."""


def _read(path: Path) -> list[Row]:
    """The rows of a table.

    Raises:
        NoTable: if it is none: no text, a field without end, a column twice, a row that is longer than the heading.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            head = present_names(path.name, next(lines, []))
            twice = sorted({name for name in head if head.count(name) > 1})
            if twice:
                raise NoTable(f"{path} is not a table that can be compared: it has the column {', '.join(twice)} twice")
            return [_row(path, lines.line_num, head, cells) for cells in lines if cells]
    except UnicodeDecodeError:
        raise NoTable(f"{path} is not a table: it is not text in UTF-8") from None
    except csv.Error as error:
        raise NoTable(f"{path} is not a table: {error}") from None
    except OSError as error:
        raise NoTable(f"{path} cannot be read: {error.strerror or error}") from None


def _row(path: Path, line: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) > len(head):
        raise NoTable(f"{path} is not a table: line {line} has {len(cells)} cells, its heading {len(head)}")
    return dict(zip(head, [*cells, *[""] * (len(head) - len(cells))], strict=True))


def _columns(rows: list[Row]) -> list[str]:
    return list(rows[0]) if rows else []


def _is_text(rows: list[Row], name: str) -> bool:
    return any(row[name] and number(row[name]) is None for row in rows)


def _keyed(rows: list[Row], keys: list[str]) -> dict[tuple[str, ...], Row]:
    """Rows by their key and, where it is not theirs alone, their place among those that have it."""
    found: dict[tuple[str, ...], Row] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        seen[key] = seen.get(key, 0) + 1
        found[(*key, str(seen[key]))] = row
    return found


def _place(keys: list[str], key: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(keys, key, strict=False) if value) or f"row {key[-1]}"


def _distance(one: str, other: str) -> float:
    a, b = number(one), number(other)
    if a is None or b is None or not (math.isfinite(a) and math.isfinite(b)):
        return math.inf
    return abs(a - b) / max(abs(a), abs(b))
