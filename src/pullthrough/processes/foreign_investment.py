"""Foreign investment: offers of capital come for firms with promising technology and little cash, and are screened."""

from __future__ import annotations

import typing

from pullthrough.agents import SME, InvestmentScreening, Organisation
from pullthrough.processes.shared import beliefs, chain, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    ACTIVE,
    DEVELOPING,
    DRAW_OFFER_MALIGN,
    DRAW_OFFER_SCREENED,
    DRAW_OFFER_WHO,
    DRAW_OFFER_WITHDRAWN,
    DRAW_OFFERS,
    KEY_OFFER,
    MOST_OFFERS,
    NO_ROW,
    READY_TRL,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import SegmentRow, State, TechnologyRow


def step(state: State):
    """The number of offers in a segment is Poisson(lambda_s x openness)."""
    quarter = state.clock[0].t
    openness = state.levers[quarter].investment.openness
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        count = draws.poisson(segment.key, DRAW_OFFERS, quarter, segment.capital_offers * openness, MOST_OFFERS)
        for number in range(count):
            key = draws.child(segment.key, KEY_OFFER, quarter * MOST_OFFERS + number)
            technology_row = find_project_wanted(state, segment, key)
            if technology_row == NO_ROW:
                continue
            state.organisations[state.technologies[technology_row].owner].last_offer = quarter
            if InvestmentScreening.bars(state.investment_screening[0], segment.sovereignty, state.rules[0]):
                state.flow[0].offers_barred += 1
            else:
                handle_offer(state, technology_row, key)


def find_project_wanted(state: State, segment: SegmentRow, key):
    """The project that the investor wants: of those that are worth their cost and whose owner is short of cash, the luckiest.

    One draw for each pair of offer and project, so that whom an offer finds does not depend on rows. NO_ROW if none.
    """
    best = NO_ROW
    top = -1.0
    for place in range(segment.first, segment.past):
        technology_row = state.roster[place]
        technology = state.technologies[technology_row]
        luck = draws.uniform(draws.pair(key, technology.key), DRAW_OFFER_WHO, 0, 0)
        if luck > top and is_open_to_offers(state, technology):  # the draw first, since it is quicker than the look
            top = luck
            best = technology_row
    return best


def is_open_to_offers(state: State, technology: TechnologyRow):
    """Whether a project is unfinished, without foreign money, and owned by an SME that would pay for it but has not the cash."""
    if technology.status > DEVELOPING or technology.trl >= READY_TRL or technology.capital > 0:
        return False
    if projects.orphaned(state, technology):
        return False
    owner = state.organisations[technology.owner]
    if owner.kind != SME_KIND or owner.standing != ACTIVE or owner.foreign_owned:
        return False
    if owner.last_offer == state.clock[0].t and state.rules[0].foreign_investment.exclusive > 0:
        return False  # it has promised to talk to nobody else
    cost = still_to_pay(state, technology)
    if not SME.short_of_cash(owner, cost):
        return False
    rules = state.rules[0]
    cost_for_defence = Organisation.cost_for_defence(owner, cost, projects.civil_use(technology, rules), rules)
    return Organisation.coinvests(owner, beliefs.expected_margin(state, technology), cost_for_defence, rules)


def still_to_pay(state: State, technology: TechnologyRow):
    """What it will cost to bring a project to the required TRL, GBP thousand."""
    required_trl = state.levers[state.clock[0].t].procurement.minimum_trl
    return projects.remaining_cost(technology, required_trl, state.rules[0])


def handle_offer(state: State, technology_row: int, key):
    """One offer: looked at, then blocked, called in, withdrawn or accepted."""
    rules = state.rules[0].foreign_investment
    levers = state.levers[state.clock[0].t]
    office = state.investment_screening[0]
    flow = state.flow[0]
    flow.capital_offers += 1
    office.offers += 1
    pay_screening_officials(state, InvestmentScreening.cost_of_looking(office, levers, state.rules[0]))
    uniform = draws.uniform(key, DRAW_OFFER_SCREENED, 0, 0)
    if draws.uniform(key, DRAW_OFFER_MALIGN, 0, 0) < rules.malign_share:
        if InvestmentScreening.recognises(office, uniform, levers):
            call_in(state)
            office.blocked += 1
            flow.offers_blocked += 1
        else:
            lose_control(state, technology_row)
        return
    delay = 0
    if InvestmentScreening.calls_in(office, uniform, levers, state.rules[0]):
        call_in(state)
        if draws.uniform(key, DRAW_OFFER_WITHDRAWN, 0, 0) < rules.withdrawn:
            flow.offers_withdrawn += 1
            return
        delay = rules.review_time
    invest(state, technology_row, delay)


def call_in(state: State):
    """A full review of one offer."""
    state.investment_screening[0].called_in += 1
    pay_screening_officials(state, int(state.rules[0].foreign_investment.review_cost))


def invest(state: State, technology_row: int, delay):
    """Growth capital: the investor takes the firm over and promises to pay for the project, as the work is done."""
    rules = state.rules[0].foreign_investment
    technology = state.technologies[technology_row]
    technology.capital = int(min(rules.cover * still_to_pay(state, technology), rules.cap))
    technology.capital_from = state.clock[0].t + delay
    state.organisations[technology.owner].foreign_owned = True
    state.flow[0].foreign_deals += 1


def lose_control(state: State, technology_row: int):
    """A malign deal that nobody recognised: control of the technology leaves, and rivals abroad gain by it."""
    technology = state.technologies[technology_row]
    state.organisations[technology.owner].foreign_owned = True
    projects.abandon(state, technology_row)
    technology.offshore = True
    chain.lose_supplier(state, technology.owner)
    state.segments[technology.segment].leaked += state.rules[0].foreign_investment.loss_leak
    state.investment_screening[0].missed += 1
    state.flow[0].contested += 1


def pay_screening_officials(state: State, cost):
    """Officials of the screening office, paid by the public."""
    ledger.move(state.accounts, ledger.TREASURY, ledger.OFFICIALS, cost)
    state.flow[0].screening_cost += cost
