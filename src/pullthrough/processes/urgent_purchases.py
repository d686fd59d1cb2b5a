"""Urgent purchases: operations need something that is not there; the Treasury pays for what is better than the proven product."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.processes.rapid_purchases import best_ready
from pullthrough.processes.shared import offers, orders, spend
from pullthrough.world import draws
from pullthrough.world.codes import (
    DRAW_POSITION,
    DRAW_URGENT,
    DRAW_URGENT_NEED,
    KEY_URGENT,
    MOST_NEEDS,
    NO_ROW,
    URGENT,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Urgent needs of each segment arise while operations go on: Poisson with its share of the yearly rate."""
    clock = state.clock[0]
    rate = ProcurementAgency.urgent_needs(state.agency[0], clock.year, state.levers[clock.t], state.rules[0])
    rate *= min(1.0, spend.growth(state))  # forces that are given less are sent out less
    if rate <= 0.0:
        return
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        mean = rate * segment.budget_share
        for number in range(draws.poisson(segment.key, DRAW_URGENT, clock.t, mean, MOST_NEEDS)):
            answer(state, segment_row, draws.child(segment.key, KEY_URGENT, clock.t * MOST_NEEDS + number))


def answer(state: State, segment_row: int, key):
    """Order the technology that answers an urgent need best, if it is better than the proven product drawn for it.

    Otherwise the proven product is bought, by money that the model does not have.
    """
    rules = state.rules[0]
    segment = state.segments[segment_row]
    if not orders.has_room(state):
        return
    orders.pay_officials(state, rules.urgent.cost)
    need_row = state.clock[0].requirements  # room for the need, used only if an order follows
    need = state.requirements[need_row]
    need.key = key
    need.segment = segment_row
    for axis in range(len(need.y)):
        need.y[axis] = segment.mu[axis] + rules.need.spread * draws.normal(key, DRAW_POSITION, 0, axis)
    proven = offers.proven_merit(state, need)
    luck = draws.normal(key, DRAW_URGENT_NEED, 0, 0)
    price = ProcurementAgency.urgent_price(state.agency[0], segment.value_median, segment.value_spread, luck, rules)
    technology_row = best_ready(state, need, proven, int(rules.urgent.lowest_trl), price)
    if technology_row == NO_ROW:
        return
    technology = state.technologies[technology_row]
    lead_row = orders.leader(state, technology, price)
    if lead_row == NO_ROW:
        return
    order_row = orders.open_order(state, segment_row, key)
    state.requirements[order_row].proven_merit = proven
    orders.let_to(state, order_row, technology_row, lead_row, URGENT, price, int(rules.urgent.time))
    orders.note_win(state, technology)
