"""Whatever the configuration admits, the model runs: no crash, no number that is none, no negative money, exact books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import reform
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ranges import (
    BUDGETS,
    CLUSTERS,
    LEVERS,
    SHORT,
    SPANS,
    WORLD,
    check_history,
    check_run,
    checked_if_sound,
    declared,
    short,
    some,
    sound,
)

from pullthrough.model import PullThroughModel
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.world import World

if TYPE_CHECKING:
    from conftest import Tiny


def test_all_numbers_have_a_range_or_are_left_out_by_name() -> None:
    assert len(WORLD) > 100 and len(LEVERS) > 10
    assert all(declared(leaf)[0] <= declared(leaf)[1] for leaf in (*WORLD.values(), *LEVERS.values()))


END = pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
APART = -(-len(WORLD) // 4)
FOURS = [list(WORLD)[first::APART] for first in range(APART)]
"""Every number once, in company with three that are declared far from it, so that one run seldom has two of one rule."""


@END
@pytest.mark.parametrize("paths", FOURS, ids=lambda paths: paths[0])
def test_every_number_at_the_ends_of_its_declared_range(tiny: Tiny, paths: list[str], end: int) -> None:
    ends = {path: declared(WORLD[path])[end] for path in paths}
    world = {path: value for path, value in ends.items() if sound(short(tiny, {path: value}, {}))}
    assert checked_if_sound(tiny, world, {}, seed=1), "each of them is sound, but not all together"


def test_few_numbers_are_bounded_more_narrowly_by_another(tiny: Tiny) -> None:
    """Those that the test above leaves out at one of their ends."""
    unsound = [path for path in WORLD for value in declared(WORLD[path]) if not sound(short(tiny, {path: value}, {}))]
    assert 0 < len(unsound) < 20


@pytest.mark.slow
@END
@pytest.mark.parametrize("path", WORLD)
def test_every_number_alone_at_the_ends_of_its_declared_range(tiny: Tiny, path: str, end: int) -> None:
    if not checked_if_sound(tiny, {path: declared(WORLD[path])[end]}, {}, seed=1):
        pytest.skip("another number bounds it more narrowly")


def test_losses_in_civil_business_are_paid_as_far_as_there_is_cash(tiny: Tiny) -> None:
    check_run(tiny, {"population.civil_profit": -0.5}, {}, seed=1)


@END
def test_every_lever_from_one_end_of_its_range_to_the_other(tiny: Tiny, lever: str, end: int) -> None:
    """Each end holds from the first quarter on in one run, and from the ninth on in the other."""
    span = SPANS[lever.partition(".")[0]] if lever not in LEVERS else declared(LEVERS[lever])
    changing = tiny.setting(SHORT, levers={lever: span[end]}, later={lever: span[1 - end]}, start=8)
    check_history(PullThroughModel(changing, rng=2))


@settings(max_examples=60)
@given(world=some(WORLD, "world", len(WORLD), wide=False), levers=some(LEVERS, "policy", len(LEVERS), wide=True),
       seed=st.integers(0, 10**14))  # fmt: skip
def test_any_plausible_world_under_any_policy(
    tiny: Tiny, world: dict[str, Any], levers: dict[str, float], seed: int
) -> None:
    assume(checked_if_sound(tiny, world, {**reform(), **levers}, seed))


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
    assume(checked_if_sound(tiny, world, {**levers, **budgets, **clusters}, seed=3, later=later))


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
