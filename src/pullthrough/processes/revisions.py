"""Revisions: the need of a requirement may change before its tender, so that what was heard early goes out of date."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_REVISED, DRAW_REVISION, PUBLISHED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Each requirement that is planned or published is revised with a chance. Part of the process ``need``."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    if rules.need.revision <= 0.0:
        return
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        uniform = draws.uniform(requirement.key, DRAW_REVISION, quarter, 0)
        if requirement.status <= PUBLISHED and CapabilitySponsor.revises(
            state.segments[requirement.segment], uniform, rules
        ):
            revise(state, state.open[place])


def revise(state: State, requirement_row: int):
    """Move the need, and begin the talk about it anew: its precision is gone, and designs may be frozen by now."""
    requirement = state.requirements[requirement_row]
    segment = state.segments[requirement.segment]
    for axis in range(len(requirement.y)):
        shock = draws.normal(requirement.key, DRAW_REVISED, state.clock[0].t, axis)
        requirement.y[axis] = CapabilitySponsor.revised(
            segment, requirement.y[axis], segment.mu[axis], shock, state.rules[0]
        )
    for slot in range(requirement.invitations):
        technology = state.technologies[requirement.invited[slot]]
        if technology.target == requirement_row:
            technology.engagements = 0
