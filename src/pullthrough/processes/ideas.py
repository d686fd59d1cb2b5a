"""Ideas: organisations inside defence start technologies."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.processes import transfer
from pullthrough.processes.shared import projects
from pullthrough.world import draws
from pullthrough.world.codes import ACTIVE, DEFENCE_BORN, DRAW_IDEAS, MOST_IDEAS

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Organisation i starts Poisson(r_i) technologies, at the TRL usual for its kind, near its own knowledge."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    ln_money = ln_rd_money(state)
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing != ACTIVE:
            continue
        rate = Organisation.idea_rate(organisation, ln_money, rules)
        for number in range(draws.poisson(organisation.key, DRAW_IDEAS, quarter, rate, MOST_IDEAS)):
            uniform = draws.uniform(organisation.key, DRAW_IDEAS, quarter, 1 + number)
            trl = Organisation.first_trl(organisation, uniform, rules)
            projects.begin(state, organisation_row, trl, DEFENCE_BORN, rules.ideas.position_spread)
            transfer.recombine(state, organisation_row, state.technologies[state.clock[0].technologies - 1])


def ln_rd_money(state: State):
    """ln of public R&D money now over that when the burn-in ended; 0 before then."""
    agency = state.agency[0]
    if agency.rd_money <= 0.0 or agency.rd_money_start <= 0.0:
        return 0.0
    return math.log(agency.rd_money / agency.rd_money_start)
