"""The policy timeline: dated overlays, first values, conflicts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from inputs import TINY

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import Timeline, compose_timeline, lever_paths, named_levers, settings_of
from pullthrough.parameters.schema.policy import Levers, Pipeline, Procurement
from pullthrough.parameters.schema.quarters import label, number_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.world import World

BURN_IN = 8  # quarters before 2016Q1 in the tiny world


@cache
def root() -> Root:
    return compose([*TINY, f"world.calendar.burn_in={BURN_IN}"])


def world() -> World:
    return root().world


@cache
def base() -> Levers:
    """The first values of all levers."""
    from pullthrough.parameters.policy.library import policies_of, scenario_named

    name = "global_competition_2012"
    return policies_of(name, scenario_named(name))[name]


def lay(ad_hoc: tuple[str, Levers] | None = None, **policies: tuple[str, Levers]) -> Timeline:
    return compose_timeline({"base": ("always", base()), **policies}, world(), ad_hoc)


def horizon(quarters: int) -> Levers:
    return Levers(pipeline=Pipeline(horizon=quarters))


def problems(**policies: tuple[str, Levers]) -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        compose_timeline(policies, world())
    return [str(p) for p in refused.value.problems]


def test_every_lever_has_a_value_in_every_quarter() -> None:
    values = lay().values(48)
    assert set(values) == {*lever_paths(), *named_levers(world())}
    for lever, held in values.items():
        assert held.shape == (48,) and held.dtype == np.float64 and np.isfinite(held).all(), lever


def test_budgets_come_from_the_world_unless_a_policy_sets_them() -> None:
    values = lay(more=("2017Q1", Levers(funding={"open_call": 7.0}))).values(20)
    assert values["funding.open_call"][: BURN_IN + 4].tolist() == [world().instruments["open_call"].budget] * 12
    assert values["funding.open_call"][BURN_IN + 4 :].tolist() == [7.0] * 8
    assert values["funding.pull_through_fund"][0] == 0.0


def test_a_region_has_no_cluster_unless_a_policy_sets_one() -> None:
    values = lay(east=("2017Q1", Levers(clusters={"east": 1.0, "wales": 1.0}))).values(20)
    assert values["clusters.east"].tolist() == [0.0] * (BURN_IN + 4) + [1.0] * 8
    assert not values["clusters.scotland"].any()
    assert "clusters.wales" not in values, "the tiny world has no such region"
    said = problems(base=("always", base()), a=("2017Q1", Levers(clusters={"eats": 1.0})))
    assert len(said) == 1 and "is not a region" in said[0] and "'policy a.clusters.east'" in said[0]


def test_a_policy_holds_from_its_quarter_on_and_a_later_one_replaces_it() -> None:
    held = lay(late=("2016Q4", horizon(9)), soon=("2016Q2", horizon(5))).values(14)["pipeline.horizon"]
    assert held.tolist() == [2.0] * 9 + [5.0] * 2 + [9.0] * 3


def test_a_policy_from_before_the_burn_in_holds_throughout() -> None:
    assert lay(old=("2001Q1", horizon(5))).values(3)["pipeline.horizon"].tolist() == [5.0] * 3


def test_levers_that_a_policy_leaves_alone_stay() -> None:
    quicker = ("2016Q1", Levers(procurement=Procurement(large_time=4)))
    before, after = lay().values(30), lay(quicker=quicker).values(30)
    changed = {lever for lever in before if (before[lever] != after[lever]).any()}
    assert changed == {"procurement.large_time"}


def test_the_ad_hoc_overlay_wins_on_the_same_date() -> None:
    held = lay(("2016Q2", horizon(7)), soon=("2016Q2", horizon(5))).values(12)["pipeline.horizon"]
    assert held.tolist() == [2.0] * 9 + [7.0] * 3


def test_the_ad_hoc_overlay_stays_when_a_policy_comes_later() -> None:
    held = lay(("2016Q2", horizon(7)), late=("2016Q3", horizon(5))).values(12)["pipeline.horizon"]
    assert held.tolist() == [2.0] * 9 + [7.0] * 3


def test_two_policies_that_disagree_on_one_date_are_refused() -> None:
    said = problems(base=("always", base()), a=("2016Q2", horizon(5)), b=("2016Q2", horizon(6)))
    assert (
        len(said) == 1
        and "policy b.pipeline.horizon = 6" in said[0]
        and "policy 'a' sets it to 5 from 2016Q2" in said[0]
    )
    lay(a=("2016Q2", horizon(5)), b=("2016Q2", horizon(5)))  # they may agree


def test_levers_without_a_first_value_are_named() -> None:
    said = problems(only=("2016Q1", horizon(5)))
    assert len(said) == 1 and "pipeline.horizon, " in said[0] and "bid_cost_factor" in said[0]


@pytest.mark.parametrize("start", ["2021", "2021Q5", "21Q2", "never", "Q2 2021"])
def test_a_start_must_be_a_quarter(start: str) -> None:
    said = problems(base=("always", base()), a=(start, horizon(5)))
    assert said == [f"policy a.start = {start}: must be 'always' or a quarter such as 2021Q2, not after 2025Q4."]


def test_all_faults_of_all_policies_are_said() -> None:
    said = problems(base=("always", base()), a=("2o16Q1", horizon(5)), b=("x", Levers(funding={"open_cal": 1.0})))
    assert len(said) == 3 and "'always' or a quarter" in said[0] and "'policy b.funding.open_call'" in said[2]


def test_a_policy_that_comes_too_late_for_a_run_is_left_out_unless_it_is_the_only_one() -> None:
    late = ("2026Q1", horizon(5))
    assert lay(soon=("2016Q2", horizon(7)), late=late).values(48)["pipeline.horizon"].max() == 7.0
    said = problems(base=("always", base()), late=late)
    assert said == ["policy late.start = 2026Q1: must not be after the last simulated quarter, 2025Q4."]
    with pytest.raises(ConfigurationError, match=r"policy\.start = 2026Q1"):
        lay(late, soon=("2016Q2", horizon(7)))


@pytest.mark.parametrize(
    ("words", "quarter"),
    [
        ([], "2021Q2"),
        (["policy.start=2018Q3"], "2018Q3"),
        (["scenario=global_competition_2012"], "2016Q1"),
    ],
)
def test_where_the_ad_hoc_overlay_starts(words: list[str], quarter: str) -> None:
    chosen = setting(compose([*TINY, "policy.pipeline.horizon=30", *words]))
    change = next(c for c in chosen.timeline.changes if c.policy == "policy")
    assert (change.lever, change.value, change.policy) == ("pipeline.horizon", 30.0, "policy")
    calendar = chosen.world.calendar
    assert label(4 * calendar.first_year - calendar.burn_in + change.quarter) == quarter


def test_an_always_overlay_holds_in_the_burn_in() -> None:
    words = ["policy.start=always", "policy.pipeline.horizon=30", "scenario=global_competition_2012"]
    assert setting(compose([*TINY, *words])).timeline.values(4)["pipeline.horizon"].tolist() == [30.0] * 4


def test_first_difference() -> None:
    assert lay().first_difference(lay(), 40) is None
    assert lay(a=("2016Q3", horizon(5))).first_difference(lay(), 40) == BURN_IN + 2
    assert lay(a=("2016Q3", horizon(2))).first_difference(lay(), 40) is None


def test_settings_of_a_policy() -> None:
    assert settings_of(horizon(0)) == {"pipeline.horizon": 0.0}
    assert settings_of(Levers()) == {}


def test_quarters() -> None:
    assert number_of("2021Q2") == 4 * 2021 + 1 and label(4 * 2021 + 3) == "2021Q4"
    assert number_of("2021 Q2") == number_of("2021Q2") and number_of("2021Q0") is None
