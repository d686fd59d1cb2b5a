"""Teaming: who leads a bid for a technology, and which partner a prime fields."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation, Prime
from pullthrough.processes import contacts
from pullthrough.world import draws
from pullthrough.world.kinds import DRAW_PRIME_CONTACT, NEVER
from pullthrough.world.kinds import PRIME as PRIME_KIND


def leader(w, tech, value):
    """The organisation that would lead a bid: the owner if it can carry the contract, else a prime it gets hold of."""
    owner = w.organisations[tech.owner]
    if Organisation.can_lead(owner, value, w.rules[0]):
        return tech.owner
    return contact(w, tech.segment, tech.owner)


def contact(w, s, o):
    """The prime of the segment that organisation ``o`` gets hold of: argmax ln(1 + support base) + sigma e + b tie.

    One draw for each pair of organisations, so the contact lasts as long as both do; large primes are met more often, and
    those whom the owner knows.
    """
    rules = w.rules[0]
    owner = w.organisations[o]
    knows = w.networks[o].ties > 0
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
        if knows:
            pull += rules.ties.contact_weight * contacts.strength(w, o, i)
        if pull > top:
            top = pull
            best = i
    return best


def will_bid(w, tech, lead, prospect, cost):
    """Whether the bid is made: the owner if it can pay for it, a prime its share of a partner's."""
    organisation = w.organisations[lead]
    if lead == tech.owner:
        return Organisation.affords(organisation, float(cost), w.rules[0])
    return Prime.fields_partner(organisation, prospect, float(cost), search_cost(w, lead, tech.owner), w.rules[0])


def search_cost(w, lead, owner):
    """What it costs a prime to take in the technology of an owner; less if they know each other."""
    return Prime.search_cost(w.organisations[lead], contacts.strength(w, lead, owner), w.rules[0])


def backer(w, tech):
    """The prime that stands behind a project: of its segment's the one that its owner knows best, else the first.

    NEVER if the segment has none.
    """
    segment = w.segments[tech.segment]
    best = NEVER
    top = -1.0
    for m in range(segment.first_member, segment.past_member):
        i = w.members[m]
        if w.organisations[i].kind != PRIME_KIND:
            break  # primes come first
        known = contacts.strength(w, tech.owner, i)
        if known > top:
            top = known
            best = i
    return best
