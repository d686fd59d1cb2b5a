"""Development contracts: a sponsor with a requirement in view pays for steps of the technology that it wants, beside calls."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor, ProcurementAgency
from pullthrough.processes.shared import beliefs, categories, firms, offers, projects, spend, waiting
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    ACTIVE,
    DRAW_SPONSOR,
    EVALUATION,
    NEVER,
    NO_ROW,
    QUARTERS_PER_YEAR,
    TOP_TRL,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def step(state: State):
    """Grant the money; each sponsor goes on with what it has developed, or looks for technology for its requirements."""
    levers = state.levers[state.clock[0].t]
    rules = state.rules[0]
    grant_money(state, levers.development.sponsored)
    if levers.development.sponsored <= 0.0:
        return
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, levers)
    for trl in range(TOP_TRL + 1):
        state.sponsor_gap_left[trl] = CapabilitySponsor.gap_left(trl, required_trl, rules)
    for place in range(state.clock[0].open):
        requirement_row = state.open[place]
        requirement = state.requirements[requirement_row]
        if requirement.status >= EVALUATION:
            continue
        sponsor = state.segments[requirement.segment]
        quarters_left = requirement.planned - state.clock[0].t
        if not CapabilitySponsor.has_developed(sponsor, quarters_left, rules):
            continue
        if is_at_work(state, requirement_row):
            go_on(state, requirement_row, required_trl)
        elif quarters_left % rules.sponsored.again == 0:
            requirement.developed = find(state, requirement_row, required_trl, quarters_left)
            if requirement.developed != NO_ROW:
                take_under_contract(state, requirement_row)


def grant_money(state: State, share):
    """A quarter's money for each segment, out of what is spent on support; what is old returns to the Treasury."""
    rules = state.rules[0]
    state.agency[0].development_now = 0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        money = int(spend.yearly(state) * share * segment.budget_share / QUARTERS_PER_YEAR)
        ledger.move(state.accounts, ledger.TREASURY, ledger.SEGMENTS, money)
        state.agency[0].development_now += money
        segment.development += money
        old = max(0, segment.development - int(QUARTERS_PER_YEAR * rules.sponsored.carry_over * money))
        ledger.move(state.accounts, ledger.SEGMENTS, ledger.TREASURY, old)
        segment.development -= old
        state.flow[0].returned += old


def is_at_work(state: State, requirement_row: int):
    """Whether the sponsor of a requirement has technology in development under contract that still works for it."""
    requirement = state.requirements[requirement_row]
    if requirement.developed == NO_ROW:
        return False
    technology = state.technologies[requirement.developed]
    return (
        projects.is_available(technology)
        and not projects.orphaned(state, technology)
        and technology.sponsor == requirement_row
        and technology.target == requirement_row
    )


def go_on(state: State, requirement_row: int, required_trl):
    """A quarter of common work tells the owner of the need; when a step is done the next is put under contract."""
    technology = state.technologies[state.requirements[requirement_row].developed]
    technology.engagements += 1
    if technology.grant == 0 and technology.trl < required_trl:
        pay_step(state, requirement_row)


def find(state: State, requirement_row: int, required_trl, quarters_left):
    """The technology that a sponsor judges best of those that could be ready and are worth their cost; NO_ROW if none is."""
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    best = NO_ROW
    top = -math.inf
    for place in range(segment.first, segment.past):
        technology = state.technologies[state.roster[place]]
        if technology.trl < rules.sponsored.lowest_trl or technology.trl >= required_trl or technology.grant > 0:
            continue
        if not is_free(state, technology) or not categories.suits(technology.worth, float(requirement.value), rules):
            continue
        cost = projects.remaining_cost(technology, required_trl, rules)
        if not CapabilitySponsor.pays_for(segment, cost, float(requirement.value), rules):
            continue
        if not CapabilitySponsor.can_be_ready(segment, technology.trl, required_trl, quarters_left, rules):
            continue
        gap = geometry.distance(technology.x, requirement.y) * state.sponsor_gap_left[technology.trl]
        error = draws.normal(draws.pair(requirement.key, technology.key), DRAW_SPONSOR, 0, 0)
        merit = technology.ln_quality + geometry.ln_fit(gap, rules.signal.fit_width)
        judged = CapabilitySponsor.judges(segment, merit, error, rules)
        if judged > top:
            top = judged
            best = state.roster[place]
    if best == NO_ROW:
        return NO_ROW
    gain = top - offers.proven_merit(state, requirement)
    return best if CapabilitySponsor.wants(segment, gain, rules.sponsored.least_gain) else NO_ROW


def is_free(state: State, technology: TechnologyRow):
    """Whether a technology can be taken under contract: available, its owner in defence, no other sponsor's."""
    if not projects.is_available(technology) or projects.orphaned(state, technology):
        return False
    if state.organisations[technology.owner].standing != ACTIVE:
        return False
    if technology.sponsor == NO_ROW:
        return True
    return state.requirements[technology.sponsor].status >= EVALUATION or technology.sponsor != technology.target


def take_under_contract(state: State, requirement_row: int):
    """The technology works for the requirement from now on, and its first step is paid."""
    requirement = state.requirements[requirement_row]
    technology = state.technologies[requirement.developed]
    segment = state.segments[requirement.segment]
    if segment.development < technology.step_cost - technology.step_spent:
        requirement.developed = NO_ROW
        return
    if technology.target != requirement_row:
        tau = beliefs.precision(state, technology, requirement, 1)
        gap = beliefs.believed_distance(state, technology, requirement, tau)
        beliefs.take_target(
            technology, requirement_row, gap, beliefs.prospect(state, technology, requirement, gap, tau)
        )
    technology.engagements += 1
    technology.sponsor = requirement_row
    pay_step(state, requirement_row)


def pay_step(state: State, requirement_row: int):
    """Put what the present step still costs under contract, if there is the money; the requirement's user is in view."""
    rules = state.rules[0]
    requirement = state.requirements[requirement_row]
    technology = state.technologies[requirement.developed]
    segment = state.segments[requirement.segment]
    cost = technology.step_cost - technology.step_spent
    if cost <= 0 or segment.development < cost:
        return
    segment.development -= cost
    ledger.move(state.accounts, ledger.SEGMENTS, ledger.GRANTS, cost)
    technology.grant = cost
    technology.grant_from = state.clock[0].t + waiting.decision_time(state, technology.key, int(rules.sponsored.time))
    technology.grant_share = 1.0
    technology.grant_owed = 0.0
    technology.under_contract = True
    technology.user = requirement_row
    if technology.funded == NEVER:
        technology.funded = state.clock[0].t
        state.flow[0].funded_starts += 1
    firms.note_sale(state, state.organisations[technology.owner])
    officials = int(rules.sponsored.cost)
    state.agency[0].asked += officials
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, officials)
    state.flow[0].administration += officials
    state.flow[0].development_contracts += 1
    state.flow[0].development_value += cost
