"""Ranking for a budget: selection by a heap, not a full sort.

The proposals of a call lie in ``scores[:n]`` with their rows in ``rows[:n]``. ``heap_up`` orders them in O(n), each
``take_best`` costs O(log n); a call that funds a fifth of its proposals never sorts the rest. Ties go to the earlier row.
"""

from __future__ import annotations


def before(scores, rows, a, b):
    """Whether place a ranks before place b."""
    if scores[a] != scores[b]:
        return scores[a] > scores[b]
    return rows[a] < rows[b]


def swap(scores, rows, a, b):
    """Exchange two places."""
    scores[a], scores[b] = scores[b], scores[a]
    rows[a], rows[b] = rows[b], rows[a]


def sink(scores, rows, n, place):
    """Let the entry at a place sink below those that rank before it."""
    while True:
        best = place
        for child in range(2 * place + 1, min(2 * place + 3, n)):
            if before(scores, rows, child, best):
                best = child
        if best == place:
            return
        swap(scores, rows, place, best)
        place = best


def heap_up(scores, rows, n):
    """Order n entries into a heap with the best on top."""
    for place in range(n // 2 - 1, -1, -1):
        sink(scores, rows, n, place)


def take_best(scores, rows, n):
    """Move the best of n entries to place n - 1; the first n - 1 remain a heap. Returns its row."""
    swap(scores, rows, 0, n - 1)
    sink(scores, rows, n - 1, 0)
    return rows[n - 1]
