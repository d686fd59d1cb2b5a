"""The tax credit is paid when it should be and raises budgets: ``pytest examples/extension``."""

from pathlib import Path

import pytest

from pullthrough import PullThroughModel
from pullthrough.extension import load
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting

WORDS = ["world=tiny", "world.calendar.burn_in=8", "world.calendar.last_year=2022", "policy.start=2017Q1"]
BURN_IN = 8  # quarters
FIRST = BURN_IN + 4 * (2017 - 2012)  # quarter from which the credit is paid


def run(rate: float) -> PullThroughModel:
    """A run with a rate of the credit."""
    extension = load(Path(__file__).with_name("tax_credit.py"))
    words = [*WORDS, f"policy.extension.tax_credit_rate={rate}", "world.extension.tax_credit_take_up=1"]
    return PullThroughModel(setting(compose(words, (), extension.declared)), rng=1).run()


def test_the_credit_is_paid_from_its_date_on_and_raises_the_budgets_of_those_that_claim() -> None:
    paid, none = run(0.2), run(0.0)
    credits = paid.own.flows[:, 0]
    assert not none.own.flows.any() and not credits[:FIRST].any() and credits[FIRST:].any()
    assert paid.tables.accounts.sum() == 0, "every pound comes from somewhere"
    assert (paid.flows[:FIRST] == none.flows[:FIRST]).all(), "nothing happens before there is a credit"
    raised = paid.own.tables["organisations"].raised
    assert set(raised) == {1.0, 1.2} and set(none.own.tables["organisations"].raised) == {1.0}
    found = paid.results().outcomes
    years = (len(credits) - BURN_IN) / 4
    assert found["tax_credit_cost"] == pytest.approx(credits[BURN_IN:].sum() / 1000 / years)
