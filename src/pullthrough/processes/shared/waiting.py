"""Waiting for officials: what a slow office does to meetings, decisions and tenders (``agency.speed`` below 1)."""

from __future__ import annotations

import typing

from pullthrough.world import draws
from pullthrough.world.codes import DRAW_DECISION_TIME, DRAW_MEETING

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def official_comes(state: State, key):
    """Whether somebody has time for a meeting this quarter; ``key`` is that of whoever and whatever it is about."""
    speed = state.agency[0].speed
    return speed >= 1.0 or draws.uniform(key, DRAW_MEETING, state.clock[0].t, 0) < speed


def decision_time(state: State, key, quarters):
    """Quarters until a decision that takes so many at full speed: q / speed, rounded up or down by chance."""
    speed = state.agency[0].speed
    if speed >= 1.0:
        return quarters
    return int(quarters / speed + draws.uniform(key, DRAW_DECISION_TIME, state.clock[0].t, 0))


def hold_up(state: State, requirement: RequirementRow):
    """A procedure loses each quarter what officials are behind with it, and is let a quarter later for each one lost."""
    requirement.held_up += 1.0 - state.agency[0].speed
    if requirement.held_up >= 1.0:
        requirement.held_up -= 1.0
        requirement.let_due += 1
