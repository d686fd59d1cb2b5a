"""Firms learn, grow, propose, come and leave as their rules say; calls without money are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import check_books, flow, root, used

from pullthrough.observe.careers import CAUSES
from pullthrough.world import ledger
from pullthrough.world.codes import ACADEMIC, ACTIVE, IN_DELIVERY, NEVER, OUTSIDE, PRIME, SME, VACANT

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

CALL = "open_call"
NO_CALLS = {f"funding.{name}": 0.0 for name in root().world.instruments}
ONE_CALL = NO_CALLS | {f"funding.{CALL}": 4000.0}
NEW = ("births", "hand_over", "takeovers", "science", "capability", "growth")
STILL = {"processes.exit": False, "processes.entry": False}
IN_PLACE = STILL | {"processes.foreign_investment": False}


def organisations(model: PullThroughModel, kind: int = SME) -> np.ndarray:
    """Those of a kind that are inside defence."""
    table = used(model.tables)["organisations"]
    return table[(table["kind"] == kind) & (table["standing"] == ACTIVE)]


# Calls that close


def test_a_call_is_closed_from_the_quarter_its_budget_ends(tiny: Tiny) -> None:
    start = 12
    model = tiny.model(
        {"instruments.*.carry_over": True, "instruments.*.proposal_cost": 2},
        levers=ONE_CALL,
        later=NO_CALLS,
        start=start,
    )
    column = list(root().world.instruments).index(CALL)
    while model.tables.clock.t[0] < start - 1:
        model.step()
    assert flow(model, "call_proposals").sum() > 0
    pot, before = int(model.tables.instruments.pot[column]), model.tables.accounts.copy()
    assert pot > 0 and before[ledger.POTS] == pot
    model.step()
    assert model.tables.instruments.pot[column] == model.tables.accounts[ledger.POTS] == 0
    check_books(model)
    model.run()
    for name in ("proposals", "awards", "offered"):
        assert not flow(model, name)[start:].any(), name
    assert model.tables.news.open_to_smes[0] == 0


def test_what_a_closed_call_had_goes_back_to_the_treasury(tiny: Tiny) -> None:
    """All that the Treasury paid into pots is in grants, spent, or back: here nobody may apply, so all is back."""
    nobody = {"instruments.*.trl_min": 9, "instruments.*.trl_max": 9, "instruments.*.carry_over": True}
    open_, closed = (tiny.run(nobody, levers=ONE_CALL, later=later, start=12, quarters=13) for later in ({}, NO_CALLS))
    assert open_.tables.accounts[ledger.POTS] == 13 * 1000
    assert closed.tables.accounts[ledger.POTS] == 0
    assert closed.tables.accounts[ledger.TREASURY] - open_.tables.accounts[ledger.TREASURY] == 13 * 1000


def test_news_of_calls_that_are_not_held_fades(tiny: Tiny) -> None:
    model = tiny.run(levers=ONE_CALL, later=NO_CALLS, start=12, quarters=12)
    rate, yearly = model.tables.news.award_rate[0], model.tables.news.award_yearly_new[0]
    assert rate > 0 and yearly > 0
    model.run()
    belief, quarters = model.setting.world.belief, model.quarters - 12
    assert model.tables.news.award_rate[0] == pytest.approx(rate * (1.0 - belief.award_weight) ** quarters)
    assert model.tables.news.award_yearly_new[0] == pytest.approx(yearly * (1.0 - belief.public_weight) ** quarters)


def test_without_any_call_fewer_firms_enter(tiny: Tiny) -> None:
    seeds = range(1, 7)
    entered = [
        sum(int(flow(tiny.run(levers=levers, seed=seed), "entrants").sum()) for seed in seeds)
        for levers in (NO_CALLS, NO_CALLS | {f"funding.{CALL}": 20000.0})
    ]
    assert entered[0] < entered[1]


# Staff time


def test_a_project_goes_to_at_most_one_call_a_quarter(tiny: Tiny) -> None:
    model = tiny.model(levers={f"funding.{name}": 5000.0 for name in root().world.instruments})
    for _ in range(model.quarters):
        before = {row["key"]: row["paid_by"] for row in used(model.tables)["technologies"].copy()}
        model.step()
        tech = used(model.tables)["technologies"]
        grown = [bin(int(row["paid_by"]) ^ int(before.get(row["key"], 0))).count("1") for row in tech]
        assert max(grown, default=0) <= 1
        candidates = int((tech["call"] >= 0).sum())
        assert flow(model, "proposals")[-1] <= candidates


def test_who_has_no_staff_time_proposes_nothing_and_meets_nobody(tiny: Tiny) -> None:
    model = tiny.run({"attention.staff_share": 1e-9, "attention.academic_share": 1e-9})
    assert not flow(model, "proposals").any() and not flow(model, "engagements").any()
    assert flow(model, "proposals_forgone").sum() > 0


def test_who_has_time_for_everything_forgoes_nothing(tiny: Tiny) -> None:
    world = {"attention.staff_share": 1.0, "attention.academic_share": 1.0, "attention.person_cost": 1000.0}
    model = tiny.run(world)
    assert flow(model, "proposals").sum() > 0
    assert not flow(model, "proposals_forgone").any()


def test_a_second_call_like_the_first_brings_less_than_half_as_many_proposals_more(tiny: Tiny) -> None:
    like = {f"instruments.themed_call.{name}": getattr(root().world.instruments[CALL], name)
            for name in vars(root().world.instruments[CALL])}  # fmt: skip
    world = like | {"instruments.open_call.once": False, "instruments.themed_call.once": False}
    both = ONE_CALL | {"funding.themed_call": 4000.0}
    one, two = (
        sum(int(flow(tiny.run(world, levers=levers, seed=seed), "proposals").sum()) for seed in (1, 2, 3))
        for levers in (ONE_CALL, both)
    )
    assert 0 < two < 1.5 * one


# Capability


def test_who_learns_and_forgets_nothing_keeps_the_capability_of_founding(tiny: Tiny) -> None:
    off = {f"capability.{channel}": 0.0 for channel in ("work", "science", "people")}
    model = tiny.run(off)
    there = used(model.tables)["organisations"]
    assert np.array_equal(there["capability"], np.exp(there["talent"])) or np.allclose(
        there["capability"], np.exp(there["talent"]), rtol=1e-15
    )
    fixed = tiny.run({"processes.capability": False}).tables.organisations
    same = fixed.key == there["key"]
    assert same.any()
    assert np.array_equal(fixed.capability[same], there["capability"][same])


def test_firms_at_work_gain_and_idle_ones_fade(tiny: Tiny) -> None:
    only_work = {"capability.science": 0.0, "capability.people": 0.0, "capability.work": 0.5, **IN_PLACE}
    model = tiny.run(only_work, quarters=8)
    for _ in range(40):  # until somebody is idle who has worked
        before = model.tables.organisations.copy()
        model.step()
        after = model.tables.organisations
        idle = (after.standing == ACTIVE) & (after.work_now == 0) & (after.revenue_this_year == 0)
        faded = idle & (before.experience > 0) & (before.key == after.key)
        if faded.any():
            break
    assert faded.any()
    assert (after.capability[faded] < before.capability[faded]).all()
    forgotten = before.experience[faded] * (1.0 - model.setting.world.capability.forgetting)
    assert after.experience[faded] == pytest.approx(forgotten)
    whole = after.employees * model.setting.world.population.turnover_per_employee / 4
    hard = (after.work_now / whole > model.setting.world.capability.forgetting * before.experience) & (
        after.standing == ACTIVE
    )
    assert hard.any()
    assert (after.capability[hard] > before.capability[hard]).all()


def test_work_is_counted_by_the_quarter_whether_or_not_business_grows(tiny: Tiny) -> None:
    for growing in (True, False):
        model = tiny.model({"processes.growth": growing})
        for _ in range(model.quarters):
            model.step()
            spent = int(used(model.tables)["technologies"]["spent_now"].sum())
            assert model.tables.organisations.work_now.sum() <= spent


def test_a_larger_science_programme_raises_public_knowledge_only_years_later(tiny: Tiny) -> None:
    start, world = 8, {"science.lag": 4.0, "calendar.burn_in": 8, "calendar.last_year": 2030}
    more = {"funding.science_programme": 20000.0}
    few, many = (tiny.run(world, later=later, start=start) for later in ({}, more))
    gain = many.tables.marks.knowledge - few.tables.marks.knowledge
    late = gain[start : few.quarters]
    assert abs(late[:4]).max() < 0.1 * late[-1]
    assert late[-1] > 0


def test_with_a_long_lag_nothing_of_science_comes_at_once(tiny: Tiny) -> None:
    world = {"science.lag": 60.0, "calendar.burn_in": 8}
    few, many = (tiny.run(world, later={"funding.science_programme": money}, start=8) for money in (0.0, 20000.0))
    assert np.abs(many.tables.marks.knowledge - few.tables.marks.knowledge).max() < 0.02


# Growth


def test_where_knowledge_sells_nothing_civil_turnover_stays(tiny: Tiny) -> None:
    there = used(tiny.run({"growth.elasticity": 0.0}).tables)["organisations"]
    assert np.array_equal(there["civil_turnover"], there["civil_start"])


def test_civil_business_grows_with_research_of_civil_use(tiny: Tiny) -> None:
    growing, still = (organisations(tiny.run({"growth.elasticity": e})) for e in (0.5, 0.0))
    assert np.log(growing["civil_turnover"] / growing["civil_start"]).mean() > 0
    useless = {"growth.civil_use_defence": 0.0, "growth.civil_use_civil": 0.0, "growth.elasticity": 0.5}
    none = organisations(tiny.run(useless))
    assert not none["rd_capital"].any()
    assert np.array_equal(none["civil_turnover"], none["civil_start"])
    assert len(still)


# Hand-over and takeovers


def test_without_takeovers_nobody_is_bought(tiny: Tiny) -> None:
    assert not flow(tiny.run({"takeovers.rate": 0.0}), "acquisitions").any()


def test_primes_that_always_buy_take_firms_with_technology_in_service(tiny: Tiny) -> None:
    world = {"takeovers.rate": 1.0, "takeovers.multiple": 0.1, "population.suppliers": 150}
    bought = 0
    for seed in (1, 2, 3, 4):
        model = tiny.checked_run(world, seed=seed)
        bought += int(flow(model, "acquisitions").sum())
        table = used(model.tables)
        tech = table["technologies"]
        owner = table["organisations"][tech["owner"]]
        mine = tech["owner_key"] == owner["key"]
        moved = mine & (tech["born_kind"] == SME) & (owner["kind"] == PRIME)
        assert (tech["handed_over"][moved] != NEVER).all()
    assert bought > 0


def test_a_prime_that_buys_a_firm_delivers_what_the_firm_had_won(tiny: Tiny) -> None:
    """A takeover is no reason for a contract to fail: none ends in the quarter after for want of its contractor."""
    world = {"takeovers.rate": 1.0, "takeovers.multiple": 0.1, "exit.death_hazard": 0.0, "exit.upkeep": 0.0,
             "exit.patience": 1000}  # fmt: skip
    for seed in (1, 2, 3):
        model = tiny.model(world, seed=seed)
        for _ in range(model.quarters):
            model.step()
            need = used(model.tables)["requirements"]
            at_work = need[(need["status"] == IN_DELIVERY) & (need["contractor"] >= 0)]
            assert np.array_equal(model.tables.organisations.key[at_work["contractor"]], at_work["contractor_key"])


def test_without_hand_over_no_firm_owns_what_a_university_began(tiny: Tiny) -> None:
    def owned_by_firms(model: PullThroughModel) -> int:
        table = used(model.tables)
        tech = table["technologies"]
        kind = table["organisations"]["kind"][tech["owner"]]
        return int(((tech["born_kind"] == ACADEMIC) & (kind != ACADEMIC)).sum())

    often = {"hand_over.licence": 1.0, "hand_over.spin_out": 0.5, "hand_over.fee": 0.0}
    assert owned_by_firms(tiny.run({"processes.hand_over": False, **often})) == 0
    with_it = tiny.checked_run(often)
    assert owned_by_firms(with_it) > 0
    assert flow(with_it, "licences").sum() + flow(with_it, "spin_outs").sum() > 0


def test_a_spin_out_begins_small_with_the_cash_of_its_size(tiny: Tiny) -> None:
    world = {"hand_over.licence": 0.0, "hand_over.spin_out": 1.0, "processes.ties": False, "entry.cost": 0.0,
             "processes.births": False, "exit.upkeep": 0.0, "belief.entrant_awards": 5.0}  # fmt: skip
    model = tiny.model(world)
    seen = 0
    for _ in range(model.quarters):
        model.step()
        firms = organisations(model)
        new = firms[(firms["entered"] == model.tables.clock.t[0]) & (firms["employees_start"] == 3.0)]
        seen += len(new)
        limit = 3.0 * model.setting.world.population.turnover_per_employee * model.setting.world.population.cash_months
        assert (new["cash"] <= limit / 12.0 + 1).all()
    assert 0 < seen <= flow(model, "spin_outs").sum()  # one may close in the quarter in which it began


# Leaving and coming


def test_who_withdraws_keeps_its_name_and_its_cash(tiny: Tiny) -> None:
    model = tiny.model({"exit.patience": 1, "exit.upkeep": 8.0, "exit.death_hazard": 0.0, "processes.births": False})
    withdrew = 0
    for _ in range(model.quarters):
        before = model.tables.organisations.copy()
        careers = int(model.tables.clock.careers[0])
        model.step()
        after = model.tables.organisations
        gone = (before.standing == ACTIVE) & (after.standing == OUTSIDE)
        withdrew += int(gone.sum())
        assert np.array_equal(before.key[gone], after.key[gone])
        assert np.array_equal(before.generation[gone], after.generation[gone])
        assert (after.cash[gone] >= 0).all() and (after.cash[gone] > 0).any() == gone.any()
        ended = used(model.tables)["careers"][careers:]
        assert set(after.key[gone].tolist()) <= set(ended["key"].tolist())
    assert withdrew > 0
    assert withdrew == flow(model, "withdrawals").sum()


def test_who_has_left_defence_makes_no_offers_there(tiny: Tiny) -> None:
    model = tiny.model({"exit.patience": 0, "exit.upkeep": 8.0, "processes.entry": False})
    for _ in range(model.quarters):
        before = model.tables.organisations.copy()
        model.step()
        outside = (before.standing == OUTSIDE) & (model.tables.organisations.standing == OUTSIDE)
        kept = outside & (before.key == model.tables.organisations.key)
        assert not model.tables.organisations.bids_now[kept & (before.bids_now == 0)].any()


def test_every_departure_has_a_cause_and_all_causes_add_up(tiny: Tiny) -> None:
    model = tiny.run({"takeovers.rate": 0.5, "takeovers.multiple": 0.1, "exit.death_hazard": 0.03})
    causes = used(model.tables)["careers"]["cause"]
    assert set(causes.tolist()) <= set(CAUSES.values())
    assert len(causes) == flow(model, "exits").sum() > 0
    parts = sum(flow(model, name) for name in ("deaths", "failures", "withdrawals", "acquisitions"))
    assert np.array_equal(parts, flow(model, "exits"))
    outcomes = model.results().outcomes
    assert sum(outcomes[f"departures_{name}"] for name in CAUSES) == pytest.approx(1.0)


def test_firms_inside_are_those_before_and_those_that_came_less_those_that_left(tiny: Tiny) -> None:
    model = tiny.run({"hand_over.spin_out": 0.5, "takeovers.rate": 0.3})
    inside = model.tables.stocks.active_smes[: model.quarters].astype(np.int64)
    came = flow(model, "entrants") + flow(model, "spin_outs") - flow(model, "exits")
    assert np.array_equal(np.diff(inside), came[1:])


def test_without_births_vacant_places_stay_vacant(tiny: Tiny) -> None:
    model = tiny.model({"entry.births": 0.0, "processes.hand_over": False, "exit.death_hazard": 0.05})
    vacant = np.zeros(len(model.tables.organisations), bool)
    for _ in range(model.quarters):
        model.step()
        now = model.tables.organisations.standing == VACANT
        assert (now | ~vacant).all()
        vacant = now
    assert vacant.any()


# Money, and everything off


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_account_and_no_cash_is_ever_below_nothing(tiny: Tiny, seed: int) -> None:
    world = {"takeovers.rate": 0.2, "hand_over.licence": 0.5, "hand_over.spin_out": 0.2, "exit.upkeep": 4.0,
             "exit.patience": 2, "exit.death_hazard": 0.03}  # fmt: skip
    late_payers = {"procurement.payment_time": 2}
    check = tiny.checked_run(world, levers=late_payers, seed=seed)
    assert flow(check, "exits").any()


@pytest.mark.parametrize("process", NEW)
def test_each_new_process_can_be_switched_off(tiny: Tiny, process: str) -> None:
    tiny.checked_run({f"processes.{process}": False}).results()


def test_outcomes_are_numbers_or_undefined(tiny: Tiny) -> None:
    for off in ({}, {f"processes.{name}": False for name in NEW}):
        outcomes = tiny.run(off).results().outcomes
        assert not [name for name, value in outcomes.items() if np.isinf(value)]
