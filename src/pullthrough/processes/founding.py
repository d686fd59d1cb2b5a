"""Founding: the population at the start of the burn-in. Runs once, before the first quarter."""

from __future__ import annotations

import math
import typing

from pullthrough.processes.shared import firms
from pullthrough.world import draws
from pullthrough.world.codes import ACTIVE, DRAW_SUPPORT, KEY_ORGANISATION
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State

WORKING_LIFE = 160  # quarters: nobody brings more experience than that, however little is forgotten


def step(state: State):
    """Found every organisation; those marked as suppliers start inside defence, SMEs with their share of support work."""
    weights = 0.0
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        inside = organisation.standing == ACTIVE
        base = organisation.support_base
        firms.found(state, organisation_row, draws.child(state.agency[0].seed_key, KEY_ORGANISATION, organisation.slot))
        if inside:
            organisation.standing = ACTIVE
            organisation.entered = 0
            organisation.support_base = base
            if organisation.kind == SME_KIND:
                weights += weight(state, organisation)
    pool = state.rules[0].market.sme_support_share * state.agency[0].support_total
    for organisation_row in range(len(state.organisations)):
        organisation = state.organisations[organisation_row]
        if organisation.standing == ACTIVE and organisation.kind == SME_KIND:
            organisation.support_base = int(pool * weight(state, organisation) / weights)
        if organisation.standing == ACTIVE:
            start_at_work(organisation, state.rules[0])


def start_at_work(organisation: OrganisationRow, rules):
    """A supplier at the start has the turnover, and the experience, of its support work, as if it had always done it."""
    organisation.turnover = organisation.civil_turnover + organisation.support_base
    organisation.turnover_start = organisation.turnover
    organisation.defence_revenue = organisation.support_base
    whole = organisation.employees * rules.population.turnover_per_employee
    at_work = min(1.0, organisation.support_base / whole)
    organisation.experience = at_work / max(rules.capability.forgetting, 1.0 / WORKING_LIFE)
    organisation.talent -= rules.capability.work * math.log(1.0 + organisation.experience)


def weight(state: State, organisation: OrganisationRow):
    """Share of an SME in the support work at the start: lognormal, within what a firm of its size can carry."""
    luck = state.rules[0].market.sme_support_spread * draws.normal(organisation.key, DRAW_SUPPORT, 0, 0)
    return math.exp(luck) * organisation.civil_turnover
