"""New year: turnover follows last year's defence revenue, and the year's counters start again."""

from __future__ import annotations


def step(w):
    """In the first quarter of a year, before anything else happens."""
    clock = w.clock[0]
    if clock.t != clock.year_began:
        return
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if clock.t > 0:
            org.turnover = org.civil_turnover + org.revenue_this_year
        org.revenue_this_year = 0
        org.paid_this_year = 0
