"""Treated runs: the untreated world of a seed, and branches of it in which one near-miss is treated.

The untreated world is run twice: once to its end, to see which lines were drawn, and once again as the trunk, from which a
branch leaves in the quarter of each treatment. All draws are keyed, so the branch is the same world but for the treatment
and what follows from it. Those treated are followed in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pullthrough.study.design.design import Asked, Job
from pullthrough.study.design.treated import FOLLOWED
from pullthrough.study.execution.following import Floats, Follower, Side, Watch, everybody, keys_of
from pullthrough.study.execution.near_misses import NearMiss, near_miss, window
from pullthrough.study.execution.surroundings import attempt
from pullthrough.world.tables_treatments import Treatment

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.results import RunResult


@dataclass
class _Plan:
    """One treated run: what is done, who is followed, and what was seen of them in the trunk."""

    job: Job
    treatments: tuple[Treatment, ...]
    quarter: int
    line: tuple[float, ...]
    miss: NearMiss | None
    trunk: Follower | None = None
    outcome: RunResult | Exception | None = None

    def begin(self, trunk: PullThroughModel) -> None:
        """The quarter of the treatment is next: say who is followed; run the branch to its end."""
        asked = _asked(self.job)
        if self.miss is None:
            sides, where = everybody(trunk.tables), 0
        else:
            inside, outside = (
                Side(keys_of(firm), keys_of(project))
                for firm, project in zip(self.miss.firms, self.miss.projects, strict=True)
            )
            sides, where = (inside, outside), self.miss.where
        watch = Watch(sides, self.quarter, where, asked.kind)
        self.trunk = Follower(watch, asked.years)
        self.outcome = attempt(lambda: self._branch(trunk, Follower(watch, asked.years)))

    def _branch(self, trunk: PullThroughModel, follower: Follower) -> RunResult:
        model = trunk.branch(self.job.setting, self.treatments)
        for year, run in follower.quarters():
            if run <= model.quarters:
                model.run_until_quarter(run)
                follower.look(model, year)
        return replace(model.run().results(), followed=follower.found)

    def finished(self, base: RunResult) -> RunResult | Exception:
        """What the run showed, with what was seen of those followed without the treatment and with it."""
        if self.trunk is None or self.outcome is None:
            return base  # no such line in this world: nothing was done
        if isinstance(self.outcome, Exception):
            return self.outcome
        both: dict[str, Floats] = {
            name: np.stack([self.trunk.found[name], self.outcome.followed[name]]).ravel() for name in FOLLOWED
        }
        return replace(self.outcome, followed=both | {"line": np.array(self.line)})


def carry(jobs: Sequence[Job]) -> Iterator[tuple[Job, RunResult | Exception]]:
    """Run the jobs of one seed, the untreated one first; yields each, in their order, with its results.

    Raises:
        Surroundings: if the machine could not run one; that is no result.
    """
    from pullthrough.model import PullThroughModel

    untreated, *others = jobs
    ended: list[PullThroughModel] = []

    def run_untreated() -> RunResult:
        ended.append(PullThroughModel(untreated.setting, rng=untreated.seed).run())
        return ended[0].results()

    base = attempt(run_untreated)
    yield untreated, base
    if isinstance(base, Exception):
        yield from ((job, base) for job in others)
        return
    plans = {job.run: plan for job in others if (plan := _plan(untreated, job, ended[0]))}
    ended.clear()
    trunk = PullThroughModel(untreated.setting, rng=untreated.seed)
    _run_trunk(trunk, list(plans.values()))
    for job in others:
        yield job, plans[job.run].finished(base) if job.run in plans else base


def _run_trunk(trunk: PullThroughModel, plans: Sequence[_Plan]) -> None:
    """Run the untreated world again; where a treatment is next, run its branch; look at those followed when it is time."""
    looks: dict[int, list[tuple[_Plan, int]]] = {}
    for quarter in sorted({plan.quarter for plan in plans}):
        _look_until(trunk, quarter, looks)
        for plan in plans:
            if plan.quarter == quarter:
                plan.begin(trunk)
                assert plan.trunk is not None
                for year, run in plan.trunk.quarters():
                    looks.setdefault(run, []).append((plan, year))
    _look_until(trunk, trunk.quarters, looks)


def _look_until(trunk: PullThroughModel, quarter: int, looks: dict[int, list[tuple[_Plan, int]]]) -> None:
    for run in sorted(run for run in looks if run <= quarter):
        trunk.run_until_quarter(run)
        for plan, year in looks.pop(run):
            assert plan.trunk is not None
            plan.trunk.look(trunk, year)
    trunk.run_until_quarter(quarter)


def _plan(untreated: Job, job: Job, ended: PullThroughModel) -> _Plan | None:
    """What is done in a treated run, from the untreated one that has ended; None if there is nobody to treat."""
    asked = _asked(job)
    calendar = untreated.setting.world.calendar
    if not asked.number:
        quarter = job.setting.first_difference(untreated.setting)
        return None if quarter is None else _Plan(job, (), quarter, (float(quarter), *(np.nan,) * 3), None)
    miss = near_miss(ended.tables, asked, *window(calendar.quarters, calendar.burn_in, asked.years))
    if miss is None:
        return None
    line = float(miss.quarter), miss.margin, *map(float, miss.first)
    return _Plan(job, (miss.treatment(asked.nothing),), miss.quarter, line, miss)


def _asked(job: Job) -> Asked:
    assert job.asked is not None
    return job.asked
