"""Exports and foreign investment: what must hold of whole runs, channel by channel."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import differing, flow, used

from pullthrough.world.codes import ABANDONED

if TYPE_CHECKING:
    from conftest import Tiny

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])
START = 20
MALIGN = {"foreign_investment.malign_share": 0.5}
DEFENCE = {"segments.*.export_sector": "other_defence"}


@SEEDS
@pytest.mark.parametrize("kind_of_help", ["exports.support", "exports.g2g", "exports.offset"])
def test_more_help_never_wins_fewer_orders_when_it_begins(tiny: Tiny, kind_of_help: str, seed: int) -> None:
    """Campaigns depend on no policy, so the help adds to what is won without it; in the first quarter nothing else moves."""
    values = (0.0, 15000.0, 60000.0, 1e6) if kind_of_help == "exports.support" else (0.0, 0.5, 1.0)
    many = {"segments.*.export_campaigns": 100, "exports.offset_work": 0.0, "exports.g2g_asked": 1.0}
    won = []
    for value in values:
        model = tiny.run(many, later={kind_of_help: value}, start=START, quarters=START + 1, seed=seed)
        won.append(int(flow(model, "campaigns_won")[-1]))
    assert all(less <= more for less, more in pairwise(won))
    assert won[-1] > won[0]


@SEEDS
def test_every_campaign_is_heard_of_with_support_without_end(tiny: Tiny, seed: int) -> None:
    """The campaigns of two runs are the same; support decides only which of them industry hears of."""
    deaf, keen = (tiny.run({"exports.heard_alone": 0.0}, {"exports.support": s}, seed=seed) for s in (0.0, 1e6))
    assert not flow(deaf, "campaigns").any() and not flow(deaf, "export_orders").any()
    told = tiny.run({"exports.heard_alone": 1.0}, {"exports.support": 0.0}, seed=seed)
    assert keen.tables.export_office.heard[0] == told.tables.export_office.heard[0] > 0


def test_references_make_orders(tiny: Tiny) -> None:
    """Adoption at home is the only way for a reference to arise."""
    model = tiny.run(seed=5)
    assert model.tables.segments.references.sum() > 0
    none = tiny.run({"delivery.failure_floor": 1.0}, seed=5)
    assert not none.tables.segments.references.any()
    fading = tiny.run({"exports.reference_fade": 0.0}, seed=5)
    assert fading.tables.segments.references.sum() == flow(fading, "adoptions").sum()


@SEEDS
def test_offset_gives_away_the_share_of_work_that_it_says(tiny: Tiny, seed: int) -> None:
    for offset in (0.0, 0.5, 1.0):
        model = tiny.run(levers={"exports.offset": offset, "acquisition.codevelopment": 0.0}, seed=seed)
        rules = model.setting.world.exports
        kept = rules.uk_content * (1.0 - rules.offset_work * offset)
        assert model.results().outcomes["export_uk_content"] == pytest.approx(kept, rel=1e-4)
        leaked = tiny.run({"foreign_investment.loss_leak": 0.0}, {"exports.offset": offset}, seed=seed)
        assert bool(leaked.tables.segments.leaked.any()) == (offset > 0.0)


@SEEDS
def test_every_order_is_worked_off_or_in_the_book(tiny: Tiny, seed: int) -> None:
    model = tiny.checked_run(DEFENCE, seed=seed)
    done = flow(model, "export_revenue").sum()
    assert 0 < done == flow(model, "export_content").sum() - model.tables.segments.export_backlog.sum()


def test_a_segment_without_a_market_has_no_campaigns(tiny: Tiny) -> None:
    for key in ("export_market", "export_campaigns"):
        model = tiny.checked_run({f"segments.*.{key}": 0})
        assert not flow(model, "campaigns").any() and not flow(model, "export_revenue").any()
        assert np.isnan(model.results().outcomes["export_share_air"])


@SEEDS
def test_no_offers_is_as_no_foreign_investment(tiny: Tiny, seed: int) -> None:
    closed = tiny.run(levers={"investment.openness": 0.0}, seed=seed)
    assert not differing(
        closed, tiny.run({"processes.foreign_investment": False}, seed=seed), ignore=("levers", "rules")
    )


@SEEDS
def test_a_technology_that_is_lost_is_never_bought(tiny: Tiny, seed: int) -> None:
    model = tiny.checked_run(MALIGN, {"investment.screening": 0.0}, seed=seed)
    tech = used(model.tables)["technologies"]
    lost = tech[tech["offshore"]]
    assert len(lost) == flow(model, "contested").sum() > 0
    assert (lost["status"] == ABANDONED).all() and (lost["adopted"] == -1).all()
    assert model.tables.segments.leaked.sum() > 0


@SEEDS
def test_full_screening_misses_nothing_and_calls_everybody_in(tiny: Tiny, seed: int) -> None:
    model = tiny.checked_run({**MALIGN, "foreign_investment.withdrawn": 1.0}, {"investment.screening": 1.0}, seed=seed)
    office = model.tables.investment_screening[0]
    assert not flow(model, "contested").any() and not flow(model, "foreign_deals").any()
    assert office.called_in == office.offers == flow(model, "capital_offers").sum() > 0
    assert flow(model, "offers_blocked").sum() > 0 and flow(model, "offers_withdrawn").sum() > 0


@SEEDS
def test_more_sensitive_screening_misses_no_more(tiny: Tiny, seed: int) -> None:
    """Of the same offers, in the quarter in which screening changes: a firm hears one offer a quarter, blocked or not."""
    many = {"foreign_investment.malign_share": 1.0, "segments.*.capital_offers": 40.0}
    missed, cost = [], []
    for screening in (0.0, 0.3, 0.7, 0.9, 1.0):
        later = {"investment.openness": 4.0, "investment.screening": screening}
        closed = {"investment.openness": 0.0}
        model = tiny.run(many, closed, later, start=START, quarters=START + 1, seed=seed)
        missed.append(int(flow(model, "contested")[-1]))
        cost.append(int(flow(model, "screening_cost")[-1]))
    assert missed == sorted(missed, reverse=True)
    assert missed[0] > missed[-1] == 0
    assert cost[0] == 0 < cost[-1]


def test_no_technology_of_a_strategic_imperative_is_for_sale_abroad(tiny: Tiny) -> None:
    every = {"segments.*.sovereignty": "strategic_imperative"}
    barred = tiny.checked_run(MALIGN | every, {"investment.screening": 0.0})
    assert not used(barred.tables)["technologies"]["offshore"].any()
    assert flow(barred, "offers_barred").any() and not flow(barred, "capital_offers").any()
    sold = tiny.run(MALIGN | every | {"foreign_investment.imperatives_barred": 0}, {"investment.screening": 0.0})
    assert flow(sold, "contested").any() and not flow(sold, "offers_barred").any()


def test_capital_is_spent_on_the_project_it_was_promised_for(tiny: Tiny) -> None:
    model = tiny.checked_run()
    tech = used(model.tables)["technologies"]
    assert tech["foreign_spent"].sum() == flow(model, "foreign_capital").sum() > 0
    assert not tech["capital"][tech["status"] == ABANDONED].any()
    org = model.tables.organisations
    assert 0 < org.foreign_owned.sum() <= flow(model, "foreign_deals").sum() + flow(model, "contested").sum()
