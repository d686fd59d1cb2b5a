"""The zero of a rising function of a scale from 0 upwards, where each value costs runs of the model.

Regula falsi between a scale that is too small and one that is too large, in the Illinois variant, which does not get stuck
at one end (Dowell and Jarratt 1971).
"""

from __future__ import annotations

from collections.abc import Callable

MOST_STEPS, MOST_DOUBLINGS = 25, 7

Gap = Callable[[float], float]


class NoZero(Exception):
    """There is none, or it was not found; says why, of costs in GBP million."""


def find_zero(gap: Gap, near: float, first: float) -> float:
    """A scale at which the gap is at most ``near``, either way; it is the last one tried.

    Args:
        gap: cost less the cost to be reached.
        near: what still counts as zero.
        first: the scale tried first; above 0.

    Raises:
        NoZero: if even the scale 0 is too dear, 128 times the first still too cheap, or the steps run out.
    """
    at_first = gap(first)
    if abs(at_first) <= near:
        return first
    if at_first > 0:
        at_zero = gap(0.0)
        if at_zero > near:
            raise NoZero(f"even without it the cost is GBP {at_zero:,.1f}m too high")
        return 0.0 if abs(at_zero) <= near else _between(gap, near, (0.0, at_zero), (first, at_first))
    low = (first, at_first)
    for _ in range(MOST_DOUBLINGS):
        high = (2.0 * low[0], gap(2.0 * low[0]))
        if abs(high[1]) <= near:
            return high[0]
        if high[1] > 0:
            return _between(gap, near, low, high)
        low = high
    raise NoZero(f"even at a scale of {low[0]:,.0f} the cost is GBP {-low[1]:,.1f}m too low")


def _between(gap: Gap, near: float, low: tuple[float, float], high: tuple[float, float]) -> float:
    (a, fa), (b, fb), side = low, high, 0
    fx = fb
    for _ in range(MOST_STEPS):
        x = (a * fb - b * fa) / (fb - fa)
        fx = gap(x)
        if abs(fx) <= near:
            return x
        if fx < 0:
            a, fa, fb, side = x, fx, fb / 2 if side < 0 else fb, -1
        else:
            b, fb, fa, side = x, fx, fa / 2 if side > 0 else fa, 1
    raise NoZero(f"the costs cannot be brought closer than GBP {abs(fx):,.1f}m; allow a larger study.costing.tolerance")
