"""The runs of a study on disk: one Parquet file a shard, one row a run.

A file is written under another name, forced to disk and renamed. It carries the study's fingerprint and its own number, and
no time, so that equal studies give equal bytes. Beside it lies its seal, a line of ``sha256sum``, written last: a shard is
finished once it is sealed, and :mod:`pullthrough.study.storage.shards` takes it for what it is only if its bytes are those.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import CURVES, EVENTS, OUTCOMES, SERIES
from pullthrough.study.storage.writing import clear_parts, write_whole

RUNS = "runs"
MANIFEST = "manifest.json"
FINGERPRINT = b"pullthrough_fingerprint"
SHARD = b"pullthrough_shard"
NAME = re.compile(r"part-(\d{4,9})\.parquet")
SEAL = "_part-{:04d}.sha256"
"""What begins with a low line is passed over by programs that read the folder as one table."""

SERIES_PREFIX, CURVE_PREFIX, EVENT_PREFIX = "series_", "curve_", "event_"
FOLLOWED_PREFIX = "followed_"
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
    followed: dict[str, Floats] = field(default_factory=dict)


def shard_path(folder: Path, shard: int) -> Path:
    """The file of a shard."""
    return folder / RUNS / f"part-{shard:04d}.parquet"


def seal_path(folder: Path, shard: int) -> Path:
    """The file that says what the bytes of a shard are."""
    return folder / RUNS / SEAL.format(shard)


def is_sealed(folder: Path, shard: int) -> bool:
    """Whether a shard is finished. That its bytes are the right ones is another question."""
    return seal_path(folder, shard).is_file() and shard_path(folder, shard).is_file()


def write_shard(
    folder: Path,
    shard: int,
    rows: Sequence[Row],
    fingerprint: str,
    *,
    series: bool = True,
    followed: Sequence[str] = (),
) -> None:
    """Write the rows of a shard, whole or not at all; without ``series`` the outcomes alone, and what is ``followed``."""
    path, content = shard_path(folder, shard), in_parquet(rows, fingerprint, shard, series=series, followed=followed)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    write_whole(seal_path(folder, shard), f"{hashlib.sha256(content).hexdigest()}  {path.name}\n".encode())


def in_parquet(
    rows: Sequence[Row], fingerprint: str, shard: int = 0, *, series: bool = True, followed: Sequence[str] = ()
) -> bytes:
    """Rows as the bytes of a shard."""
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(_table(rows, fingerprint, shard, series, followed), file, compression="zstd")
    return file.getvalue()


def size_of(rows: Sequence[Row], *, series: bool = True, followed: Sequence[str] = ()) -> int:
    """How many bytes a shard of these rows would take on disk."""
    return len(in_parquet(rows, "", series=series, followed=followed))


def _table(rows: Sequence[Row], fingerprint: str, shard: int, series: bool, followed: Sequence[str]) -> Any:
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
    for name in followed:
        columns[FOLLOWED_PREFIX + name] = pa.array([r.followed.get(name, ()) for r in rows], lists)
    return pa.table(columns).replace_schema_metadata({FINGERPRINT: fingerprint, SHARD: str(shard)})


def number_of(path: Path) -> int | None:
    """The number of the shard that a file is named for; None if it is no name of a shard."""
    found = NAME.fullmatch(path.name)
    return int(found[1]) if found else None


def clear_partial(folder: Path, process: int | None = None) -> None:
    """Remove what killed workers were still writing.

    Args:
        folder: of the study.
        process: number of an ended process of this machine; if None all is removed, which is for when every shard is
            there, since others may be writing one.
    """
    clear_parts(folder / RUNS, process)


def read_runs(folder: Path) -> list[Row]:
    """All runs on disk with everything that was kept of them, in the order of their numbers."""
    return sorted(iter_runs(folder), key=lambda row: row.run)


def iter_runs(folder: Path, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The runs of the study in a folder, shard by shard, so that memory does not grow with their number.

    What is damaged or of another study is left out.

    Args:
        columns: what to read besides the place of a run and its error; everything if None.
    """
    from pullthrough.study.storage.shards import whole_shards

    wanted = None if columns is None else [*PLACE, *columns]
    for path in whole_shards(folder):
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
        followed={
            name.removeprefix(FOLLOWED_PREFIX): cell
            for name, cell in cells.items()
            if name.startswith(FOLLOWED_PREFIX) and len(cell)
        },
    )


def _lists(cells: dict[str, Any], prefix: str, names: Iterable[str]) -> dict[str, Any]:
    return {name: cells[prefix + name] for name in names if prefix + name in cells}
