"""Proposals: which project an organisation proposes to which call, and for which of them its staff have time."""

from __future__ import annotations

import typing

from pullthrough.agents import FundingBody, Organisation, Prime
from pullthrough.processes.shared import beliefs, projects, teaming, users
from pullthrough.world import ledger
from pullthrough.world.codes import NO_ROW, THEME_REQUIREMENT

if typing.TYPE_CHECKING:
    from pullthrough.world.state import InstrumentRow, OrganisationRow, State, TechnologyRow


def choose_calls(state: State, unfunded):
    """For each project the open call that promises most per pound of proposal; list them by owner.

    A project goes to one call at a time: nobody writes the same work up twice in a quarter. What was rejected is reworked before
    it is proposed anywhere.
    """
    for candidate_row in range(unfunded):
        candidate = state.unfunded[candidate_row]
        technology = state.technologies[candidate.technology]
        technology.call = NO_ROW
        technology.call_value = 0.0
        since_rejected = state.clock[0].t - technology.rejected
        if since_rejected < state.rules[0].proposals.rework:
            continue
        if since_rejected >= state.rules[0].proposals.wait:
            technology.rejected_by = 0
        for instrument_row in range(len(state.instruments)):
            instrument = state.instruments[instrument_row]
            if not instrument.takes_proposals or (technology.rejected_by & instrument.bit) != 0:
                continue
            if FundingBody.admits_technology(instrument, candidate.trl, candidate.paid_by):
                consider_call(state, technology, instrument_row)
        if technology.call != NO_ROW:
            owner = state.organisations[technology.owner]
            technology.next_project = owner.first_project
            owner.first_project = candidate.technology


def consider_call(state: State, technology: TechnologyRow, instrument_row: int):
    """Take a call for a project if it is eligible, has somebody behind it, and the call promises more than any before."""
    instrument = state.instruments[instrument_row]
    organisation = state.organisations[technology.owner]
    if not FundingBody.admits_segment(instrument, technology.segment):
        return
    if not FundingBody.admits_applicant(instrument, organisation.kind, organisation.awards):
        return
    if instrument.theme == THEME_REQUIREMENT and technology.target == NO_ROW:
        return
    rules = state.rules[0]
    cost_left = technology.step_cost - technology.step_spent
    award = FundingBody.award(instrument, cost_left)
    if award > instrument.pot:  # a call says how much it has; nobody asks for more
        return
    if not FundingBody.pays_enough(instrument, award, cost_left, rules):
        return
    full_cost, largest = float(instrument.proposal_cost), float(instrument.award_cap)
    cost = Organisation.proposal_cost(organisation, full_cost, float(award), largest, rules)
    chance = Organisation.chance_at_call(organisation, instrument.success_ratio)
    gain = Organisation.gain_from_proposal(organisation, chance, float(award), float(cost), rules)
    if gain <= technology.call_value:
        return
    if users.is_missing(state, instrument, technology):
        return
    if instrument.partner_needed and not has_prime_backing(state, technology):
        return
    if can_match_award(state, instrument, technology, award, cost):
        technology.call = instrument_row
        technology.call_value = gain
        technology.call_cost = cost


def write_proposals(state: State, unfunded):
    """Each owner writes its proposals; then say of each project to which call it is proposed."""
    for candidate_row in range(unfunded):
        candidate = state.unfunded[candidate_row]
        technology = state.technologies[candidate.technology]
        owner = state.organisations[technology.owner]
        if owner.first_project != NO_ROW:  # the first of its projects; it deals with all of them
            write_most_promising(state, owner)
            owner.first_project = NO_ROW
        candidate.call = technology.call


def write_most_promising(state: State, organisation: OrganisationRow):
    """An organisation writes its most promising proposals, as many as its staff have time for, and pays for them."""
    rules = state.rules[0]
    technology_row = most_promising(state, organisation)
    while technology_row != NO_ROW:
        technology = state.technologies[technology_row]
        cost = float(technology.call_cost)
        has_time = Organisation.has_time_for(organisation, cost, rules)
        if has_time and Organisation.affords(organisation, cost, rules):
            write(state, organisation, technology)
        else:
            technology.call = NO_ROW
            state.flow[0].proposals_forgone += not has_time
        technology.call_value = 0.0  # dealt with
        technology_row = most_promising(state, organisation)


def most_promising(state: State, organisation: OrganisationRow):
    """Of an organisation's projects that it has not dealt with, the one whose call promises most; NO_ROW if none is left."""
    best = NO_ROW
    top = 0.0
    technology_row = organisation.first_project
    while technology_row != NO_ROW:
        technology = state.technologies[technology_row]
        if technology.call_value > top:
            top = technology.call_value
            best = technology_row
        technology_row = technology.next_project
    return best


def write(state: State, organisation: OrganisationRow, technology: TechnologyRow):
    """One proposal: it takes staff time and money, and is practice."""
    ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, technology.call_cost)
    organisation.attention -= technology.call_cost
    organisation.practice += 1.0
    organisation.proposals_now += 1


def has_prime_backing(state: State, technology: TechnologyRow):
    """Whether the prime that its owner knows best, else the first of the segment, would stand behind the project."""
    prime_row = teaming.backing_prime(state, technology)
    if prime_row == NO_ROW:
        return False
    prime = state.organisations[prime_row]
    cost = teaming.search_cost(state, prime_row, technology.owner)
    return Prime.backs(prime, beliefs.expected_margin(state, technology), cost, state.rules[0])


def can_match_award(state: State, instrument: InstrumentRow, technology: TechnologyRow, award, proposal_cost):
    """Whether the owner would and could pay its part of the work: as own money in a project, out of cash and R&D money."""
    match = float(FundingBody.match(instrument, award))
    if match <= 0.0:
        return True
    organisation = state.organisations[technology.owner]
    rules = state.rules[0]
    own_rd = rules.proposals.match_ahead * Organisation.own_rd(organisation, rules)
    means = organisation.cash - proposal_cost + own_rd
    to_earn = Organisation.cost_for_defence(organisation, match, projects.civil_use(technology, rules), rules)
    expected_margin = beliefs.expected_margin(state, technology)
    return means >= match and Organisation.coinvests(organisation, expected_margin, to_earn, rules)
