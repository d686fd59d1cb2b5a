"""Record types of skilled people, of dealings between customer, supplier and chain, and of what is noted of them."""

from __future__ import annotations

import numpy as np

from pullthrough.parameters.schema.rules_spending import LONGEST_TRAINING
from pullthrough.world.codes import PAYMENT_SLOTS

#: Skilled people of one region.
LABOUR = np.dtype(
    [
        ("speed", "f8"),  # of development, 1 with people enough
        ("work", "i8"),  # GBP thousand of development since the last count
        ("needed", "f8"),  # people that work at full speed would need, smoothed
        ("people", "f8"),  # L_r
        ("graduates", "f8"),  # that come in a quarter
        ("extra_places", "f8"),  # training places a year beyond the national ones; set by whoever adds some
        ("employees", "f8"),  # of firms inside defence, to share the cost of training
        ("ln_staffing", "f8"),  # ln of people at hand over those needed
        ("in_training", "f8", (LONGEST_TRAINING,)),  # people by the quarter in which they will have been trained
    ],
    align=True,
)

#: What one organisation is owed and has been counted for.
DEALINGS = np.dtype(
    [
        ("seen", "i8"),  # of what a prime was paid this year, when the chain was last counted
        ("as_partner", "i8"),  # share of contracts led by others, received since then
        ("owed", "i8", (PAYMENT_SLOTS,)),  # bills by the quarter in which they will be paid
        ("owing", "i8", (PAYMENT_SLOTS,)),  # what it will then pay for the work on them
    ],
    align=True,
)

#: What the observer notes of one quarter.
MARKS = np.dtype(
    [
        ("trust", "f8"),  # mean over segments
        ("plan", "f8"),  # GBP thousand of requirements in the plan
        ("plan_money", "f8"),  # of the time that the plan covers
        ("officials_speed", "f8"),
        ("paid_squares", "f8"),  # sum over suppliers of the square of what they were paid this year so far
        ("gain_work", "f8"),  # mean over SMEs inside defence of ln capability gained by work,
        ("gain_science", "f8"),  # by science,
        ("gain_people", "f8"),  # and by skilled people
        ("civil_growth", "f8"),  # mean over these of ln civil turnover over that at founding
        ("knowledge", "f8"),  # mean over segments of ln (G / G_0)
    ],
    align=True,
)
