"""Lines: where the rules choose, they note who was the last inside and who the first outside. Nobody in the model looks.

A counterfactual study reads them to find who got something by a little, and who missed it by a little.
"""

from __future__ import annotations

import math
import typing

from pullthrough.world.codes import NEVER, TREAT_ACQUISITION, TREAT_AWARD, TREAT_CONTRACT, TREAT_ENGAGEMENT
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import LineRow, OrganisationRow, State, TechnologyRow


def begin(state: State, kind, place):
    """A fresh line at the end of the table; it counts once it is kept."""
    line = state.lines[state.clock[0].lines]
    line.kind = kind
    line.quarter = state.clock[0].t
    line.where = 0
    line.place = place
    line.unit = 0
    line.unit_project = 0
    line.unit_first = False
    line.unit_score = -math.inf
    line.other = 0
    line.other_project = 0
    line.other_first = False
    line.other_score = -math.inf
    line.second_score = -math.inf
    line.room = 0


def keep(state: State):
    """The line that was begun counts."""
    state.clock[0].lines += 1


def of_call(
    state: State,
    instrument_row: int,
    last_row: int,
    last_score,
    last_award,
    missed_row: int,
    missed_score,
    missed_award,
):
    """A call that could not fund everybody: the last funded proposal and the first that was not."""
    instrument = state.instruments[instrument_row]
    last = state.technologies[last_row]
    missed = state.technologies[missed_row]
    begin(state, TREAT_AWARD, instrument_row)
    line = state.lines[state.clock[0].lines]
    line.where = instrument.key
    line.unit = state.organisations[last.owner].key
    line.unit_project = last.key
    line.unit_first = state.organisations[last.owner].awards == 1
    line.unit_score = last_score
    line.other = state.organisations[missed.owner].key
    line.other_project = missed.key
    line.other_first = state.organisations[missed.owner].awards == 0
    line.other_score = missed_score
    line.room = last_award + instrument.pot - missed_award
    keep(state)


def of_tender(state: State, requirement_row: int):
    """A tender: offers follow."""
    begin(state, TREAT_CONTRACT, requirement_row)
    state.lines[state.clock[0].lines].where = state.requirements[requirement_row].key


def note_offer(state: State, lead: OrganisationRow, project_key, score):
    """An acceptable offer of a tender: the best so far, and the best of a newcomer behind it."""
    line = state.lines[state.clock[0].lines]
    first = lead.kind == SME_KIND and lead.contracts == 0
    if score > line.unit_score:
        if line.unit != lead.key:
            demote(line)
        line.unit = lead.key
        line.unit_project = project_key
        line.unit_first = first
        line.unit_score = score
    elif line.unit != lead.key:
        line.second_score = max(line.second_score, score)
        if first and score > line.other_score:
            line.other = lead.key
            line.other_project = project_key
            line.other_first = True
            line.other_score = score


def note_offer_abroad(state: State, score):
    """The offer of a supplier abroad, who is nobody that could be followed."""
    line = state.lines[state.clock[0].lines]
    if score > line.unit_score:
        demote(line)
        line.unit = 0
        line.unit_project = 0
        line.unit_first = False
        line.unit_score = score
    else:
        line.second_score = max(line.second_score, score)


def demote(line: LineRow):
    """The best offer so far is second now; a newcomer's is the best newcomer's that does not win."""
    line.second_score = line.unit_score
    if line.unit_first:
        line.other = line.unit
        line.other_project = line.unit_project
        line.other_first = True
        line.other_score = line.unit_score


def close_tender(state: State):
    """Keep the line of a tender if a newcomer won it, or missed it: one that lost with one offer and won with another did not."""
    line = state.lines[state.clock[0].lines]
    if line.other == line.unit:
        line.other_first = False
    if line.unit_first or line.other_first:
        keep(state)


def of_invitation(state: State, requirement_row: int, last_row: int, last_score, missed_row: int, missed_score):
    """A first round of invitations: the last project on the sponsor's list, and the first that was not."""
    last = state.technologies[last_row]
    missed = state.technologies[missed_row]
    begin(state, TREAT_ENGAGEMENT, requirement_row)
    line = state.lines[state.clock[0].lines]
    line.where = state.requirements[requirement_row].key
    line.unit = state.organisations[last.owner].key
    line.unit_project = last.key
    line.unit_first = last.first_engaged_trl == NEVER
    line.unit_score = last_score
    line.other = state.organisations[missed.owner].key
    line.other_project = missed.key
    line.other_first = missed.first_engaged_trl == NEVER
    line.other_score = missed_score
    keep(state)


def of_takeover(state: State, firm: OrganisationRow, technology: TechnologyRow, score):
    """A firm that has been bought."""
    begin(state, TREAT_ACQUISITION, 0)
    line = state.lines[state.clock[0].lines]
    line.unit = firm.key
    line.unit_project = technology.key
    line.unit_first = True
    line.unit_score = score
    keep(state)


def of_missed_takeover(state: State, technology_row: int, score):
    """Of the firms that were not bought in a quarter the one that came nearest, with a project of its in service."""
    technology = state.technologies[technology_row]
    begin(state, TREAT_ACQUISITION, 0)
    line = state.lines[state.clock[0].lines]
    line.other = state.organisations[technology.owner].key
    line.other_project = technology.key
    line.other_first = True
    line.other_score = score
    keep(state)
