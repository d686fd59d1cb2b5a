"""Small tables as CSV: for people, spreadsheets and other statistics packages.

Numbers are written to ten figures, so that equal results give equal bytes; a value that is not defined is left empty.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pullthrough.study.storage.writing import being_written
from pullthrough.text.safe import table_cell

REAL = (float, np.floating)
EFFECTS = ("outcome", "unit", "baseline", "policy", "difference", "ci_low", "ci_high", "n", "share_better")
"""Columns of a table of effects."""
RESPONSES = ("scenario", "against", *EFFECTS)
"""Columns of ``responses.csv`` beside those of the point and of what is varied."""


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table, whole or not at all."""
    with being_written(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([cell(value) for value in row] for row in rows)


def as_parquet(path: Path) -> None:
    """Write a table again beside its CSV, with types, for tools that read Parquet; whole or not at all."""
    import pyarrow.csv
    import pyarrow.parquet as pq

    with being_written(path.with_suffix(".parquet")) as partial:
        pq.write_table(pyarrow.csv.read_csv(path), partial, compression="zstd")


def cell(value: Any) -> str:
    """A value as text: numbers to ten figures, nothing for nan, a text that no spreadsheet takes for a formula."""
    if isinstance(value, REAL):
        return "" if math.isnan(value) else f"{value:.10g}"
    return table_cell(str(value)) if isinstance(value, str) else str(value)
