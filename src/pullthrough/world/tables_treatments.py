"""Record types of treatments, and of the lines between those who just got something and those who just did not.

A treatment says that in one quarter somebody does not get what the rules would give it, and somebody else does. A line is what
the rules note where they choose: who was the last inside and the first outside, and by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np


class Treatment(NamedTuple):
    """One treatment. Keys are those of projects where projects are chosen (award, engagement), else of firms.

    What the rules would do anyway, the last inside favoured and the first outside denied, is the null treatment.
    """

    kind: int  # TREAT_AWARD, TREAT_CONTRACT, TREAT_ENGAGEMENT, TREAT_ACQUISITION
    quarter: int  # in which it happens
    until: int  # last quarter in which the denied one is denied
    where: int  # key of the instrument or the requirement; 0 for acquisitions
    denied: int  # key; 0: nobody
    favoured: int  # key; 0: nobody


TREATMENT = np.dtype(
    [
        ("kind", "i4"),
        ("quarter", "i4"),
        ("until", "i4"),
        ("where", "u8"),
        ("denied", "u8"),
        ("favoured", "u8"),
    ],
    align=True,
)

LINE = np.dtype(
    [
        ("kind", "i4"),  # TREAT_AWARD, ...
        ("quarter", "i4"),
        ("where", "u8"),  # key of the instrument or the requirement; 0 for acquisitions
        ("place", "i4"),  # row of the instrument or the requirement
        ("unit", "u8"),  # key of the organisation just inside; 0: none that counts
        ("unit_project", "u8"),  # key of its project; 0: none
        ("unit_first", "?"),  # it had never got such a thing before
        ("unit_score", "f8"),
        ("other", "u8"),  # likewise just outside
        ("other_project", "u8"),
        ("other_first", "?"),
        ("other_score", "f8"),
        ("second_score", "f8"),  # of a tender: of the best offer by anybody but the winner
        ("room", "i8"),  # of a call: GBP thousand that would be left if the two changed places
    ],
    align=True,
)


def treatments_table(treatments: Sequence[Treatment] = ()) -> Any:
    """Treatments as a table of the state."""
    return np.array([tuple(treatment) for treatment in treatments], TREATMENT).view(np.recarray)
