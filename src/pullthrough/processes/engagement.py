"""Early engagement: sponsors invite suppliers before the tender, and tell them what is needed.

Its only channel is information: an engaged project sees the need more sharply, and may steer towards it if its design is
still free. No score, no preference, no money follows from having been engaged.
"""

from __future__ import annotations

import math

from pullthrough.agents import CapabilitySponsor
from pullthrough.processes import membership, projects, seeing
from pullthrough.world import draws, geometry, ledger
from pullthrough.world.kinds import DRAW_INVITE, EVALUATION, MOST_INVITED, NEVER, TOP_TRL


def step(w):
    """For each requirement within the engagement lead: invite, and hold this quarter's meetings."""
    t = w.clock[0].t
    levers = w.levers[t]
    again = w.rules[0].invitations.again
    if levers.engagement.lead <= 0 or levers.engagement.slots <= 0:
        return
    for trl in range(TOP_TRL + 1):
        w.sponsor_gap_left[trl] = CapabilitySponsor.gap_left(
            w.segments[0], trl, levers.procurement.minimum_trl, w.rules[0]
        )
    list_free(w)
    for n in range(w.clock[0].open):
        r = w.open[n]
        need = w.requirements[r]
        sponsor = w.segments[need.segment]
        if need.status >= EVALUATION or not CapabilitySponsor.engages(sponsor, t, need.planned, levers.engagement.lead):
            continue
        inviting = need.invitations == 0 or (need.planned - t) % again == 0
        if inviting:
            invite(w, r)
        meet(w, r, inviting)


def list_free(w):
    """Projects that are free to listen, by segment, with what every sponsor looks at: so that it lies close together."""
    place = 0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.first_free = place
        for a in range(segment.first, segment.past):
            tech = w.technologies[w.roster[a]]
            if projects.at_liberty(tech):
                listener = w.free[place]
                listener.technology = w.roster[a]
                listener.trl = tech.trl
                listener.owner = tech.owner
                listener.half = draws.half(tech.key)
                for d in range(len(tech.x)):
                    listener.x[d] = tech.x[d]
                place += 1
        segment.past_free = place


def invite(w, r):
    """Fill the free slots: those kept for newcomers, for members of clusters, then the rest, best invitation score first."""
    levers = w.levers[w.clock[0].t].engagement
    need = w.requirements[r]
    kept = 0
    newcomers = 0
    members = 0
    for n in range(need.invitations):  # those still at work for this requirement stay
        tech = w.technologies[need.invited[n]]
        if tech.target == r and projects.at_liberty(tech):
            need.invited[kept] = need.invited[n]
            kept += 1
            newcomers += newcomer(w, tech.owner)
            members += membership.is_member(w, tech.owner)
    need.invitations = kept
    free = levers.slots - kept
    if free <= 0:
        return
    for_newcomers = min(free, int(math.ceil(levers.newcomer_share * levers.slots)) - newcomers)
    for_members = min(free, int(math.ceil(levers.regional_share * levers.slots)) - members)
    shortlist(w, r, free, for_newcomers, for_members)
    for n in range(max(0, for_newcomers)):
        add(need, w.short_newcomers[n], levers.slots)
    for n in range(max(0, for_members)):
        add(need, w.short_members[n], levers.slots)
    for n in range(free):
        add(need, w.short_all[n], levers.slots)


def shortlist(w, r, free, for_newcomers, for_members):
    """The best ``free`` candidates and, apart, the best newcomers and members of clusters, best first."""
    rules = w.rules[0]
    t = w.clock[0].t
    need = w.requirements[r]
    segment = w.segments[need.segment]
    asked = w.levers[t].procurement.minimum_trl
    for n in range(MOST_INVITED):
        w.short_all[n] = NEVER
        w.short_newcomers[n] = NEVER
        w.short_all_scores[n] = -math.inf
        w.short_newcomers_scores[n] = -math.inf
        w.short_members[n] = NEVER
        w.short_members_scores[n] = -math.inf
    for a in range(segment.first_free, segment.past_free):
        listener = w.free[a]
        if not CapabilitySponsor.can_be_ready(segment, listener.trl, asked, need.planned - t, rules):
            continue
        gap = geometry.distance(listener.x, need.y)
        left = w.sponsor_gap_left[listener.trl]
        most = CapabilitySponsor.invitation_score(segment, gap, left, rules.invitations.judgement)
        if (
            most <= w.short_all_scores[free - 1]
            and (for_newcomers <= 0 or most <= w.short_newcomers_scores[for_newcomers - 1])
            and (for_members <= 0 or most <= w.short_members_scores[for_members - 1])
        ):
            continue  # even the kindest judgement would not bring it onto a list
        j = listener.technology
        judgement = draws.uniform(draws.join(need.key, listener.half), DRAW_INVITE, 0, 0) - 0.5
        judgement *= 2.0 * rules.invitations.judgement
        score = CapabilitySponsor.invitation_score(segment, gap, left, judgement)
        keep_best(w.short_all, w.short_all_scores, free, j, score)
        if for_newcomers > 0 and newcomer(w, listener.owner):
            keep_best(w.short_newcomers, w.short_newcomers_scores, for_newcomers, j, score)
        if for_members > 0 and membership.is_member(w, listener.owner):
            keep_best(w.short_members, w.short_members_scores, for_members, j, score)


def keep_best(rows, scores, most, j, score):
    """Insert a candidate into a list of at most ``most``, best first."""
    place = most - 1
    if score <= scores[place]:
        return
    while place > 0 and scores[place - 1] < score:
        rows[place] = rows[place - 1]
        scores[place] = scores[place - 1]
        place -= 1
    rows[place] = j
    scores[place] = score


def add(need, j, slots):
    """Invite a technology, if there is one, it is not invited yet, and a slot is free."""
    if j == NEVER or need.invitations >= slots:
        return
    for n in range(need.invitations):
        if need.invited[n] == j:
            return
    need.invited[need.invitations] = j
    need.invitations += 1


def newcomer(w, i):
    """Whether an organisation has never won a contract."""
    return w.organisations[i].contracts == 0 and w.organisations[i].delivered == 0


def meet(w, r, inviting):
    """One quarter of meetings: projects that work for this requirement learn.

    A project that is invited while it has other plans answers in that quarter: it comes if it finds this worth more.
    """
    rules = w.rules[0]
    need = w.requirements[r]
    for n in range(need.invitations):
        tech = w.technologies[need.invited[n]]
        if tech.target != r and not inviting:
            continue
        owner = w.organisations[tech.owner]
        own_cost = int(rules.public_cost.firm_engagement)
        if not projects.at_liberty(tech) or projects.orphaned(w, tech) or owner.cash < own_cost:
            continue
        heard = tech.engagements + 1 if tech.target == r else 1
        tau = seeing.precision(w, tech, need, heard)
        gap = seeing.believed_distance(w, tech, need, tau)
        worth = seeing.prospect(w, tech, need, gap, tau)
        if tech.target != r and worth <= tech.prospect:
            continue
        seeing.take_target(tech, r, gap, worth)
        tech.engagements = heard
        if tech.first_engaged_trl == NEVER:
            tech.first_engaged_trl = tech.trl
            tech.first_engaged_distance = geometry.distance(tech.x, need.y)
            tech.first_engaged_for = r
        ledger.pay_out(w.accounts, owner, ledger.INDUSTRY, own_cost)
        ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, int(rules.public_cost.engagement))
        w.flow[0].engagement_cost += int(rules.public_cost.engagement)
        w.flow[0].engagements += 1
        w.flow[0].regional_engagements += membership.is_member(w, tech.owner)
