"""Insertion: at its upgrade windows the design authority puts better technology into its equipment, its own or a partner's."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor, Organisation, ProcurementAgency
from pullthrough.processes.shared import contacts, equipment, orders, teaming
from pullthrough.world.codes import INSERTION, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State, TechnologyRow


def step(state: State):
    """Each upgrade window that is left to the design authority."""
    levers = state.levers[state.clock[0].t]
    if levers.uptake.insertion <= 0.0:
        return
    for requirement_row, uniform in equipment.windows(state):
        if ProcurementAgency.leaves_to_authority(state.agency[0], uniform, levers):
            upgrade(state, requirement_row)


def upgrade(state: State, requirement_row: int):
    """The authority looks for the technology by which the equipment gains most, and inserts it if the gain is worth it."""
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    authority_row = equipment.authority(state, requirement)
    if authority_row == NO_ROW or requirement.in_hand:
        return
    orders.pay_officials(state, rules.upgrades.cost)
    state.flow[0].windows_used += 1
    segment = state.segments[requirement.segment]
    price = orders.price_for(state, requirement, rules.upgrades.share)
    if not orders.has_money(state, segment, price):
        return
    technology_row = choose(state, requirement, authority_row, price)
    if technology_row != NO_ROW:
        orders.place(
            state, technology_row, authority_row, requirement_row, INSERTION, price, int(rules.upgrades.insertion_time)
        )
        orders.note_win(state, state.technologies[technology_row])


def choose(state: State, requirement: RequirementRow, authority_row: int, price):
    """Make or buy: the best of what the authority knows, its own products guarded; NO_ROW if nothing is worth it."""
    rules = state.rules[0]
    segment = state.segments[requirement.segment]
    authority = state.organisations[authority_row]
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, state.levers[state.clock[0].t])
    best = NO_ROW
    top = -math.inf
    for place in range(segment.first_ripe, segment.past_ripe):
        technology = state.technologies[state.ripe[place]]
        if not orders.can_be_bought(state, technology, required_trl) or not orders.suits(state, technology, price):
            continue
        gain = orders.merit_of(state, technology, requirement.y) - requirement.serving
        own = technology.owner == authority_row
        score = Organisation.upgrade_score(authority, gain, own, rules)
        if score <= top or not CapabilitySponsor.wants(segment, score, rules.upgrades.least_gain):
            continue
        if own or knows(state, authority_row, technology):
            top = score
            best = state.ripe[place]
    return best


def knows(state: State, authority_row: int, technology: TechnologyRow):
    """Whether a technology of another comes to the authority's notice: by a tie, or since its owner turns to it."""
    if contacts.find_tie(state, authority_row, technology.owner) != NO_ROW:
        return True
    return teaming.contact_prime(state, technology.segment, technology.owner) == authority_row
