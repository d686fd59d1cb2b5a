"""The runs of a study on disk: one Parquet file a shard, one row a run.

A file is written under another name, forced to disk and renamed, so that a file that exists is whole. It carries the
study's fingerprint and no time, so that equal studies give equal bytes.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import CURVES, EVENTS, OUTCOMES, SERIES

RUNS = "runs"
MANIFEST = "manifest.json"
FINGERPRINT = b"pullthrough_fingerprint"
SERIES_PREFIX, CURVE_PREFIX, EVENT_PREFIX = "series_", "curve_", "event_"
EVENT_LISTS = tuple(f"{name}_{part}" for name in EVENTS for part in ("key", "quarter"))
EVENT_COLUMNS = tuple(EVENT_PREFIX + name for name in EVENT_LISTS)
PLACE = ("run", "cell", "scenario", "replicate", "seed", "error")
"""The columns that say which run a row is."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """One run: its place in the study and what it gave; a run that failed has an error and no results."""

    run: int
    scenario: str
    replicate: int
    seed: int
    error: str
    outcomes: dict[str, float]
    series: dict[str, Floats]
    curves: dict[str, Floats]
    cell: int = 0
    events: dict[str, Ints] = field(default_factory=dict)


def shard_path(folder: Path, shard: int) -> Path:
    """The file of a shard."""
    return folder / RUNS / f"part-{shard:04d}.parquet"


def write_shard(path: Path, rows: Sequence[Row], fingerprint: str, *, series: bool = True) -> None:
    """Write the rows of a shard, whole or not at all; without ``series`` the outcomes alone."""
    import pyarrow.parquet as pq

    table = _table(rows, fingerprint, series)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}")
    try:
        with partial.open("wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:  # on a full disk half a file is in the way of everything else
        partial.unlink(missing_ok=True)
        raise


def size_of(rows: Sequence[Row], *, series: bool = True) -> int:
    """How many bytes a shard of these rows would take on disk."""
    import io

    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(_table(rows, "", series), file, compression="zstd")
    return file.tell()


def _table(rows: Sequence[Row], fingerprint: str, series: bool) -> Any:
    import pyarrow as pa

    columns: dict[str, Any] = {
        "run": pa.array([r.run for r in rows], pa.int64()),
        "cell": pa.array([r.cell for r in rows], pa.int64()),
        "scenario": pa.array([r.scenario for r in rows], pa.string()),
        "replicate": pa.array([r.replicate for r in rows], pa.int64()),
        "seed": pa.array([r.seed for r in rows], pa.int64()),
        "error": pa.array([r.error for r in rows], pa.string()),
    }
    for name in OUTCOMES:
        columns[name] = pa.array([r.outcomes.get(name, np.nan) for r in rows], pa.float64())
    lists = pa.list_(pa.float64())
    for name in SERIES if series else ():
        columns[SERIES_PREFIX + name] = pa.array([r.series.get(name) for r in rows], lists)
    for name in CURVES if series else ():
        columns[CURVE_PREFIX + name] = pa.array([r.curves.get(name) for r in rows], lists)
    whole = pa.list_(pa.int64())
    for name in EVENT_LISTS if series else ():
        columns[EVENT_PREFIX + name] = pa.array([r.events.get(name, ()) for r in rows], whole)
    return pa.table(columns).replace_schema_metadata({FINGERPRINT: fingerprint.encode()})


def shard_files(folder: Path) -> list[Path]:
    """The files of the shards that are on disk, in order."""
    return sorted((folder / RUNS).glob("part-*.parquet"), key=_number)


def shards_done(folder: Path) -> set[int]:
    """The shards that are on disk."""
    return {_number(path) for path in shard_files(folder)}


def _number(path: Path) -> int:
    return int(path.stem.partition("-")[2])


def clear_partial(folder: Path, process: int | None = None) -> None:
    """Remove what killed workers were still writing.

    Args:
        folder: of the study.
        process: number of an ended process of this machine; if None all is removed, which is for when every shard is
            there, since others may be writing one.
    """
    ending = "" if process is None else f".{socket.gethostname()}.{process}"
    for path in (folder / RUNS).glob(f".part-*{ending}"):
        path.unlink(missing_ok=True)


def read_runs(folder: Path) -> list[Row]:
    """All runs on disk with everything that was kept of them, in the order of their numbers."""
    return sorted(iter_runs(folder), key=lambda row: row.run)


def iter_runs(folder: Path, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The runs on disk, shard by shard, so that memory does not grow with their number.

    Args:
        columns: what to read besides the place of a run and its error; everything if None.
    """
    wanted = None if columns is None else [*PLACE, *columns]
    for path in shard_files(folder):
        found = {name: _values(column) for name, column in _columns(path, wanted).items()}
        rows = [_row(dict(zip(found, cells, strict=True))) for cells in zip(*found.values(), strict=True)]
        yield from sorted(rows, key=lambda row: row.run)


def _columns(path: Path, names: Sequence[str] | None) -> dict[str, Any]:
    """The columns of a shard, as Arrow holds them; pandas, which some ways of reading load first, is not needed."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        table = file.read(names).combine_chunks()
    return {name: table.column(name).chunk(0) for name in table.column_names} if table.num_rows else {}


def _values(column: Any) -> list[Any]:
    """A column as Python's own values, or for lists as an array for each row, empty where there is none."""
    if not hasattr(column, "offsets"):
        found: list[Any] = column.to_pylist()
        return found
    values, ends = np.from_dlpack(column.values), np.from_dlpack(column.offsets)
    return [values[first:last] for first, last in pairwise(ends.tolist())]


def _row(cells: dict[str, Any]) -> Row:
    failed = bool(cells["error"])
    return Row(
        run=cells["run"],
        scenario=cells["scenario"],
        replicate=cells["replicate"],
        seed=cells["seed"],
        error=cells["error"],
        outcomes={name: cells[name] for name in OUTCOMES if name in cells},
        series={} if failed else _lists(cells, SERIES_PREFIX, SERIES),
        curves={} if failed else _lists(cells, CURVE_PREFIX, CURVES),
        cell=cells["cell"],
        events={} if failed else _lists(cells, EVENT_PREFIX, EVENT_LISTS),
    )


def _lists(cells: dict[str, Any], prefix: str, names: Iterable[str]) -> dict[str, Any]:
    return {name: cells[prefix + name] for name in names if prefix + name in cells}
