"""Entry: firms outside defence notice it, weigh it, and come in with civil technology."""

from __future__ import annotations

import typing

from pullthrough.agents import SME, ProcurementAgency, RegionalCluster
from pullthrough.processes.shared import contacts, membership, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    ACTIVE,
    CIVIL,
    DRAW_ENTRY_TRL,
    DRAW_FIRM,
    DRAW_NOTICE_DEFENCE,
    DRAW_OUTSIDE,
    OUTSIDE,
    QUARTERS_PER_YEAR,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State


def step(state: State):
    """Each firm outside may notice defence; it enters if the expected value exceeds entry cost and outside option."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    outreach = pay_for_outreach(state)
    for organisation_row in range(len(state.organisations)):
        firm = state.organisations[organisation_row]
        if firm.kind != SME_KIND or firm.standing != OUTSIDE:
            continue
        friends = 0.0
        if state.networks[organisation_row].ties > 0:
            friends = contacts.friends_inside(state, organisation_row, False)
        if state.supply[organisation_row].subcontracts > 0:
            friends += rules.supply_chain.tie  # its customer is inside
        told = SME.is_told(firm, outreach, state.clusters[firm.region].told, friends, rules)
        if not SME.notices_defence(firm, draws.uniform(firm.key, DRAW_NOTICE_DEFENCE, quarter, 0), told, rules):
            continue
        state.regional[quarter, firm.region].noticed += 1
        look_elsewhere(state, firm)
        value = value_of_defence(state, organisation_row) + premises(state, firm)
        if SME.enters_defence(firm, value, rules):
            enter_defence(state, organisation_row)


def premises(state: State, firm: OrganisationRow):
    """What local authorities of the firm's region pay of its cost of entry, through their cluster."""
    return RegionalCluster.pays_for_entrant(state.clusters[firm.region], state.rules[0])


def look_elsewhere(state: State, firm: OrganisationRow):
    """What the firm could do instead this year: partly its own lasting luck, partly the year's."""
    lasting = draws.normal(firm.key, DRAW_FIRM, 0, 3)
    passing = draws.normal(firm.key, DRAW_OUTSIDE, state.clock[0].year_began, 0)
    firm.outside_option = SME.worth_elsewhere(firm, lasting, passing, state.rules[0])


def value_of_defence(state: State, organisation_row: int):
    """What a firm outside expects of defence, from published news and from what it hears of firms that it knows."""
    rules = state.rules[0]
    news = state.news[0]
    firm = state.organisations[organisation_row]
    smes = contacts.friends_inside(state, organisation_row, True)
    awards_heard = contacts.wins_heard(state, organisation_row, False)
    awards = SME.weighs_news(firm, news.award_yearly_new, awards_heard, smes, rules)
    contracts_heard = contacts.wins_heard(state, organisation_row, True)
    contracts = SME.weighs_news(firm, news.contract_yearly_new, contracts_heard, smes, rules)
    contract = contract_in_reach(state, firm, rules)
    return SME.value_of_entry(firm, awards, news.award_mean_new, contracts, contract, rules)


def pay_for_outreach(state: State):
    """Pay the regional innovation partners for a quarter. Returns the chance that a firm outside hears of them."""
    money = state.levers[state.clock[0].t].entry.outreach
    cost = int(money / QUARTERS_PER_YEAR)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].outreach_cost += cost
    return ProcurementAgency.outreach_reaches(state.agency[0], money, state.rules[0])


def contract_in_reach(state: State, firm: OrganisationRow, rules):
    """Value of a contract that the firm can expect to win: a usual one of its segment, if it can lead or share it."""
    usual = state.segments[firm.segment].value_median
    if SME.can_lead(firm, usual, rules):
        return usual
    return usual * rules.teaming.subcontract_share


def enter_defence(state: State, organisation_row: int):
    """Pay the cost of entry and bring one civil technology, at TRL 4 to 6."""
    rules = state.rules[0]
    firm = state.organisations[organisation_row]
    help_given = premises(state, firm)
    ledger.move(state.accounts, ledger.TREASURY, ledger.INDUSTRY, help_given)
    state.flow[0].cluster_cost += help_given
    ledger.pay_out(state.accounts, firm, ledger.INDUSTRY, int(rules.entry.cost) - help_given)
    firm.standing = ACTIVE
    firm.entered = state.clock[0].t
    membership.choose_region(state, organisation_row)
    state.regional[firm.entered, firm.region].entrants += 1
    uniform = draws.uniform(firm.key, DRAW_ENTRY_TRL, 0, 0)
    trl = int(rules.entry.trl_low + uniform * (rules.entry.trl_high - rules.entry.trl_low + 1))
    projects.begin(state, organisation_row, trl, CIVIL, rules.ideas.position_spread + rules.entry.civil_distance)
    state.flow[0].entrants += 1
