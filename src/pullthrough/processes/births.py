"""Births: new firms take the places of those that closed, the sooner, the more defence offers newcomers."""

from __future__ import annotations

import typing

from pullthrough.agents import SME
from pullthrough.processes.shared import firms, opportunity
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_BIRTH, VACANT

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Each vacant place is taken with a chance; the new firm begins outside defence."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    offers = opportunity.relative_to_start(state)
    for organisation_row in range(len(state.organisations)):
        firm = state.organisations[organisation_row]
        if firm.standing != VACANT:
            continue
        if SME.is_born(firm, draws.uniform(firm.key, DRAW_BIRTH, quarter, 0), offers, rules):
            firms.found(state, organisation_row, firm.key)
