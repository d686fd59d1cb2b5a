"""Early engagement: sponsors invite suppliers before the tender, and tell them what is needed.

Of itself it brings information: an engaged project sees the need more sharply, and may steer towards it if its design is
still free. No score in a tender and no money follows from having been engaged. Who is engaged has a target, and a user in
view who may order later.
"""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor, Organisation
from pullthrough.processes.shared import (
    beliefs,
    categories,
    firms,
    lines,
    membership,
    projects,
    sector,
    treatments,
    waiting,
)
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import DRAW_INVITE, EVALUATION, MOST_INVITED, NEVER, NO_ROW, TOP_TRL

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """For each requirement within the engagement lead: invite, and hold this quarter's meetings."""
    quarter = state.clock[0].t
    levers = state.levers[quarter]
    interval = state.rules[0].invitations.again
    if (levers.engagement.lead <= 0 or levers.engagement.slots <= 0) and levers.engagement.security_slots <= 0:
        return
    required_trl = levers.procurement.minimum_trl
    for trl in range(TOP_TRL + 1):
        state.sponsor_gap_left[trl] = CapabilitySponsor.gap_left(trl, required_trl, state.rules[0])
    list_available(state)
    for place in range(state.clock[0].open):
        requirement_row = state.open[place]
        requirement = state.requirements[requirement_row]
        sponsor = state.segments[requirement.segment]
        if requirement.status >= EVALUATION:
            continue
        lead = sector.lead(state, sponsor)
        if sector.places(state, sponsor) <= 0 or not CapabilitySponsor.engages(
            sponsor, quarter, requirement.planned, lead
        ):
            continue
        inviting = requirement.invitations == 0 or (requirement.planned - quarter) % interval == 0
        if inviting:
            invite_projects(state, requirement_row)
        hold_meetings(state, requirement_row, inviting)


def list_available(state: State):
    """Projects that are free to listen, by segment, with what every sponsor looks at: so that it lies close together."""
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_free = place
        for roster_place in range(segment.first, segment.past):
            technology = state.technologies[state.roster[roster_place]]
            if projects.is_available(technology):
                listener = state.free[place]
                listener.technology = state.roster[roster_place]
                listener.trl = technology.trl
                listener.owner = technology.owner
                listener.worth = technology.worth
                listener.half = draws.half(technology.key)
                for axis in range(len(technology.x)):
                    listener.x[axis] = technology.x[axis]
                place += 1
        segment.past_free = place


def invite_projects(state: State, requirement_row: int):
    """Fill the free slots: those kept for newcomers, for members of clusters, then the rest, best invitation score first."""
    levers = state.levers[state.clock[0].t].engagement
    requirement = state.requirements[requirement_row]
    slots = sector.places(state, state.segments[requirement.segment])
    first_round = requirement.invitations == 0
    kept = 0
    newcomers = 0
    members = 0
    for slot in range(requirement.invitations):  # those still at work for this requirement stay
        technology = state.technologies[requirement.invited[slot]]
        if technology.target == requirement_row and projects.is_available(technology):
            requirement.invited[kept] = requirement.invited[slot]
            kept += 1
            newcomers += is_newcomer(state, technology.owner)
            members += membership.is_member(state, technology.owner)
    requirement.invitations = kept
    free = slots - kept
    if free <= 0:
        return
    for_newcomers = min(free, int(math.ceil(levers.newcomer_share * slots)) - newcomers)
    for_members = min(free, int(math.ceil(levers.regional_share * slots)) - members)
    shortlist(state, requirement_row, free + 1, for_newcomers, for_members)  # and the first that is not on the list
    for slot in range(max(0, for_newcomers)):
        technology_row = treatments.instead_of(state, requirement, state.short_newcomers[slot])
        add_invitation(requirement, technology_row, slots)
    for slot in range(max(0, for_members)):
        technology_row = treatments.instead_of(state, requirement, state.short_members[slot])
        add_invitation(requirement, technology_row, slots)
    last = NO_ROW
    for slot in range(free):
        invited = requirement.invitations
        technology_row = treatments.instead_of(state, requirement, state.short_all[slot])
        add_invitation(requirement, technology_row, slots)
        if requirement.invitations > invited:
            last = slot
    if first_round and last != NO_ROW:
        note_line(state, requirement_row, last, free)


def note_line(state: State, requirement_row: int, last: int, missed: int):
    """Note who came onto the list last and, unless that one was invited as somebody else's guest, who missed it."""
    requirement = state.requirements[requirement_row]
    missed_row = state.short_all[missed]
    if missed_row == NO_ROW:
        return
    for slot in range(requirement.invitations):
        if requirement.invited[slot] == missed_row:
            return
    last_row = requirement.invited[requirement.invitations - 1]
    last_score = state.short_all_scores[last]
    lines.of_invitation(state, requirement_row, last_row, last_score, missed_row, state.short_all_scores[missed])


def shortlist(state: State, requirement_row: int, free, for_newcomers, for_members):
    """The best ``free`` candidates and, apart, the best newcomers and members of clusters, best first."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    required_trl = state.levers[quarter].procurement.minimum_trl
    quarters_left = requirement.planned - quarter
    for slot in range(MOST_INVITED + 1):
        state.short_all[slot] = NO_ROW
        state.short_all_scores[slot] = -math.inf
    for slot in range(MOST_INVITED):
        state.short_newcomers[slot] = NO_ROW
        state.short_newcomers_scores[slot] = -math.inf
        state.short_members[slot] = NO_ROW
        state.short_members_scores[slot] = -math.inf
    for place in range(segment.first_free, segment.past_free):
        listener = state.free[place]
        if not CapabilitySponsor.can_be_ready(segment, listener.trl, required_trl, quarters_left, rules):
            continue
        if not categories.suits(listener.worth, float(requirement.value), rules):
            continue
        gap = geometry.distance(listener.x, requirement.y)
        left = state.sponsor_gap_left[listener.trl]
        score = CapabilitySponsor.invitation_score(segment, gap, left)
        most = score + rules.invitations.judgement
        if (
            most <= state.short_all_scores[free - 1]
            and (for_newcomers <= 0 or most <= state.short_newcomers_scores[for_newcomers - 1])
            and (for_members <= 0 or most <= state.short_members_scores[for_members - 1])
        ):
            continue  # even the kindest judgement would not bring it onto a list
        technology_row = listener.technology
        judgement = draws.uniform(draws.join(requirement.key, listener.half), DRAW_INVITE, 0, 0) - 0.5
        score += judgement * (2.0 * rules.invitations.judgement)
        keep_best(state.short_all, state.short_all_scores, free, technology_row, score)
        if for_newcomers > 0 and is_newcomer(state, listener.owner):
            keep_best(state.short_newcomers, state.short_newcomers_scores, for_newcomers, technology_row, score)
        if for_members > 0 and membership.is_member(state, listener.owner):
            keep_best(state.short_members, state.short_members_scores, for_members, technology_row, score)


def keep_best(rows, scores, most, technology_row: int, score):
    """Insert a candidate into a list of at most ``most``, best first."""
    place = most - 1
    if score <= scores[place]:
        return
    while place > 0 and scores[place - 1] < score:
        rows[place] = rows[place - 1]
        scores[place] = scores[place - 1]
        place -= 1
    rows[place] = technology_row
    scores[place] = score


def add_invitation(requirement: RequirementRow, technology_row: int, slots):
    """Invite a technology, if there is one, it is not invited yet, and a slot is free."""
    if technology_row == NO_ROW or requirement.invitations >= slots:
        return
    for slot in range(requirement.invitations):
        if requirement.invited[slot] == technology_row:
            return
    requirement.invited[requirement.invitations] = technology_row
    requirement.invitations += 1


def is_newcomer(state: State, organisation_row: int):
    """Whether an organisation has never won a contract; and, if newcomers are those of late, has entered lately."""
    organisation = state.organisations[organisation_row]
    if organisation.contracts > 0 or organisation.delivered > 0:
        return False
    return state.rules[0].invitations.newcomers == 0 or firms.entered_lately(state, organisation)


def hold_meetings(state: State, requirement_row: int, inviting):
    """One quarter of meetings: projects that work for this requirement learn.

    A project that is invited while it has other plans answers in that quarter: it comes if it finds this worth more.
    """
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    for slot in range(requirement.invitations):
        technology = state.technologies[requirement.invited[slot]]
        if technology.target != requirement_row and not inviting:
            continue
        owner = state.organisations[technology.owner]
        own_cost = int(rules.public_cost.firm_engagement)
        if not projects.is_available(technology) or projects.orphaned(state, technology) or owner.cash < own_cost:
            continue
        if not Organisation.has_time_for(owner, float(own_cost), rules):
            continue
        state.agency[0].asked += int(rules.public_cost.engagement)
        if not waiting.official_comes(state, draws.pair(requirement.key, technology.key)):
            continue
        heard = technology.engagements + 1 if technology.target == requirement_row else 1
        tau = beliefs.precision(state, technology, requirement, heard)
        gap = beliefs.believed_distance(state, technology, requirement, tau)
        worth = beliefs.prospect(state, technology, requirement, gap, tau)
        if technology.target != requirement_row and worth <= technology.prospect:
            continue
        beliefs.take_target(technology, requirement_row, gap, worth)
        technology.engagements = heard
        if technology.first_engaged_trl == NEVER:
            technology.first_engaged_trl = technology.trl
            technology.first_engaged_distance = geometry.distance(technology.x, requirement.y)
            technology.first_engaged_for = requirement_row
        owner.attention -= own_cost
        ledger.pay_out(state.accounts, owner, ledger.INDUSTRY, own_cost)
        ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, int(rules.public_cost.engagement))
        state.flow[0].engagement_cost += int(rules.public_cost.engagement)
        state.flow[0].engagements += 1
        state.flow[0].engagements_security += sector.is_security(state, requirement.segment)
        state.flow[0].regional_engagements += membership.is_member(state, technology.owner)
