"""Private money: firms and investors put money into projects whose expected margin justifies it."""

from __future__ import annotations

from pullthrough.agents import Organisation
from pullthrough.processes import projects, seeing
from pullthrough.processes.development import grant_work, quarter_of_work
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import ACTIVE, DRAW_INVESTOR, READY_TRL


def step(w):
    """Set this quarter's own R&D money, then let each project ask its owner, and failing that an investor."""
    rules = w.rules[0]
    for i in range(len(w.organisations)):
        org = w.organisations[i]
        if org.standing == ACTIVE:
            org.rd_left = Organisation.own_rd(org, rules)
    asked = w.levers[w.clock[0].t].procurement.minimum_trl
    for s in range(len(w.segments)):
        segment = w.segments[s]
        for a in range(segment.first, segment.past):
            tech = w.technologies[w.roster[a]]
            if projects.at_liberty(tech) and tech.trl < READY_TRL:
                finance(w, tech, asked)


def finance(w, tech, asked):
    """Pay for the part of a quarter's work that no grant pays, if the prospect is worth it."""
    rules = w.rules[0]
    org = w.organisations[tech.owner]
    wanted = quarter_of_work(w, tech) - grant_work(w, tech)
    if wanted > 0 and tech.capital > 0:
        wanted -= draw_capital(w, tech, wanted)
    if wanted <= 0:
        return
    hope = seeing.hope(w, tech)
    cost = projects.remaining_cost(tech, asked, rules)
    if org.rd_left >= wanted:
        if Organisation.coinvests(org, hope, cost, rules):
            org.rd_left -= wanted
            ledger.move(w.accounts, ledger.CIVIL, ledger.INDUSTRY, wanted)
            tech.own_spent += wanted
            spend(tech, wanted)
            w.flow[0].own_rd += wanted
    elif Organisation.convinces_investor(org, hope, cost, rules):
        if draws.uniform(tech.key, DRAW_INVESTOR, w.clock[0].t, 0) < rules.private_money.investor_meeting:
            ledger.move(w.accounts, ledger.INVESTORS, ledger.INDUSTRY, wanted)
            tech.investor_spent += wanted
            spend(tech, wanted)
            w.flow[0].investor_rd += wanted


def draw_capital(w, tech, wanted):
    """Work paid from the growth capital that a foreign investor has promised. Returns the amount."""
    if w.clock[0].t < tech.capital_from:
        return 0
    paid = min(wanted, tech.capital)
    ledger.move(w.accounts, ledger.INVESTORS_ABROAD, ledger.INDUSTRY, paid)
    tech.capital -= paid
    tech.foreign_spent += paid
    spend(tech, paid)
    w.flow[0].foreign_capital += paid
    return paid


def spend(tech, amount):
    """Book work paid."""
    tech.step_spent += amount
    tech.spent_now += amount
