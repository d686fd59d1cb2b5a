"""Early engagement: a sponsor invites suppliers before the tender, and tells them what is needed."""

from __future__ import annotations

import heapq
import math
from operator import itemgetter
from typing import TYPE_CHECKING

from pullthrough.world import geometry, ledger
from pullthrough.world.codes import DEVELOPING, DRAW_INVITE, EVALUATION, NEVER, TOP_TRL
from reference import draws

if TYPE_CHECKING:
    from reference.capability_sponsor import CapabilitySponsor
    from reference.technology import Technology
    from reference.things import Requirement


def engage(sponsor: CapabilitySponsor) -> None:
    """Invite for each requirement within the lead, and hold this quarter's meetings."""
    model = sponsor.model
    levers = model.levers
    lead = levers.engagement.lead
    if lead <= 0 or levers.engagement.slots <= 0:
        return
    again = model.rules.invitations.again
    required_trl = levers.procurement.minimum_trl
    gaps_left = [sponsor.gap_left(trl, required_trl, model.rules) for trl in range(TOP_TRL + 1)]
    for need in sponsor.needs:
        if need.status >= EVALUATION or not sponsor.engages(model.t, need.planned, lead):
            continue
        inviting = not need.invited or (need.planned - model.t) % again == 0
        if inviting:
            invite(sponsor, need, gaps_left)
        for tech in need.invited:
            if inviting or tech.target is need:
                meet(need, tech)


def invite(sponsor: CapabilitySponsor, need: Requirement, gaps_left: list[float]) -> None:
    """Fill the free slots: first those kept for newcomers, then the rest, best first."""
    levers = sponsor.model.levers.engagement
    need.invited = [tech for tech in need.invited if tech.target is need and tech.available]
    free = levers.slots - len(need.invited)
    if free <= 0:
        return
    newcomers = sum(is_newcomer(tech) for tech in need.invited)
    for_newcomers = min(free, math.ceil(levers.newcomer_share * levers.slots) - newcomers)
    found = candidates(sponsor, need, gaps_left)
    best = []
    if for_newcomers > 0:
        best += heapq.nlargest(for_newcomers, (c for c in found if is_newcomer(c[1])), key=itemgetter(0))
    best += heapq.nlargest(free, found, key=itemgetter(0))
    for _, tech in best:
        if len(need.invited) < levers.slots and tech not in need.invited:
            need.invited.append(tech)


def candidates(sponsor: CapabilitySponsor, need: Requirement, gaps_left: list[float]) -> list[tuple[float, Technology]]:
    """Available projects that could be ready, each with its invitation score."""
    model = sponsor.model
    required_trl, quarters_left = model.levers.procurement.minimum_trl, need.planned - model.t
    found = []
    for tech in sponsor.technologies:
        if tech.status <= DEVELOPING and sponsor.can_be_ready(tech.trl, required_trl, quarters_left, model.rules):
            error = 2.0 * draws.uniform(draws.pair(need.key, tech.key), DRAW_INVITE, 0, 0) - 1.0
            judgement = model.rules.invitations.judgement * error
            gap = geometry.distance(tech.x, need.y)
            found.append((sponsor.invitation_score(gap, gaps_left[tech.trl]) + judgement, tech))
    return found


def meet(need: Requirement, tech: Technology) -> None:
    """One meeting: a project that works for this need, or now finds it worth more, learns."""
    owner = tech.owner
    model = owner.model
    costs = model.rules.public_cost
    own_cost = int(costs.firm_engagement)
    if not tech.available or tech.orphaned or owner.cash < own_cost:
        return
    heard = tech.engagements + 1 if tech.target is need else 1
    tau = tech.precision(need, heard)
    gap = tech.believed_gap(need, tau)
    worth = tech.prospect_of(need, gap, tau)
    if tech.target is not need and worth <= tech.prospect:
        return
    tech.take_target(need, gap, worth)
    tech.engagements = heard
    if tech.first_engaged_trl == NEVER:
        tech.first_engaged_trl = tech.trl
        tech.first_engaged_distance = geometry.distance(tech.x, need.y)
        tech.first_engaged_for = need
    owner.pay(ledger.INDUSTRY, own_cost)
    model.move(ledger.TREASURY, ledger.OFFICIALS, int(costs.engagement))
    model.flow.engagement_cost += int(costs.engagement)
    model.flow.engagements += 1


def is_newcomer(tech: Technology) -> bool:
    """Whether the owner has never won a contract."""
    return tech.owner.contracts == 0 and tech.owner.delivered == 0
