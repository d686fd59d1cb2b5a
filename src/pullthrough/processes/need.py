"""Need: military need drifts, and requirements are conceived and revised. How many is for the line ``planning``."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import revisions
from pullthrough.processes.shared import requirement_status
from pullthrough.world import draws
from pullthrough.world.codes import (
    DRAW_DRIFT,
    DRAW_NEEDS,
    DRAW_POSITION,
    DRAW_VALUE,
    KEY_REQUIREMENT,
    NEVER,
    NO_ROW,
    NOTHING,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def step(state: State):
    """mu_s(t+1) = mu_s(t) + N(0, sigma_mu^2 I); the number of new requirements is Poisson(lambda_s)."""
    revisions.step(state)
    rules = state.rules[0]
    quarter = state.clock[0].t
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for axis in range(len(segment.mu)):
            segment.mu[axis] += rules.need.drift * draws.normal(segment.key, DRAW_DRIFT, quarter, axis)
        for _ in range(draws.poisson(segment.key, DRAW_NEEDS, quarter, segment.rate, segment.most)):
            conceive(state, segment_row)


def conceive(state: State, segment_row: int):
    """Conceive one requirement: ln V ~ N(ln median, spread^2), y ~ N(mu_s, sigma_y^2 I), tender after the lead time."""
    rules = state.rules[0]
    clock = state.clock[0]
    segment = state.segments[segment_row]
    requirement = state.requirements[clock.requirements]
    state.open[clock.open] = clock.requirements
    clock.requirements += 1
    clock.open += 1
    requirement.key = draws.child(segment.key, KEY_REQUIREMENT, segment.conceived)
    segment.conceived += 1
    requirement.segment = segment_row
    requirement_status.plan(requirement)
    luck = draws.normal(requirement.key, DRAW_VALUE, 0, 0)
    requirement.value = CapabilitySponsor.value_of_need(segment, luck, rules)
    requirement.tier = CapabilitySponsor.tier(segment, float(requirement.value), rules)
    for axis in range(len(requirement.y)):
        requirement.y[axis] = segment.mu[axis] + rules.need.spread * draws.normal(
            requirement.key, DRAW_POSITION, 0, axis
        )
    requirement.of_plan = True
    requirement.conceived = clock.t
    requirement.planned = clock.t + approved_lead(state, requirement)
    requirement.first_planned = requirement.planned
    requirement.published = NEVER
    requirement.opened = NEVER
    requirement.let_due = NEVER
    requirement.let = NEVER
    requirement.delivery_due = NEVER
    requirement.delivered = NEVER
    requirement.winner = NOTHING
    requirement.contractor = NO_ROW
    requirement.technology = NO_ROW
    requirement.host = NO_ROW
    requirement.developed = NO_ROW
    requirement.improved = NEVER
    requirement.winner_distance = math.nan
    requirement.loser_distance = math.nan


def approved_lead(state: State, requirement: RequirementRow):
    """Quarters from conception to tender, approvals included; what delegation saves of these comes off the usual lead.

    Approvals take no longer than the whole lead: what is bought at once is approved on the way.
    """
    rules = state.rules[0]
    segment = state.segments[requirement.segment]
    delegation = state.levers[state.clock[0].t].officials.delegation
    value = float(requirement.value)
    levels = CapabilitySponsor.approval_levels(segment, value, delegation, rules)
    saved = CapabilitySponsor.approval_levels(segment, value, 1.0, rules) - levels
    lead = max(1, CapabilitySponsor.lead_time(segment, value, rules) - saved * rules.approvals.level_time)
    requirement.approval_left = float(min(lead, levels * rules.approvals.level_time))
    return lead
