"""Who of a segment's suppliers leads, and what share each has in the segment's work."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.world.kinds import NEVER


def by_lot(w, s, value, u):
    """One of the segment's suppliers able to lead, with probability proportional to its support base.

    NEVER if there is none. One uniform ``u`` against cumulative shares, in the fixed order of slots.
    """
    segment = w.segments[s]
    total = 0
    for m in range(segment.first_supplier, segment.past_supplier):
        total += able_base(w, w.organisations[w.suppliers[m]], value)
    mark = u * total
    passed = 0
    for m in range(segment.first_supplier, segment.past_supplier):
        passed += able_base(w, w.organisations[w.suppliers[m]], value)
        if mark < passed:
            return w.suppliers[m]
    return NEVER


def able_base(w, org, value):
    """Support base of an organisation that can lead a contract of a value, else nothing."""
    return org.support_base if Organisation.can_lead(org, value, w.rules[0]) else 0
