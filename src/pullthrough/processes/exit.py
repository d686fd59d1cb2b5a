"""Exit: suppliers pay for staying, leave when prospects stay poor, fail when cash runs out, or close for other reasons."""

from __future__ import annotations

from pullthrough.agents import SME
from pullthrough.processes.entry import contract_in_reach
from pullthrough.processes.shared import firms, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, DRAW_DEATH
from pullthrough.world.codes import SME as SME_KIND


def step(state):
    """Decide for each SME, inside defence and outside, then give up the projects of those that went."""
    quarter = state.clock[0].t
    firms.list_heirs(state)
    for organisation_row in range(len(state.organisations)):
        firm = state.organisations[organisation_row]
        if firm.kind != SME_KIND:
            continue
        inside = firm.standing == ACTIVE
        if draws.uniform(firm.key, DRAW_DEATH, quarter, 0) < firm.hazard:
            state.flow[0].deaths += inside
            firms.close(state, organisation_row)
        elif inside:
            stay_or_go(state, organisation_row)
    give_up_orphans(state)


def stay_or_go(state, organisation_row):
    """Pay the upkeep or fail; count poor quarters; leave after too many."""
    rules = state.rules[0]
    firm = state.organisations[organisation_row]
    upkeep = firm.upkeep
    if firm.cash < upkeep:
        state.flow[0].exits += 1
        firms.close(state, organisation_row)
        return
    ledger.pay_out(state.accounts, firm, ledger.INDUSTRY, upkeep)
    value = SME.value_of_staying(firm, state.news[0].award_mean, contract_in_reach(state, firm, rules), rules)
    if SME.prospects_are_poor(firm, value):
        firm.poor_quarters += 1
    else:
        firm.poor_quarters = 0
    if SME.leaves_defence(firm, rules):
        state.flow[0].exits += 1
        firms.close(state, organisation_row)


def give_up_orphans(state):
    """Projects whose owner has gone are abandoned, unless a prime already carries them in a tender or contract."""
    for place in range(state.clock[0].live):
        technology_row = state.live[place]
        technology = state.technologies[technology_row]
        if projects.is_available(technology) and projects.orphaned(state, technology):
            projects.abandon(state, technology_row)
