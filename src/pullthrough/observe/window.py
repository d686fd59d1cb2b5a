"""The window of observation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.policy.setting import Setting
from pullthrough.world.codes import QUARTERS_PER_YEAR


@dataclass(frozen=True)
class Window:
    """Quarters of the run that are measured.

    Attributes:
        start, stop: first quarter of the window and one past its last.
        burn_in: quarters before the first year.
        end: last quarter run.
        settled: one past the last quarter that has happened; later ones rest on announcements.
    """

    start: int
    stop: int
    burn_in: int
    end: int
    settled: int = 0

    @classmethod
    def of(cls, setting: Setting, end: int) -> Window:
        """The window of a setting, cut off at the last quarter run."""
        calendar, observe = setting.world.calendar, setting.observe
        start = calendar.burn_in + QUARTERS_PER_YEAR * (observe.first_year - calendar.first_year)
        stop = calendar.burn_in + QUARTERS_PER_YEAR * (observe.last_year - calendar.first_year + 1)
        start = max(0, min(start, end + 1))
        settled = calendar.burn_in + QUARTERS_PER_YEAR * (observe.settled - calendar.first_year + 1)
        return cls(start, max(start, min(stop, end + 1)), calendar.burn_in, end, max(0, settled))

    @property
    def years(self) -> float:
        """Length in years."""
        return max(0, self.stop - self.start) / QUARTERS_PER_YEAR

    def holds(self, quarters: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Which of these quarters lie in the window (NEVER does not)."""
        return (quarters >= self.start) & (quarters < self.stop)


def ratio(top: float, bottom: float) -> float:
    """A ratio, nan if there is nothing to divide by."""
    return float(top) / float(bottom) if bottom else float("nan")


def mean(values: NDArray[np.float64]) -> float:
    """Mean of the values that are numbers, nan if there is none."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
