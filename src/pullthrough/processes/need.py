"""Need: military need drifts, and requirements are conceived and revised. Exogenous: the same under every policy."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import revisions
from pullthrough.world import draws
from pullthrough.world.codes import (
    DRAW_DRIFT,
    DRAW_NEEDS,
    DRAW_POSITION,
    DRAW_VALUE,
    KEY_REQUIREMENT,
    MOST_NEEDS,
    NEVER,
    NO_ROW,
    NOTHING,
    PLANNED,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """mu_s(t+1) = mu_s(t) + N(0, sigma_mu^2 I); the number of new requirements is Poisson(lambda_s)."""
    revisions.step(state)
    rules = state.rules[0]
    quarter = state.clock[0].t
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for axis in range(len(segment.mu)):
            segment.mu[axis] += rules.need.drift * draws.normal(segment.key, DRAW_DRIFT, quarter, axis)
        for _ in range(draws.poisson(segment.key, DRAW_NEEDS, quarter, segment.rate, MOST_NEEDS)):
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
    requirement.status = PLANNED
    value = segment.value_median * math.exp(segment.value_spread * draws.normal(requirement.key, DRAW_VALUE, 0, 0))
    requirement.value = max(1, int(min(value, rules.need.value_cap)))
    requirement.tier = CapabilitySponsor.tier(segment, float(requirement.value), rules)
    for axis in range(len(requirement.y)):
        requirement.y[axis] = segment.mu[axis] + rules.need.spread * draws.normal(
            requirement.key, DRAW_POSITION, 0, axis
        )
    requirement.conceived = clock.t
    requirement.planned = clock.t + CapabilitySponsor.lead_time(segment, float(requirement.value), rules)
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
