"""Founding: the population at the start of the burn-in. Runs once, before the first quarter."""

from __future__ import annotations

import math

from pullthrough.processes import firms
from pullthrough.world import draws
from pullthrough.world.kinds import ACTIVE, DRAW_SUPPORT, KEY_ORGANISATION, PRIME
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Found every organisation; those marked as suppliers start inside defence, SMEs with their share of support work."""
    weights = 0.0
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        inside = org.standing == ACTIVE
        base = org.support_base
        firms.found(w, i, draws.child(w.agency[0].seed_key, KEY_ORGANISATION, org.slot))
        if inside:
            org.standing = ACTIVE
            org.entered = 0
            org.support_base = base
            if org.kind == SME_KIND:
                weights += weight(w, org)
    pool = w.rules[0].market.sme_support_share * w.agency[0].support_total
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE and org.kind == SME_KIND:
            org.support_base = int(pool * weight(w, org) / weights)
        if org.kind == PRIME:
            org.turnover = org.civil_turnover + org.support_base


def weight(w, org):
    """Share of an SME in the support work at the start: lognormal, within what a firm of its size can carry."""
    luck = w.rules[0].market.sme_support_spread * draws.normal(org.key, DRAW_SUPPORT, 0, 0)
    return math.exp(luck) * org.civil_turnover
