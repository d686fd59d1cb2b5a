"""Bookkeeping of technologies: begin one, abandon one, what is still to pay."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.processes.shared import categories, membership, technology_status
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    CIVIL,
    DEVELOPING,
    DRAW_IDEA_POSITION,
    DRAW_QUALITY,
    DRAW_STEP_COST,
    IN_SERVICE,
    KEY_TECHNOLOGY,
    NEVER,
    NO_ROW,
    READY_TRL,
    SHELF,
    TOP_TRL,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, TechnologyRow


def begin(state: State, organisation_row: int, trl, origin, spread):
    """Begin the next technology of an organisation: ln q ~ N(ln a, s_q^2), x ~ N(k, spread^2 I)."""
    rules = state.rules[0]
    clock = state.clock[0]
    organisation = state.organisations[organisation_row]
    technology = state.technologies[clock.technologies]
    clock.technologies += 1
    technology.key = draws.child(organisation.key, KEY_TECHNOLOGY, organisation.ideas_begun)
    organisation.ideas_begun += 1
    organisation.projects += 1
    technology.owner = organisation_row
    technology.owner_key = organisation.key
    technology.segment = organisation.segment
    technology.region = organisation.region
    technology.origin = origin
    technology.sponsor = NO_ROW
    technology.selected = NEVER
    technology.born_kind = organisation.kind
    technology.handed_over = NEVER
    technology.way = NEVER
    technology.user = NO_ROW
    technology.completed = NEVER
    technology.match = NO_ROW
    technology.tried = NEVER
    technology_status.shelve(technology)
    technology.trl = trl
    technology.ln_quality = math.log(organisation.capability) + rules.ideas.quality_spread * draws.normal(
        technology.key, DRAW_QUALITY, 0, 0
    )
    technology.ln_quality += rules.progress.known * state.segments[organisation.segment].art
    categories.choose(state, technology, organisation.kind)
    for axis in range(len(technology.x)):
        technology.x[axis] = organisation.k[axis] + spread * draws.normal(technology.key, DRAW_IDEA_POSITION, 0, axis)
    technology.target = NO_ROW
    technology.first_engaged_trl = NEVER
    technology.begun = clock.t
    technology.funded = NEVER
    technology.adopted = NEVER
    technology.ended = NEVER
    technology.tender = NO_ROW
    technology.tender_seen = NEVER
    technology.rejected = NEVER
    for level in range(TOP_TRL + 1):
        technology.reached[level] = clock.t if level == trl else NO_ROW
    technology.step_cost = cost_of_step(state, technology)
    state.flow[0].ideas += 1


def cost_of_step(state: State, technology: TechnologyRow):
    """Cost of the present step: c_1 g^(k-1) exp(s e), k the TRL, less on shared test sites; nothing once ready."""
    rules = state.rules[0]
    if technology.trl >= READY_TRL:
        return 0
    shared = 1.0 if orphaned(state, technology) else membership.site_factor(state, technology.owner, technology.trl)
    luck = rules.development.cost_spread * draws.normal(technology.key, DRAW_STEP_COST, 0, technology.trl)
    return max(1, int(usual_cost(technology, technology.trl, rules) * math.exp(luck) * shared))


def usual_cost(technology: TechnologyRow, trl, rules):
    """Median cost of the step from a TRL: c_1 g^(k-1), for a class of technology with c_1 such that all steps cost its whole."""
    first = rules.development.step_cost
    if technology.whole_cost > 0.0:
        first = categories.first_step(technology.whole_cost, rules)
    return first * rules.development.step_growth ** (trl - 1)


def remaining_cost(technology: TechnologyRow, required_trl, rules):
    """What it will still cost, at usual cost, to reach the required TRL; beyond that, to finish the present step."""
    cost = float(technology.step_cost - technology.step_spent)
    usual = usual_cost(technology, technology.trl, rules)
    for _ in range(technology.trl + 1, required_trl):
        usual *= rules.development.step_growth
        cost += usual
    return cost


def civil_use(technology: TechnologyRow, rules):
    """Share of the work on a technology that is of civil use."""
    return rules.growth.civil_use_civil if technology.origin == CIVIL else rules.growth.civil_use_defence


def release(technology: TechnologyRow):
    """Forget the target: the tender has gone, or somebody else won it."""
    technology.target = NO_ROW
    technology.prospect = 0.0
    technology.engagements = 0


def change_owner(state: State, technology: TechnologyRow, owner_row: int):
    """Hand a technology over to another organisation; it forgets its target, of which the new owner has heard nothing."""
    before = state.organisations[technology.owner]
    if before.key == technology.owner_key and technology.status != IN_SERVICE:
        before.projects -= 1
    owner = state.organisations[owner_row]
    if technology.status != IN_SERVICE:
        owner.projects += 1
    technology.owner = owner_row
    technology.owner_key = owner.key
    technology.handed_over = state.clock[0].t
    if is_available(technology):
        release(technology)


def pay_own(state: State, organisation: OrganisationRow, amount):
    """An organisation pays for work from its own R&D money: its cash, or outside its accounts where the rules say so."""
    organisation.rd_left -= amount
    if state.rules[0].returns.from_profit != 0:
        ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, amount)
    else:
        ledger.move(state.accounts, ledger.CIVIL, ledger.INDUSTRY, amount)


def own_rd(state: State, organisation: OrganisationRow):
    """Own R&D money of a quarter: what is usual for its size, out of its cash where the rules say so."""
    rules = state.rules[0]
    usual = Organisation.own_rd(organisation, rules)
    if rules.returns.from_profit != 0:
        return Organisation.own_rd_from_cash(organisation, usual, rules)
    return usual


def own_means(state: State, organisation: OrganisationRow):
    """What an organisation can put into work this quarter, R&D money and cash together."""
    if state.rules[0].returns.from_profit != 0:
        return organisation.cash  # its R&D money is part of it
    return organisation.rd_left + organisation.cash


def return_grant(state: State, technology: TechnologyRow):
    """What is left of a grant goes back to the public purse."""
    ledger.move(state.accounts, ledger.GRANTS, ledger.TREASURY, technology.grant)
    technology.grant = 0


def abandon(state: State, technology_row: int):
    """End a technology."""
    technology = state.technologies[technology_row]
    return_grant(state, technology)
    technology.capital = 0
    technology_status.give_up(technology)
    technology.ended = state.clock[0].t
    release(technology)
    owner = state.organisations[technology.owner]
    if owner.key == technology.owner_key:
        owner.projects -= 1
    state.flow[0].abandoned += 1


def is_available(technology: TechnologyRow):
    """Whether a technology is alive and not committed to a tender or contract."""
    return technology.status == SHELF or technology.status == DEVELOPING


def orphaned(state: State, technology: TechnologyRow):
    """Whether the owner has gone: another firm sits in its slot."""
    return state.organisations[technology.owner].key != technology.owner_key
