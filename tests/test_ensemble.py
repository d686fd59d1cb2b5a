"""An ensemble of several scenarios: each is summed up, by name."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.kinds.ensemble import ensemble

POINTS = "design.points=[{world.need.drift:0.02},{world.need.drift:0.05},{world.need.drift:0.1}]"
GAIN = {"no_change": 0.0, "dsis_core": 1.0, "as_enacted": 3.0}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> None:
    def stand_in(setting: Setting, seed: int) -> RunResult:
        value = GAIN[setting.name] + np.random.default_rng(seed).normal() + 20 * setting.world.need.drift
        nothing = {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES}
        return RunResult(dict.fromkeys(OUTCOMES, float(value)), *nothing)

    replace_runs(monkeypatch, stand_in)


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize("scenarios", [["as_enacted"], ["dsis_core", "as_enacted"]], ids=["one", "two"])
def test_every_scenario_of_an_ensemble_is_summed_up(scenarios: list[str], tmp_path: Path) -> None:
    words = [*TINY, "study=ensemble", "design.kind=list", POINTS, "replicates=3", "study.executor=serial"]
    words += ["against=no_change", "study.outcomes=[adoption_rate]", "study.series=false"]
    words += [f"scenario={scenarios[0]}"] if len(scenarios) == 1 else [f"study.scenarios=[{','.join(scenarios)}]"]
    found = ensemble(compose(words), tmp_path)
    told = rows(tmp_path / "ensemble.csv")
    assert [row.get("scenario", scenarios[0]) for row in told] == scenarios
    assert ("scenario" in told[0]) == (len(scenarios) > 1)
    for row, name in zip(told, scenarios, strict=True):
        assert float(row["difference"]) == pytest.approx(GAIN[name])
    assert found.robust[0].difference == pytest.approx(GAIN[scenarios[-1]])
