"""Acquisition routes and supply on whole runs: who may offer, on which terms, and what safeguards change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import flow, used

from pullthrough.world.codes import (
    CODEVELOPMENT,
    FOREIGN,
    IMPORT,
    LEGACY,
    NOTHING,
    NOVEL,
    OPEN_COMPETITION,
    SINGLE_SOURCE,
    STRATEGIC_IMPERATIVE,
    UK_COMPETITION,
)

if TYPE_CHECKING:
    from conftest import Tiny

LINE = {
    OPEN_COMPETITION: "open_competition",
    UK_COMPETITION: "uk_competition",
    SINGLE_SOURCE: "single_source",
    CODEVELOPMENT: "codevelopment",
    IMPORT: "import_purchase",
}
BY_CASE = {"acquisition.habit": 0.0, "acquisition.case_by_case": 1.0, "acquisition.codevelopment": 1.0}
BY_DEFAULT = {"acquisition.habit": 0.0, "acquisition.case_by_case": 0.0, "acquisition.codevelopment": 0.0}
NO_SAFEGUARDS = {"resilience.second_source": 0.0, "resilience.assurance": 0.0}
SHOCKS = {"supply.shock_abroad": 0.3, "supply.shock_home": 0.1}


def always(route: int) -> dict[str, float]:
    """A table in which one route wins wherever it is considered, and no need is kept from suppliers abroad."""
    return {f"routes.{LINE[route]}.level": 10.0, "routes.independence": 0.0}


def contracts(model: Any) -> np.ndarray:
    """Requirements with a winner."""
    need = used(model.tables)["requirements"]
    chosen: np.ndarray = need[need["winner"] != NOTHING]
    return chosen


def imperative(model: Any, need: np.ndarray) -> np.ndarray:
    """Which of these requirements are of a strategic imperative."""
    found: np.ndarray = model.tables.segments.sovereignty[need["segment"]] == STRATEGIC_IMPERATIVE
    return found


@pytest.mark.parametrize("route", LINE)
def test_the_table_decides_and_strategic_imperatives_stay_at_home(tiny: Tiny, route: int) -> None:
    model = tiny.checked_run(always(route), levers=BY_CASE)
    need = contracts(model)
    at_home = imperative(model, need)
    first = need["relaunches"] == 0
    assert at_home.any() and (need["route"][first & ~at_home] == route).mean() > 0.9
    assert set(need["route"][at_home].tolist()) <= {UK_COMPETITION, SINGLE_SOURCE}
    assert not (need["winner"][at_home] == FOREIGN).any()


def test_global_competition_by_default_has_one_route_but_for_imperatives(tiny: Tiny) -> None:
    model = tiny.checked_run(levers=BY_DEFAULT)
    need = contracts(model)
    assert set(need["route"][~imperative(model, need)].tolist()) == {OPEN_COMPETITION}
    assert not flow(model, "route_cost").any()


@pytest.mark.parametrize(
    ("route", "winners"),
    [(UK_COMPETITION, {NOVEL, LEGACY}), (SINGLE_SOURCE, {NOVEL, LEGACY}), (CODEVELOPMENT, {NOVEL, LEGACY}),
     (IMPORT, {LEGACY, FOREIGN})],
)  # fmt: skip
def test_only_those_whom_a_route_admits_win_on_it(tiny: Tiny, route: int, winners: set[int]) -> None:
    generous = {"tender.foreign_offers": 1.0, "segments.*.import_quality": 0.5}
    need = contracts(tiny.checked_run(always(route) | generous, levers=BY_CASE))
    chosen = need[need["route"] == route]
    assert len(chosen) and set(chosen["winner"].tolist()) <= winners


def test_a_single_source_is_one_offer_and_nobody_else_learns_to_win(tiny: Tiny) -> None:
    model = tiny.checked_run(always(SINGLE_SOURCE), levers=BY_CASE)
    need = contracts(model)
    assert set(need["bidders"][need["route"] == SINGLE_SOURCE].tolist()) == {1}
    assert need["refused"].sum() > 0
    assert model.results().outcomes["single_source_tenders"] > 0.8


def test_a_partner_shares_the_price_and_takes_time_and_work(tiny: Tiny) -> None:
    alone, shared = (
        tiny.run(always(route), levers=BY_CASE).results().outcomes for route in (UK_COMPETITION, CODEVELOPMENT)
    )
    assert shared["route_codeveloped"] > 0.3 and alone["route_codeveloped"] == 0.0
    assert shared["price_to_value"] < alone["price_to_value"]
    assert shared["procedure_time"] > alone["procedure_time"]
    assert shared["onshore_share"] < alone["onshore_share"]


def test_route_shares_add_up(tiny: Tiny) -> None:
    outcomes = tiny.run().results().outcomes
    names = ("open", "uk", "single", "codeveloped", "import")
    assert sum(outcomes[f"route_{name}"] for name in names) == pytest.approx(1.0)


def test_a_second_source_for_all_keeps_everything_available(tiny: Tiny) -> None:
    everywhere = {**NO_SAFEGUARDS, "resilience.second_source": 1.0}
    model = tiny.checked_run(SHOCKS, levers=everywhere)
    assert not flow(model, "unavailable").any() and not flow(model, "outages").any()
    assert flow(model, "second_source_cost").sum() > 0


def test_a_second_source_counts_once_it_is_qualified(tiny: Tiny) -> None:
    later = {"resilience.second_source": 1.0}
    model = tiny.run({**SHOCKS, "supply.second_time": 6}, levers=NO_SAFEGUARDS, later=later, start=20)
    cost, outages = flow(model, "second_source_cost"), flow(model, "outages")
    assert not cost[:20].any() and cost[20:].all()
    assert outages[20:26].any() and not outages[26:].any()


def test_assurance_shortens_outages_and_does_not_prevent_them(tiny: Tiny) -> None:
    world = {**SHOCKS, "supply.shock_time": 6, "supply.requalify_time": 6, "supply.warning": 3}
    bare, assured = (
        tiny.checked_run(world, levers={**NO_SAFEGUARDS, "resilience.assurance": share}) for share in (0.0, 1.0)
    )
    assert flow(assured, "unavailable").sum() < flow(bare, "unavailable").sum()
    assert flow(assured, "assurance_cost").sum() > 0 == flow(bare, "assurance_cost").sum()
    assert flow(assured, "outages").sum() > 0


def test_shocks_are_the_same_under_every_policy_and_without_them_only_closures_count(tiny: Tiny) -> None:
    calm = {"supply.shock_abroad": 0.0, "supply.shock_home": 0.0}
    assert not flow(tiny.run({**calm, "processes.exit": False, "processes.takeovers": False}), "outages").any()
    assert tiny.run(SHOCKS, levers=BY_CASE).tables.segments.shock_abroad.tolist() == (
        tiny.run(SHOCKS, levers=BY_DEFAULT).tables.segments.shock_abroad.tolist()
    )


def test_supply_changes_nothing_but_its_own_counts_and_costs(tiny: Tiny) -> None:
    own = {"capabilities", "unavailable", "outages", "second_source_cost", "assurance_cost"}
    shocks = {**SHOCKS, "supply_chain.graph": 0}  # on the graph deliveries wait
    one, other = tiny.run(shocks), tiny.run({**shocks, "processes.supply_shocks": False})
    moved = {name for name in one.tables.flow.dtype.names if not np.array_equal(flow(one, name), flow(other, name))}
    assert moved == own
