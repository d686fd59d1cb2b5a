"""The observer's notes of one quarter: stocks. It draws nothing and changes nothing but its own table."""

from __future__ import annotations

from pullthrough.observe import network_notes
from pullthrough.world.kinds import ACTIVE, CANCELLED, IN_SERVICE, MET, NEVER
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Note stocks by TRL, suppliers inside and outside, payments to the ten best-paid, open requirements."""
    clock = w.clock[0]
    note = w.stocks[clock.t]
    for a in range(clock.live):
        tech = w.technologies[w.live[a]]
        if tech.status < IN_SERVICE:
            note.trl[tech.trl] += 1
            note.targeted += tech.target != NEVER
            network_notes.note_project(w, tech)
    squares = 0.0
    best = w.best_paid
    for n in range(len(best)):
        best[n] = 0
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.kind == SME_KIND:
            note.active_smes += org.standing == ACTIVE
            note.outside += org.standing != ACTIVE
        keep_largest(best, org.paid_this_year)
        squares += float(org.paid_this_year) * float(org.paid_this_year)
        network_notes.note_organisation(w, i)
    for n in range(len(best)):
        note.top10_paid += best[n]
    w.marks[clock.t].paid_squares = squares
    trust = 0.0
    for s in range(len(w.segments)):
        trust += w.segments[s].trust
    w.marks[clock.t].trust = trust / len(w.segments)
    for n in range(clock.open):
        status = w.requirements[w.open[n]].status
        note.open_requirements += status != MET and status != CANCELLED


def keep_largest(best, value):
    """Keep the largest values seen in ``best``, smallest last."""
    place = len(best) - 1
    if value <= best[place]:
        return
    while place > 0 and best[place - 1] < value:
        best[place] = best[place - 1]
        place -= 1
    best[place] = value
