"""Sensitivity of an outcome: Sobol' indices and Morris's elementary effects, with intervals, and the noise of replication."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 1000
ENDS = (0.025, 0.975)


@dataclass(frozen=True)
class Sobol:
    """Shares of the variance of an outcome over the space of the factors; arrays have one entry a factor.

    Attributes:
        first: S_i, of the factor alone; ``total``: T_i, of the factor with all its interactions.
        first_ends, total_ends: 95 % intervals from resampling base points, shape (2, factors).
        variance: of the mean response over the space.
        noise: share of that variance which is Monte Carlo error.
        n: base points that are defined in all their rows.
    """

    first: Floats
    total: Floats
    first_ends: Floats
    total_ends: Floats
    variance: float
    noise: float
    n: int


@dataclass(frozen=True)
class Morris:
    """Elementary effects, in the outcome's unit for the whole range of a factor; arrays have one entry a factor.

    Attributes:
        mu: mean; ``mu_star``: mean absolute value; ``sigma``: standard deviation.
        mu_star_ends: 95 % interval of the mean absolute value from resampling trajectories, shape (2, factors).
        noise: what the mean absolute value would be on average if there were nothing but Monte Carlo error.
        n: trajectories, those with an undefined point left out, shape (factors,).
    """

    mu: Floats
    mu_star: Floats
    sigma: Floats
    mu_star_ends: Floats
    noise: float
    n: NDArray[np.int64]


def means(values: Floats) -> Floats:
    """Mean over replicates of values of shape (points, replicates), where defined; nan where it is defined in none."""
    defined = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(defined, values, 0.0).sum(axis=1) / defined.sum(axis=1)
    return found


def noise_variance(values: Floats) -> float:
    """Variance of the mean over replicates that is chance, from values of shape (points, replicates).

    All points have the same seeds. What a seed adds to every point is the same everywhere and no noise; the residual of
    value = point + seed is, and its variance over the number of replicates is that of the mean. nan for fewer than two
    replicates.
    """
    whole = values[np.isfinite(values).all(axis=1)]
    points, replicates = whole.shape
    if points < 2 or replicates < 2:
        return float("nan")
    residual = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
    return float((residual**2).sum() / ((points - 1) * (replicates - 1)) / replicates)


def sobol(values: Floats, k: int) -> Sobol:
    """Sobol' indices from the rows A, B, and A with each column of B, values of shape (n (k + 2), replicates).

    First order by Saltelli et al. (2010), ``mean(f_B (f_ABi - f_A)) / V``; total by Jansen (1999),
    ``mean((f_A - f_ABi)^2) / 2 V``.
    """
    y = means(values)
    n = y.size // (k + 2)
    blocks = y.reshape(k + 2, n)
    blocks = blocks[:, np.isfinite(blocks).all(axis=0)]
    kept = blocks.shape[1]
    if kept < 2 or np.ptp(blocks) == 0:
        nothing = np.full((2, k), np.nan)
        return Sobol(nothing[0], nothing[1], nothing, nothing, 0.0 if kept > 1 else np.nan, np.nan, kept)
    first, total = _indices(blocks)
    draws = np.random.default_rng(0).integers(0, kept, (RESAMPLES, kept))
    found = np.array([_indices(blocks[:, chosen]) for chosen in draws])
    ends = _quantiles(found)
    variance = float(blocks[:2].var())
    noise = noise_variance(values) / variance if variance else float("nan")
    return Sobol(first, total, ends[:, 0], ends[:, 1], variance, noise, kept)


def _indices(blocks: Floats) -> tuple[Floats, Floats]:
    centred = blocks - blocks[:2].mean()
    a, b, mixed = centred[0], centred[1], centred[2:]
    variance = centred[:2].var() or np.nan
    return (b * (mixed - a)).mean(axis=1) / variance, ((a - mixed) ** 2).mean(axis=1) / (2 * variance)


def morris(values: Floats, places: Floats, k: int) -> Morris:
    """Elementary effects from trajectories of k + 1 rows: values (points, replicates), places (points, k) in the cube."""
    y = means(values).reshape(-1, k + 1)
    steps = np.diff(places.reshape(-1, k + 1, k), axis=1)
    moved = np.abs(steps).argmax(axis=2)  # which factor each step moves
    length = np.take_along_axis(steps, moved[:, :, None], axis=2)[:, :, 0]
    effects = np.full((y.shape[0], k), np.nan)
    np.put_along_axis(effects, moved, np.diff(y, axis=1) / length, axis=1)
    draws = np.random.default_rng(0).integers(0, len(effects), (RESAMPLES, len(effects)))
    sizes = np.array([_mean(np.abs(effects[chosen])) for chosen in draws])
    ends = _quantiles(sizes)
    noise = float(np.sqrt(2 / np.pi) * np.sqrt(2 * noise_variance(values)) / np.abs(length).mean())
    spread = np.array([column[np.isfinite(column)].std(ddof=1) if np.isfinite(column).sum() > 1 else np.nan
                       for column in effects.T])  # fmt: skip
    n = np.isfinite(effects).sum(axis=0)
    return Morris(_mean(effects), _mean(np.abs(effects)), spread, ends, noise, n)


def _quantiles(resampled: Floats) -> Floats:
    """Ends of the interval over resamples, shape (2, ...); nan where no resample is defined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # NumPy warns of what is all nan
        found: Floats = np.nanquantile(resampled, ENDS, axis=0)
    return found


def _mean(effects: Floats) -> Floats:
    defined = np.isfinite(effects)
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(defined, effects, 0.0).sum(axis=0) / defined.sum(axis=0)
    return found
