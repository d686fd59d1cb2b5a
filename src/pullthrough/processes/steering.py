"""Steering: projects at work move towards the need they believe in, the less the more their design is frozen."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.processes.shared import beliefs
from pullthrough.world import draws, geometry
from pullthrough.world.codes import DEVELOPING, NO_ROW

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def step(state: State):
    """x <- x + rho_k (belief - x) for each project at work with a target; then its prospect is seen afresh."""
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first, segment.past):
            technology = state.technologies[state.roster[place]]
            if technology.target != NO_ROW and technology.status == DEVELOPING:
                steer(state, technology)


def steer(state: State, technology: TechnologyRow):
    """One quarter's move of one design."""
    rules = state.rules[0]
    requirement = state.requirements[technology.target]
    rate = Organisation.steering_rate(state.organisations[technology.owner], technology.trl, rules)
    tau = beliefs.precision(state, technology, requirement, technology.engagements)
    prior = 1.0 / (rules.need.spread * rules.need.spread)
    signal_key = draws.pair(technology.owner_key, requirement.key)
    mu = state.segments[requirement.segment].mu
    gap = 0.0
    for axis in range(len(technology.x)):
        move = geometry.belief(signal_key, axis, requirement.y[axis], mu[axis], tau, prior) - technology.x[axis]
        technology.x[axis] += rate * move
        gap += move * move
    technology.believed_distance = (1.0 - rate) * math.sqrt(gap)
    technology.prospect = beliefs.prospect(state, technology, requirement, technology.believed_distance, tau)
