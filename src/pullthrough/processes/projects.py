"""Bookkeeping of technologies: begin one, abandon one, what is still to pay."""

from __future__ import annotations

import math

from pullthrough.processes import membership
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import (
    ABANDONED,
    DEVELOPING,
    DRAW_IDEA_POSITION,
    DRAW_QUALITY,
    DRAW_STEP_COST,
    KEY_TECHNOLOGY,
    NEVER,
    READY_TRL,
    SHELF,
    TOP_TRL,
)


def begin(w, i, trl, origin, spread):
    """Begin the next technology of organisation ``i``: ln q ~ N(ln a, s_q^2), x ~ N(k, spread^2 I)."""
    rules = w.rules[0]
    clock = w.clock[0]
    org = w.organisations[i]
    tech = w.technologies[clock.technologies]
    clock.technologies += 1
    tech.key = draws.child(org.key, KEY_TECHNOLOGY, org.ideas_begun)
    org.ideas_begun += 1
    org.projects += 1
    tech.owner = i
    tech.owner_key = org.key
    tech.segment = org.segment
    tech.region = org.region
    tech.origin = origin
    tech.status = SHELF
    tech.trl = trl
    tech.ln_quality = math.log(org.capability) + rules.ideas.quality_spread * draws.normal(tech.key, DRAW_QUALITY, 0, 0)
    for d in range(len(tech.x)):
        tech.x[d] = org.k[d] + spread * draws.normal(tech.key, DRAW_IDEA_POSITION, 0, d)
    tech.target = NEVER
    tech.first_engaged_trl = NEVER
    tech.begun = clock.t
    tech.funded = NEVER
    tech.adopted = NEVER
    tech.ended = NEVER
    tech.tender = NEVER
    tech.tender_seen = NEVER
    tech.rejected = NEVER
    for k in range(TOP_TRL + 1):
        tech.reached[k] = clock.t if k == trl else NEVER
    tech.step_cost = cost_of_step(w, tech)
    w.flow[0].ideas += 1


def cost_of_step(w, tech):
    """Cost of the present step: c_1 g^(k-1) exp(s e), k the TRL, less on shared test sites; nothing once ready."""
    rules = w.rules[0]
    if tech.trl >= READY_TRL:
        return 0
    shared = 1.0 if orphaned(w, tech) else membership.site_factor(w, tech.owner, tech.trl)
    luck = rules.development.cost_spread * draws.normal(tech.key, DRAW_STEP_COST, 0, tech.trl)
    return max(1, int(usual_cost(tech.trl, rules) * math.exp(luck) * shared))


def usual_cost(trl, rules):
    """Median cost of the step from a TRL: c_1 g^(k-1)."""
    return rules.development.step_cost * rules.development.step_growth ** (trl - 1)


def remaining_cost(tech, asked, rules):
    """What it will still cost, at usual cost, to reach the readiness asked; beyond that, to finish the present step."""
    cost = float(tech.step_cost - tech.step_spent)
    usual = usual_cost(tech.trl, rules)
    for _ in range(tech.trl + 1, asked):
        usual *= rules.development.step_growth
        cost += usual
    return cost


def release(tech):
    """Forget the target: the tender has gone, or somebody else won it."""
    tech.target = NEVER
    tech.prospect = 0.0
    tech.engagements = 0


def return_grant(w, tech):
    """What is left of a grant goes back to the public purse."""
    ledger.move(w.accounts, ledger.GRANTS, ledger.TREASURY, tech.grant)
    tech.grant = 0


def abandon(w, j):
    """End a technology."""
    tech = w.technologies[j]
    return_grant(w, tech)
    tech.capital = 0
    tech.status = ABANDONED
    tech.ended = w.clock[0].t
    release(tech)
    owner = w.organisations[tech.owner]
    if owner.key == tech.owner_key:
        owner.projects -= 1
    w.flow[0].abandoned += 1


def at_liberty(tech):
    """Whether a technology is alive and not bound by a tender or contract."""
    return tech.status == SHELF or tech.status == DEVELOPING


def orphaned(w, tech):
    """Whether the owner has gone: another firm sits in its slot."""
    return w.organisations[tech.owner].key != tech.owner_key
