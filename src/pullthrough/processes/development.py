"""Development: projects are paid for, climb the TRL scale, fail, wait, and are given up."""

from __future__ import annotations

import math
import typing

from pullthrough.processes import skills
from pullthrough.processes.shared import categories, projects, technology_status
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.codes import (
    ACADEMIC,
    DRAW_ABANDON,
    DRAW_STEP_DIE,
    DRAW_STEP_PASS,
    READY_TRL,
)

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, TechnologyRow

EARLY_BELOW = 4  # TRL: research
LATE_FROM = 7  # TRL: demonstration in use and beyond


def step(state: State):
    """Spend grants, then carry each project through the quarter."""
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first, segment.past):
            technology_row = state.roster[place]
            technology = state.technologies[technology_row]
            if not projects.is_available(technology):
                continue
            spend_grant(state, technology)
            update_progress(state, technology_row)


def quarter_of_work(state: State, technology: TechnologyRow):
    """Most that can be spent on a step in one quarter: its cost over the quickest time it can take, or what is left.

    Where skilled people are short (``skills``), the quickest time is longer.
    """
    pace = technology.step_cost // categories.quickest_step(state, technology) + 1
    speed = state.labour[state.organisations[technology.owner].region].speed
    if speed < 1.0:
        pace = max(1, int(pace * speed))
    return min(pace, technology.step_cost - technology.step_spent)


def grant_work(state: State, technology: TechnologyRow):
    """The part of a quarter's work that a grant and its match will pay."""
    if technology.grant <= 0 or state.clock[0].t < technology.grant_from:
        return 0
    return min(quarter_of_work(state, technology), int(technology.grant / technology.grant_share))


def spend_grant(state: State, technology: TechnologyRow):
    """Spend a quarter's worth of the grant, or as much as the owner can match from R&D money, then from cash."""
    organisation = state.organisations[technology.owner]
    work = grant_work(state, technology)
    if technology.grant_share < 1.0:
        work = min(work, int(projects.own_means(state, organisation) / (1.0 - technology.grant_share)))
    if work <= 0:
        return
    public = min(technology.grant, int(work * technology.grant_share) + 1)
    match = max(0, work - public)
    from_rd = min(match, organisation.rd_left)
    projects.pay_own(state, organisation, from_rd)
    ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, match - from_rd)
    ledger.move(state.accounts, ledger.GRANTS, ledger.INDUSTRY, public)
    technology.grant -= public
    organisation.debt += int(public * technology.grant_owed)
    technology.public_spent += public
    technology.own_spent += match
    technology.step_spent += public + match
    technology.spent_now += public + match
    state.flow[0].own_rd += match
    count_public(state, technology, organisation, public)


def count_public(state: State, technology: TechnologyRow, organisation: OrganisationRow, amount):
    """Statistics of public R&D money spent: under contract, by TRL, by universities."""
    flow = state.flow[0]
    flow.public_rd += amount
    if technology.under_contract:
        flow.sponsored_rd += amount
    if technology.trl < EARLY_BELOW:
        flow.public_rd_early += amount
    elif technology.trl < LATE_FROM:
        flow.public_rd_middle += amount
    if organisation.kind == ACADEMIC:
        flow.public_rd_academic += amount


def update_progress(state: State, technology_row: int):
    """Idle or at work; at the end of a step pass, repeat or die."""
    rules = state.rules[0]
    technology = state.technologies[technology_row]
    if technology.spent_now > 0:
        technology_status.develop(technology)
        technology.idle = 0
        skills.book_work(state, technology)
    elif technology.grant > 0 and state.clock[0].t < technology.grant_from:  # money is on its way
        technology_status.shelve(technology)
    else:
        technology_status.shelve(technology)
        technology.idle += 1
        if technology.idle > rules.development.patience:
            if draws.uniform(technology.key, DRAW_ABANDON, state.clock[0].t, 0) < rules.development.abandon_hazard:
                projects.abandon(state, technology_row)
                return
    if technology.trl < READY_TRL and technology.step_spent >= technology.step_cost:
        finish_step(state, technology_row)


def finish_step(state: State, technology_row: int):
    """Pass with odds that grow with capability and shrink with the distance from what the owner knows."""
    rules = state.rules[0]
    technology = state.technologies[technology_row]
    organisation = state.organisations[technology.owner]
    far = geometry.distance(technology.x, organisation.k)
    odds = rules.development.pass_odds + rules.development.pass_capability * math.log(organisation.capability)
    odds -= rules.development.pass_distance * far
    odds += categories.pass_odds(state, technology)
    index = technology.trl * 1000 + technology.tries
    if draws.uniform(technology.key, DRAW_STEP_PASS, 0, index) < 1.0 / (1.0 + math.exp(-odds)):
        technology.trl += 1
        technology.ln_quality += rules.progress.step_gain
        technology.reached[technology.trl] = state.clock[0].t
        technology.tries = 0
        technology.step_spent = 0
        technology.step_cost = projects.cost_of_step(state, technology)
        if technology.trl >= READY_TRL:
            projects.return_grant(state, technology)
    elif draws.uniform(technology.key, DRAW_STEP_DIE, 0, index) < rules.development.die_share:
        projects.abandon(state, technology_row)
    else:
        technology.tries += 1
        technology.step_spent = technology.step_cost - max(1, int(rules.development.repeat_cost * technology.step_cost))
