"""The observer's notes of one quarter: stocks. It draws nothing and changes nothing but its own table."""

from __future__ import annotations

import typing

from pullthrough.observe import learning_notes, network_notes
from pullthrough.world.codes import ACTIVE, CANCELLED, IN_SERVICE, MET, NO_ROW, OUTSIDE
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Note stocks by TRL, suppliers inside and outside, payments to the ten best-paid, open requirements."""
    clock = state.clock[0]
    note = state.stocks[clock.t]
    for place in range(clock.live):
        technology = state.technologies[state.live[place]]
        if technology.status < IN_SERVICE:
            note.trl[technology.trl] += 1
            note.targeted += technology.target != NO_ROW
            network_notes.note_project(state, technology)
    squares = 0.0
    best = state.best_paid
    for place in range(len(best)):
        best[place] = 0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.kind == SME_KIND:
            note.active_smes += organisation.standing == ACTIVE
            note.outside += organisation.standing == OUTSIDE
        keep_largest(best, organisation.paid_this_year)
        squares += float(organisation.paid_this_year) * float(organisation.paid_this_year)
        network_notes.note_organisation(state, organisation_row)
    learning_notes.note(state)
    for place in range(len(best)):
        note.top10_paid += best[place]
    state.marks[clock.t].paid_squares = squares
    trust = 0.0
    for segment_row in range(len(state.segments)):
        trust += state.segments[segment_row].trust
    state.marks[clock.t].trust = trust / len(state.segments)
    for place in range(clock.open):
        status = state.requirements[state.open[place]].status
        note.open_requirements += status != MET and status != CANCELLED


def keep_largest(best, value):
    """Keep the largest values seen in ``best``, smallest last."""
    place = len(best) - 1
    if value <= best[place]:
        return
    while place > 0 and best[place - 1] < value:
        best[place] = best[place - 1]
        place -= 1
    best[place] = value
