"""Estimators of times to an event, against examples worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullthrough.observe.survival import cumulative_incidence, survival
from pullthrough.observe.window import Window, mean, ratio

SUBJECTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=40)


def incidence(subjects: list[tuple[int, int]], horizon: int) -> tuple[np.ndarray, np.ndarray]:
    times, causes = (np.array(column, dtype=np.int64) for column in zip(*subjects, strict=True))
    return cumulative_incidence(times, causes, horizon)


def test_aalen_johansen_by_hand() -> None:
    # five subjects: adopted at 1, abandoned at 2, censored at 2, adopted at 3, abandoned at 4
    adopted, abandoned = incidence([(1, 1), (2, 2), (2, 0), (3, 1), (4, 2)], 5)
    # after 1: 1/5; free 4/5. At 2 of 4 at risk one is abandoned: 4/5 x 1/4; free 3/5. At 3 of 2 one: 3/5 x 1/2; free 3/10.
    assert adopted == pytest.approx([0, 0.2, 0.2, 0.5, 0.5, 0.5])
    assert abandoned == pytest.approx([0, 0, 0.2, 0.2, 0.5, 0.5])


def test_kaplan_meier_by_hand() -> None:
    # at risk 4, 3, 1: 3/4, then 3/4 x 2/3, censored at 2, then 0
    curve = survival(np.array([1, 2, 2, 5]), np.array([True, True, False, True]), 5)
    assert curve == pytest.approx([1, 0.75, 0.5, 0.5, 0.5, 0])


def test_without_censoring_it_is_the_plain_share() -> None:
    subjects = [(3, 1)] * 2 + [(5, 2)] * 6
    adopted, abandoned = incidence(subjects, 10)
    assert (adopted[10], abandoned[10]) == pytest.approx((0.25, 0.75))


def test_kaplan_meier_of_one_cause_overstates_it() -> None:
    # 10 of 100 adopted late, 90 abandoned early: the share ever adopted is 10 %, and not 100 %
    subjects = [(2, 2)] * 90 + [(8, 1)] * 10
    adopted, _ = incidence(subjects, 10)
    times = np.array([t for t, _ in subjects])
    naive = 1.0 - survival(times, np.array([cause == 1 for _, cause in subjects]), 10)
    assert adopted[10] == pytest.approx(0.1)
    assert naive[10] == pytest.approx(1.0)


def test_events_after_the_horizon_count_as_at_risk_only() -> None:
    adopted, abandoned = incidence([(2, 1), (50, 1), (60, 2), (70, 0)], 5)
    assert adopted == pytest.approx([0, 0, 0.25, 0.25, 0.25, 0.25])
    assert abandoned == pytest.approx(np.zeros(6))


def test_nobody_gives_nan() -> None:
    assert np.isnan(cumulative_incidence(np.array([], int), np.array([], int), 3)).all()
    assert np.isnan(survival(np.array([], int), np.array([], bool), 3)).all()


@given(SUBJECTS)
def test_incidences_rise_and_add_up_to_what_has_happened(subjects: list[tuple[int, int]]) -> None:
    one, two = incidence(subjects, 12)
    times, causes = (np.array(column) for column in zip(*subjects, strict=True))
    assert np.all(np.diff(one) >= -1e-12) and np.all(np.diff(two) >= -1e-12)
    assert one + two == pytest.approx(1.0 - survival(times, causes > 0, 12))


@given(SUBJECTS)
def test_competing_incidence_is_never_above_kaplan_meier(subjects: list[tuple[int, int]]) -> None:
    one, _ = incidence(subjects, 12)
    times, causes = (np.array(column) for column in zip(*subjects, strict=True))
    assert np.all(one <= 1.0 - survival(times, causes == 1, 12) + 1e-12)


def test_ratio_and_mean_are_nan_where_not_defined() -> None:
    assert ratio(3, 4) == 0.75
    assert np.isnan(ratio(3, 0))
    assert mean(np.array([1.0, np.nan, 3.0])) == 2.0
    assert np.isnan(mean(np.array([np.nan])))


def test_a_window_holds_its_quarters_and_not_never() -> None:
    window = Window(start=8, stop=16, burn_in=4, end=30)
    assert window.years == 2.0
    assert window.holds(np.array([-1, 7, 8, 15, 16], np.int32)).tolist() == [False, False, True, True, False]
