"""Bookkeeping of organisations: founding one in a slot, closing one."""

from __future__ import annotations

import math

from pullthrough.agents import SME, Organisation
from pullthrough.processes import contacts, payments
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import DRAW_FIRM, NEVER, OUTSIDE
from pullthrough.world.kinds import SME as SME_KIND


def found(w, i, key):
    """Found the organisation of slot ``i``: place, size, capability, knowledge and cash, all drawn from its key.

    Size: ln employees uniform within the band of its place. Capability: ln a ~ N(0, s^2). Knowledge: k ~ N(mu, s_k^2 I),
    about the present need of its segment.
    """
    rules = w.rules[0]
    org = w.organisations[i]
    org.key = key
    u = draws.uniform(key, DRAW_FIRM, 0, 0)
    for p in range(len(w.places)):
        place = w.places[p]
        if place.kind == org.kind and u <= place.share_up_to:
            org.region = place.region
            low, high = math.log(place.employees_low), math.log(place.employees_high)
            org.ln_employees = low + draws.uniform(key, DRAW_FIRM, 0, 1) * (high - low)
            org.employees = math.exp(org.ln_employees)
            org.rd_intensity = place.rd_intensity
            break
    if org.kind == SME_KIND:
        org.upkeep = SME.cost_of_staying(org, rules)
        org.hazard = SME.hazard_of_death(org, rules)
    org.civil_turnover = int(org.employees * rules.population.turnover_per_employee)
    org.turnover = org.civil_turnover
    org.capability = math.exp(rules.ideas.capability_spread * draws.normal(key, DRAW_FIRM, 0, 2))
    mu = w.segments[org.segment].mu
    for d in range(len(mu)):
        org.k[d] = mu[d] + rules.ideas.knowledge_spread * draws.normal(key, DRAW_FIRM, 0, 8 + d)
    outside = rules.entry.outside_spread * draws.normal(key, DRAW_FIRM, 0, 3)
    org.outside_option = int(rules.entry.outside_median * math.exp(outside))
    org.belief_award = rules.belief.award_prior
    org.belief_contract = rules.belief.contract_prior
    contacts.start_afresh(w, i)
    org.standing = OUTSIDE
    org.entered = NEVER
    org.awards = 0
    org.contracts = 0
    org.delivered = 0
    org.first_award = NEVER
    org.first_contract = NEVER
    org.last_award_year = NEVER
    org.first_call = NEVER
    org.last_call_year = NEVER
    org.last_contract_year = NEVER
    org.poor_quarters = 0
    org.projects = 0
    org.ideas_begun = 0
    org.revenue_this_year = 0
    org.paid_this_year = 0
    org.debt = 0
    org.rd_left = 0
    org.foreign_owned = False
    ledger.pay_in(w.accounts, ledger.CIVIL, org, cash_limit(org, rules))


def cash_limit(org, rules):
    """Cash an organisation holds at the start and the most it keeps; owners take the rest."""
    return int(org.turnover * rules.population.cash_months / 12.0)


def account_of_owners(org):
    """The account of those who own an organisation: at home, or abroad."""
    return ledger.INVESTORS_ABROAD if org.foreign_owned else ledger.CIVIL


def close(w, i):
    """Close the organisation of slot ``i`` for defence: its career ends, its money goes to its owners, its support work
    passes to another supplier of its segment, and a new firm with a new identity takes the slot, outside defence."""
    org = w.organisations[i]
    clock = w.clock[0]
    career = w.careers[clock.careers]
    career.key = org.key
    career.entered = org.entered
    career.left = clock.t
    career.first_award = org.first_award
    career.first_contract = org.first_contract
    clock.careers += 1
    payments.wind_up(w, i)
    ledger.pay_out(w.accounts, org, account_of_owners(org), org.cash)
    base = org.support_base
    org.support_base = 0
    key = org.key
    org.generation += 1
    found(w, i, draws.mix(key))
    if base > 0:
        heir = successor(w, org.segment, key)
        if heir == NEVER:
            w.agency[0].others_base += base
        else:
            w.organisations[heir].support_base += base


def successor(w, s, key):
    """Who takes over the support work of a closed firm: an active SME of the segment, else nobody modelled.

    The highest of one draw for each (closed firm, candidate), so that the choice does not depend on rows.
    """
    segment = w.segments[s]
    best = NEVER
    top = -1.0
    for m in range(segment.first_member, segment.past_member):
        i = w.members[m]
        org = w.organisations[i]
        if Organisation.takes_over_support(org):
            luck = draws.uniform(draws.pair(key, org.key), DRAW_FIRM, 0, 4)
            if luck > top:
                top = luck
                best = i
    return best
