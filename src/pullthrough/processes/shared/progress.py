"""Progress: what is in service is what must be beaten, and what new ideas start from."""

from __future__ import annotations

import typing

from pullthrough.world import draws, geometry
from pullthrough.world.codes import DRAW_LEGACY, NEVER, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State


def drawn(state: State, requirement: RequirementRow):
    """Merit of the proven product of the start for a need: normal about its mean."""
    tender = state.rules[0].tender
    return tender.legacy_quality + tender.legacy_spread * draws.normal(requirement.key, DRAW_LEGACY, 0, 0)


def best_in_service(state: State, requirement: RequirementRow):
    """Merit of the proven product: the product of the start, or the best that novel technology has put into service since.

    What serves a need y_h serves a need y with its merit + ln fit(|y - y_h|) - ageing x its quarters in service.
    """
    merit = drawn(state, requirement)
    rules = state.rules[0]
    if rules.progress.best_in_service == 0:
        return merit
    segment = state.segments[requirement.segment]
    for place in range(segment.first_served, segment.past_served):
        served = state.served[place]
        if served.improved == NEVER or served.serving <= merit:
            continue
        gap = geometry.distance(served.y, requirement.y)
        aged = rules.progress.ageing * (state.clock[0].t - served.improved)
        offered = served.serving + geometry.ln_fit(gap, rules.signal.fit_width) - aged
        merit = max(merit, offered)
    return merit


def note(state: State, requirement: RequirementRow):
    """The state of the art of a segment: art <- art + weight (best in service - product of the start - art), each tender."""
    if state.rules[0].progress.best_in_service == 0:
        return
    segment = state.segments[requirement.segment]
    gain = best_in_service(state, requirement) - drawn(state, requirement)
    segment.art += state.rules[0].belief.public_weight * (gain - segment.art)


def abroad(state: State):
    """ln by which foreign products have improved since the burn-in."""
    rules = state.rules[0]
    return rules.progress.abroad * max(0, state.clock[0].t - rules.calendar.burn_in) / QUARTERS_PER_YEAR
