"""Transfer: organisations learn from those they know, and some ideas draw on a partner's knowledge."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.world import draws, geometry
from pullthrough.world.kinds import ACADEMIC, ACTIVE, DRAW_ADVISER, DRAW_JOINT_IDEA, MOST_TIES, NEVER

MILLION = 1000000.0


def step(w):
    """Each organisation inside defence turns to one of those it knows, drawn at random, and learns."""
    for i in range(len(w.organisations)):
        if w.networks[i].ties > 0 and w.organisations[i].standing == ACTIVE:
            turn_to(w, i)


def turn_to(w, i):
    """k_i <- k_i + share (k_j - k_i), with share = rate x absorptive capacity x strength x complementarity."""
    rules = w.rules[0]
    own = w.networks[i]
    org = w.organisations[i]
    u = draws.uniform(org.key, DRAW_ADVISER, w.clock[0].t, 0)
    tie = w.ties[i * MOST_TIES + min(int(u * own.ties), own.ties - 1)]
    partner = w.organisations[tie.partner]
    own.adviser = tie.partner
    own.adviser_key = partner.key
    gap = geometry.distance(org.k, partner.k)
    absorbed = Organisation.absorptive_capacity(org, rules)
    share = Organisation.share_learnt(org, gap, tie.strength, absorbed, rules)
    for d in range(len(org.k)):
        org.k[d] += share * (partner.k[d] - org.k[d])
    note(w, org, partner, int(MILLION * share * gap))


def note(w, org, partner, moved):
    """Statistics: what was learnt, and of this what went to a firm that competes in the partner's segment."""
    w.flow[0].knowledge += moved
    w.regional[w.clock[0].t, org.region].knowledge += moved
    if org.segment == partner.segment and org.kind != ACADEMIC and partner.kind != ACADEMIC:
        w.flow[0].knowledge_leaked += moved


def recombine(w, i, tech):
    """A new idea may lie between what its owner and its last adviser know: x <- x + mix (k_j - k_i)."""
    own = w.networks[i]
    if own.adviser == NEVER or w.organisations[own.adviser].key != own.adviser_key:
        return
    org = w.organisations[i]
    if not Organisation.draws_on_partner(org, draws.uniform(tech.key, DRAW_JOINT_IDEA, 0, 0), w.rules[0]):
        return
    partner = w.organisations[own.adviser]
    for d in range(len(org.k)):
        tech.x[d] += w.rules[0].transfer.mix * (partner.k[d] - org.k[d])
