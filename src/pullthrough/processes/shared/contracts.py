"""Bookkeeping of contracts that come to nothing."""

from __future__ import annotations

import typing

from pullthrough.processes.shared import projects, requirement_status, technology_status
from pullthrough.world import ledger
from pullthrough.world.codes import (
    BIDDING,
    CONTRACTED,
    NO_ROW,
    NOTHING,
    NOVEL,
    TENDER,
    URGENT,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def return_money(state: State, requirement: RequirementRow):
    """What was set aside and not paid goes back to the segment's open account; of an urgent order to the Treasury."""
    rest = requirement.price - requirement.paid
    if requirement.way == URGENT:
        ledger.move(state.accounts, ledger.ESCROW, ledger.TREASURY, rest)
        return
    ledger.move(state.accounts, ledger.ESCROW, ledger.SEGMENTS, rest)
    state.segments[requirement.segment].account += rest


def start_again(state: State, requirement: RequirementRow):
    """Free the technology, if any, and plan a new tender after the wait; an order beside the plan is not placed again."""
    if requirement.winner == NOVEL:
        technology = state.technologies[requirement.technology]
        technology.tender = NO_ROW
        if technology.status == BIDDING or technology.status == CONTRACTED:
            technology_status.shelve(technology)
        projects.release(technology)
    requirement.winner = NOTHING
    requirement.contractor = NO_ROW
    requirement.technology = NO_ROW
    requirement.paid = 0
    if requirement.way != TENDER and not requirement.of_plan:
        requirement_status.cancel(requirement)
        if requirement.host != NO_ROW:
            state.requirements[requirement.host].in_hand = False
        return
    requirement.way = TENDER
    requirement_status.publish(requirement)
    requirement.planned = state.clock[0].t + max(1, state.rules[0].tender.relaunch_wait)
    requirement.relaunches += 1
    state.agency[0].relaunches += 1
