"""What the policy changed: paired differences over replicates that had the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES, Outcome
from pullthrough.study.storage.store import Row

LEVEL = 0.95

STATISTICS = {
    "pairs": "runs of the two scenarios with the same seed, both without error and with the outcome defined; n of them",
    "baseline, policy": "mean over the pairs",
    "difference": "mean over the pairs of policy less baseline",
    "ci_low, ci_high": "95 % t-interval of the mean difference over pairs: mean -/+ t(0.975, n-1) s / sqrt(n)",
    "share_better": "share of pairs in which the policy is better, ties counting half; larger, where neither is better",
    "q05 ... q95": "quantiles over the runs of a scenario in which the value is defined, linear interpolation",
}


@dataclass(frozen=True)
class Effect:
    """The effect on one outcome; nan where there are too few pairs. See :data:`STATISTICS`."""

    outcome: Outcome
    baseline: float
    policy: float
    difference: float
    ci_low: float
    ci_high: float
    n: int
    share_better: float


def effects(rows: Sequence[Row], against: str, tested: str) -> list[Effect]:
    """The effect on every outcome, in the order of the registry."""
    return effects_between([r for r in rows if r.scenario == against], [r for r in rows if r.scenario == tested])


def effects_between(without: Sequence[Row], having: Sequence[Row]) -> list[Effect]:
    """The effect on every outcome, from the runs of either side."""
    base = {r.replicate: r for r in without if not r.error}
    with_policy = {r.replicate: r for r in having if not r.error}
    pairs = sorted(base.keys() & with_policy.keys())
    found = []
    for name, outcome in OUTCOMES.items():
        a = np.array([base[i].outcomes[name] for i in pairs], dtype=float)
        b = np.array([with_policy[i].outcomes[name] for i in pairs], dtype=float)
        found.append(effect(outcome, a, b))
    return found


def effect(outcome: Outcome, baseline: NDArray[np.float64], policy: NDArray[np.float64]) -> Effect:
    """The effect on one outcome from its values in each pair, both of shape (pairs,).

    Where no pair has both, as with what engagement does against a baseline without any, each side's own mean is given.
    """
    both = np.isfinite(baseline) & np.isfinite(policy)
    n = int(both.sum())
    if n == 0:
        nothing = float("nan")
        return Effect(outcome, _level(baseline), _level(policy), nothing, nothing, nothing, n=0, share_better=nothing)
    baseline, policy = baseline[both], policy[both]
    difference = policy - baseline
    mean = float(difference.mean())
    half = half_width(difference)
    better = difference * (outcome.better or 1)
    share = float((better > 0).mean() + 0.5 * (better == 0).mean())
    return Effect(outcome, float(baseline.mean()), float(policy.mean()), mean, mean - half, mean + half, n, share)


def _level(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def standard_error(values: NDArray[np.float64]) -> float:
    """The standard deviation of a mean that is due to chance, s / sqrt(n); nan for fewer than two values."""
    return float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else float("nan")


def half_width(difference: NDArray[np.float64]) -> float:
    """Half the 95 % t-interval of a mean; nan for fewer than two values."""
    from scipy.special import stdtrit

    n = difference.size
    return float(stdtrit(n - 1, (1 + LEVEL) / 2)) * standard_error(difference) if n > 1 else float("nan")


def interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """A mean and the ends of its 95 % t-interval; nan where there is no value, the ends also where there is but one."""
    if not values.size:
        return (float("nan"),) * 3
    mean, half = float(values.mean()), half_width(values)
    return mean, mean - half, mean + half
