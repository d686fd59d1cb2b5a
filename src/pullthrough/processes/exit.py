"""Exit: suppliers pay for staying, leave when prospects stay poor, fail when cash runs out, or close for other reasons."""

from __future__ import annotations

from pullthrough.agents import SME
from pullthrough.processes import firms, projects
from pullthrough.processes.entry import contract_in_reach
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import ACTIVE, DRAW_DEATH
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Decide for each SME, inside defence and outside, then give up the projects of those that went."""
    t = w.clock[0].t
    for i in range(len(w.organisations)):
        firm = w.organisations[i]
        if firm.kind != SME_KIND:
            continue
        inside = firm.standing == ACTIVE
        if draws.uniform(firm.key, DRAW_DEATH, t, 0) < firm.hazard:
            w.flow[0].deaths += inside
            firms.close(w, i)
        elif inside:
            stay_or_go(w, i)
    give_up_orphans(w)


def stay_or_go(w, i):
    """Pay the upkeep or fail; count poor quarters; leave after too many."""
    rules = w.rules[0]
    firm = w.organisations[i]
    upkeep = firm.upkeep
    if firm.cash < upkeep:
        w.flow[0].exits += 1
        firms.close(w, i)
        return
    ledger.pay_out(w.accounts, firm, ledger.INDUSTRY, upkeep)
    value = SME.value_of_staying(firm, w.news[0].award_mean, contract_in_reach(w, firm, rules), rules)
    if SME.prospects_are_poor(firm, value):
        firm.poor_quarters += 1
    else:
        firm.poor_quarters = 0
    if SME.leaves_defence(firm, rules):
        w.flow[0].exits += 1
        firms.close(w, i)


def give_up_orphans(w):
    """Projects whose owner has gone are abandoned, unless a prime already carries them in a tender or contract."""
    for a in range(w.clock[0].live):
        j = w.live[a]
        tech = w.technologies[j]
        if projects.at_liberty(tech) and projects.orphaned(w, tech):
            projects.abandon(w, j)
