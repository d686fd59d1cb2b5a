"""Comparisons at equal public cost."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.observe.window import Window
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.execution import shared_prefix, worker
from pullthrough.study.kinds import equal_cost
from pullthrough.study.kinds.compare import compare
from pullthrough.study.kinds.equal_cost import equalised, present_value, problems_of, scaled
from pullthrough.study.methods.root_finding import NoZero, find_zero

FUND = "funding.pull_through_fund"
WORDS = [*TINY, "study.executor=serial", "replicates=4", "study.equal_cost=true", f"study.budget_lever={FUND}"]


def root_of(*words: str) -> Root:
    return compose([*WORDS, *words])


def test_a_zero_is_found_between_too_little_and_too_much() -> None:
    for wanted in (0.0, 0.3, 1.0, 5.0, 100.0):
        tried: list[float] = []

        def gap(x: float, wanted: float = wanted, tried: list[float] = tried) -> float:
            tried.append(x)
            return math.copysign(abs(x - wanted) ** 1.5, x - wanted)

        found = find_zero(gap, 1e-3, 1.0)
        assert abs(gap(found)) <= 1e-3 and len(tried) < 30 and tried[-2] == found


def test_where_there_is_no_zero_it_is_said_why() -> None:
    with pytest.raises(NoZero, match="even without it"):
        find_zero(lambda x: x + 5.0, 0.1, 1.0)
    with pytest.raises(NoZero, match="even at a scale of 128"):
        find_zero(lambda x: min(x, 3.0) - 5.0, 0.1, 1.0)
    with pytest.raises(NoZero, match="cannot be brought closer"):
        find_zero(lambda x: 1.0 if x > 0.37 else -1.0, 0.1, 1.0)


def test_present_value_by_hand() -> None:
    window = Window(start=6, stop=11, burn_in=4, end=20)
    series = np.array([900.0, 900.0, 1000.0, 0.0, 0.0, 0.0, 1100.0, 900.0])
    assert present_value(series, window, 0.1) == pytest.approx(1.0 + 1.1 / 1.1)
    assert present_value(series, window, 0.0) == pytest.approx(2.1)


def test_a_lever_is_scaled_from_a_quarter_on() -> None:
    tested = setting(root_of(), tested=True)
    n = tested.world.calendar.quarters
    start = tested.first_difference(setting(root_of(), tested=False)) or 0
    before, after = (s.timeline.values(n) for s in (tested, scaled(tested, FUND, start, 0.5, "factor")))
    assert before[FUND][-1] > 0
    np.testing.assert_array_equal(after[FUND], np.where(np.arange(n) >= start, 0.5, 1.0) * before[FUND])
    amount = scaled(tested, "funding.open_call", start + 2, 77.0, "amount").timeline.values(n)
    assert amount["funding.open_call"][start + 1] == before["funding.open_call"][start + 1]
    assert (amount["funding.open_call"][start + 2 :] == 77.0).all()
    assert all((after[k] == before[k]).all() for k in before if k != FUND)


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Cost: a fixed part, a part for engagement, and what the fund spends, at most 30,000 a quarter."""
    n = setting.world.calendar.quarters
    held = setting.timeline.values(n)
    noise = np.random.default_rng(seed).normal(size=n)
    cost = 50_000.0 + 500.0 * noise + 2000.0 * held["engagement.slots"] + np.minimum(held[FUND] / 4.0, 30_000.0)
    series = dict.fromkeys(SERIES, np.zeros(n)) | {"public_cost": cost}
    cut = {name: values[setting.world.calendar.burn_in :] for name, values in series.items()}
    return RunResult(dict.fromkeys(OUTCOMES, 1.0), cut, dict.fromkeys(CURVES, np.zeros(9)))


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, stand_in)
    monkeypatch.setattr(shared_prefix, "run_jobs", worker.run_jobs)  # type: ignore[attr-defined]
    equal_cost._memory.cache_clear()


def test_the_fund_of_the_baseline_grows_until_costs_agree(replaced: None, tmp_path: Path) -> None:
    words = ["policy.funding.pull_through_fund=0", "study.costing.scaled=against"]
    found = compare(root_of(*words), tmp_path)
    assert "in the baseline is set to" in found.equal_cost
    assert found.design.against.name.endswith("+equal_cost") and "for equal cost" in found.design.against.title
    with (tmp_path / "equal_cost.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["step"] for r in rows] == [*(f"try {i + 1}" for i in range(len(rows) - 1)), "study"]
    last = rows[-1]
    assert last["by"] == "amount" and abs(float(last["difference"])) <= 0.01 * float(last["cost_other"])
    fund = found.design.against.timeline.values(60)[FUND]
    assert fund[0] == 0.0 and fund[-1] == pytest.approx(4 * 2000 * 4, rel=0.15)  # four places of engagement


def test_the_fund_of_the_policy_is_scaled_down(replaced: None) -> None:
    root = root_of("policy.engagement.slots=0", "against=global_competition_2012", "study.costing.tolerance=0.001")
    found = equalised(root)
    assert found.by == "factor" and found.scale < 0.05
    assert equalised(root) is found  # the search is done once


def test_what_is_impossible_is_refused(replaced: None) -> None:
    with pytest.raises(ConfigurationError, match="even without it"):
        equalised(root_of())
    with pytest.raises(ConfigurationError, match="too low"):
        equalised(root_of("policy.engagement.slots=16", "policy.funding.pull_through_fund=900000",
                          "study.costing.scaled=against"))  # fmt: skip
    with pytest.raises(ConfigurationError, match="do not differ"):
        equalised(root_of("scenario=global_competition_2012"))


@pytest.mark.parametrize(
    "words",
    [
        ["study.budget_lever=funding.pull_through"],
        ["study.budget_lever=engagement.slots"],
        ["study.equal_cost=false"],
        ["study.kind=attribute"],
    ],
)
def test_faulty_words_are_said(words: list[str]) -> None:
    assert list(problems_of(root_of())) == []
    assert [p.key for p in problems_of(root_of(*words))] in (["study.budget_lever"], ["study.equal_cost"])
