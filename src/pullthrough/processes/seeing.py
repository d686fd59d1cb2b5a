"""How a project sees a requirement: believed distance, expected fit, prospect."""

from __future__ import annotations

import math

from pullthrough.agents import Organisation
from pullthrough.world import draws, geometry
from pullthrough.world.kinds import NEVER, PUBLISHED, TOP_TRL


def look_ahead(w):
    """What each kind of organisation expects steady work to leave of a gap, by the TRL it starts from: the same all quarter."""
    asked = w.levers[w.clock[0].t].procurement.minimum_trl
    for kind in range(len(w.first_of_kind)):
        if w.first_of_kind[kind] != NEVER:
            org = w.organisations[w.first_of_kind[kind]]
            for trl in range(TOP_TRL + 1):
                w.gap_left[kind, trl] = Organisation.gap_left(org, trl, asked, w.rules[0])


def believed_distance(w, tech, need, tau):
    """Distance of a technology from the need as its owner believes it."""
    rules = w.rules[0]
    prior = 1.0 / (rules.need.spread * rules.need.spread)
    signal_key = draws.pair(tech.owner_key, need.key)
    mu = w.segments[need.segment].mu
    total = 0.0
    for d in range(len(need.y)):
        gap = tech.x[d] - geometry.belief(signal_key, d, need.y[d], mu[d], tau, prior)
        total += gap * gap
    return math.sqrt(total)


def precision(w, tech, need, engagements):
    """Precision of the owner's signal of a requirement."""
    owner = w.organisations[tech.owner]
    return Organisation.precision(owner, need.status >= PUBLISHED, engagements, w.rules[0])


def prospect(w, tech, need, gap, tau):
    """Expected margin from a requirement, given the gap that steady work would leave."""
    rules = w.rules[0]
    owner = w.organisations[tech.owner]
    left = gap * w.gap_left[owner.kind, tech.trl]
    fit = Organisation.expected_fit(owner, left, tau, rules)
    segment = w.segments[need.segment]
    return Organisation.prospect(owner, fit, float(need.value), segment.rivals, segment.trust, rules)


def hope(w, tech):
    """Expected margin of a project: from its target, or from tenders to come as experience suggests."""
    usual = w.segments[tech.segment].value_median
    return max(tech.prospect, Organisation.speculative_prospect(w.organisations[tech.owner], usual, w.rules[0]))


def take_target(tech, r, gap, worth):
    """Choose a requirement to work for."""
    if tech.target != r:
        tech.engagements = 0
    tech.target = r
    tech.believed_distance = gap
    tech.prospect = worth


def look_back(w, tech):
    """Write down how far a technology was from the need it was developed for when that tender opened.

    Called for the winner at once, for the others when they turn elsewhere; in between no design moves.
    """
    need = w.requirements[tech.target]
    tech.tender_of = tech.target
    tech.tender_seen = need.opened
    tech.tender_distance = geometry.distance(tech.x, need.y)
