"""A Gaussian process in place of runs: what they would give at a place that was not run, and how far that may be off.

The mean over replicates at a place x is

    y(x) = f(x) + e,    f ~ GP(0, a Matern(5/2; one length a column) + b x.x'),    Var e = w

of values standardised to mean 0 and variance 1 (Rasmussen and Williams 2006, chapters 2 and 5). w holds the Monte Carlo error
of the mean and
whatever is too rough to be followed. The lengths are found by marginal likelihood. Because that is often too sure of itself,
errors at
left-out places (eight folds) are compared with the standard deviations foretold for them, and these are widened until 95 % are
covered.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.study.methods.indices import means, noise_variance

if TYPE_CHECKING:
    from sklearn.gaussian_process import GaussianProcessRegressor

Floats = NDArray[np.float64]
FOLDS = 8
WIDE = 1.959963984540054
"""Standard deviations on either side that hold 95 % of a normal distribution."""
FEWEST = 12
"""Places below which nothing is fitted."""


@dataclass(frozen=True)
class Surface:
    """One response as a function of places.

    Attributes:
        process: fitted to standardised values.
        middle, scale: mean and standard deviation of the values.
        noise: variance of a value that is Monte Carlo error, differing from place to place.
        common: variance that all places share because they share their seeds.
        widened: factor by which the foretold standard deviation is multiplied.
        values: what it was fitted to.
    """

    process: GaussianProcessRegressor
    middle: float
    scale: float
    noise: float
    common: float
    widened: float
    values: Floats

    def __call__(self, places: Floats) -> tuple[Floats, Floats]:
        """Expected mean of runs at places, and the standard deviation of a mean of as many runs as there were at each."""
        expected, deviation = self.process.predict(places, return_std=True)
        return self.middle + self.scale * expected, self.scale * self.widened * deviation

    @property
    def rough(self) -> float:
        """Variance w of what the process does not follow: Monte Carlo error, and whatever is too rough."""
        return float(np.exp(self.process.kernel_.theta[-1])) * self.scale**2

    def doubt(self, deviation: Floats) -> Floats:
        """The standard deviation of the expectation itself, from that of a mean of runs.

        Without the Monte Carlo error that more runs at the place would remove; with what the seeds have in common.
        """
        followed = np.maximum(deviation**2 - self.widened**2 * self.rough, 0.0)
        unexplained = max(self.rough - self.noise, 0.0)
        return np.sqrt(followed + unexplained + self.common)

    @property
    def parameters(self) -> list[float]:
        """Logarithms of the parameters of the kernel, as :func:`restored` takes them."""
        return [float(value) for value in self.process.kernel_.theta]


def fitted(places: Floats, runs: Floats, noise: float | None = None) -> Surface | None:
    """Fit a surface; None where too few places are defined, or all have one value.

    Args:
        places: shape (places, columns), each column from 0 to 1.
        runs: values of single runs, shape (places, replicates); a place with an undefined mean is left out.
        noise: variance of a value that is Monte Carlo error, where the replicates do not tell.
    """
    values = means(runs)
    known = np.isfinite(values)
    places, values = places[known], values[known]
    if len(values) < FEWEST or np.ptp(values) == 0.0:
        return None
    noise, common = (noise, 0.0) if noise is not None else _chance(runs[known])
    middle, scale = float(values.mean()), float(values.std())
    level = float(np.clip(noise / scale**2, 1e-5, 1.0))
    process = _process(_kernel(places.shape[1], level), places, (values - middle) / scale, learn=True)
    widened = _widening(process, places, (values - middle) / scale)
    return Surface(process, middle, scale, noise, common, widened, values)


def restored(places: Floats, values: Floats, parameters: list[float], told: dict[str, float]) -> Surface:
    """A surface from what was kept of it: the places and values, the parameters of the kernel, and four numbers."""
    kernel = _kernel(places.shape[1], 1e-5).clone_with_theta(np.array(parameters))
    middle, scale = told["middle"], told["scale"]
    process = _process(kernel, places, (values - middle) / scale, learn=False)
    return Surface(process, middle, scale, told["noise"], told["common"], told["widened"], values)


def without(surface: Surface, places: Floats, runs: Floats) -> Surface:
    """The same surface conditioned on other places, its parameters unchanged."""
    values = means(runs)
    known = np.isfinite(values)
    told = {name: getattr(surface, name) for name in ("middle", "scale", "noise", "common", "widened")}
    return restored(places[known], values[known], surface.parameters, told)


def _chance(runs: Floats) -> tuple[float, float]:
    """Monte Carlo variance of a mean apart from place to place, and the part that is common to all."""
    noise = noise_variance(runs)
    whole = runs[np.isfinite(runs).all(axis=1)]
    n = runs.shape[1]
    if not np.isfinite(noise) or n < 2:
        return 0.0, 0.0
    common = float(np.var(whole.mean(axis=0), ddof=1)) / n - noise / len(whole)
    return noise, max(common, 0.0)


def _kernel(columns: int, noise: float) -> Any:
    """The kernel; what it does not follow is at least the Monte Carlo error, which is known from the replicates."""
    from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern, WhiteKernel

    curved = ConstantKernel(0.5, (1e-3, 1e2)) * Matern(np.ones(columns), (0.05, 1e2), nu=2.5)
    straight = ConstantKernel(0.5, (1e-4, 1e2)) * DotProduct(0.1, "fixed")
    return curved + straight + WhiteKernel(max(noise, 1e-3), (noise, 2.0))


def _process(kernel: Any, places: Floats, values: Floats, *, learn: bool) -> GaussianProcessRegressor:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor

    optimizer = "fmin_l_bfgs_b" if learn else None
    with warnings.catch_warnings():  # a length at its bound is a column that does nothing
        warnings.simplefilter("ignore", ConvergenceWarning)
        process = GaussianProcessRegressor(kernel, alpha=1e-8, optimizer=optimizer, random_state=0)
        return process.fit(places, values)


def _widening(process: GaussianProcessRegressor, places: Floats, values: Floats) -> float:
    """Foretold standard deviations times this cover 95 % of the errors at places left out; never less than 1."""
    errors = []
    for train, test in folds(len(values)):
        left = _process(process.kernel_, places[train], values[train], learn=False)
        expected, deviation = left.predict(places[test], return_std=True)
        errors.append(np.abs(values[test] - expected) / deviation)
    return max(1.0, float(np.quantile(np.concatenate(errors), 0.95)) / WIDE)


def folds(n: int) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Eight times which of n places are shown and which are left out, every eighth."""
    fold = np.arange(n) % FOLDS
    for k in range(min(FOLDS, n)):
        yield fold != k, fold == k
