"""Whatever the configuration admits, the model runs: no crash, no number that is none, no negative money, exact books."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import all_levers, check_books, reform, root, used
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pullthrough.observe.registry import OUTCOMES, SERIES
from pullthrough.parameters.policy_schema import Levers
from pullthrough.parameters.quantity import Leaf, leaves
from pullthrough.parameters.register import lookup
from pullthrough.parameters.relations import check_relations
from pullthrough.parameters.world_schema import World

if TYPE_CHECKING:
    from conftest import Tiny

LEFT_OUT = (
    "dimensions",
    "calendar.",
    "processes.",
    "population.firms",
    "population.academia",
    "population.rd",
    "market.size",
)
SHARES = "segments.*.budget_share"  # these must add up to 1
PEOPLE = {"population.primes": (4, 20), "population.academic_groups": (0, 20), "population.suppliers": (0, 80),
          "population.potential_entrants": (0, 80)}  # fmt: skip  # a prime for each segment; more is only slower
KNOWN_FAULTS = {"population.civil_profit": (0.0, 1.0)}  # see the test of losses in civil business
SHORT = {"calendar.burn_in": 4, "calendar.last_year": 2014}  # 16 quarters
MAY_BE_NAN = ("x", "y", "winner_distance", "loser_distance", "tender_distance", "first_engaged_distance")
RATES = ("new_entrant_rate_awards", "new_entrant_rate_contracts", "export_share_air_year", "skills_gap")


def numbers(schema: type, prefix: str = "") -> list[Leaf]:
    """The numbers of a schema that the tests vary."""
    found = [leaf for leaf in leaves(schema) if leaf.type in (int, float, int | None, float | None)]
    return [leaf for leaf in found if not leaf.path.startswith(LEFT_OUT) and leaf.path != SHARES]


WORLD = {leaf.path: leaf for leaf in numbers(World)}
LEVERS = {leaf.path: leaf for leaf in numbers(Levers)}


def whole(leaf: Leaf) -> bool:
    """Whether a number is a count."""
    return leaf.type in (int, int | None)


def declared(leaf: Leaf) -> tuple[float, float]:
    """The range in which the model is defined."""
    if leaf.path in PEOPLE | KNOWN_FAULTS:
        return (PEOPLE | KNOWN_FAULTS)[leaf.path]
    assert leaf.quantity.low is not None and leaf.quantity.high is not None, leaf.path
    return leaf.quantity.low, leaf.quantity.high


@cache
def plausible(leaf: Leaf, prefix: str) -> tuple[float, float]:
    """The plausible range of the register within the declared one; without a record the declared one."""
    low, high = declared(leaf)
    record = lookup(f"{prefix}.{leaf.path}")
    if record is None or record.plausible is None or leaf.path in PEOPLE:
        return low, high
    return max(low, record.plausible[0]), min(high, record.plausible[1])


def value_in(leaf: Leaf, span: tuple[float, float]) -> st.SearchStrategy[float]:
    """A value of a key in a range, its ends among the likeliest."""
    low, high = span
    if whole(leaf):
        return st.integers(math.ceil(low), math.floor(high))
    return st.floats(low, high) | st.sampled_from([low, high])


def some(keys: dict[str, Leaf], prefix: str, most: int, wide: bool) -> st.SearchStrategy[dict[str, float]]:
    """Values for some of the keys."""
    spans = {path: declared(leaf) if wide else plausible(leaf, prefix) for path, leaf in keys.items()}
    chosen = st.lists(st.sampled_from(sorted(keys)), max_size=most, unique=True)
    return chosen.flatmap(lambda paths: st.fixed_dictionaries({p: value_in(keys[p], spans[p]) for p in paths}))


SPANS = {leaf.path: declared(leaf) for leaf in leaves(Levers) if "." not in leaf.path}
"""The ranges of levers that there are by name: budgets, roadmaps, clusters."""
BUDGETS = st.dictionaries(
    st.sampled_from([lever for lever in all_levers() if lever.startswith("funding.")]), st.floats(0.0, 1e8), max_size=3
)
CLUSTERS = st.dictionaries(
    st.sampled_from([lever for lever in all_levers() if lever.startswith("clusters.")]), st.floats(0.0, 2.0), max_size=3
)


def check_run(tiny: Tiny, world: dict[str, Any], levers: dict[str, float], seed: int, later: bool = False) -> None:
    """Run a short history and check every quarter of it."""
    chosen: dict[str, Any] = {"later": levers, "start": 8} if later else {"levers": levers}
    model = tiny.model({**SHORT, **world}, seed=seed, **chosen)
    for _ in range(model.quarters):
        model.step()
        check_books(model)
    for table in (
        "organisations",
        "technologies",
        "requirements",
        "segments",
        "instruments",
        "news",
        "ties",
        "clusters",
    ):
        for name, values in floats(used(model.tables)[table]):
            assert np.isfinite(values).all() or name in MAY_BE_NAN, f"{table}.{name}"
    result = model.results()
    for name in set(SERIES) - set(RATES):
        assert np.isfinite(result.series[name]).all(), name
    assert not any(math.isinf(result.outcomes[name]) for name in OUTCOMES)
    assert (model.flows >= 0).all()


def sound(tiny: Tiny, world: dict[str, Any]) -> bool:
    """Whether the settings agree with each other, beyond the range of each."""
    changed = copy.copy(root())
    changed.world = tiny.setting(world).world
    return not check_relations(changed)


def floats(table: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The columns of a table that hold fractions."""
    for name in table.dtype.names or ():
        if table[name].dtype.kind == "f":
            yield name, table[name]


def test_all_numbers_have_a_range_or_are_left_out_by_name() -> None:
    assert len(WORLD) > 100 and len(LEVERS) > 10
    assert all(declared(leaf)[0] <= declared(leaf)[1] for leaf in (*WORLD.values(), *LEVERS.values()))


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
@pytest.mark.parametrize("path", WORLD)
def test_every_number_at_the_ends_of_its_declared_range(tiny: Tiny, path: str, end: int) -> None:
    world = {path: declared(WORLD[path])[end]}
    if not sound(tiny, world):
        pytest.skip("another number bounds it more narrowly")
    check_run(tiny, world, {}, seed=1)


def test_losses_in_civil_business_are_paid_as_far_as_there_is_cash(tiny: Tiny) -> None:
    check_run(tiny, {"population.civil_profit": -0.5}, {}, seed=1)


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
@pytest.mark.parametrize("later", [False, True], ids=["always", "later"])
def test_every_lever_at_the_ends_of_its_range(tiny: Tiny, lever: str, end: int, later: bool) -> None:
    span = SPANS[lever.partition(".")[0]] if lever not in LEVERS else declared(LEVERS[lever])
    check_run(tiny, {}, {lever: span[end]}, seed=2, later=later)


@settings(max_examples=60)
@given(world=some(WORLD, "world", len(WORLD), wide=False), levers=some(LEVERS, "policy", len(LEVERS), wide=True),
       seed=st.integers(0, 10**14))  # fmt: skip
def test_any_plausible_world_under_any_policy(
    tiny: Tiny, world: dict[str, Any], levers: dict[str, float], seed: int
) -> None:
    assume(sound(tiny, world))
    check_run(tiny, world, {**reform(), **levers}, seed)


@settings(max_examples=60)
@given(world=some(WORLD, "world", 6, wide=True), levers=some(LEVERS, "policy", 4, wide=True), budgets=BUDGETS,
       clusters=CLUSTERS, later=st.booleans())  # fmt: skip
def test_any_admitted_world_under_any_policy(
    tiny: Tiny,
    world: dict[str, Any],
    levers: dict[str, float],
    budgets: dict[str, float],
    clusters: dict[str, float],
    later: bool,
) -> None:
    assume(sound(tiny, world))
    check_run(tiny, world, {**levers, **budgets, **clusters}, seed=3, later=later)


@settings(max_examples=30)
@given(data=st.data())
def test_any_instruments(tiny: Tiny, data: st.DataObject) -> None:
    """Names and switches of instruments in any combination."""
    world: dict[str, Any] = {}
    for leaf in leaves(World):
        if leaf.path.startswith(("instruments.*.", "segments.*.")):
            choices = leaf.quantity.choices
            if leaf.type is bool:
                world[leaf.path] = data.draw(st.booleans())
            elif choices and leaf.type is str:
                world[leaf.path] = data.draw(st.sampled_from(choices))
            elif choices:
                world[leaf.path] = data.draw(st.lists(st.sampled_from(choices), min_size=1, unique=True))
    check_run(tiny, world, {}, seed=4)
