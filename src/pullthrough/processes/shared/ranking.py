"""Ranking for a budget: selection by a heap, not a full sort.

The proposals of a call lie in ``scores[:n]`` with their rows in ``rows[:n]``. ``heap_up`` orders them in O(n), each
``take_best`` costs O(log n); a call that funds a fifth of its proposals never sorts the rest. Ties go to the earlier row.
"""

from __future__ import annotations


def before(scores, rows, one, other):
    """Whether place a ranks before place b."""
    if scores[one] != scores[other]:
        return scores[one] > scores[other]
    return rows[one] < rows[other]


def swap(scores, rows, one, other):
    """Exchange two places."""
    scores[one], scores[other] = scores[other], scores[one]
    rows[one], rows[other] = rows[other], rows[one]


def sink(scores, rows, count, place):
    """Let the entry at a place sink below those that rank before it."""
    while True:
        best = place
        for child in range(2 * place + 1, min(2 * place + 3, count)):
            if before(scores, rows, child, best):
                best = child
        if best == place:
            return
        swap(scores, rows, place, best)
        place = best


def heap_up(scores, rows, count):
    """Order n entries into a heap with the best on top."""
    for place in range(count // 2 - 1, -1, -1):
        sink(scores, rows, count, place)


def take_best(scores, rows, count):
    """Move the best of n entries to place n - 1; the first n - 1 remain a heap. Returns its row."""
    swap(scores, rows, 0, count - 1)
    sink(scores, rows, count - 1, 0)
    return rows[count - 1]
