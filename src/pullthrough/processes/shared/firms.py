"""Bookkeeping of organisations: founding one in a slot, closing one."""

from __future__ import annotations

import math

from pullthrough.agents import SME, Organisation
from pullthrough.processes.shared import contacts, payments
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, DRAW_FIRM, NEVER, NO_ROW, OUTSIDE
from pullthrough.world.codes import SME as SME_KIND


def found(state, organisation_row, key):
    """Found the organisation of a slot: place, size, capability, knowledge and cash, all drawn from its key.

    Size: ln employees uniform within the band of its place. Capability: ln a ~ N(0, s^2). Knowledge: k ~ N(mu, s_k^2 I),
    about the present need of its segment.
    """
    rules = state.rules[0]
    organisation = state.organisations[organisation_row]
    organisation.key = key
    uniform = draws.uniform(key, DRAW_FIRM, 0, 0)
    for site_row in range(len(state.places)):
        site = state.places[site_row]
        if site.kind == organisation.kind and uniform <= site.share_up_to:
            organisation.region = site.region
            low, high = math.log(site.employees_low), math.log(site.employees_high)
            organisation.ln_employees = low + draws.uniform(key, DRAW_FIRM, 0, 1) * (high - low)
            organisation.employees = math.exp(organisation.ln_employees)
            organisation.rd_intensity = site.rd_intensity
            break
    if organisation.kind == SME_KIND:
        organisation.upkeep = SME.cost_of_staying(organisation, rules)
        organisation.hazard = SME.hazard_of_death(organisation, rules)
    organisation.civil_turnover = int(organisation.employees * rules.population.turnover_per_employee)
    organisation.turnover = organisation.civil_turnover
    organisation.capability = math.exp(rules.ideas.capability_spread * draws.normal(key, DRAW_FIRM, 0, 2))
    mu = state.segments[organisation.segment].mu
    for axis in range(len(mu)):
        organisation.k[axis] = mu[axis] + rules.ideas.knowledge_spread * draws.normal(key, DRAW_FIRM, 0, 8 + axis)
    outside = rules.entry.outside_spread * draws.normal(key, DRAW_FIRM, 0, 3)
    organisation.outside_option = int(rules.entry.outside_median * math.exp(outside))
    organisation.belief_award = rules.belief.award_prior
    organisation.belief_contract = rules.belief.contract_prior
    contacts.start_afresh(state, organisation_row)
    organisation.standing = OUTSIDE
    organisation.entered = NEVER
    organisation.awards = 0
    organisation.contracts = 0
    organisation.delivered = 0
    organisation.first_award = NEVER
    organisation.first_contract = NEVER
    organisation.last_award_year = NEVER
    organisation.first_call = NEVER
    organisation.last_call_year = NEVER
    organisation.last_contract_year = NEVER
    organisation.poor_quarters = 0
    organisation.projects = 0
    organisation.ideas_begun = 0
    organisation.revenue_this_year = 0
    organisation.paid_this_year = 0
    organisation.debt = 0
    organisation.rd_left = 0
    organisation.foreign_owned = False
    ledger.pay_in(state.accounts, ledger.CIVIL, organisation, cash_limit(organisation, rules))


def cash_limit(organisation, rules):
    """Cash an organisation holds at the start and the most it keeps; owners take the rest."""
    return int(organisation.turnover * rules.population.cash_months / 12.0)


def account_of_owners(organisation):
    """The account of those who own an organisation: at home, or abroad."""
    return ledger.INVESTORS_ABROAD if organisation.foreign_owned else ledger.CIVIL


def close(state, organisation_row):
    """Close the organisation of a slot for defence: its career ends, its money goes to its owners, its support work
    passes to another supplier of its segment, and a new firm with a new identity takes the slot, outside defence."""
    organisation = state.organisations[organisation_row]
    clock = state.clock[0]
    career = state.careers[clock.careers]
    career.key = organisation.key
    career.entered = organisation.entered
    career.left = clock.t
    career.first_award = organisation.first_award
    career.first_contract = organisation.first_contract
    clock.careers += 1
    payments.wind_up(state, organisation_row)
    ledger.pay_out(state.accounts, organisation, account_of_owners(organisation), organisation.cash)
    if organisation.standing == ACTIVE:
        strike_off_heir(state, organisation.segment, organisation_row)
    base = organisation.support_base
    organisation.support_base = 0
    key = organisation.key
    organisation.generation += 1
    found(state, organisation_row, draws.mix(key))
    if base > 0:
        heir = successor(state, organisation.segment, key)
        if heir == NO_ROW:
            state.agency[0].others_base += base
        else:
            state.organisations[heir].support_base += base


def list_heirs(state):
    """Who may take over support work, by segment, in the order of the members: asked once, before anybody closes."""
    place = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.first_heir = place
        for member_place in range(segment.first_member, segment.past_member):
            organisation = state.organisations[state.members[member_place]]
            if organisation.standing == ACTIVE and Organisation.takes_over_support(organisation):
                state.heirs[place].organisation = state.members[member_place]
                state.heirs[place].half = draws.half(organisation.key)
                place += 1
        segment.past_heir = place


def strike_off_heir(state, segment_row, organisation_row):
    """Who has closed takes over nothing."""
    segment = state.segments[segment_row]
    for place in range(segment.first_heir, segment.past_heir):
        if state.heirs[place].organisation == organisation_row:
            state.heirs[place].organisation = NO_ROW
            return


def successor(state, segment_row, key):
    """Who takes over the support work of a closed firm: an active SME of the segment, else nobody modelled.

    The highest of one draw for each (closed firm, candidate), so that the choice does not depend on rows.
    """
    segment = state.segments[segment_row]
    best = NO_ROW
    top = -1.0
    for place in range(segment.first_heir, segment.past_heir):
        heir = state.heirs[place]
        if heir.organisation != NO_ROW:
            luck = draws.uniform(draws.join(key, heir.half), DRAW_FIRM, 0, 4)
            if luck > top:
                top = luck
                best = heir.organisation
    return best
