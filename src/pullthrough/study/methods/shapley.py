"""Shapley values: the effect of a whole shared out among its parts.

phi_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)): what part i adds, averaged over all
orders in which the n parts can be put together (Shapley 1953). The shares add up to the effect of the whole, and a part
that never changes anything gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def exact(values: Mapping[int, Floats], parts: int) -> Floats:
    """Shapley values from the value of every set.

    Args:
        values: value of each set of parts in each replicate, shape (replicates,); bit i of a set is part i.
        parts: how many there are.

    Returns:
        Shape (parts, replicates).
    """
    weight = [factorial(k) * factorial(parts - k - 1) / factorial(parts) for k in range(parts)]
    found = np.zeros((parts, len(values[0])))
    for i in range(parts):
        for members in range(1 << parts):
            if not members >> i & 1:
                found[i] += weight[members.bit_count()] * (values[members | 1 << i] - values[members])
    return found


def along(orders: Sequence[Sequence[int]], value: Mapping[int, float], parts: int) -> Floats:
    """What each part adds in its place, mean over orders, for one replicate; shape (parts,). Unbiased for random orders.

    Args:
        orders: permutations of the parts.
        value: value of every set met on the way.
    """
    found = np.zeros(parts)
    for order in orders:
        members = 0
        for i in order:
            found[i] += value[members | 1 << i] - value[members]
            members |= 1 << i
    return found / len(orders)


def drawn_orders(parts: int, orders: int, seed: int, replicate: int) -> list[list[int]]:
    """Random orders for one replicate, each second one the reverse of the one before (so that positions balance)."""
    draws = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(replicate, 1)))
    found: list[list[int]] = []
    while len(found) < orders:
        order = [int(i) for i in draws.permutation(parts)]
        found += [order, order[::-1]]
    return found[:orders]


def sets_along(orders: Sequence[Sequence[int]]) -> set[int]:
    """The sets of parts met when they are put together in these orders, the empty one included."""
    found = {0}
    for order in orders:
        members = 0
        for i in order:
            members |= 1 << i
            found.add(members)
    return found
