"""A study once more, from what its manifest says: the same settings, the same runs, with the code that is here.

Nothing that stands in a result folder is run: settings are checked as those of a command line are, names of scenarios
and policies are looked up, and runs are data.
"""

from __future__ import annotations

import hashlib
import io
import json
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from pullthrough.parameters import compose
from pullthrough.parameters.root_schema import Root
from pullthrough.study.design import Design, Job, replicate_seed
from pullthrough.study.kinds import DESIGNS
from pullthrough.study.shards import whole_shards
from pullthrough.study.store import Row, in_parquet
from pullthrough.study.surroundings import Surroundings, why_surroundings

PLACE = ("run", "cell", "scenario", "replicate", "seed")


def study_of(about: Mapping[str, Any]) -> tuple[Root, Design]:
    """The configuration and the design that a manifest tells of.

    Raises:
        pullthrough.parameters.problems.ConfigurationError: if this version does not admit the configuration.
    """
    root = compose.check(dict(about.get("config", {})))
    design = DESIGNS[root.study.kind](root)
    number = about.get("replicates", design.replicates)
    return root, design if number == design.replicates else replace(design, replicates=int(number))


def job_of(design: Design, run: int) -> Job:
    """The run of a number."""
    replicate, number = divmod(run, len(design.cells))
    setting = design.setting(design.cells[number])
    return Job(run, setting, replicate, replicate_seed(design.seed, replicate), number)


def run_again(design: Design, run: int) -> dict[str, Any]:
    """Carry out one run from its first quarter; gives its row as it would be on disk."""
    from pullthrough.model import PullThroughModel

    job = job_of(design, run)
    place = (job.run, job.setting.name, job.replicate, job.seed)
    try:
        found = PullThroughModel(job.setting, rng=job.seed).run().results()
        row = Row(*place, "", found.outcomes, found.series, found.curves, job.cell, found.events)
    except Exception as error:  # it may have failed the first time too
        if why := why_surroundings(error):
            raise Surroundings(why) from error
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        row = Row(*place, text, {}, {}, {}, job.cell)
    return next(_rows(io.BytesIO(in_parquet([row], design.fingerprint, series=design.series))))


def rows_on_disk(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of the study in a folder as they are stored, shard by shard; what is damaged is left out."""
    for path in whole_shards(folder):
        yield from rows_in(path)


def rows_in(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one shard."""
    with path.open("rb") as file:
        yield from _rows(file)


def _rows(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(file).iter_batches(batch_size=16):
        yield from batch.to_pylist()


def row_hash(row: Mapping[str, Any]) -> str:
    """A hash of everything that is stored of a run, to the last bit."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def differing_columns(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The columns in which two rows differ in any bit."""
    names = dict.fromkeys([*one, *other])
    return [name for name in names if json.dumps(one.get(name, "")) != json.dumps(other.get(name, ""))]
