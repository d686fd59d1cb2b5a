"""Lateness: contracts take longer than promised, the larger the more, whether the product is novel or proven."""

from __future__ import annotations

import typing

from pullthrough.agents import ProcurementAgency
from pullthrough.world import draws
from pullthrough.world.codes import DRAW_SCHEDULE, IN_DELIVERY

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """The delivery of each contract let this quarter is put off by what nobody foresees; the date promised stays."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status != IN_DELIVERY or requirement.let != quarter:
            continue
        luck = draws.normal(requirement.key, DRAW_SCHEDULE, requirement.relaunches, 0)
        growth = ProcurementAgency.schedule_growth(state.agency[0], float(requirement.value), luck, rules)
        requirement.delivery_due = quarter + int((requirement.promised - quarter) * growth)
