"""Funding calls: each instrument opens its call, organisations propose, the funding body ranks and pays while money lasts."""

from __future__ import annotations

import typing

from pullthrough.agents import FundingBody, Organisation
from pullthrough.processes.shared import firms, lines, projects, proposals, ranking, treatments, users, waiting
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    ACADEMIC,
    DRAW_ASSESSOR,
    NEVER,
    NO_ROW,
    QUARTERS_PER_YEAR,
    READY_TRL,
    THEME_OPEN,
    THEME_REQUIREMENT,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import InstrumentRow, OrganisationRow, State, TechnologyRow


def step(state: State):
    """Fill each pot with a quarter of the year's budget; organisations propose; the calls that are open now are held."""
    open_calls(state)
    unfunded = list_unfunded(state)
    proposals.choose_calls(state, unfunded)
    proposals.write_proposals(state, unfunded)
    for instrument_row in range(len(state.instruments)):
        instrument = state.instruments[instrument_row]
        if not instrument.takes_proposals:
            continue
        received = collect_proposals(state, instrument_row, unfunded)
        treatments.exchange_scores(state, instrument, received)
        ranking.heap_up(state.scores, state.score_rows, received)
        awarded = fund_proposals(state, instrument_row, received)
        publish_success(state, instrument, received, awarded)
        if not instrument.carry_over:
            return_pot(state, instrument)


def open_calls(state: State):
    """Fill the pots; close calls without a budget; say which calls take proposals this quarter."""
    quarter = state.clock[0].t
    news = state.news[0]
    news.calls_in_force = 0
    news.open_to_smes = 0
    for instrument_row in range(len(state.instruments)):
        instrument = state.instruments[instrument_row]
        instrument.takes_proposals = False
        yearly_budget = state.budgets[quarter, instrument_row]
        if not FundingBody.is_in_force(instrument, yearly_budget):
            return_pot(state, instrument)
            continue
        money = int(yearly_budget / QUARTERS_PER_YEAR)
        ledger.move(state.accounts, ledger.TREASURY, ledger.POTS, money)
        instrument.pot += money
        state.flow[0].offered += money
        instrument.takes_proposals = instrument.pot > 0 and FundingBody.opens(instrument, quarter)
        news.calls_in_force += instrument.innovation_call
        news.open_to_smes += instrument.innovation_call and instrument.admits_kind[SME_KIND] != 0


def return_pot(state: State, instrument: InstrumentRow):
    """What a call has not awarded goes back to the Treasury."""
    ledger.move(state.accounts, ledger.POTS, ledger.TREASURY, instrument.pot)
    instrument.pot = 0


def list_unfunded(state: State):
    """List the technologies that some call could fund, with what every call looks at first. Returns their number."""
    candidates = 0
    for place in range(state.clock[0].live):
        technology = state.technologies[state.live[place]]
        if can_be_funded(technology):
            candidate = state.unfunded[candidates]
            candidate.technology = state.live[place]
            candidate.trl = technology.trl
            candidate.paid_by = technology.paid_by
            state.organisations[technology.owner].first_project = NO_ROW
            candidates += 1
    return candidates


def can_be_funded(technology: TechnologyRow):
    """Whether a technology is available, unfinished and without a grant."""
    return projects.is_available(technology) and technology.grant == 0 and technology.trl < READY_TRL


def collect_proposals(state: State, instrument_row: int, unfunded):
    """Collect the proposals to one call with their scores. Returns their number."""
    rules = state.rules[0]
    instrument = state.instruments[instrument_row]
    received = 0
    for candidate_row in range(unfunded):
        candidate = state.unfunded[candidate_row]
        if candidate.call != instrument_row:
            continue
        technology = state.technologies[candidate.technology]
        organisation = state.organisations[technology.owner]
        count_proposal(state, instrument, organisation)
        error = draws.normal(draws.pair(instrument.key, technology.key), DRAW_ASSESSOR, state.clock[0].t, 0)
        ln_fit = fit_to_theme(state, instrument, technology, rules)
        newcomer = organisation.awards == 0
        score = FundingBody.score(instrument, technology.ln_quality, ln_fit, newcomer, error)
        state.scores[received] = score + Organisation.craft(organisation, rules)
        state.score_rows[received] = candidate.technology
        received += 1
    return received


def fit_to_theme(state: State, instrument: InstrumentRow, technology: TechnologyRow, rules):
    """ln fit of a proposal to what the call is about: nothing, the segment's need, or one requirement."""
    if instrument.theme == THEME_OPEN:
        return 0.0
    if instrument.theme == THEME_REQUIREMENT:
        requirement = state.requirements[technology.target]
        return geometry.ln_fit(geometry.distance(technology.x, requirement.y), rules.signal.fit_width)
    return geometry.ln_fit(geometry.distance(technology.x, state.segments[technology.segment].mu), rules.need.spread)


def fund_proposals(state: State, instrument_row: int, received):
    """Fund the best while the money lasts; every applicant learns its own result.

    The first award that the pot cannot pay ends the call, so a larger pot funds the same proposals and more.
    Returns the number funded.
    """
    rules = state.rules[0]
    instrument = state.instruments[instrument_row]
    is_open = True
    left = received
    last_row = NO_ROW
    last_score = 0.0
    last_award = 0
    while is_open and left > 0:
        technology_row = ranking.take_best(state.scores, state.score_rows, left)
        technology = state.technologies[technology_row]
        award = FundingBody.award(instrument, technology.step_cost - technology.step_spent)
        if award > instrument.pot:
            is_open = False
            if last_row != NO_ROW:
                missed_score = state.scores[left - 1]
                lines.of_call(
                    state, instrument_row, last_row, last_score, last_award, technology_row, missed_score, award
                )
        else:
            left -= 1
            last_row = technology_row
            last_score = state.scores[left]
            last_award = award
            grant_award(state, instrument, technology, award)
            update_award_belief(state, technology, 1.0, rules)
    for place in range(left):
        technology = state.technologies[state.score_rows[place]]
        technology.rejected = state.clock[0].t
        technology.rejected_by |= instrument.bit
        update_award_belief(state, technology, 0.0, rules)
    return received - left


def publish_success(state: State, instrument: InstrumentRow, received: int, awarded: int):
    """A call's success rate is published when it has been held: r <- r + w (its rate / that of all innovation calls - r)."""
    usual = state.news[0].award_rate
    if received > 0 and usual > 0.0:
        ratio = awarded / received / usual
        instrument.success_ratio += state.rules[0].belief.call_weight * (ratio - instrument.success_ratio)


def grant_award(state: State, instrument: InstrumentRow, technology: TechnologyRow, award):
    """Give an award to a technology."""
    clock = state.clock[0]
    ledger.move(state.accounts, ledger.POTS, ledger.GRANTS, award)
    instrument.pot -= award
    instrument.awards += 1
    technology.grant = award
    technology.grant_from = clock.t + waiting.decision_time(state, technology.key, instrument.decision_time)
    technology.grant_share = instrument.cost_share
    technology.under_contract = False
    technology.grant_owed = 1.0 + instrument.loan_rate if instrument.loan else 0.0
    technology.paid_by |= instrument.bit
    users.note_user(state, instrument, technology)
    organisation = state.organisations[technology.owner]
    if technology.funded == NEVER:
        technology.funded = clock.t
        state.flow[0].funded_starts += 1
    count_award(state, instrument, organisation, award)
    if organisation.first_award == NEVER:
        organisation.first_award = clock.t
    firms.note_sale(state, organisation)
    organisation.last_award_year = clock.year
    organisation.awards += 1


def update_award_belief(state: State, technology: TechnologyRow, result, rules):
    """The applicant updates its believed chance of an award."""
    organisation = state.organisations[technology.owner]
    belief, weight = organisation.belief_award, rules.belief.own_weight
    organisation.belief_award = Organisation.learns(organisation, belief, result, weight)


def count_proposal(state: State, instrument: InstrumentRow, organisation: OrganisationRow):
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


def count_award(state: State, instrument: InstrumentRow, organisation: OrganisationRow, award):
    """Statistics of an award; a newcomer is an organisation that had never won one before this year."""
    flow = state.flow[0]
    year = state.clock[0].year
    first_year = organisation.awards == 0 or organisation.first_award >= state.clock[0].year_began
    flow.awards += 1
    flow.award_money += award
    state.regional[state.clock[0].t, organisation.region].awards += award
    if organisation.kind == SME_KIND:
        flow.awards_sme += 1
        flow.award_money_sme += award
    if organisation.last_award_year != year:
        flow.award_winners += 1
        if first_year:
            flow.award_winners_new += 1
    if first_year:
        flow.award_money_new += award
    if instrument.innovation_call:
        flow.call_awards += 1
        flow.call_money += award
        flow.call_awards_academic += organisation.kind == ACADEMIC
        if firms.entered_lately(state, organisation):
            flow.awards_recent += 1
            flow.award_money_recent += award
        if organisation.kind == SME_KIND:
            flow.call_money_sme += award
            flow.call_awards_sme += 1
            if organisation.awards == 0:
                flow.call_awards_new += 1
        count_call_winner(state, organisation)


def count_call_winner(state: State, organisation: OrganisationRow):
    """Winners of the year's innovation calls, and those of them that had never won one before the year."""
    clock = state.clock[0]
    if organisation.last_call_year != clock.year:
        state.flow[0].call_winners += 1
        if organisation.first_call == NEVER:
            state.flow[0].call_winners_new += 1
    if organisation.first_call == NEVER:
        organisation.first_call = clock.t
    organisation.last_call_year = clock.year
