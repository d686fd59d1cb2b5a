"""Users in view: whose need a project would serve, sought before an award and noted with it."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import orders
from pullthrough.world.codes import NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import InstrumentRow, State, TechnologyRow


def is_missing(state: State, instrument: InstrumentRow, technology: TechnologyRow):
    """Whether a call asks for a user this quarter and the project, mature enough to be asked, has none to name."""
    if not instrument.user_needed or technology.trl < state.rules[0].follow_on.user_from_trl:
        return False
    return find(state, technology) == NO_ROW


def find(state: State, technology: TechnologyRow):
    """The requirement that a project works for; else the equipment in service that it would improve most, if any.

    Equipment is looked through once at each TRL.
    """
    if technology.target != NO_ROW:
        return technology.target
    if technology.match_trl != technology.trl:
        technology.match_trl = technology.trl
        technology.match = best_match(state, technology)
    return technology.match


def best_match(state: State, technology: TechnologyRow):
    """Equipment of the segment that the technology as it is would improve most; NO_ROW if it would improve none."""
    segment = state.segments[technology.segment]
    best = NO_ROW
    top = -math.inf
    for place in range(segment.first_served, segment.past_served):
        served = state.served[place]
        gain = orders.merit_of(state, technology, served.y) - served.serving
        if gain > top and CapabilitySponsor.wants(segment, gain, state.rules[0].follow_on.least_gain):
            top = gain
            best = served.requirement
    return best


def note_user(state: State, instrument: InstrumentRow, technology: TechnologyRow):
    """With an award: the user whom the call asked for; else the sponsor of the target, if the owner has met it."""
    technology.user = NO_ROW
    if instrument.user_needed and technology.trl >= state.rules[0].follow_on.user_from_trl:
        technology.user = find(state, technology)
        orders.pay_officials(state, state.rules[0].follow_on.user_cost)
    elif technology.engagements > 0:
        technology.user = technology.target
    state.flow[0].awards_with_user += technology.user != NO_ROW
