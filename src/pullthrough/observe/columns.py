"""Columns of a table of rows, each copied together once, for the many who look at it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Columns:
    """Reads like the rows themselves: ``columns.price`` or ``columns["price"]``.

    A field of a wide row lies far from that of the next row, and takes ten times as long to read as one that lies close.

    Args:
        rows: the rows that are in use.
    """

    def __init__(self, rows: NDArray[Any]) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> NDArray[Any]:
        column: NDArray[Any] = np.ascontiguousarray(self._rows[name])
        self.__dict__[name] = column
        return column

    def __getitem__(self, which: str | NDArray[Any]) -> NDArray[Any]:
        """A column by its name, or some of the rows."""
        return getattr(self, which) if isinstance(which, str) else self._rows[which]  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return len(self._rows)
