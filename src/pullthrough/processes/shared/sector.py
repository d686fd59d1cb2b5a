"""Engagement in the security sector: joint centres of government and industry make its needs heard beside requirement teams."""

from __future__ import annotations

import typing

from pullthrough.world.codes import EXPORTS_SECURITY, MOST_INVITED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State


def is_security(state: State, segment_row: int):
    """Whether a segment is counted as security."""
    return state.segments[segment_row].export_sector == EXPORTS_SECURITY


def places_of_centres(state: State, sponsor: SegmentRow):
    """Places that the joint centres add for each need of a segment counted as security."""
    return state.levers[state.clock[0].t].engagement.security_slots if sponsor.export_sector == EXPORTS_SECURITY else 0


def places(state: State, sponsor: SegmentRow):
    """Technologies engaged for each requirement of a segment: those of its team, and those of the joint centres."""
    levers = state.levers[state.clock[0].t].engagement
    own = levers.slots if levers.lead > 0 else 0
    return min(MOST_INVITED, own + places_of_centres(state, sponsor))


def lead(state: State, sponsor: SegmentRow):
    """Quarters before the tender at which engagement starts in a segment."""
    own = state.levers[state.clock[0].t].engagement.lead
    if places_of_centres(state, sponsor) > 0:
        return max(own, state.rules[0].invitations.sector_lead)
    return own
