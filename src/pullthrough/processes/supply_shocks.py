"""Resilience: capabilities in service depend on their suppliers, who close, and on supply chains, which break."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.processes.shared import chain, equipment, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    CANCELLED,
    DRAW_ASSURED,
    DRAW_CUT_OFF,
    DRAW_SECOND_SOURCE,
    DRAW_SHOCK_ABROAD,
    DRAW_SHOCK_HOME,
    FOREIGN,
    IN_DELIVERY,
    MET,
    NO_ROW,
    NOVEL,
    QUARTERS_PER_YEAR,
    SUPPLIER_LOST,
    WHOLE,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """Draw the quarter's shocks for each segment, then see which capabilities are without supply."""
    draw_shocks(state)
    chain.draw_shocks(state)
    delay_deliveries(state)
    skip_retired(state)
    for requirement_row in range(state.clock[0].served_from, state.clock[0].requirements):
        requirement = state.requirements[requirement_row]
        if equipment.is_equipment(requirement) and not equipment.is_retired(state, requirement):
            keep_available(state, requirement_row)
    chain.forget_strikes(state)


def draw_shocks(state: State):
    """Whether a segment's supply from abroad is cut off, and whether its chain at home breaks: one draw each."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.shock_abroad = draws.uniform(segment.key, DRAW_SHOCK_ABROAD, quarter, 0) < rules.supply.shock_abroad
        segment.shock_home = draws.uniform(segment.key, DRAW_SHOCK_HOME, quarter, 0) < rules.supply.shock_home


def skip_retired(state: State):
    """Move the start of the search past requirements that were cancelled or whose service has ended."""
    clock = state.clock[0]
    while clock.served_from < clock.requirements:
        requirement = state.requirements[clock.served_from]
        if requirement.status != CANCELLED and not (
            requirement.status == MET and equipment.is_retired(state, requirement)
        ):
            break
        clock.served_from += 1


def depends_on_chain(state: State, requirement: RequirementRow):
    """Whether a prime at home supplies it out of a chain of packages."""
    if requirement.contractor == NO_ROW or requirement.contractor >= len(state.chains):
        return False
    return state.chains[requirement.contractor].packages > 0


def delay_deliveries(state: State):
    """A contract whose contractor has lost a supplier on whom it depends is late by the time it takes to find another."""
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status != IN_DELIVERY or not depends_on_chain(state, requirement):
            continue
        struck = chain.what_struck(state, requirement)
        if struck != WHOLE:
            assured = is_assured(state, requirement)
            time = ProcurementAgency.outage(state.agency[0], struck == SUPPLIER_LOST, False, assured, state.rules[0])
            requirement.delivery_due += time
            state.flow[0].deliveries_delayed += time > 0


def keep_available(state: State, requirement_row: int):
    """One capability in one quarter: pay for its safeguards, suffer a loss of supply, count the quarter."""
    quarter = state.clock[0].t
    requirement = state.requirements[requirement_row]
    second = keep_second_source(state, requirement)
    assured = assure_supply_chain(state, requirement)
    lost = has_lost_supplier(state, requirement)
    cut_off = is_cut_off(state, requirement)
    if depends_on_chain(state, requirement):
        struck = chain.what_struck(state, requirement)
        lost = lost or struck == SUPPLIER_LOST
        cut_off = cut_off or struck != WHOLE
    if (lost or cut_off) and quarter >= requirement.out_until:
        time = ProcurementAgency.outage(state.agency[0], lost, second, assured, state.rules[0])
        requirement.out_until = quarter + time
        state.flow[0].outages += time > 0
    state.flow[0].capabilities += 1
    state.flow[0].unavailable += quarter < requirement.out_until


def keep_second_source(state: State, requirement: RequirementRow):
    """Pay the premium for a second source where one is kept; whether it is qualified."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    share = state.levers[quarter].resilience.second_source
    if share <= 0.0:
        return False
    uniform = draws.uniform(requirement.key, DRAW_SECOND_SOURCE, 0, 0)
    if not ProcurementAgency.pays_second_source(state.agency[0], uniform, share):
        return False
    cost = int(requirement.price * rules.public_cost.second_source / QUARTERS_PER_YEAR)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OTHERS, cost)
    state.flow[0].second_source_cost += cost
    before = state.levers[max(0, quarter - rules.supply.second_time)].resilience.second_source
    return ProcurementAgency.keeps_second_source(state.agency[0], uniform, share, before)


def assure_supply_chain(state: State, requirement: RequirementRow):
    """Pay for mapping and assuring a supply chain; whether this capability's is."""
    if not is_assured(state, requirement):
        return False
    cost = int(state.rules[0].public_cost.assurance)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].assurance_cost += cost
    return True


def is_assured(state: State, requirement: RequirementRow):
    """Whether the supply chain of a contract or capability is mapped and assured."""
    share = state.levers[state.clock[0].t].resilience.assurance
    return share > 0.0 and draws.uniform(requirement.key, DRAW_ASSURED, 0, 0) < share


def has_lost_supplier(state: State, requirement: RequirementRow):
    """Whether the contractor at home, or the owner of the technology, has closed since last seen: once only."""
    if requirement.supplier_lost or requirement.contractor == NO_ROW:
        return False
    gone = state.organisations[requirement.contractor].key != requirement.contractor_key
    if requirement.winner == NOVEL:
        gone = gone or projects.orphaned(state, state.technologies[requirement.technology])
    requirement.supplier_lost = gone
    return gone


def is_cut_off(state: State, requirement: RequirementRow):
    """Whether a shock to the segment's suppliers, abroad or at home, reaches this capability.

    What was developed with a partner nation is made abroad with the chance of the partner's share.
    """
    segment = state.segments[requirement.segment]
    if not (segment.shock_abroad or segment.shock_home):
        return False
    rules = state.rules[0]
    abroad = requirement.winner == FOREIGN
    if requirement.codeveloped:
        abroad = draws.uniform(requirement.key, DRAW_CUT_OFF, 0, 1) < rules.routes.partner_share
    if not (segment.shock_abroad if abroad else segment.shock_home):
        return False
    if not abroad and depends_on_chain(state, requirement):
        return False  # which shocks at home reach it, its packages tell
    return draws.uniform(requirement.key, DRAW_CUT_OFF, state.clock[0].t, 0) < rules.supply.reach
