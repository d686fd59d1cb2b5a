"""Bookkeeping of ties: look one up, form one, strengthen one, forget one.

Organisation i keeps its ties in the places ``i * MOST_TIES`` to ``+ networks[i].ties`` of the table, without gaps; a tie
stands on both sides with the same strength. A firm that closes loses them all, so that no tie leads to whoever takes its
slot.
"""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.world import draws, geometry
from pullthrough.world.kinds import ACTIVE, DRAW_TIE, MOST_TIES, NEVER
from pullthrough.world.kinds import SME as SME_KIND


def start_afresh(w, i):
    """A new organisation knows nobody, and nobody knows it; it is a member of nothing."""
    own = w.networks[i]
    for place in range(i * MOST_TIES, i * MOST_TIES + own.ties):
        partner = w.ties[place].partner
        drop(w, partner, find(w, partner, i))
    own.ties = 0
    own.cluster = NEVER
    own.joined = NEVER
    own.adviser = NEVER


def find(w, i, j):
    """Place of the tie of i to j; NEVER if there is none."""
    first = i * MOST_TIES
    for place in range(first, first + w.networks[i].ties):
        if w.ties[place].partner == j:
            return place
    return NEVER


def strength(w, i, j):
    """Strength of the tie between two organisations, 0 if there is none."""
    place = find(w, i, j)
    return 0.0 if place == NEVER else w.ties[place].strength


def drop(w, i, place):
    """Take one tie out of the list of i; the last one fills its place."""
    own = w.networks[i]
    own.ties -= 1
    last = w.ties[i * MOST_TIES + own.ties]
    tie = w.ties[place]
    tie.partner = last.partner
    tie.formed = last.formed
    tie.strength = last.strength


def meet(w, i, j):
    """Two organisations meet: their tie grows; or one arises, if what they know is complementary."""
    if i == j:
        return
    w.flow[0].meetings += 1
    place = find(w, i, j)
    if place != NEVER:
        strengthen(w, place, find(w, j, i))
        return
    one = w.organisations[i]
    other = w.organisations[j]
    gap = geometry.distance(one.k, other.k)
    u = draws.uniform(draws.pair(one.key, other.key), DRAW_TIE, w.clock[0].t, 0)
    if Organisation.forms_tie(one, gap, u, w.rules[0]):
        form(w, i, j)


def work_together(w, i, j):
    """Common work ties whoever does it."""
    if i == j:
        return
    place = find(w, i, j)
    if place == NEVER:
        form(w, i, j)
    else:
        strengthen(w, place, find(w, j, i))


def form(w, i, j):
    """A new tie, on both sides; where all places are taken it replaces the weakest."""
    make_place(w, i)
    make_place(w, j)
    write(w, i, j)
    write(w, j, i)
    w.flow[0].ties_formed += 1


def write(w, i, j):
    """Note j in the next free place of i."""
    own = w.networks[i]
    tie = w.ties[i * MOST_TIES + own.ties]
    own.ties += 1
    tie.partner = j
    tie.formed = w.clock[0].t
    tie.strength = w.rules[0].ties.first


def make_place(w, i):
    """Forget the weakest tie, on both sides, if no place is free."""
    if w.networks[i].ties < MOST_TIES:
        return
    first = i * MOST_TIES
    weakest = first
    for place in range(first + 1, first + MOST_TIES):
        if w.ties[place].strength < w.ties[weakest].strength:
            weakest = place
    partner = w.ties[weakest].partner
    drop(w, partner, find(w, partner, i))
    drop(w, i, weakest)


def strengthen(w, place, back):
    """s <- s + growth (1 - s), on both sides of a tie."""
    tie = w.ties[place]
    tie.strength += w.rules[0].ties.growth * (1.0 - tie.strength)
    w.ties[back].strength = tie.strength


def is_news(w, tie, smes_only):
    """Whether a tie leads to somebody inside defence; or to an SME inside."""
    partner = w.organisations[tie.partner]
    return partner.standing == ACTIVE and (partner.kind == SME_KIND or not smes_only)


def friends_inside(w, i, smes_only):
    """Summed strength of the ties of i to organisations inside defence."""
    first = i * MOST_TIES
    total = 0.0
    for place in range(first, first + w.networks[i].ties):
        tie = w.ties[place]
        if is_news(w, tie, smes_only):
            total += tie.strength
    return total


def heard(w, i, of_contracts):
    """Contracts delivered, or else awards, a year of the SMEs inside that i knows, weighted by strength; 0 if it knows none."""
    first = i * MOST_TIES
    total = 0.0
    weights = 0.0
    for place in range(first, first + w.networks[i].ties):
        tie = w.ties[place]
        if is_news(w, tie, True):
            partner = w.organisations[tie.partner]
            won = partner.delivered if of_contracts else partner.awards
            total += tie.strength * won / years_inside(w, partner)
            weights += tie.strength
    return total / weights if weights > 0.0 else 0.0


def years_inside(w, org):
    """Years since an organisation entered defence, at least one."""
    return max(1.0, (w.clock[0].t - org.entered) / 4.0)
