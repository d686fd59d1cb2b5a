"""Budgets over time: priorities shift between segments, unspent money goes back, money is kept for protected plans."""

from __future__ import annotations

import math

from pullthrough.agents import CapabilitySponsor
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import DRAW_PRIORITY, DRAW_PROTECTED, PUBLISHED


def step(w):
    """At the turn of a year: annuality, then this year's priorities. Each quarter: money for protected requirements."""
    clock = w.clock[0]
    reserve(w)
    if clock.t == clock.year_began:
        give_back(w)
        reprioritise(w)


def yearly(w, segment):
    """Tendered budget of a segment for a year, before priorities."""
    rules = w.rules[0]
    factor = w.levers[w.clock[0].t].budget.factor
    return rules.market.spend * factor * rules.market.tendered_share * segment.budget_share


def give_back(w):
    """Annuality: above so many years' worth, and what is kept for protected requirements, money returns to the Treasury."""
    for s in range(len(w.segments)):
        segment = w.segments[s]
        most = int(w.rules[0].budgets.carry_over * yearly(w, segment)) + segment.reserved
        back = max(0, segment.account - most)
        segment.account -= back
        ledger.move(w.accounts, ledger.SEGMENTS, ledger.TREASURY, back)
        w.flow[0].returned += back


def reprioritise(w):
    """ln priority follows lean <- m lean + s z, z one for each segment and year; all shares together stay the same."""
    budgets = w.rules[0].budgets
    t = w.clock[0].t
    total = 0.0
    shares = 0.0
    for s in range(len(w.segments)):
        segment = w.segments[s]
        shock = budgets.priority_spread * draws.normal(segment.key, DRAW_PRIORITY, t, 0)
        segment.lean = budgets.priority_memory * segment.lean + shock
        total += segment.budget_share * math.exp(segment.lean)
        shares += segment.budget_share
    for s in range(len(w.segments)):
        segment = w.segments[s]
        segment.priority = math.exp(segment.lean) * shares / total


def protected(w, need):
    """Whether a requirement belongs to the part of the published plan that government has committed itself to."""
    commitment = w.levers[w.clock[0].t].pipeline.commitment
    if commitment <= 0.0 or need.status != PUBLISHED:
        return False
    u = draws.uniform(need.key, DRAW_PROTECTED, 0, 0)
    return CapabilitySponsor.commits(w.segments[need.segment], u, commitment)


def reserve(w):
    """Keep money for the protected requirements whose tender is near: nobody else may have it."""
    clock = w.clock[0]
    for s in range(len(w.segments)):
        w.segments[s].reserved = 0
    if w.levers[clock.t].pipeline.commitment <= 0.0:
        return
    near = clock.t + w.rules[0].budgets.reserve_ahead
    for n in range(clock.open):
        need = w.requirements[w.open[n]]
        if need.planned <= near and protected(w, need):
            w.segments[need.segment].reserved += need.value


def free_money(segment):
    """What a segment may spend on requirements that are not protected."""
    return max(0, segment.account - segment.reserved)


def cover(w, need):
    """Find what a protected requirement lacks in the free money of the other segments, in proportion to it.

    Returns whether it was found. What the others lose, their own requirements wait for.
    """
    home = w.segments[need.segment]
    lacking = need.value - home.account
    if lacking <= 0:
        return True
    total = 0
    for s in range(len(w.segments)):
        if s != need.segment:
            total += free_money(w.segments[s])
    if total < lacking:
        return False
    left = lacking
    for s in range(len(w.segments)):
        if s == need.segment:
            continue
        other = w.segments[s]
        free = free_money(other)
        taken = min(free, min(left, int(lacking * (free / total)) + 1))
        other.account -= taken
        home.account += taken
        left -= taken
    w.flow[0].moved += lacking - left
    return left <= 0
