"""Payments: when a supplier gets the money for work done, and what it does until then."""

from __future__ import annotations

from pullthrough.world import ledger
from pullthrough.world.kinds import LATEST


def pay(w, i, source, amount, cost):
    """Pay organisation ``i`` for work from an account, at once or after the delay in force; it pays for the work.

    Late: the money waits in escrow. The supplier pays what it can of the work from its cash; the rest it owes until it is
    paid, at the rate of credit.
    """
    org = w.organisations[i]
    t = w.clock[0].t
    delay = w.levers[t].procurement.payment_time
    if delay <= 0:
        ledger.pay_in(w.accounts, source, org, amount)
        ledger.pay_out(w.accounts, org, ledger.INDUSTRY, cost)
        return
    ledger.move(w.accounts, source, ledger.ESCROW, amount)
    now = max(0, min(org.cash, cost))
    ledger.pay_out(w.accounts, org, ledger.INDUSTRY, now)
    later = int((cost - now) * (1.0 + w.rules[0].payment.credit_rate * delay))
    account = w.dealings[i]
    place = (t + delay) % LATEST
    account.owed[place] += amount
    account.owing[place] += min(amount, later)
    w.agency[0].owed += amount


def collect(w):
    """Pay the bills that are due now."""
    agency = w.agency[0]
    if agency.owed == 0:
        return
    place = w.clock[0].t % LATEST
    for i in range(len(w.organisations)):
        account = w.dealings[i]
        if account.owed[place] > 0:
            agency.owed -= account.owed[place]
            ledger.pay_in(w.accounts, ledger.ESCROW, w.organisations[i], account.owed[place])
            ledger.pay_out(w.accounts, w.organisations[i], ledger.INDUSTRY, account.owing[place])
            account.owed[place] = 0
            account.owing[place] = 0


def note_saving(w):
    """What government saves by keeping until next quarter what it owes at the end of this one: the interest."""
    w.flow[0].float_gain += int(w.agency[0].owed * w.rules[0].public_cost.interest * 0.25)


def wind_up(w, i):
    """A supplier closes: its creditors and its owners get at once what it is owed."""
    agency = w.agency[0]
    if agency.owed == 0:
        return
    account = w.dealings[i]
    for place in range(LATEST):
        owed = account.owed[place]
        ledger.move(w.accounts, ledger.ESCROW, ledger.INDUSTRY, account.owing[place])
        ledger.move(w.accounts, ledger.ESCROW, ledger.CIVIL, owed - account.owing[place])
        agency.owed -= owed
        account.owed[place] = 0
        account.owing[place] = 0
