"""Funding calls: each instrument opens its call, organisations propose, the funding body ranks and pays while money lasts."""

from __future__ import annotations

from pullthrough.agents import FundingBody, Organisation, Prime
from pullthrough.processes.shared import beliefs, projects, ranking, teaming
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    DRAW_ASSESSOR,
    NEVER,
    NO_ROW,
    QUARTERS_PER_YEAR,
    READY_TRL,
    THEME_OPEN,
    THEME_REQUIREMENT,
)
from pullthrough.world.codes import SME as SME_KIND


def step(state):
    """Fill each pot with a quarter of the year's budget and hold the calls that open now."""
    quarter = state.clock[0].t
    unfunded = list_unfunded(state)
    for instrument_row in range(len(state.instruments)):
        instrument = state.instruments[instrument_row]
        money = int(state.budgets[quarter, instrument_row] / QUARTERS_PER_YEAR)
        ledger.move(state.accounts, ledger.TREASURY, ledger.POTS, money)
        instrument.pot += money
        state.flow[0].offered += money
        if instrument.pot <= 0 or not FundingBody.opens(instrument, quarter):
            continue
        proposals = collect_proposals(state, instrument_row, unfunded)
        ranking.heap_up(state.scores, state.score_rows, proposals)
        fund_proposals(state, instrument_row, proposals)
        if not instrument.carry_over:
            ledger.move(state.accounts, ledger.POTS, ledger.TREASURY, instrument.pot)
            instrument.pot = 0


def list_unfunded(state):
    """List the technologies that some call could fund, with what every call looks at first. Returns their number."""
    candidates = 0
    for place in range(state.clock[0].live):
        technology = state.technologies[state.live[place]]
        if can_be_funded(technology):
            candidate = state.unfunded[candidates]
            candidate.technology = state.live[place]
            candidate.trl = technology.trl
            candidate.paid_by = technology.paid_by
            candidates += 1
    return candidates


def can_be_funded(technology):
    """Whether a technology is available, unfinished and without a grant."""
    return projects.is_available(technology) and technology.grant == 0 and technology.trl < READY_TRL


def collect_proposals(state, instrument_row, unfunded):
    """Collect the proposals of one call with their scores; applicants pay for them. Returns their number."""
    rules = state.rules[0]
    instrument = state.instruments[instrument_row]
    proposals = 0
    for candidate_row in range(unfunded):
        candidate = state.unfunded[candidate_row]
        if not FundingBody.admits_technology(instrument, candidate.trl, candidate.paid_by):
            continue
        technology_row = candidate.technology
        technology = state.technologies[technology_row]
        if not FundingBody.admits_segment(instrument, technology.segment):
            continue
        if not may_be_proposed(state, instrument, technology):
            continue
        organisation = state.organisations[technology.owner]
        if not FundingBody.admits_applicant(instrument, organisation.kind, organisation.awards):
            continue
        if instrument.theme == THEME_REQUIREMENT and technology.target == NO_ROW:
            continue
        if instrument.partner_needed and not has_prime_backing(state, technology):
            continue
        award = FundingBody.award(instrument, technology.step_cost - technology.step_spent)
        if not Organisation.applies(organisation, float(award), float(instrument.proposal_cost)):
            continue
        if not Organisation.affords(organisation, float(instrument.proposal_cost), rules):
            continue
        if not can_match_award(state, instrument, technology, award):
            continue
        ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, instrument.proposal_cost)
        count_proposal(state, instrument, organisation)
        error = draws.normal(draws.pair(instrument.key, technology.key), DRAW_ASSESSOR, state.clock[0].t, 0)
        ln_fit = fit_to_theme(state, instrument, technology, rules)
        newcomer = organisation.awards == 0
        state.scores[proposals] = FundingBody.score(instrument, technology.ln_quality, ln_fit, newcomer, error)
        state.score_rows[proposals] = technology_row
        proposals += 1
    return proposals


def may_be_proposed(state, instrument, technology):
    """Whether a technology can be proposed: not funded by an earlier call of the quarter, not lately rejected by this one."""
    if technology.grant > 0:
        return False
    if state.clock[0].t - technology.rejected >= state.rules[0].proposals.wait:
        technology.rejected_by = 0
    return (technology.rejected_by & instrument.bit) == 0


def has_prime_backing(state, technology):
    """Whether the prime that its owner knows best, else the first of the segment, would stand behind the project."""
    prime_row = teaming.backing_prime(state, technology)
    if prime_row == NO_ROW:
        return False
    prime = state.organisations[prime_row]
    cost = teaming.search_cost(state, prime_row, technology.owner)
    return Prime.backs(prime, beliefs.expected_margin(state, technology), cost, state.rules[0])


def can_match_award(state, instrument, technology, award):
    """Whether the owner would and could pay its part of the work: as own money in a project, out of cash and R&D money."""
    match = float(FundingBody.match(instrument, award))
    if match <= 0.0:
        return True
    organisation = state.organisations[technology.owner]
    rules = state.rules[0]
    own_rd = rules.proposals.match_ahead * Organisation.own_rd(organisation, rules)
    means = organisation.cash - instrument.proposal_cost + own_rd
    return means >= match and Organisation.coinvests(
        organisation, beliefs.expected_margin(state, technology), match, rules
    )


def fit_to_theme(state, instrument, technology, rules):
    """ln fit of a proposal to what the call is about: nothing, the segment's need, or one requirement."""
    if instrument.theme == THEME_OPEN:
        return 0.0
    if instrument.theme == THEME_REQUIREMENT:
        requirement = state.requirements[technology.target]
        return geometry.ln_fit(geometry.distance(technology.x, requirement.y), rules.signal.fit_width)
    return geometry.ln_fit(geometry.distance(technology.x, state.segments[technology.segment].mu), rules.need.spread)


def fund_proposals(state, instrument_row, proposals):
    """Fund the best while the money lasts; every applicant learns its own result.

    The first award that the pot cannot pay ends the call, so a larger pot funds the same proposals and more.
    """
    rules = state.rules[0]
    instrument = state.instruments[instrument_row]
    is_open = True
    left = proposals
    while is_open and left > 0:
        technology_row = ranking.take_best(state.scores, state.score_rows, left)
        technology = state.technologies[technology_row]
        award = FundingBody.award(instrument, technology.step_cost - technology.step_spent)
        if award > instrument.pot:
            is_open = False
        else:
            left -= 1
            grant_award(state, instrument, technology, award)
            update_award_belief(state, technology, 1.0, rules)
    for place in range(left):
        technology = state.technologies[state.score_rows[place]]
        technology.rejected = state.clock[0].t
        technology.rejected_by |= instrument.bit
        update_award_belief(state, technology, 0.0, rules)


def grant_award(state, instrument, technology, award):
    """Give an award to a technology."""
    clock = state.clock[0]
    ledger.move(state.accounts, ledger.POTS, ledger.GRANTS, award)
    instrument.pot -= award
    instrument.awards += 1
    technology.grant = award
    technology.grant_from = clock.t + instrument.decision_time
    technology.grant_share = instrument.cost_share
    technology.grant_owed = 1.0 + instrument.loan_rate if instrument.loan else 0.0
    technology.paid_by |= instrument.bit
    organisation = state.organisations[technology.owner]
    if technology.funded == NEVER:
        technology.funded = clock.t
        state.flow[0].funded_starts += 1
    count_award(state, instrument, organisation, award)
    if organisation.first_award == NEVER:
        organisation.first_award = clock.t
    organisation.last_award_year = clock.year
    organisation.awards += 1


def update_award_belief(state, technology, result, rules):
    """The applicant updates its believed chance of an award."""
    organisation = state.organisations[technology.owner]
    belief, weight = organisation.belief_award, rules.belief.own_weight
    organisation.belief_award = Organisation.learns(organisation, belief, result, weight)


def count_proposal(state, instrument, organisation):
    """Statistics of a proposal, and the cost of assessing it."""
    flow = state.flow[0]
    cost = int(state.rules[0].public_cost.call_administration)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    flow.administration += cost
    flow.proposals += 1
    instrument.proposals += 1
    if instrument.innovation_call:
        flow.call_proposals += 1
        if organisation.awards == 0:
            flow.call_proposals_new += 1
        if organisation.kind == SME_KIND:
            flow.call_proposals_sme += 1
            if organisation.awards == 0:
                flow.call_proposals_sme_new += 1


def count_award(state, instrument, organisation, award):
    """Statistics of an award; a newcomer is an organisation that had never won one before this year."""
    flow = state.flow[0]
    year = state.clock[0].year
    first_year = organisation.awards == 0 or organisation.first_award >= state.clock[0].year_began
    flow.awards += 1
    flow.award_money += award
    state.regional[state.clock[0].t, organisation.region].awards += award
    if organisation.last_award_year != year:
        flow.award_winners += 1
        if first_year:
            flow.award_winners_new += 1
    if first_year:
        flow.award_money_new += award
    if instrument.innovation_call:
        flow.call_awards += 1
        flow.call_money += award
        if organisation.kind == SME_KIND:
            flow.call_money_sme += award
            flow.call_awards_sme += 1
            if organisation.awards == 0:
                flow.call_awards_new += 1
        count_call_winner(state, organisation)


def count_call_winner(state, organisation):
    """Winners of the year's innovation calls, and those of them that had never won one before the year."""
    clock = state.clock[0]
    if organisation.last_call_year != clock.year:
        state.flow[0].call_winners += 1
        if organisation.first_call == NEVER:
            state.flow[0].call_winners_new += 1
    if organisation.first_call == NEVER:
        organisation.first_call = clock.t
    organisation.last_call_year = clock.year
