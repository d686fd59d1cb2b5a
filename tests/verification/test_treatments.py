"""Treatments: who got something by a little and who missed it change places, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import check_books, differing, flow, used

from pullthrough.model import PullThroughModel
from pullthrough.study.design.design import Asked, Job
from pullthrough.study.execution.near_misses import NearMiss, near_miss
from pullthrough.study.execution.shared_prefix import run_jobs

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.parameters.policy.setting import Setting

SEED = 3
MARGIN = 10.0
MANY = {"takeovers.rate": 0.5, "takeovers.multiple": 0.5, "calendar.last_year": 2024}
LEVERS = {
    "engagement.lead": 12, "engagement.slots": 3, "funding.open_call": 2000.0,
    "uptake.insertion": 0.4, "uptake.upgrade_competition": 0.3, "uptake.rapid": 0.4, "uptake.urgent": 1.0,
}  # fmt: skip
NO_RESULT = ("treatments", "free")
"""What was forced; and who is free to be engaged, a list that is made anew when it is read and holds old rows behind its end."""

KINDS = ("award_open", "award_directed", "contract", "engagement", "acquisition")


@pytest.fixture(scope="module")
def world(tiny: Tiny) -> Setting:
    """A tiny world in which every kind of near-miss happens."""
    return tiny.setting(MANY, levers=LEVERS)


@pytest.fixture(scope="module")
def base(world: Setting) -> PullThroughModel:
    """The untreated run."""
    return PullThroughModel(world, rng=SEED).run()


def missed(base: PullThroughModel, kind: str, number: int = 1) -> NearMiss:
    """A near-miss of the untreated run."""
    found = near_miss(base.tables, Asked(kind, number, 1, MARGIN), 0, base.quarters - 1)
    assert found is not None, f"no {kind} in this world"
    return found


def treated(world: Setting, miss: NearMiss, *, nothing: bool) -> PullThroughModel:
    """The run with a treatment, when the quarter of the treatment is over."""
    trunk = PullThroughModel(world, rng=SEED).run_until_quarter(miss.quarter)
    return trunk.branch(world, [miss.treatment(nothing)]).run_until_quarter(miss.quarter + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_forcing_what_happens_anyway_changes_no_bit(world: Setting, base: PullThroughModel, kind: str) -> None:
    miss = missed(base, kind)
    null = treated(world, miss, nothing=True).run()
    assert differing(base, null, ignore=NO_RESULT) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_treatment_changes_the_world_and_keeps_its_books(world: Setting, base: PullThroughModel, kind: str) -> None:
    model = treated(world, missed(base, kind), nothing=False)
    check_books(model)
    for _ in range(8):
        model.step()
        check_books(model)
    assert "flows" in differing(base, model.run())


@pytest.mark.parametrize("kind", ["award_open", "award_directed"])
def test_an_award_goes_to_the_best_loser_and_all_others_keep_theirs(
    world: Setting, base: PullThroughModel, kind: str
) -> None:
    miss = missed(base, kind)
    untreated = PullThroughModel(world, rng=SEED).run_until_quarter(miss.quarter + 1)
    granted = [_granted(untreated), _granted(treated(world, miss, nothing=False))]
    assert granted[0] - granted[1] == {miss.projects[0]}
    assert granted[1] - granted[0] == {miss.projects[1]}


def test_a_first_contract_withheld_goes_to_somebody_else(world: Setting, base: PullThroughModel) -> None:
    miss = missed(base, "contract", 1)
    firm = miss.firms[0]
    assert firm and not miss.firms[1]
    assert _contractor(PullThroughModel(world, rng=SEED).run_until_quarter(miss.quarter + 1), miss) == firm
    model = treated(world, miss, nothing=False)
    assert _contractor(model, miss) != firm
    assert _contractor(model.run(), miss) != firm  # nor when the requirement is tendered again


def test_a_firm_that_missed_its_first_contract_gets_it(world: Setting, base: PullThroughModel) -> None:
    miss = missed(base, "contract", 2)
    assert miss.firms[1] and not miss.firms[0]
    assert _contractor(treated(world, miss, nothing=False), miss) == miss.firms[1]


def test_an_engagement_goes_to_the_first_that_was_not_on_the_list(world: Setting, base: PullThroughModel) -> None:
    miss = missed(base, "engagement")
    untreated = PullThroughModel(world, rng=SEED).run_until_quarter(miss.quarter + 1)
    before, after = _invited(untreated, miss), _invited(treated(world, miss, nothing=False), miss)
    assert before - after == {miss.projects[0]} and after - before == {miss.projects[1]}


def test_a_firm_is_bought_or_not_as_the_treatment_says(world: Setting, base: PullThroughModel) -> None:
    bought, not_bought = missed(base, "acquisition", 1), missed(base, "acquisition", 2)
    assert bought.firms[0] in used(treated(world, bought, nothing=False).tables)["organisations"]["key"]
    assert not_bought.firms[1] not in used(treated(world, not_bought, nothing=False).tables)["organisations"]["key"]


def test_every_call_that_turned_somebody_down_has_a_line(base: PullThroughModel) -> None:
    lines = used(base.tables)["lines"]
    calls = lines[lines["kind"] == 1]
    assert (calls["unit_score"] >= calls["other_score"]).all()
    proposals, awards = flow(base, "proposals"), flow(base, "awards")
    with_line = np.unique(calls["quarter"])
    assert (proposals[with_line] > awards[with_line]).all() and (awards[with_line] > 0).all()


def test_runs_of_a_study_follow_the_same_firm_in_both_worlds(world: Setting, base: PullThroughModel) -> None:
    asked = [None, *(Asked(kind, 1, 2, MARGIN, nothing) for kind in KINDS for nothing in (False, True))]
    jobs = [Job(i, world, 0, SEED, i, ask) for i, ask in enumerate(asked)]
    kinds = set()
    for job, found in run_jobs(jobs):
        assert not isinstance(found, Exception), found
        if job.asked is not None and not found.followed:
            continue  # nobody to treat in this world
        if job.asked is None:
            assert not found.followed
            np.testing.assert_equal(found.outcomes, base.results().outcomes)
            continue
        without, having = found.followed["got"].reshape(2, 2, -1)[..., 0]
        both = {name: values.reshape(2, -1) for name, values in found.followed.items() if name != "line"}
        same = all(np.array_equal(*values, equal_nan=True) for values in both.values())
        assert same == job.asked.nothing, job.asked
        kinds.add(job.asked.kind)
        if job.asked.nothing:
            np.testing.assert_equal(found.outcomes, base.results().outcomes)
        else:
            known = ~np.isnan(without)
            assert (without[known] != having[known]).all()  # who had it has it not, and the other way
    assert len(kinds) >= len(KINDS) - 1


def _granted(model: PullThroughModel) -> set[int]:
    technologies = used(model.tables)["technologies"]
    return set(technologies["key"][technologies["grant"] > 0].tolist())


def _contractor(model: PullThroughModel, miss: NearMiss) -> int:
    requirements = used(model.tables)["requirements"]
    row = requirements[requirements["key"] == np.uint64(miss.where)][0]
    return int(row["contractor_key"]) if row["contractor"] >= 0 else 0


def _invited(model: PullThroughModel, miss: NearMiss) -> set[int]:
    requirements, technologies = used(model.tables)["requirements"], used(model.tables)["technologies"]
    row = requirements[requirements["key"] == np.uint64(miss.where)][0]
    return set(technologies["key"][row["invited"][: row["invitations"]]].tolist())
