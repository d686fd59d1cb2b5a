"""Private money: firms and investors put money into projects whose expected margin justifies it."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.processes.development import grant_work, quarter_of_work
from pullthrough.processes.shared import beliefs, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACTIVE, DRAW_INVESTOR, NEVER, READY_TRL

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, TechnologyRow

TRIAL_TRL = 6  # from which a technology is tried in a relevant environment


def step(state: State):
    """Set this quarter's own R&D money, then let each project ask its owner, and failing that an investor."""
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE:
            organisation.rd_left = projects.own_rd(state, organisation)
    required_trl = state.levers[state.clock[0].t].procurement.minimum_trl
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first, segment.past):
            technology = state.technologies[state.roster[place]]
            if projects.is_available(technology) and technology.trl < READY_TRL:
                finance_project(state, technology, required_trl)


def finance_project(state: State, technology: TechnologyRow, required_trl):
    """Pay for the part of a quarter's work that no grant pays, if the prospect is worth it."""
    rules = state.rules[0]
    organisation = state.organisations[technology.owner]
    wanted = quarter_of_work(state, technology) - grant_work(state, technology)
    if wanted > 0 and technology.capital > 0:
        wanted -= draw_capital(state, technology, wanted)
    if wanted <= 0 or (organisation.rd_left < wanted and not meets_investor(state, technology)):
        return
    expected_margin = beliefs.expected_margin(state, technology)
    cost = projects.remaining_cost(technology, required_trl, rules)
    cost = Organisation.cost_for_defence(organisation, cost, projects.civil_use(technology, rules), rules)
    if organisation.rd_left >= wanted:
        if Organisation.coinvests(organisation, expected_margin, cost, rules):
            projects.pay_own(state, organisation, wanted)
            technology.own_spent += wanted
            book_work_paid(technology, wanted)
            state.flow[0].own_rd += wanted
    elif Organisation.convinces_investor(
        organisation, expected_margin, cost, signals_seen(organisation, technology), rules
    ):
        ledger.move(state.accounts, ledger.INVESTORS, ledger.INDUSTRY, wanted)
        technology.investor_spent += wanted
        book_work_paid(technology, wanted)
        state.flow[0].investor_rd += wanted
        organisation.stake = Organisation.stake_after(organisation, wanted)
        state.flow[0].stakes += wanted


def meets_investor(state: State, technology: TechnologyRow):
    """Whether a project gets to speak to an investor this quarter."""
    uniform = draws.uniform(technology.key, DRAW_INVESTOR, state.clock[0].t, 0)
    return uniform < state.rules[0].private_money.investor_meeting


def signals_seen(organisation: OrganisationRow, technology: TechnologyRow):
    """What an investor sees of a project and its firm: an award, technology on trial, an order delivered."""
    return int(technology.funded != NEVER) + int(technology.trl >= TRIAL_TRL) + int(organisation.delivered > 0)


def draw_capital(state: State, technology: TechnologyRow, wanted):
    """Work paid from the growth capital that a foreign investor has promised. Returns the amount."""
    if state.clock[0].t < technology.capital_from:
        return 0
    paid = min(wanted, technology.capital)
    ledger.move(state.accounts, ledger.INVESTORS_ABROAD, ledger.INDUSTRY, paid)
    technology.capital -= paid
    technology.foreign_spent += paid
    book_work_paid(technology, paid)
    state.flow[0].foreign_capital += paid
    return paid


def book_work_paid(technology: TechnologyRow, amount):
    """Book work paid."""
    technology.step_spent += amount
    technology.spent_now += amount
