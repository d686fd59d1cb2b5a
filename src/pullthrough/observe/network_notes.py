"""The observer's notes of one quarter on ties, regions and the spread of projects. It changes nothing but its tables."""

from __future__ import annotations

from pullthrough.world.kinds import ACTIVE, MOST_TIES, NEVER

LAST_QUARTER = 3  # of a year


def note_project(w, tech):
    """One project that is not yet in service: where it lies among those of its segment."""
    sums = w.spread[w.clock[0].t, tech.segment]
    sums.n += 1
    for d in range(len(tech.x)):
        sums.x[d] += tech.x[d]
        sums.xx += tech.x[d] * tech.x[d]


def note_organisation(w, i):
    """One organisation: whether it is inside, what its region earned so far this year, membership, ties."""
    org = w.organisations[i]
    own = w.networks[i]
    note = w.network_notes[w.clock[0].t]
    inside = org.standing == ACTIVE
    here = w.regional_notes[w.clock[0].t, org.region]
    here.revenue += org.revenue_this_year
    here.insiders += inside
    note.insiders += inside
    if inside:
        note.insider_ends += own.ties
    if own.cluster != NEVER:
        there = w.regional_notes[w.clock[0].t, own.cluster]
        there.members += 1
        there.members_from_elsewhere += own.cluster != org.region
    note.ends += own.ties
    if w.clock[0].t == w.clock[0].year_began + LAST_QUARTER:
        for place in range(i * MOST_TIES, i * MOST_TIES + own.ties):
            partner = w.organisations[w.ties[place].partner]
            note.cross_ends += partner.kind != org.kind or partner.standing != org.standing
