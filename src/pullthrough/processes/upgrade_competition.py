"""Open upgrade competition: at some upgrade windows everybody with better technology for the equipment may bid."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor, Organisation, ProcurementAgency
from pullthrough.processes.shared import beliefs, equipment, offers, orders, teaming
from pullthrough.world import draws, geometry
from pullthrough.world.codes import DRAW_UPGRADE_JUDGED, NO_ROW, UPGRADE

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """Each upgrade window that is put to open competition."""
    levers = state.levers[state.clock[0].t]
    if levers.uptake.upgrade_competition <= 0.0:
        return
    for requirement_row, uniform in equipment.windows(state):
        if ProcurementAgency.competes_upgrade(state.agency[0], uniform, levers):
            compete(state, requirement_row)


def compete(state: State, requirement_row: int):
    """Hold the competition: those who bid pay for it, officials judge, the best offer that is worth it is ordered."""
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    price = orders.price_for(state, requirement, rules.upgrades.share)
    if requirement.in_hand or not orders.has_money(state, segment, price):
        return
    orders.pay_officials(state, rules.upgrades.competition_cost)
    state.flow[0].windows_used += 1
    bid_count = collect_bids(state, requirement, price)
    best = judge(state, requirement, bid_count)
    for bid_row in range(bid_count):
        bid = state.bids[bid_row]
        owner = state.organisations[state.technologies[bid.technology].owner]
        offers.update_contract_belief(state, owner, bid_row == best)
        if bid_row == best:
            offers.count_sme_win(state, owner)
    if best != NO_ROW:
        technology_row, lead_row = state.bids[best].technology, state.bids[best].lead
        time = int(rules.upgrades.competition_time)
        order_row = state.clock[0].requirements
        orders.place(state, technology_row, lead_row, requirement_row, UPGRADE, price, time)
        state.requirements[order_row].bidders = bid_count


def collect_bids(state: State, requirement: RequirementRow, price: int):
    """Write the bids into ``state.bids``, one for each leader, and return their number; those who bid pay for it."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    segment = state.segments[requirement.segment]
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, levers)
    time = int(rules.upgrades.competition_time)
    bid_count = 0
    for place in range(segment.first_ripe, segment.past_ripe):
        technology_row = state.ripe[place]
        technology = state.technologies[technology_row]
        if not orders.can_be_bought(state, technology, required_trl) or not orders.suits(state, technology, price):
            continue
        ln_fit = geometry.ln_fit(geometry.distance(technology.x, requirement.y), rules.signal.fit_width)
        merit = technology.ln_quality + ln_fit
        if not CapabilitySponsor.wants(segment, merit - requirement.serving, rules.upgrades.least_gain):
            continue  # what serves is published, so that nobody bids in vain
        owner = state.organisations[technology.owner]
        trust = rules.private_money.trust
        worth = beliefs.prospect_of_sale(state, owner, segment, math.exp(ln_fit), float(price), trust)
        cost = Organisation.bid_cost(owner, float(price), time, levers.procurement.bid_cost_factor, rules)
        if not Organisation.bids(owner, worth, float(cost)):
            continue
        lead_row = orders.leader(state, technology, price)
        if lead_row != NO_ROW and teaming.will_bid(state, technology, lead_row, worth, cost):
            bid_count = offers.add_bid(state, bid_count, technology_row, lead_row, cost, merit, math.exp(ln_fit))
    for bid_row in range(bid_count):
        offers.pay_for_bid(state, state.bids[bid_row], rules)
    return bid_count


def judge(state: State, requirement: RequirementRow, bid_count: int):
    """The bid that officials, with their error, take for the best; NO_ROW if there is none."""
    best = NO_ROW
    top = -math.inf
    for bid_row in range(bid_count):
        bid = state.bids[bid_row]
        pair = draws.pair(requirement.key, state.technologies[bid.technology].key)
        error = draws.normal(pair, DRAW_UPGRADE_JUDGED, state.clock[0].t, 0)
        score = bid.believed_merit + state.rules[0].tender.noise * error
        if score > top:
            top = score
            best = bid_row
    return best
