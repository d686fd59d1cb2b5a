"""Runs of one seed share the quarters before their scenarios differ: these are run once.

Two scenarios of the same world and seed are the same run until the first quarter in which a lever differs, because every
draw is keyed. The first scenario of a replicate is run through; each other one branches off where it begins to differ.
The results are those of separate runs, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from pullthrough.study.design.design import Job
from pullthrough.study.execution import adaptive_runs, treated_runs
from pullthrough.study.execution.surroundings import attempt

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.results import RunResult


def run_jobs(jobs: Sequence[Job]) -> Iterator[tuple[Job, RunResult | Exception]]:
    """Run jobs; yields each, in their order, with its results or with what went wrong: the others go on.

    Raises:
        Surroundings: if the machine could not run one; that is no result.
    """
    for _, alike in groupby(jobs, key=lambda job: (job.seed, job.setting.world)):
        same = list(alike)
        yield from treated_runs.carry(same) if any(job.asked for job in same) else _replicate(same)


def _replicate(jobs: list[Job]) -> Iterator[tuple[Job, RunResult | Exception]]:
    """The first job is the trunk; where others leave it, the last of those to leave there is held ready for them."""
    from pullthrough.model import PullThroughModel

    trunk, *others = jobs
    leaves = {job.run: _common_quarters(trunk, job) for job in others}
    last_of = {leaves[job.run]: job for job in others if leaves[job.run]}
    held: dict[int, PullThroughModel] = {}

    def run_trunk() -> RunResult:
        model = PullThroughModel(trunk.setting, rng=trunk.seed)
        for quarter in sorted(last_of):
            held[quarter] = model.run_until_quarter(quarter).branch(last_of[quarter].setting)
        return adaptive_runs.finish(model, trunk)

    def run_other(job: Job) -> RunResult:
        quarter = leaves[job.run]
        if quarter not in held:  # it shares nothing, or the trunk has failed
            return adaptive_runs.finish(PullThroughModel(job.setting, rng=job.seed), job)
        if job is last_of[quarter]:
            return adaptive_runs.finish(held.pop(quarter), job)
        return adaptive_runs.finish(held[quarter].branch(job.setting), job)

    yield trunk, attempt(run_trunk)
    for job in others:
        yield job, attempt(partial(run_other, job))


def _common_quarters(trunk: Job, job: Job) -> int:
    differs = job.setting.first_difference(trunk.setting)
    common = trunk.setting.world.calendar.quarters if differs is None else differs
    looks = [
        adapt.looks[0] for adapt in (trunk.adapt, job.adapt) if adapt
    ]  # a look comes first: what it finds may set them apart
    return min(common, *looks) if looks else common
