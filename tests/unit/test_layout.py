"""The layout of the tables as text gives tables of the very same types."""

from __future__ import annotations

import numba
from conftest import Tiny

from pullthrough.world.layout import layout, without_rows


def test_tables_without_rows_are_of_the_same_types(tiny: Tiny) -> None:
    tables = tiny.run(quarters=2).tables
    empty = without_rows(layout(tables))
    assert layout(empty) == layout(tables)
    for name, table in tables._asdict().items():
        assert numba.typeof(getattr(empty, name)) == numba.typeof(table), name
        assert not len(getattr(empty, name))
