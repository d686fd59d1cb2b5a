"""Orders outside tenders: an order is a requirement of its own, let to one supplier, delivered and accepted like others."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import (
    categories,
    equipment,
    firms,
    offers,
    projects,
    requirement_status,
    teaming,
    technology_status,
)
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    ACTIVE,
    IN_SERVICE,
    KEY_ORDER,
    MET,
    MOST_ORDERS,
    NEED_BESIDE,
    NEED_IN_PART,
    NEVER,
    NO_ROW,
    NOVEL,
    PUBLISHED,
    SINGLE_SOURCE,
    UK_COMPETITION,
    UPGRADE,
    URGENT,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, SegmentRow, State, TechnologyRow


def can_be_bought(state: State, technology: TechnologyRow, least_trl: int):
    """Whether a technology can be bought now: mature enough, bound by no tender or contract, its owner inside defence."""
    if technology.trl < least_trl or technology.tender != NO_ROW:
        return False
    if not (projects.is_available(technology) or technology.status == IN_SERVICE):
        return False
    owner = state.organisations[technology.owner]
    return owner.standing == ACTIVE and not projects.orphaned(state, technology)


def suits(state: State, technology: TechnologyRow, price):
    """Whether an order of a price can be for a technology of its class."""
    return categories.suits(technology.worth, float(price), state.rules[0])


def merit_of(state: State, technology: TechnologyRow, need):
    """Merit of a technology for a need, ln (quality x fit)."""
    gap = geometry.distance(technology.x, need)
    return technology.ln_quality + geometry.ln_fit(gap, state.rules[0].signal.fit_width)


def merit_to_beat(state: State, requirement: RequirementRow):
    """What a user has otherwise: what serves in equipment in service, else the proven product drawn for the need."""
    return requirement.serving if requirement.status == MET else offers.proven_merit(state, requirement)


def price_for(state: State, requirement: RequirementRow, share):
    """Price of an order for a user: a share of what its equipment cost or will cost, at least the smallest order."""
    worth = requirement.price if requirement.status == MET else requirement.value
    return max(int(state.rules[0].orders.least), int(share * worth))


def has_money(state: State, segment: SegmentRow, price: int):
    """Whether the segment's open account can pay, beyond what is kept for protected requirements; and officials have time."""
    return segment.account - segment.reserved >= price and has_room(state)


def has_room(state: State):
    """Whether another order can be handled this quarter."""
    return state.flow[0].direct_orders < MOST_ORDERS


def pay_officials(state: State, cost):
    """Officials and engineers at work on a way outside tenders."""
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, int(cost))
    state.flow[0].uptake_cost += int(cost)


def place(state: State, technology_row: int, lead_row: int, user_row: int, way: int, price: int, time: int):
    """Order a technology for the user of a requirement, planned or in service; the price is set aside from the segment."""
    technology = state.technologies[technology_row]
    user = state.requirements[user_row]
    key = draws.child(draws.pair(technology.key, user.key), KEY_ORDER, state.clock[0].t)
    order_row = open_order(state, user.segment, key)
    order = state.requirements[order_row]
    for axis in range(len(order.y)):
        order.y[axis] = user.y[axis]
    order.proven_merit = merit_to_beat(state, user)
    if user.status == MET:
        order.host = user_row
        user.in_hand = True
    elif state.rules[0].follow_on.answers != NEED_BESIDE:
        take_out_of_need(state, user, price)
    let_to(state, order_row, technology_row, lead_row, way, price, time)


def take_out_of_need(state: State, need: RequirementRow, price: int):
    """What is ordered now need not be bought again: the rest of a planned need comes to market."""
    need.value -= price
    need.tier = CapabilitySponsor.tier(state.segments[need.segment], float(need.value), state.rules[0])


def answers_need(state: State, technology: TechnologyRow, need: RequirementRow, price: int):
    """Whether an order answers all of a planned need: technology and money suffice for it, or too little would be left."""
    rules = state.rules[0]
    if need.status == MET or rules.follow_on.answers == NEED_BESIDE:
        return False
    if need.value - price < rules.orders.least:
        return True
    if rules.follow_on.answers == NEED_IN_PART or not suits(state, technology, need.value):
        return False
    return has_money(state, state.segments[need.segment], need.value)


def meet_need(state: State, technology_row: int, lead_row: int, need_row: int, way: int, price: int, time: int):
    """Let a planned need itself to one supplier, in place of its tender."""
    need = state.requirements[need_row]
    need.proven_merit = offers.proven_merit(state, need)
    need.opened = state.clock[0].t
    need.ring_fenced = False
    need.held_up = 0.0
    need.loser_distance = math.nan
    state.flow[0].needs_by_order += 1
    let_to(state, need_row, technology_row, lead_row, way, price, time)


def open_order(state: State, segment_row: int, key):
    """A new row for an order, without need, supplier and price."""
    clock = state.clock[0]
    order_row = clock.requirements
    order = state.requirements[order_row]
    state.open[clock.open] = order_row
    clock.requirements += 1
    clock.open += 1
    order.key = key
    order.of_plan = False
    order.segment = segment_row
    order.conceived = clock.t
    order.planned = clock.t
    order.published = NEVER
    order.opened = clock.t
    order.let = NEVER
    order.delivery_due = NEVER
    order.delivered = NEVER
    order.host = NO_ROW
    order.developed = NO_ROW
    order.improved = NEVER
    order.loser_distance = math.nan
    return order_row


def let_to(state: State, order_row: int, technology_row: int, lead_row: int, way: int, price: int, time: int):
    """Bind supplier, technology and money to an order; it is let after the time of its procedure."""
    order = state.requirements[order_row]
    technology = state.technologies[technology_row]
    segment = state.segments[order.segment]
    lead = state.organisations[lead_row]
    owner = state.organisations[technology.owner]
    order.way = way
    requirement_status.evaluate(order)
    order.let_due = state.clock[0].t + time
    order.assurance = time
    order.value = price
    order.price = price
    order.tier = CapabilitySponsor.tier(segment, float(price), state.rules[0])
    order.route = UK_COMPETITION if way == UPGRADE else SINGLE_SOURCE
    order.bidders = 1
    order.winner = NOVEL
    order.technology = technology_row
    order.contractor = lead_row
    order.contractor_key = lead.key
    order.merit = merit_of(state, technology, order.y)
    order.winner_distance = geometry.distance(technology.x, order.y)
    technology.tender = order_row
    if technology.status != IN_SERVICE:
        technology_status.choose(technology)
    source = ledger.TREASURY if way == URGENT else ledger.SEGMENTS
    ledger.move(state.accounts, source, ledger.ESCROW, price)
    if way != URGENT:
        segment.account -= price
    if lead.key != owner.key:
        search = min(lead.cash, int(teaming.search_cost(state, lead_row, technology.owner)))
        ledger.pay_out(state.accounts, lead, ledger.INDUSTRY, search)
    state.flow[0].direct_orders += 1
    state.flow[0].direct_value += price


def note_win(state: State, technology: TechnologyRow):
    """An order without a bid is a contract won: its owner hopes for more, and outsiders hear of it if the owner is new."""
    owner = state.organisations[technology.owner]
    offers.update_contract_belief(state, owner, True)
    if owner.kind == SME_KIND:
        state.flow[0].sme_wins_recent += firms.entered_lately(state, owner)


def still_wants(state: State, user_row: int):
    """Whether the user that a project had in view still wants it: its tender is to come, or its equipment can be changed."""
    user = state.requirements[user_row]
    if user.status == MET:
        return not user.in_hand and not equipment.is_retired(state, user)
    return user.status <= PUBLISHED


def leader(state: State, technology: TechnologyRow, price: int):
    """Who leads an order: the owner, if it can carry it, else a prime that it gets hold of; NO_ROW if there is none."""
    return teaming.choose_leader(state, technology, float(price))
