"""Acquisition routes: how each requirement that is due will be bought, before its tender opens."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes import projects
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import (
    DRAW_BY_CASE,
    DRAW_PARTNER,
    IN_SERVICE,
    NEVER,
    OPEN_COMPETITION,
    PUBLISHED,
    ROUTES,
)


def step(w):
    """Choose a route once for each launch of a requirement; a tender that waits for money keeps its route."""
    t = w.clock[0].t
    for n in range(w.clock[0].open):
        need = w.requirements[w.open[n]]
        if need.status <= PUBLISHED and need.planned <= t and need.appraised <= need.relaunches:
            need.appraised = need.relaunches + 1
            need.route = choose(w, need)


def choose(w, need):
    """The route with the highest score among those that are considered, the first of equals."""
    rules = w.rules[0]
    levers = w.levers[w.clock[0].t]
    segment = w.segments[need.segment]
    agency = w.agency[0]
    by_case = ProcurementAgency.decides_by_case(agency, draws.uniform(need.key, DRAW_BY_CASE, 0, 0), levers)
    partner = ProcurementAgency.looks_for_partner(agency, draws.uniform(need.key, DRAW_PARTNER, 0, 0), levers)
    if not ProcurementAgency.appraises(agency, segment.sovereignty, by_case, partner):
        return OPEN_COMPETITION
    if by_case or partner:
        pay_for_appraisal(w)
    value = float(need.value)
    able = able_suppliers(w, need)
    depth = ProcurementAgency.market_depth(agency, able + able_newcomers(w, need, levers), rules)
    security = ProcurementAgency.national_security(agency, segment.sovereignty, levers)
    prosperity = ProcurementAgency.prosperity(agency, value, rules)
    best = OPEN_COMPETITION
    top = -math.inf
    for route in range(ROUTES):
        if not ProcurementAgency.considers(
            agency, route, segment.sovereignty, able, need.relaunches > 0, by_case, partner
        ):
            continue
        score = ProcurementAgency.route_score(
            agency, route, depth, segment.criticality, security, segment.cooperation, prosperity, rules
        )
        if score > top:
            top = score
            best = route
    return best


def able_suppliers(w, need):
    """Suppliers of the segment with a proven product that could lead the contract."""
    segment = w.segments[need.segment]
    n = 0
    for m in range(segment.first_supplier, segment.past_supplier):
        n += Organisation.can_lead(w.organisations[w.suppliers[m]], float(need.value), w.rules[0])
    return n


def able_newcomers(w, need, levers):
    """Novel technologies ready to be offered whose owner could lead the contract and has no support work yet."""
    segment = w.segments[need.segment]
    asked = ProcurementAgency.readiness_asked(w.agency[0], False, levers)
    n = 0
    for a in range(segment.first_ripe, segment.past_ripe):
        tech = w.technologies[w.ripe[a]]
        free = projects.at_liberty(tech) or tech.status == IN_SERVICE
        owner = w.organisations[tech.owner]
        if free and tech.tender == NEVER and tech.trl >= asked and owner.support_base == 0:
            n += Organisation.can_lead(owner, float(need.value), w.rules[0])
    return n


def pay_for_appraisal(w):
    """Officials weigh the routes of one requirement."""
    cost = int(w.rules[0].public_cost.route_appraisal)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].route_cost += cost
