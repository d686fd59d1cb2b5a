"""Takeovers: primes at home buy SMEs with the technology that these have brought into service."""

from __future__ import annotations

import typing

import numpy as np

from pullthrough.agents import Prime
from pullthrough.processes.shared import chain, firms, lines, projects, teaming, treatments, works
from pullthrough.world import draws, ledger
from pullthrough.world.codes import ACQUIRED, ACTIVE, DRAW_ACQUIRE, IN_SERVICE, NO_ROW, TREAT_ACQUISITION
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State

NOWHERE = np.uint64(0)  # a takeover is about no call and no requirement


def step(state: State):
    """Each SME with technology in service may get an offer from the prime that it gets hold of."""
    quarter = state.clock[0].t
    rules = state.rules[0]
    if rules.takeovers.rate <= 0.0:
        return
    missed_row = NO_ROW
    missed_uniform = 1.0
    for place in range(state.clock[0].live):
        technology = state.technologies[state.live[place]]
        if technology.status != IN_SERVICE or projects.orphaned(state, technology):
            continue
        firm_row = technology.owner
        firm = state.organisations[firm_row]
        if firm.kind != SME_KIND or firm.standing != ACTIVE or firm.foreign_owned:
            continue
        prime_row = teaming.contact_prime(state, technology.segment, firm_row)
        if prime_row == NO_ROW:
            continue
        price = int(rules.takeovers.multiple * firm.turnover)
        uniform = draws.uniform(firm.key, DRAW_ACQUIRE, quarter, 0)  # one chance a firm, whatever it has in service
        leaning = -treatments.lean(state, TREAT_ACQUISITION, NOWHERE, firm.key, -uniform)
        if Prime.buys_firm(state.organisations[prime_row], leaning, price, rules):
            lines.of_takeover(state, firm, technology, uniform)
            buy_firm(state, firm_row, prime_row, price)
        elif uniform < missed_uniform and state.organisations[prime_row].cash >= price:
            missed_row = state.live[place]
            missed_uniform = uniform
    if missed_row != NO_ROW:
        lines.of_missed_takeover(state, missed_row, missed_uniform)


def buy_firm(state: State, firm_row: int, prime_row: int, price):
    """The owners get the price; the prime gets the projects and contracts, the support work, the debt and the experience."""
    firm = state.organisations[firm_row]
    prime = state.organisations[prime_row]
    ledger.hand_over(state.accounts, prime, firm, price)
    firms.pay_owners(state, firm, price)
    take_contracts_over(state, firm_row, prime_row)
    chain.take_over(state, firm_row)
    for place in range(state.clock[0].live):
        technology = state.technologies[state.live[place]]
        if technology.owner == firm_row and not projects.orphaned(state, technology):
            projects.change_owner(state, technology, prime_row)
    prime.support_base += firm.support_base
    firm.support_base = 0
    works.pass_to(state, firm_row, prime_row)
    prime.debt += firm.debt
    firm.debt = 0
    prime.delivered += firm.delivered
    prime.track_record += firm.track_record
    state.flow[0].acquisitions += 1
    firms.close(state, firm_row, ACQUIRED)


def take_contracts_over(state: State, firm_row: int, prime_row: int):
    """What the firm has won, the prime delivers; what it has delivered and is in service, the prime supports."""
    firm = state.organisations[firm_row]
    for requirement_row in range(state.clock[0].served_from, state.clock[0].requirements):
        requirement = state.requirements[requirement_row]
        if requirement.contractor == firm_row and requirement.contractor_key == firm.key:
            requirement.contractor = prime_row
            requirement.contractor_key = state.organisations[prime_row].key
