"""The observer's notes of what organisations have learnt and how their civil business has grown."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation
from pullthrough.world.codes import ACTIVE
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def note(state: State):
    """Means over SMEs inside defence of ln capability gained, by channel, and of civil growth; public knowledge."""
    rules = state.rules[0]
    mark = state.marks[state.clock[0].t]
    knowledge = 0.0
    for segment_row in range(len(state.segments)):
        knowledge += state.segments[segment_row].ln_knowledge
    mark.knowledge = knowledge / len(state.segments)
    firms = 0
    work, science, people, growth = 0.0, 0.0, 0.0, 0.0
    for organisation_row in range(len(state.organisations)):
        firm = state.organisations[organisation_row]
        if firm.kind != SME_KIND or firm.standing != ACTIVE:
            continue
        firms += 1
        work += rules.capability.work * math.log(1.0 + firm.experience)
        absorbed = Organisation.absorptive_capacity(firm, rules)
        science += rules.capability.science * absorbed * state.segments[firm.segment].ln_knowledge
        people += rules.capability.people * state.labour[firm.region].ln_staffing
        if firm.civil_turnover > 0 and firm.civil_start > 0:
            growth += math.log(firm.civil_turnover / firm.civil_start)
    if firms > 0:
        mark.gain_work = work / firms
        mark.gain_science = science / firms
        mark.gain_people = people / firms
        mark.civil_growth = growth / firms
