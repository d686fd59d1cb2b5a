"""The tables of networks: ties, standing in them, regional clusters, and what the observer notes of regions.

As in ``tables.py``, money is whole GBP thousand; ``NEVER`` marks a quarter that has not come, ``NO_ROW`` a row that is not
there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

TIE = np.dtype(
    [
        ("partner", "u4"),  # row of the other organisation
        ("formed", "i4"),
        ("strength", "f8"),  # 0 to 1, the same on both sides
    ],
    align=True,
)

NETWORK = np.dtype(  # one row an organisation
    [
        ("ties", "i4"),  # the first so many of its places in the ties are taken
        ("cluster", "i4"),  # region of the cluster that it is a member of; NO_ROW if of none
        ("joined", "i4"),
        ("adviser", "i4"),  # partner from whom it learnt last, NO_ROW if nobody
        ("adviser_key", "u8"),
    ],
    align=True,
)

CLUSTER = np.dtype(  # one row a region, whether it has a cluster or not
    [
        ("key", "u8"),
        ("strength", "f8"),  # lever, this quarter
        ("reach", "f8"),  # strength as far as it has members: 0 none, 1 a full cluster
        ("told", "f8"),  # chance a quarter that a firm of the region outside defence hears of it from a cluster
        ("launched", "i4"),  # quarter; NEVER while there is none
        ("smes", "i4"),  # members of the two sorts
        ("others", "i4"),
        ("first_member", "u4"),  # first place of its members in `cluster_members`
        ("past_member", "u4"),
        ("first_local", "u4"),  # likewise of the organisations of its region in `locals`
        ("past_local", "u4"),
    ],
    align=True,
)

REGIONAL = np.dtype(  # (quarters, regions)
    [
        ("awards", "i8"),  # award money
        ("noticed", "i8"),  # firms outside that looked at defence
        ("entrants", "i8"),
        ("settlers", "i8"),  # entrants that came from a neighbouring region
        ("knowledge", "i8"),  # learnt, in millionths of a unit of distance
    ],
    align=True,
)

REGIONAL_NOTE = np.dtype(  # (quarters, regions)
    [
        ("revenue", "i8"),  # from defence in the calendar year so far
        ("insiders", "i8"),  # organisations inside defence
        ("members", "i8"),  # of its cluster
        ("members_from_elsewhere", "i8"),  # of these, those of neighbouring regions
    ],
    align=True,
)

NETWORK_NOTE = np.dtype(  # (quarters,)
    [
        ("ends", "i8"),  # ends of ties at all organisations: each tie has two
        ("cross_ends", "i8"),  # of these, in the last quarter of a year only, those of ties between two kinds of
        # organisation or with a firm outside defence
        ("insider_ends", "i8"),  # ends of ties at organisations inside defence
        ("insiders", "i8"),
    ],
    align=True,
)


def spread_type(dimensions: int) -> np.dtype[Any]:
    """Sums over the projects of one segment in one quarter, from which the spread of their positions follows."""
    return np.dtype([("n", "i8"), ("x", "f8", (dimensions,)), ("xx", "f8")], align=True)
