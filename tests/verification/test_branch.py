"""A run that branches off another is the run that would have been had it stood alone."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import FUTURE, Tiny

from pullthrough.model import PullThroughModel
from pullthrough.study.design.design import Job
from pullthrough.study.execution.shared_prefix import run_jobs

START = 20
LONGER = {"pipeline.horizon": 12}


@pytest.mark.parametrize("later", [LONGER, {"funding.open_call": 5000.0}, {"clusters.east": 1.0}], ids=str)
def test_a_branch_is_the_run_of_its_own_scenario(tiny: Tiny, later: dict[str, float]) -> None:
    base, reformed = tiny.setting(reformed=False), tiny.setting(reformed=False, later=later, start=START)
    trunk = PullThroughModel(base, rng=4).run_until_quarter(START)
    branch, alone = trunk.branch(reformed).run(), PullThroughModel(reformed, rng=4).run()
    np.testing.assert_array_equal(branch.flows, alone.flows)
    assert not np.array_equal(branch.flows, PullThroughModel(base, rng=4).run().flows)
    for name, table in alone.tables._asdict().items():
        if name in ("technologies", "requirements", "careers", "stocks", "accounts"):
            assert table.tobytes() == getattr(branch.tables, name).tobytes(), name
    assert branch.results().outcomes.keys() == alone.results().outcomes.keys()
    assert (branch.time, branch.steps) == (alone.time, alone.steps)
    np.testing.assert_array_equal(trunk.run().flows, PullThroughModel(base, rng=4).run().flows)


def test_a_branch_cannot_change_what_has_been_run_or_the_world(tiny: Tiny) -> None:
    trunk = PullThroughModel(tiny.setting(reformed=False), rng=1).run_until_quarter(START + 1)
    with pytest.raises(ValueError, match="differs from quarter 20"):
        trunk.branch(tiny.setting(reformed=False, later=LONGER, start=START))
    with pytest.raises(ValueError, match="another world"):
        trunk.branch(tiny.setting({"entry.cost": 7.0}, reformed=False))


def test_shared_quarters_change_no_result_whatever_is_compared(tiny: Tiny) -> None:
    regions = list(tiny.setting().world.population.firms_by_region)
    settings = [
        tiny.setting(reformed=False),
        tiny.setting(reformed=False, later=LONGER, start=START),
        tiny.setting(reformed=False, later={"procurement.time_factor": 0.5}, start=START),
        tiny.setting(reformed=False, later={"engagement.lead": 8}, start=START + 4),
        tiny.setting(reformed=False, later={"funding.open_call": 90000.0}, start=START),
        tiny.setting(reformed=False, later={f"clusters.{region}": 2.0 for region in regions}, start=START),
        tiny.setting({"entry.cost": 7.0}, reformed=False),
        tiny.setting(),
        tiny.setting(reformed=False),
    ]
    jobs = [Job(i, setting, 0, 9) for i, setting in enumerate(settings)]
    for job, found in run_jobs(jobs):
        assert not isinstance(found, Exception), found
        np.testing.assert_equal(found.outcomes, PullThroughModel(job.setting, rng=9).run().results().outcomes)


def test_every_table_made_from_the_policies_is_the_branchs_own(tiny: Tiny) -> None:
    """Whatever differs between two fresh models of one world and seed comes from the policies, and is not copied."""
    regions = list(tiny.setting().world.population.firms_by_region)
    others = {
        "budgets": {"funding.open_call": 1.0},
        "levers": LONGER,
        "strength": {f"clusters.{r}": 1.0 for r in regions},
    }
    base = PullThroughModel(tiny.setting(reformed=False), rng=1).tables._asdict()
    for later in others.values():
        tables = PullThroughModel(tiny.setting(reformed=False, later=later, start=START), rng=1).tables._asdict()
        assert {name for name, table in tables.items() if table.tobytes() != base[name].tobytes()} <= set(FUTURE)
