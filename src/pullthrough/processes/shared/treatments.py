"""Treatments: in a counterfactual study somebody is denied what the rules would give it, and somebody else gets it.

In every other run the table of treatments is empty, and nothing here does anything. Each rule that chooses asks here at the
point where it chooses; whatever follows from the choice follows by the rules.
"""

from __future__ import annotations

import math
import typing

from pullthrough.processes.shared import ranking
from pullthrough.world.codes import NO_ROW, TREAT_AWARD, TREAT_ENGAGEMENT

if typing.TYPE_CHECKING:
    from pullthrough.world.state import InstrumentRow, RequirementRow, State, TreatmentRow


def exchange_scores(state: State, instrument: InstrumentRow, received):
    """A call: the denied proposal and the favoured one exchange their scores, if the denied one ranks before the other.

    So the pot, the line and every other proposal stay as they are.
    """
    for row in range(len(state.treatments)):
        treatment = state.treatments[row]
        if not happens(state, treatment, TREAT_AWARD) or treatment.where != instrument.key:
            continue
        denied = place_of(state, treatment.denied, received)
        favoured = place_of(state, treatment.favoured, received)
        if denied == NO_ROW or favoured == NO_ROW:
            continue
        if ranking.before(state.scores, state.score_rows, denied, favoured):
            state.scores[denied], state.scores[favoured] = state.scores[favoured], state.scores[denied]


def place_of(state: State, key, received):
    """The place of a project among the proposals to a call; NO_ROW if it has not been proposed."""
    for place in range(received):
        if state.technologies[state.score_rows[place]].key == key:
            return place
    return NO_ROW


def happens(state: State, treatment: TreatmentRow, kind):
    """Whether a treatment is of a kind and of this quarter."""
    return treatment.kind == kind and treatment.quarter == state.clock[0].t


def is_denied(state: State, treatment: TreatmentRow, kind):
    """Whether a treatment of a kind denies this quarter."""
    quarter = state.clock[0].t
    return treatment.kind == kind and treatment.quarter <= quarter and quarter <= treatment.until


def lean(state: State, kind, where, key, value):
    """A score as it is; plus infinity for who is favoured, minus infinity for who is denied."""
    for row in range(len(state.treatments)):
        treatment = state.treatments[row]
        if treatment.where != where:
            continue
        if treatment.denied == key and is_denied(state, treatment, kind):
            return -math.inf
        if treatment.favoured == key and happens(state, treatment, kind):
            return math.inf
    return value


def instead_of(state: State, requirement: RequirementRow, technology_row: int):
    """Whom a sponsor invites: the favoured project in the place of the denied one, later nobody; else the project itself."""
    if technology_row == NO_ROW:
        return technology_row
    key = state.technologies[technology_row].key
    for row in range(len(state.treatments)):
        treatment = state.treatments[row]
        if treatment.where != requirement.key or treatment.denied != key:
            continue
        if happens(state, treatment, TREAT_ENGAGEMENT):
            return listener_of(state, requirement, treatment.favoured)
        if is_denied(state, treatment, TREAT_ENGAGEMENT):
            return NO_ROW
    return technology_row


def listener_of(state: State, requirement: RequirementRow, key):
    """The row of a project that is free to listen to the sponsor of a requirement; NO_ROW if it is not."""
    segment = state.segments[requirement.segment]
    for place in range(segment.first_free, segment.past_free):
        technology_row = state.free[place].technology
        if state.technologies[technology_row].key == key:
            return technology_row
    return NO_ROW
