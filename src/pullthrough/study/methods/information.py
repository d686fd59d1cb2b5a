"""The value of information: which figure, if it were published, would most reduce the doubt about a choice.

With u_a(m) what option a brings in world m, in the better direction, and y(m) a figure that would be seen in world m, with an
error:

    value = E[ u of the option that is best given y ] - max_a E[ u_a ]         in the unit of the outcome
    explained = 1 - E[(d - E[d | y])^2] / Var d,   d = u of the best option less that of the second best

E[. | y] is a cubic in the rank of y, fitted to seven eighths of the worlds and used on the other eighth (Strong, Oakley and
Brennan 2014 estimate
the same by regression). So a figure that only happens to go with the choice in these worlds gains nothing by it. What nothing
would give
is told beside it: the 95 % quantile of `explained` for figures drawn by lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FOLDS, DEGREE, LOTS = 8, 3, 200
SEED = 20261127
FEWEST = 16
"""Worlds below which nothing is said."""


@dataclass(frozen=True)
class Gain:
    """What a figure would be worth.

    Attributes:
        figure: its name; ``worlds``: in which it is defined.
        value: expected gain of choosing with it, in the unit of the outcome.
        explained: share of the doubt about the choice that it removes; ``left``: standard deviation that remains, of ``doubt``
        without it.
        by_lot: what a figure drawn by lot explains at most in 95 % of cases.
    """

    figure: str
    worlds: int
    value: float
    explained: float
    doubt: float
    left: float
    by_lot: float


@dataclass(frozen=True)
class Choice:
    """A choice among options without any figure.

    Attributes:
        best, second: their places.
        perfect: expected gain of knowing the world itself; an upper bound of the value of any figure, too high by what is chance.
    """

    best: int
    second: int
    perfect: float


def choice(utility: Floats, weights: Floats) -> Choice:
    """The choice by expectation, from the utility of options in worlds, shape (options, worlds)."""
    expected = utility @ weights
    order = np.argsort(-expected, kind="stable")
    perfect = float(utility.max(axis=0) @ weights - expected[order[0]])
    return Choice(int(order[0]), int(order[1]), perfect)


def gains(utility: Floats, figures: Mapping[str, Floats], weights: Floats, accuracy: float) -> list[Gain]:
    """What each figure is worth, the most first.

    Args:
        utility: shape (options, worlds).
        figures: what would be published in each world.
        weights: of the worlds.
        accuracy: standard error of a published figure, as a share of its spread over the worlds; options by name are not blurred.
    """
    made = choice(utility, weights)
    by_lot = {
        n: _by_lot(utility, made, n) for n in {int(np.isfinite(y).sum()) for y in figures.values()} if n >= FEWEST
    }
    found = []
    for number, (name, y) in enumerate(figures.items()):
        known = np.isfinite(y)
        if int(known.sum()) < FEWEST or np.ptp(y[known]) == 0:
            continue
        draws = np.random.default_rng([SEED, number])
        seen = y[known] + accuracy * y[known].std() * draws.normal(size=int(known.sum()))
        found.append(_gain(name, utility[:, known], seen, weights[known], made, by_lot[int(known.sum())]))
    return sorted(found, key=lambda gain: (-gain.explained, -gain.value))


def _gain(name: str, utility: Floats, seen: Floats, weights: Floats, made: Choice, by_lot: float) -> Gain:
    share = weights / weights.sum()
    against = utility - utility[made.best]  # what each option brings more than the best without the figure
    told = np.stack([_foretold(seen, row, share) for row in against])
    chosen = told.argmax(axis=0)
    value = float(against[chosen, np.arange(len(seen))] @ share)
    difference = -against[made.second]
    doubt = float(np.sqrt(share @ (difference - share @ difference) ** 2))
    explained = _explained(seen, difference, share)
    left = doubt * float(np.sqrt(1.0 - min(max(explained, 0.0), 1.0)))
    return Gain(name, len(seen), max(value, 0.0), max(explained, 0.0), doubt, left, by_lot)


def _explained(seen: Floats, values: Floats, share: Floats) -> float:
    error = values - _foretold(seen, values, share)
    plain = values - _left_out_means(values, share)
    base = float(share @ plain**2)
    return 1.0 - float(share @ error**2) / base if base > 0 else 0.0


def _foretold(seen: Floats, values: Floats, share: Floats) -> Floats:
    """Expectation of values given what is seen, in each world from the others' eighths."""
    place = 2.0 * _ranks(seen) / max(len(seen) - 1, 1) - 1.0
    found = np.empty(len(values))
    for train, test in _folds(len(values)):
        if len(np.unique(place[train])) <= DEGREE:  # an option or two: their means
            found[test] = [
                np.average(values[train], weights=share[train] * _near(place[train], x)) for x in place[test]
            ]
            continue
        fit = np.polynomial.Polynomial.fit(place[train], values[train], DEGREE, domain=[-1, 1], w=np.sqrt(share[train]))
        found[test] = fit(place[test])
    return found


def _near(places: Floats, x: float) -> Floats:
    """1 for the places at x, next to nothing for others, so that a mean is defined where there is none."""
    return np.where(places == x, 1.0, 1e-9)


def _left_out_means(values: Floats, share: Floats) -> Floats:
    found = np.empty(len(values))
    for train, test in _folds(len(values)):
        found[test] = np.average(values[train], weights=share[train])
    return found


def _ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.asarray(rankdata(values)) - 1.0


def _folds(n: int) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    fold = np.arange(n) % FOLDS
    return [(fold != k, fold == k) for k in range(FOLDS)]


def _by_lot(utility: Floats, made: Choice, n: int) -> float:
    draws = np.random.default_rng(SEED)
    difference = (utility[made.best] - utility[made.second])[:n]
    share = np.full(n, 1.0 / n)
    return max(0.0, float(np.quantile([_explained(draws.random(n), difference, share) for _ in range(LOTS)], 0.95)))
