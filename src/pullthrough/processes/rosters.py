"""Rosters: live technologies, requirements, equipment in service and suppliers of each segment, organisations of each region.

Bookkeeping, to save searching.
"""

from __future__ import annotations

import typing

from pullthrough.processes.shared import beliefs, equipment
from pullthrough.world.codes import ABANDONED, ACTIVE, CANCELLED, IN_SERVICE, MET, PUBLISHED, VACANT

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State, TechnologyRow


def step(state: State):
    """List live technologies, published requirements and suppliers with support work by segment, in their fixed order."""
    strike_off_closed(state)
    list_technologies(state)
    list_ripe(state)
    list_notices(state)
    equipment.list_served(state)
    list_suppliers(state)
    list_locals(state)
    beliefs.cache_expected_gaps(state)


def strike_off_closed(state: State):
    """Keep in the list of open requirements those that are neither met nor cancelled, in the order in which they came."""
    clock = state.clock[0]
    kept = 0
    for place in range(clock.open):
        if not is_closed(state.requirements[state.open[place]]):
            state.open[kept] = state.open[place]
            kept += 1
    clock.open = kept


def is_closed(requirement: RequirementRow):
    """Whether nothing more will happen to a requirement."""
    return requirement.status == MET or requirement.status == CANCELLED


def is_live(state: State, technology: TechnologyRow):
    """Whether a technology still takes part: not abandoned, and in service only while its owner is there to offer it."""
    if technology.status == ABANDONED:
        return False
    if technology.status == IN_SERVICE:
        recent = state.clock[0].t - technology.adopted <= state.rules[0].tender.offered_for
        return recent and state.organisations[technology.owner].key == technology.owner_key
    return True


def list_technologies(state: State):
    """A counting sort by segment of the technologies that are still live."""
    clock = state.clock[0]
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].past = 0
    kept = 0
    for live_place in range(clock.live):  # those live last quarter, then those begun since
        technology = state.technologies[state.live[live_place]]
        if is_live(state, technology):
            state.live[kept] = state.live[live_place]
            kept += 1
            technology.spent_now = 0
            state.segments[technology.segment].past += 1
    for technology_row in range(clock.listed, clock.technologies):
        state.live[kept] = technology_row
        kept += 1
        state.segments[state.technologies[technology_row].segment].past += 1
    clock.live = kept
    clock.listed = clock.technologies
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first = place
        place += segment.past
        segment.past = segment.first
    for live_place in range(kept):
        segment = state.segments[state.technologies[state.live[live_place]].segment]
        state.roster[segment.past] = state.live[live_place]
        segment.past += 1


def list_ripe(state: State):
    """Those of the roster that can be mature enough for the least demanding tender; so tenders need not look at the rest.

    Development comes between this list and the tenders, and can lift a technology by one TRL.
    """
    levers = state.levers[state.clock[0].t].procurement
    least = min(levers.minimum_trl, levers.novel_minimum_trl) - 1
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_ripe = place
        for roster_place in range(segment.first, segment.past):
            if state.technologies[state.roster[roster_place]].trl >= least:
                state.ripe[place] = state.roster[roster_place]
                place += 1
        segment.past_ripe = place


def list_notices(state: State):
    """The same for requirements that are published and not yet opened."""
    clock = state.clock[0]
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].past_notice = 0
    for open_place in range(clock.open):
        requirement = state.requirements[state.open[open_place]]
        if requirement.status == PUBLISHED:
            state.segments[requirement.segment].past_notice += 1
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_notice = place
        place += segment.past_notice
        segment.past_notice = segment.first_notice
    for open_place in range(clock.open):
        requirement = state.requirements[state.open[open_place]]
        if requirement.status == PUBLISHED:
            segment = state.segments[requirement.segment]
            state.notices[segment.past_notice] = state.open[open_place]
            segment.past_notice += 1


def list_suppliers(state: State):
    """Organisations inside defence that have support work, by segment, in the order of the members."""
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_supplier = place
        for member_place in range(segment.first_member, segment.past_member):
            organisation = state.organisations[state.members[member_place]]
            if organisation.standing == ACTIVE and organisation.support_base > 0:
                state.suppliers[place] = state.members[member_place]
                place += 1
        segment.past_supplier = place


def list_locals(state: State):
    """Organisations inside and outside defence by region, in the order of their slots."""
    for region in range(len(state.clusters)):
        state.clusters[region].past_local = 0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        state.clusters[organisation.region].past_local += organisation.standing != VACANT
    place = 0
    for region in range(len(state.clusters)):
        cluster = state.clusters[region]
        cluster.first_local = place
        place += cluster.past_local
        cluster.past_local = cluster.first_local
    for organisation_row in range(len(state.organisations)):
        if state.organisations[organisation_row].standing == VACANT:
            continue
        cluster = state.clusters[state.organisations[organisation_row].region]
        state.locals[cluster.past_local] = organisation_row
        cluster.past_local += 1
