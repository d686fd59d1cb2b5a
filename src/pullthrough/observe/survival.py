"""Estimators of times to an event that may be cut short: Aalen-Johansen and Kaplan-Meier."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.int64]


def cumulative_incidence(times: Times, causes: Times, horizon: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Aalen-Johansen estimate with two competing causes.

    CIF_c(t) = sum_{s <= t} S(s-) d_c(s) / n(s), S the probability that nothing has happened yet. With competing risks a
    Kaplan-Meier estimate of one cause overstates it (Aalen and Johansen 1978).

    Args:
        times: time of event or censoring of each subject, in whole periods >= 0.
        causes: 1 or 2 for an event of that cause, 0 for censored.
        horizon: last period.

    Returns:
        Incidence of cause 1 and of cause 2, shape (horizon + 1,), nan if there is no subject.
    """
    if not len(times):
        return np.full(horizon + 1, np.nan), np.full(horizon + 1, np.nan)
    late = horizon + 1
    clipped = np.minimum(times, late)
    at_risk = len(times) - np.concatenate([[0], np.cumsum(np.bincount(clipped, minlength=late + 1))[:-1]])
    counts = [np.bincount(clipped[causes == c], minlength=late + 1).astype(float) for c in (1, 2)]
    safe = np.maximum(at_risk, 1)
    free = np.concatenate([[1.0], np.cumprod(1.0 - (counts[0] + counts[1]) / safe)[:-1]])
    one, two = (np.cumsum(free * count / safe)[: horizon + 1] for count in counts)
    return one, two


def survival(times: Times, events: NDArray[np.bool_], horizon: int) -> NDArray[np.float64]:
    """Kaplan-Meier estimate S(t) = prod_{s <= t} (1 - d(s) / n(s)), shape (horizon + 1,), nan if there is no subject."""
    gone, _ = cumulative_incidence(times, events.astype(np.int64), horizon)
    return 1.0 - gone
