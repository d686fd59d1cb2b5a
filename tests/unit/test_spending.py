"""Skills, trust and payment on cases done by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import check_books, flow

from pullthrough.observe.spending import concentration
from pullthrough.observe.window import Window
from pullthrough.processes import skills, trust
from pullthrough.world.codes import NEVER, PRIME, PUBLISHED, SME
from pullthrough.world.tables import FLOW_NAMES

if TYPE_CHECKING:
    from conftest import Tiny

BY_LOT = {"budgets.commitment_rule": 0, "trust.memory": 0.0}
"""A commitment that protects by lot, and trust that counts dates by number: the rules of version 0.1.0."""
BY_SHARE = {"supply_chain.graph": 0}
"""A supply chain that follows the target, without a graph."""
RULES = SimpleNamespace(trust=SimpleNamespace(kept=0.1, slipped=0.2, cancelled=0.5))


@pytest.mark.parametrize(
    ("kept", "slipped", "dropped", "expected"),
    [
        (0, 0, 0, 0.8),
        (1, 0, 0, 0.82),  # a tenth of the missing 0.2
        (0, 2, 0, 0.8 * 0.8 * 0.8),
        (0, 0, 1, 0.4),
        (1, 1, 1, 0.32 + 0.1 * 0.68),  # losses come first
    ],
)
def test_trust_after_kept_and_broken_dates(kept: int, slipped: int, dropped: int, expected: float) -> None:
    assert trust.trust_after(0.8, kept, slipped, dropped, RULES) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kept", "broken", "expected"),
    [(0, 0, 0.8), (300, 100, 0.8 + 0.1 * (0.75 - 0.8)), (0, 5, 0.72), (7, 0, 0.82)],  # a tenth of the way to the share
)
def test_trust_follows_the_share_of_dates_kept_by_value(kept: int, broken: int, expected: float) -> None:
    rules = SimpleNamespace(trust=SimpleNamespace(memory=0.1))
    assert trust.trust_by_value(0.8, kept, broken, rules) == pytest.approx(expected)


def test_trust_stays_between_nothing_and_one() -> None:
    assert trust.trust_after(0.8, 10_000, 0, 0, RULES) == pytest.approx(1.0)
    assert 0.0 <= trust.trust_after(0.8, 0, 200, 0, RULES) < 1e-10


@pytest.mark.parametrize(
    ("at_hand", "needed", "elasticity", "expected"),
    [
        (10.0, 10.0, 1.0, 1.0),
        (12.0, 10.0, 1.0, 1.0),
        (5.0, 10.0, 1.0, 0.5),
        (4.0, 16.0, 0.5, 0.5),
        (0.0, 10.0, 1.0, 0.05),
    ],
)
def test_too_few_people_slow_development(at_hand: float, needed: float, elasticity: float, expected: float) -> None:
    assert skills.speed_allowed(at_hand, needed, SimpleNamespace(elasticity=elasticity, slowest=0.05)) == pytest.approx(
        expected
    )


def test_a_training_place_is_a_skilled_person_twelve_quarters_later(tiny: Tiny) -> None:
    """Nobody leaves, graduates or is hired: people change by the trained alone, and stay where they were without places."""
    still = {"skills.leaving": 0.0, "skills.graduates": 0.0, "skills.hiring": 0.0, "skills.completing": 0.5,
             "processes.clusters": False}  # fmt: skip
    start = 10
    one = tiny.model(still, levers={"skills.places": 0.0})
    other = tiny.model(still, levers={"skills.places": 0.0}, later={"skills.places": 40.0}, start=start)
    for t in range(26):
        one.step()
        other.step()
        if t == 9:
            began = other.tables.labour.people.sum()
        if t > 9:
            trained = 0.5 * 10.0 * max(0, t - (start + 12) + 1)
            assert other.tables.labour.people.sum() - began == pytest.approx(trained)
            assert one.tables.labour.people.sum() == pytest.approx(began)
    assert flow(other, "training_cost")[start] == pytest.approx(270, abs=1)  # ten places at 27, cut to whole thousands
    check_books(other)


def test_no_shortage_where_there_are_many_and_a_crawl_where_there_is_nobody(tiny: Tiny) -> None:
    closed = {"skills.leaving": 0.0, "skills.hiring": 0.0}
    enough, nobody = (tiny.run({"skills.slack": slack, **closed}) for slack in (10.0, 0.1))
    assert (enough.tables.labour.speed == 1.0).all() and not flow(enough, "work_missing").any()
    assert nobody.tables.labour.speed.max() < 0.7
    assert flow(nobody, "public_rd").sum() < flow(enough, "public_rd").sum()


def test_other_industries_fill_a_share_of_what_is_missing_each_quarter(tiny: Tiny) -> None:
    """Nobody leaves, graduates or is trained: the hired are h times the people missing, region by region."""
    model = tiny.model({"skills.slack": 0.2, "skills.leaving": 0.0, "skills.graduates": 0.0, "skills.hiring": 0.3,
                        "skills.completing": 0.0})  # fmt: skip
    hired = 0.0
    for t in range(20):
        before = model.tables.labour.people.copy()
        model.step()
        labour = model.tables.labour
        if t > 9:
            expected = 0.3 * np.maximum(0.0, labour.needed - before)
            np.testing.assert_allclose(labour.people - before, expected, atol=1e-9)
            hired += expected.sum()
    assert hired > 0.0


def test_late_bills_are_paid_when_due_and_to_the_last_pound(tiny: Tiny) -> None:
    now = tiny.checked_run({"processes.exit": False}, levers={"procurement.payment_time": 0})
    late = tiny.checked_run({"processes.exit": False}, later={"procurement.payment_time": 3}, start=12)
    assert not now.tables.dealings.owed.any() and not flow(now, "float_gain").any()
    owed = int(late.tables.dealings.owed.sum())
    assert owed == late.tables.agency.owed[0] > 0
    assert flow(late, "float_gain")[12:].any() and not flow(late, "float_gain")[:12].any()
    quarter = late.tables.dealings.owed.sum(axis=0)
    assert (quarter > 0).sum() == 3, "three quarters' bills wait, no more"
    smes = late.tables.organisations.kind == SME
    assert late.tables.organisations.cash[smes].sum() < now.tables.organisations.cash[smes].sum()


def test_a_bill_paid_one_quarter_late_bears_one_quarters_interest(tiny: Tiny) -> None:
    model = tiny.model({"processes.exit": False}, levers={"procurement.payment_time": 1})
    interest = model.setting.world.public_cost.interest
    for t in range(12):
        model.step()
        owed = int(model.tables.agency.owed[0])
        assert flow(model, "float_gain")[t] == int(owed * interest * 0.25) > 0
        assert owed <= flow(model, "spend")[t], "bills of one quarter, not of two"


def test_bills_of_a_firm_that_closes_are_settled(tiny: Tiny) -> None:
    model = tiny.checked_run({"exit.death_hazard": 0.2}, levers={"procurement.payment_time": 4})
    assert flow(model, "deaths").sum() > 50


def test_a_budget_above_the_limit_goes_back(tiny: Tiny) -> None:
    model = tiny.checked_run({"budgets.carry_over": 0.5, "processes.need": False})
    market = model.setting.world.market
    yearly = market.spend * market.tendered_share
    assert (model.tables.segments.account <= (0.5 + 1.0) * yearly * model.tables.segments.budget_share * 1.6).all()
    ring = float(model.tables.levers.procurement.ring_fence[0])
    paid_in = yearly * (1.0 - ring)  # what is ring-fenced has its own limit
    assert flow(model, "returned")[20:].sum() / 4 == pytest.approx(paid_in, rel=0.25)


def test_priorities_move_money_and_make_none(tiny: Tiny) -> None:
    model = tiny.run({"budgets.priority_spread": 0.3})
    segments = model.tables.segments
    assert len(set(np.round(segments.priority, 6).tolist())) == len(segments)
    assert (segments.priority * segments.budget_share).sum() == pytest.approx(segments.budget_share.sum())


def test_a_protected_plan_keeps_its_dates(tiny: Tiny) -> None:
    """With everything published and protected, tenders slip only if the whole of the budget is short."""
    short = {**BY_LOT, "budgets.priority_spread": 0.3, "calendar.last_year": 2030}
    loose, kept = (
        tiny.checked_run(short, levers={"pipeline.commitment": c, "pipeline.horizon": 8}) for c in (0.0, 1.0)
    )
    assert flow(loose, "slips").sum() > 2 * flow(kept, "slips").sum()
    assert flow(kept, "moved").any() and not flow(loose, "moved").any()
    assert kept.results().outcomes["trust"] > loose.results().outcomes["trust"]


@pytest.mark.parametrize("rule", [BY_LOT, {"budgets.commitment_rule": 1}, {"budgets.commitment_rule": 2}])
def test_money_kept_for_protected_requirements_is_theirs_alone(tiny: Tiny, rule: dict[str, float]) -> None:
    """In every quarter reserved money is the value of protected, published requirements near their tender."""
    model = tiny.model(rule, levers={"pipeline.commitment": 1.0})
    for _ in range(model.quarters):
        model.step()
        w = model.tables
        need = w.requirements[: w.clock.requirements[0]]
        assert (w.segments.reserved >= 0).all()
        waiting = (need.status == PUBLISHED) & (need.opened == NEVER)
        assert w.segments.reserved.sum() <= need.value[waiting | (need.relaunches > 0)].sum()


def test_primes_pass_on_what_they_are_paid(tiny: Tiny) -> None:
    """Without targets the pool is p m of the primes' payments, and the modelled part reaches SMEs as revenue."""
    chain = {**BY_SHARE, "supply_chain.passed_on": 0.4, "supply_chain.sme_share": 0.25, "supply_chain.modelled": 0.5}
    model = tiny.model({**chain, "processes.tenders": False, "processes.exit": False, "processes.entry": False})
    for _ in range(4):
        model.step()
    org = model.tables.organisations
    paid = org.paid_this_year[org.kind == PRIME].sum()
    pool = flow(model, "spend_sme_indirect").sum()
    assert pool == pytest.approx(0.1 * paid, rel=1e-3)
    indirect = (org.revenue_this_year - org.paid_this_year)[org.kind == SME].sum()
    assert indirect == pytest.approx(0.5 * pool, rel=1e-2)


def test_a_target_moves_the_share_and_makes_primes_dearer(tiny: Tiny) -> None:
    usual, more = (tiny.checked_run(BY_SHARE, levers={"teaming.sme_target": target}) for target in (0.0, 0.6))
    assert usual.tables.agency.sme_chain[0] == usual.setting.world.supply_chain.sme_share
    assert 0.4 < more.tables.agency.sme_chain[0] < 0.6
    assert flow(more, "coordination_cost").all() and not flow(usual, "coordination_cost").any()
    assert more.results().outcomes["sme_share_indirect"] > usual.results().outcomes["sme_share_indirect"]


def test_concentration_of_one_two_and_many_suppliers() -> None:
    window = Window(0, 8, 0, 7)
    noted = np.zeros((8, len(FLOW_NAMES)), np.int64)
    noted[:, FLOW_NAMES.index("spend")] = 25
    squares = np.zeros(8)
    squares[[3, 7]] = 100.0**2, 2 * 50.0**2  # one supplier in the first year, two equal ones in the second
    tables = SimpleNamespace(marks=SimpleNamespace(paid_squares=squares))
    assert concentration(window, tables, noted) == pytest.approx((10_000 + 5_000) / 2)  # type: ignore[arg-type]
