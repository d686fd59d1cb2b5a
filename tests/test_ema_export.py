"""A study of many points opens in the EMA workbench as results of its own."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.kinds.sweep import sweep
from pullthrough.verbs.arguments import NoResults
from pullthrough.verbs.ema import write_ema


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The effect of the policy is the drift; one outcome is undefined where drift is small."""
    lead, drift = setting.timeline.values(60)["engagement.lead"][-1], setting.world.need.drift
    outcomes = dict.fromkeys(OUTCOMES, float(np.random.default_rng(seed).normal()) + (drift if lead else 0.0))
    outcomes["time_to_adoption"] = drift if drift > 0.05 else float("nan")
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished sweep over a number and a rule."""
    replace_runs(monkeypatch, stand_in)
    words = [*TINY, "study=sweep", "design=grid", "study.executor=serial", "replicates=2"]
    words += ["design.values={world.need.drift:[0.02,0.1]}", "design.variants={staying:[in_use,by_hazard]}"]
    sweep(compose(words), tmp_path)
    return tmp_path


def test_the_workbench_loads_points_and_effects(folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbench = pytest.importorskip("ema_workbench")
        experiments, outcomes = workbench.load_results(str(write_ema(folder)))
    assert list(experiments["world.need.drift"]) == [0.02, 0.02, 0.1, 0.1]
    assert list(experiments["variant.staying"]) == ["in_use", "by_hazard"] * 2
    assert set(experiments["policy"]) == {"dsis_core"}
    np.testing.assert_allclose(outcomes["adoption_rate"], [0.02, 0.02, 0.1, 0.1], atol=1e-9)
    np.testing.assert_allclose(outcomes["time_to_adoption_policy"], [np.nan, np.nan, 0.1, 0.1])


def test_the_numbers_are_those_of_the_sweep(folder: Path) -> None:
    import tarfile

    with tarfile.open(write_ema(folder)) as archive:
        text = archive.extractfile("public_cost.csv")
        assert text is not None
        mine = [float(line) for line in text.read().decode().split()]
    with (folder / "responses.csv").open(newline="") as lines:
        theirs = [float(r["difference"]) for r in csv.DictReader(lines) if r["outcome"] == "public_cost"]
    np.testing.assert_allclose(mine, theirs, atol=1e-9)


def test_a_comparison_without_points_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoResults, match=r"has no points\.csv"):
        write_ema(tmp_path)
