"""Approvals: before its tender a requirement is approved level by level; a tender that is not approved when it is due waits."""

from __future__ import annotations

import math
import typing

from pullthrough.world import ledger
from pullthrough.world.codes import PUBLISHED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """A quarter's work on what is before the approving bodies; they begin as early as usual staffing needs."""
    quarter = state.clock[0].t
    speed = state.agency[0].speed
    usual = min(1.0, state.rules[0].officials.staffing)
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status > PUBLISHED or requirement.approval_left <= 0.0:
            continue
        if requirement.planned - quarter > math.ceil(requirement.approval_left / usual):
            continue
        if requirement.planned <= quarter:
            wait_for_approval(state, requirement)
        pay_for_approval(state)
        requirement.approval_left = max(0.0, requirement.approval_left - speed)


def wait_for_approval(state: State, requirement: RequirementRow):
    """A tender that is due and not approved comes a quarter later; where the date was public it is a date not kept."""
    segment = state.segments[requirement.segment]
    requirement.planned += 1
    requirement.approval_slips += 1
    state.flow[0].approval_slips += 1
    if requirement.status == PUBLISHED:
        segment.slipped += 1
        if requirement.approval_slips == 1 and requirement.slips == 0:
            segment.broken_value += requirement.value


def pay_for_approval(state: State):
    """Officials at work on one approval for one quarter."""
    cost = int(state.rules[0].approvals.cost)
    state.agency[0].asked += cost
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].approval_cost += cost
