"""Capacity of the tables: those that grow, how they grow, and a copy of a whole state.

Only rows in use are copied. The capacity behind them is zero and costs nothing until it is used.
"""

from __future__ import annotations

import math
import mmap
from typing import Any

import numpy as np

from pullthrough.world.codes import MOST_IDEAS, MOST_ORDERS, MOST_PLANNED
from pullthrough.world.tables import Clock, Tables, read_clock

GROW_WITH = {
    "technologies": (
        "technologies",
        "roster",
        "ripe",
        "free",
        "unfunded",
        "live",
        "scores",
        "score_rows",
        "bids",
    ),
    "requirements": ("requirements", "open", "notices", "served"),
    "careers": ("careers",),
    "lines": ("lines",),
    "works": ("works",),
}
"""Tables that keep a row for ever, and themselves and the lists that need as many rows."""
LISTED = {"technologies": "live", "requirements": "open"}
"""Of the lists of such a table the field of ``clock`` that says how many rows can hold anything when a quarter is over."""
IN_USE = {name: table if name == table else LISTED[table] for table, names in GROW_WITH.items() for name in names}
"""Of every table that grows the field of ``clock`` that says how many rows are in use: its own, or that of the lists."""
SPARE = 4  # times the capacity that is needed is made, so that it is seldom made again
LARGE = 1 << 18  # bytes


def ensure_capacity(tables: Tables, clock: Clock) -> Tables:
    """The same tables with capacity for whatever one quarter can add; nothing moves, nothing changes."""
    needed = {
        "technologies": clock.technologies + (MOST_IDEAS + 1) * len(tables.organisations),
        "requirements": clock.requirements + MOST_PLANNED * len(tables.segments) + MOST_ORDERS,
        "careers": clock.careers + len(tables.organisations),
        "lines": clock.lines + most_lines(tables, clock),
        "works": clock.works + clock.open + MOST_PLANNED * len(tables.segments) + MOST_ORDERS,
    }
    new = {
        name: _with_rows(tables, clock, name, SPARE * needed[table])
        for table, names in GROW_WITH.items()
        for name in names
        if len(getattr(tables, name)) < needed[table]
    }
    return tables._replace(**new) if new else tables


def most_lines(tables: Tables, clock: Clock) -> int:
    """The most lines that one quarter can draw: a call, a tender and an invitation, or a takeover, for each there can be."""
    requirements = clock.open + MOST_PLANNED * len(tables.segments)
    return len(tables.instruments) + 2 * requirements + len(tables.organisations) + 1


def copy(tables: Tables) -> Tables:
    """A copy of a whole state between two quarters, with as much capacity as it has."""
    clock = read_clock(tables)
    return Tables(**{name: _with_rows(tables, clock, name, len(getattr(tables, name))) for name in Tables._fields})


def _with_rows(tables: Tables, clock: Clock, name: str, rows: int) -> Any:
    old = getattr(tables, name)
    used = getattr(clock, IN_USE[name]) if name in IN_USE else len(old)
    new = zeros((rows, *old.shape[1:]), old.dtype)
    new[:used] = old[:used]
    return new.view(type(old))


def zeros(shape: tuple[int, ...], dtype: np.dtype[Any]) -> np.ndarray:
    """Zeros that take memory page by page as they are used; ``np.zeros`` clears memory that was used before at once.

    A large table begins with a page of memory, so that records of whole lines of the processor's cache lie in whole lines.
    """
    size = math.prod(shape) * dtype.itemsize
    if size < LARGE or not hasattr(mmap, "MAP_PRIVATE"):
        return np.zeros(shape, dtype)
    memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)  # shared memory, the default, comes slower
    return np.frombuffer(memory, dtype).reshape(shape)
