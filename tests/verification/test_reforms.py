"""A reform that changes nothing changes nothing; no lever acts before its start; every lever acts after it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from conftest import FUTURE, WORDS, differing, used

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import lever_leaf
from pullthrough.parameters.register.levers import note_of

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.observe.results import RunResult
    from pullthrough.world.tables import Tables

START = 12
PEOPLE = {"population.suppliers": 150, "population.potential_entrants": 200,
          "supply.shock_abroad": 0.2, "supply.shock_home": 0.1, "supply_chain.typical": 50.0, "novelty.designated": 1.0,
          "foreign_investment.malign_share": 0.3, "upgrades.every": 4, "upgrades.least_gain": -2.0, "upgrades.guard": 0.0,
          "rapid.least_gain": -2.0, "rapid.lowest_trl": 7, "follow_on.least_gain": -2.0,
          "urgent.rate": 400.0, "processes.officials": True, "processes.planning": True, "processes.approvals": True,
          "processes.development_contracts": True, "classes.in_force": 1,
          "upgrades.share": 0.6, "teaming.joint_capacity": 1.0,
          "ties.meet_segment": 0.5}  # fmt: skip  # so that rare things happen in six years


class Ran(NamedTuple):
    """What is left of a run in the world in which rare things happen."""

    at_start: dict[str, bytes]
    """A hash of the rows in use of every table that does not hold the future, when the changed lever is about to start."""
    flows: np.ndarray
    results: RunResult


@lru_cache(maxsize=40)  # what one lever needs; the tests of a lever follow each other
def ran(tiny: Tiny, lever: str = "", value: float = 0.0, seed: int = 1) -> Ran:
    """A run under all levers of the reform from the first quarter, so that each acts on others that are in force; one of them
    has another value from :data:`START` on."""
    model = tiny.run(PEOPLE, later={lever: value} if lever else None, start=START, quarters=START, seed=seed)
    tables = {name: rows.tobytes() for name, rows in used(model.tables).items() if name not in FUTURE}
    at_start = {name: hashlib.sha256(rows).digest() for name, rows in tables.items()}
    model.run()
    return Ran(at_start, model.flows, model.results())


@cache
def untouched(tiny: Tiny, seed: int = 1) -> Ran:
    """The same without a change; one for each process that tests."""
    return ran(tiny, seed=seed)


def strong_values(lever: str, now: float) -> Iterator[float]:
    """Values of a lever that differ much from the present one, within its range."""
    if lever.startswith("funding."):
        yield from (value for value in (0.0, 10.0 * now + 5000.0) if value != now)
        return
    leaf = lever_leaf(lever)
    assert leaf is not None
    declared = leaf.quantity
    low, high = declared.low or 0.0, declared.high or 0.0
    whole = float(now).is_integer() and high > 1
    for value in (low, high, (low + high) / 2):
        chosen = float(round(value)) if whole else value
        if chosen != now:
            yield chosen


@cache
def values_now(tiny: Tiny) -> dict[str, float]:
    """Every lever's value under the reform."""
    return {lever: float(values[START]) for lever, values in tiny.setting().timeline.values(START + 1).items()}


def same(one: RunResult, other: RunResult) -> bool:
    """Whether two results have the same bits, nan included."""
    parts = (one.outcomes, other.outcomes), (one.series, other.series), (one.curves, other.curves)
    return all(list(a) == list(b) and all(np.array_equal(a[k], b[k], equal_nan=True) for k in a) for a, b in parts)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_setting_every_lever_to_the_value_it_has_is_exactly_nothing(tiny: Tiny, seed: int) -> None:
    one, other = tiny.run(seed=seed), tiny.run(later=values_now(tiny), start=START, seed=seed)
    assert not differing(one, other)
    assert same(one.results(), other.results())


def test_a_null_reform_from_the_command_line_is_exactly_nothing(tiny: Tiny) -> None:
    root = compose([*WORDS, "scenario=global_competition_2012", "against=global_competition_2012"])
    against = setting(root, tested=False)
    now = against.timeline.values(1)
    words = [f"policy.pipeline.horizon={now['pipeline.horizon'][0]:.0f}", "policy.start=2015Q1"]
    words += [f"policy.funding.{name}={now[f'funding.{name}'][0]:g}" for name in root.world.instruments]
    tested = setting(compose([*WORDS, "scenario=global_competition_2012", *words]))
    assert tested.name != against.name
    one, other = (PullThroughModel(chosen, rng=5).run() for chosen in (against, tested))
    assert same(one.results(), other.results())


def test_nothing_differs_before_a_lever_starts(tiny: Tiny, lever: str) -> None:
    reference = untouched(tiny)
    for value in strong_values(lever, values_now(tiny)[lever]):
        changed = ran(tiny, lever, value)
        assert [name for name, rows in changed.at_start.items() if rows != reference.at_start[name]] == [], value
        assert np.array_equal(changed.flows[:START], reference.flows[:START])


def test_every_lever_moves_something_after_its_start(tiny: Tiny, lever: str) -> None:
    for value in strong_values(lever, values_now(tiny)[lever]):
        moves = (
            not np.array_equal(ran(tiny, lever, value, seed).flows[START:], untouched(tiny, seed).flows[START:])
            for seed in range(1, 13)  # small firms seldom lead together in so small a world
        )
        assert any(moves), f"{lever}={value:g} moves nothing"


def test_every_lever_moves_an_outcome(tiny: Tiny, lever: str) -> None:
    reference = untouched(tiny).results
    values = strong_values(lever, values_now(tiny)[lever])
    assert any(not same(ran(tiny, lever, value).results, reference) for value in values)


def test_every_lever_moves_its_channel(tiny: Tiny, lever: str) -> None:
    """What moves an outcome without the channel that its note names does not work as it says."""
    note = note_of(lever)
    assert note is not None
    still = set(note.channel)
    for seed in range(1, 13):  # rare things happen with some of them
        reference = untouched(tiny, seed).results.outcomes
        for value in strong_values(lever, values_now(tiny)[lever]):
            found = ran(tiny, lever, value, seed).results.outcomes
            still -= {o for o in still if not np.array_equal(found[o], reference[o], equal_nan=True)}
            if not still:
                return
    assert not still, f"{lever} does not move them"


def needs(tables: Tables) -> np.ndarray:
    """The requirements, without the orders outside tenders that stand among them."""
    rows = used(tables)["requirements"]
    return rows[rows["of_plan"]]


BESIDE = {"follow_on.answers": 0}
"""An order that is part of a need takes its price out of it, so orders stand beside needs here."""


@cache
def unchanged(tiny: Tiny) -> PullThroughModel:
    """The reform from the first quarter on, at its end."""
    return tiny.run(BESIDE)


@cache
def founded(tiny: Tiny) -> np.ndarray:
    """The organisations of that world before its first quarter."""
    organisations: np.ndarray = tiny.model(BESIDE).tables.organisations
    return organisations


def test_needs_and_firms_are_the_same_under_all_policies(tiny: Tiny, lever: str) -> None:
    """Need is exogenous: identity, value, position and date of conception depend on no lever. Nor do a firm's identity,
    place, size and skill, and what it would bring."""
    of_needs = ["key", "segment", "value", "y", "conceived", "tier"]
    of_firms = ["key", "region", "segment", "employees", "capability", "outside_option"]
    reference = unchanged(tiny).tables
    assert len(needs(reference)) > 50
    for value in strong_values(lever, values_now(tiny)[lever]):
        model = tiny.model(BESIDE, levers={lever: value})
        firms = model.tables.organisations
        assert [name for name in of_firms if firms[name].tobytes() != founded(tiny)[name].tobytes()] == []
        model.run()
        need = needs(model.tables)
        assert [name for name in of_needs if need[name].tobytes() != needs(reference)[name].tobytes()] == []
        assert model.tables.segments.mu.tobytes() == reference.segments.mu.tobytes()
