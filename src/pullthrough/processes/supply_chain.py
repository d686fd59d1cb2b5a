"""Supply chain: primes pass part of what they are paid on to their own suppliers, SMEs among them."""

from __future__ import annotations

from pullthrough.agents import Prime
from pullthrough.world import ledger
from pullthrough.world.kinds import ACTIVE
from pullthrough.world.kinds import PRIME as PRIME_KIND
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """The SMEs' share moves towards the target; then primes' payments of the quarter are passed on by segment."""
    clock = w.clock[0]
    agency = w.agency[0]
    target = w.levers[clock.t].teaming.sme_target
    agency.sme_chain = Prime.passes_to_smes(w.organisations[0], agency.sme_chain, target, w.rules[0])
    for s in range(len(w.segments)):
        w.segments[s].chain_pool = 0
        w.segments[s].chain_weight = 0
    new_year = clock.t == clock.year_began
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing != ACTIVE:
            continue
        if org.kind == PRIME_KIND:
            pass_on(w, org, newly_paid(w.dealings[i], org, new_year))
        elif org.kind == SME_KIND:
            w.flow[0].spend_sme_indirect += w.dealings[i].as_partner
            w.dealings[i].as_partner = 0
            w.segments[org.segment].chain_weight += org.civil_turnover
    share_out(w)


def newly_paid(account, prime, new_year):
    """What the customer paid a prime since the chain was last counted; payments are counted from the year's beginning."""
    before = 0 if new_year else account.seen
    account.seen = prime.paid_this_year
    return max(0, prime.paid_this_year - before)


def pass_on(w, prime, paid):
    """A prime's payments to SMEs, and what it costs it to work with more of them than usual."""
    rules = w.rules[0]
    share = w.agency[0].sme_chain
    passed = paid * rules.supply_chain.passed_on
    w.segments[prime.segment].chain_pool += int(passed * share)
    cost = min(prime.cash, int(passed * premium(w, prime)))
    ledger.pay_out(w.accounts, prime, ledger.INDUSTRY, cost)
    w.flow[0].coordination_cost += cost


def premium(w, org):
    """Extra cost of a prime's work per pound passed on: c x (SMEs' share - usual share); nothing for others."""
    if org.kind != PRIME_KIND:
        return 0.0
    chain = w.rules[0].supply_chain
    return chain.coordination * max(0.0, w.agency[0].sme_chain - chain.sme_share)


def ln_premium(w, org):
    """The same in ln price, where the prime passes on its usual part of the price."""
    return premium(w, org) * w.rules[0].supply_chain.passed_on


def share_out(w):
    """Each segment's pool: a part to its SMEs by civil turnover, the rest to those not modelled one by one.

    Primes have paid for the work already (into INDUSTRY), so that is where it comes from, and where the rest stays.
    """
    rules = w.rules[0]
    for s in range(len(w.segments)):
        segment = w.segments[s]
        pool = min(segment.chain_pool, w.accounts[ledger.INDUSTRY])
        w.flow[0].spend_sme_indirect += pool
        if segment.chain_weight <= 0:
            continue
        mine = pool * rules.supply_chain.modelled / segment.chain_weight
        for m in range(segment.first_member, segment.past_member):
            org = w.organisations[w.members[m]]
            if org.kind == SME_KIND and org.standing == ACTIVE:
                amount = int(mine * org.civil_turnover)
                ledger.pay_in(w.accounts, ledger.INDUSTRY, org, amount)
                ledger.pay_out(w.accounts, org, ledger.INDUSTRY, int(amount * (1.0 - rules.private_money.margin)))
                org.revenue_this_year += amount
