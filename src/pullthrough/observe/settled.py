"""What has happened and what is announced, told apart: headline outcomes of the years to ``observe.settled``, and after."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import COLUMN, PUBLIC_COST
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import QUARTERS_PER_YEAR
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import Tables

COUNTED = {"adoptions": "Adoptions", "entrants": "Firms entering defence"}

OUTCOMES = (
    *(Outcome(f"{name}_settled", "per year", f"{label}, years that are past",
              "per year, in years of the window up to observe.settled, which have happened", 1) for name, label in COUNTED.items()),
    *(Outcome(f"{name}_announced", "per year", f"{label}, years to come",
              "per year, in years of the window after observe.settled, which rest on announcements", 1)
      for name, label in COUNTED.items()),
    Outcome("public_cost_settled", "GBP million per year", "Public cost of pull-through, years that are past",
            "as public_cost, in years of the window up to observe.settled", -1),
    Outcome("public_cost_announced", "GBP million per year", "Public cost of pull-through, years to come",
            "as public_cost, in years of the window after observe.settled", -1),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Each headline before and after the line; nan where the window has no such year."""
    line = min(max(window.settled, window.start), window.stop)
    outcomes: dict[str, float] = {}
    for when, start, stop in (("settled", window.start, line), ("announced", line, window.stop)):
        total = noted[start:stop].sum(axis=0).astype(float)
        years = (stop - start) / QUARTERS_PER_YEAR
        outcomes |= {f"{name}_{when}": ratio(total[COLUMN[name]], years) for name in COUNTED}
        cost = sum(total[COLUMN[name]] for name in PUBLIC_COST) - total[COLUMN["float_gain"]]
        outcomes[f"public_cost_{when}"] = ratio(cost / THOUSANDS_PER_MILLION, years)
    return outcomes, {}
