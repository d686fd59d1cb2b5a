"""Runs that change their levers by what they have seen of themselves: at a look, the mean of a series over the years before
decides.

What is looked at is what a run would publish: a series of its own, without knowledge of the world. Runs of one seed that have
not yet changed
are the same run, to the last bit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pullthrough.study.design.adaptive import SWITCHED
from pullthrough.study.design.design import Adapt, Job

if TYPE_CHECKING:
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.results import RunResult

NEVER = -1.0


def finish(model: PullThroughModel, job: Job) -> RunResult:
    """Run a model to its end, changing its levers where its signpost says so."""
    if job.adapt is None:
        return model.run().results()
    for look in job.adapt.looks:
        if crossed(model.run_until_quarter(look), job.adapt, look):
            timeline = job.setting.timeline.overlaid(look, dict(job.adapt.levers))
            return _told(model.branch(replace(job.setting, timeline=timeline)).run().results(), float(look))
    return _told(model.run().results(), NEVER)


def crossed(model: PullThroughModel, adapt: Adapt, look: int) -> bool:
    """Whether the mean of the series over the quarters before the look is beyond its value; never, where it is not defined."""
    now = look - model.setting.world.calendar.burn_in
    seen = np.asarray(model.results().series[adapt.series], dtype=float)[max(0, now - adapt.quarters) : now]
    seen = seen[np.isfinite(seen)]
    return bool(seen.size) and not adapt.below <= float(seen.mean()) <= adapt.above


def _told(found: RunResult, quarter: float) -> RunResult:
    return replace(found, followed={SWITCHED: np.array([quarter])})
