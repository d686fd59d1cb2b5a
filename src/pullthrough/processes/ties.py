"""Ties: organisations meet in common work, at engagement, in their segment, region and cluster; others fade."""

from __future__ import annotations

import typing

from pullthrough.agents import RegionalCluster
from pullthrough.processes.shared import contacts, projects
from pullthrough.world import draws
from pullthrough.world.codes import (
    ACTIVE,
    DRAW_CLUSTER_MEET,
    DRAW_EVENT,
    DRAW_EXCHANGE,
    DRAW_MEET,
    DRAW_MEET_WHOM,
    EVALUATION,
    IN_DELIVERY,
    MOST_TIES,
    NO_ROW,
    NOVEL,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import ClusterRow, RequirementRow, State


def step(state: State):
    """Ties fade; then the quarter's meetings are held."""
    for organisation_row in range(len(state.organisations)):
        if state.networks[organisation_row].ties > 0:
            fade_ties(state, organisation_row)
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status == EVALUATION or requirement.status == IN_DELIVERY:
            meet_at_work(state, requirement)
        elif requirement.status < EVALUATION and requirement.invitations > 1:
            meet_at_event(state, requirement)
    for organisation_row in range(len(state.organisations)):
        if state.organisations[organisation_row].standing == ACTIVE:
            meet_around(state, organisation_row)
    for region in range(len(state.clusters)):
        for place in range(state.clusters[region].first_member, state.clusters[region].past_member):
            introduce(state, state.clusters[region], state.cluster_members[place])


def fade_ties(state: State, organisation_row: int):
    """s <- s (1 - decay); a tie below the floor is forgotten. Alike on both sides."""
    rules = state.rules[0]
    place = organisation_row * MOST_TIES
    while place < organisation_row * MOST_TIES + state.networks[organisation_row].ties:
        tie = state.ties[place]
        tie.strength *= 1.0 - rules.ties.decay
        if tie.strength < rules.ties.floor:
            contacts.drop_tie(state, organisation_row, place)
        else:
            place += 1


def meet_at_work(state: State, requirement: RequirementRow):
    """Leader and owner of the technology work together from the bid to acceptance."""
    if requirement.winner != NOVEL:
        return
    technology = state.technologies[requirement.technology]
    lead = state.organisations[requirement.contractor]
    if lead.key == requirement.contractor_key and not projects.orphaned(state, technology):
        contacts.work_together(state, requirement.contractor, technology.owner)


def meet_at_event(state: State, requirement: RequirementRow):
    """Two of those invited to engage on a requirement meet with a chance."""
    quarter = state.clock[0].t
    if draws.uniform(requirement.key, DRAW_EVENT, quarter, 0) >= state.rules[0].ties.meet_event:
        return
    one_slot = pick_number(draws.uniform(requirement.key, DRAW_EVENT, quarter, 1), requirement.invitations)
    other_slot = pick_number(draws.uniform(requirement.key, DRAW_EVENT, quarter, 2), requirement.invitations)
    one = state.technologies[requirement.invited[one_slot]]
    other = state.technologies[requirement.invited[other_slot]]
    if not projects.orphaned(state, one) and not projects.orphaned(state, other):
        contacts.record_meeting(state, one.owner, other.owner)


def meet_around(state: State, organisation_row: int):
    """An organisation inside defence seeks somebody of its segment, or meets somebody of its region."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    organisation = state.organisations[organisation_row]
    uniform = draws.uniform(organisation.key, DRAW_MEET, quarter, 0)
    partner_row = NO_ROW
    if uniform < rules.ties.meet_segment:
        segment = state.segments[organisation.segment]
        first, stop = segment.first_member, segment.past_member
        partner_row = draw_somebody(state, state.members, first, stop, organisation.key, 0)
        if state.organisations[partner_row].standing != ACTIVE:
            partner_row = NO_ROW
    elif uniform < rules.ties.meet_segment + rules.ties.meet_region:
        cluster = state.clusters[organisation.region]
        first, stop = cluster.first_local, cluster.past_local
        partner_row = draw_somebody(state, state.locals, first, stop, organisation.key, 0)
    if partner_row != NO_ROW:
        contacts.record_meeting(state, organisation_row, partner_row)


def draw_somebody(state: State, rows, first, stop, key, attempt):
    """One of a list of organisations, drawn by the key of who looks; NO_ROW if the list is empty."""
    if stop <= first:
        return NO_ROW
    return rows[first + pick_number(draws.uniform(key, DRAW_MEET_WHOM, state.clock[0].t, attempt), stop - first)]


def pick_number(uniform, count):
    """A whole number from 0 to count - 1 by a uniform draw."""
    return min(int(uniform * count), count - 1)


def introduce(state: State, cluster: ClusterRow, organisation_row: int):
    """The cluster brings a member together with another, of its own or of any cluster, if it can with one of another kind."""
    organisation = state.organisations[organisation_row]
    uniform = draws.uniform(organisation.key, DRAW_CLUSTER_MEET, state.clock[0].t, 0)
    if not RegionalCluster.introduces(cluster, uniform, state.rules[0]):
        return
    first, stop = cluster.first_member, cluster.past_member
    if RegionalCluster.exchanges(
        cluster, draws.uniform(organisation.key, DRAW_EXCHANGE, state.clock[0].t, 0), state.rules[0]
    ):
        first, stop = 0, state.clusters[len(state.clusters) - 1].past_member  # members stand one cluster after another
    partner_row = NO_ROW
    for attempt in range(state.rules[0].clusters.introductions):
        partner_row = draw_somebody(state, state.cluster_members, first, stop, organisation.key, 1 + attempt)
        if differ_in_sort(organisation, state.organisations[partner_row]):
            break
    contacts.record_meeting(state, organisation_row, partner_row)


def differ_in_sort(one, other):
    """Whether two organisations differ in kind, or in being inside defence."""
    return one.kind != other.kind or one.standing != other.standing
