"""Equipment in service: who could use something better, what serves there now, when it can be changed."""

from __future__ import annotations

import typing

from pullthrough.world import draws
from pullthrough.world.codes import DRAW_WINDOW, MET, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, ServedRow, State


def is_equipment(requirement: RequirementRow):
    """Whether it is in service, and equipment of its own: what was put into other equipment counts as part of that."""
    return requirement.status == MET and requirement.host == NO_ROW


def is_retired(state: State, requirement: RequirementRow):
    """Whether a delivered capability has reached the end of its service."""
    return state.clock[0].t - requirement.delivered > state.rules[0].supply.service_life


def list_served(state: State):
    """List the equipment in service by segment, in the order of its rows: all that has no order for it under way."""
    clock = state.clock[0]
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].past_served = 0
    for requirement_row in range(clock.served_from, clock.requirements):
        requirement = state.requirements[requirement_row]
        if may_be_changed(state, requirement):
            state.segments[requirement.segment].past_served += 1
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_served = place
        place += segment.past_served
        segment.past_served = segment.first_served
    for requirement_row in range(clock.served_from, clock.requirements):
        requirement = state.requirements[requirement_row]
        if may_be_changed(state, requirement):
            segment = state.segments[requirement.segment]
            served = state.served[segment.past_served]
            served.requirement = requirement_row
            served.delivered = requirement.delivered
            served.serving = requirement.serving
            served.improved = requirement.improved
            for axis in range(len(requirement.y)):
                served.y[axis] = requirement.y[axis]
            segment.past_served += 1


def may_be_changed(state: State, requirement: RequirementRow):
    """Whether it is equipment in service, not yet retired, without an order for it under way."""
    return is_equipment(requirement) and not is_retired(state, requirement) and not requirement.in_hand


def has_window(state: State, served: ServedRow):
    """Whether equipment comes in for its regular upgrade this quarter: every so many quarters since its delivery."""
    age = state.clock[0].t - served.delivered
    return age > 0 and age % state.rules[0].upgrades.every == 0


def windows(state: State):
    """Row and draw, uniform on 0 to 1, of all equipment that comes in for an upgrade; the draw says to whom it is left."""
    quarter = state.clock[0].t
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first_served, segment.past_served):
            served = state.served[place]
            if has_window(state, served):
                key = state.requirements[served.requirement].key
                yield served.requirement, draws.uniform(key, DRAW_WINDOW, quarter, 0)


def authority(state: State, requirement: RequirementRow):
    """The design authority: the supplier, if it is at home and there still; else NO_ROW."""
    if requirement.contractor == NO_ROW:
        return NO_ROW
    if state.organisations[requirement.contractor].key != requirement.contractor_key:
        return NO_ROW
    return requirement.contractor
