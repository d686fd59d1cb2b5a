"""What it costs a prime to work with more SMEs than usual, and what that adds to its price."""

from __future__ import annotations

import typing

from pullthrough.world.codes import PRIME

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def premium(state: State, organisation: OrganisationRow):
    """Extra cost of a prime's work per pound passed on: c x (SMEs' share - usual share); nothing for others."""
    if organisation.kind != PRIME:
        return 0.0
    chain = state.rules[0].supply_chain
    share = state.agency[0].sme_chain
    if chain.graph > 0:
        share = state.chains[organisation.slot].sme_share
    return chain.coordination * max(0.0, share - chain.sme_share)


def ln_premium(state: State, organisation: OrganisationRow):
    """The same in ln price, where the prime passes on its usual part of the price."""
    return premium(state, organisation) * state.rules[0].supply_chain.passed_on
