"""Bookkeeping of contracts that come to nothing."""

from __future__ import annotations

from pullthrough.processes import projects
from pullthrough.world import ledger
from pullthrough.world.kinds import BIDDING, CONTRACTED, NEVER, NOTHING, NOVEL, PUBLISHED, SHELF


def return_money(w, need):
    """What was set aside and not paid goes back to the segment's open account."""
    rest = need.price - need.paid
    ledger.move(w.accounts, ledger.ESCROW, ledger.SEGMENTS, rest)
    w.segments[need.segment].account += rest


def start_again(w, need):
    """Free the technology, if any, and plan a new tender after the wait."""
    if need.winner == NOVEL:
        tech = w.technologies[need.technology]
        tech.tender = NEVER
        if tech.status == BIDDING or tech.status == CONTRACTED:
            tech.status = SHELF
        projects.release(tech)
    need.status = PUBLISHED
    need.planned = w.clock[0].t + max(1, w.rules[0].tender.relaunch_wait)
    need.relaunches += 1
    need.winner = NOTHING
    need.contractor = NEVER
    need.technology = NEVER
    need.paid = 0
    w.agency[0].relaunches += 1
