"""Supply chain: primes pass part of what they are paid on to their own suppliers, SMEs among them."""

from __future__ import annotations

import typing

from pullthrough.agents import Prime
from pullthrough.processes.shared import chain, coordination
from pullthrough.world import ledger
from pullthrough.world.codes import ACTIVE
from pullthrough.world.codes import PRIME as PRIME_KIND
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def step(state: State):
    """On the graph by package; else the SMEs' share moves towards the target, and payments are passed on by segment."""
    clock = state.clock[0]
    agency = state.agency[0]
    if state.rules[0].supply_chain.graph > 0:
        work_through_graph(state)
        return
    target = state.levers[clock.t].teaming.sme_target
    agency.sme_chain = Prime.passes_to_smes(agency.sme_chain, target, state.rules[0])
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].chain_pool = 0
        state.segments[segment_row].chain_weight = 0
    new_year = clock.t == clock.year_began
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing != ACTIVE:
            continue
        if organisation.kind == PRIME_KIND:
            pass_on_payments(state, organisation, newly_paid(state.dealings[organisation_row], organisation, new_year))
        elif organisation.kind == SME_KIND:
            state.flow[0].spend_sme_indirect += state.dealings[organisation_row].as_partner
            state.dealings[organisation_row].as_partner = 0
            state.segments[organisation.segment].chain_weight += organisation.civil_turnover
    pay_smes(state)


def work_through_graph(state: State):
    """Each prime lets its packages of work and pays whoever has them; shares in contracts led by others are counted."""
    new_year = state.clock[0].t == state.clock[0].year_began
    for prime_row in range(len(state.chains)):
        prime = state.organisations[prime_row]
        chain.let_again(state, prime_row)
        chain.pay_suppliers(state, prime_row, newly_paid(state.dealings[prime_row], prime, new_year))
    for organisation_row in range(len(state.organisations)):
        if state.organisations[organisation_row].kind == SME_KIND:
            state.flow[0].spend_sme_indirect += state.dealings[organisation_row].as_partner
            state.dealings[organisation_row].as_partner = 0


def newly_paid(account, prime: OrganisationRow, new_year):
    """What the customer paid a prime since the chain was last counted; payments are counted from the year's beginning."""
    before = 0 if new_year else account.seen
    account.seen = prime.paid_this_year
    return max(0, prime.paid_this_year - before)


def pass_on_payments(state: State, prime: OrganisationRow, paid):
    """A prime's payments to SMEs, and what it costs it to work with more of them than usual."""
    rules = state.rules[0]
    share = state.agency[0].sme_chain
    passed = paid * rules.supply_chain.passed_on
    state.segments[prime.segment].chain_pool += int(passed * share)
    cost = min(prime.cash, int(passed * coordination.premium(state, prime)))
    ledger.pay_out(state.accounts, prime, ledger.INDUSTRY, cost)
    state.flow[0].coordination_cost += cost


def pay_smes(state: State):
    """Each segment's pool: a part to its SMEs by civil turnover, the rest to those not modelled one by one.

    Primes have paid for the work already (into INDUSTRY), so that is where it comes from, and where the rest stays.
    """
    rules = state.rules[0]
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        pool = min(segment.chain_pool, state.accounts[ledger.INDUSTRY])
        state.flow[0].spend_sme_indirect += pool
        if segment.chain_weight <= 0:
            continue
        mine = pool * rules.supply_chain.modelled / segment.chain_weight
        for place in range(segment.first_member, segment.past_member):
            organisation = state.organisations[state.members[place]]
            if organisation.kind == SME_KIND and organisation.standing == ACTIVE:
                amount = int(mine * organisation.civil_turnover)
                ledger.pay_in(state.accounts, ledger.INDUSTRY, organisation, amount)
                cost = int(amount * (1.0 - rules.private_money.margin))
                ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, cost)
                organisation.revenue_this_year += amount
                organisation.chain_this_year += amount
