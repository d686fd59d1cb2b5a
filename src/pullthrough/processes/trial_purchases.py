"""Trial purchases: a user buys a few of a technology to try them; a passed trial counts as experience and as assurance."""

from __future__ import annotations

import typing

from pullthrough.agents import CapabilitySponsor, ProcurementAgency
from pullthrough.processes.shared import firms, offers, orders, payments, users
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACADEMIC, DRAW_TRIAL, DRAW_TRIAL_PASSED, NEVER, NO_ROW, READY_TRL
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def step(state: State):
    """Technologies that are mature enough, have not been tried, and that somebody in the forces could use."""
    quarter = state.clock[0].t
    levers = state.levers[quarter]
    if levers.uptake.trial <= 0.0:
        return
    lowest_trl = int(state.rules[0].trials.lowest_trl)
    for segment_row in range(len(state.segments)):
        segment = state.segments[segment_row]
        for place in range(segment.first_ripe, segment.past_ripe):
            technology = state.technologies[state.ripe[place]]
            if technology.tried != NEVER or technology.adopted != NEVER:
                continue
            if not CapabilitySponsor.tries(segment, draws.uniform(technology.key, DRAW_TRIAL, quarter, 0), levers):
                continue
            if orders.can_be_bought(state, technology, lowest_trl):
                buy_for_trial(state, technology)


def buy_for_trial(state: State, technology: TechnologyRow):
    """Buy a few, if there is a user and money, and try them."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    segment = state.segments[technology.segment]
    owner = state.organisations[technology.owner]
    user_row = users.find(state, technology)
    price = int(rules.trials.price)
    if user_row == NO_ROW or owner.kind == ACADEMIC or not orders.has_money(state, segment, price):
        return
    technology.tried = quarter
    state.flow[0].trials += 1
    segment.account -= price
    cost = int(price * (1.0 - rules.tender.regulated_profit))
    payments.pay_supplier(state, technology.owner, ledger.SEGMENTS, price, cost)
    owner.paid_this_year += price
    owner.revenue_this_year += price
    firms.note_sale(state, owner)
    state.flow[0].spend += price
    if owner.kind == SME_KIND:
        state.flow[0].spend_sme += price
    orders.pay_officials(state, rules.trials.cost)
    gap = max(0, READY_TRL - technology.trl)
    chance = ProcurementAgency.failure_chance(state.agency[0], gap, 0, rules)
    technology.passed = draws.uniform(technology.key, DRAW_TRIAL_PASSED, 0, 0) >= chance
    offers.update_contract_belief(state, owner, technology.passed)
    if technology.passed:
        technology.user = user_row
        state.flow[0].trials_passed += 1
