"""Limits of use, said beside every result. The whole of them, with reasons, is in ``docs/aqa/limits.md``."""

from __future__ import annotations

LIMIT = "Limits: simulated under stated assumptions; read differences, not levels; not a forecast."
"""For the foot of a figure, where there is little room."""

LIMITS = (
    "Limits: simulated under stated assumptions, many set by hand; read differences between scenarios, not levels; not a "
    "forecast. Intervals carry chance, in an ensemble also the numbers that it varies; wrong rules are in no interval."
)
"""For the foot of a table."""

CAVEATS = (
    LIMITS,
    "Adoption rates of innovation funding are not published: the level of adoption is free, only differences carry meaning.",
    "Most rates, costs and times of development are assumptions (docs/aqa/assumptions.md): look at study=sensitivity and "
    "study=ensemble before quoting an effect.",
    "Needs are the same under all scenarios; no war, recession or change of threat happens.",
    "Firms outside defence are a sample of the real number: read shares and differences of entrants, not counts.",
    "Public cost leaves out the price of equipment: cost per adoption is that of pull-through, not of capability; "
    "say total_payments beside it, and adoptions_below_proven beside adoptions.",
    "It says nothing about single firms, programmes or places, and is no value-for-money case.",
)
"""For the manifest of a study: the main caveats, each a sentence or two."""
