"""Measures that follow firms and projects, on cases small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pullthrough.observe import behaviour
from pullthrough.observe.behaviour import gini
from pullthrough.observe.window import Window
from pullthrough.world.codes import NEVER


@pytest.mark.parametrize(("amounts", "expected"), [((5, 5, 5, 5), 0.0), ((0, 0, 0, 8), 0.75), ((1, 3), 0.25)])
def test_gini(amounts: tuple[int, ...], expected: float) -> None:
    assert gini(np.array(amounts, dtype=float)) == pytest.approx(expected)


def test_gini_of_nothing_is_not_defined() -> None:
    assert np.isnan(gini(np.zeros(3))) and np.isnan(gini(np.empty(0)))


def test_entrants_are_told_apart_at_the_landmark_and_followed_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lives = {  # entered, left, first award: two awarded early (one stays), two not (none stays), one gone, one award too late
        "entered": [0, 0, 0, 0, 0, 0],
        "left": [NEVER, 12, 10, 20, 5, NEVER],
        "first_award": [3, 8, NEVER, NEVER, 2, 9],
        "first_contract": [NEVER, 11, NEVER, NEVER, NEVER, NEVER],
    }
    monkeypatch.setattr(behaviour, "lives", lambda tables: {k: np.array(v, dtype=np.int64) for k, v in lives.items()})
    found = behaviour._entrants(Window(0, 4, 0, 60), None)  # type: ignore[arg-type]
    assert found["entrant_stay_awarded"] == pytest.approx(1 / 2)
    assert found["entrant_stay_unawarded"] == pytest.approx(1 / 3)  # an award after the landmark does not count
    assert found["entrant_awarded_3"] == pytest.approx(4 / 6)
    assert found["entrant_contracted_5"] == pytest.approx(1 / 6)
