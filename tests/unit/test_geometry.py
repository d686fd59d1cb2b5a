"""Distance, fit, and one error for each pair of organisation and requirement."""

from __future__ import annotations

from math import exp, log, sqrt
from types import SimpleNamespace

import numpy as np
import pytest

from pullthrough.world import draws, geometry
from pullthrough.world.codes import DRAW_SIGNAL


def pair_key(n: int) -> np.uint64:
    with np.errstate(over="ignore"):
        return np.uint64(draws.pair(np.uint64(n), np.uint64(99)))


def believed(key: np.uint64, tau: float, need: float = 2.0, centre: float = 0.0, tau_prior: float = 1.0) -> float:
    with np.errstate(over="ignore"):
        return float(geometry.belief(key, 0, need, centre, tau, tau_prior))


def shock(key: np.uint64) -> float:
    with np.errstate(over="ignore"):
        return float(draws.normal(key, DRAW_SIGNAL, 0, 0))


def test_distance_and_fit() -> None:
    assert geometry.distance((0.0, 3.0), (4.0, 0.0)) == 5.0
    assert geometry.distance((1.0, 2.0, 3.0), (1.0, 2.0, 3.0)) == 0.0
    assert geometry.ln_fit(0.0, 0.5) == 0.0
    assert exp(geometry.ln_fit(0.5, 0.5)) == pytest.approx(exp(-0.5))


def test_belief_is_the_posterior_mean() -> None:
    key = pair_key(1)
    heard = 2.0 + shock(key) / sqrt(3.0)
    assert believed(key, tau=3.0) == pytest.approx((3.0 * heard + 1.0 * 0.0) / 4.0)


def test_who_has_heard_nothing_believes_in_the_centre_of_need() -> None:
    assert believed(pair_key(1), tau=0.0, centre=-0.7) == -0.7


def test_who_has_heard_everything_knows_the_need() -> None:
    assert believed(pair_key(1), tau=1e16) == pytest.approx(2.0, abs=1e-6)


def test_a_sharper_signal_moves_along_the_same_error() -> None:
    for n in range(50):
        key = pair_key(n)
        errors = [believed(key, tau, tau_prior=0.0) - 2.0 for tau in (0.25, 1.0, 4.0, 16.0)]
        assert errors == pytest.approx([shock(key) * factor for factor in (2.0, 1.0, 0.5, 0.25)])


def test_other_pairs_have_other_errors() -> None:
    assert len({shock(pair_key(n)) for n in range(200)}) == 200


def test_the_gap_left_is_that_of_working_through_every_step() -> None:
    rules = SimpleNamespace(
        steering=SimpleNamespace(rate=0.3, freeze=0.5), development=SimpleNamespace(quickest_step=3)
    )
    for trl in range(1, 9):
        for asked in range(1, 10):
            moves = [exp(-3 * 0.3 * exp(-0.5 * (k - 1))) for k in range(trl, asked)]
            assert geometry.gap_left(trl, asked, rules) == pytest.approx(float(np.prod(moves)))


def test_without_a_freeze_every_step_closes_as_much() -> None:
    rules = SimpleNamespace(
        steering=SimpleNamespace(rate=0.1, freeze=0.0), development=SimpleNamespace(quickest_step=2)
    )
    assert geometry.gap_left(2, 7, rules) == pytest.approx(exp(-2 * 0.1 * 5))
    nearly = SimpleNamespace(steering=SimpleNamespace(rate=0.1, freeze=1e-6), development=rules.development)
    assert log(geometry.gap_left(2, 7, nearly)) == pytest.approx(-1.0, rel=1e-4)
