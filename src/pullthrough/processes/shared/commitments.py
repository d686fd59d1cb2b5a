"""Commitment to part of the published plan: what is promised, and the money put by for it in instalments."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import spend
from pullthrough.world.codes import NO_ROW, PUBLISHED, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State


def put_by(state: State):
    """Promise what the committed share of the budget can carry, then put money by for what has been promised.

    What is promised stays promised until it is tendered. Its money comes from its own segment alone, in equal parts over
    the last ``budgets.reserve_ahead`` quarters before its tender, all of it in the quarter of the tender.
    """
    quarter = state.clock[0].t
    commitment = state.levers[quarter].pipeline.commitment
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].reserved = 0
        if commitment > 0.0:
            promise(state, segment_row, commitment)
    if commitment > 0.0:
        reserve(state)


def promise(state: State, segment_row: int, commitment):
    """Protect published requirements, the best first, while their value stays within the share of the plan's budget."""
    segment = state.segments[segment_row]
    room = CapabilitySponsor.can_promise(
        segment, yearly_income(state, segment), commitment, horizon(state, segment_row)
    )
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.segment == segment_row and requirement.protected and requirement.status == PUBLISHED:
            room -= requirement.value
    best = find_next(state, segment_row, room)
    while best != NO_ROW:
        state.requirements[best].protected = True
        room -= state.requirements[best].value
        best = find_next(state, segment_row, room)


def find_next(state: State, segment_row: int, room):
    """The next requirement to be promised: published, on its date so far, within the room; NO_ROW if there is none."""
    rules = state.rules[0]
    best = NO_ROW
    top = 0.0
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.segment != segment_row or requirement.status != PUBLISHED or requirement.protected:
            continue
        if requirement.slips > 0 or requirement.relaunches > 0 or requirement.value > room:
            continue
        quarters_left = requirement.planned - state.clock[0].t
        rank = CapabilitySponsor.rank_of_promise(
            state.segments[segment_row], float(requirement.value), quarters_left, rules
        )
        if best == NO_ROW or rank > top:
            best = state.open[place]
            top = rank
    return best


def reserve(state: State):
    """Money put by for what has been promised, instalment by instalment."""
    rules = state.rules[0]
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.protected and requirement.status == PUBLISHED:
            segment = state.segments[requirement.segment]
            quarters_left = requirement.planned - state.clock[0].t
            share = CapabilitySponsor.put_by(segment, quarters_left, rules)
            segment.reserved += int(share * requirement.value)


def horizon(state: State, segment_row: int):
    """Quarters of the plan that are published in a segment, at least a year's."""
    quarter = state.clock[0].t
    published = max(state.levers[quarter].pipeline.horizon, int(state.roadmaps[quarter, segment_row]))
    return max(QUARTERS_PER_YEAR, published)


def yearly_income(state: State, segment: SegmentRow):
    """Tendered budget of a segment for this year."""
    return spend.yearly(state) * state.rules[0].market.tendered_share * segment.budget_share * segment.priority
