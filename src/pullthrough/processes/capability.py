"""Capability: organisations grow more able by work, science and skilled people, and forget without work."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.world.codes import ACTIVE, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def step(state: State):
    """Each organisation inside defence turns the quarter's work into experience, and all it has learnt into capability."""
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE:
            learn(state, organisation)
        elif organisation.experience > 0.0:  # who has left defence forgets
            organisation.experience = Organisation.experience_after(organisation, 0.0, state.rules[0])


def learn(state: State, organisation: OrganisationRow):
    """Experience from development and from defence revenue; then capability anew."""
    rules = state.rules[0]
    labour = state.labour[organisation.region]
    segment = state.segments[organisation.segment]
    earned = max(0, organisation.revenue_this_year - organisation.revenue_counted)
    organisation.revenue_counted = organisation.revenue_this_year
    whole = organisation.employees * rules.population.turnover_per_employee / QUARTERS_PER_YEAR
    organisation.experience = Organisation.experience_after(
        organisation, (organisation.work_now + earned) / whole, rules
    )
    absorbed = Organisation.absorptive_capacity(organisation, rules)
    ln_capability = Organisation.ln_capability(organisation, absorbed, segment.ln_knowledge, labour.ln_staffing, rules)
    organisation.capability = math.exp(ln_capability)
