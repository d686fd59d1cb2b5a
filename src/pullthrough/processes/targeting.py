"""Targeting: projects read published requirements and choose the one worth most to them."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.processes import projects, seeing
from pullthrough.world import draws
from pullthrough.world.kinds import DRAW_NOTICE_READ, EVALUATION, NEVER


def step(w):
    """Each project at liberty reads a few notices of its segment, drawn at random, and keeps the best prospect."""
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for a in range(segment.first, segment.past):
            j = w.roster[a]
            tech = w.technologies[j]
            if not projects.at_liberty(tech):
                continue
            if tech.target != NEVER and w.requirements[tech.target].status >= EVALUATION:
                seeing.look_back(w, tech)
                projects.release(tech)
            if segment.past_notice > segment.first_notice:
                read_notices(w, tech, segment)


def read_notices(w, tech, segment):
    """Look at ``signal.notices_read`` of the published requirements; change the target if one promises more."""
    t = w.clock[0].t
    asked = w.levers[t].procurement.minimum_trl
    owner = w.organisations[tech.owner]
    offered = segment.past_notice - segment.first_notice
    for n in range(w.rules[0].signal.notices_read):
        u = draws.uniform(tech.key, DRAW_NOTICE_READ, t, n)
        r = w.notices[segment.first_notice + min(int(u * offered), offered - 1)]
        if r == tech.target:
            continue
        need = w.requirements[r]
        if not Organisation.can_be_ready(owner, tech.trl, asked, need.planned - t, w.rules[0]):
            continue
        tau = seeing.precision(w, tech, need, 0)
        gap = seeing.believed_distance(w, tech, need, tau)
        worth = seeing.prospect(w, tech, need, gap, tau)
        if worth > tech.prospect:
            seeing.take_target(tech, r, gap, worth)
