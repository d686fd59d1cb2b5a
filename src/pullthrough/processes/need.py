"""Need: military need drifts, and requirements are conceived and revised. Exogenous: the same under every policy."""

from __future__ import annotations

import math

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import revisions
from pullthrough.world import draws
from pullthrough.world.kinds import (
    DRAW_DRIFT,
    DRAW_NEEDS,
    DRAW_POSITION,
    DRAW_VALUE,
    KEY_REQUIREMENT,
    MOST_NEEDS,
    NEVER,
    NOTHING,
    PLANNED,
)


def step(w):
    """mu_s(t+1) = mu_s(t) + N(0, sigma_mu^2 I); the number of new requirements is Poisson(lambda_s)."""
    revisions.step(w)
    rules = w.rules[0]
    t = w.clock[0].t
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for d in range(len(segment.mu)):
            segment.mu[d] += rules.need.drift * draws.normal(segment.key, DRAW_DRIFT, t, d)
        for _ in range(draws.poisson(segment.key, DRAW_NEEDS, t, segment.rate, MOST_NEEDS)):
            conceive(w, s)


def conceive(w, s):
    """Conceive one requirement: ln V ~ N(ln median, spread^2), y ~ N(mu_s, sigma_y^2 I), tender after the lead time."""
    rules = w.rules[0]
    clock = w.clock[0]
    segment = w.segments[s]
    need = w.requirements[clock.requirements]
    w.open[clock.open] = clock.requirements
    clock.requirements += 1
    clock.open += 1
    need.key = draws.child(segment.key, KEY_REQUIREMENT, segment.conceived)
    segment.conceived += 1
    need.segment = s
    need.status = PLANNED
    value = segment.value_median * math.exp(segment.value_spread * draws.normal(need.key, DRAW_VALUE, 0, 0))
    need.value = max(1, int(min(value, rules.need.value_cap)))
    need.tier = CapabilitySponsor.tier(segment, float(need.value), rules)
    for d in range(len(need.y)):
        need.y[d] = segment.mu[d] + rules.need.spread * draws.normal(need.key, DRAW_POSITION, 0, d)
    need.conceived = clock.t
    need.planned = clock.t + CapabilitySponsor.lead_time(segment, float(need.value), rules)
    need.published = NEVER
    need.opened = NEVER
    need.let_due = NEVER
    need.let = NEVER
    need.delivery_due = NEVER
    need.delivered = NEVER
    need.winner = NOTHING
    need.contractor = NEVER
    need.technology = NEVER
    need.winner_distance = math.nan
    need.loser_distance = math.nan
