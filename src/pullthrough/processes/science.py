"""Science: academic research becomes public knowledge of its segment, years later, and goes out of date."""

from __future__ import annotations

import math
import typing

from pullthrough.world.codes import QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State

STAGES = 2  # of ripening: an Erlang lag, so that next to nothing comes at once


def step(state: State):
    """Research ripens in two stages of L / 2 each, then adds to the stock G, which fades at rate d a year.

    Y1 <- Y1 + R - Y1 / l,  Y2 <- Y2 + Y1 / l - Y2 / l,  G <- G (1 - d / 4) + Y2 / l, with l = 4 L / 2 quarters. When the burn-in
    ends all stocks are set to where the research of the burn-in would hold them, and G_0 = G.
    """
    rules = state.rules[0].science
    stage = max(1.0, QUARTERS_PER_YEAR * rules.lag / STAGES)
    fade = rules.fade / QUARTERS_PER_YEAR
    settling = state.clock[0].t < state.rules[0].calendar.burn_in
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        if settling:
            settle(segment, stage, fade, state.clock[0].t)
        else:
            ripe = segment.research_ripening / stage
            segment.knowledge += ripe - fade * segment.knowledge
            segment.research_ripening += segment.research_young / stage - ripe
            segment.research_young += segment.research_now - segment.research_young / stage
        segment.ln_knowledge = ln_knowledge(segment)
        segment.research_now = 0


def settle(segment: SegmentRow, stage, fade, quarter):
    """Hold the stocks where the mean research of the burn-in so far would hold them for ever."""
    segment.research_flow += (segment.research_now - segment.research_flow) / (quarter + 1.0)
    segment.research_young = segment.research_flow * stage
    segment.research_ripening = segment.research_flow * stage
    segment.knowledge = segment.research_flow / fade
    segment.knowledge_start = segment.knowledge


def ln_knowledge(segment: SegmentRow):
    """ln (G / G_0) of a segment; 0 where there is no science."""
    if segment.knowledge <= 0.0 or segment.knowledge_start <= 0.0:
        return 0.0
    return math.log(segment.knowledge / segment.knowledge_start)
