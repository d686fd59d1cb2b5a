"""Funding calls: each instrument opens its call, organisations propose, the funding body ranks and pays while money lasts."""

from __future__ import annotations

from pullthrough.agents import FundingBody, Organisation, Prime
from pullthrough.processes import projects, ranking, seeing, teaming
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.kinds import (
    DRAW_ASSESSOR,
    NEVER,
    READY_TRL,
    THEME_OPEN,
    THEME_REQUIREMENT,
)
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Fill each pot with a quarter of the year's budget and hold the calls that open now."""
    t = w.clock[0].t
    unfunded = list_unfunded(w)
    for c in range(len(w.instruments)):
        body = w.instruments[c]
        money = int(w.budgets[t, c] * 0.25)
        ledger.move(w.accounts, ledger.TREASURY, ledger.POTS, money)
        body.pot += money
        w.flow[0].offered += money
        if body.pot <= 0 or not FundingBody.opens(body, t):
            continue
        n = gather(w, c, unfunded)
        ranking.heap_up(w.scores, w.score_rows, n)
        fund(w, c, n)
        if not body.carry_over:
            ledger.move(w.accounts, ledger.POTS, ledger.TREASURY, body.pot)
            body.pot = 0


def list_unfunded(w):
    """List the technologies that some call could fund, with what every call looks at first. Returns their number."""
    n = 0
    for a in range(w.clock[0].live):
        tech = w.technologies[w.live[a]]
        if can_be_funded(tech):
            candidate = w.unfunded[n]
            candidate.technology = w.live[a]
            candidate.trl = tech.trl
            candidate.paid_by = tech.paid_by
            n += 1
    return n


def can_be_funded(tech):
    """Whether a technology is at liberty, unfinished and without a grant."""
    return projects.at_liberty(tech) and tech.grant == 0 and tech.trl < READY_TRL


def gather(w, c, unfunded):
    """Collect the proposals of one call with their scores; applicants pay for them. Returns their number."""
    rules = w.rules[0]
    body = w.instruments[c]
    n = 0
    for a in range(unfunded):
        if not FundingBody.admits_technology(body, w.unfunded[a].trl, w.unfunded[a].paid_by):
            continue
        j = w.unfunded[a].technology
        tech = w.technologies[j]
        if not FundingBody.admits_segment(body, tech.segment) or not may_propose(w, body, tech):
            continue
        org = w.organisations[tech.owner]
        if not FundingBody.admits_applicant(body, org.kind, org.awards):
            continue
        if body.theme == THEME_REQUIREMENT and tech.target == NEVER:
            continue
        if body.partner_needed and not backed(w, tech):
            continue
        award = FundingBody.award(body, tech.step_cost - tech.step_spent)
        if not Organisation.applies(org, float(award), float(body.proposal_cost)):
            continue
        if not Organisation.affords(org, float(body.proposal_cost), rules):
            continue
        if not can_match(w, body, tech, award):
            continue
        ledger.pay_out(w.accounts, org, ledger.INDUSTRY, body.proposal_cost)
        count_proposal(w, body, org)
        error = draws.normal(draws.pair(body.key, tech.key), DRAW_ASSESSOR, w.clock[0].t, 0)
        ln_fit = fit_to_theme(w, body, tech, rules)
        w.scores[n] = FundingBody.score(body, tech.ln_quality, ln_fit, org.awards == 0, error)
        w.score_rows[n] = j
        n += 1
    return n


def may_propose(w, body, tech):
    """Whether a technology can be proposed: not funded by an earlier call of the quarter, not lately rejected by this one."""
    if tech.grant > 0:
        return False
    if w.clock[0].t - tech.rejected >= w.rules[0].proposals.wait:
        tech.rejected_by = 0
    return (tech.rejected_by & body.bit) == 0


def backed(w, tech):
    """Whether the prime that its owner knows best, else the first of the segment, would stand behind the project."""
    i = teaming.backer(w, tech)
    if i == NEVER:
        return False
    prime = w.organisations[i]
    cost = teaming.search_cost(w, i, tech.owner)
    return Prime.backs(prime, seeing.hope(w, tech), cost, w.rules[0])


def can_match(w, body, tech, award):
    """Whether the owner would and could pay its part of the work: as own money in a project, out of cash and R&D money."""
    match = float(FundingBody.match(body, award))
    if match <= 0.0:
        return True
    org = w.organisations[tech.owner]
    means = org.cash - body.proposal_cost + 4.0 * Organisation.own_rd(org, w.rules[0])  # a step takes about a year
    return means >= match and Organisation.coinvests(org, seeing.hope(w, tech), match, w.rules[0])


def fit_to_theme(w, body, tech, rules):
    """ln fit of a proposal to what the call is about: nothing, the segment's need, or one requirement."""
    if body.theme == THEME_OPEN:
        return 0.0
    if body.theme == THEME_REQUIREMENT:
        need = w.requirements[tech.target]
        return geometry.ln_fit(geometry.distance(tech.x, need.y), rules.signal.fit_width)
    return geometry.ln_fit(geometry.distance(tech.x, w.segments[tech.segment].mu), rules.need.spread)


def fund(w, c, n):
    """Fund the best while the money lasts; every applicant learns its own result.

    The first award that the pot cannot pay ends the call, so a larger pot funds the same proposals and more.
    """
    rules = w.rules[0]
    body = w.instruments[c]
    open_call = True
    left = n
    while open_call and left > 0:
        j = ranking.take_best(w.scores, w.score_rows, left)
        tech = w.technologies[j]
        award = FundingBody.award(body, tech.step_cost - tech.step_spent)
        if award > body.pot:
            open_call = False
        else:
            left -= 1
            grant(w, body, tech, award)
            learn(w, tech, 1.0, rules)
    for place in range(left):
        tech = w.technologies[w.score_rows[place]]
        tech.rejected = w.clock[0].t
        tech.rejected_by |= body.bit
        learn(w, tech, 0.0, rules)


def grant(w, body, tech, award):
    """Give an award to a technology."""
    clock = w.clock[0]
    ledger.move(w.accounts, ledger.POTS, ledger.GRANTS, award)
    body.pot -= award
    body.awards += 1
    tech.grant = award
    tech.grant_from = clock.t + body.decision_time
    tech.grant_share = body.cost_share
    tech.grant_owed = 1.0 + body.loan_rate if body.loan else 0.0
    tech.paid_by |= body.bit
    org = w.organisations[tech.owner]
    if tech.funded == NEVER:
        tech.funded = clock.t
        w.flow[0].funded_starts += 1
    count_award(w, body, org, award)
    if org.first_award == NEVER:
        org.first_award = clock.t
    org.last_award_year = clock.year
    org.awards += 1


def learn(w, tech, result, rules):
    """The applicant updates its believed chance of an award."""
    org = w.organisations[tech.owner]
    org.belief_award = Organisation.learns(org, org.belief_award, result, rules.belief.own_weight)


def count_proposal(w, body, org):
    """Statistics of a proposal, and the cost of assessing it."""
    flow = w.flow[0]
    cost = int(w.rules[0].public_cost.call_administration)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    flow.administration += cost
    flow.proposals += 1
    body.proposals += 1
    if body.innovation_call:
        flow.call_proposals += 1
        if org.awards == 0:
            flow.call_proposals_new += 1
        if org.kind == SME_KIND:
            flow.call_proposals_sme += 1
            if org.awards == 0:
                flow.call_proposals_sme_new += 1


def count_award(w, body, org, award):
    """Statistics of an award; a newcomer is an organisation that had never won one before this year."""
    flow = w.flow[0]
    year = w.clock[0].year
    first_year = org.awards == 0 or org.first_award >= w.clock[0].year_began
    flow.awards += 1
    flow.award_money += award
    w.regional[w.clock[0].t, org.region].awards += award
    if org.last_award_year != year:
        flow.award_winners += 1
        if first_year:
            flow.award_winners_new += 1
    if first_year:
        flow.award_money_new += award
    if body.innovation_call:
        flow.call_awards += 1
        flow.call_money += award
        if org.kind == SME_KIND:
            flow.call_money_sme += award
            flow.call_awards_sme += 1
            if org.awards == 0:
                flow.call_awards_new += 1
        count_call_winner(w, org)


def count_call_winner(w, org):
    """Winners of the year's innovation calls, and those of them that had never won one before the year."""
    clock = w.clock[0]
    if org.last_call_year != clock.year:
        w.flow[0].call_winners += 1
        if org.first_call == NEVER:
            w.flow[0].call_winners_new += 1
    if org.first_call == NEVER:
        org.first_call = clock.t
    org.last_call_year = clock.year
