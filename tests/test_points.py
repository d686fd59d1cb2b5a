"""Points of designs: where they lie, and what a place in a range means."""

from __future__ import annotations

import numpy as np
import pytest
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.study.design.factors import Factor, factors
from pullthrough.study.design.points import count, points_of, sample
from pullthrough.study.design.resolve import planned
from pullthrough.study.kinds.sweep import resolved

RANGES = "design.ranges={policy.engagement.lead:[0,8],world.need.drift:[]}"
VALUES = "design.values={policy.engagement.slots:[1,2,4]}"
CASES = "design.cases={regime:{calm:{world.need.drift:0.02},wild:{world.need.drift:0.1,world.need.spread:2}}}"
SWEEP = [*TINY, "study=sweep"]


def test_the_plausible_range_of_the_record_is_the_default() -> None:
    lead, drift = factors(compose([*SWEEP, "design=grid", RANGES]))
    assert (lead.low, lead.high, lead.whole, lead.unit) == (0, 8, True, "quarters")
    assert (drift.low, drift.high, drift.whole) == (0.01, 0.15, False)


def test_whole_numbers_and_options_have_equal_shares() -> None:
    whole = Factor("x", 2, 5, whole=True)
    places = (np.arange(400) + 0.5) / 400
    values, times = np.unique([whole.at(u)[0] for u in places], return_counts=True)
    assert values.tolist() == [2, 3, 4, 5] and set(times) == {100}
    assert whole.at(1.0)[0] == 5 and whole.levels(9) == [(v, (("x", v),)) for v in (2, 3, 4, 5)]
    named = Factor("x", options=((("a", 1),), (("a", 2),)), labels=("one", "two"))
    assert [named.at(u)[0] for u in (0.0, 0.49, 0.5, 1.0)] == ["one", "one", "two", "two"]
    assert Factor("x", 1, 100, log=True).at(0.5)[0] == pytest.approx(10)


def test_a_grid_has_every_combination() -> None:
    made = points_of(compose([*SWEEP, "design=grid", "design.levels=3", RANGES, VALUES]))
    assert len(made.points) == len(set(made.points)) == 27
    assert sorted({row[1] for row in made.labels}) == [0.01, 0.08, 0.15]
    assert dict(made.points[-1].values) == {
        "policy.engagement.lead": 8,
        "world.need.drift": 0.15,
        "policy.engagement.slots": 4,
    }


def test_one_at_a_time_moves_one_factor_from_the_configuration() -> None:
    root = compose([*SWEEP, "design=one_at_a_time", RANGES, CASES.replace("world.need.drift", "world.ideas.rate", 2)])
    design, made = planned(root)
    assert [len(point.values) for point in made.points] == [0, 1, 1, 1, 1, 1, 2]
    rows = resolved(design, made)
    assert rows[0] == (16.0, root.world.need.drift, "as configured") and rows[-1][2] == "wild"


def test_a_list_is_taken_as_it_is() -> None:
    points = "design.points=[{policy.engagement.lead:8},{world.need.drift:0.1},{}]"
    design, made = planned(compose([*SWEEP, "design=list", points]))
    assert [dict(p.values) for p in made.points] == [{"policy.engagement.lead": 8}, {"world.need.drift": 0.1}, {}]
    assert resolved(design, made)[1] == (16.0, 0.1)


def test_a_latin_hypercube_takes_every_part_of_a_range_once() -> None:
    places = sample("latin_hypercube", 3, 20, 0, seed=1)
    for column in places.T:
        assert sorted((20 * column).astype(int)) == list(range(20))


def test_a_sobol_design_exchanges_one_column() -> None:
    n, k = 8, 3
    places = sample("sobol", k, n, 0, seed=1)
    a, b = places[:n], places[n : 2 * n]
    for i in range(k):
        mixed = places[(2 + i) * n : (3 + i) * n]
        assert np.array_equal(mixed[:, i], b[:, i])
        assert np.array_equal(np.delete(mixed, i, 1), np.delete(a, i, 1))


def test_a_trajectory_moves_each_factor_once_by_the_step() -> None:
    n, k, levels = 20, 5, 4
    places = sample("morris", k, n, levels, seed=1).reshape(n, k + 1, k)
    moves = np.diff(places, axis=1)
    assert ((moves != 0).sum(axis=1) == 1).all() and ((moves != 0).sum(axis=2) == 1).all()
    assert np.allclose(np.abs(moves[moves != 0]), 2 / 3)
    assert np.allclose(places * 3, np.round(places * 3)) and places.min() >= 0 and places.max() <= 1


@pytest.mark.parametrize("kind", ["grid", "one_at_a_time", "latin_hypercube", "sobol", "morris"])
def test_points_are_counted_and_the_same_each_time(kind: str) -> None:
    root = compose([*SWEEP, f"design={kind}", "design.n=4", "design.levels=4", RANGES, VALUES])
    made, again = points_of(root), points_of(root)
    assert len(made.points) == count(kind, made.factors, 4, 4, 0)
    assert made.points == again.points and made.labels == again.labels
    other = points_of(compose([*SWEEP, f"design={kind}", "design.n=4", "design.levels=4", RANGES, VALUES, "seed=9"]))
    assert other.points == made.points  # the seed of the runs does not move the points


def test_an_entry_may_be_given_by_its_key() -> None:
    root = compose([*SWEEP, "design=grid", "design.ranges.policy.engagement.lead=[0,4]", RANGES.replace("8", "6")])
    assert root.design.ranges["policy.engagement.lead"] == [0, 6]


def test_every_assumption_can_be_varied_at_once() -> None:
    root = compose([*SWEEP, "design=morris", "design.graded=[D]", "design.fixed=[world.need]", RANGES])
    found = {f.name: f for f in factors(root)}
    assert {"policy.engagement.lead", "world.need.drift"} <= set(found)  # named, so that they are not left out
    assert len(found) > 40 and not any(name.startswith("world.need.") for name in set(found) - {"world.need.drift"})
    assert all(f.low < f.high and f.name.startswith(("world.", "policy.engagement.lead")) for f in found.values())
