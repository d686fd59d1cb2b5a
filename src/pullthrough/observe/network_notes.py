"""The observer's notes of one quarter on ties, regions and the spread of projects. It changes nothing but its tables."""

from __future__ import annotations

import typing

from pullthrough.world.codes import ACTIVE, MOST_TIES, NO_ROW, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def note_project(state: State, technology: TechnologyRow):
    """One project that is not yet in service: where it lies among those of its segment."""
    sums = state.spread[state.clock[0].t, technology.segment]
    sums.n += 1
    for axis in range(len(technology.x)):
        sums.x[axis] += technology.x[axis]
        sums.xx += technology.x[axis] * technology.x[axis]


def note_organisation(state: State, organisation_row: int):
    """One organisation: whether it is inside, what its region earned so far this year, membership, ties."""
    organisation = state.organisations[organisation_row]
    network = state.networks[organisation_row]
    note = state.network_notes[state.clock[0].t]
    inside = organisation.standing == ACTIVE
    here = state.regional_notes[state.clock[0].t, organisation.region]
    here.revenue += organisation.revenue_this_year
    here.insiders += inside
    note.insiders += inside
    if inside:
        note.insider_ends += network.ties
    if network.cluster != NO_ROW:
        there = state.regional_notes[state.clock[0].t, network.cluster]
        there.members += 1
        there.members_from_elsewhere += network.cluster != organisation.region
    note.ends += network.ties
    if state.clock[0].t == state.clock[0].year_began + QUARTERS_PER_YEAR - 1:
        for place in range(organisation_row * MOST_TIES, organisation_row * MOST_TIES + network.ties):
            partner = state.organisations[state.ties[place].partner]
            note.cross_ends += partner.kind != organisation.kind or partner.standing != organisation.standing
