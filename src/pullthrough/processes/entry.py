"""Entry: firms outside defence notice it, weigh it, and come in with civil technology."""

from __future__ import annotations

from pullthrough.agents import SME, ProcurementAgency
from pullthrough.processes import contacts, membership, projects
from pullthrough.world import draws, ledger
from pullthrough.world.kinds import ACTIVE, CIVIL, DRAW_ENTRY_TRL, DRAW_NOTICE_DEFENCE, OUTSIDE
from pullthrough.world.kinds import SME as SME_KIND


def step(w):
    """Each firm outside may notice defence; it enters if the expected value exceeds entry cost and outside option."""
    rules = w.rules[0]
    t = w.clock[0].t
    news = w.news[0]
    outreach = seek(w)
    for i in range(len(w.organisations)):
        firm = w.organisations[i]
        if firm.kind != SME_KIND or firm.standing != OUTSIDE:
            continue
        friends = contacts.friends_inside(w, i, False) if w.networks[i].ties > 0 else 0.0
        told = SME.is_told(firm, outreach, w.clusters[firm.region].told, friends, rules)
        if not SME.notices_defence(firm, draws.uniform(firm.key, DRAW_NOTICE_DEFENCE, t, 0), told, rules):
            continue
        w.regional[t, firm.region].noticed += 1
        smes = contacts.friends_inside(w, i, True)
        awards = SME.weighs_news(firm, news.award_yearly_new, contacts.heard(w, i, False), smes, rules)
        contracts = SME.weighs_news(firm, news.contract_yearly_new, contacts.heard(w, i, True), smes, rules)
        contract = contract_in_reach(w, firm, rules)
        value = SME.value_of_entry(firm, awards, news.award_mean, contracts, contract, rules)
        if SME.enters_defence(firm, value, rules):
            enter(w, i)


def seek(w):
    """Pay the regional innovation partners for a quarter. Returns the chance that a firm outside hears of them."""
    money = w.levers[w.clock[0].t].entry.outreach
    cost = int(money * 0.25)
    ledger.move(w.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    w.flow[0].outreach_cost += cost
    return ProcurementAgency.outreach_reaches(w.agency[0], money, w.rules[0])


def contract_in_reach(w, firm, rules):
    """Value of a contract that the firm can expect to win: a usual one of its segment, if it can lead or share it."""
    usual = w.segments[firm.segment].value_median
    if SME.can_lead(firm, usual, rules):
        return usual
    return usual * rules.teaming.subcontract_share


def enter(w, i):
    """Pay the cost of entry and bring one civil technology, at TRL 4 to 6."""
    rules = w.rules[0]
    firm = w.organisations[i]
    ledger.pay_out(w.accounts, firm, ledger.INDUSTRY, int(rules.entry.cost))
    firm.standing = ACTIVE
    firm.entered = w.clock[0].t
    membership.settle(w, i)
    w.regional[firm.entered, firm.region].entrants += 1
    u = draws.uniform(firm.key, DRAW_ENTRY_TRL, 0, 0)
    trl = int(rules.entry.trl_low + u * (rules.entry.trl_high - rules.entry.trl_low + 1))
    projects.begin(w, i, trl, CIVIL, rules.ideas.position_spread + rules.entry.civil_distance)
    w.flow[0].entrants += 1
