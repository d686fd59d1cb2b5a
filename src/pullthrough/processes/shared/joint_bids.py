"""Joint bids: small firms that know each other lead together what none of them could lead alone."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes.shared import teaming
from pullthrough.world import draws
from pullthrough.world.codes import ACTIVE, DRAW_JOINT_BID, MOST_TIES
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, RequirementRow, State, TechnologyRow


def choose_leader(state: State, technology: TechnologyRow, value):
    """Who would lead a bid: the owner, alone or with small firms that it knows, else a prime."""
    if leads_jointly(state, technology, value):
        return technology.owner
    return teaming.choose_leader(state, technology, value)


def leads_jointly(state: State, technology: TechnologyRow, value):
    """Whether the owner, a small firm that could not lead alone, leads with others that it knows."""
    levers = state.levers[state.clock[0].t]
    if levers.teaming.consortia <= 0.0:
        return False
    owner = state.organisations[technology.owner]
    if owner.kind != SME_KIND or Organisation.can_lead(owner, value, state.rules[0]):
        return False
    if not Organisation.bids_jointly(owner, draws.uniform(technology.key, DRAW_JOINT_BID, 0, 0), levers):
        return False
    return Organisation.can_lead_jointly(owner, value, turnover_of_partners(state, technology.owner), state.rules[0])


def turnover_of_partners(state: State, organisation_row: int):
    """What the small firms inside defence that an organisation knows turn over, by the strength of the tie."""
    total = 0.0
    first = organisation_row * MOST_TIES
    for place in range(first, first + state.networks[organisation_row].ties):
        tie = state.ties[place]
        partner = state.organisations[tie.partner]
        if partner.kind == SME_KIND and partner.standing == ACTIVE:
            total += tie.strength * partner.turnover
    return total


def is_joint(state: State, lead: OrganisationRow, requirement: RequirementRow):
    """Whether a small firm leads a bid that it could not lead alone."""
    if state.levers[state.clock[0].t].teaming.consortia <= 0.0 or lead.kind != SME_KIND:
        return False
    rules = state.rules[0]
    value = ProcurementAgency.value_at_home(state.agency[0], float(requirement.value), requirement.route, rules)
    return not Organisation.can_lead(lead, value, rules)


def ln_premium(state: State, lead: OrganisationRow, requirement: RequirementRow):
    """Added to ln price of a joint bid."""
    return state.rules[0].teaming.joint_premium if is_joint(state, lead, requirement) else 0.0
