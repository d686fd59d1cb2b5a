"""Scenarios as lists of policies: stages with dates of their own, scenarios like others, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.library import policies_of, scenario_named
from pullthrough.parameters.policy.setting import Setting, setting

FIRST_YEAR, BURN_IN = 2012, 8
FILES = {
    "policy/steps.yaml": """
start: 2015Q1
title: Steps
engagement: {slots: 2}
stages:
  first: {start: 2016Q1, pipeline: {horizon: 6}}
  second: {start: 2018Q3, pipeline: {horizon: 9}, funding: {open_call: 1}}
""",
    "scenario/all.yaml": "title: All\npolicies: [global_competition_2012, steps]\n",
    "scenario/second.yaml": "title: Second\npolicies: [global_competition_2012, steps.second]\n",
    "scenario/without.yaml": "title: Without\nlike: all\nwithout: [steps.first]\n",
    "scenario/nothing.yaml": "title: Nothing\nlike: without\nwithout: [steps]\n",
    "scenario/more.yaml": "title: More\nlike: second\npolicies: [steps.first]\n",
    "scenario/odd.yaml": "title: Odd\nlike: all\nwithout: [steps.secnd]\npolicies: [steps.third]\n",
    "scenario/left.yaml": "title: Left\nlike: all\nwithout: [steps.secnd]\n",
    "scenario/circle.yaml": "title: Circle\nlike: circle\n",
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def named(mine: Path, name: str, *words: str) -> Setting:
    return setting(compose(["world=tiny", f"scenario={name}", *words], [mine]))


def horizon(chosen: Setting) -> list[tuple[float, float]]:
    """(year, value) of each change of the horizon after the beginning."""
    changes = [c for c in chosen.timeline.changes if c.lever == "pipeline.horizon" and c.quarter > 0]
    return [(FIRST_YEAR + (c.quarter - BURN_IN) / 4, c.value) for c in changes]


def test_the_parts_of_a_policy_hold_from_their_own_dates(mine: Path) -> None:
    chosen = named(mine, "all")
    assert horizon(chosen) == [(2016.0, 6.0), (2018.5, 9.0)]
    assert {c.policy for c in chosen.timeline.changes if c.quarter > 0} == {"steps", "steps.first", "steps.second"}
    slots = chosen.timeline.values(60)["engagement.slots"]
    assert slots[: BURN_IN + 12].max() == 0 and slots[BURN_IN + 12 :].min() == 2


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("second", [(2018.5, 9.0)]),
        ("without", [(2018.5, 9.0)]),
        ("more", [(2016.0, 6.0), (2018.5, 9.0)]),
    ],
)
def test_a_part_can_be_taken_alone_or_left_out(mine: Path, scenario: str, expected: list[tuple[float, float]]) -> None:
    assert horizon(named(mine, scenario)) == expected


def test_what_a_policy_sets_itself_goes_with_its_parts(mine: Path) -> None:
    assert "engagement.slots" not in changed(named(mine, "second"))
    assert "engagement.slots" in changed(named(mine, "without"))
    assert not changed(named(mine, "nothing"))


def changed(chosen: Setting) -> set[str]:
    return {c.lever for c in chosen.timeline.changes if c.quarter > 0}


def test_what_is_not_there_is_said_with_what_is(mine: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"odd\.policies = steps\.third: .*in force: steps, steps\.first"):
        named(mine, "odd")
    with pytest.raises(ConfigurationError, match=r"left\.without = steps\.secnd: .*Did you mean 'steps\.second'"):
        named(mine, "left")
    with pytest.raises(ConfigurationError, match="leads through more than"):
        named(mine, "circle")


def test_levers_on_top_begin_with_the_first_dated_part(mine: Path) -> None:
    assert horizon(named(mine, "all", "policy.pipeline.horizon=30")) == [(2015.0, 30.0)]
    assert horizon(named(mine, "second", "policy.pipeline.horizon=30"))[-1] == (2018.5, 30.0)


def test_a_date_on_which_two_parts_disagree_is_refused(mine: Path) -> None:
    path = mine / "policy" / "steps.yaml"
    path.write_text(path.read_text().replace("2018Q3", "2016Q1"))
    with pytest.raises(ConfigurationError, match=r"policy 'steps\.first' sets it to 6 from 2016Q1"):
        named(mine, "all")


def test_scenarios_keep_the_order_of_their_policies(mine: Path) -> None:
    found = policies_of("all", scenario_named("all", [str(mine)]), [str(mine)])
    assert list(found) == ["global_competition_2012", "steps", "steps.first", "steps.second"]
