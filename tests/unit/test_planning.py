"""Spend by year, threats, plans and late programmes on cases done by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pullthrough.observe import planning, settled
from pullthrough.observe.window import Window
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.rules_demand import Threat
from pullthrough.parameters.schema.world import Calendar
from pullthrough.world.codes import LARGE, MET, NEVER, SMALL, TENDER
from pullthrough.world.spend import real_spend, threats
from pullthrough.world.tables import FLOW_NAMES, requirement_type
from pullthrough.world.tables_spending import MARKS

CALENDAR = Calendar(first_year=2012, last_year=2020, burn_in=4)
MARKET = SimpleNamespace(
    dated=True, spend=500.0, spending={"2014": 100.0, "2016": 330.0}, deflator={"2014": 50.0, "2016": 110.0}, growth_next=0.1,
    growth_until=2018, growth_later=-0.5,
)  # fmt: skip


def test_published_payments_are_deflated_interpolated_and_grow_afterwards() -> None:
    found = real_spend(MARKET, CALENDAR)[::4]  # type: ignore[arg-type]
    by_hand = [200, 200, 200, 200, 250, 300, 330, 363, 181.5, 90.75]  # 2011 to 2020
    assert found == pytest.approx(by_hand)
    assert (np.diff(real_spend(MARKET, CALENDAR).reshape(-1, 4), axis=1) == 0).all(), "it changes with the year"  # type: ignore[arg-type]


def test_without_published_payments_spend_is_what_it_was() -> None:
    constant = SimpleNamespace(spend=27.5, dated=False, spending={"2014": 1.0}, deflator={"2014": 100.0})
    assert (real_spend(constant, CALENDAR) == 27.5).all()  # type: ignore[arg-type]


def test_a_threat_fades_by_halves_where_it_is_felt() -> None:
    world = SimpleNamespace(
        calendar=CALENDAR, segments={"land": None, "space": None},
        threats={"near": Threat("2013Q1", 0.4, 4.0, ["land"]), "everywhere": Threat("2014Q1", 0.1, 4.0)},
    )  # fmt: skip
    found = threats(world)[4::4]  # type: ignore[arg-type]
    assert found[:4, 0] == pytest.approx([0, 0.4, 0.2 + 0.1, 0.1 + 0.05])
    assert found[:4, 1] == pytest.approx([0, 0, 0.1, 0.05])


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        ("+world.market.spending.2030=1", "world.market.spending.2030", "needs the price level of the same year"),
        ("+world.market.deflator.then=100", "world.market.deflator.then", "year of four digits"),
        ("world.threats.crimea.start=2014", "world.threats.crimea.start", "a quarter such as 2022Q2"),
        ("world.threats.crimea.segments=[lannd]", "world.threats.crimea.segments", "has no segment of that name"),
        ("world.approvals.second_from=30000", "world.approvals.second_from", "must not be above"),
    ],
)
def test_faults_of_series_and_thresholds_are_said(words: str, key: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        compose([words])
    assert any(problem.key == key and said in problem.message for problem in refused.value.problems)


NEEDS = [  # way, tier, conceived, first planned, opened, let, promised, delivered
    (TENDER, LARGE, 0, 6, 8, 10, 20, 26),  # opened half a year late, a year and a half behind the date promised
    (TENDER, LARGE, 2, 8, 8, 12, 22, 22),  # on time
    (TENDER, SMALL, 4, 6, 7, 8, 10, 14),  # a year late, and small
    (TENDER, LARGE, 4, 9, NEVER, NEVER, 0, NEVER),
]


def test_plans_and_programmes_by_hand() -> None:
    need = np.zeros(len(NEEDS), requirement_type(2)).view(np.recarray)
    columns = ("way", "tier", "conceived", "first_planned", "opened", "let", "promised", "delivered")
    for name, values in zip(columns, zip(*NEEDS, strict=True), strict=True):
        need[name] = values
    need.status = np.where(need.delivered != NEVER, MET, 0)
    marks = np.zeros(40, MARKS).view(np.recarray)
    marks.plan, marks.plan_money, marks.officials_speed = 110.0, 100.0, 0.8
    noted = np.zeros((40, len(FLOW_NAMES)), np.int64)
    noted[:, FLOW_NAMES.index("approval_slips")] = 1
    tables = SimpleNamespace(requirements=need, marks=marks)
    found, _ = planning.measure(Window(0, 40, 0, 39), tables, noted)  # type: ignore[arg-type]
    assert found == pytest.approx({
        "plan_over_budget": 0.1, "tender_delay": (2 + 0 + 1) / 3 / 4, "conception_to_tender": (8 + 6 + 3) / 3 / 4,
        "conception_to_tender_large": 7 / 4, "conception_to_contract_large": 10 / 4, "approval_delays": 4.0,
        "officials_speed": 0.8, "large_on_schedule": 0.5, "large_delay": 3 / 4,
    })  # fmt: skip


def test_years_that_are_past_and_years_to_come_are_told_apart() -> None:
    noted = np.zeros((16, len(FLOW_NAMES)), np.int64)
    noted[:, FLOW_NAMES.index("adoptions")] = np.repeat([1, 2, 3, 4], 4)
    noted[12:, FLOW_NAMES.index("approval_cost")] = 500
    found, _ = settled.measure(Window(4, 16, 0, 15, 12), None, noted)  # type: ignore[arg-type]
    assert found["adoptions_settled"] == 10.0 and found["adoptions_announced"] == 16.0
    assert found["public_cost_settled"] == 0.0 and found["public_cost_announced"] == 2.0
    past, _ = settled.measure(Window(4, 16, 0, 15, 99), None, noted)  # type: ignore[arg-type]
    assert np.isnan(past["adoptions_announced"])
