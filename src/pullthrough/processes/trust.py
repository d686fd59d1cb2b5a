"""Trust in the published plan: it falls when a published tender slips or is dropped, and recovers slowly when dates are kept."""

from __future__ import annotations


def step(w):
    """Each segment's trust after this quarter's events; what happened was counted where it happened."""
    rules = w.rules[0]
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.trust = after(segment.trust, segment.kept, segment.slipped, segment.dropped, rules)
        w.flow[0].kept_dates += segment.kept
        w.flow[0].slips += segment.slipped
        segment.kept = 0
        segment.slipped = 0
        segment.dropped = 0


def after(trust, kept, slipped, dropped, rules):
    """T <- T (1 - loss) for each slip and each cancellation, then T <- T + gain (1 - T) for each date kept."""
    for _ in range(slipped):
        trust -= rules.trust.slipped * trust
    for _ in range(dropped):
        trust -= rules.trust.cancelled * trust
    for _ in range(kept):
        trust += rules.trust.kept * (1.0 - trust)
    return trust
