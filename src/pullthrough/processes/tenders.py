"""Tenders: requirements come to market, offers are made and judged, contracts are let after the procedure."""

from __future__ import annotations

from pullthrough.agents import ProcurementAgency
from pullthrough.processes import budgets, contracts, offers
from pullthrough.world import ledger
from pullthrough.world.kinds import (
    BIDDING,
    CANCELLED,
    CONTRACTED,
    EVALUATION,
    FOREIGN,
    IN_DELIVERY,
    NEVER,
    NOTHING,
    NOVEL,
    PUBLISHED,
    READY_TRL,
)


def step(w):
    """Grant the budgets; let what is due; open what is planned."""
    t = w.clock[0].t
    budget(w)
    for n in range(w.clock[0].open):
        r = w.open[n]
        need = w.requirements[r]
        if need.status == EVALUATION:
            approvals(w)
            if need.let_due <= t:
                let(w, r)
        elif need.status <= PUBLISHED and need.planned <= t:
            open_tender(w, r)


def budget(w):
    """A quarter's tendered budget for each segment, a share of it ring-fenced; old ring-fenced money is released."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    share = levers.procurement.ring_fence
    tendered = rules.market.spend * levers.budget.factor * rules.market.tendered_share * 0.25
    for s in range(len(w.segments)):
        segment = w.segments[s]
        money = int(tendered * segment.budget_share * segment.priority)
        fenced = int(money * share)
        ledger.move(w.accounts, ledger.TREASURY, ledger.SEGMENTS, money)
        segment.ring_fence += fenced
        segment.account += money - fenced
        most = int(4.0 * money * share * rules.tender.ring_fence_years)
        released = max(0, segment.ring_fence - most)
        segment.ring_fence -= released
        segment.account += released


def approvals(w):
    """Staff at work on one tender for one quarter."""
    cost = int(w.rules[0].public_cost.approvals)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].administration += cost


def open_tender(w, r):
    """Bring a requirement to market if its budget is there, else let it slip, in the end cancel it."""
    t = w.clock[0].t
    need = w.requirements[r]
    segment = w.segments[need.segment]
    levers = w.levers[t]
    first_launch = need.relaunches == 0
    fences = first_launch and ProcurementAgency.competes(w.agency[0], need.route)
    fenced_money = segment.ring_fence if fences else 0
    need.ring_fenced = ProcurementAgency.ring_fences(w.agency[0], fenced_money, need.value, levers)
    kept = budgets.protected(w, need)
    if not need.ring_fenced and not has_money(w, need, kept):
        slip(w, need)
        return
    if kept:
        segment.reserved -= need.value
    if need.opened == NEVER:
        need.opened = t
        segment.kept += int(need.status == PUBLISHED and need.slips == 0)
    procedure = ProcurementAgency.procedure(w.agency[0], need.tier, need.ring_fenced, levers)
    hurry(w, need, procedure)
    procedure = ProcurementAgency.procedure_on_route(w.agency[0], procedure, need.route, w.rules[0])
    best = offers.gather(w, r, procedure)
    if best == NOTHING:
        contracts.start_again(w, need)
        return
    reserve(w, need, segment)
    need.status = EVALUATION
    need.let_due = t + procedure
    need.assurance = procedure


def has_money(w, need, kept):
    """Whether the open account can pay the value: what is kept for protected requirements is for them alone, and for
    these the other segments' free money must do as well."""
    segment = w.segments[need.segment]
    if kept:
        return budgets.cover(w, need)
    return segment.account - segment.reserved >= need.value


def slip(w, need):
    """No money this quarter: later, or never. What was published and does not happen is remembered."""
    segment = w.segments[need.segment]
    announced = int(need.status == PUBLISHED)
    need.slips += 1
    need.planned += 1
    segment.slipped += announced
    if need.slips > w.rules[0].tender.slip_limit:
        segment.dropped += announced
        need.status = CANCELLED
        w.agency[0].cancelled += 1
        w.flow[0].unmet += 1


def hurry(w, need, procedure):
    """Cutting a procedure below the rules of the first regime takes extra commercial staff."""
    rules = w.rules[0]
    usual = ProcurementAgency.procedure(w.agency[0], need.tier, False, w.levers[0])
    cost = int(max(0, usual - procedure) * rules.public_cost.haste)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].haste_cost += cost


def reserve(w, need, segment):
    """Set the price aside until the contract is paid."""
    if need.ring_fenced:
        segment.ring_fence -= need.price
    else:
        segment.account -= need.price
    ledger.move(w.accounts, ledger.SEGMENTS, ledger.ESCROW, need.price)


def let(w, r):
    """Let the contract, unless the winner has gone meanwhile."""
    rules = w.rules[0]
    clock = w.clock[0]
    need = w.requirements[r]
    if need.contractor != NEVER and w.organisations[need.contractor].key != need.contractor_key:
        contracts.return_money(w, need)
        contracts.start_again(w, need)
        return
    need.status = IN_DELIVERY
    need.let = clock.t
    need.paid = 0
    need.trl_gap = 0
    if need.winner == NOVEL:
        tech = w.technologies[need.technology]
        need.trl_gap = max(0, READY_TRL - tech.trl)
        if tech.status == BIDDING:
            tech.status = CONTRACTED
        w.flow[0].novel_contracts += 1
    time = ProcurementAgency.delivery_time(w.agency[0], float(need.value), need.trl_gap, rules)
    need.delivery_due = clock.t + time
    count_contract(w, need)


def count_contract(w, need):
    """Statistics of a contract let; a newcomer is a contractor that had never won one before this year."""
    flow = w.flow[0]
    clock = w.clock[0]
    flow.contracts += 1
    flow.let_value += need.price
    w.agency[0].contracts_let += 1
    if need.winner == FOREIGN:
        return
    org = w.organisations[need.contractor]
    first_year = org.contracts == 0 or org.first_contract >= clock.year_began
    flow.contract_value += need.price
    if org.last_contract_year != clock.year:
        flow.contract_winners += 1
        if first_year:
            flow.contract_winners_new += 1
    if first_year:
        flow.contract_value_new += need.price
    if org.first_contract == NEVER:
        org.first_contract = clock.t
    org.last_contract_year = clock.year
    org.contracts += 1
