"""The ledger: every pound moves from one named account to another.

Each function moves whole GBP thousand and keeps the holder's own balance and the account in step; tests compare them in
every quarter (``check_books`` in ``tests/conftest.py``).
The public purse, the civil economy, investors and customers abroad are sources and go negative; all accounts together always
add up to zero.
"""

from __future__ import annotations

THOUSANDS_PER_MILLION = 1000.0  # accounts are in GBP thousand

TREASURY = 0  # source of public money
POTS = 1  # funding instruments
SEGMENTS = 2  # tendered budgets, ring fence included
ESCROW = 3  # contracts let and not yet paid
GRANTS = 4  # awarded to technologies and not yet spent
ORGANISATIONS = 5  # cash of primes, SMEs and academic groups
INDUSTRY = 6  # wages and materials: where development and production money ends
OFFICIALS = 7  # cost of administration
CIVIL = 8  # civil customers and owners
INVESTORS = 9
ABROAD = 10  # foreign suppliers
OTHERS = 11  # domestic suppliers that are not modelled one by one
CUSTOMERS_ABROAD = 12  # who orders from the United Kingdom
INVESTORS_ABROAD = 13  # who puts money into firms here, and takes their profits
ACCOUNTS = ("TREASURY", "POTS", "SEGMENTS", "ESCROW", "GRANTS", "ORGANISATIONS", "INDUSTRY", "OFFICIALS",
            "CIVIL", "INVESTORS", "ABROAD", "OTHERS", "CUSTOMERS_ABROAD", "INVESTORS_ABROAD")  # fmt: skip


def move(accounts, source, target, amount):
    """Move money between two accounts."""
    accounts[source] -= amount
    accounts[target] += amount


def pay_in(accounts, source, organisation, amount):
    """Money comes to an organisation from an account."""
    move(accounts, source, ORGANISATIONS, amount)
    organisation.cash += amount


def pay_out(accounts, organisation, target, amount):
    """An organisation pays into an account; the caller has made sure that it can."""
    move(accounts, ORGANISATIONS, target, amount)
    organisation.cash -= amount


def hand_over(accounts, payer, payee, amount):
    """One organisation pays another."""
    payer.cash -= amount
    payee.cash += amount
