"""New year: turnover follows last year's defence revenue, and the year's counters start again."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """In the first quarter of a year, before anything else happens."""
    clock = state.clock[0]
    if clock.t != clock.year_began:
        return
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if clock.t > 0:
            organisation.defence_revenue = organisation.revenue_this_year - organisation.chain_this_year
            organisation.turnover = organisation.civil_turnover + organisation.revenue_this_year
        organisation.revenue_this_year = 0
        organisation.revenue_counted = 0
        organisation.chain_this_year = 0
        organisation.paid_this_year = 0
