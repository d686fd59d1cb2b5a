"""The same seed gives the same bytes, whoever runs it and whoever watches."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import differing, used

from pullthrough.model import PullThroughModel
from pullthrough.observe import notes
from pullthrough.schedule import SCHEDULE

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.parameters.policy.setting import Setting

NOTES = ("stocks", "marks", "best_paid", "regional_notes", "network_notes", "spread")  # what the observer writes


@pytest.mark.parametrize("seed", [1, 99])
def test_the_same_seed_gives_the_same_bytes(tiny: Tiny, seed: int) -> None:
    assert not differing(tiny.run(seed=seed), tiny.run(seed=seed))


def test_a_run_does_not_depend_on_the_runs_before_it(tiny: Tiny) -> None:
    first = tiny.run(seed=3)
    tiny.run({"exit.death_hazard": 0.3}, seed=4)
    one, other = tiny.model(seed=3), tiny.model(seed=5)
    for _ in range(one.quarters):  # side by side
        one.step()
        other.step()
    assert not differing(one, first)


@pytest.mark.parametrize("reformed", [True, False], ids=["reform", "2012"])
def test_compiled_and_uncompiled_give_the_same_bytes(compiled: None, few: Tiny, reformed: bool) -> None:
    one = few.run(reformed=reformed, quarters=20)
    other = few.run(reformed=reformed, quarters=20, compiled=False)
    assert not differing(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_whole_runs_compiled_and_uncompiled_give_the_same_bytes(tiny: Tiny, seed: int) -> None:
    world = {"exit.death_hazard": 0.06, "delivery.failure_floor": 0.2}  # so that firms close while they deliver
    assert not differing(tiny.run(world, seed=seed), tiny.run(world, seed=seed, compiled=False))


def outcomes(setting: Setting, seed: int) -> bytes:
    """The outcomes of one run, bit by bit; at the top level, for other processes."""
    return np.array(list(PullThroughModel(setting, rng=seed).run().results().outcomes.values())).tobytes()


def test_another_process_gives_the_same_bytes(tiny: Tiny) -> None:
    jobs = [(tiny.setting(), seed) for seed in range(6)]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert list(pool.map(outcomes, *zip(*jobs, strict=True), timeout=300)) == [outcomes(*job) for job in jobs]


def test_measuring_changes_nothing(tiny: Tiny) -> None:
    watched, alone = tiny.model(), tiny.run()
    for quarter in range(watched.quarters):
        watched.step()
        if quarter >= 20:
            watched.results()
    assert not differing(watched, alone)


def test_the_observer_draws_nothing_and_changes_only_its_notes(tiny: Tiny) -> None:
    blind = tiny.model()
    blind._on = blind._on.copy()
    blind._on[SCHEDULE.index(notes)] = False
    for _ in range(blind.quarters):
        blind.step()
    assert not differing(blind, tiny.run(), ignore=NOTES)
    assert not any(blind.tables.stocks.tobytes())


def test_the_years_of_observation_change_no_run(tiny: Tiny) -> None:
    base = tiny.setting()
    other = replace(base, observe=replace(base.observe, first_year=2016, last_year=2016))
    assert not differing(PullThroughModel(base, rng=1).run(), PullThroughModel(other, rng=1).run())


def test_the_order_of_instruments_and_segments_in_a_file_changes_no_key(tiny: Tiny) -> None:
    world = tiny.setting().world
    turned = {"instruments": dict(reversed(list(world.instruments.items())))}
    one, other = tiny.model().tables.instruments, tiny.model(turned).tables.instruments
    assert set(one.key.tolist()) == set(other.key.tolist())


def test_a_run_that_is_cut_short_is_the_beginning_of_the_long_one(tiny: Tiny) -> None:
    short = tiny.run({"calendar.last_year": 2014})
    long = tiny.run(quarters=short.quarters)
    a, b = used(short.tables), used(long.tables)
    assert a["technologies"].tobytes() == b["technologies"].tobytes()
    assert a["organisations"].tobytes() == b["organisations"].tobytes()
    assert np.array_equal(short.flows, long.flows[: short.quarters])
