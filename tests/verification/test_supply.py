"""The supply graph, what counts as novel, capability and commitment on whole runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.observe import capability
from pullthrough.observe.window import Window
from pullthrough.world.codes import (
    ANYWAY,
    FOLLOW_ON,
    LEGACY,
    MET,
    NEVER,
    NO_ROW,
    NOT_FENCED,
    NOVEL,
    PLANNED,
    RELABELLED,
    SME,
    TENDER,
    VACANT,
)
from pullthrough.world.tables import FLOW_NAMES, requirement_type

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

SMALL_PACKAGES = {"supply_chain.typical": 50.0}
FENCE = {"procurement.ring_fence": 0.5}
READY = {"entry.trl_low": 7, "entry.trl_high": 7, "population.suppliers": 120, "novelty.designated": 1.0}


@pytest.fixture(scope="module")
def graph(tiny: Tiny) -> PullThroughModel:
    """A run with many packages, its books checked in each quarter."""
    return tiny.checked_run(SMALL_PACKAGES)


def test_every_package_is_held_by_a_firm_that_knows_of_it(graph: PullThroughModel) -> None:
    packages, supply, org = graph.tables.subcontracts, graph.tables.supply, graph.tables.organisations
    held = packages[packages.supplier != NO_ROW]
    there = held[org.key[held.supplier] == held.supplier_key]
    assert len(there) > 20
    assert (org.kind[there.supplier] == SME).all() and (org.standing[there.supplier] != VACANT).all()
    counted = np.bincount(there.supplier, minlength=len(org))
    assert (supply.subcontracts == counted).all()
    assert supply.supplied.sum() == there.value.sum()
    assert (supply.first[counted > 0] != NEVER).all()


def test_entry_into_the_chain_is_a_first_subcontract(graph: PullThroughModel) -> None:
    firsts = flow(graph, "chain_entrants").sum()
    assert 0 < firsts <= flow(graph, "subcontracts_won").sum()
    assert (graph.tables.supply.first != NEVER).sum() <= firsts  # some have closed since
    outcomes = graph.results().outcomes
    assert 0.0 < outcomes["chain_entrant_share"] <= 1.0


def test_nobody_supplies_anybody_without_the_graph(tiny: Tiny) -> None:
    model = tiny.run({**SMALL_PACKAGES, "supply_chain.graph": 0})
    assert not flow(model, "chain_entrants").any() and not model.tables.supply.subcontracts.any()
    assert flow(model, "spend_sme_indirect").any()


def test_a_target_is_met_in_part_and_costs_primes_something(tiny: Tiny) -> None:
    usual, more = (tiny.checked_run(SMALL_PACKAGES, {"teaming.sme_target": target}) for target in (0.0, 0.5))
    assert (more.tables.chains.sme_share.mean()) > usual.tables.chains.sme_share.mean()
    assert flow(more, "spend_sme_indirect").sum() > flow(usual, "spend_sme_indirect").sum()
    assert flow(more, "coordination_cost").sum() > flow(usual, "coordination_cost").sum()
    assert flow(more, "chain_entrants").sum() > flow(usual, "chain_entrants").sum()


def test_a_target_no_prime_minds_changes_nothing(tiny: Tiny) -> None:
    minds_not = {**SMALL_PACKAGES, "supply_chain.target_weight": 0.0}
    one, other = (tiny.run(minds_not, {"teaming.sme_target": target}) for target in (0.0, 0.9))
    assert np.array_equal(one.flows, other.flows)


def test_what_is_lost_in_the_chain_delays_what_depends_on_it(tiny: Tiny) -> None:
    """Suppliers close and shocks strike: contracts wait, capabilities are without supply; not where nothing depends."""
    rough = {**SMALL_PACKAGES, "exit.death_hazard": 0.05, "supply.shock_home": 0.1}
    loose, tight = (tiny.checked_run({**rough, "supply_chain.depends": count}) for count in (0, 4))
    assert flow(tight, "packages_lost").any() and flow(tight, "deliveries_delayed").any()
    assert not flow(loose, "deliveries_delayed").any()
    assert flow(tight, "unavailable").sum() > flow(loose, "unavailable").sum()


def test_assured_chains_delay_for_less_time(tiny: Tiny) -> None:
    rough = {**SMALL_PACKAGES, "exit.death_hazard": 0.05, "supply_chain.depends": 4, "supply.warning": 6}
    bare, assured = (tiny.run(rough, {"resilience.assurance": share}) for share in (0.0, 1.0))
    assert flow(bare, "deliveries_delayed").any() and not flow(assured, "deliveries_delayed").any()


@pytest.mark.parametrize("strict", [0.0, 1.0])
def test_a_strict_test_keeps_proven_products_out_of_the_fence(tiny: Tiny, strict: float) -> None:
    world = {**READY, "novelty.relabelling": 1.0}
    model = tiny.checked_run(world, {**FENCE, "procurement.novelty_test": strict})
    need = used(model.tables)["requirements"]
    fenced = need[need["fence"] != NOT_FENCED]
    assert len(fenced)
    assert (fenced["fence"] == RELABELLED).any() == (strict == 0.0)
    assert (fenced["winner"][fenced["fence"] == RELABELLED] == LEGACY).all()
    assert (fenced["winner"][fenced["fence"] != RELABELLED] == NOVEL).all()


def test_what_would_have_been_bought_anyway_is_as_ready_as_others_must_be(tiny: Tiny) -> None:
    levers = {**FENCE, "procurement.minimum_trl": 9, "procurement.novel_minimum_trl": 6}
    need = used(tiny.run(READY, levers).tables)["requirements"]
    assert (need["fence"] != NOT_FENCED).any() and not (need["fence"] == ANYWAY).any()


def test_only_designated_requirements_try_the_fence(tiny: Tiny) -> None:
    none = tiny.run({**READY, "novelty.designated": 0.0}, FENCE)
    assert not (used(none.tables)["requirements"]["fence"] != NOT_FENCED).any()


def test_needs_of_independence_stay_at_home_case_by_case(tiny: Tiny) -> None:
    everywhere = {"segments.*.sovereignty": "operational_independence", "tender.foreign_offers": 1.0,
                  "segments.*.import_quality": 0.5}  # fmt: skip
    by_case = {"acquisition.case_by_case": 1.0, "acquisition.onshore_weight": 1.0, "acquisition.codevelopment": 0.0}
    kept, open_market = (
        tiny.run({**everywhere, "routes.independence": share}, by_case).results().outcomes for share in (1.0, 0.0)
    )
    assert kept["onshore_share_independence"] > max(0.9, open_market["onshore_share_independence"])


def test_joint_centres_engage_for_the_security_sector_alone(tiny: Tiny) -> None:
    nobody = {"engagement.lead": 0, "engagement.slots": 0, "engagement.security_slots": 4}
    model = tiny.run({"segments.*.export_sector": "security"}, nobody)
    assert flow(model, "engagements").sum() == flow(model, "engagements_security").sum() > 0
    assert not flow(tiny.run({"segments.*.export_sector": "air"}, nobody), "engagements").any()


@pytest.mark.parametrize("rule", [1, 2])
def test_what_is_promised_stays_within_the_committed_share(tiny: Tiny, rule: int) -> None:
    model = tiny.model({"budgets.commitment_rule": rule}, {"pipeline.commitment": 0.5, "pipeline.horizon": 8})
    market = model.setting.world.market
    for _ in range(model.quarters):
        model.step()
        need = model.tables.requirements[: model.tables.clock.requirements[0]]
        waiting = need.protected & (need.opened == NEVER) & (need.slips == 0)
        most = 0.5 * market.spend * market.tendered_share * 2 * model.tables.segments.budget_share * 1.6
        assert (np.bincount(need.segment[waiting], need.value[waiting], len(most)) <= most).all()
    assert need.protected.any()


# quarter conceived and delivered, value, merit, way, host
NEEDS = [(0, 2, 1000, 0.0, TENDER, NO_ROW), (0, NEVER, 500, 0.0, TENDER, NO_ROW), (4, 4, 300, -1.0, FOLLOW_ON, 0)]


def test_capability_of_two_needs_and_an_upgrade_for_the_worse() -> None:
    """Eight quarters: a need served from the third by the proven product, after the fifth by something worse; one never."""
    need = np.zeros(len(NEEDS), requirement_type(2)).view(np.recarray)
    for name, values in zip(
        ("conceived", "delivered", "value", "merit", "way", "host"), zip(*NEEDS, strict=True), strict=True
    ):
        need[name] = values
    need.status = np.where(need.delivered == NEVER, PLANNED, MET)
    tables = SimpleNamespace(
        requirements=need,
        segments=np.zeros(1),
        rules=SimpleNamespace(
            supply=SimpleNamespace(service_life=[8]), tender=SimpleNamespace(legacy_quality=np.array([0.0]))
        ),
        technologies=SimpleNamespace(adopted=[]),
    )
    noted = np.zeros((8, len(FLOW_NAMES)), np.int64)
    need.winner = LEGACY
    need.of_plan = need.way == TENDER
    found, curves = capability.measure(Window(0, 8, 0, 7), tables, noted)  # type: ignore[arg-type]
    worse = np.exp(-1.0)
    served = (0 + 0 + 1 + 1 + 4 * worse) / 8 * 1000
    assert found["capability"] == pytest.approx(served / 1500)
    assert curves["capability_by_segment"] == pytest.approx([served / 1500])
    assert found["capability_gap"] == pytest.approx((1500 - served) / 2 / 1000)  # two years of service
    assert found["user_benefit"] == found["benefit_lost"] == 0.0  # nothing was adopted
