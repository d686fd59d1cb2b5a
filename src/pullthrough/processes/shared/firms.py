"""Bookkeeping of organisations: founding one in a slot, closing one."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import SME, Organisation
from pullthrough.processes.shared import contacts, payments
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, DRAW_FIRM, NEVER, NO_ROW, OUTSIDE, QUARTERS_PER_YEAR, VACANT, WITHDREW
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def found(state: State, organisation_row: int, key):
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
            ln_employees = low + draws.uniform(key, DRAW_FIRM, 0, 1) * (high - low)
            organisation.rd_intensity = site.rd_intensity
            set_size(organisation, math.exp(ln_employees), rules)
            break
    organisation.talent = rules.ideas.capability_spread * draws.normal(key, DRAW_FIRM, 0, 2)
    organisation.capability = math.exp(organisation.talent)
    mu = state.segments[organisation.segment].mu
    for axis in range(len(mu)):
        organisation.k[axis] = mu[axis] + rules.ideas.knowledge_spread * draws.normal(key, DRAW_FIRM, 0, 8 + axis)
    organisation.belief_award = rules.belief.award_prior
    organisation.belief_contract = rules.belief.contract_prior
    contacts.start_afresh(state, organisation_row)
    organisation.standing = OUTSIDE
    organisation.entered = NEVER
    organisation.awards = 0
    organisation.contracts = 0
    organisation.delivered = 0
    organisation.track_record = 0.0
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
    organisation.experience = 0.0
    organisation.attention = 0.0
    organisation.practice = 0.0
    organisation.work_now = 0
    organisation.civil_work_now = 0
    organisation.revenue_counted = 0
    organisation.chain_this_year = 0
    organisation.defence_revenue = 0
    organisation.proposals_now = 0
    organisation.bids_now = 0
    organisation.proposals_yearly = rules.belief.proposals_yearly
    organisation.bids_yearly = rules.belief.bids_yearly
    organisation.rd_capital = 0.0
    organisation.stake = 0.0
    organisation.first_sale = NEVER
    organisation.last_sale = NEVER
    organisation.last_offer = NEVER
    ledger.pay_in(state.accounts, ledger.CIVIL, organisation, cash_limit(organisation, rules))


def cash_limit(organisation: OrganisationRow, rules):
    """Cash an organisation holds at the start and the most it keeps; owners take the rest."""
    return int(organisation.turnover * rules.population.cash_months / 12.0)


def account_of_owners(organisation: OrganisationRow):
    """The account of those who own an organisation: at home, or abroad."""
    return ledger.INVESTORS_ABROAD if organisation.foreign_owned else ledger.CIVIL


def set_size(organisation: OrganisationRow, employees, rules):
    """Size at founding, and what follows from it: turnover, and for firms upkeep and the hazard of closing."""
    organisation.employees = employees
    organisation.ln_employees = math.log(employees)
    organisation.employees_start = employees
    organisation.civil_turnover = int(employees * rules.population.turnover_per_employee)
    organisation.civil_start = organisation.civil_turnover
    organisation.turnover = organisation.civil_turnover
    organisation.turnover_start = organisation.civil_turnover
    if organisation.kind == SME_KIND:
        follow_size(organisation, rules)


def follow_size(firm, rules):
    """What a firm's size sets: its upkeep as a defence supplier, and the hazard of closing."""
    firm.upkeep = SME.cost_of_staying(firm, rules)
    firm.hazard = SME.hazard_of_death(firm, rules)


def entered_lately(state: State, organisation: OrganisationRow):
    """Whether a firm entered within the years over which an entrant counts its prospects: those whom outsiders look at."""
    horizon = QUARTERS_PER_YEAR * state.rules[0].entry.horizon
    return organisation.entered > 0 and state.clock[0].t - organisation.entered < horizon


def note_sale(state: State, organisation: OrganisationRow):
    """An award, a contract or a share in one: the first and the last quarter in which defence paid the organisation."""
    if organisation.first_sale == NEVER:
        organisation.first_sale = state.clock[0].t
    organisation.last_sale = state.clock[0].t


def end_career(state: State, organisation: OrganisationRow, cause):
    """Note the career of an organisation that leaves defence, and why it leaves."""
    clock = state.clock[0]
    career = state.careers[clock.careers]
    career.key = organisation.key
    career.entered = organisation.entered
    career.left = clock.t
    career.first_award = organisation.first_award
    career.first_contract = organisation.first_contract
    career.cause = cause
    career.first_sale = organisation.first_sale
    career.last_sale = organisation.last_sale
    clock.careers += 1
    state.flow[0].exits += 1


def close(state: State, organisation_row: int, cause):
    """Close an organisation: its career ends. Its place in the population is vacant until somebody takes it."""
    organisation = state.organisations[organisation_row]
    if organisation.standing == ACTIVE:
        end_career(state, organisation, cause)
        strike_off_heir(state, organisation.segment, organisation_row)
    leave_place(state, organisation_row)
    organisation.standing = VACANT


def leave_place(state: State, organisation_row: int):
    """The identity of whoever sat in a place ends, with its ties: its money goes to its creditors and owners, its support
    work to another supplier of its segment."""
    organisation = state.organisations[organisation_row]
    payments.wind_up(state, organisation_row)
    pass_support_on(state, organisation_row)
    pay_owners(state, organisation, organisation.cash)
    contacts.start_afresh(state, organisation_row)
    organisation.key = draws.mix(organisation.key)
    organisation.generation += 1
    organisation.projects = 0
    organisation.debt = 0  # what a firm that closes still owes is lost


def withdraw(state: State, organisation_row: int):
    """A firm leaves defence and goes on outside: it keeps its identity, its cash and what it can do."""
    organisation = state.organisations[organisation_row]
    end_career(state, organisation, WITHDREW)
    strike_off_heir(state, organisation.segment, organisation_row)
    pass_support_on(state, organisation_row)
    organisation.standing = OUTSIDE
    organisation.entered = NEVER
    organisation.poor_quarters = 0
    organisation.rd_left = 0


def pay_owners(state: State, organisation: OrganisationRow, amount):
    """Owners take money out: investors by their stake, the rest whoever owns the firm, at home or abroad."""
    to_investors = int(organisation.stake * amount)
    ledger.pay_out(state.accounts, organisation, ledger.INVESTORS, to_investors)
    ledger.pay_out(state.accounts, organisation, account_of_owners(organisation), amount - to_investors)


def pass_support_on(state: State, organisation_row: int):
    """Support work of a firm that leaves goes to another supplier of its segment, or to those not modelled one by one.

    Where support contracts are let, these have it until it is let again, which is in the same quarter.
    """
    organisation = state.organisations[organisation_row]
    base = organisation.support_base
    if base <= 0:
        return
    organisation.support_base = 0
    if state.agency[0].lets_support:
        state.agency[0].others_base += base
        state.agency[0].leavers += 1
        state.left_work[organisation_row] = 1
        return
    heir = successor(state, organisation.segment, organisation.key)
    if heir == NO_ROW:
        state.agency[0].others_base += base
    else:
        state.organisations[heir].support_base += base


def list_heirs(state: State):
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


def strike_off_heir(state: State, segment_row: int, organisation_row: int):
    """Who has closed takes over nothing."""
    segment = state.segments[segment_row]
    for place in range(segment.first_heir, segment.past_heir):
        if state.heirs[place].organisation == organisation_row:
            state.heirs[place].organisation = NO_ROW
            return


def successor(state: State, segment_row: int, key):
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
