"""Resilience: capabilities in service depend on their suppliers, who close, and on supply chains, which break."""

from __future__ import annotations

from pullthrough.agents import ProcurementAgency
from pullthrough.processes import projects
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import (
    CANCELLED,
    DRAW_ASSURED,
    DRAW_CUT_OFF,
    DRAW_SECOND_SOURCE,
    DRAW_SHOCK_ABROAD,
    DRAW_SHOCK_HOME,
    FOREIGN,
    MET,
    NEVER,
    NOVEL,
)


def step(w):
    """Draw the quarter's shocks for each segment, then see which capabilities are without supply."""
    draw_shocks(w)
    skip_retired(w)
    for r in range(w.clock[0].served_from, w.clock[0].requirements):
        if w.requirements[r].status == MET and not retired(w, w.requirements[r]):
            keep_available(w, r)


def draw_shocks(w):
    """Whether a segment's supply from abroad is cut off, and whether its chain at home breaks: one draw each."""
    rules = w.rules[0]
    t = w.clock[0].t
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.shock_abroad = draws.uniform(segment.key, DRAW_SHOCK_ABROAD, t, 0) < rules.supply.shock_abroad
        segment.shock_home = draws.uniform(segment.key, DRAW_SHOCK_HOME, t, 0) < rules.supply.shock_home


def retired(w, need):
    """Whether a delivered capability has reached the end of its service."""
    return w.clock[0].t - need.delivered > w.rules[0].supply.service_life


def skip_retired(w):
    """Move the start of the search past requirements that were cancelled or whose service has ended."""
    clock = w.clock[0]
    while clock.served_from < clock.requirements:
        need = w.requirements[clock.served_from]
        if need.status != CANCELLED and not (need.status == MET and retired(w, need)):
            break
        clock.served_from += 1


def keep_available(w, r):
    """One capability in one quarter: pay for its safeguards, suffer a loss of supply, count the quarter."""
    t = w.clock[0].t
    need = w.requirements[r]
    second = second_source(w, need)
    assured = assurance(w, need)
    lost = supplier_lost(w, need)
    if (lost or cut_off(w, need)) and t >= need.out_until:
        time = ProcurementAgency.outage(w.agency[0], lost, second, assured, w.rules[0])
        need.out_until = t + time
        w.flow[0].outages += time > 0
    w.flow[0].capabilities += 1
    w.flow[0].unavailable += t < need.out_until


def second_source(w, need):
    """Pay the premium for a second source where one is kept; whether it is qualified."""
    rules = w.rules[0]
    t = w.clock[0].t
    share = w.levers[t].resilience.second_source
    if share <= 0.0:
        return False
    u = draws.uniform(need.key, DRAW_SECOND_SOURCE, 0, 0)
    if u >= share:
        return False
    cost = int(need.price * rules.public_cost.second_source * 0.25)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OTHERS, cost)
    w.flow[0].second_source_cost += cost
    before = w.levers[max(0, t - rules.supply.second_time)].resilience.second_source
    return ProcurementAgency.keeps_second_source(w.agency[0], u, share, before)


def assurance(w, need):
    """Pay for mapping and assuring a supply chain; whether this capability's is."""
    share = w.levers[w.clock[0].t].resilience.assurance
    if share <= 0.0 or draws.uniform(need.key, DRAW_ASSURED, 0, 0) >= share:
        return False
    cost = int(w.rules[0].public_cost.assurance)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].assurance_cost += cost
    return True


def supplier_lost(w, need):
    """Whether the contractor at home, or the owner of the technology, has closed since last seen: once only."""
    if need.supplier_lost or need.contractor == NEVER:
        return False
    gone = w.organisations[need.contractor].key != need.contractor_key
    if need.winner == NOVEL:
        gone = gone or projects.orphaned(w, w.technologies[need.technology])
    need.supplier_lost = gone
    return gone


def cut_off(w, need):
    """Whether a shock to the segment's suppliers, abroad or at home, reaches this capability.

    What was developed with a partner nation is made abroad with the chance of the partner's share.
    """
    segment = w.segments[need.segment]
    if not (segment.shock_abroad or segment.shock_home):
        return False
    rules = w.rules[0]
    abroad = need.winner == FOREIGN
    if need.codeveloped:
        abroad = draws.uniform(need.key, DRAW_CUT_OFF, 0, 1) < rules.routes.partner_share
    if not (segment.shock_abroad if abroad else segment.shock_home):
        return False
    return draws.uniform(need.key, DRAW_CUT_OFF, w.clock[0].t, 0) < rules.supply.reach
