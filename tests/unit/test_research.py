"""R&D at its place and cost: what a technology costs is in proportion to what is ordered of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pullthrough.agents import ProcurementAgency
from pullthrough.observe.research import over_orders, selected
from pullthrough.observe.window import Window
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.world import World
from pullthrough.processes.shared import categories
from pullthrough.world.codes import ACADEMIC, CLASS_NAMES, COMPONENT, NEVER, NOVEL, PLATFORM, PRIME, SME, SYSTEM


@pytest.fixture(scope="module")
def uk() -> World:
    return compose(["world=uk"]).world


def test_all_steps_of_a_class_cost_its_share_of_what_is_ordered(uk: World) -> None:
    first = categories.first_step(1000.0, uk)
    growth = uk.development.step_growth
    assert sum(first * growth**step for step in range(7)) == pytest.approx(1000.0)


@pytest.mark.parametrize("name", CLASS_NAMES)
def test_a_class_costs_a_twentieth_to_a_fifth_of_its_orders(uk: World, name: str) -> None:
    assert 0.05 <= getattr(uk.classes, name).research <= 0.20


def test_a_class_is_drawn_by_the_weights_of_who_begins_it() -> None:
    rows = [(0.25, 0.0, 0.0), (0.75, 0.5, 0.0), (0.0, 0.5, 1.0)]
    classes = [SimpleNamespace(of_smes=a, of_primes=b, of_universities=c) for a, b, c in rows]
    state = SimpleNamespace(classes=classes)
    drawn = {kind: [categories.by_weight(state, u, kind) for u in (0.1, 0.3, 0.9)] for kind in (SME, PRIME, ACADEMIC)}
    assert drawn == {SME: [0, 1, 1], PRIME: [1, 1, 2], ACADEMIC: [2, 2, 2]}


@pytest.mark.parametrize(("value", "suits"), [(999.0, False), (1000.0, True), (36000.0, True), (36001.0, False)])
def test_an_order_suits_within_a_factor_of_what_a_technology_is_ordered_for(value: float, suits: bool) -> None:
    rules = SimpleNamespace(classes=SimpleNamespace(reach=6.0))
    assert categories.suits(6000.0, value, rules) is suits
    assert categories.suits(0.0, value, rules)  # one class for all


@pytest.mark.parametrize("trl", [3, 4, 5])
def test_an_immature_start_costs_and_takes_what_gao_found(uk: World, trl: int) -> None:
    dear = [1.0 + ProcurementAgency.overrun(None, 1000000, 8 - start, uk) / 1e6 for start in (trl, 7)]  # type: ignore[arg-type]
    late = [ProcurementAgency.delivery_time(None, 1e8, 8 - start, uk) for start in (trl, 7)]  # type: ignore[arg-type]
    assert 1.6 <= dear[0] / dear[1] <= 2.4
    assert 1.6 <= late[0] / late[1] <= 2.6


def test_rd_over_orders_is_all_money_spent_over_the_first_order() -> None:
    tech = SimpleNamespace(
        public_spent=np.array([60, 10]), own_spent=np.array([30, 0]), investor_spent=np.array([10, 0]),
        foreign_spent=np.array([0, 0]), selected=np.array([3, NEVER]), category=np.array([COMPONENT, SYSTEM]),
    )  # fmt: skip
    tech = Rows(vars(tech))
    need = Rows({"winner": [NOVEL, NOVEL], "technology": [0, 0], "let": [3, 5], "price": [1000, 9000]})
    tables = SimpleNamespace(
        technologies=tech, requirements=need, rules=[SimpleNamespace(classes=SimpleNamespace(in_force=1))]
    )
    found = over_orders(Window(0, 8, 0, 8), tables)  # type: ignore[arg-type]
    assert found["rd_over_orders"] == found["rd_over_orders_component"] == pytest.approx(0.1)
    assert np.isnan(found[f"rd_over_orders_{CLASS_NAMES[PLATFORM]}"])


def test_contracts_for_completed_projects_are_told_apart_by_user() -> None:
    reached = np.full((3, 10), NEVER)
    reached[:, 7] = 0
    tech = Rows(
        {"completed": [0, NEVER, NEVER], "selected": [4, NEVER, NEVER], "ended": [NEVER] * 3, "funded": [0, 0, NEVER]}
    )
    tech.reached = reached
    found = selected(Window(0, 4, 0, 40), SimpleNamespace(technologies=tech))  # type: ignore[arg-type]
    assert found == {"selected_with_user": 1.0, "selected_without_user": 0.0}


class Rows(SimpleNamespace):
    """Columns of a table, as outcomes read them."""

    def __init__(self, columns: dict[str, object]) -> None:
        super().__init__(**{name: np.asarray(values) for name, values in columns.items()})

    def __len__(self) -> int:
        return len(self.selected) if hasattr(self, "selected") else len(self.winner)
