"""Bookkeeping of ties: look one up, form one, strengthen one, forget one.

An organisation keeps its ties in the places ``organisation_row * MOST_TIES`` to ``+ network.ties`` of the table, without
gaps; a tie stands on both sides with the same strength. A firm that closes loses them all, so that no tie leads to
whoever takes its slot.
"""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.world import draws, geometry
from pullthrough.world.codes import ACTIVE, DRAW_TIE, MOST_TIES, NEVER, NO_ROW, QUARTERS_PER_YEAR
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, TieRow


def start_afresh(state: State, organisation_row: int):
    """A new organisation knows nobody, and nobody knows it; it is a member of nothing."""
    network = state.networks[organisation_row]
    first = organisation_row * MOST_TIES
    for place in range(first, first + network.ties):
        partner_row = state.ties[place].partner
        drop_tie(state, partner_row, find_tie(state, partner_row, organisation_row))
    network.ties = 0
    network.cluster = NO_ROW
    network.joined = NEVER
    network.adviser = NO_ROW
    supply = state.supply[organisation_row]
    supply.subcontracts = 0
    supply.customer = NO_ROW
    supply.supplied = 0
    supply.first = NEVER


def first_tie(organisation_row: int):
    """First place of an organisation's ties."""
    return organisation_row * MOST_TIES


def find_tie(state: State, organisation_row: int, partner_row: int):
    """Place of the tie between two organisations in the first one's list; NO_ROW if there is none."""
    first = organisation_row * MOST_TIES
    for place in range(first, first + state.networks[organisation_row].ties):
        if state.ties[place].partner == partner_row:
            return place
    return NO_ROW


def tie_strength(state: State, organisation_row: int, partner_row: int):
    """Strength of the tie between two organisations, 0 if there is none; who supplies whom is known to it."""
    place = find_tie(state, organisation_row, partner_row)
    strength = 0.0 if place == NO_ROW else state.ties[place].strength
    if supplies(state, organisation_row, partner_row) or supplies(state, partner_row, organisation_row):
        strength = max(strength, state.rules[0].supply_chain.tie)
    return strength


def supplies(state: State, organisation_row: int, partner_row: int):
    """Whether an organisation works in the chain of another: that which gave it its last subcontract."""
    supply = state.supply[organisation_row]
    return supply.subcontracts > 0 and supply.customer == partner_row


def drop_tie(state: State, organisation_row: int, place):
    """Take one tie out of an organisation's list; the last one fills its place."""
    network = state.networks[organisation_row]
    network.ties -= 1
    last = state.ties[organisation_row * MOST_TIES + network.ties]
    tie = state.ties[place]
    tie.partner = last.partner
    tie.formed = last.formed
    tie.strength = last.strength


def record_meeting(state: State, organisation_row: int, partner_row: int):
    """Two organisations meet: their tie grows; or one arises, if what they know is complementary."""
    if organisation_row == partner_row:
        return
    state.flow[0].meetings += 1
    place = find_tie(state, organisation_row, partner_row)
    if place != NO_ROW:
        strengthen_tie(state, place, find_tie(state, partner_row, organisation_row))
        return
    one = state.organisations[organisation_row]
    other = state.organisations[partner_row]
    gap = geometry.distance(one.k, other.k)
    uniform = draws.uniform(draws.pair(one.key, other.key), DRAW_TIE, state.clock[0].t, 0)
    if Organisation.forms_tie(one, gap, uniform, state.rules[0]):
        form_tie(state, organisation_row, partner_row)


def work_together(state: State, organisation_row: int, partner_row: int):
    """Common work ties whoever does it."""
    if organisation_row == partner_row:
        return
    place = find_tie(state, organisation_row, partner_row)
    if place == NO_ROW:
        form_tie(state, organisation_row, partner_row)
    else:
        strengthen_tie(state, place, find_tie(state, partner_row, organisation_row))


def form_tie(state: State, organisation_row: int, partner_row: int):
    """A new tie, on both sides; where all places are taken it replaces the weakest."""
    make_place(state, organisation_row)
    make_place(state, partner_row)
    write_tie(state, organisation_row, partner_row)
    write_tie(state, partner_row, organisation_row)
    state.flow[0].ties_formed += 1


def write_tie(state: State, organisation_row: int, partner_row: int):
    """Note the partner in the next free place of an organisation's list."""
    network = state.networks[organisation_row]
    tie = state.ties[organisation_row * MOST_TIES + network.ties]
    network.ties += 1
    tie.partner = partner_row
    tie.formed = state.clock[0].t
    tie.strength = state.rules[0].ties.first


def make_place(state: State, organisation_row: int):
    """Forget the weakest tie, on both sides, if no place is free."""
    if state.networks[organisation_row].ties < MOST_TIES:
        return
    first = organisation_row * MOST_TIES
    weakest = first
    for place in range(first + 1, first + MOST_TIES):
        if state.ties[place].strength < state.ties[weakest].strength:
            weakest = place
    partner_row = state.ties[weakest].partner
    drop_tie(state, partner_row, find_tie(state, partner_row, organisation_row))
    drop_tie(state, organisation_row, weakest)


def strengthen_tie(state: State, place, place_at_partner):
    """s <- s + growth (1 - s), on both sides of a tie."""
    tie = state.ties[place]
    tie.strength += state.rules[0].ties.growth * (1.0 - tie.strength)
    state.ties[place_at_partner].strength = tie.strength


def is_news(state: State, tie: TieRow, smes_only):
    """Whether a tie leads to somebody inside defence; or to an SME inside."""
    partner = state.organisations[tie.partner]
    return partner.standing == ACTIVE and (partner.kind == SME_KIND or not smes_only)


def friends_inside(state: State, organisation_row: int, smes_only):
    """Summed strength of an organisation's ties to organisations inside defence."""
    first = organisation_row * MOST_TIES
    total = 0.0
    for place in range(first, first + state.networks[organisation_row].ties):
        tie = state.ties[place]
        if is_news(state, tie, smes_only):
            total += tie.strength
    return total


def wins_heard(state: State, organisation_row: int, of_contracts):
    """Contracts delivered, or else awards, a year of the SMEs inside that it knows, weighted by strength; 0 if it knows none."""
    first = organisation_row * MOST_TIES
    total = 0.0
    weights = 0.0
    for place in range(first, first + state.networks[organisation_row].ties):
        tie = state.ties[place]
        if is_news(state, tie, True):
            partner = state.organisations[tie.partner]
            won = partner.delivered if of_contracts else partner.awards
            total += tie.strength * won / years_inside(state, partner)
            weights += tie.strength
    return total / weights if weights > 0.0 else 0.0


def years_inside(state: State, organisation: OrganisationRow):
    """Years since an organisation entered defence, at least one."""
    return max(1.0, (state.clock[0].t - organisation.entered) / QUARTERS_PER_YEAR)
