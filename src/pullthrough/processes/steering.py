"""Steering: projects at work move towards the need they believe in, the less the more their design is frozen."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation
from pullthrough.processes import seeing
from pullthrough.world import draws, geometry
from pullthrough.world.kinds import DEVELOPING, NEVER


def step(w):
    """x <- x + rho_k (belief - x) for each project at work with a target; then its prospect is seen afresh."""
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for a in range(segment.first, segment.past):
            tech = w.technologies[w.roster[a]]
            if tech.target != NEVER and tech.status == DEVELOPING:
                steer(w, tech)


def steer(w, tech):
    """One quarter's move of one design."""
    rules = w.rules[0]
    need = w.requirements[tech.target]
    rate = Organisation.steering_rate(w.organisations[tech.owner], tech.trl, rules)
    tau = seeing.precision(w, tech, need, tech.engagements)
    prior = 1.0 / (rules.need.spread * rules.need.spread)
    signal_key = draws.pair(tech.owner_key, need.key)
    mu = w.segments[need.segment].mu
    gap = 0.0
    for d in range(len(tech.x)):
        move = geometry.belief(signal_key, d, need.y[d], mu[d], tau, prior) - tech.x[d]
        tech.x[d] += rate * move
        gap += move * move
    tech.believed_distance = (1.0 - rate) * math.sqrt(gap)
    tech.prospect = seeing.prospect(w, tech, need, tech.believed_distance, tau)
