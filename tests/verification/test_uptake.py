"""Ways into service beside tenders: what is ordered, for whom, with whose money, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.world.codes import (
    AFTER_TRIAL,
    CANCELLED,
    FOLLOW_ON,
    INSERTION,
    MET,
    NEVER,
    NO_ROW,
    RAPID,
    TENDER,
    UPGRADE,
    URGENT,
)

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

LEVERS = ("user_in_view", "follow_on", "insertion", "upgrade_competition", "rapid", "urgent", "trial")
NONE = {f"uptake.{lever}": 0.0 for lever in LEVERS}
ALL = {"uptake.user_in_view": 0.5, "uptake.follow_on": 1.0, "uptake.insertion": 0.5, "uptake.upgrade_competition": 0.5,
       "uptake.rapid": 0.5, "uptake.urgent": 1.0, "uptake.trial": 0.5}  # fmt: skip
EASY = {"calendar.last_year": 2022, "upgrades.every": 2, "upgrades.least_gain": -1.0, "upgrades.guard": 0.0,
        "rapid.least_gain": -1.0, "rapid.lowest_trl": 7, "follow_on.least_gain": -1.0, "urgent.rate": 400.0,
        "entry.trl_low": 6, "entry.trl_high": 6, "population.suppliers": 150}  # fmt: skip
"""A world in which each way is gone by somebody within a few years."""


@pytest.fixture(scope="module")
def lively(tiny: Tiny) -> PullThroughModel:
    """A run, its books checked in each quarter, in which every way is open."""
    return tiny.checked_run(EASY, ALL)


def test_without_the_levers_nothing_is_ordered_outside_tenders(tiny: Tiny) -> None:
    model = tiny.run(EASY, NONE)
    moved = ("direct_orders", "direct_value", "windows_used", "trials", "uptake_cost")
    assert not any(flow(model, name).any() for name in moved)
    assert (used(model.tables)["requirements"]["way"] == TENDER).all()


@pytest.mark.parametrize("way", [FOLLOW_ON, INSERTION, UPGRADE, RAPID, URGENT, AFTER_TRIAL])
def test_each_way_is_gone_where_it_is_open(lively: PullThroughModel, way: int) -> None:
    assert (used(lively.tables)["requirements"]["way"] == way).any()


def test_an_adoption_is_told_by_its_way(lively: PullThroughModel) -> None:
    tech = used(lively.tables)["technologies"]
    adopted = tech["adopted"] != NEVER
    assert np.array_equal(tech["way"] != NEVER, adopted)
    found = lively.results().outcomes
    by_way = [found[name] for name in found if name.startswith("adoptions_by_")]
    assert sum(by_way) == pytest.approx(found["adoptions_per_year"])
    assert len(set(tech["way"][adopted].tolist())) > 1


def test_an_order_for_equipment_is_better_than_what_served_there(tiny: Tiny) -> None:
    model = tiny.run({**EASY, "upgrades.least_gain": 0.2, "rapid.least_gain": 0.2, "follow_on.least_gain": 0.2}, ALL)
    need = used(model.tables)["requirements"]
    upgrades = need[(need["host"] != NO_ROW) & (need["status"] == MET)]
    assert len(upgrades)
    assert (upgrades["merit"] >= upgrades["proven_merit"] + 0.2 - 1e-9).all()
    last = {int(host): merit for host, merit in zip(upgrades["host"], upgrades["merit"], strict=True)}
    assert any(need["serving"][host] == merit for host, merit in last.items())


def test_an_order_that_fails_is_not_placed_again_and_leaves_the_equipment_free(tiny: Tiny) -> None:
    model = tiny.checked_run({**EASY, "delivery.failure_floor": 1.0}, ALL)
    need = used(model.tables)["requirements"]
    orders = need[~need["of_plan"]]
    assert set(orders["status"].tolist()) & {CANCELLED}
    assert not (orders["status"] == MET).any()
    assert not flow(model, "adoptions").any()
    waiting = set(orders["host"][(orders["status"] != CANCELLED) & (orders["host"] != NO_ROW)].tolist())
    assert set(np.flatnonzero(need["in_hand"]).tolist()) == waiting


def test_where_every_call_asks_for_a_user_every_mature_award_has_one(tiny: Tiny) -> None:
    model = tiny.model(EASY, {**NONE, "uptake.user_in_view": 1.0})
    for _ in range(model.quarters):
        model.step()
        tech = used(model.tables)["technologies"]
        quarter = int(model.tables.clock.t[0])
        asked = model.setting.world.follow_on.user_from_trl
        granted = (tech["grant"] > 0) & (tech["trl"] >= asked) & (tech["funded"] == quarter)
        if quarter > 1:  # the first call is held before anybody asks
            assert (tech["user"][granted & (tech["reached"][:, asked] != quarter)] != NO_ROW).all()


def test_urgent_needs_are_answered_only_while_operations_go_on(tiny: Tiny) -> None:
    """The tiny world begins its first year in quarter 8."""
    model = tiny.run({**EASY, "urgent.until": 2013, "urgent.again": 2020}, {**NONE, "uptake.urgent": 1.0})
    spent = flow(model, "uptake_cost")
    year = 2012 + (np.arange(len(spent)) - model.setting.world.calendar.burn_in) // 4
    going_on = (year <= 2013) | (year >= 2020)
    assert spent[going_on].all()
    assert not spent[~going_on].any()


def test_an_urgent_order_leaves_the_tendered_budget_alone(tiny: Tiny) -> None:
    world = {**EASY, "processes.tenders": False}  # no budget is granted
    model = tiny.checked_run(world, {**NONE, "uptake.urgent": 1.0})
    assert flow(model, "direct_orders").any()
    assert not model.tables.segments.account.any()


def test_a_passed_trial_makes_integration_safer(tiny: Tiny) -> None:
    """Where a trial counts as much assurance, what has passed one fails no more often than the least chance says."""
    world = {**EASY, "trials.assurance": 40, "delivery.failure_floor": 0.0, "delivery.failure_base": 0.5}
    model = tiny.run(world, {**ALL, "uptake.trial": 1.0})
    table = used(model.tables)
    need, tech = table["requirements"], table["technologies"]
    assert tech["passed"].any()
    delivered = need[(need["technology"] != NO_ROW) & (need["status"] == MET)]
    assert tech["passed"][delivered["technology"]].any()


ANSWERS = {**EASY, "processes.rapid_purchases": False, "processes.urgent_purchases": False}


def test_an_order_beside_the_plan_leaves_needs_to_tenders(tiny: Tiny) -> None:
    model = tiny.run({**ANSWERS, "follow_on.answers": 0}, ALL)
    need = used(model.tables)["requirements"]
    assert (need["way"][need["of_plan"]] == TENDER).all()
    assert not flow(model, "needs_by_order").any()


def test_an_order_can_answer_a_need_which_then_is_not_tendered(tiny: Tiny) -> None:
    model = tiny.checked_run({**ANSWERS, "follow_on.answers": 2}, ALL)
    need = used(model.tables)["requirements"]
    answered = need[need["of_plan"] & (need["way"] != TENDER)]
    assert len(answered)
    assert (answered["bidders"] == 1).all()
    assert (answered["price"] == answered["value"]).all()
    assert flow(model, "needs_by_order").sum() >= len(answered)


def test_an_order_in_part_is_paid_out_of_the_value_of_the_need(tiny: Tiny) -> None:
    """The needs are the same in both worlds, so their values differ by the prices of orders alone."""
    values = {}
    for answers in (0, 1):
        model = tiny.model({**ANSWERS, "follow_on.answers": answers}, ALL)
        for _ in range(model.setting.world.calendar.burn_in + 4):
            model.step()
        need = used(model.tables)["requirements"]
        planned = need[need["of_plan"]]
        values[answers] = dict(zip(planned["key"].tolist(), planned["value"].tolist(), strict=True))
    less = [values[1][key] - values[0][key] for key in values[0].keys() & values[1].keys()]
    assert min(less) < 0
    assert max(less) <= 0


def test_a_need_answered_by_an_order_that_fails_is_tendered(tiny: Tiny) -> None:
    model = tiny.checked_run({**ANSWERS, "follow_on.answers": 2, "delivery.failure_floor": 1.0}, ALL)
    need = used(model.tables)["requirements"]
    assert flow(model, "needs_by_order").any()
    failed = need[need["of_plan"] & (need["failures"] > 0)]
    assert (failed["relaunches"] > 0).all()
