"""Selection by a heap takes the same as a full sort, best first, ties to the earlier row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullthrough.processes.shared import ranking


def taken(scores: list[float], count: int) -> list[int]:
    """Rows of the best, in the order in which they are taken."""
    heap, rows = np.array(scores), np.arange(len(scores))
    ranking.heap_up(heap, rows, len(scores))
    return [int(ranking.take_best(heap, rows, len(scores) - k)) for k in range(count)]


def sorted_rows(scores: list[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda row: (-scores[row], row))


def test_worked_example() -> None:
    assert taken([0.2, 0.9, 0.5, 0.9], 4) == [1, 3, 2, 0]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60))
def test_all_of_them_in_order(scores: list[float]) -> None:
    assert taken(scores, len(scores)) == sorted_rows(scores)


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=1, max_size=40), st.integers(0, 40))
def test_with_ties_the_first_few(scores: list[float], count: int) -> None:
    count = min(count, len(scores))
    assert taken(scores, count) == sorted_rows(scores)[:count]


@pytest.mark.parametrize("taken_first", [0, 1, 7, 50])
def test_the_rest_is_kept(taken_first: int) -> None:
    scores = np.random.default_rng(1).normal(size=50)
    heap, rows = scores.copy(), np.arange(50)
    ranking.heap_up(heap, rows, 50)
    for k in range(taken_first):
        ranking.take_best(heap, rows, 50 - k)
    assert sorted(rows) == list(range(50))
    assert np.array_equal(heap, scores[rows])
    assert set(rows[50 - taken_first :]) == set(sorted_rows(list(scores))[:taken_first])
