"""Payments: when a supplier gets the money for work done, and what it does until then."""

from __future__ import annotations

import typing

from pullthrough.world import ledger
from pullthrough.world.codes import PAYMENT_SLOTS, QUARTERS_PER_YEAR

if typing.TYPE_CHECKING:
    from pullthrough.world.state import State


def pay_supplier(state: State, organisation_row: int, source, amount, cost):
    """Pay an organisation for work from an account, at once or after the delay in force; it pays for the work.

    Late: the money waits in escrow. The supplier pays what it can of the work from its cash; the rest it owes until it is
    paid, at the rate of credit.
    """
    organisation = state.organisations[organisation_row]
    quarter = state.clock[0].t
    delay = state.levers[quarter].procurement.payment_time
    if delay <= 0:
        ledger.pay_in(state.accounts, source, organisation, amount)
        ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, cost)
        return
    ledger.move(state.accounts, source, ledger.ESCROW, amount)
    now = max(0, min(organisation.cash, cost))
    ledger.pay_out(state.accounts, organisation, ledger.INDUSTRY, now)
    later = int((cost - now) * (1.0 + state.rules[0].payment.credit_rate * delay))
    dealings = state.dealings[organisation_row]
    slot = (quarter + delay) % PAYMENT_SLOTS
    dealings.owed[slot] += amount
    dealings.owing[slot] += min(amount, later)
    state.agency[0].owed += amount


def pay_due_bills(state: State):
    """Pay the bills that are due now."""
    agency = state.agency[0]
    if agency.owed == 0:
        return
    slot = state.clock[0].t % PAYMENT_SLOTS
    for organisation_row in range(len(state.organisations)):
        dealings = state.dealings[organisation_row]
        if dealings.owed[slot] > 0:
            agency.owed -= dealings.owed[slot]
            ledger.pay_in(state.accounts, ledger.ESCROW, state.organisations[organisation_row], dealings.owed[slot])
            ledger.pay_out(state.accounts, state.organisations[organisation_row], ledger.INDUSTRY, dealings.owing[slot])
            dealings.owed[slot] = 0
            dealings.owing[slot] = 0


def note_saving(state: State):
    """What government saves by keeping until next quarter what it owes at the end of this one: the interest."""
    state.flow[0].float_gain += int(state.agency[0].owed * state.rules[0].public_cost.interest / QUARTERS_PER_YEAR)


def wind_up(state: State, organisation_row: int):
    """A supplier closes: its creditors and its owners get at once what it is owed."""
    agency = state.agency[0]
    if agency.owed == 0:
        return
    dealings = state.dealings[organisation_row]
    for slot in range(PAYMENT_SLOTS):
        owed = dealings.owed[slot]
        ledger.move(state.accounts, ledger.ESCROW, ledger.INDUSTRY, dealings.owing[slot])
        ledger.move(state.accounts, ledger.ESCROW, ledger.CIVIL, owed - dealings.owing[slot])
        agency.owed -= owed
        dealings.owed[slot] = 0
        dealings.owing[slot] = 0
