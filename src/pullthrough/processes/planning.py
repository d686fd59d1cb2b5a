"""Planning: sponsors fill their plans with needs, by money, threat and what technology has shown to be possible."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import budgets
from pullthrough.world import draws
from pullthrough.world.codes import MOST_PLANNED, PLAN_SAMPLE, PUBLISHED, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State


def step(state: State):
    """How many needs each segment conceives this quarter, in the mean."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    sum_plans(state)
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        if segment.mean_value <= 0.0:
            measure_needs(state, segment)
        budget = budgets.yearly_budget(state, segment) / QUARTERS_PER_YEAR
        shown = float(segment.past_ripe) - float(segment.first_ripe)
        wanted = CapabilitySponsor.plan_wanted(segment, budget, state.threat[quarter, segment_row], shown, rules)
        planned = float(segment.planned_value)
        segment.rate = CapabilitySponsor.needs_conceived(segment, budget, wanted, planned, rules)
        segment.most = MOST_PLANNED
        state.marks[quarter].plan += planned
        state.marks[quarter].plan_money += budget * segment.mean_lead


def measure_needs(state: State, segment: SegmentRow):
    """Mean value of the segment's needs, and mean lead weighted by value, over values spread evenly by their chance."""
    rules = state.rules[0]
    total = 0.0
    waited = 0.0
    for place in range(PLAN_SAMPLE):
        luck = draws.normal_quantile((place + 0.5) / PLAN_SAMPLE)
        value = float(CapabilitySponsor.value_of_need(segment, luck, rules))
        total += value
        waited += value * CapabilitySponsor.lead_time(segment, value, rules)
    segment.mean_value = total / PLAN_SAMPLE
    segment.mean_lead = waited / total


def sum_plans(state: State):
    """Value of each segment's requirements whose tender has not opened yet."""
    for segment_row in range(len(state.segments)):
        state.segments[segment_row].planned_value = 0
    for place in range(state.clock[0].open):
        requirement = state.requirements[state.open[place]]
        if requirement.status <= PUBLISHED:
            state.segments[requirement.segment].planned_value += requirement.value
