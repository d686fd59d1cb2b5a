"""Sums of policies are at prices of the year that they name, and the model's at those of 2021."""

from __future__ import annotations

import numpy as np
import pytest

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.library import policy_named, stages_of
from pullthrough.parameters.policy.prices import at_model_prices, price_level
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import compose_timeline, is_sum, lever_paths, settings_of
from pullthrough.parameters.schema.policy import Policy, Stage
from pullthrough.parameters.schema.world import Market

HALF_IN_2000 = Market(deflator={"2000": 50.0, "2021": 100.0})


def priced(year: int | None, **funding: float) -> Policy:
    """A policy of 2021 whose sums are at prices of a year."""
    return Policy(start="2021Q1", prices=year, funding=dict(funding))


@pytest.mark.parametrize(("year", "amount"), [(None, 10.0), (2021, 10.0), (2000, 20.0)])
def test_a_sum_is_taken_from_prices_of_its_year_to_those_of_2021(year: int | None, amount: float) -> None:
    assert at_model_prices(10.0, priced(year), HALF_IN_2000) == pytest.approx(amount)


def test_a_world_without_a_price_level_takes_sums_as_they_are() -> None:
    assert at_model_prices(10.0, priced(2000), Market(deflator={})) == 10.0


def test_years_between_those_listed_lie_between_them() -> None:
    assert price_level(HALF_IN_2000, np.array([1990, 2000, 2021, 2040])).tolist() == [0.5, 0.5, 1.0, 1.0]


def test_only_sums_of_money_change_with_the_year_of_their_prices() -> None:
    world = compose(["world=uk"]).world
    base = policy_named("global_competition_2012")
    everything = {"global": ("always", base)}
    for year, factor in ((None, 1.0), (2015, 100.0 / 87.6)):
        tested = priced(year, open_call=1000.0)
        tested.entry.outreach = 500.0
        tested.engagement.lead = 8
        timeline = compose_timeline(everything | {"tested": ("2021Q1", tested)}, world)
        last = {lever: values[-1] for lever, values in timeline.values(world.calendar.quarters).items()}
        assert last["funding.open_call"] == pytest.approx(1000.0 * factor)
        assert last["entry.outreach"] == pytest.approx(500.0 * factor)
        assert last["engagement.lead"] == 8


def test_a_stage_has_the_year_of_its_policy_unless_it_names_its_own() -> None:
    policy = Policy(
        start="2017Q1", prices=2017, stages={"own": Stage(start="2019Q1", prices=2019), "same": Stage(start="2018Q1")}
    )
    assert {name: part.prices for name, part in stages_of("p", policy).items()} == {
        "p": 2017,
        "p.own": 2019,
        "p.same": 2017,
    }


def test_a_year_without_a_price_level_is_refused(tmp_path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "scenario").mkdir()
    (tmp_path / "policy" / "far.yaml").write_text("start: 2021Q1\ntitle: far\nprices: 1999\nfunding: {open_call: 1}\n")
    (tmp_path / "scenario" / "far.yaml").write_text("policies: [global_competition_2012, far]\n")
    with pytest.raises(ConfigurationError, match=r"policy far\.prices.*1999.*2010 to 2025"):
        setting(compose(["world=uk", "scenario=far"], [str(tmp_path)]))


def test_published_sums_of_the_project_come_back_at_prices_of_their_year() -> None:
    """GBP 17.3m in 2017, 24.8m in 2018, 42.8m in 2019 and 400m in 2025, as documents have them."""
    root = compose(["world=uk", "scenario=as_enacted"])
    found = setting(root)
    levers = found.timeline.values(root.world.calendar.quarters)
    calls = sum(levers[f"funding.{name}"] for name in ("enterprise_call", "open_call", "themed_call", "ukdi_fund"))
    first = root.world.calendar.burn_in - 4 * root.world.calendar.first_year
    for year, published in ((2017, 17_300), (2018, 24_800), (2020, 42_800 / 94.9 * 100.6), (2026, 400_000)):
        level = price_level(root.world.market, np.array([min(year, 2025)]))[0]
        assert calls[first + 4 * year + 2] * level == pytest.approx(published, rel=2e-3)


def test_what_counts_as_a_sum_is_read_from_the_unit() -> None:
    sums = {lever for lever in lever_paths() if is_sum(lever)}
    assert sums == {"entry.outreach", "exports.support", "exports.joint"} and is_sum("funding.open_call")
    assert set(settings_of(priced(2015, open_call=1.0))) == {"funding.open_call"}
