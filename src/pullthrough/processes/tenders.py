"""Tenders: requirements come to market, offers are made and judged, contracts are let after the procedure."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.processes import budgets
from pullthrough.processes.shared import contracts, offers, requirement_status, spend, technology_status, waiting
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    BIDDING,
    BY_LOT,
    DRAW_DESIGNATED,
    EVALUATION,
    FOREIGN,
    NEVER,
    NO_ROW,
    NOTHING,
    NOVEL,
    PUBLISHED,
    QUARTERS_PER_YEAR,
    READY_TRL,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, SegmentRow, State


def step(state: State):
    """Grant the budgets; let what is due; open what is planned."""
    quarter = state.clock[0].t
    grant_budgets(state)
    for place in range(state.clock[0].open):
        requirement_row = state.open[place]
        requirement = state.requirements[requirement_row]
        if requirement.status == EVALUATION:
            pay_for_staff(state)
            waiting.hold_up(state, requirement)
            if requirement.let_due <= quarter:
                let_contract(state, requirement_row)
        elif requirement.status <= PUBLISHED and requirement.planned <= quarter:
            open_tender(state, requirement_row)


def grant_budgets(state: State):
    """A quarter's tendered budget for each segment, a share of it ring-fenced; old ring-fenced money is released.

    What foreign suppliers have delivered counts less, as that of suppliers at home does.
    """
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    share = levers.procurement.ring_fence
    tendered = spend.yearly(state) * rules.market.tendered_share / QUARTERS_PER_YEAR
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.foreign_record *= 1.0 - rules.tender.experience_fade
        money = int(tendered * segment.budget_share * segment.priority)
        fenced = int(money * share)
        ledger.move(state.accounts, ledger.TREASURY, ledger.SEGMENTS, money)
        state.flow[0].granted += money
        segment.ring_fence += fenced
        segment.account += money - fenced
        most = int(QUARTERS_PER_YEAR * money * share * rules.tender.ring_fence_years)
        released = max(0, segment.ring_fence - most)
        segment.ring_fence -= released
        segment.account += released


def pay_for_staff(state: State):
    """Staff at work on one tender for one quarter."""
    cost = int(state.rules[0].public_cost.approvals)
    state.agency[0].asked += cost
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].administration += cost


def open_tender(state: State, requirement_row: int):
    """Bring a requirement to market if its budget is there, else let it slip, in the end cancel it."""
    quarter = state.clock[0].t
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    levers = state.levers[quarter]
    first_launch = requirement.relaunches == 0
    fences = first_launch and ProcurementAgency.competes(state.agency[0], requirement.route)
    uniform = draws.uniform(requirement.key, DRAW_DESIGNATED, 0, 0)
    fences = fences and ProcurementAgency.designates(state.agency[0], uniform, state.rules[0])
    fenced_money = segment.ring_fence if fences else 0
    requirement.ring_fenced = ProcurementAgency.ring_fences(state.agency[0], fenced_money, requirement.value, levers)
    kept = budgets.is_kept_for(state, requirement)
    if not requirement.ring_fenced and not has_money(state, requirement, kept):
        let_slip(state, requirement)
        return
    if kept:
        segment.reserved -= requirement.value
    if requirement.opened == NEVER:
        requirement.opened = quarter
        on_date = requirement.status == PUBLISHED and requirement.slips == 0 and requirement.approval_slips == 0
        segment.kept += int(on_date)
        segment.kept_value += requirement.value * on_date
    procedure = ProcurementAgency.procedure(state.agency[0], requirement.tier, requirement.ring_fenced, levers)
    pay_for_haste(state, requirement, procedure)
    procedure = ProcurementAgency.procedure_on_route(
        state.agency[0], procedure, requirement.route, requirement.together, state.rules[0]
    )
    best = offers.run_competition(state, requirement_row, procedure)
    if best == NOTHING:
        contracts.start_again(state, requirement)
        return
    set_price_aside(state, requirement, segment)
    requirement_status.evaluate(requirement)
    requirement.let_due = quarter + procedure
    requirement.assurance = procedure


def has_money(state: State, requirement: RequirementRow, kept):
    """Whether the open account can pay the value: what is kept for protected requirements is for them alone, and for
    these the other segments' free money must do as well."""
    segment = state.segments[requirement.segment]
    if kept and state.rules[0].budgets.commitment_rule != BY_LOT:
        return segment.account >= requirement.value  # its own segment has put the money by
    if kept:
        return budgets.cover_from_other_segments(state, requirement)
    return segment.account - segment.reserved >= requirement.value


def let_slip(state: State, requirement: RequirementRow):
    """No money this quarter: later, or never. What was published and does not happen is remembered."""
    segment = state.segments[requirement.segment]
    announced = int(requirement.status == PUBLISHED)
    requirement.slips += 1
    requirement.planned += 1
    segment.slipped += announced
    if requirement.slips == 1 and requirement.approval_slips == 0:
        segment.broken_value += requirement.value * announced
    if requirement.slips > state.rules[0].tender.slip_limit:
        segment.dropped += announced
        requirement_status.cancel(requirement)
        state.agency[0].cancelled += 1
        state.flow[0].unmet += 1


def pay_for_haste(state: State, requirement: RequirementRow, procedure):
    """Cutting a procedure below the rules of the first regime takes extra commercial staff."""
    rules = state.rules[0]
    usual = ProcurementAgency.procedure(state.agency[0], requirement.tier, False, state.levers[0])
    cost = int(max(0, usual - procedure) * rules.public_cost.haste)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].haste_cost += cost


def set_price_aside(state: State, requirement: RequirementRow, segment: SegmentRow):
    """Set the price aside until the contract is paid."""
    if requirement.ring_fenced:
        segment.ring_fence -= requirement.price
    else:
        segment.account -= requirement.price
    ledger.move(state.accounts, ledger.SEGMENTS, ledger.ESCROW, requirement.price)


def let_contract(state: State, requirement_row: int):
    """Let the contract, unless the winner has gone meanwhile."""
    rules = state.rules[0]
    clock = state.clock[0]
    requirement = state.requirements[requirement_row]
    if (
        requirement.contractor != NO_ROW
        and state.organisations[requirement.contractor].key != requirement.contractor_key
    ):
        contracts.return_money(state, requirement)
        contracts.start_again(state, requirement)
        return
    requirement_status.let(requirement)
    requirement.let = clock.t
    requirement.paid = 0
    requirement.trl_gap = 0
    if requirement.winner == NOVEL:
        technology = state.technologies[requirement.technology]
        requirement.trl_gap = max(0, READY_TRL - technology.trl)
        if technology.selected == NEVER:
            technology.selected = clock.t
        if technology.status == BIDDING:
            technology_status.contract(technology)
        state.flow[0].novel_contracts += 1
    time = ProcurementAgency.delivery_time(state.agency[0], float(requirement.value), requirement.trl_gap, rules)
    requirement.promised = clock.t + time
    requirement.delivery_due = requirement.promised
    count_contract(state, requirement)


def count_contract(state: State, requirement: RequirementRow):
    """Statistics of a contract let; a newcomer is a contractor that had never won one before this year."""
    flow = state.flow[0]
    clock = state.clock[0]
    flow.contracts += 1
    flow.let_value += requirement.price
    state.agency[0].contracts_let += 1
    if requirement.winner == FOREIGN:
        return
    organisation = state.organisations[requirement.contractor]
    first_year = organisation.contracts == 0 or organisation.first_contract >= clock.year_began
    flow.contract_value += requirement.price
    if organisation.kind == SME_KIND:
        flow.contracts_sme += 1
        flow.let_value_sme += requirement.price
    if organisation.last_contract_year != clock.year:
        flow.contract_winners += 1
        if first_year:
            flow.contract_winners_new += 1
    if first_year:
        flow.contract_value_new += requirement.price
    if organisation.first_contract == NEVER:
        organisation.first_contract = clock.t
    organisation.last_contract_year = clock.year
    organisation.contracts += 1
