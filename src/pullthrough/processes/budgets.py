"""Budgets over time: priorities shift between segments, unspent money goes back, money is kept for protected plans."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import commitments, spend
from pullthrough.world import draws, ledger
from pullthrough.world.codes import BY_LOT, DRAW_PRIORITY, DRAW_PROTECTED, PUBLISHED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, SegmentRow, State


def step(state: State):
    """At the turn of a year: annuality, then this year's priorities. Each quarter: money for protected requirements."""
    clock = state.clock[0]
    reserve_for_protected(state)
    if clock.t == clock.year_began:
        return_unspent(state)
        reprioritise(state)


def yearly_budget(state: State, segment: SegmentRow):
    """Tendered budget of a segment for a year, before priorities."""
    return spend.yearly(state) * state.rules[0].market.tendered_share * segment.budget_share


def return_unspent(state: State):
    """Annuality: above so many years' worth, and what is kept for protected requirements, money returns to the Treasury."""
    years = state.rules[0].budgets.carry_over * state.levers[state.clock[0].t].budget.carry_over
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        most = int(years * yearly_budget(state, segment)) + segment.reserved
        back = max(0, segment.account - most)
        segment.account -= back
        ledger.move(state.accounts, ledger.SEGMENTS, ledger.TREASURY, back)
        state.flow[0].returned += back


def reprioritise(state: State):
    """ln priority follows lean <- m lean + s z, z one for each segment and year; all shares together stay the same."""
    budgets = state.rules[0].budgets
    quarter = state.clock[0].t
    total = 0.0
    shares = 0.0
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        shock = budgets.priority_spread * draws.normal(segment.key, DRAW_PRIORITY, quarter, 0)
        segment.lean = budgets.priority_memory * segment.lean + shock
        total += segment.budget_share * math.exp(segment.lean)
        shares += segment.budget_share
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        segment.priority = math.exp(segment.lean) * shares / total


def is_protected(state: State, requirement: RequirementRow):
    """Whether a requirement belongs to the part of the published plan that government has committed itself to."""
    commitment = state.levers[state.clock[0].t].pipeline.commitment
    if state.rules[0].budgets.commitment_rule != BY_LOT:
        return commitment > 0.0 and requirement.protected
    if commitment <= 0.0 or requirement.status != PUBLISHED:
        return False
    uniform = draws.uniform(requirement.key, DRAW_PROTECTED, 0, 0)
    return CapabilitySponsor.commits(state.segments[requirement.segment], uniform, commitment)


def is_kept_for(state: State, requirement: RequirementRow):
    """Whether money has been kept for a protected requirement: not where nothing was, with the line ``budgets`` off."""
    return state.segments[requirement.segment].reserved >= requirement.value and is_protected(state, requirement)


def reserve_for_protected(state: State):
    """Keep money for the protected requirements whose tender is near: nobody else may have it."""
    clock = state.clock[0]
    if state.rules[0].budgets.commitment_rule != BY_LOT:
        commitments.put_by(state)
        return
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].reserved = 0
    if state.levers[clock.t].pipeline.commitment <= 0.0:
        return
    near = clock.t + state.rules[0].budgets.reserve_ahead
    for place in range(clock.open):
        requirement = state.requirements[state.open[place]]
        if requirement.planned <= near and is_protected(state, requirement):
            state.segments[requirement.segment].reserved += requirement.value


def free_money(segment: SegmentRow):
    """What a segment may spend on requirements that are not protected."""
    return max(0, segment.account - segment.reserved)


def cover_from_other_segments(state: State, requirement: RequirementRow):
    """Find what a protected requirement lacks in the free money of the other segments, in proportion to it.

    Returns whether it was found. What the others lose, their own requirements wait for.
    """
    home = state.segments[requirement.segment]
    lacking = requirement.value - home.account
    if lacking <= 0:
        return True
    total = 0
    for segment_row in range(len(state.segments)):
        if segment_row != requirement.segment:
            total += free_money(state.segments[segment_row])
    if total < lacking:
        return False
    left = lacking
    for segment_row in range(len(state.segments)):
        if segment_row == requirement.segment:
            continue
        other = state.segments[segment_row]
        free = free_money(other)
        taken = min(free, min(left, int(lacking * (free / total)) + 1))
        other.account -= taken
        home.account += taken
        left -= taken
    state.flow[0].moved += lacking - left
    return left <= 0
