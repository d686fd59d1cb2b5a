"""Record types of the supply graph: who supplies which prime with which package of work.

Money is whole GBP thousand; ``NEVER`` marks a quarter that has not come, ``NO_ROW`` a supplier that is not modelled.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pullthrough.parameters.schema.world import World
from pullthrough.world.codes import MOST_SUBCONTRACTS, NEVER, NO_ROW

#: A package of work that a prime lets to one supplier; MOST_SUBCONTRACTS places for each prime.
SUBCONTRACT = np.dtype(
    [
        ("key", "u8"),
        ("supplier", "i4"),  # row of the firm; NO_ROW if a larger firm has it, which is not modelled
        ("struck", "i4"),  # WHOLE, or what has struck it since capabilities last looked
        ("supplier_key", "u8"),
        ("weight", "f8"),  # size relative to the other packages of the prime
        ("value", "i8"),  # GBP thousand a year, when it was let
        ("ends", "i4"),  # quarter from which it is let again
        ("broken_until", "i4"),  # quarter from which somebody supplies it again
    ],
    align=True,
)

#: The chain of one prime.
CHAIN = np.dtype(
    [
        ("packages", "i4"),  # in use; 0 before the first quarter
        ("struck", "i4"),  # of these, those struck since capabilities last looked
        ("weight", "f8"),  # sum over them
        ("pool", "f8"),  # GBP thousand a year that they are worth together, smoothed
        ("sme_share", "f8"),  # SMEs' share of what the prime passes on
    ],
    align=True,
)

#: What an organisation supplies.
SUPPLY = np.dtype(
    [
        ("subcontracts", "i4"),  # running
        ("customer", "i4"),  # prime that gave it the last one; NO_ROW before the first
        ("supplied", "i8"),  # GBP thousand a year of running subcontracts
        ("first", "i4"),  # quarter of the first subcontract: entry into the supply chain
    ],
    align=True,
)


def supply_tables(world: World, organisations: int) -> dict[str, Any]:
    """The tables of the supply graph before anything happens: nobody supplies anybody."""
    chains = _empty(world.population.primes, CHAIN)
    chains.sme_share = world.supply_chain.sme_share
    supply = _empty(organisations, SUPPLY)
    supply.customer = NO_ROW
    supply.first = NEVER
    subcontracts = _empty(world.population.primes * MOST_SUBCONTRACTS, SUBCONTRACT)
    subcontracts.supplier = NO_ROW
    return {"chains": chains, "subcontracts": subcontracts, "supply": supply}


def _empty(rows: int, dtype: np.dtype[Any]) -> Any:
    return np.zeros(rows, dtype).view(np.recarray)
