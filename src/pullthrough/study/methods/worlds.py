"""Worlds as a table of numbers, in which boxes and trees can look: a number as it is, an option of a name or a rule as 0 and
1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pullthrough.study.design.points import Points
from pullthrough.study.design.variation import Value
from pullthrough.study.methods.prim import IS, Floats


def as_columns(points: Points, rows: Sequence[Sequence[Value]]) -> tuple[Floats, list[str]]:
    """What is varied, shape (worlds, columns), and the name of each column; columns that do not vary are left out.

    Args:
        points: the points of the design.
        rows: what each factor is at each of them.
    """
    columns, names = [], []
    for j, factor in enumerate(points.factors):
        mine = [row[j] for row in rows]
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in mine):
            columns.append([float(v) for v in mine])
            names.append(factor.name)
        elif len(options := sorted({str(v) for v in mine})) > 1:
            for option in options:
                columns.append([float(str(v) == option) for v in mine])
                names.append(f"{factor.name}{IS}{option}")
    varying = [j for j, column in enumerate(columns) if len(set(column)) > 1]
    values = np.array([columns[j] for j in varying], dtype=float).T.reshape(len(rows), -1)
    return values, [names[j] for j in varying]
