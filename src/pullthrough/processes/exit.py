"""Exit: suppliers pay for staying, withdraw when prospects stay poor, fail without cash, or close for other reasons."""

from __future__ import annotations

import typing

from pullthrough.agents import SME
from pullthrough.processes.entry import contract_in_reach
from pullthrough.processes.shared import firms, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, CLOSED, DRAW_DEATH, FAILED, VACANT
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Decide for each SME, inside defence and outside, then give up the projects of those that went."""
    quarter = state.clock[0].t
    firms.list_heirs(state)
    for organisation_row in range(len(state.organisations)):
        firm = state.organisations[organisation_row]
        if firm.kind != SME_KIND:
            continue
        if firm.standing == VACANT:
            continue
        inside = firm.standing == ACTIVE
        if draws.uniform(firm.key, DRAW_DEATH, quarter, 0) < firm.hazard:
            state.flow[0].deaths += inside
            firms.close(state, organisation_row, CLOSED)
        elif inside:
            stay_or_go(state, organisation_row)
    give_up_orphans(state)


def stay_or_go(state: State, organisation_row: int):
    """Pay the upkeep or fail; count poor quarters; withdraw from defence after too many."""
    rules = state.rules[0]
    firm = state.organisations[organisation_row]
    upkeep = firm.upkeep
    if firm.cash < upkeep:
        state.flow[0].failures += 1
        firms.close(state, organisation_row, FAILED)
        return
    ledger.pay_out(state.accounts, firm, ledger.INDUSTRY, upkeep)
    revenue = float(firm.defence_revenue)
    award, contract = state.news[0].award_mean, contract_in_reach(state, firm, rules)
    if SME.prospects_are_poor(firm, SME.value_of_staying(firm, award, contract, revenue, rules)):
        firm.poor_quarters += 1
    else:
        firm.poor_quarters = 0
    if SME.leaves_defence(firm, rules):
        state.flow[0].withdrawals += 1
        firms.withdraw(state, organisation_row)


def give_up_orphans(state: State):
    """Projects whose owner has closed, or has left defence without money for them, are abandoned.

    Those that a prime carries in a tender or contract go on; so does work that a grant still pays for.
    """
    for place in range(state.clock[0].live):
        technology_row = state.live[place]
        technology = state.technologies[technology_row]
        if not projects.is_available(technology):
            continue
        left = state.organisations[technology.owner].standing != ACTIVE and technology.grant == 0
        if left or projects.orphaned(state, technology):
            projects.abandon(state, technology_row)
