"""Accounts: support and repeat business, civil business, owners, loans; and the news that everybody reads."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.processes import firms, payments
from pullthrough.world import ledger
from pullthrough.world.kinds import ACTIVE
from pullthrough.world.kinds import SME as SME_KIND

QUARTERS = 4


def step(w):
    """Close the quarter's books of every organisation inside defence, then publish the news."""
    payments.collect(w)
    support(w)
    payments.note_saving(w)
    without_award = 0
    without_contract = 0
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE:
            civil_business(w, org)
            take_note(w, org)
            if org.kind == SME_KIND:
                without_award += org.awards == 0
                without_contract += org.delivered == 0
    publish_news(w, without_award, without_contract)


def support(w):
    """Spend that is not tendered buys and supports what exists: shared by support base, the rest to others."""
    rules = w.rules[0]
    factor = w.levers[w.clock[0].t].budget.factor
    bulk = int(rules.market.spend * factor * (1.0 - rules.market.tendered_share) / QUARTERS)
    total = w.agency[0].others_base
    for i in range(len(w.organisations)):
        if w.organisations[i].standing == ACTIVE:
            total += w.organisations[i].support_base
    left = bulk
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE and org.support_base > 0:
            amount = int(bulk * (org.support_base / total))
            left -= amount
            payments.pay(w, i, ledger.TREASURY, amount, int(amount * (1.0 - rules.tender.regulated_profit)))
            org.paid_this_year += amount
            org.revenue_this_year += amount
            if org.kind == SME_KIND:
                w.flow[0].spend_sme += amount
    ledger.move(w.accounts, ledger.TREASURY, ledger.OTHERS, left)
    w.flow[0].spend += bulk


def civil_business(w, org):
    """Profit from civil work comes in, loans are repaid, and owners take what exceeds the cash a firm holds."""
    rules = w.rules[0]
    profit = int(org.civil_turnover * rules.population.civil_profit / QUARTERS)
    ledger.pay_in(w.accounts, ledger.CIVIL, org, max(profit, -org.cash))  # a loss is borne as far as there is cash
    repaid = min(org.debt, org.cash // QUARTERS)
    org.debt -= repaid
    ledger.pay_out(w.accounts, org, ledger.TREASURY, repaid)
    surplus = max(0, org.cash - firms.cash_limit(org, rules))
    ledger.pay_out(w.accounts, org, firms.account_of_owners(org), surplus)


def take_note(w, org):
    """An organisation learns from the results that are published: those up to the last quarter."""
    news = w.news[0]
    weight = w.rules[0].belief.public_weight
    if w.flow[0].call_proposals > 0:
        org.belief_award = Organisation.learns(org, org.belief_award, news.award_rate, weight)
    org.belief_contract = Organisation.learns(org, org.belief_contract, news.contract_rate, weight)


def publish_news(w, without_award, without_contract):
    """Published results, smoothed: news <- news + weight (this quarter - news).

    Args:
        without_award, without_contract: SMEs inside defence that have never won an award, never delivered a contract.
    """
    flow = w.flow[0]
    news = w.news[0]
    weight = w.rules[0].belief.public_weight
    if flow.call_proposals > 0:
        news.award_rate += weight * (flow.call_awards / flow.call_proposals - news.award_rate)
        yearly = QUARTERS * flow.call_awards_new / max(1, without_award)
        news.award_yearly_new += weight * (yearly - news.award_yearly_new)
    if flow.call_awards > 0:
        news.award_mean += weight * (flow.call_money / flow.call_awards - news.award_mean)
    if flow.sme_bids > 0:
        news.contract_rate += weight * (flow.sme_wins / flow.sme_bids - news.contract_rate)
    yearly = QUARTERS * flow.sme_wins_new / max(1, without_contract)
    news.contract_yearly_new += weight * (yearly - news.contract_yearly_new)
