"""Worlds and policies within the ranges that are admitted or plausible, and what must hold of every run of them."""

from __future__ import annotations

import copy
import math
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from conftest import all_levers, check_books, root, used
from hypothesis import strategies as st
from transitions import check_steps, statuses

from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import OUTCOMES, SERIES
from pullthrough.parameters.checking.relations import check_relations
from pullthrough.parameters.register.records import lookup
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import Leaf, leaves
from pullthrough.parameters.schema.world import World

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.parameters.policy.setting import Setting

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
RATES = ("new_entrant_rate_awards", "new_entrant_rate_contracts", "export_share_air_year", "skills_gap", "top10_share",
         "sme_share_contracts", "sme_share_contract_value", "payments_abroad")  # fmt: skip


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
    """The range in which the model is defined; as in a configuration, what is no count is a fraction."""
    low, high = (PEOPLE | KNOWN_FAULTS).get(leaf.path, (leaf.quantity.low, leaf.quantity.high))
    assert low is not None and high is not None, leaf.path
    return (low, high) if whole(leaf) else (float(low), float(high))


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


def short(tiny: Tiny, world: dict[str, Any], levers: dict[str, float], later: bool = False) -> Setting:
    """A short history."""
    chosen: dict[str, Any] = {"later": levers, "start": 8} if later else {"levers": levers}
    return tiny.setting({**SHORT, **world}, **chosen)


def check_run(tiny: Tiny, world: dict[str, Any], levers: dict[str, float], seed: int, later: bool = False) -> None:
    """Run a short history and check every quarter of it."""
    check_history(PullThroughModel(short(tiny, world, levers, later), rng=seed))


def checked_if_sound(
    tiny: Tiny, world: dict[str, Any], levers: dict[str, float], seed: int, later: bool = False
) -> bool:
    """The same, unless the settings disagree with each other; whether they agree."""
    setting = short(tiny, world, levers, later)
    agree = sound(setting)
    if agree:
        check_history(PullThroughModel(setting, rng=seed))
    return agree


def check_history(model: PullThroughModel) -> None:
    """Run a model to its end and check every quarter of it, and what is measured."""
    before = statuses(model)
    for _ in range(model.quarters):
        model.step()
        check_books(model)
        after = statuses(model)
        check_steps(before, after)
        before = after
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
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # NumPy says so if it takes the mean of nothing, or divides by it
        result = model.results()
    early = max(0, 3 - model.setting.world.calendar.burn_in)  # quarters shown that have no three before them
    for name in set(SERIES) - set(RATES):
        known = result.series[name][early if name.endswith("_year") else 0 :]
        assert np.isfinite(known).all(), name
    assert not any(math.isinf(result.outcomes[name]) for name in OUTCOMES)
    assert (model.flows >= 0).all()


def sound(setting: Setting) -> bool:
    """Whether the settings agree with each other, beyond the range of each."""
    changed = copy.copy(root())
    changed.world = replace(setting.world, calendar=root().world.calendar)  # to which the years observed belong
    return not check_relations(changed)


def floats(table: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The columns of a table that hold fractions."""
    for name in table.dtype.names or ():
        if table[name].dtype.kind == "f":
            yield name, table[name]
