"""The layout of the tables: their types as a text, and tables of that layout without a row."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np

from pullthrough.world.tables import Tables


def layout(tables: Tables) -> str:
    """Text (JSON) that tells the type of every table, and so changes whenever one of them does."""
    return _text(tuple((np.asarray(table).dtype, table.ndim) for table in tables))


def without_rows(text: str) -> Tables:
    """Tables of a layout that have no rows."""
    return Tables(**{name: _table(kind, dimensions) for name, (kind, dimensions) in json.loads(text).items()})


@cache
def _text(types: tuple[tuple[np.dtype[Any], int], ...]) -> str:
    return json.dumps(dict(zip(Tables._fields, ((_told(d), dimensions) for d, dimensions in types), strict=True)))


def _told(dtype: np.dtype[Any]) -> Any:
    """A type in plain lists: its code; or code and shape of a part; or the names and types of the fields of a record."""
    if dtype.subdtype:
        return {"of": _told(dtype.base), "shape": dtype.shape}
    if dtype.fields is None:
        return dtype.str
    return {"fields": [(name, _told(field[0])) for name, field in dtype.fields.items()]}


def _type(told: Any) -> np.dtype[Any]:
    if isinstance(told, str):
        return np.dtype(told)
    if "of" in told:
        return np.dtype((_type(told["of"]), tuple(told["shape"])))
    return np.dtype([(name, _type(field)) for name, field in told["fields"]], align=True)


def _table(told: Any, dimensions: int) -> Any:
    table = np.zeros((0,) * dimensions, _type(told))
    return table.view(np.recarray) if table.dtype.names else table
