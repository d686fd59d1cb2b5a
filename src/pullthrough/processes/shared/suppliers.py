"""Who of a segment's suppliers leads, and what share each has in the segment's work."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.world.codes import NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def draw_by_support_base(state: State, segment_row: int, value, uniform):
    """One of the segment's suppliers able to lead, with probability proportional to its support base.

    NO_ROW if there is none. One ``uniform`` draw against cumulative shares, in the fixed order of slots.
    """
    segment = state.segments[segment_row]
    total = 0
    for place in range(segment.first_supplier, segment.past_supplier):
        total += able_base(state, state.organisations[state.suppliers[place]], value)
    mark = uniform * total
    passed = 0
    for place in range(segment.first_supplier, segment.past_supplier):
        passed += able_base(state, state.organisations[state.suppliers[place]], value)
        if mark < passed:
            return state.suppliers[place]
    return NO_ROW


def able_base(state: State, organisation: OrganisationRow, value):
    """Support base of an organisation that can lead a contract of a value, else nothing."""
    return organisation.support_base if Organisation.can_lead(organisation, value, state.rules[0]) else 0
