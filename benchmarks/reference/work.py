"""Work on a technology: what it costs, private money, grants, and the climb through the TRL scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pullthrough.world import geometry, ledger
from pullthrough.world.codes import (
    CIVIL,
    DEVELOPING,
    DRAW_ABANDON,
    DRAW_INVESTOR,
    DRAW_STEP_COST,
    DRAW_STEP_DIE,
    DRAW_STEP_PASS,
    NEVER,
    READY_TRL,
    SHELF,
)
from reference import draws

if TYPE_CHECKING:
    from reference.technology import Technology
    from reference.things import Rules


ON_TRIAL = 6  # TRL


def usual_cost(trl: int, rules: Rules) -> float:
    """Median cost of the step from a TRL."""
    return rules.development.step_cost * rules.development.step_growth ** (trl - 1)


def civil_use(tech: Technology, rules: Rules) -> float:
    """Share of the work that is of civil use."""
    return rules.growth.civil_use_civil if tech.origin == CIVIL else rules.growth.civil_use_defence


def cost_of_step(tech: Technology, rules: Rules) -> int:
    """Cost of the present step; nothing once ready."""
    if tech.trl >= READY_TRL:
        return 0
    luck = rules.development.cost_spread * draws.normal(tech.key, DRAW_STEP_COST, 0, tech.trl)
    return max(1, int(usual_cost(tech.trl, rules) * math.exp(luck)))


def remaining_cost(tech: Technology, required_trl: int, rules: Rules) -> float:
    """What it will still cost, at usual cost, to reach the readiness required_trl; beyond that, to finish the present step."""
    cost = float(tech.step_cost - tech.step_spent)
    usual = usual_cost(tech.trl, rules)
    for _ in range(tech.trl + 1, required_trl):
        usual *= rules.development.step_growth
        cost += usual
    return cost


def quarter_of_work(tech: Technology, rules: Rules) -> int:
    """Most that can be spent on a step in one quarter."""
    pace = tech.step_cost // rules.development.quickest_step + 1
    return min(pace, tech.step_cost - tech.step_spent)


def grant_work(tech: Technology, t: int, rules: Rules) -> int:
    """The part of a quarter's work that a grant and its match will pay."""
    if tech.grant <= 0 or t < tech.grant_from:
        return 0
    return min(quarter_of_work(tech, rules), int(tech.grant / tech.grant_share))


def finance(tech: Technology) -> None:
    """Let owner, else investor, pay for what no grant pays, if the prospect is worth it."""
    if tech.status > DEVELOPING or tech.trl >= READY_TRL:
        return
    owner = tech.owner
    model = owner.model
    rules = model.rules
    wanted = quarter_of_work(tech, rules) - grant_work(tech, model.t, rules)
    if wanted <= 0:
        return
    expected_margin = tech.expected_margin
    cost = remaining_cost(tech, model.levers.procurement.minimum_trl, rules)
    cost = owner.cost_for_defence(cost, civil_use(tech, rules), rules)
    if owner.rd_left >= wanted:
        if owner.coinvests(expected_margin, cost, rules):
            owner.rd_left -= wanted
            model.move(ledger.CIVIL, ledger.INDUSTRY, wanted)
            tech.own_spent += wanted
            model.flow.own_rd += wanted
            spend(tech, wanted)
    elif owner.convinces_investor(expected_margin, cost, signals(tech), rules) and meets_investor(tech, model.t, rules):
        model.move(ledger.INVESTORS, ledger.INDUSTRY, wanted)
        tech.investor_spent += wanted
        model.flow.investor_rd += wanted
        owner.stake = owner.stake_after(wanted)
        model.flow.stakes += wanted
        spend(tech, wanted)


def signals(tech: Technology) -> int:
    """Award, trial, order: what an investor can see."""
    return sum((tech.funded != NEVER, tech.trl >= ON_TRIAL, tech.owner.delivered > 0))


def meets_investor(tech: Technology, t: int, rules: Rules) -> bool:
    """Whether its owner meets an investor this quarter."""
    return draws.uniform(tech.key, DRAW_INVESTOR, t, 0) < rules.private_money.investor_meeting


def spend(tech: Technology, amount: int) -> None:
    """Book work paid."""
    tech.step_spent += amount
    tech.spent_now += amount


def develop(tech: Technology) -> None:
    """Spend the grant; then idle or at work; at the end of a step pass, repeat or die."""
    if tech.status > DEVELOPING:
        return
    spend_grant(tech)
    model = tech.owner.model
    rules = model.rules.development
    if tech.spent_now > 0:
        tech.status = DEVELOPING
        tech.idle = 0
    elif tech.grant > 0 and model.t < tech.grant_from:  # money is on its way
        tech.status = SHELF
    else:
        tech.status = SHELF
        tech.idle += 1
        if tech.idle > rules.patience and draws.uniform(tech.key, DRAW_ABANDON, model.t, 0) < rules.abandon_hazard:
            tech.abandon()
            return
    if tech.trl < READY_TRL and tech.step_spent >= tech.step_cost:
        finish_step(tech)


def spend_grant(tech: Technology) -> None:
    """A quarter's worth of the grant, or what the owner can match from R&D money, then from cash."""
    owner = tech.owner
    model = owner.model
    work = grant_work(tech, model.t, model.rules)
    if tech.grant_share < 1.0:
        work = min(work, int((owner.rd_left + owner.cash) / (1.0 - tech.grant_share)))
    if work <= 0:
        return
    public = min(tech.grant, int(work * tech.grant_share) + 1)
    match = max(0, work - public)
    from_rd = min(match, owner.rd_left)
    owner.rd_left -= from_rd
    model.move(ledger.CIVIL, ledger.INDUSTRY, from_rd)
    owner.pay(ledger.INDUSTRY, match - from_rd)
    model.move(ledger.GRANTS, ledger.INDUSTRY, public)
    tech.grant -= public
    owner.debt += int(public * tech.grant_owed)
    tech.public_spent += public
    tech.own_spent += match
    model.flow.public_rd += public
    model.flow.own_rd += match
    spend(tech, public + match)


def finish_step(tech: Technology) -> None:
    """Pass with odds that grow with capability and shrink with the distance from what the owner knows."""
    owner = tech.owner
    model = owner.model
    rules = model.rules.development
    odds = rules.pass_odds + rules.pass_capability * math.log(owner.capability)
    odds -= rules.pass_distance * geometry.distance(tech.x, owner.k)
    index = tech.trl * 1000 + tech.tries
    if draws.uniform(tech.key, DRAW_STEP_PASS, 0, index) < 1.0 / (1.0 + math.exp(-odds)):
        tech.trl += 1
        tech.reached[tech.trl] = model.t
        tech.tries = 0
        tech.step_spent = 0
        tech.step_cost = cost_of_step(tech, model.rules)
        if tech.trl >= READY_TRL:
            tech.return_grant()
    elif draws.uniform(tech.key, DRAW_STEP_DIE, 0, index) < rules.die_share:
        tech.abandon()
    else:
        tech.tries += 1
        tech.step_spent = tech.step_cost - max(1, int(rules.repeat_cost * tech.step_cost))
