"""Each line of the schedule can be switched off alone, and then exactly what it does is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import check_books, differing, flow, used

from pullthrough.parameters.schema.world import Processes
from pullthrough.world.codes import (
    ABANDONED,
    ACTIVE,
    CIVIL,
    DEVELOPING,
    FOLLOW_ON,
    INSERTION,
    NEVER,
    NO_ROW,
    OUTSIDE,
    RAPID,
    SHELF,
    TENDER,
    UPGRADE,
    URGENT,
)

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

SWITCHES = tuple(Processes.__dataclass_fields__)


def none_of(*names: str) -> Callable[[PullThroughModel], bool]:
    """Whether all these flows are nothing in every quarter."""
    return lambda model: not any(flow(model, name).any() for name in names)


def column(model: PullThroughModel, table: str, name: str) -> np.ndarray:
    return used(model.tables)[table][name]


#: What the absence of a process implies.
IMPLIED: dict[str, Callable[[PullThroughModel], bool]] = {
    "planning": lambda m: not m.tables.marks.plan.any() and not m.tables.segments.mean_value.any(),
    "approvals": none_of("approval_cost", "approval_slips"),
    "lateness": lambda m: (delays(m) <= 0).all(),
    "officials": lambda m: m.tables.agency.speed[0] == 1.0 and none_of("idle_officials")(m),
    "need": lambda m: not ordered(m, TENDER) and not m.tables.segments.mu.any(),
    "entry": none_of("entrants"),
    "ideas": lambda m: set(column(m, "technologies", "origin").tolist()) == {CIVIL},
    "publication": lambda m: none_of("notice_cost")(m) and (column(m, "requirements", "published") == NEVER).all(),
    "targeting": lambda m: (
        column(m, "technologies", "engagements")[column(m, "technologies", "target") != NO_ROW] > 0
    ).all(),
    "engagement": lambda m: (
        none_of("engagements", "engagement_cost")(m) and (column(m, "technologies", "first_engaged_trl") == NEVER).all()
    ),
    "steering": lambda m: np.array_equal(column(m, "technologies", "x"), positions_at_birth(m)),
    "calls": none_of("proposals", "awards", "public_rd", "funded_starts"),
    "private_money": none_of("investor_rd"),
    "development": none_of("public_rd"),
    "routes": lambda m: (
        not column(m, "requirements", "route")[
            column(m, "requirements", "way") == TENDER
        ].any()  # 0 is open competition
        and none_of("route_cost")(m)
    ),
    "tenders": none_of("contracts", "adoptions", "haste_cost", "sme_bids", "unmet"),
    "delivery": none_of("adoptions", "integrations", "overruns"),
    "exports": none_of("campaigns", "export_orders", "security_orders", "export_revenue", "export_cost"),
    "foreign_investment": none_of("capital_offers", "foreign_capital", "contested", "screening_cost"),
    "supply_shocks": none_of("capabilities", "unavailable", "outages", "second_source_cost", "assurance_cost"),
    "exit": none_of("deaths", "failures", "withdrawals"),
    "budgets": lambda m: none_of("returned", "moved")(m) and (m.tables.segments.priority == 1.0).all(),
    "trust": lambda m: none_of("slips", "kept_dates")(m) and len(set(m.tables.marks.trust.tolist())) == 1,
    "skills": lambda m: none_of("work_wanted", "training_cost")(m) and (m.tables.labour.speed == 1.0).all(),
    "supply_chain": none_of("spend_sme_indirect", "coordination_cost"),
    "clusters": lambda m: (
        none_of("cluster_cost", "cluster_fees", "regional_engagements")(m)
        and (m.tables.networks.cluster == NO_ROW).all()
    ),
    "ties": lambda m: none_of("meetings", "ties_formed", "knowledge")(m) and not m.tables.networks.ties.any(),
    "births": lambda m: not born(m).any(),
    "hand_over": none_of("licences", "spin_outs", "licence_fees"),
    "takeovers": none_of("acquisitions"),
    "science": lambda m: not m.tables.segments.knowledge.any() and not m.tables.marks.knowledge.any(),
    "capability": lambda m: (
        not column(m, "organisations", "experience")[
            (column(m, "organisations", "generation") > 0) & (column(m, "organisations", "standing") == ACTIVE)
        ].any()
    ),
    "growth": lambda m: (m.tables.organisations.civil_turnover == m.tables.organisations.civil_start).all(),
    "development_contracts": none_of("development_contracts", "sponsored_rd"),
    "follow_on_orders": lambda m: not ordered(m, FOLLOW_ON),
    "insertion": lambda m: not ordered(m, INSERTION),
    "upgrade_competition": lambda m: not ordered(m, UPGRADE),
    "rapid_purchases": lambda m: not ordered(m, RAPID),
    "urgent_purchases": lambda m: not ordered(m, URGENT),
    "trial_purchases": none_of("trials", "trials_passed"),
    "support_contracts": lambda m: (
        none_of("relets", "amendments", "work_moved", "relet_cost")(m) and not m.tables.clock.works[0]
    ),
    "transfer": lambda m: none_of("knowledge")(m) and (m.tables.networks.adviser == NO_ROW).all(),
}


def delays(model: PullThroughModel) -> np.ndarray:
    """Quarters by which contracts that were delivered came later than promised."""
    late = column(model, "requirements", "delivered") - column(model, "requirements", "promised")
    return late[column(model, "requirements", "delivered") != NEVER]


def ordered(model: PullThroughModel, *ways: int) -> bool:
    """Whether anything was ordered by one of these ways."""
    return bool(np.isin(column(model, "requirements", "way"), ways).any())


def born(model: PullThroughModel) -> np.ndarray:
    """Firms outside in a place that was vacant before, spin-outs left out."""
    again = column(model, "organisations", "generation") > 0
    spun_out = column(model, "organisations", "employees_start") == model.setting.world.hand_over.spin_out_employees
    return (column(model, "organisations", "standing") == OUTSIDE) & again & ~spun_out


def positions_at_birth(model: PullThroughModel) -> np.ndarray:
    """Where every technology was in the quarter in which it began, from another run of the same model."""
    again = type(model)(model.setting, rng=model.seed_used)
    positions = np.empty((0, again.setting.world.dimensions))
    for _ in range(again.quarters):
        again.step()
        positions = np.concatenate([positions, used(again.tables)["technologies"]["x"][len(positions) :]])
    return positions


def test_every_switch_has_an_implication_here() -> None:
    assert set(IMPLIED) == set(SWITCHES)


EASY = {"upgrades.every": 2, "upgrades.least_gain": -1.0, "upgrades.guard": 0.0, "rapid.least_gain": -1.0,
        "follow_on.least_gain": -1.0, "urgent.rate": 400.0, "urgent.lowest_trl": 6, "rapid.lowest_trl": 7,
        "entry.trl_low": 6, "entry.trl_high": 6}  # fmt: skip
LIVELY: dict[str, dict[str, float]] = {
    **{name: {f"processes.{name}": True} for name in ("planning", "approvals", "lateness", "officials")},
    "delivery": EASY,
    "development_contracts": {"processes.development_contracts": True},
    "takeovers": {"takeovers.rate": 1.0, "takeovers.multiple": 0.0, "development.step_cost": 10.0},
    **dict.fromkeys(
        (
            "follow_on_orders",
            "insertion",
            "upgrade_competition",
            "rapid_purchases",
            "urgent_purchases",
            "trial_purchases",
        ),
        EASY,
    ),
}
"""Numbers with which a process happens in the tiny world."""
WAYS = {"uptake.user_in_view": 0.5, "uptake.follow_on": 1.0, "uptake.insertion": 0.5, "uptake.upgrade_competition": 0.5,
        "uptake.rapid": 0.5, "uptake.urgent": 1.0, "uptake.trial": 0.5}  # fmt: skip
"""Levers with which it does."""


@pytest.mark.parametrize("process", SWITCHES)
def test_a_process_that_is_switched_off_does_not_happen(tiny: Tiny, process: str) -> None:
    lively = LIVELY.get(process, {})
    levers = WAYS if lively is EASY else {}
    whole = tiny.run(lively, levers)
    without = tiny.model({**lively, f"processes.{process}": False}, levers)
    for _ in range(without.quarters):
        without.step()
        check_books(without)
    assert IMPLIED[process](without)
    assert not IMPLIED[process](whole), "with the process it is otherwise"
    assert differing(whole, without)
    without.results()


@pytest.mark.parametrize("process", SWITCHES)
@pytest.mark.slow
def test_switched_off_it_is_the_same_uncompiled(compiled: None, few: Tiny, process: str) -> None:
    switched = {f"processes.{process}": False}
    assert not differing(few.run(switched, quarters=8), few.run(switched, quarters=8, compiled=False))


def test_with_everything_off_only_bookkeeping_goes_on(tiny: Tiny) -> None:
    model = tiny.run({f"processes.{process}": False for process in SWITCHES})
    check_books(model)
    moving = {name for name in model.tables.flow.dtype.names if flow(model, name).any()}
    assert moving == {"spend", "spend_sme", "spend_support"}
    assert model.tables.clock.technologies[0] == model.tables.clock.requirements[0] == 0


def test_without_development_readiness_changes_only_in_delivery(tiny: Tiny) -> None:
    model = tiny.run({"processes.development": False, "processes.delivery": False})
    tech = used(model.tables)["technologies"]
    assert ((tech["reached"] != NEVER).sum(axis=1) == 1).all()
    assert not tech["public_spent"].any()


def test_without_exit_everybody_stays(tiny: Tiny) -> None:
    nobody_bought_or_replaced = {"processes.takeovers": False, "processes.hand_over": False}
    model = tiny.model({"processes.exit": False, **nobody_bought_or_replaced})
    keys = model.tables.organisations.key.copy()
    model.run()
    assert np.array_equal(model.tables.organisations.key, keys)
    assert not model.tables.organisations.generation.any()


def test_without_private_money_a_project_works_only_while_its_grant_lasts(tiny: Tiny) -> None:
    model = tiny.model({"processes.private_money": False})
    for _ in range(model.quarters):
        before = used(model.tables)["technologies"]["public_spent"].copy()
        model.step()
        tech = used(model.tables)["technologies"][: len(before)]
        paid = tech["public_spent"] > before
        assert (tech["status"][~paid & (tech["status"] < 2)] == SHELF).all()
        assert not ((tech["status"] == DEVELOPING) & ~paid).any()


def test_without_private_money_projects_without_grants_are_given_up(tiny: Tiny) -> None:
    model = tiny.run({"processes.private_money": False, "processes.calls": False, "processes.exit": False})
    tech = used(model.tables)["technologies"]
    assert not (tech["status"] == DEVELOPING).any()
    assert (tech["status"] == ABANDONED).any()
