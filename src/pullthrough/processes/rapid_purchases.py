"""Rapid purchases: users of equipment in service buy something ready and better in small numbers, within a quarter or two."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import orders
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_RAPID, NO_ROW, RAPID

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """Users of equipment in service who look round this quarter."""
    quarter = state.clock[0].t
    levers = state.levers[quarter]
    if levers.uptake.rapid <= 0.0:
        return
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first_served, segment.past_served):
            requirement_row = state.served[place].requirement
            uniform = draws.uniform(state.requirements[requirement_row].key, DRAW_RAPID, quarter, 0)
            if CapabilitySponsor.looks_for_ready(segment, uniform, levers):
                look_for_ready(state, requirement_row)


def look_for_ready(state: State, requirement_row: int):
    """Buy what is ready and improves the equipment most, if it is worth it and there is money."""
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    orders.pay_officials(state, rules.rapid.cost)
    price = orders.price_for(state, requirement, rules.rapid.share)
    if requirement.in_hand or not orders.has_money(state, segment, price):
        return
    least_merit = requirement.serving + rules.rapid.least_gain
    technology_row = best_ready(state, requirement, least_merit, int(rules.rapid.lowest_trl), price)
    if technology_row == NO_ROW:
        return
    technology = state.technologies[technology_row]
    lead_row = orders.leader(state, technology, price)
    if lead_row != NO_ROW:
        orders.place(state, technology_row, lead_row, requirement_row, RAPID, price, int(rules.rapid.time))
        orders.note_win(state, technology)


def best_ready(state: State, requirement: RequirementRow, least_merit, lowest_trl: int, price):
    """The technology of best merit for a need among those mature enough; NO_ROW if none has the least merit."""
    segment = state.segments[requirement.segment]
    best = NO_ROW
    top = -math.inf
    for place in range(segment.first_ripe, segment.past_ripe):
        technology = state.technologies[state.ripe[place]]
        if not orders.can_be_bought(state, technology, lowest_trl) or not orders.suits(state, technology, price):
            continue
        merit = orders.merit_of(state, technology, requirement.y)
        if merit > top and CapabilitySponsor.wants(segment, merit, least_merit):
            top = merit
            best = state.ripe[place]
    return best
