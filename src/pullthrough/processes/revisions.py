"""Revisions: the need of a requirement may change before its tender, so that what was heard early goes out of date."""

from __future__ import annotations

from pullthrough.agents import CapabilitySponsor
from pullthrough.world import draws
from pullthrough.world.kinds import DRAW_REVISED, DRAW_REVISION, PUBLISHED


def step(w):
    """Each requirement that is planned or published is revised with a chance. Part of the process ``need``."""
    rules = w.rules[0]
    t = w.clock[0].t
    if rules.need.revision <= 0.0:
        return
    for n in range(w.clock[0].open):
        need = w.requirements[w.open[n]]
        u = draws.uniform(need.key, DRAW_REVISION, t, 0)
        if need.status <= PUBLISHED and CapabilitySponsor.revises(w.segments[need.segment], u, rules):
            revise(w, w.open[n])


def revise(w, r):
    """Move the need, and begin the talk about it anew: its precision is gone, and designs may be frozen by now."""
    need = w.requirements[r]
    segment = w.segments[need.segment]
    for d in range(len(need.y)):
        shock = draws.normal(need.key, DRAW_REVISED, w.clock[0].t, d)
        need.y[d] = CapabilitySponsor.revised(segment, need.y[d], segment.mu[d], shock, w.rules[0])
    for n in range(need.invitations):
        tech = w.technologies[need.invited[n]]
        if tech.target == r:
            tech.engagements = 0
