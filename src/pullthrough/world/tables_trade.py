"""Record types of the offices for exports and foreign investment: what they have done so far."""

from __future__ import annotations

import numpy as np

EXPORT_OFFICE = np.dtype(
    [
        ("heard", "i8"),  # campaigns that industry heard of
        ("entered", "i8"),
        ("won", "i8"),
        ("government_contracts", "i8"),  # of these with the government as party
    ],
    align=True,
)

INVESTMENT_SCREENING = np.dtype(
    [
        ("offers", "i8"),  # looked at
        ("called_in", "i8"),
        ("blocked", "i8"),
        ("missed", "i8"),  # malign and not recognised
    ],
    align=True,
)
