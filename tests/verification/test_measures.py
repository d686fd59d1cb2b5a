"""Measures of the strategies on whole runs: partners ahead of a tender, joint bids, plans, campaigns, clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from conftest import flow, used

from pullthrough.world.codes import CODEVELOPMENT, NEVER, NOTHING

if TYPE_CHECKING:
    from conftest import Tiny

SHARED = {"routes.codevelopment.level": 10.0, "routes.independence": 0.0, "routes.partner_leaves": 0.0}
BY_CASE = {"acquisition.habit": 0.0, "acquisition.case_by_case": 1.0, "acquisition.codevelopment": 1.0}
LEAD = 6


def test_a_partner_who_is_looked_for_early_works_together_until_the_tender_and_no_longer_than_that(tiny: Tiny) -> None:
    late = used(tiny.run(SHARED, levers=BY_CASE).tables)["requirements"]
    model = tiny.checked_run(SHARED, levers=BY_CASE | {"acquisition.partner_lead": LEAD})
    early = used(model.tables)["requirements"]
    assert not late["together"].any()
    begun = early[early["asked_early"] & (early["opened"] != NEVER) & (early["relaunches"] == 0)]
    shared = begun[begun["route"] == CODEVELOPMENT]
    waited = shared["slips"] + shared["approval_slips"]
    assert len(shared) and (shared["together"] > 0).all()
    assert (shared["together"] <= LEAD + waited).all()


def test_a_partner_who_leaves_is_not_looked_for_again(tiny: Tiny) -> None:
    left = SHARED | {"routes.partner_leaves": 1.0}
    need = used(tiny.run(left, levers=BY_CASE | {"acquisition.partner_lead": LEAD}).tables)["requirements"]
    lost = need[need["asked_early"] & (need["together"] == 0) & (need["opened"] != NEVER)]
    assert len(lost) and (lost["route"] != CODEVELOPMENT).all()


def test_small_firms_lead_jointly_only_where_joint_bids_are_wanted(tiny: Tiny) -> None:
    ready = {"teaming.capacity": 0.2, "teaming.joint_capacity": 1.0, "ties.meet_segment": 0.5, "population.suppliers": 300,
             "entry.trl_low": 6, "entry.trl_high": 6, "tender.acceptable": -3.0}  # fmt: skip
    alone, jointly = (
        used(tiny.run(ready, levers={"teaming.consortia": share}).tables)["requirements"]["led_jointly"]
        for share in (0.0, 1.0)
    )
    assert not alone.any() and jointly.any()


def test_what_can_be_planned_ahead_is_cheaper_and_what_is_put_off_dearer(tiny: Tiny) -> None:
    short_of_money = {"market.tendered_share": 0.02, "tender.slip_limit": 20}

    def price(**numbers: float) -> float:
        world = short_of_money | {f"trust.{name}": value for name, value in numbers.items()}
        need = used(tiny.run(world).tables)["requirements"]
        let = need[(need["winner"] != NOTHING) & (need["let"] != NEVER)]
        return float(let["price"].sum() / let["value"].sum())

    usual = price()
    assert price(plan_saving=0.3) < usual < price(idle=0.3)


def test_campaigns_of_industry_are_heard_of_like_those_of_the_public_and_cost_it_nothing(tiny: Tiny) -> None:
    levers = {"exports.support": 0.0, "exports.joint": 0.0}
    world = {"segments.*.export_campaigns": 40.0, "exports.heard_alone": 0.1}
    without, own, public = (
        tiny.checked_run(world, levers=levers | more)
        for more in ({}, {"exports.joint": 50_000.0}, {"exports.support": 50_000.0})
    )
    assert flow(own, "campaigns").sum() > flow(without, "campaigns").sum()
    assert flow(public, "export_cost").sum() > flow(own, "export_cost").sum() == flow(without, "export_cost").sum()


def test_clusters_of_a_network_exchange_and_local_authorities_pay_for_those_who_enter(tiny: Tiny) -> None:
    two = {"clusters.east": 1.0, "clusters.london": 1.0}
    apart, joined = (tiny.checked_run({"clusters.exchange": share}, levers=two).tables for share in (0.0, 1.0))
    assert not np.array_equal(apart.ties["partner"], joined.ties["partner"])
    costs = (flow(tiny.run({"clusters.premises": paid}, levers=two), "cluster_cost").sum() for paid in (0.0, 15.0))
    mean, generous = costs
    assert generous > mean
