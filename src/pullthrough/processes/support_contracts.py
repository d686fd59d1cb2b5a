"""Support contracts: what ends is extended by amendment, let to its holder without competition, or competed."""

from __future__ import annotations

import math
import typing

from pullthrough.agents import Organisation, ProcurementAgency
from pullthrough.processes.shared import firms, works
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    ACADEMIC,
    ACTIVE,
    DRAW_AMENDED,
    DRAW_BY_CASE,
    DRAW_OPEN_PLACE,
    DRAW_RELET,
    DRAW_RIVAL,
    DRAW_SUPPORT_ABLE,
    DRAW_SUPPORT_NOISE,
    DRAW_SUPPORT_PRICE,
    NEVER,
    NO_RIVAL,
    NO_ROW,
    OPEN_COMPETITION,
    QUARTERS_PER_YEAR,
    SINGLE_SOURCE,
    STRATEGIC_IMPERATIVE,
    UK_COMPETITION,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import OrganisationRow, State, WorkRow


def step(state: State):
    """Let what has ended, and what suppliers that left defence had."""
    agency = state.agency[0]
    clock = state.clock[0]
    if not agency.lets_support:
        works.divide(state)
        works.count_able(state)
    if clock.t == clock.year_began:
        works.count_able(state)
    given_up = False
    for work_row in range(clock.works):
        work = state.works[work_row]
        left = agency.leavers > 0 and work.holder >= 0 and state.left_work[work.holder] > 0
        if left:
            work.holder = NO_ROW
        if not left and work.ends > clock.t:
            continue
        if work.until != NEVER and work.until <= clock.t:
            works.give_up(state, work)
            given_up = True
        else:
            let_again(state, work, left)
    if given_up:
        works.strike_off_ended(state)
    if agency.leavers > 0:
        agency.leavers = 0
        for organisation_row in range(len(state.left_work)):
            state.left_work[organisation_row] = 0


def let_again(state: State, work: WorkRow, left):
    """A contract that ends: extended, or let anew. Work whose holder has left is competed among others.

    Args:
        left: whether the holder has left defence.
    """
    quarter = state.clock[0].t
    rules = state.rules[0]
    agency = state.agency[0]
    value = whole_value(state, work)
    if not left and ProcurementAgency.amends(
        agency, draws.uniform(work.key, DRAW_AMENDED, quarter, 0), float(value), rules
    ):
        state.flow[0].amendments += 1
        work.ends = quarter + works.length(state, work.key, work.value, work.competed)
        return
    competed = left or is_competed(state, work, value)
    if competed:
        compete(state, work, value, left)
    if competed != work.competed:
        agency.uncompeted_base += work.value if work.competed else -work.value
        work.competed = competed
    work.began = quarter
    work.ends = quarter + works.length(state, work.key, work.value, competed)
    count_letting(state, work, value)


def whole_value(state: State, work: WorkRow):
    """V, GBP thousand: the yearly value over the mean term."""
    return max(1, int(work.value * state.levers[state.clock[0].t].support.term / QUARTERS_PER_YEAR))


def is_competed(state: State, work: WorkRow, value):
    """Whether work let anew is put to competition: the usual share, and none for which a single source scores higher.

    The score is that of acquisition routes. It is asked case by case, and for strategic imperatives under every regime: the
    single source against competition at home and, but for these, on the world market. Market depth is the number of
    organisations that could do work of this size.
    """
    quarter = state.clock[0].t
    agency = state.agency[0]
    levers = state.levers[quarter]
    segment = state.segments[work.segment]
    if not ProcurementAgency.competes_support(agency, draws.uniform(work.key, DRAW_RELET, quarter, 0), levers):
        return False
    by_case = ProcurementAgency.decides_by_case(agency, draws.uniform(work.key, DRAW_BY_CASE, quarter, 0), levers)
    if not ProcurementAgency.appraises(agency, segment.sovereignty, by_case, False):
        return True
    rules = state.rules[0]
    able = state.work_classes[work.segment, work.size_class].able
    depth = ProcurementAgency.market_depth(agency, able, rules)
    security = ProcurementAgency.national_security(agency, segment.sovereignty, levers)
    prosperity = ProcurementAgency.prosperity(agency, float(value), rules)
    criticality, cooperation = segment.criticality, segment.cooperation
    alone = ProcurementAgency.route_score(
        agency, SINGLE_SOURCE, depth, criticality, security, cooperation, prosperity, rules
    )
    best = ProcurementAgency.route_score(
        agency, UK_COMPETITION, depth, criticality, security, cooperation, prosperity, rules
    )
    if segment.sovereignty != STRATEGIC_IMPERATIVE:
        world = ProcurementAgency.route_score(
            agency, OPEN_COMPETITION, depth, criticality, security, cooperation, prosperity, rules
        )
        best = max(best, world)
    return best >= alone


def compete(state: State, work: WorkRow, value, left):
    """The holder and its rivals bid; the best gets the work.

    The discount that competition brings is the same for all bidders and decides nothing, so it is left out.
    """
    rules = state.rules[0]
    cost = int(rules.support.competition_cost)
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].relet_cost += cost
    winner = NO_ROW
    top = -math.inf
    if not left:
        winner = work.holder
        top = score(state, work, winner, True, rules.support.rivals)
        if winner >= 0:
            pay_for_bid(state, state.organisations[winner], bid_cost(state, state.organisations[winner], value))
    for place in range(rules.support.rivals):
        rival = draw_rival(state, work, place)
        state.field[place] = rival
        if rival == NO_RIVAL or (rival >= 0 and (rival == work.holder or bids_already(state, rival, place))):
            continue
        if rival >= 0 and not enters(state, work, state.organisations[rival], value):
            state.field[place] = NO_RIVAL
            continue
        offered = score(state, work, rival, False, place)
        if offered > top:
            top = offered
            winner = rival
    if winner != work.holder:
        works.change_base(state, work.holder, -work.value)
        works.change_base(state, winner, work.value)
        work.holder = winner
        state.flow[0].work_moved += work.value


def draw_rival(state: State, work: WorkRow, place):
    """Who takes a place: the holder of some work of like size in the segment.

    The first place is open: if it falls to an organisation, any one that sits in the segment may take it.
    """
    quarter = state.clock[0].t
    like = state.work_classes[work.segment, work.size_class]
    if like.past <= like.first:
        return NO_RIVAL
    uniform = draws.uniform(work.key, DRAW_RIVAL, quarter, place)
    rival = int(state.works[state.peers[int(like.first + uniform * (like.past - like.first))]].holder)
    if rival < 0:
        return rival
    segment = state.segments[work.segment]
    if place == 0 and segment.past_member > segment.first_member:
        uniform = draws.uniform(work.key, DRAW_OPEN_PLACE, quarter, 0)
        rival = int(state.members[int(segment.first_member + uniform * (segment.past_member - segment.first_member))])
    organisation = state.organisations[rival]
    if organisation.standing != ACTIVE or organisation.kind == ACADEMIC:
        return NO_RIVAL
    return rival


def bids_already(state: State, rival: int, places):
    """Whether an organisation has taken an earlier place."""
    found = False
    for place in range(places):
        found |= state.field[place] == rival
    return found


def enters(state: State, work: WorkRow, rival: OrganisationRow, value):
    """Whether an organisation bids: it could do the work, expects to gain, has staff time and money. It then pays for its bid."""
    rules = state.rules[0]
    if not Organisation.can_lead(rival, float(rival.support_base + work.value), rules):
        return False
    cost = bid_cost(state, rival, value)
    if not Organisation.wants_support(rival, float(value), float(cost), rules):
        return False
    if not Organisation.has_time_for(rival, cost, rules) or not Organisation.affords(rival, cost, rules):
        return False
    rival.attention -= cost
    pay_for_bid(state, rival, cost)
    return True


def bid_cost(state: State, bidder: OrganisationRow, value):
    """Cost of a bid under the rules in force, whole GBP thousand."""
    factor = state.levers[state.clock[0].t].procurement.bid_cost_factor
    full = Organisation.bid_cost(bidder, float(value), 1, factor, state.rules[0])
    return Organisation.support_bid_cost(bidder, full, state.rules[0])


def pay_for_bid(state: State, bidder: OrganisationRow, cost):
    """The bidder pays, as far as it has money."""
    ledger.pay_out(state.accounts, bidder, ledger.INDUSTRY, max(0, min(bidder.cash, cost)))


def score(state: State, work: WorkRow, bidder: int, holds, place):
    """Score of a bid; suppliers that are not modelled one by one are as able as those that are when they are founded."""
    quarter = state.clock[0].t
    rules = state.rules[0]
    shown = True
    index = 0
    key = work.key
    ln_capability = 0.0
    if bidder >= 0:
        organisation = state.organisations[bidder]
        key = draws.pair(work.key, organisation.key)
        ln_capability = math.log(organisation.capability)
        shown = Organisation.shows_references(organisation)
    else:
        index = 1 + place
        ln_capability = rules.ideas.capability_spread * draws.normal(key, DRAW_SUPPORT_ABLE, quarter, index)
    ln_price = rules.tender.price_spread * draws.normal(key, DRAW_SUPPORT_PRICE, quarter, index)
    error = draws.normal(key, DRAW_SUPPORT_NOISE, quarter, index)
    return ProcurementAgency.support_score(
        state.agency[0], ln_capability, ln_price, shown, holds, error, state.levers[quarter], rules
    )


def count_letting(state: State, work: WorkRow, value):
    """Statistics of a support contract let anew, and the sale that it is to its holder."""
    flow = state.flow[0]
    flow.relets += 1
    flow.relets_value += value
    if work.competed:
        flow.relets_competed += 1
        flow.relets_value_competed += value
    if work.holder < 0:
        return
    organisation = state.organisations[work.holder]
    flow.relets_first += organisation.first_sale == NEVER
    firms.note_sale(state, organisation)
    if organisation.kind == SME_KIND:
        flow.relets_sme += 1
        flow.relets_value_sme += value
