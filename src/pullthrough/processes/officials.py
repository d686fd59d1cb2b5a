"""Officials: one pool of people for meetings, calls, approvals and tenders; too few of them slow all of it down alike."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.world import ledger

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Count the quarter's work, let posts follow it, and set the speed of the next quarter.

    work <- work + w (asked - work); pool <- pool + a (staffing x work - pool), staffing x work until the burn-in is over;
    speed = min(1, staff x pool / work).
    """
    rules = state.rules[0]
    agency = state.agency[0]
    clock = state.clock[0]
    asked = agency.asked + asked_elsewhere(state)
    agency.asked = 0.0
    agency.work = agency.work + rules.officials.smoothing * (asked - agency.work) if clock.t > 0 else asked
    usual = rules.officials.staffing * agency.work
    if clock.t <= rules.calendar.burn_in:
        agency.pool = usual
    else:
        agency.pool += rules.officials.adjustment * (usual - agency.pool)
    staff = state.levers[clock.t].officials.staff
    agency.speed = ProcurementAgency.officials_speed(agency, staff * agency.pool, agency.work, rules)
    pay_the_idle(state, staff)
    state.marks[clock.t].officials_speed = agency.speed


def asked_elsewhere(state: State):
    """Work that is charged as it is asked for: assessing proposals, haste, routes, ways outside tenders, published plans."""
    flow = state.flow[0]
    assessed = flow.proposals * int(state.rules[0].public_cost.call_administration)
    return float(assessed + flow.haste_cost + flow.route_cost + flow.uptake_cost + flow.notice_cost)


def pay_the_idle(state: State, staff):
    """Officials beyond the usual number are paid whether or not there is work for them."""
    agency = state.agency[0]
    cost = int(max(0.0, min(staff * agency.pool - agency.work, (staff - 1.0) * agency.pool)))
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].idle_officials += cost
