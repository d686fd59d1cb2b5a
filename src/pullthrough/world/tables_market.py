"""Record types of support work: what suppliers hold under contracts that end, and who does work of like size."""

from __future__ import annotations

import numpy as np

#: A piece of support or repeat business, and the contract under which somebody does it now.
WORK = np.dtype(
    [
        ("ends", "i4"),  # quarter in which the contract ends and the work is let again
        ("holder", "i4"),  # organisation; NO_ROW: supplier at home not modelled one by one; HELD_ABROAD
        ("value", "i8"),  # GBP thousand a year, in the prices of the support base
        ("key", "u8"),
        ("segment", "i4"),
        ("size_class", "i4"),  # floor of log2 of the yearly value
        ("until", "i4"),  # quarter in which what it supports leaves service; NEVER: lasting work
        ("began", "i4"),  # quarter in which the contract was let; an amendment does not change it
        ("competed", "?"),  # the contract was put to competition
    ],
    align=True,
)

#: Work of one segment and size class.
WORK_CLASS = np.dtype(
    [
        ("first", "i4"),  # its lasting work in the list of peers
        ("past", "i4"),
        ("able", "i4"),  # organisations of the segment that could take on work of this size
    ],
    align=True,
)

#: Flows of one quarter beside those of ``world/tables.py``.
MARKET_FLOWS = (
    "spend_support",  # payments for support and repeat business
    "spend_abroad",  # payments to suppliers outside UK industry
    "spend_uncompeted",  # payments for support under contracts let without competition
    "contracts_sme",  # contracts let in tenders and orders that an SME leads
    "let_value_sme",  # their price
    "relets",  # support contracts let anew, amendments not counted
    "relets_competed",  # of these, put to competition
    "relets_value",  # GBP thousand over their whole term
    "relets_value_competed",
    "relets_sme",  # of these, won by SMEs
    "relets_value_sme",
    "relets_first",  # won by an organisation that had never sold to defence
    "amendments",  # contracts extended by amendment
    "work_moved",  # GBP thousand a year of support work that changed supplier
    "relet_cost",  # officials' time for competitions
)
