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
        if rules.trust.memory > 0.0:
            segment.trust = trust_by_value(segment.trust, segment.kept_value, segment.broken_value, rules)
        else:
            segment.trust = trust_after(segment.trust, segment.kept, segment.slipped, segment.dropped, rules)
        state.flow[0].value_on_date += segment.kept_value
        state.flow[0].value_due += segment.kept_value + segment.broken_value
        state.flow[0].kept_dates += segment.kept
        state.flow[0].slips += segment.slipped
        segment.kept = 0
        segment.slipped = 0
        segment.dropped = 0
        segment.kept_value = 0
        segment.broken_value = 0


def trust_by_value(trust, kept, broken, rules):
    """T <- T + w (share - T), share = value of published tenders opened on their date over that of all whose date came.

    A date is kept or missed once, however long the tender then waits; a quarter in which none came changes nothing.
    """
    due = kept + broken
    return trust + rules.trust.memory * (kept / due - trust) if due > 0 else trust


def trust_after(trust, kept, slipped, dropped, rules):
    """T <- T (1 - loss) for each slip and each cancellation, then T <- T + gain (1 - T) for each date kept."""
    for _ in range(slipped):
        trust -= rules.trust.slipped * trust
    for _ in range(dropped):
        trust -= rules.trust.cancelled * trust
    for _ in range(kept):
        trust += rules.trust.kept * (1.0 - trust)
    return trust
