"""Figures of sweeps, sensitivity studies and many scenarios: drawn from files, the same each time, with their stamp."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.present.drawing import draw
from pullthrough.study.kinds.registry import kind_named

RANGES = "design.ranges={world.need.drift:[0.01,0.1],policy.engagement.lead:[0,24]}"
WORDS = [*TINY, "study.executor=serial", "replicates=3"]

CASES = {
    "grid": (["study=sweep", "design=grid", RANGES], ["heat_map", "response_curves"]),
    "one_at_a_time": (["study=sweep", "design=one_at_a_time", RANGES], ["tornado"]),
    "latin_hypercube": (["study=sweep", "design=latin_hypercube", "design.n=16", RANGES], ["scatter"]),
    "list": (
        ["study=sweep", "design=list", "design.points=[{policy.engagement.lead:4},{policy.engagement.lead:8}]"],
        ["response_curves"],
    ),
    "names": (["study=sweep", "design=grid", "design.values={world.processes.exit:[true,false]}"], []),
    "sobol": (["study=sensitivity", "design=sobol", "design.n=8", RANGES], ["sobol_bars", "sobol_bars_baseline"]),
    "morris": (["study=sensitivity", "design=morris", "design.n=4", RANGES], ["morris_plane", "morris_plane_baseline"]),
}

TWICE = ("one_at_a_time", "morris")
"""Designs whose figures are drawn again, to see whether they are the same: one of a sweep, one of a sensitivity study."""


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def stand_in(setting: Setting, seed: int) -> RunResult:
        draws = np.random.default_rng(seed)
        lead = setting.timeline.values(60)["engagement.lead"][-1]
        level = 20 * setting.world.need.drift * (1 + lead / 10)
        outcomes = {name: float(draws.normal() + level) for name in OUTCOMES}
        outcomes["time_to_adoption"] = float("nan")
        series = {name: np.abs(draws.normal(size=40)) for name in SERIES}
        return RunResult(outcomes, series, {name: np.zeros(9) for name in CURVES})

    replace_runs(monkeypatch, stand_in)


@pytest.mark.parametrize("case", CASES)
def test_the_figures_that_fit_a_design(case: str, tmp_path: Path) -> None:
    words, names = CASES[case]
    root = compose([*WORDS, *words])
    kind: Callable[..., object] = kind_named(root.study.kind).run
    kind(root, tmp_path, "pullthrough", lambda done, total: None)
    files = draw(tmp_path, root.study.kind)
    assert sorted(f.name for f in files) == sorted(f"{name}{end}" for name in names for end in (".png", ".svg"))
    if case in TWICE:
        before = {f: f.read_bytes() for f in files}
        assert {f: f.read_bytes() for f in draw(tmp_path, root.study.kind)} == before
    for file in files:
        if file.suffix == ".svg":
            text = file.read_text()
            assert ("World tiny" in text and "not a forecast" in text and "replicates" in text) or "paired runs" in text


def test_many_scenarios_are_drawn_beside_each_other(tmp_path: Path) -> None:
    folder = tmp_path.parent / f"{tmp_path.name}_config"
    (folder / "scenario").mkdir(parents=True)
    (folder / "scenario" / "third.yaml").write_text("title: Third\npolicies: [global_competition_2012, dsis_core]\n")
    root = compose([*WORDS, "study.scenarios=[third,dsis_core]"], [folder])
    kind_named("compare").run(root, tmp_path, "pullthrough", lambda done, total: None)
    names = {f.stem for f in draw(tmp_path)}
    both = {f"{name}_{s}" for name in ("effects", "trl_funnel") for s in ("third", "dsis_core")}
    assert {"effects", "adoption_over_time", "twins"} | both <= names
    for name in ("effects", "adoption_over_time", "twins"):
        text = (tmp_path / "figures" / f"{name}.svg").read_text()
        assert ("Third" in text and "third" in text.replace("Third", "")) or name == "adoption_over_time"
    assert "Third" in (tmp_path / "figures" / "effects_third.svg").read_text()
    with (tmp_path / "effects.csv").open(encoding="utf-8") as file:
        assert {row["scenario"] for row in csv.DictReader(file)} == {"third", "dsis_core"}
