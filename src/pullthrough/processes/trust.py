"""Trust in the published plan: it falls when a published tender slips or is dropped, and recovers slowly when dates are kept."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def step(state: State):
    """Each segment's trust after this quarter's events; what happened was counted where it happened."""
    rules = state.rules[0]
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        if rules.trust.by_value > 0.0:
            segment.trust = trust_by_value(segment.trust, segment.kept_value, segment.missed_value, rules)
        else:
            segment.trust = trust_after(segment.trust, segment.kept, segment.slipped, segment.dropped, rules)
        state.flow[0].kept_dates += segment.kept
        state.flow[0].slips += segment.slipped
        segment.kept = 0
        segment.slipped = 0
        segment.dropped = 0
        segment.kept_value = 0
        segment.missed_value = 0


def trust_after(trust, kept, slipped, dropped, rules):
    """T <- T (1 - loss) for each slip and each cancellation, then T <- T + gain (1 - T) for each date kept."""
    for _ in range(slipped):
        trust -= rules.trust.slipped * trust
    for _ in range(dropped):
        trust -= rules.trust.cancelled * trust
    for _ in range(kept):
        trust += rules.trust.kept * (1.0 - trust)
    return trust


def trust_by_value(trust, kept, missed, rules):
    """T <- T + w (K - T), K the share of dates kept this quarter by value; nothing due, nothing learnt."""
    due = kept + missed
    if due <= 0:
        return trust
    return trust + rules.trust.by_value * (kept / due - trust)
