"""Delivery and adoption: contracts are paid and delivered; integrated novel technology enters service, or fails."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.processes.shared import (
    contracts,
    firms,
    payments,
    projects,
    requirement_status,
    technology_status,
    works,
)
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    CONTRACTED,
    DRAW_INTEGRATION,
    FOREIGN,
    IN_DELIVERY,
    NEVER,
    NO_ROW,
    NOVEL,
    TOP_TRL,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State, TechnologyRow


def step(state: State):
    """Pay each contract's instalment; at its end accept it, or find that integration failed."""
    quarter = state.clock[0].t
    for place in range(state.clock[0].open):
        requirement_row = state.open[place]
        requirement = state.requirements[requirement_row]
        if requirement.status != IN_DELIVERY:
            continue
        if contractor_gone(state, requirement):
            end_without_acceptance(state, requirement_row)
            continue
        pay_instalment(state, requirement)
        if quarter >= requirement.delivery_due:
            accept(state, requirement_row)


def contractor_gone(state: State, requirement: RequirementRow):
    """Whether the contractor failed during delivery."""
    return (
        requirement.contractor != NO_ROW
        and state.organisations[requirement.contractor].key != requirement.contractor_key
    )


def pay_instalment(state: State, requirement: RequirementRow):
    """Pay evenly over the delivery time, but hold back the share that is due only on acceptance."""
    rules = state.rules[0]
    before_acceptance = int(requirement.price * rules.delivery.failure_loss)
    quarters = requirement.delivery_due - requirement.let
    done = state.clock[0].t - requirement.let + 1
    due = before_acceptance * min(done, quarters) // quarters
    pay_contractor(state, requirement, max(0, due - requirement.paid))


def pay_contractor(state: State, requirement: RequirementRow, amount):
    """Pay the contractor, who pays for production and hands a partner its share; a foreign supplier is paid abroad."""
    rules = state.rules[0]
    requirement.paid += amount
    state.flow[0].spend += amount
    if requirement.winner == FOREIGN:
        ledger.move(state.accounts, ledger.ESCROW, ledger.ABROAD, amount)
        state.flow[0].spend_abroad += amount
        return
    lead = state.organisations[requirement.contractor]
    lead.paid_this_year += amount
    lead.revenue_this_year += amount
    firms.note_sale(state, lead)
    if lead.kind == SME_KIND:
        state.flow[0].spend_sme += amount
    competed = requirement.bidders > 1
    margin = rules.private_money.margin if competed else rules.tender.regulated_profit
    share = 0
    if requirement.winner == NOVEL:
        technology = state.technologies[requirement.technology]
        if technology.owner != requirement.contractor and not projects.orphaned(state, technology):
            share = int(amount * rules.teaming.subcontract_share)
            state.organisations[technology.owner].revenue_this_year += share
            firms.note_sale(state, state.organisations[technology.owner])
            state.dealings[technology.owner].as_partner += share
            payments.pay_supplier(state, technology.owner, ledger.ESCROW, share, int(share * (1.0 - margin)))
    rest = amount - share
    payments.pay_supplier(state, requirement.contractor, ledger.ESCROW, rest, int(rest * (1.0 - margin)))


def accept(state: State, requirement_row: int):
    """Acceptance. Novel technology is integrated with a chance of failure; a proven product simply arrives."""
    requirement = state.requirements[requirement_row]
    if requirement.winner == NOVEL:
        state.flow[0].integrations += 1
        rules = state.rules[0]
        passed = state.technologies[requirement.technology].passed
        assurance = ProcurementAgency.assurance_shown(state.agency[0], requirement.assurance, passed, rules)
        chance = ProcurementAgency.failure_chance(state.agency[0], requirement.trl_gap, assurance, rules)
        pair = draws.pair(requirement.key, state.technologies[requirement.technology].key)
        if draws.uniform(pair, DRAW_INTEGRATION, 0, 0) < chance:
            fail_integration(state, requirement_row)
            return
        pay_overrun(state, requirement)
    pay_contractor(state, requirement, requirement.price - requirement.paid)
    requirement_status.meet(requirement)
    requirement.delivered = state.clock[0].t
    requirement.serving = requirement.merit
    if requirement.winner == NOVEL:
        requirement.improved = state.clock[0].t
    if requirement.host != NO_ROW:
        renew_equipment(state, requirement)
    reward_supplier(state, requirement)
    if requirement.winner == NOVEL:
        adopt_technology(state, requirement)


def renew_equipment(state: State, order: RequirementRow):
    """What was ordered serves from now on in the equipment that it was for."""
    equipment = state.requirements[order.host]
    equipment.serving = order.merit
    equipment.improved = order.improved
    equipment.in_hand = False


def pay_overrun(state: State, requirement: RequirementRow):
    """Cost growth of immature technology is paid by the customer, as far as the segment has money."""
    segment = state.segments[requirement.segment]
    overrun = ProcurementAgency.overrun(state.agency[0], requirement.price, requirement.trl_gap, state.rules[0])
    amount = min(overrun, max(0, segment.account))
    segment.account -= amount
    ledger.move(state.accounts, ledger.SEGMENTS, ledger.INDUSTRY, amount)
    state.flow[0].overruns += amount


def reward_supplier(state: State, requirement: RequirementRow):
    """A delivered contract brings the supplier experience and support work; a foreign supplier experience."""
    if requirement.contractor == NO_ROW:
        state.segments[requirement.segment].foreign_record += 1.0
        return
    lead = state.organisations[requirement.contractor]
    works.begin(state, requirement, int(requirement.price * state.rules[0].tender.support_share))
    lead.delivered += 1
    lead.track_record += 1.0
    state.segments[requirement.segment].equipped += 1.0
    state.segments[requirement.segment].shared += requirement.codeveloped


def adopt_technology(state: State, requirement: RequirementRow):
    """The technology is in service: the first time is adoption, later orders are diffusion."""
    quarter = state.clock[0].t
    technology = state.technologies[requirement.technology]
    if technology.owner != requirement.contractor and not projects.orphaned(state, technology):
        state.organisations[technology.owner].delivered += 1
        state.organisations[technology.owner].track_record += 1.0
    if technology.adopted == NEVER:
        technology.adopted = quarter
        technology.way = requirement.way
        state.flow[0].adoptions += 1
        state.segments[requirement.segment].references += 1.0
        prove(state, technology)
        if not projects.orphaned(state, technology):
            state.organisations[technology.owner].projects -= 1
    else:
        state.flow[0].diffusions += 1
    for trl in range(technology.trl + 1, TOP_TRL + 1):
        technology.reached[trl] = quarter
    technology.trl = TOP_TRL
    projects.return_grant(state, technology)
    technology_status.put_into_service(technology)
    technology.orders += 1
    technology.tender = NO_ROW
    projects.release(technology)


def prove(state: State, technology: TechnologyRow):
    """Technology that has been in service sells better elsewhere: R&D capital of civil use, per pound spent on it."""
    if projects.orphaned(state, technology):
        return
    rules = state.rules[0]
    civil_use = projects.civil_use(technology, rules)
    spent = technology.public_spent + technology.own_spent + technology.investor_spent
    state.organisations[technology.owner].rd_capital += rules.growth.proven * civil_use * spent


def fail_integration(state: State, requirement_row: int):
    """Integration failed: what was paid is lost, the rest returns, the technology falls back, the need is tendered anew."""
    requirement = state.requirements[requirement_row]
    state.flow[0].integration_failures += 1
    technology = state.technologies[requirement.technology]
    if technology.status == CONTRACTED:
        technology.trl = max(1, technology.trl - 1)
        technology.step_cost = projects.cost_of_step(state, technology)
        technology.step_spent = 0
    requirement.failures += 1
    end_without_acceptance(state, requirement_row)


def end_without_acceptance(state: State, requirement_row: int):
    """End a contract without acceptance: the money not yet paid returns and the need is tendered anew."""
    requirement = state.requirements[requirement_row]
    state.flow[0].failure_losses += requirement.paid
    contracts.return_money(state, requirement)
    contracts.start_again(state, requirement)
