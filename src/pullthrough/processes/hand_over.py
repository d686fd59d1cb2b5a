"""Hand-over: a university's technology is licensed to a firm that the group knows, or leaves with people as a spin-out."""

from __future__ import annotations

import typing

from pullthrough.agents import Organisation
from pullthrough.processes.entry import value_of_defence
from pullthrough.processes.shared import beliefs, contacts, firms, projects
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    ACADEMIC,
    ACTIVE,
    DRAW_LICENCE,
    DRAW_SPIN_OUT,
    KEY_SPIN_OUT,
    NO_ROW,
    VACANT,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State, TechnologyRow


def step(state: State):
    """Each university project that is mature enough may find a firm; if the group knows none, it may become one."""
    rules = state.rules[0].hand_over
    quarter = state.clock[0].t
    for place in range(state.clock[0].live):
        technology_row = state.live[place]
        technology = state.technologies[technology_row]
        if technology.trl < rules.lowest_trl or not projects.is_available(technology):
            continue
        if state.organisations[technology.owner].kind != ACADEMIC:
            continue
        firm_row = best_known_firm(state, technology.owner)
        if firm_row != NO_ROW:
            if draws.uniform(technology.key, DRAW_LICENCE, quarter, 0) < rules.licence:
                offer_licence(state, technology, firm_row)
        elif draws.uniform(technology.key, DRAW_SPIN_OUT, quarter, 0) < rules.spin_out:
            try_spin_out(state, technology)


def best_known_firm(state: State, group_row: int):
    """The firm inside defence to which a group has its strongest tie; NO_ROW if it knows none."""
    best = NO_ROW
    top = 0.0
    first = contacts.first_tie(group_row)
    for place in range(first, first + state.networks[group_row].ties):
        tie = state.ties[place]
        partner = state.organisations[tie.partner]
        if partner.kind != ACADEMIC and partner.standing == ACTIVE and tie.strength > top:
            top = tie.strength
            best = tie.partner
    return best


def offer_licence(state: State, technology: TechnologyRow, firm_row: int):
    """A firm takes the technology over for a fee, a share of what has been spent on it, if it hopes for more."""
    firm = state.organisations[firm_row]
    spent = technology.public_spent + technology.own_spent + technology.investor_spent
    fee = int(state.rules[0].hand_over.fee * spent)
    if not Organisation.takes_licence(firm, beliefs.expected_margin_of(state, technology, firm), float(fee)):
        return
    ledger.pay_out(state.accounts, firm, ledger.INDUSTRY, fee)  # the university spends it on people
    state.flow[0].licences += 1
    state.flow[0].licence_fees += fee
    projects.change_owner(state, technology, firm_row)


def try_spin_out(state: State, technology: TechnologyRow):
    """People of the group found a firm in a vacant place of the segment, if defence is worth entering to it."""
    firm_row = vacant_place(state, technology)
    if firm_row == NO_ROW:
        return
    rules = state.rules[0]
    region = state.organisations[technology.owner].region
    firms.leave_place(state, firm_row)
    firms.found(state, firm_row, draws.child(technology.key, KEY_SPIN_OUT, state.clock[0].t))  # it may try once more
    firm = state.organisations[firm_row]
    firm.region = region
    firms.set_size(firm, rules.hand_over.spin_out_employees, rules)
    ledger.pay_in(
        state.accounts, ledger.CIVIL, firm, firms.cash_limit(firm, rules) - firm.cash
    )  # as much as its size needs
    if value_of_defence(state, firm_row) <= rules.entry.cost:
        return  # the people found a firm all the same, but not in defence
    firm.standing = ACTIVE
    firm.entered = state.clock[0].t
    state.flow[0].spin_outs += 1
    projects.change_owner(state, technology, firm_row)


def vacant_place(state: State, technology: TechnologyRow):
    """A vacant place in the segment, by lot: one draw for each pair of technology and place."""
    segment = state.segments[technology.segment]
    best = NO_ROW
    top = -1.0
    for place in range(segment.first_member, segment.past_member):
        firm = state.organisations[state.members[place]]
        if firm.kind == SME_KIND and firm.standing == VACANT:
            luck = draws.uniform(draws.pair(technology.key, firm.key), DRAW_SPIN_OUT, 0, 1)
            if luck > top:
                top = luck
                best = state.members[place]
    return best
