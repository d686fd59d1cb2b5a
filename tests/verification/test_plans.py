"""Needs follow money, approvals and officials hold tenders up, and programmes are late: in whole runs of the tiny world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from conftest import flow, used

from pullthrough.world.codes import NEVER, TENDER

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

FOLLOW = {"processes.planning": True}
QUEUE = {"processes.approvals": True, "processes.officials": True}


def needs(model: PullThroughModel) -> np.ndarray:
    """Requirements that were planned, without orders outside tenders."""
    found = used(model.tables)["requirements"]
    return found[found["way"] == TENDER]


def test_three_times_the_money_is_three_times_the_needs_and_none_is_none(tiny: Tiny) -> None:
    usual, much, none = (
        tiny.checked_run(FOLLOW, levers={"budget.factor": factor}, reformed=False) for factor in (1.0, 3.0, 0.0)
    )
    assert 2.5 < len(needs(much)) / len(needs(usual)) < 3.5
    assert len(needs(none)) == 0 and not flow(none, "contracts").any()
    assert flow(much, "contracts").sum() > 2 * flow(usual, "contracts").sum()


def test_a_plan_that_is_fuller_waits_longer(tiny: Tiny) -> None:
    lean, full = (
        tiny.run(
            {**FOLLOW, "planning.over": over, "planning.response": 3.0, "calendar.last_year": 2030}, reformed=False
        )
        .results()
        .outcomes
        for over in (0.0, 1.0)
    )
    assert full["plan_over_budget"] > lean["plan_over_budget"] + 0.2
    assert full["tender_delay"] > lean["tender_delay"]


def test_with_officials_enough_approvals_delay_nothing(tiny: Tiny) -> None:
    without, enough = (tiny.run({"processes.approvals": on}, reformed=False) for on in (False, True))
    assert flow(enough, "approval_cost").any() and not flow(enough, "approval_slips").any()
    for dates in ("planned", "opened", "let"):
        assert np.array_equal(needs(without)[dates], needs(enough)[dates])


def test_few_officials_make_everything_wait_and_nobody_is_paid_twice(tiny: Tiny) -> None:
    few, many = (
        tiny.checked_run(
            {**QUEUE, "officials.staffing": 0.9, "officials.adjustment": 0.0}, levers={"officials.staff": staff}
        )
        for staff in (1.0, 10.0)
    )
    assert few.tables.agency.speed[0] < 0.8 and many.tables.agency.speed[0] == 1.0
    slow, quick = few.results().outcomes, many.results().outcomes
    assert slow["approval_delays"] > 0 == quick["approval_delays"]
    assert slow["procurement_time"] > quick["procurement_time"]
    assert flow(few, "engagements").sum() < flow(many, "engagements").sum()
    assert flow(many, "idle_officials").any() and not flow(few, "idle_officials").any()


def test_delegation_shortens_the_way_to_a_tender_by_the_levels_saved(tiny: Tiny) -> None:
    """In one world with the same needs: a level that need not approve takes its time off the lead, down to a quarter."""
    usual, delegated = (
        needs(tiny.run({"processes.approvals": True}, levers={"officials.delegation": d}, reformed=False))
        for d in (1.0, 1000.0)
    )
    assert np.array_equal(usual["value"], delegated["value"])
    saved = usual["first_planned"] - delegated["first_planned"]
    levels = 1 + np.sum([usual["value"] >= value for value in (2000, 20000, 100000)], axis=0)
    lead = usual["first_planned"] - usual["conceived"]
    assert np.array_equal(saved, np.minimum(2 * (levels - 1), lead - 1))


def test_late_contracts_are_delivered_after_the_date_promised_never_before(tiny: Tiny) -> None:
    found = needs(tiny.checked_run({"processes.lateness": True}, reformed=False))
    delivered = found[found["delivered"] != NEVER]
    assert (delivered["delivered"] >= delivered["promised"]).all()
    assert (delivered["delivered"] > delivered["promised"]).any()


def test_what_may_be_kept_at_the_end_of_a_year_is_not_returned(tiny: Tiny) -> None:
    strict, usual, loose = (
        tiny.checked_run(levers={"budget.carry_over": kept}, reformed=False) for kept in (0.0, 1.0, 100.0)
    )
    returned = [int(flow(model, "returned").sum()) for model in (strict, usual, loose)]
    assert returned[0] > returned[1] >= returned[2] == 0
