"""Acquisition routes: how each requirement that is due will be bought, before its tender opens; with whom, earlier still."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes.shared import projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    CODEVELOPMENT,
    DRAW_BY_CASE,
    DRAW_HABIT,
    DRAW_INDEPENDENCE,
    DRAW_PARTNER,
    DRAW_PARTNER_LEAVES,
    EXPORTS_SECURITY,
    IN_SERVICE,
    NO_ROW,
    OPEN_COMPETITION,
    PUBLISHED,
    ROUTES,
    SINGLE_SOURCE,
    UK_COMPETITION,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """Choose a route once for each launch of a requirement; a tender that waits for money keeps its route."""
    quarter = state.clock[0].t
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status <= PUBLISHED and requirement.planned > quarter and requirement.appraised == 0:
            work_together(state, requirement)
        if (
            requirement.status <= PUBLISHED
            and requirement.planned <= quarter
            and requirement.appraised <= requirement.relaunches
        ):
            requirement.appraised = requirement.relaunches + 1
            requirement.route = choose_route(state, requirement)


def work_together(state: State, requirement: RequirementRow):
    """Ahead of the tender: look for a partner nation once, and work with the one found until the tender or until it leaves."""
    quarter = state.clock[0].t
    levers = state.levers[quarter]
    agency = state.agency[0]
    if requirement.together > 0:
        uniform = draws.uniform(requirement.key, DRAW_PARTNER_LEAVES, quarter, 0)
        if ProcurementAgency.partner_leaves(agency, uniform, state.rules[0]):
            requirement.together = 0
            return
        requirement.together += 1
        pay_for_appraisal(state)
        return
    if requirement.asked_early or not ProcurementAgency.asks_early(agency, requirement.planned - quarter, levers):
        return
    requirement.asked_early = True
    if ProcurementAgency.looks_for_partner(agency, draws.uniform(requirement.key, DRAW_PARTNER, 0, 0), levers):
        if best_route(state, requirement, True) == CODEVELOPMENT:
            requirement.together = 1


def choose_route(state: State, requirement: RequirementRow):
    """The route of a requirement that is due; with a partner nation if there is one at work, and if it was not asked before."""
    levers = state.levers[state.clock[0].t]
    agency = state.agency[0]
    if requirement.together > 0 and requirement.relaunches == 0:
        return CODEVELOPMENT
    partner = ProcurementAgency.looks_for_partner(agency, draws.uniform(requirement.key, DRAW_PARTNER, 0, 0), levers)
    return best_route(state, requirement, partner and not requirement.asked_early)


def best_route(state: State, requirement: RequirementRow, partner):
    """The route with the highest score among those that are considered, the first of equals."""
    rules = state.rules[0]
    levers = state.levers[state.clock[0].t]
    segment = state.segments[requirement.segment]
    agency = state.agency[0]
    by_case = ProcurementAgency.decides_by_case(agency, draws.uniform(requirement.key, DRAW_BY_CASE, 0, 0), levers)
    if not ProcurementAgency.appraises(agency, segment.sovereignty, by_case, partner):
        return route_as_practised(state, requirement, OPEN_COMPETITION)
    if by_case or partner:
        pay_for_appraisal(state)
    value = float(requirement.value)
    able = able_suppliers(state, requirement)
    known = able + able_newcomers(state, requirement, levers)
    in_market = ProcurementAgency.able_in_market(agency, float(known), segment.export_sector == EXPORTS_SECURITY, rules)
    depth = ProcurementAgency.market_depth(agency, in_market, rules)
    uniform = draws.uniform(requirement.key, DRAW_INDEPENDENCE, 0, 0)
    independent = ProcurementAgency.keeps_independence(agency, uniform, segment.sovereignty, by_case, levers, rules)
    security = ProcurementAgency.national_security(agency, segment.sovereignty, levers)
    prosperity = ProcurementAgency.prosperity(agency, value, rules)
    best = OPEN_COMPETITION
    top = -math.inf
    for route in range(ROUTES):
        if not ProcurementAgency.considers(
            agency, route, segment.sovereignty, able, requirement.relaunches > 0, by_case, partner, independent
        ):
            continue
        score = ProcurementAgency.route_score(
            agency, route, depth, segment.criticality, security, segment.cooperation, prosperity, rules
        )
        if score > top:
            top = score
            best = route
    return route_as_practised(state, requirement, best)


def route_as_practised(state: State, requirement: RequirementRow, route):
    """What becomes of a route in practice: where competition is due, one supplier now and then, mostly for large work."""
    if route != OPEN_COMPETITION and route != UK_COMPETITION:
        return route
    uniform = draws.uniform(requirement.key, DRAW_HABIT, 0, 0)
    value = float(requirement.value)
    levers = state.levers[state.clock[0].t]
    habit = ProcurementAgency.goes_to_one_supplier(state.agency[0], uniform, value, levers, state.rules[0])
    if habit and requirement.relaunches == 0 and able_suppliers(state, requirement) > 0:
        return SINGLE_SOURCE
    return route


def able_suppliers(state: State, requirement: RequirementRow):
    """Suppliers of the segment with a proven product that could lead the contract."""
    segment = state.segments[requirement.segment]
    count = 0
    for place in range(segment.first_supplier, segment.past_supplier):
        count += Organisation.can_lead(
            state.organisations[state.suppliers[place]], float(requirement.value), state.rules[0]
        )
    return count


def able_newcomers(state: State, requirement: RequirementRow, levers):
    """Novel technologies ready to be offered whose owner could lead the contract and has no support work yet."""
    segment = state.segments[requirement.segment]
    required_trl = ProcurementAgency.required_trl(state.agency[0], False, levers)
    count = 0
    for place in range(segment.first_ripe, segment.past_ripe):
        technology = state.technologies[state.ripe[place]]
        free = projects.is_available(technology) or technology.status == IN_SERVICE
        owner = state.organisations[technology.owner]
        if free and technology.tender == NO_ROW and technology.trl >= required_trl and owner.support_base == 0:
            count += Organisation.can_lead(owner, float(requirement.value), state.rules[0])
    return count


def pay_for_appraisal(state: State):
    """Officials weigh the routes of one requirement, or work a quarter with a partner nation."""
    cost = int(state.rules[0].public_cost.route_appraisal)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].route_cost += cost
