"""Publication of the pipeline: from when a requirement is public, and what keeping it public costs."""

from __future__ import annotations

from pullthrough.agents import CapabilitySponsor
from pullthrough.world import ledger
from pullthrough.world.kinds import PLANNED, PUBLISHED


def step(w):
    """Publish each requirement ``pipeline.horizon`` quarters before its tender, or as its segment's roadmap says; charge it."""
    t = w.clock[0].t
    cost = int(w.rules[0].public_cost.notice)
    for n in range(w.clock[0].open):
        need = w.requirements[w.open[n]]
        sponsor = w.segments[need.segment]
        horizon = max(w.levers[t].pipeline.horizon, int(w.roadmaps[t, need.segment]))
        if need.status == PLANNED and CapabilitySponsor.publishes(sponsor, t, need.planned, horizon):
            need.status = PUBLISHED
            need.published = t
        if need.status == PUBLISHED:
            ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
            w.flow[0].notice_cost += cost
