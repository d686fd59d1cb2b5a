"""The ledger's moves keep the accounts together at zero, and balances in step with their account."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from pullthrough.world import ledger


def test_accounts_are_numbered_in_the_order_of_their_names() -> None:
    assert [getattr(ledger, name) for name in ledger.ACCOUNTS] == list(range(len(ledger.ACCOUNTS)))


def test_a_move_takes_from_one_and_gives_to_the_other() -> None:
    accounts = np.zeros(len(ledger.ACCOUNTS), np.int64)
    ledger.move(accounts, ledger.TREASURY, ledger.POTS, 70)
    ledger.move(accounts, ledger.POTS, ledger.GRANTS, 30)
    assert (accounts[ledger.TREASURY], accounts[ledger.POTS], accounts[ledger.GRANTS]) == (-70, 40, 30)
    assert accounts.sum() == 0


def test_cash_and_its_account_stay_in_step() -> None:
    accounts = np.zeros(len(ledger.ACCOUNTS), np.int64)
    one, other = SimpleNamespace(cash=0), SimpleNamespace(cash=0)
    ledger.pay_in(accounts, ledger.CIVIL, one, 100)
    ledger.pay_out(accounts, one, ledger.INDUSTRY, 35)
    ledger.hand_over(accounts, one, other, 20)
    assert (one.cash, other.cash) == (45, 20)
    assert accounts[ledger.ORGANISATIONS] == 65
    assert (accounts[ledger.CIVIL], accounts[ledger.INDUSTRY]) == (-100, 35)
    assert accounts.sum() == 0
