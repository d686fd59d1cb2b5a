"""Publication of the pipeline: from when a requirement is public, and what keeping it public costs."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes.shared import requirement_status
from pullthrough.world import ledger
from pullthrough.world.codes import PLANNED, PUBLISHED

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Publish each requirement ``pipeline.horizon`` quarters before its tender, or as its segment's roadmap says; charge it."""
    quarter = state.clock[0].t
    cost = int(state.rules[0].public_cost.notice)
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        sponsor = state.segments[requirement.segment]
        horizon = max(state.levers[quarter].pipeline.horizon, int(state.roadmaps[quarter, requirement.segment]))
        if requirement.status == PLANNED and CapabilitySponsor.publishes(
            sponsor, quarter, requirement.planned, horizon
        ):
            requirement_status.publish(requirement)
            requirement.published = quarter
        if requirement.status == PUBLISHED:
            ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
            state.flow[0].notice_cost += cost
