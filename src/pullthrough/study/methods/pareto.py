"""Portfolios none of which is better than another in everything: which they are, a few that stand for all, and where the front
bends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def front(values: Floats) -> NDArray[np.intp]:
    """The rows that no other row is at least as good as in every column and better in one; more is better.

    Rows with an undefined value are never on it.
    """
    known = np.flatnonzero(np.isfinite(values).all(axis=1))
    kept = []
    for i in known:
        others = values[known]
        beaten = (others >= values[i]).all(axis=1) & (others > values[i]).any(axis=1)
        if not beaten.any():
            kept.append(i)
    return np.array(kept, dtype=np.intp)


def scaled(values: Floats) -> Floats:
    """Each column from 0, the worst of the rows, to 1, the best; 1 where all are alike."""
    low, high = values.min(axis=0), values.max(axis=0)
    span = high - low
    return np.where(span > 0, (values - low) / np.where(span > 0, span, 1.0), 1.0)


def spread_out(values: Floats, n: int) -> NDArray[np.intp]:
    """n rows that stand for all: the best in each column first, then each the farthest from those taken."""
    if len(values) <= n:
        return np.arange(len(values))
    places = scaled(values)
    taken = list(dict.fromkeys(int(i) for i in places.argmax(axis=0)))[:n]
    nearest = np.min([np.linalg.norm(places - places[i], axis=1) for i in taken], axis=0)
    while len(taken) < n:
        taken.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, np.linalg.norm(places - places[taken[-1]], axis=1))
    return np.array(sorted(taken), dtype=np.intp)


def knees(values: Floats) -> NDArray[np.intp]:
    """Where the front bends: rows to leave which costs more in some goals than it gains in the others, whichever way one goes.

    By the trade-off of Rachmawati and Srinivasan (2009) as pymoo has it; the row nearest to the best of every column where it
    finds none.
    """
    from pymoo.mcdm.high_tradeoff import HighTradeoffPoints

    places = scaled(values)
    found = None
    if len(values) > 2:
        found = HighTradeoffPoints(zero_to_one=False).do(1.0 - places)
    if found is None or not len(found):
        return np.array([int(np.argmin(np.linalg.norm(1.0 - places, axis=1)))], dtype=np.intp)
    return np.atleast_1d(np.asarray(found, dtype=np.intp))
