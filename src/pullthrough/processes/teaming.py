"""Teaming: who leads a bid for a technology, and which partner a prime fields."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation, Prime
from pullthrough.world import draws
from pullthrough.world.kinds import DRAW_PRIME_CONTACT, NEVER
from pullthrough.world.kinds import PRIME as PRIME_KIND


def leader(w, tech, value):
    """The organisation that would lead a bid: the owner if it can carry the contract, else a prime it gets hold of."""
    owner = w.organisations[tech.owner]
    if Organisation.can_lead(owner, value, w.rules[0]):
        return tech.owner
    return contact(w, tech.segment, owner)


def contact(w, s, owner):
    """The prime of the segment that an organisation gets hold of: argmax ln(1 + support base) + sigma e.

    One draw for each pair of organisations, so the contact lasts as long as both do; large primes are met more often.
    """
    rules = w.rules[0]
    segment = w.segments[s]
    best = NEVER
    top = -math.inf
    for m in range(segment.first_member, segment.past_member):
        i = w.members[m]
        prime = w.organisations[i]
        if prime.kind != PRIME_KIND:
            break  # primes come first
        luck = draws.normal(draws.pair(prime.key, owner.key), DRAW_PRIME_CONTACT, 0, 0)
        pull = math.log(1.0 + prime.support_base) + rules.teaming.contact_noise * luck
        if pull > top:
            top = pull
            best = i
    return best


def will_bid(w, tech, lead, prospect, cost):
    """Whether the bid is made: the owner if it can pay for it, a prime its share of a partner's."""
    organisation = w.organisations[lead]
    if lead == tech.owner:
        return Organisation.affords(organisation, float(cost), w.rules[0])
    return Prime.fields_partner(organisation, prospect, float(cost), w.rules[0])
