"""Ideas: organisations inside defence start technologies."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.processes import projects, transfer
from pullthrough.world import draws
from pullthrough.world.kinds import ACTIVE, DEFENCE_BORN, DRAW_IDEAS, MOST_IDEAS


def step(w):
    """Organisation i starts Poisson(r_i) technologies, at the TRL usual for its kind, near its own knowledge."""
    rules = w.rules[0]
    t = w.clock[0].t
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing != ACTIVE:
            continue
        for n in range(draws.poisson(org.key, DRAW_IDEAS, t, Organisation.idea_rate(org, rules), MOST_IDEAS)):
            u = draws.uniform(org.key, DRAW_IDEAS, t, 1 + n)
            trl = Organisation.first_trl(org, u, rules)
            projects.begin(w, i, trl, DEFENCE_BORN, rules.ideas.position_spread)
            transfer.recombine(w, i, w.technologies[w.clock[0].technologies - 1])
