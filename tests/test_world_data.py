"""The data of the worlds against the published totals and against one another."""

from __future__ import annotations

import math
from functools import cache

import pytest

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.world import SIZE_BANDS, SOVEREIGNTY, Segment, World

ONS_UNITED_KINGDOM = {
    "26": (3205, 775, 470, 500, 230, 145, 60),
    "28": (3965, 1080, 720, 715, 365, 195, 100),
    "30": (1365, 220, 100, 80, 70, 45, 65),
    "33": (11735, 1505, 795, 390, 125, 75, 60),
    "62": (106880, 7365, 4555, 3065, 1110, 520, 295),
    "71": (66935, 6205, 3330, 1930, 650, 295, 185),
    "72": (3890, 675, 545, 380, 160, 95, 105),
}
"""Enterprises by SIC division and size band: the United Kingdom rows of ONS, UK business 2024, rounded to 5."""

HESA_UNITED_KINGDOM = 8_341_510
"""Research income of UK universities in 2018, GBP thousand."""

WORLDS = ("uk", "tiny", "uk_full")


@cache
def world(name: str) -> World:
    scenario = "global_competition_2012"
    return compose([f"world={name}", f"scenario={scenario}", "observe.first_year=2015", "observe.last_year=2019"]).world


def mean_value(segment: Segment, cap: float) -> float:
    """E[min(V, cap)] of a lognormal V, GBP thousand."""
    spread, gap = segment.value_spread, math.log(cap / segment.value_median)
    below = segment.value_median * math.exp(spread**2 / 2) * normal((gap - spread**2) / spread)
    return below + cap * (1 - normal(gap / spread))


def normal(z: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def innovating_smes(w: World) -> float:
    shares = w.population.innovating_share[:-1]
    return sum(n * s for firms in w.population.firms_by_region.values() for n, s in zip(firms, shares, strict=False))


@pytest.mark.parametrize("band", range(len(SIZE_BANDS)), ids=SIZE_BANDS)
def test_regions_add_up_to_the_united_kingdom(band: int) -> None:
    regions = world("uk").population.firms_by_region
    total = sum(division[band] for division in ONS_UNITED_KINGDOM.values())
    rounding = 2.5 * len(regions)
    assert len(regions) == 12
    assert sum(firms[band] for firms in regions.values()) == pytest.approx(total, abs=rounding)


def test_university_income_adds_up_to_the_united_kingdom() -> None:
    population = world("uk").population
    assert population.academia_by_region.keys() == population.firms_by_region.keys()
    assert sum(population.academia_by_region.values()) == pytest.approx(HESA_UNITED_KINGDOM, abs=12)


@pytest.mark.parametrize("name", WORLDS)
def test_what_is_required_is_what_is_budgeted(name: str) -> None:
    w = world(name)
    for segment_name, segment in w.segments.items():
        budget = w.market.spend * w.market.tendered_share * segment.budget_share
        required = segment.requirements * mean_value(segment, w.need.value_cap)
        assert 0.90 <= required / budget <= 0.95, segment_name


@pytest.mark.parametrize("name", WORLDS)
def test_budget_shares_add_up(name: str) -> None:
    assert math.fsum(s.budget_share for s in world(name).segments.values()) == pytest.approx(1, abs=1e-12)


def test_the_number_of_requirements_is_that_of_new_projects_a_year() -> None:
    assert 150 <= sum(s.requirements for s in world("uk").segments.values()) <= 170


@pytest.mark.parametrize("name", ("uk", "tiny"))
def test_every_sovereignty_class_occurs(name: str) -> None:
    assert {s.sovereignty for s in world(name).segments.values()} == set(SOVEREIGNTY)


def test_the_full_world_holds_every_innovating_sme() -> None:
    population = world("uk_full").population
    assert population.suppliers + population.potential_entrants == pytest.approx(
        innovating_smes(world("uk_full")), rel=0.01
    )


def test_the_full_world_differs_only_in_its_entrants() -> None:
    full, sample = world("uk_full"), world("uk")
    assert full.population.potential_entrants > sample.population.potential_entrants
    assert full.market == sample.market and full.segments == sample.segments and full.instruments == sample.instruments


def test_a_firm_of_the_tiny_world_sees_the_money_of_the_uk() -> None:
    tiny, full = world("tiny"), world("uk")
    assert tiny.market.spend / tiny.population.suppliers == pytest.approx(full.market.spend / full.population.suppliers)
    assert tiny.market.tendered_share == full.market.tendered_share
    assert tiny.market.sme_support_share == full.market.sme_support_share


@pytest.mark.parametrize("name", WORLDS)
def test_the_size_curve_is_concave(name: str) -> None:
    """A larger supplier is paid at least as much as a smaller one."""
    market = world(name).market
    ranks, shares = [0.0, *market.size_curve_firms], [0.0, *market.size_curve_share]
    slopes = [(b - a) / (n - m) for a, b, m, n in zip(shares, shares[1:], ranks, ranks[1:], strict=False)]
    assert slopes == sorted(slopes, reverse=True)
