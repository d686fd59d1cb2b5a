"""Primes at the gate: whose technology an incumbent offers instead of its own product, and where else an owner can turn."""

from __future__ import annotations

import typing

from pullthrough.agents import Prime
from pullthrough.processes.shared import progress, teaming
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_EXCLUSIVE, NO_ROW
from pullthrough.world.codes import PRIME as PRIME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State, TechnologyRow


def past_the_gate(state: State, requirement: RequirementRow, technology: TechnologyRow, prime_row: int, believed_merit):
    """Who leads a bid that the incumbent would lead: the incumbent, another prime, or nobody (NO_ROW).

    The incumbent makes one offer. It offers a technology instead of its proven product if that earns it more; if not, the
    owner turns to the prime next to hand, unless it has bound itself to this one.
    """
    rules = state.rules[0]
    prime = state.organisations[prime_row]
    if rules.gatekeeping.in_force == 0:
        return prime_row
    own = technology.owner == prime_row
    if Prime.offers_instead(prime, believed_merit, progress.best_in_service(state, requirement), own, rules):
        return prime_row
    if own or prime.kind != PRIME_KIND:
        return NO_ROW
    state.flow[0].guarded += 1
    owner = state.organisations[technology.owner]
    if draws.uniform(draws.pair(prime.key, owner.key), DRAW_EXCLUSIVE, 0, 0) < rules.gatekeeping.exclusive:
        return NO_ROW
    return teaming.best_contact(state, technology.segment, technology.owner, prime_row)
