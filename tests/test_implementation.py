"""How far, how late and for how long policies are carried out."""

from __future__ import annotations

import pytest

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.change import Change
from pullthrough.parameters.policy.implementation import Plan, carried_out
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.policy import CarriedOut
from pullthrough.parameters.schema.quarters import number_of

REGIME = [Change(0, "pipeline.commitment", 0.2, "regime"), Change(0, "engagement.slots", 0.0, "regime")]


def path(*plans: Plan, lever: str = "pipeline.commitment", quarters: int = 20) -> list[tuple[int, float]]:
    """The changes of one lever."""
    found = carried_out(REGIME, plans, quarters)
    return [(change.quarter, pytest.approx(change.value)) for change in found if change.lever == lever]


def plan(quarter: int, value: float, name: str = "policy", lever: str = "pipeline.commitment", **how: float) -> Plan:
    return Plan(name, quarter, {lever: value}, CarriedOut(**how))  # type: ignore[arg-type]


def test_in_full_at_once_and_for_good_a_policy_is_what_it_announces() -> None:
    assert path(plan(4, 0.7)) == [(0, 0.2), (4, 0.7)]


def test_half_carried_out_is_half_of_the_way_from_what_was_in_force() -> None:
    assert path(plan(4, 0.7, carried_out=0.5)) == [(0, 0.2), (4, 0.45)]


def test_a_delay_moves_the_date_and_beyond_the_end_nothing_comes() -> None:
    assert path(plan(4, 0.7, delay=6)) == [(0, 0.2), (10, 0.7)]
    assert path(plan(4, 0.7, delay=16)) == [(0, 0.2)]


def test_decay_takes_its_share_of_the_change_each_year() -> None:
    assert path(plan(8, 0.7, decay=0.2)) == [(0, 0.2), (8, 0.7), (12, 0.6), (16, 0.52)]


def test_a_later_stage_begins_from_what_its_policy_found() -> None:
    """A stage that ends what an earlier one began ends it whole."""
    half = {"carried_out": 0.5}
    assert path(plan(4, 0.7, **half), plan(8, 0.2, "policy.end", **half)) == [(0, 0.2), (4, 0.45), (8, 0.2)]


def test_another_policy_begins_from_what_is_in_force_and_ends_a_decay() -> None:
    found = path(plan(4, 0.6, carried_out=0.5, decay=0.5), plan(10, 1.0, "other", carried_out=0.5))
    assert found == [(0, 0.2), (4, 0.4), (8, 0.3), (10, 0.65)]


def test_whole_numbers_stay_whole() -> None:
    assert path(plan(4, 3.0, lever="engagement.slots", carried_out=0.5), lever="engagement.slots") == [
        (0, 0.0),
        (4, 2.0),
    ]


def test_a_policy_that_comes_late_may_come_after_its_successor() -> None:
    late, next_one = plan(4, 0.5, "first", delay=8), plan(8, 0.8, "second")
    assert path(late, next_one) == [(0, 0.2), (8, 0.8), (12, 0.5)]


def test_the_world_sets_it_for_every_policy_and_the_regime_stays() -> None:
    whole, half = (of_share(share) for share in (1.0, 0.5))
    for scenario in (whole, half):
        assert value(scenario, "procurement.large_time", "2012Q1") == 10
    assert value(whole, "acquisition.case_by_case", "2021Q2") == 1.0
    assert value(half, "acquisition.case_by_case", "2021Q2") == 0.5
    asked = setting(compose(["world.implementation.carried_out=0.5", "policy.pipeline.commitment=0.9"]))
    assert value(asked, "pipeline.commitment", "2030Q1") == 0.9, "what is asked for holds in full"


def of_share(share: float) -> Setting:
    return setting(compose([f"world.implementation.carried_out={share}"]))


def value(found: Setting, lever: str, quarter: str) -> float:
    calendar = found.world.calendar
    place = (number_of(quarter) or 0) - 4 * calendar.first_year + calendar.burn_in
    return float(found.timeline.values(calendar.quarters)[lever][place])
