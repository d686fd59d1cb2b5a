"""Rosters: live technologies, published requirements and suppliers of each segment, organisations of each region.

Bookkeeping, to save searching.
"""

from __future__ import annotations

from pullthrough.processes import seeing
from pullthrough.world.kinds import ABANDONED, ACTIVE, CANCELLED, IN_SERVICE, MET, PUBLISHED


def step(w):
    """List live technologies, published requirements and suppliers with support work by segment, in their fixed order."""
    strike_off_closed(w)
    list_technologies(w)
    list_ripe(w)
    list_notices(w)
    list_suppliers(w)
    list_locals(w)
    seeing.look_ahead(w)


def strike_off_closed(w):
    """Keep in the list of open requirements those that are neither met nor cancelled, in the order in which they came."""
    clock = w.clock[0]
    kept = 0
    for n in range(clock.open):
        if not closed(w.requirements[w.open[n]]):
            w.open[kept] = w.open[n]
            kept += 1
    clock.open = kept


def closed(need):
    """Whether nothing more will happen to a requirement."""
    return need.status == MET or need.status == CANCELLED


def live(w, tech):
    """Whether a technology still takes part: not abandoned, and in service only while its owner is there to offer it."""
    if tech.status == ABANDONED:
        return False
    if tech.status == IN_SERVICE:
        recent = w.clock[0].t - tech.adopted <= w.rules[0].tender.offered_for
        return recent and w.organisations[tech.owner].key == tech.owner_key
    return True


def list_technologies(w):
    """A counting sort by segment of the technologies that are still live."""
    clock = w.clock[0]
    for s in range(len(w.segments)):
        w.segments[s].past = 0
    kept = 0
    for a in range(clock.live):  # those live last quarter, then those begun since
        tech = w.technologies[w.live[a]]
        if live(w, tech):
            w.live[kept] = w.live[a]
            kept += 1
            tech.spent_now = 0
            w.segments[tech.segment].past += 1
    for j in range(clock.listed, clock.technologies):
        w.live[kept] = j
        kept += 1
        w.segments[w.technologies[j].segment].past += 1
    clock.live = kept
    clock.listed = clock.technologies
    place = 0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.first = place
        place += segment.past
        segment.past = segment.first
    for a in range(kept):
        segment = w.segments[w.technologies[w.live[a]].segment]
        w.roster[segment.past] = w.live[a]
        segment.past += 1


def list_ripe(w):
    """Those of the roster that can be mature enough for the least demanding tender; so tenders need not look at the rest.

    Development comes between this list and the tenders, and can lift a technology by one TRL.
    """
    levers = w.levers[w.clock[0].t].procurement
    least = min(levers.minimum_trl, levers.novel_minimum_trl) - 1
    place = 0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.first_ripe = place
        for a in range(segment.first, segment.past):
            if w.technologies[w.roster[a]].trl >= least:
                w.ripe[place] = w.roster[a]
                place += 1
        segment.past_ripe = place


def list_notices(w):
    """The same for requirements that are published and not yet opened."""
    clock = w.clock[0]
    for s in range(len(w.segments)):
        w.segments[s].past_notice = 0
    for n in range(clock.open):
        need = w.requirements[w.open[n]]
        if need.status == PUBLISHED:
            w.segments[need.segment].past_notice += 1
    place = 0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.first_notice = place
        place += segment.past_notice
        segment.past_notice = segment.first_notice
    for n in range(clock.open):
        need = w.requirements[w.open[n]]
        if need.status == PUBLISHED:
            segment = w.segments[need.segment]
            w.notices[segment.past_notice] = w.open[n]
            segment.past_notice += 1


def list_suppliers(w):
    """Organisations inside defence that have support work, by segment, in the order of the members."""
    place = 0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.first_supplier = place
        for m in range(segment.first_member, segment.past_member):
            org = w.organisations[w.members[m]]
            if org.standing == ACTIVE and org.support_base > 0:
                w.suppliers[place] = w.members[m]
                place += 1
        segment.past_supplier = place


def list_locals(w):
    """Organisations inside and outside defence by region, in the order of their slots."""
    for r in range(len(w.clusters)):
        w.clusters[r].past_local = 0
    for i in range(len(w.organisations)):
        w.clusters[w.organisations[i].region].past_local += 1
    place = 0
    for r in range(len(w.clusters)):
        home = w.clusters[r]
        home.first_local = place
        place += home.past_local
        home.past_local = home.first_local
    for i in range(len(w.organisations)):
        home = w.clusters[w.organisations[i].region]
        w.locals[home.past_local] = i
        home.past_local += 1
