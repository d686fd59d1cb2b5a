"""Follow-on orders: a completed R&D project, or a passed trial, may be bought directly by the user that it had in view."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor, FundingBody, ProcurementAgency
from pullthrough.processes.shared import orders
from pullthrough.world import draws
from pullthrough.world.codes import AFTER_TRIAL, DRAW_FOLLOW_ON, DRAW_USER_NEEDED, FOLLOW_ON, NEVER, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def step(state: State):
    """Users decide on what was completed this quarter; calls of the next quarter say whether they ask for a user."""
    levers = state.levers[state.clock[0].t]
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, levers)
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first_ripe, segment.past_ripe):
            technology = state.technologies[state.ripe[place]]
            if technology.user == NO_ROW:
                continue
            if has_passed_trial(state, technology):
                consider_order(state, state.ripe[place], AFTER_TRIAL, technology.trl)
            elif is_completed(state, technology, required_trl):
                if technology.completed == NEVER:
                    technology.completed = state.clock[0].t
                consider_order(state, state.ripe[place], FOLLOW_ON, required_trl)
    announce_calls(state)


def has_passed_trial(state: State, technology: TechnologyRow):
    """Whether a few were on trial this quarter and stood it."""
    return technology.passed and technology.tried == state.clock[0].t


def is_completed(state: State, technology: TechnologyRow, required_trl):
    """Whether a project that public money has paid for reached the readiness of a bid, or the step after it, this quarter."""
    if technology.funded == NEVER or technology.trl < required_trl:
        return False
    return technology.reached[technology.trl] == state.clock[0].t


def consider_order(state: State, technology_row: int, way: int, least_trl: int):
    """The user orders if it has luck with its budget line, still wants it, gains by it, and there is money."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    technology = state.technologies[technology_row]
    if not orders.can_be_bought(state, technology, least_trl) or not orders.still_wants(state, technology.user):
        return
    user = state.requirements[technology.user]
    segment = state.segments[user.segment]
    gain = orders.merit_of(state, technology, user.y) - orders.merit_to_beat(state, user)
    uniform = draws.uniform(technology.key, DRAW_FOLLOW_ON, 0, technology.trl)
    if not CapabilitySponsor.orders_follow_on(segment, uniform, levers):
        return
    if not CapabilitySponsor.wants(segment, gain, rules.follow_on.least_gain):
        return
    price = orders.price_for(state, user, rules.follow_on.share)
    whole = orders.answers_need(state, technology, user, price)
    if whole:
        price = max(price, int(user.value))
    lead_row = orders.leader(state, technology, price)
    if lead_row == NO_ROW or not orders.suits(state, technology, price) or not orders.has_money(state, segment, price):
        return
    if whole:
        orders.meet_need(state, technology_row, lead_row, technology.user, way, price, int(rules.follow_on.time))
    else:
        orders.place(state, technology_row, lead_row, technology.user, way, price, int(rules.follow_on.time))
    orders.note_win(state, technology)


def announce_calls(state: State):
    """Which calls of the next quarter ask for a user in view."""
    quarter = state.clock[0].t
    for instrument_row in range(len(state.instruments)):
        instrument = state.instruments[instrument_row]
        uniform = draws.uniform(instrument.key, DRAW_USER_NEEDED, quarter, 0)
        instrument.user_needed = FundingBody.asks_for_user(instrument, uniform, state.levers[quarter])
