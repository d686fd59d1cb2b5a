"""Distances in technology space, fit, and what an organisation believes of a need."""

from __future__ import annotations

import math

from pullthrough.world import draws
from pullthrough.world.codes import DRAW_SIGNAL


def distance(one, other):
    """Euclidean distance of two positions."""
    total = 0.0
    for axis in range(len(one)):
        total += (one[axis] - other[axis]) * (one[axis] - other[axis])
    return math.sqrt(total)


def ln_fit(gap, width):
    """ln fit = -gap^2 / (2 h^2): how well something at distance ``gap`` answers a need; h is ``signal.fit_width``."""
    return -gap * gap / (2.0 * width * width)


def complementarity(gap, best):
    """How much two organisations at a distance can give each other: (d / d*) exp(1 - d / d*), 1 at d*, 0 at 0.

    An inverted U in cognitive distance (Nooteboom et al. 2007, Research Policy 36).
    """
    return gap / best * math.exp(1.0 - gap / best)


def gap_left(trl, required_trl, rules):
    """Share of today's gap that steady work leaves by the required TRL: exp(-T sum_k rho_k), k = trl .. required - 1.

    rho_k = rho_0 exp(-eta (k - 1)) is the steering rate at TRL k, T the quickest time of a step; the sum is geometric.
    """
    if trl >= required_trl:
        return 1.0
    freeze = rules.steering.freeze
    if freeze < 1e-9:
        total = float(required_trl - trl)
    else:
        total = (math.exp(-freeze * (trl - 1)) - math.exp(-freeze * (required_trl - 1))) / (1.0 - math.exp(-freeze))
    return math.exp(-rules.development.quickest_step * rules.steering.rate * total)


def belief(signal_key, axis, need, centre, tau, tau_prior):
    """One coordinate of the believed need: posterior mean of a normal signal and the segment's centre of need.

    signal = y + e / sqrt(tau), e standard normal, **one for each (organisation, requirement)**: hearing again sharpens the
    same error instead of averaging new ones away. belief = (tau signal + tau_prior mu) / (tau + tau_prior).

    Args:
        signal_key: key of the pair (organisation, requirement).
        axis: which coordinate.
        need, centre: y and mu in that coordinate.
        tau, tau_prior: precision of the signal and of the prior, 1 / sigma_y^2.
    """
    if tau <= 0.0:
        return centre
    heard = need + draws.normal(signal_key, DRAW_SIGNAL, 0, axis) / math.sqrt(tau)
    return (tau * heard + tau_prior * centre) / (tau + tau_prior)
