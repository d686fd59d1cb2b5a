"""Exports: public support is paid, industry campaigns for orders from abroad, orders are worked off and paid."""

from __future__ import annotations

import math
import typing

from pullthrough.processes.shared import campaigns
from pullthrough.world import draws, ledger
from pullthrough.world.codes import DRAW_CAMPAIGNS, EXPORTS_SECURITY, KEY_CAMPAIGN, MOST_CAMPAIGNS, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State


def step(state: State):
    """Pay for the office; in each segment let old references and leaks fade, work orders off, and run the campaigns."""
    quarter = state.clock[0].t
    rules = state.rules[0]
    campaigns.pay_export_officials(state, int(state.levers[quarter].exports.support / QUARTERS_PER_YEAR))
    pay_for_joint_campaigns(state, state.levers[quarter].exports.joint / QUARTERS_PER_YEAR)
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.references *= 1.0 - rules.exports.reference_fade
        segment.equipped *= 1.0 - rules.exports.reference_fade
        segment.shared *= 1.0 - rules.exports.reference_fade
        segment.leaked *= 1.0 - rules.exports.leak_fade
        work_off(state, segment_row)
        scale = usual_value(state, segment)
        if scale <= 0.0:
            continue
        count = draws.poisson(segment.key, DRAW_CAMPAIGNS, quarter, segment.export_campaigns, MOST_CAMPAIGNS)
        for number in range(count):
            key = draws.child(segment.key, KEY_CAMPAIGN, quarter * MOST_CAMPAIGNS + number)
            campaigns.run_campaign(state, segment_row, key, scale)


def pay_for_joint_campaigns(state: State, money):
    """Industry's own part of campaigns planned with government: primes pay it, by what they do for the customer at home."""
    if money <= 0.0:
        return
    total = 0.0
    for prime_row in range(len(state.chains)):
        total += state.organisations[prime_row].support_base
    if total <= 0.0:
        return
    for prime_row in range(len(state.chains)):
        prime = state.organisations[prime_row]
        ledger.pay_out(state.accounts, prime, ledger.INDUSTRY, min(prime.cash, int(money * prime.support_base / total)))


def usual_value(state: State, segment: SegmentRow):
    """Median value of a campaign this year, GBP thousand: market / campaigns x exp(-s^2 / 2) x exp(g years).

    Years are those since the first, at most ``exports.trend_years``.
    """
    rules = state.rules[0]
    if segment.export_campaigns <= 0.0:
        return 0.0
    years = min(max(0, state.clock[0].year - rules.calendar.first_year), rules.exports.trend_years)
    spread = rules.exports.value_spread
    mean = segment.export_market / (QUARTERS_PER_YEAR * segment.export_campaigns)
    return mean * math.exp(segment.export_trend * years - 0.5 * spread * spread)


def work_off(state: State, segment_row: int):
    """A quarter's part of the segment's order book is done and paid for by customers abroad.

    Suppliers share it by support base, with those that are not modelled one by one, whose base belongs to the segments in
    proportion to their budgets. It is turnover of the year, and so own R&D of the next.
    """
    rules = state.rules[0]
    segment = state.segments[segment_row]
    due = int(segment.export_backlog * min(1.0, 1.0 / (QUARTERS_PER_YEAR * rules.exports.delivery_years)))
    if due <= 0:
        return
    segment.export_backlog -= due
    state.flow[0].export_revenue += due
    shared = due
    if segment.export_sector == EXPORTS_SECURITY:
        shared = int(due * rules.exports.security_reach)
    total = state.agency[0].others_base * segment.budget_share
    for place in range(segment.first_supplier, segment.past_supplier):
        total += state.organisations[state.suppliers[place]].support_base
    left = due
    for place in range(segment.first_supplier, segment.past_supplier):
        organisation = state.organisations[state.suppliers[place]]
        amount = int(shared * (organisation.support_base / total))
        left -= amount
        ledger.pay_in(state.accounts, ledger.CUSTOMERS_ABROAD, organisation, amount)
        ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, int(amount * (1.0 - rules.private_money.margin)))
        organisation.revenue_this_year += amount
    ledger.move(state.accounts, ledger.CUSTOMERS_ABROAD, ledger.OTHERS, left)
