"""The policies of the source documents: every value with its evidence, every scenario of them, and sums that must hold."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.library import policies_of, policy_named, scenario_named, stages_of
from pullthrough.parameters.policy.prices import price_level
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import settings_of
from pullthrough.parameters.register.records import GRADES
from pullthrough.parameters.schema.policy import Stage
from pullthrough.parameters.schema.quarters import ALWAYS, number_of

BASE = "global_competition_2012"
ENACTED = ["dgp_2013", "dasa_2016", "dsis_2021", "rdsc_network", "sdr_2025"]
PARTS = [
    (part, stage) for name in locate.names("policy") for part, stage in stages_of(name, policy_named(name)).items()
]
FIRST_YEAR, BURN_IN = 2012, 40


@cache
def uk(scenario: str) -> Setting:
    return setting(compose([f"scenario={scenario}"]))


def in_force(scenario: str) -> list[str]:
    return list(policies_of(scenario, scenario_named(scenario)))


def value(scenario: str, lever: str, quarter: str) -> float:
    number = number_of(quarter)
    assert number is not None
    return float(uk(scenario).timeline.values(BURN_IN + 96)[lever][BURN_IN + number - 4 * FIRST_YEAR])


@pytest.mark.parametrize(("part", "stage"), PARTS, ids=[part for part, _ in PARTS])
def test_every_value_says_what_it_rests_on(part: str, stage: Stage) -> None:
    if stage.start != ALWAYS:  # first values have theirs in the register
        assert set(stage.evidence) == set(settings_of(stage))
    assert all(re.match(rf"[{''.join(GRADES)}]: \S", text) for text in stage.evidence.values())


@pytest.mark.parametrize("policy", ENACTED)
def test_every_policy_alone_and_everything_without_it(policy: str) -> None:
    everything = in_force("as_enacted")
    its_own = [part for part in everything if part.partition(".")[0] == policy]
    assert policy in its_own
    assert in_force(policy) == [BASE, *its_own]
    assert in_force(f"without_{policy}") == [part for part in everything if part not in its_own]
    assert policy_named(policy).title and policy_named(policy).source


def test_as_enacted_has_every_policy_and_no_change_none() -> None:
    assert [part for part in in_force("as_enacted") if "." not in part] == [BASE, *ENACTED]
    assert all(change.quarter == 0 for change in uk("no_change").timeline.changes)


def test_the_partnership_brings_no_new_public_money() -> None:
    now, before = ({n: value(s, f"funding.{n}", "2016Q1") for n in ("matched_programme", "demonstration")}
                   for s in ("dgp_2013", "no_change"))  # fmt: skip
    assert sum(now.values()) == sum(before.values()) and now["matched_programme"] > before["matched_programme"] == 0


def test_the_partnership_pays_no_more_for_exports_and_a_study_is_no_contract_between_governments() -> None:
    assert value("dgp_2013", "exports.support", "2016Q1") == value("no_change", "exports.support", "2016Q1")
    assert [value("as_enacted", "exports.g2g", quarter) for quarter in ("2013Q4", "2021Q1", "2021Q2")] == [0, 0, 0.5]


def in_prices_of(year: int, amount: float) -> float:
    """A sum at 2021 prices as it was in the year."""
    return amount * float(price_level(uk("as_enacted").world.market, np.array([year]))[0])


@pytest.mark.parametrize(("quarter", "awarded"), [("2017Q4", 17_300), ("2018Q4", 24_800), ("2019Q4", 42_800)])
def test_the_accelerator_awards_what_was_published(quarter: str, awarded: float) -> None:
    calls = sum(value("as_enacted", f"funding.{name}", quarter) for name in ("open_call", "themed_call"))
    assert in_prices_of(int(quarter[:4]), calls) == pytest.approx(awarded)
    assert value("as_enacted", "funding.enterprise_call", quarter) == 0


@pytest.mark.parametrize("scenario", ["as_enacted", "sdr_2025", "without_dasa_2016"])
def test_uk_defence_innovation_has_400m_a_year(scenario: str) -> None:
    calls = ("enterprise_call", "open_call", "themed_call", "ukdi_fund")
    assert in_prices_of(2025, sum(value(scenario, f"funding.{name}", "2026Q1") for name in calls)) == pytest.approx(
        400_000, rel=1e-3
    )


def test_old_money_is_the_fund_alone_smaller_and_a_year_later() -> None:
    names = ("as_enacted", "as_enacted_old_money")
    new, old = (uk(name).timeline.values(BURN_IN + 96) for name in names)
    assert [lever for lever in new if (new[lever] != old[lever]).any()] == ["funding.ukdi_fund"]
    quarters = ("2025Q2", "2025Q3", "2026Q2", "2026Q3")
    new_fund, old_fund = ([in_prices_of(2025, value(name, "funding.ukdi_fund", q)) for q in quarters] for name in names)
    assert new_fund == pytest.approx([0, 345_500, 345_500, 345_500])
    assert old_fund == pytest.approx([0, 0, 0, 100_000])
