"""Teaming: who leads a bid for a technology, and which partner a prime fields."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation, Prime
from pullthrough.processes.shared import contacts
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_PRIME_CONTACT, NO_ROW
from pullthrough.world.codes import PRIME as PRIME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def choose_leader(state: State, technology: TechnologyRow, value):
    """The organisation that would lead a bid: the owner if it can carry the contract, else a prime it gets hold of."""
    owner = state.organisations[technology.owner]
    if Organisation.can_lead(owner, value, state.rules[0]):
        return technology.owner
    return contact_prime(state, technology.segment, technology.owner)


def contact_prime(state: State, segment_row: int, owner_row: int):
    """The prime of the segment that an owner gets hold of: argmax ln(1 + support base) + sigma e + b tie.

    One draw for each pair of organisations, so the contact lasts as long as both do; large primes are met more often, and
    those whom the owner knows.
    """
    return best_contact(state, segment_row, owner_row, NO_ROW)


def best_contact(state: State, segment_row: int, owner_row: int, but_row: int):
    """The same, but for one prime that has refused."""
    rules = state.rules[0]
    owner = state.organisations[owner_row]
    knows = state.networks[owner_row].ties > 0 or state.supply[owner_row].subcontracts > 0
    segment = state.segments[segment_row]
    best = NO_ROW
    top = -math.inf
    for place in range(segment.first_member, segment.past_member):
        prime_row = state.members[place]
        prime = state.organisations[prime_row]
        if prime.kind != PRIME_KIND:
            break  # primes come first
        if prime_row == but_row:
            continue
        luck = draws.normal(draws.pair(prime.key, owner.key), DRAW_PRIME_CONTACT, 0, 0)
        pull = math.log(1.0 + prime.support_base) + rules.teaming.contact_noise * luck
        if knows:
            pull += rules.ties.contact_weight * contacts.tie_strength(state, owner_row, prime_row)
        if pull > top:
            top = pull
            best = prime_row
    return best


def will_bid(state: State, technology: TechnologyRow, lead_row: int, prospect, cost):
    """Whether the bid is made: its leader has the time, and an owner can pay for it, a prime its share of a partner's."""
    lead = state.organisations[lead_row]
    staff_time = Organisation.staff_time(lead, state.rules[0])
    if not Organisation.has_time_for_bid(lead, float(cost), staff_time, state.rules[0]):
        return False
    if lead_row == technology.owner:
        return Organisation.affords(lead, float(cost), state.rules[0])
    search = search_cost(state, lead_row, technology.owner)
    return Prime.fields_partner(lead, prospect, float(cost), search, state.rules[0])


def search_cost(state: State, lead_row: int, owner_row: int):
    """What it costs a prime to take in the technology of an owner; less if they know each other."""
    tie = contacts.tie_strength(state, lead_row, owner_row)
    return Prime.search_cost(state.organisations[lead_row], tie, state.rules[0])


def backing_prime(state: State, technology: TechnologyRow):
    """The prime that stands behind a project: of its segment's the one that its owner knows best, else the first.

    NO_ROW if the segment has none.
    """
    segment = state.segments[technology.segment]
    best = NO_ROW
    top = -1.0
    for place in range(segment.first_member, segment.past_member):
        prime_row = state.members[place]
        if state.organisations[prime_row].kind != PRIME_KIND:
            break  # primes come first
        known = contacts.tie_strength(state, technology.owner, prime_row)
        if known > top:
            top = known
            best = prime_row
    return best
