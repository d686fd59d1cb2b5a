"""Development: projects are paid for, climb the TRL scale, fail, wait, and are given up."""

from __future__ import annotations

import math

from pullthrough.processes import projects, skills
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.kinds import (
    DEVELOPING,
    DRAW_ABANDON,
    DRAW_STEP_DIE,
    DRAW_STEP_PASS,
    READY_TRL,
    SHELF,
)


def step(w):
    """Spend grants, then carry each project through the quarter."""
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for a in range(segment.first, segment.past):
            j = w.roster[a]
            tech = w.technologies[j]
            if not projects.at_liberty(tech):
                continue
            spend_grant(w, tech)
            progress(w, j)


def quarter_of_work(w, tech):
    """Most that can be spent on a step in one quarter: its cost over the quickest time it can take, or what is left.

    Where skilled people are short (``skills``), the quickest time is longer.
    """
    pace = tech.step_cost // w.rules[0].development.quickest_step + 1
    speed = w.labour[w.organisations[tech.owner].region].speed
    if speed < 1.0:
        pace = max(1, int(pace * speed))
    return min(pace, tech.step_cost - tech.step_spent)


def grant_work(w, tech):
    """The part of a quarter's work that a grant and its match will pay."""
    if tech.grant <= 0 or w.clock[0].t < tech.grant_from:
        return 0
    return min(quarter_of_work(w, tech), int(tech.grant / tech.grant_share))


def spend_grant(w, tech):
    """Spend a quarter's worth of the grant, or as much as the owner can match from R&D money, then from cash."""
    org = w.organisations[tech.owner]
    work = grant_work(w, tech)
    if tech.grant_share < 1.0:
        work = min(work, int((org.rd_left + org.cash) / (1.0 - tech.grant_share)))
    if work <= 0:
        return
    public = min(tech.grant, int(work * tech.grant_share) + 1)
    match = max(0, work - public)
    from_rd = min(match, org.rd_left)
    org.rd_left -= from_rd
    ledger.move(w.accounts, ledger.CIVIL, ledger.INDUSTRY, from_rd)
    ledger.pay_out(w.accounts, org, ledger.INDUSTRY, match - from_rd)
    ledger.move(w.accounts, ledger.GRANTS, ledger.INDUSTRY, public)
    tech.grant -= public
    org.debt += int(public * tech.grant_owed)
    tech.public_spent += public
    tech.own_spent += match
    tech.step_spent += public + match
    tech.spent_now += public + match
    w.flow[0].public_rd += public
    w.flow[0].own_rd += match


def progress(w, j):
    """Idle or at work; at the end of a step pass, repeat or die."""
    rules = w.rules[0]
    tech = w.technologies[j]
    if tech.spent_now > 0:
        tech.status = DEVELOPING
        tech.idle = 0
        skills.book_work(w, tech)
    elif tech.grant > 0 and w.clock[0].t < tech.grant_from:  # money is on its way
        tech.status = SHELF
    else:
        tech.status = SHELF
        tech.idle += 1
        if tech.idle > rules.development.patience:
            if draws.uniform(tech.key, DRAW_ABANDON, w.clock[0].t, 0) < rules.development.abandon_hazard:
                projects.abandon(w, j)
                return
    if tech.trl < READY_TRL and tech.step_spent >= tech.step_cost:
        finish_step(w, j)


def finish_step(w, j):
    """Pass with odds that grow with capability and shrink with the distance from what the owner knows."""
    rules = w.rules[0]
    tech = w.technologies[j]
    org = w.organisations[tech.owner]
    far = geometry.distance(tech.x, org.k)
    odds = rules.development.pass_odds + rules.development.pass_capability * math.log(org.capability)
    odds -= rules.development.pass_distance * far
    index = tech.trl * 1000 + tech.tries
    if draws.uniform(tech.key, DRAW_STEP_PASS, 0, index) < 1.0 / (1.0 + math.exp(-odds)):
        tech.trl += 1
        tech.reached[tech.trl] = w.clock[0].t
        tech.tries = 0
        tech.step_spent = 0
        tech.step_cost = projects.cost_of_step(w, tech)
        if tech.trl >= READY_TRL:
            projects.return_grant(w, tech)
    elif draws.uniform(tech.key, DRAW_STEP_DIE, 0, index) < rules.development.die_share:
        projects.abandon(w, j)
    else:
        tech.tries += 1
        tech.step_spent = tech.step_cost - max(1, int(rules.development.repeat_cost * tech.step_cost))
