"""Accounts: support and repeat business, civil business, owners, loans; and the news that everybody reads."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.processes.shared import firms, opportunity, payments, spend
from pullthrough.world import ledger
from pullthrough.world.codes import ACTIVE, QUARTERS_PER_YEAR
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def step(state: State):
    """Close the quarter's books of every organisation inside defence, then publish the news."""
    payments.pay_due_bills(state)
    pay_for_support(state)
    payments.note_saving(state)
    recent_entrants = 0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE:
            do_civil_business(state, organisation)
            read_news(state, organisation)
            if organisation.kind == SME_KIND:
                recent_entrants += firms.entered_lately(state, organisation)
        elif organisation.debt > 0:  # a loan is repaid whether or not the firm is still in defence
            do_civil_business(state, organisation)
    publish_news(state, recent_entrants)
    opportunity.note(state)
    note_rd_money(state)


def pay_for_support(state: State):
    """Spend that is not tendered buys and supports what exists: shared by support base, the rest to others at home."""
    rules = state.rules[0]
    bulk = int(spend.yearly(state) * (1.0 - rules.market.tendered_share) / QUARTERS_PER_YEAR)
    agency = state.agency[0]
    bulk -= agency.development_now  # what sponsors put into development comes out of it
    total = agency.others_base + agency.abroad_base
    for organisation_row in range(len(state.organisations)):
        if state.organisations[organisation_row].standing == ACTIVE:
            total += state.organisations[organisation_row].support_base
    abroad = int(bulk * (agency.abroad_base / max(1, total)))
    ledger.move(state.accounts, ledger.TREASURY, ledger.ABROAD, abroad)
    state.flow[0].spend_abroad += abroad
    state.flow[0].spend_uncompeted += int(bulk * (agency.uncompeted_base / max(1, total)))
    left = bulk - abroad
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.support_base > 0:
            amount = int(bulk * (organisation.support_base / total))
            left -= amount
            cost = int(amount * (1.0 - rules.tender.regulated_profit))
            payments.pay_supplier(state, organisation_row, ledger.TREASURY, amount, cost)
            organisation.paid_this_year += amount
            organisation.revenue_this_year += amount
            firms.note_sale(state, organisation)
            if organisation.kind == SME_KIND:
                state.flow[0].spend_sme += amount
    ledger.move(state.accounts, ledger.TREASURY, ledger.OTHERS, left)
    state.flow[0].spend += bulk
    state.flow[0].spend_support += bulk


def do_civil_business(state: State, organisation: OrganisationRow):
    """Profit from civil work comes in, loans are repaid, and owners take what exceeds the cash a firm holds."""
    rules = state.rules[0]
    profit = int(organisation.civil_turnover * rules.population.civil_profit / QUARTERS_PER_YEAR)
    borne = max(profit, -organisation.cash)  # a loss is borne as far as there is cash
    ledger.pay_in(state.accounts, ledger.CIVIL, organisation, borne)
    repaid = min(organisation.debt, int(organisation.cash * rules.population.loan_repaid))
    organisation.debt -= repaid
    ledger.pay_out(state.accounts, organisation, ledger.TREASURY, repaid)
    surplus = max(0, organisation.cash - firms.cash_limit(organisation, rules))
    firms.pay_owners(state, organisation, surplus)


def read_news(state: State, organisation: OrganisationRow):
    """An organisation learns from the results that are published: those up to the last quarter."""
    news = state.news[0]
    belief = state.rules[0].belief
    award, contract = organisation.belief_award, organisation.belief_contract
    if state.flow[0].call_proposals > 0:
        organisation.belief_award = Organisation.learns(organisation, award, news.award_rate, belief.award_weight)
    organisation.belief_contract = Organisation.learns(organisation, contract, news.contract_rate, belief.public_weight)


def publish_news(state: State, recent_entrants):
    """Published results, smoothed: news <- news + weight (this quarter - news).

    Args:
        recent_entrants: SMEs inside defence that entered within the horizon of entry; outsiders judge by them.
    """
    flow = state.flow[0]
    news = state.news[0]
    weight = state.rules[0].belief.public_weight
    award_weight = state.rules[0].belief.award_weight
    if flow.call_proposals > 0:
        news.award_rate += award_weight * (flow.call_awards / flow.call_proposals - news.award_rate)
    elif news.calls_in_force == 0:  # nothing can be won, and in time everybody knows
        news.award_rate -= award_weight * news.award_rate
    if news.open_to_smes == 0:
        news.award_yearly_new -= weight * news.award_yearly_new
    elif recent_entrants > 0:
        yearly = QUARTERS_PER_YEAR * flow.awards_recent / recent_entrants
        news.award_yearly_new += weight * (yearly - news.award_yearly_new)
    if flow.awards_recent > 0:
        news.award_mean_new += weight * (flow.award_money_recent / flow.awards_recent - news.award_mean_new)
    if flow.awards_sme > 0:
        news.award_mean += weight * (flow.award_money_sme / flow.awards_sme - news.award_mean)
    if flow.sme_bids > 0:
        news.contract_rate += weight * (flow.sme_wins / flow.sme_bids - news.contract_rate)
    if recent_entrants > 0:
        yearly = QUARTERS_PER_YEAR * flow.sme_wins_recent / recent_entrants
        news.contract_yearly_new += weight * (yearly - news.contract_yearly_new)


def note_rd_money(state: State):
    """Smooth the public R&D money of a quarter; at the end of the burn-in keep it as the yardstick."""
    agency = state.agency[0]
    agency.rd_money += state.rules[0].belief.award_weight * (state.flow[0].public_rd - agency.rd_money)
    if state.clock[0].t <= state.rules[0].calendar.burn_in:
        agency.rd_money_start = agency.rd_money
