"""History matching: an emulator of each target, and how implausible a place in the space of parameters is.

Implausibility of a place x for a target j (Craig et al. 1997; Vernon, Goldstein and Bower 2010):

    I_j(x) = |E_j(x) - z_j| / sqrt(V_observation + V_discrepancy + V_emulator + V_replicates)

z_j the published value, E_j the emulated mean of the model. A place is kept if no target's I exceeds the cut, usually 3
(Pukelsheim 1994: at least 95 % of any unimodal distribution lie within three standard deviations).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.schema.target import Target

if TYPE_CHECKING:
    from scipy.interpolate import RBFInterpolator

Floats = NDArray[np.float64]
FOLDS = 8
KERNEL = "thin_plate_spline"
SMOOTHING = (0.0, 0.01, 0.1, 1.0, 10.0)
"""Of these the emulator takes the one that predicts best what it has not seen."""


@dataclass(frozen=True)
class Emulator:
    """What the model is expected to give at places that were not run.

    Attributes:
        surface: interpolates the means of the runs.
        variance: mean squared error in places that were left out.
    """

    surface: RBFInterpolator
    variance: float

    def __call__(self, places: Floats) -> Floats:
        """Expected outcome at places, shape (n, factors) in the unit cube."""
        return np.asarray(self.surface(places))


def emulator(places: Floats, values: Floats) -> Emulator:
    """Fit a thin-plate spline to the means of the runs; its smoothing is chosen by leaving out every eighth place."""
    from scipy.interpolate import RBFInterpolator  # loaded only where it is used: it takes half a second

    errors = {s: _left_out(places, values, s) for s in SMOOTHING}
    best = min(errors, key=lambda s: errors[s])
    return Emulator(RBFInterpolator(places, values, kernel=KERNEL, smoothing=best), errors[best])


def _left_out(places: Floats, values: Floats, smoothing: float) -> float:
    from scipy.interpolate import RBFInterpolator

    fold = np.arange(len(values)) % FOLDS
    squares = []
    for k in range(FOLDS):
        kept = fold != k
        surface = RBFInterpolator(places[kept], values[kept], kernel=KERNEL, smoothing=smoothing)
        squares.append((surface(places[~kept]) - values[~kept]) ** 2)
    return float(np.mean(np.concatenate(squares)))


def spread(target: Target, discrepancy: float) -> float:
    """V_observation + V_discrepancy: the tolerance counts as two standard deviations of the published figure, and a share
    of it as one of what no values of the parameters can mend."""
    return (target.tolerance / 2) ** 2 + (discrepancy * target.tolerance) ** 2


def implausibility(
    expected: Floats, targets: Sequence[Target], uncertain: Sequence[float] | Floats, discrepancy: float
) -> Floats:
    """Largest implausibility over targets.

    Args:
        expected: shape (places, targets); an outcome that is not defined is wholly implausible.
        uncertain: for each target, or each place and target, the variance of what is expected, of emulator and replicates.
        discrepancy: standard deviation of the model's own error, as a share of each tolerance.
    """
    values = np.array([t.value for t in targets])
    variances = np.array([spread(t, discrepancy) for t in targets]) + np.asarray(uncertain)
    off = np.abs(expected - values) / np.sqrt(variances)
    return np.where(np.isfinite(off), off, np.inf).max(axis=1)


def next_places(plausible: Floats, n: int) -> Floats:
    """n of the places that are left, spread out: each next one is the farthest from those taken (maximin)."""
    if len(plausible) <= n:
        return plausible
    taken = [0]
    nearest = np.linalg.norm(plausible - plausible[0], axis=1)
    while len(taken) < n:
        taken.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, np.linalg.norm(plausible - plausible[taken[-1]], axis=1))
    return plausible[taken]


def candidates(k: int, n: int, seed: int) -> Floats:
    """Places all over the unit cube, shape (n, k); n is rounded up to a power of two."""
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(k, rng=np.random.default_rng(seed)).random_base2(int(np.ceil(np.log2(n)))))
