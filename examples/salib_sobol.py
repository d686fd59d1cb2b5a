"""SALib drives the model: Sobol' indices of the effect of the 2021 policy on adoptions, for three assumptions.

pip install 'pullthrough[analysis]', then: python examples/salib_sobol.py [tiny]
"""

from __future__ import annotations

import sys

from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

from pullthrough.bridges import Function


def indices(world: str = "uk", points: int = 16, replicates: int = 2) -> dict[str, tuple[float, float]]:
    """First-order and total index of each assumption; ranges are those of its record in the register."""
    ranges: dict[str, list[float]] = {"world.need.drift": [], "world.need.spread": [], "world.private_money.tries": []}
    effect = Function(ranges, {"world": world}, replicates=replicates)
    places = sample.sample(effect.problem, points, calc_second_order=False, seed=1)
    found = analyse.analyze(effect.problem, effect.rows(places, "adoptions_per_year"), calc_second_order=False, seed=1)
    names = effect.problem["names"]
    return {name: (float(s), float(t)) for name, s, t in zip(names, found["S1"], found["ST"], strict=True)}


if __name__ == "__main__":
    for name, (first, total) in indices(*sys.argv[1:2]).items():
        print(f"{name:30} first {first:6.2f}  total {total:6.2f}")
