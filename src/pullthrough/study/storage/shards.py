"""Which files of a folder are whole shards of its study, and what is wrong with the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pullthrough.study.storage.store import FINGERPRINT, PLACE, RUNS, SHARD, number_of, seal_path

UNSEALED = "has no seal: writing was interrupted, or it does not belong to this folder"


@dataclass(frozen=True)
class Shard:
    """One file of ``runs/``.

    Attributes:
        path: where it is.
        number: which shard it is by its name; None if the name is no shard's.
        fingerprint: of its study; empty if it cannot be read.
        fault: why it is ignored; empty if it is whole.
        rows, failed: how many runs are in it, and how many of them failed.
    """

    path: Path
    number: int | None
    fingerprint: str
    fault: str
    rows: int = 0
    failed: int = 0


def shards_of(folder: Path) -> list[Shard]:
    """Every file of ``runs/`` that is named like a shard or lies among them, in order; see :attr:`Shard.fault`."""
    wanted = study_in(folder)
    return [_judged(found, *wanted) for found in _looked_at(folder)]


def whole_shards(folder: Path) -> list[Path]:
    """The files of the study in a folder that are as they were written, in order."""
    return [shard.path for shard in shards_of(folder) if not shard.fault]


def study_in(folder: Path) -> tuple[str, int | None]:
    """The fingerprint of the study in a folder, and how many shards it has (None: not known); empty if there is none."""
    from pullthrough.study.storage.folder import read_manifest

    about = read_manifest(folder)
    if fingerprint := about.get("fingerprint"):
        total = about.get("shards")
        return str(fingerprint), total if isinstance(total, int) else None
    return next((s.fingerprint for s in _looked_at(folder) if not s.fault and s.fingerprint), ""), None


def _judged(shard: Shard, fingerprint: str, total: int | None) -> Shard:
    """A shard is one of a study's own if it says so itself."""
    fault = shard.fault
    if not fault and fingerprint and shard.fingerprint != fingerprint:
        fault = f"is of another study ({shard.fingerprint[:10] or 'which it does not say'}, not {fingerprint[:10]})"
    elif not fault and total is not None and shard.number is not None and shard.number >= total:
        fault = f"is one too many: the study has {total} shards"
    return shard if fault == shard.fault else Shard(shard.path, shard.number, shard.fingerprint, fault)


def _looked_at(folder: Path) -> list[Shard]:
    runs = folder / RUNS
    if not runs.is_dir():
        return []
    found = [_look(path, seal_path(folder, number)) for path, number in _named(runs)]
    return sorted(found, key=lambda shard: (shard.number is None, shard.number, shard.path.name))


def _named(runs: Path) -> Iterator[tuple[Path, int]]:
    for path in runs.iterdir():
        if not path.name.startswith((".", "_")):
            number = number_of(path)
            yield path, -1 if number is None else number


def _look(path: Path, seal: Path) -> Shard:
    number = number_of(path)
    if number is None:
        return Shard(path, None, "", "does not have the name of a shard")
    if path.is_symlink() or not path.is_file():
        return Shard(path, number, "", "is a link" if path.is_symlink() else "is not a file")
    try:
        told = seal.read_text(encoding="ascii").split()[0] if seal.is_file() else ""
        state = path.stat()
        return _read(path, number, told, (state.st_ino, state.st_size, state.st_mtime_ns))
    except (OSError, ValueError, IndexError) as error:
        return Shard(path, number, "", f"cannot be read: {error}")


@lru_cache(maxsize=100_000)
def _read(path: Path, number: int, seal: str, state: tuple[int, ...]) -> Shard:
    """What stands in a shard; each state of a file is looked at once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        is_same = hashlib.file_digest(file, "sha256").hexdigest() == seal
    if seal and not is_same:
        return Shard(path, number, "", "is damaged: its content has changed since it was written")
    try:
        with pq.ParquetFile(path) as table:
            about = table.schema_arrow.metadata or {}
            lacks = [name for name in PLACE if name not in table.schema_arrow.names]
            errors = [] if lacks else table.read(["error"]).column("error").to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        return Shard(path, number, "", f"is damaged: {str(error).splitlines()[0]}")
    if lacks:
        return Shard(path, number, "", f"is not a shard: it has no column {', '.join(lacks)}")
    fingerprint = about.get(FINGERPRINT, b"").decode(errors="replace")
    if SHARD in about and not seal:
        return Shard(path, number, fingerprint, UNSEALED)
    if about.get(SHARD, str(number).encode()) != str(number).encode():
        return Shard(
            path, number, fingerprint, f"is shard {about[SHARD].decode(errors='replace')} by what stands in it"
        )
    return Shard(path, number, fingerprint, "", len(errors), sum(map(bool, errors)))
