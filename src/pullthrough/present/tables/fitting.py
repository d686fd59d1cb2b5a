"""Tables that fit a terminal: names wrap, and where there is no room numbers give way, the least needed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

NAME, TEXT = 18, 14
"""Least widths of the first column, which names the row, and of other text."""

GAP, EDGES = 3, 2


@dataclass(frozen=True)
class Column:
    """A column: its head, whether it is text that wraps, and how long it stays where there is little room."""

    head: str
    text: bool = False
    keep: int = 50
    style: str = ""


class Fitted:
    """A table whose first column names the row and is always there."""

    def __init__(self, *columns: Column) -> None:
        self.columns = columns
        self.rows: list[tuple[str, ...]] = []
        self.styles: list[str] = []

    def add_row(self, *cells: str, style: str = "") -> None:
        """Add a row, a cell a column."""
        self.rows.append(cells)
        self.styles.append(style)

    def shown(self, width: int) -> list[int]:
        """The columns for which there is room, in order."""
        chosen = list(range(len(self.columns)))
        while len(chosen) > 1 and self._needed(chosen) > width:
            chosen.remove(min(chosen[1:], key=lambda i: (self.columns[i].keep, -i)))
        return chosen

    def table(self, width: int) -> Table:
        """For so many columns of a terminal."""
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        chosen, table = self.shown(width), Table(box=SIMPLE_HEAD, pad_edge=False)
        for i in chosen:
            column = self.columns[i]
            is_text = column.text or i == 0
            justify = "left" if is_text else "right"
            table.add_column(column.head, justify=justify, no_wrap=not is_text, style=column.style)  # type: ignore[arg-type]
        for cells, style in zip(self.rows, self.styles, strict=True):
            table.add_row(*(cells[i] for i in chosen), style=style)
        return table

    def _needed(self, chosen: Sequence[int]) -> int:
        return sum(self._width(i) for i in chosen) + GAP * (len(chosen) - 1) + EDGES

    def _width(self, i: int) -> int:
        column = self.columns[i]
        longest = max((len(line) for cells in self.rows for line in cells[i].split("\n")), default=0)
        if i == 0 or column.text:
            return min(longest, NAME if i == 0 else TEXT)
        return max(longest, len(column.head))
