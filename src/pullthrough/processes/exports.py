"""Exports: public support is paid, industry campaigns for orders from abroad, orders are worked off and paid."""

from __future__ import annotations

import math

from pullthrough.processes import campaigns
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import DRAW_CAMPAIGNS, EXPORTS_SECURITY, KEY_CAMPAIGN, MOST_CAMPAIGNS

QUARTERS = 4


def step(w):
    """Pay for the office; in each segment let old references and leaks fade, work orders off, and run the campaigns."""
    t = w.clock[0].t
    rules = w.rules[0]
    campaigns.pay_officials(w, int(w.levers[t].exports.support / QUARTERS))
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.references *= 1.0 - rules.exports.reference_fade
        segment.equipped *= 1.0 - rules.exports.reference_fade
        segment.shared *= 1.0 - rules.exports.reference_fade
        segment.leaked *= 1.0 - rules.exports.leak_fade
        work_off(w, s)
        scale = usual_value(w, segment)
        if scale <= 0.0:
            continue
        for n in range(draws.poisson(segment.key, DRAW_CAMPAIGNS, t, segment.export_campaigns, MOST_CAMPAIGNS)):
            campaigns.run(w, s, draws.child(segment.key, KEY_CAMPAIGN, t * MOST_CAMPAIGNS + n), scale)


def usual_value(w, segment):
    """Median value of a campaign this year, GBP thousand: market / campaigns x exp(-s^2 / 2) x exp(g years).

    Years are those since the first, at most ``exports.trend_years``.
    """
    rules = w.rules[0]
    if segment.export_campaigns <= 0.0:
        return 0.0
    years = min(max(0, w.clock[0].year - rules.calendar.first_year), rules.exports.trend_years)
    spread = rules.exports.value_spread
    mean = segment.export_market / (QUARTERS * segment.export_campaigns)
    return mean * math.exp(segment.export_trend * years - 0.5 * spread * spread)


def work_off(w, s):
    """A quarter's part of the segment's order book is done and paid for by customers abroad.

    Suppliers share it by support base, with those that are not modelled one by one, whose base belongs to the segments in
    proportion to their budgets. It is turnover of the year, and so own R&D of the next.
    """
    rules = w.rules[0]
    segment = w.segments[s]
    due = int(segment.export_backlog * min(1.0, 1.0 / (QUARTERS * rules.exports.delivery_years)))
    if due <= 0:
        return
    segment.export_backlog -= due
    w.flow[0].export_revenue += due
    shared = due
    if segment.export_sector == EXPORTS_SECURITY:
        shared = int(due * rules.exports.security_reach)
    total = w.agency[0].others_base * segment.budget_share
    for m in range(segment.first_supplier, segment.past_supplier):
        total += w.organisations[w.suppliers[m]].support_base
    left = due
    for m in range(segment.first_supplier, segment.past_supplier):
        org = w.organisations[w.suppliers[m]]
        amount = int(shared * (org.support_base / total))
        left -= amount
        ledger.pay_in(w.accounts, ledger.CUSTOMERS_ABROAD, org, amount)
        ledger.pay_out(w.accounts, org, ledger.INDUSTRY, int(amount * (1.0 - rules.private_money.margin)))
        org.revenue_this_year += amount
    ledger.move(w.accounts, ledger.CUSTOMERS_ABROAD, ledger.OTHERS, left)
