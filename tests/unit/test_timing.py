"""How benchmarks compare times: in the same rounds, with an interval, and without a verdict where it is too wide."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from timing import interleaved, ratio_of


def test_cases_are_measured_in_turn_and_back() -> None:
    order: list[str] = []
    cases = {name: lambda name=name: order.append(name) or float(len(order)) for name in "ABC"}
    found = interleaved(cases, 3)
    assert "".join(order) == "ABCCBAABC"
    assert found == {"A": [1.0, 6.0, 7.0], "B": [2.0, 5.0, 8.0], "C": [3.0, 4.0, 9.0]}


def test_a_spell_that_slows_whole_rounds_does_not_move_a_ratio() -> None:
    spell = np.array([1.0, 3.0, 1.2, 2.0])
    ratio = ratio_of(1.1 * spell, spell)
    assert (ratio.middle, ratio.low, ratio.high) == pytest.approx((1.1, 1.1, 1.1))


def test_the_interval_holds_the_true_ratio_in_ninety_five_of_a_hundred() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        top, bottom = np.exp(rng.normal(0.0, 0.1, (2, 6)))
        ratio = ratio_of((1.05 * top).tolist(), bottom.tolist())
        held += ratio.low <= 1.05 <= ratio.high
    assert 360 <= held <= 396


def test_what_is_less_sure_than_the_limit_is_not_decided() -> None:
    assert ratio_of([1.0, 1.01, 0.99], [1.0, 1.0, 1.0]).judged(1.05) == "yes"
    assert ratio_of([1.2, 1.21, 1.19], [1.0, 1.0, 1.0]).judged(1.05) == "no"
    assert ratio_of([1.0, 1.2, 0.9], [1.0, 1.0, 1.0]).judged(1.05) == "not decided"
    one = ratio_of([1.0], [1.0])
    assert (one.low, one.high, one.judged(1.05)) == (0.0, math.inf, "not decided")
    assert ratio_of([1.1, 1.1], [1.0, 1.0]).over == "+10.0 % (+10.0 to +10.0)"
