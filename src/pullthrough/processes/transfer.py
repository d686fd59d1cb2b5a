"""Transfer: organisations learn from those they know, and some ideas draw on a partner's knowledge."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.world import draws, geometry
from pullthrough.world.codes import ACADEMIC, ACTIVE, DRAW_ADVISER, DRAW_JOINT_IDEA, MICRO, MOST_TIES, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, TechnologyRow


def step(state: State):
    """Each organisation inside defence turns to one of those it knows, drawn at random, and learns."""
    for organisation_row in range(len(state.organisations)):
        if state.networks[organisation_row].ties > 0 and state.organisations[organisation_row].standing == ACTIVE:
            learn_from_a_partner(state, organisation_row)


def learn_from_a_partner(state: State, organisation_row: int):
    """k_i <- k_i + share (k_j - k_i), with share = rate x absorptive capacity x strength x complementarity."""
    rules = state.rules[0]
    network = state.networks[organisation_row]
    organisation = state.organisations[organisation_row]
    uniform = draws.uniform(organisation.key, DRAW_ADVISER, state.clock[0].t, 0)
    tie = state.ties[organisation_row * MOST_TIES + min(int(uniform * network.ties), network.ties - 1)]
    partner = state.organisations[tie.partner]
    network.adviser = tie.partner
    network.adviser_key = partner.key
    gap = geometry.distance(organisation.k, partner.k)
    absorbed = Organisation.absorptive_capacity(organisation, rules)
    share = Organisation.share_learnt(organisation, gap, tie.strength, absorbed, rules)
    for axis in range(len(organisation.k)):
        organisation.k[axis] += share * (partner.k[axis] - organisation.k[axis])
    count_knowledge(state, organisation, partner, int(MICRO * share * gap))


def count_knowledge(state: State, organisation: OrganisationRow, partner: OrganisationRow, moved):
    """Statistics: what was learnt, and of this what went to a firm that competes in the partner's segment."""
    state.flow[0].knowledge += moved
    state.regional[state.clock[0].t, organisation.region].knowledge += moved
    if organisation.segment == partner.segment and organisation.kind != ACADEMIC and partner.kind != ACADEMIC:
        state.flow[0].knowledge_leaked += moved


def recombine(state: State, organisation_row: int, technology: TechnologyRow):
    """A new idea may lie between what its owner and its last adviser know: x <- x + mix (k_j - k_i)."""
    network = state.networks[organisation_row]
    if network.adviser == NO_ROW or state.organisations[network.adviser].key != network.adviser_key:
        return
    organisation = state.organisations[organisation_row]
    uniform = draws.uniform(technology.key, DRAW_JOINT_IDEA, 0, 0)
    if not Organisation.draws_on_partner(organisation, uniform, state.rules[0]):
        return
    partner = state.organisations[network.adviser]
    for axis in range(len(organisation.k)):
        technology.x[axis] += state.rules[0].transfer.mix * (partner.k[axis] - organisation.k[axis])
