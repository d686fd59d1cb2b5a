"""Targeting: projects read published requirements and choose the one worth most to them."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.processes.shared import beliefs, projects
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_NOTICE_READ, EVALUATION, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State, TechnologyRow


def step(state: State):
    """Each available project reads a few notices of its segment, drawn at random, and keeps the best prospect."""
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first, segment.past):
            technology_row = state.roster[place]
            technology = state.technologies[technology_row]
            if not projects.is_available(technology):
                continue
            if technology.target != NO_ROW and state.requirements[technology.target].status >= EVALUATION:
                beliefs.record_distance_at_tender(state, technology)
                projects.release(technology)
            if segment.past_notice > segment.first_notice and not is_bound(state, technology):
                read_notices(state, technology, segment)


def is_bound(state: State, technology: TechnologyRow):
    """Whether a sponsor has it developed under contract for the need it works for: then it looks at no other."""
    return technology.sponsor != NO_ROW and technology.sponsor == technology.target


def read_notices(state: State, technology: TechnologyRow, segment: SegmentRow):
    """Look at ``signal.notices_read`` of the published requirements; change the target if one promises more."""
    quarter = state.clock[0].t
    required_trl = state.levers[quarter].procurement.minimum_trl
    owner = state.organisations[technology.owner]
    offered = segment.past_notice - segment.first_notice
    for reading in range(state.rules[0].signal.notices_read):
        uniform = draws.uniform(technology.key, DRAW_NOTICE_READ, quarter, reading)
        requirement_row = state.notices[segment.first_notice + min(int(uniform * offered), offered - 1)]
        if requirement_row == technology.target:
            continue
        requirement = state.requirements[requirement_row]
        if not Organisation.can_be_ready(
            owner, technology.trl, required_trl, requirement.planned - quarter, state.rules[0]
        ):
            continue
        tau = beliefs.precision(state, technology, requirement, 0)
        gap = beliefs.believed_distance(state, technology, requirement, tau)
        worth = beliefs.prospect(state, technology, requirement, gap, tau)
        if worth > technology.prospect:
            beliefs.take_target(technology, requirement_row, gap, worth)
