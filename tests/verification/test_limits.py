"""Worlds at their limits: no money, nobody, nothing to sell. Each says precisely what must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.world import ledger
from pullthrough.world.codes import ACADEMIC, CANCELLED, MET, NEVER, NO_ROW, NOTHING, OUTSIDE, SME, VACANT

if TYPE_CHECKING:
    from conftest import Tiny


NOBODY_GOES = {"processes.exit": False}
UNTOLD = {"entry.notice_base": 0.0, "outreach.most": 0.0, "processes.ties": False, "processes.clusters": False,
          "processes.supply_chain": False}  # fmt: skip  # a first subcontract is a way in


def funding(tiny: Tiny, budget: float) -> dict[str, float]:
    """The same budget for every instrument."""
    return {f"funding.{name}": budget for name in tiny.setting().world.instruments}


def test_no_public_money_for_development(tiny: Tiny) -> None:
    model = tiny.checked_run(levers=funding(tiny, 0.0))
    tech = used(model.tables)["technologies"]
    for name in ("awards", "award_money", "public_rd", "funded_starts"):
        assert not flow(model, name).any(), name
    assert set(tech["funded"].tolist()) == {NEVER}
    assert not tech["public_spent"].any() and not tech["grant"].any()
    assert model.tables.accounts[ledger.POTS] == model.tables.accounts[ledger.GRANTS] == 0
    assert np.isnan(model.results().outcomes["adoption_rate"]), "nobody entered funded development"
    assert np.isnan(model.results().outcomes["private_leverage"])


def test_no_budget_for_new_equipment(tiny: Tiny) -> None:
    model = tiny.checked_run({"market.tendered_share": 0.0})
    need = used(model.tables)["requirements"]
    assert not flow(model, "contracts").any() and not flow(model, "adoptions").any()
    assert set(need["opened"].tolist()) == {NEVER}
    assert flow(model, "unmet").sum() == (need["status"] == CANCELLED).sum() > 0
    assert model.tables.accounts[ledger.SEGMENTS] == model.tables.accounts[ledger.ESCROW] == 0
    assert np.isnan(model.results().outcomes["novel_share"])


def test_a_customer_without_money(tiny: Tiny) -> None:
    model = tiny.checked_run({"market.spend": 0.0})
    assert not flow(model, "spend").any()
    assert not model.tables.organisations.paid_this_year.any()
    assert np.isnan(model.results().outcomes["top10_share"])


def test_no_potential_entrants_and_nobody_goes(tiny: Tiny) -> None:
    model = tiny.checked_run({"population.potential_entrants": 0, **NOBODY_GOES})
    assert not flow(model, "entrants").any()
    assert not model.tables.stocks.outside.any()
    assert np.isnan(model.results().outcomes["entrant_survival_5"])


def test_only_firms_that_closed_make_room_for_entrants(tiny: Tiny) -> None:
    """Without births only those that withdrew are outside, until they come again or close."""
    nobody_new = {"population.potential_entrants": 0, "processes.births": False, "exit.patience": 2}
    model = tiny.checked_run(nobody_new)
    came_out = np.cumsum(flow(model, "withdrawals") - flow(model, "entrants"))
    outside = model.tables.stocks.outside[: model.quarters]
    assert (outside <= came_out).all()
    born = tiny.checked_run({"population.potential_entrants": 0, "entry.births": 1.0, "exit.death_hazard": 0.05})
    assert born.tables.stocks.outside.any() and flow(born, "deaths").any()


def test_nobody_enters_when_nobody_notices(tiny: Tiny) -> None:
    model = tiny.checked_run(UNTOLD)
    assert not flow(model, "entrants").any()


def test_one_sme(tiny: Tiny) -> None:
    alone = {"population.suppliers": 1, "population.potential_entrants": 0, "population.academic_groups": 0}
    for seed in range(5):
        model = tiny.checked_run(alone, seed=seed)
        stocks = model.tables.stocks
        assert set((stocks.active_smes + stocks.outside).tolist()) <= {0, 1}  # none while its place is vacant
        assert stocks.active_smes[0] == 1
        assert len(model.agents_by_type[model.roles["SME"]]) == 1


def test_no_sme_at_all(tiny: Tiny) -> None:
    model = tiny.checked_run({"population.suppliers": 0, "population.potential_entrants": 0})
    for name in ("spend_sme", "sme_bids", "sme_wins", "call_money_sme", "entrants", "exits", "deaths"):
        assert not flow(model, name).any(), name
    assert model.results().outcomes["sme_share_direct"] == 0.0


def test_no_academic_group(tiny: Tiny) -> None:
    model = tiny.checked_run({"population.academic_groups": 0})
    assert not (model.tables.organisations.kind == ACADEMIC).any()
    tech = used(model.tables)["technologies"]
    assert (tech["reached"][:, 1:3] == NEVER).all(), "only academia begins below TRL 3"


@pytest.mark.parametrize("groups", [0, 3])
def test_segments_in_which_nobody_can_supply_have_no_incumbent(few: Tiny, groups: int) -> None:
    """One prime for four segments: elsewhere no academic group and no firm outside defence delivers equipment."""
    people = {"population.primes": 1, "population.suppliers": 0, "population.potential_entrants": 1}
    model = few.run({**people, "population.academic_groups": groups}, compiled=False, reformed=False)
    w = model.tables
    need = used(w)["requirements"]
    contractor = need["contractor"][(need["winner"] != NOTHING) & (need["contractor"] != NO_ROW)]
    assert not (w.organisations.kind[contractor] == ACADEMIC).any()
    assert not (w.organisations.standing[contractor] == OUTSIDE).any()


def test_nothing_is_acceptable(tiny: Tiny) -> None:
    model = tiny.checked_run({"tender.acceptable": 5.0, "ideas.quality_spread": 0.0, "ideas.capability_spread": 0.0})
    assert not flow(model, "contracts").any()
    need = used(model.tables)["requirements"]
    assert not (need["status"] == MET).any() and need["relaunches"].max() > 0


def test_everybody_dies(tiny: Tiny) -> None:
    model = tiny.checked_run({"exit.death_hazard": 1.0, "exit.death_size_elasticity": 0.0})
    assert not model.tables.stocks.active_smes.any()
    inside = model.setting.world.population.suppliers
    assert flow(model, "deaths")[0] >= inside, "all that were there and all that came"
    assert model.tables.clock.careers[0] == flow(model, "exits").sum() == flow(model, "deaths").sum()
    assert set(model.tables.organisations.standing[model.tables.organisations.kind == SME].tolist()) == {VACANT}


def test_nobody_has_an_idea(tiny: Tiny) -> None:
    rates = {"ideas.rate_reference": 0.0, "ideas.rate_prime": 0.0, "ideas.rate_academic": 0.0}
    model = tiny.checked_run({**rates, **UNTOLD})
    assert model.tables.clock.technologies[0] == 0
    assert flow(model, "contracts").sum() > 0, "proven products are bought all the same"


def test_no_noise_and_perfect_knowledge_of_need(tiny: Tiny) -> None:
    sharp = {"signal.precision_segment": 1e12, "signal.notices_read": 10}
    model = tiny.checked_run(sharp)
    w = model.tables
    tech = used(w)["technologies"]
    aimed = tech[(tech["target"] != NO_ROW) & (tech["status"] <= 1)]
    gaps = np.linalg.norm(aimed["x"] - w.requirements.y[aimed["target"]], axis=1)
    at_work = aimed["status"] == 1
    assert at_work.any()
    np.testing.assert_allclose(aimed["believed_distance"][at_work], gaps[at_work], atol=1e-4)
