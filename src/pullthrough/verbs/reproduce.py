"""A study once more, from what its manifest says: the same settings, the same runs, with the code that is here.

Nothing that stands in a result folder is run: settings are checked as those of a command line are, names of scenarios
and policies are looked up, and runs are data.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.composition import compose
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, Job, replicate_seed
from pullthrough.study.execution.executors import cores
from pullthrough.study.execution.process_context import context, follow_parent, may_start_processes
from pullthrough.study.execution.surroundings import Surroundings, why_surroundings
from pullthrough.study.execution.worker import carried
from pullthrough.study.kinds.registry import kind_named
from pullthrough.study.storage.archive import FOLDER, work_with
from pullthrough.study.storage.shards import whole_shards
from pullthrough.study.storage.store import Row, in_parquet

FEWEST, AHEAD = 4, 3
"""Fewer runs are carried out in this process; so many are begun at a time, on two processes."""

PLACE = ("run", "cell", "scenario", "replicate", "seed")


def study_of(
    about: Mapping[str, Any], config_dirs: Sequence[str] | None = None, extension: str | None = None
) -> tuple[Root, Design]:
    """The configuration and the design that a manifest tells of.

    Args:
        about: the manifest.
        config_dirs: where folders of scenarios and policies are now, if they have moved.
        extension: the file or module of the user's own code that the study ran with, if it did; a folder loads none.

    Raises:
        pullthrough.parameters.checking.problems.ConfigurationError: if this version does not admit the configuration, or a folder
            that it needs is not there.
    """
    tree = dict(about.get("config", {}))
    if config_dirs is not None:
        tree["config_dirs"] = list(config_dirs)
    missing = [folder for folder in tree.get("config_dirs", []) if not Path(folder).is_dir()]
    if missing:
        cure = "this folder no longer exists; use --config-dir=FOLDER to say where its scenarios and policies are now"
        raise ConfigurationError([Problem("config_dirs", folder, cure) for folder in missing])
    tree["extension"] = _extension(about.get("extension"), extension)
    root = compose.check(tree)
    if (number := about.get("replicates", root.replicates)) > root.replicates:
        raise ConfigurationError(
            [Problem("replicates", number, f"in the manifest; its settings have {root.replicates}")]
        )
    design = kind_named(root.study.kind).design(root)
    return root, design if number == design.replicates else replace(design, replicates=number)


def _extension(recorded: Mapping[str, Any] | None, given: str | None) -> str:
    """What settings call the extension that was given.

    Raises:
        ConfigurationError: if the study had one and none is given, or the other way round; or if it cannot be loaded.
    """
    if given is None and recorded:
        name = f"{recorded['name']} (sha256 {recorded['sha256'][:10]})"
        message = (
            "is needed: the study ran with it, and no code is loaded from a result folder. Name it with --extension "
            f"FILE.py; the folder '{FOLDER}' has a copy of its source, to be read first"
        )
        raise ConfigurationError([Problem("extension", name, message)])
    if given is None:
        return ""
    if not recorded:
        raise ConfigurationError(
            [Problem("--extension", given, "is given, but this study had no extension; leave it out")]
        )
    from pullthrough.extension.loading import load

    return load(given).origin.key


def job_of(design: Design, run: int) -> Job:
    """The run of a number."""
    replicate, number = divmod(run, len(design.cells))
    setting = design.setting(design.cells[number])
    return Job(
        run, setting, replicate, replicate_seed(design.seed, replicate), number, design.asked(design.cells[number])
    )


def run_several(design: Design, runs: Sequence[int], until: float) -> Iterator[dict[str, Any]]:
    """Carry out runs again, two at a time if there are two cores, in their order; none begins after a reading of the clock."""
    if len(runs) < FEWEST or cores() == 1 or not may_start_processes():
        for i, run in enumerate(runs):
            if i and time.perf_counter() > until:
                return
            yield run_again(design, run)
        return
    with ProcessPoolExecutor(2, context(), initializer=follow_parent) as pool:
        begun: deque[Future[dict[str, Any]]] = deque()
        left = deque(runs)
        while begun or left:
            while left and len(begun) < AHEAD and (len(left) == len(runs) or time.perf_counter() <= until):
                begun.append(pool.submit(run_again, design, left.popleft()))
            if not begun:
                return
            yield begun.popleft().result()


def run_again(design: Design, run: int) -> dict[str, Any]:
    """Carry out one run from its first quarter; gives its row as it would be on disk."""
    from pullthrough.model import PullThroughModel

    work_with(design.extension)
    job = job_of(design, run)
    place = (job.run, job.setting.name, job.replicate, job.seed)
    try:
        if job.asked:  # it is a branch of the untreated run
            *_, row = carried([job_of(design, run - job.cell), job])
        else:
            found = PullThroughModel(job.setting, rng=job.seed).run().results()
            row = Row(*place, "", found.outcomes, found.series, found.curves, job.cell, found.events)
    except Exception as error:  # it may have failed the first time too
        if why := why_surroundings(error):
            raise Surroundings(why) from error
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        row = Row(*place, text, {}, {}, {}, job.cell)
    return next(
        _rows(io.BytesIO(in_parquet([row], design.fingerprint, series=design.series, followed=design.followed)))
    )


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
