"""Ties: organisations meet in common work, at engagement, in their segment, region and cluster; others fade."""

from __future__ import annotations

from pullthrough.agents import RegionalCluster
from pullthrough.processes import contacts, projects
from pullthrough.world import draws
from pullthrough.world.kinds import (
    ACTIVE,
    DRAW_CLUSTER_MEET,
    DRAW_EVENT,
    DRAW_MEET,
    DRAW_MEET_WHOM,
    EVALUATION,
    IN_DELIVERY,
    MOST_TIES,
    NEVER,
    NOVEL,
)


def step(w):
    """Ties fade; then the quarter's meetings are held."""
    for i in range(len(w.organisations)):
        if w.networks[i].ties > 0:
            fade(w, i)
    for n in range(w.clock[0].open):
        need = w.requirements[w.open[n]]
        if need.status == EVALUATION or need.status == IN_DELIVERY:
            meet_at_work(w, need)
        elif need.status < EVALUATION and need.invitations > 1:
            meet_at_event(w, need)
    for i in range(len(w.organisations)):
        if w.organisations[i].standing == ACTIVE:
            meet_around(w, i)
    for r in range(len(w.clusters)):
        for m in range(w.clusters[r].first_member, w.clusters[r].past_member):
            introduce(w, w.clusters[r], w.cluster_members[m])


def fade(w, i):
    """s <- s (1 - decay); a tie below the floor is forgotten. Alike on both sides."""
    rules = w.rules[0]
    place = i * MOST_TIES
    while place < i * MOST_TIES + w.networks[i].ties:
        tie = w.ties[place]
        tie.strength *= 1.0 - rules.ties.decay
        if tie.strength < rules.ties.floor:
            contacts.drop(w, i, place)
        else:
            place += 1


def meet_at_work(w, need):
    """Leader and owner of the technology work together from the bid to acceptance."""
    if need.winner != NOVEL:
        return
    tech = w.technologies[need.technology]
    lead = w.organisations[need.contractor]
    if lead.key == need.contractor_key and not projects.orphaned(w, tech):
        contacts.work_together(w, need.contractor, tech.owner)


def meet_at_event(w, need):
    """Two of those invited to engage on a requirement meet with a chance."""
    t = w.clock[0].t
    if draws.uniform(need.key, DRAW_EVENT, t, 0) >= w.rules[0].ties.meet_event:
        return
    a = pick(draws.uniform(need.key, DRAW_EVENT, t, 1), need.invitations)
    b = pick(draws.uniform(need.key, DRAW_EVENT, t, 2), need.invitations)
    one = w.technologies[need.invited[a]]
    other = w.technologies[need.invited[b]]
    if not projects.orphaned(w, one) and not projects.orphaned(w, other):
        contacts.meet(w, one.owner, other.owner)


def meet_around(w, i):
    """An organisation inside defence seeks somebody of its segment, or meets somebody of its region."""
    rules = w.rules[0]
    t = w.clock[0].t
    org = w.organisations[i]
    u = draws.uniform(org.key, DRAW_MEET, t, 0)
    j = NEVER
    if u < rules.ties.meet_segment:
        segment = w.segments[org.segment]
        j = somebody(w, w.members, segment.first_member, segment.past_member, org.key, 0)
        if w.organisations[j].standing != ACTIVE:
            j = NEVER
    elif u < rules.ties.meet_segment + rules.ties.meet_region:
        home = w.clusters[org.region]
        j = somebody(w, w.locals, home.first_local, home.past_local, org.key, 0)
    if j != NEVER:
        contacts.meet(w, i, j)


def somebody(w, rows, first, past, key, attempt):
    """One of a list of organisations, drawn by the key of who looks; NEVER if the list is empty."""
    if past <= first:
        return NEVER
    return rows[first + pick(draws.uniform(key, DRAW_MEET_WHOM, w.clock[0].t, attempt), past - first)]


def pick(u, n):
    """A whole number from 0 to n - 1 by a uniform draw."""
    return min(int(u * n), n - 1)


def introduce(w, cluster, i):
    """The cluster brings a member together with another, if it can with one of another kind."""
    org = w.organisations[i]
    if not RegionalCluster.introduces(cluster, draws.uniform(org.key, DRAW_CLUSTER_MEET, w.clock[0].t, 0), w.rules[0]):
        return
    j = NEVER
    for attempt in range(w.rules[0].clusters.introductions):
        j = somebody(w, w.cluster_members, cluster.first_member, cluster.past_member, org.key, 1 + attempt)
        if other_sort(org, w.organisations[j]):
            break
    contacts.meet(w, i, j)


def other_sort(one, other):
    """Whether two organisations differ in kind, or in being inside defence."""
    return one.kind != other.kind or one.standing != other.standing
