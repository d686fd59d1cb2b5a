"""Short worlds, worlds in which somebody or something is missing, and schedules with lines switched off: any mixture runs."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ranges import BUDGETS, LEVERS, check_history, some

from pullthrough.parameters.schema.world import Processes

if TYPE_CHECKING:
    from conftest import Tiny

SWITCHES = tuple(Processes.__dataclass_fields__)
YEAR = {"calendar.last_year": 2012}  # the first and only one
NOTHING_NEEDED = {"segments.*.requirements": 0.0}
NO_IDEAS = {"ideas.rate_reference": 0.0, "ideas.rate_prime": 0.0, "ideas.rate_academic": 0.0}
NOBODY_BUT_PRIMES = {
    "population.suppliers": 0,
    "population.potential_entrants": 0,
    "population.academic_groups": 0,
}
MISSING: dict[str, dict[str, Any]] = {
    "nothing": {},
    "needs": NOTHING_NEEDED,
    "ideas": {**NO_IDEAS, "processes.entry": False},
    "suppliers": {"population.suppliers": 0},
    "potential entrants": {"population.potential_entrants": 0},
    "academic groups": {"population.academic_groups": 0},
    "everybody but primes": NOBODY_BUT_PRIMES,
    "a market": {"market.spend": 0.0},
    "tenders": {"market.tendered_share": 0.0},
    "everything": {**NOTHING_NEEDED, **NO_IDEAS, **NOBODY_BUT_PRIMES, "market.spend": 0.0},
}
OFF = {name: {f"processes.{name}": False} for name in SWITCHES}
PAIRS_APART = [
    pair for pair in combinations(SWITCHES, 2) if {"ideas", "entry", "need", "budgets"} & set(pair)
]  # those without which something does not come to be


@pytest.mark.parametrize("burn_in", [0, 1, 8])
@pytest.mark.parametrize("missing", MISSING)
def test_a_world_of_a_year_in_which_something_is_missing(tiny: Tiny, missing: str, burn_in: int) -> None:
    check_history(tiny.model({**YEAR, "calendar.burn_in": burn_in, **MISSING[missing]}))


@pytest.mark.parametrize("missing", MISSING)
def test_a_world_of_seven_years_in_which_something_is_missing(tiny: Tiny, missing: str) -> None:
    check_history(tiny.model(MISSING[missing]))


def test_results_can_be_asked_for_before_anything_has_happened(tiny: Tiny) -> None:
    for missing in MISSING.values():
        tiny.model({"calendar.burn_in": 0, **missing}).results()


@pytest.mark.parametrize("first", SWITCHES)
def test_any_two_lines_of_the_schedule_can_be_switched_off(tiny: Tiny, first: str) -> None:
    for one, other in PAIRS_APART:
        if one == first:
            check_history(tiny.model({**YEAR, "calendar.burn_in": 4, **OFF[one], **OFF[other]}))


@settings(max_examples=80)
@given(
    off=st.sets(st.sampled_from(SWITCHES)),
    missing=st.sampled_from(sorted(MISSING)),
    levers=some(LEVERS, "policy", 6, wide=True),
    budgets=BUDGETS,
    burn_in=st.integers(0, 5),
    years=st.integers(1, 6),
    seed=st.integers(0, 10**6),
)
def test_any_mixture_of_switches_policies_and_lengths(
    tiny: Tiny,
    off: set[str],
    missing: str,
    levers: dict[str, float],
    budgets: dict[str, float],
    burn_in: int,
    years: int,
    seed: int,
) -> None:
    world = {**MISSING[missing], **{f"processes.{name}": False for name in off}}
    world |= {"calendar.burn_in": burn_in, "calendar.last_year": 2011 + years}
    check_history(tiny.model(world, levers={**levers, **budgets}, seed=seed))


def test_money_kept_for_plans_is_not_spent_twice_where_no_budget_is_balanced(tiny: Tiny) -> None:
    """All new plans protected and all tendered money ring-fenced, from the first quarter, without the line ``budgets``."""
    levers = {"pipeline.commitment": 1.0, "procurement.ring_fence": 1.0}
    for seed in range(4):
        check_history(tiny.model({"processes.budgets": False}, levers=levers, seed=seed, reformed=False))
