"""Sweeps and comparisons of many scenarios, with a stand-in for the model."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.kinds.compare import compare
from pullthrough.study.kinds.sweep import sweep
from pullthrough.study.methods.switching import crossings
from pullthrough.study.storage.store import read_runs

WORDS = [*TINY, "study.executor=serial", "replicates=6", "scenario=global_competition_2012"]
GRID = ["study=sweep", "design=grid", "design.values={policy.engagement.lead:[0,4,8],world.need.drift:[0.02,0.1]}"]


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The first outcome is noise common to a seed, plus 100 times the drift, plus the lead less 5."""
    drift, lead = setting.world.need.drift, setting.timeline.values(60)["engagement.lead"][-1]
    noise = np.random.default_rng(seed).normal()
    outcomes = dict.fromkeys(OUTCOMES, noise + 100 * drift + (lead - 5 if lead else 0))
    return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, stand_in)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_sweep_pairs_every_point_with_its_baseline(tmp_path: Path) -> None:
    found = sweep(compose([*WORDS, *GRID]), tmp_path)
    assert found.design.runs == 6 * (2 + 6)  # two worlds without the levers, six points with them
    table = [r for r in rows(tmp_path / "responses.csv") if r["outcome"] == "adoption_rate"]
    lead = [float(r["policy.engagement.lead"]) for r in table]
    assert [float(r["difference"]) for r in table] == pytest.approx([x - 5 if x else 0 for x in lead])
    base = {r["world.need.drift"]: float(r["baseline"]) for r in table}
    assert base["0.1"] - base["0.02"] == pytest.approx(8)
    assert {r["n"] for r in table} == {"6"}


def test_the_files_of_a_sweep(tmp_path: Path) -> None:
    sweep(compose([*WORDS, *GRID]), tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {
        "data_dictionary.csv",
        "manifest.json",
        "points.csv",
        "points.parquet",
        "responses.csv",
        "responses.parquet",
        "runs",
        "summary.csv",
        "switching.csv",
    }
    named = {(line["file"], line["column"]) for line in rows(tmp_path / "data_dictionary.csv")}
    for file in ("points.csv", "responses.csv", "switching.csv", "summary.csv"):
        assert {(file, column) for column in rows(tmp_path / file)[0]} <= named
    for file in ("points", "responses"):
        assert pq.read_table(tmp_path / f"{file}.parquet").num_rows == len(rows(tmp_path / f"{file}.csv"))
    assert not any(row.series for row in read_runs(tmp_path))
    cells = {r["cell"] for r in rows(tmp_path / "summary.csv")}
    points = rows(tmp_path / "points.csv")
    assert cells == {p[c] for p in points for c in p if c.startswith("cell:")}
    assert json.loads((tmp_path / "manifest.json").read_text())["runs"] == 48


def test_a_sweep_takes_up_again_where_it_stopped(tmp_path: Path) -> None:
    words = [*WORDS, *GRID, "replicates=40"]
    sweep(compose(words), tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"}
    sorted((tmp_path / "runs").iterdir())[1].unlink()
    sweep(compose(words), tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"} == before


def test_the_switching_value_lies_where_the_difference_is_zero(tmp_path: Path) -> None:
    sweep(compose([*WORDS, *GRID]), tmp_path)
    table = [r for r in rows(tmp_path / "switching.csv") if r["outcome"] == "adoption_rate"]
    assert [(r["factor"], r["others"]) for r in table] == [
        ("policy.engagement.lead", "world.need.drift=0.02"),
        ("policy.engagement.lead", "world.need.drift=0.1"),
    ]
    for row in table:  # at lead 4 the difference is -1, at 8 it is +3
        assert [float(row[k]) for k in ("value", "ci_low", "ci_high", "share", "below", "clear")] == pytest.approx(
            [5, 5, 5, 1, -1, 1]
        )


def test_crossings_of_a_noisy_line_have_an_interval_around_the_truth() -> None:
    draws = np.random.default_rng(6)
    x = np.linspace(0.0, 10.0, 6)
    d = (x - 6.2)[:, None] + draws.normal(size=40)[None, :]
    (value, low, high, share, below, clear), *more = crossings(x, d)
    assert not more and low < 6.2 < high and high - low < 1 and share == 1 and below == -1 and clear
    assert value == pytest.approx(6.2 - d.mean(axis=1)[3] + (x[3] - 6.2), abs=1e-9)


@pytest.mark.parametrize(("pairs", "n"), [("against", 2), ("all", 3)])
def test_many_scenarios_are_compared(tmp_path: Path, pairs: str, n: int) -> None:
    folder = tmp_path.parent / f"{tmp_path.name}_config"
    (folder / "scenario").mkdir(parents=True)
    (folder / "scenario" / "third.yaml").write_text("title: Third\npolicies: [global_competition_2012]\n")
    words = [*TINY, "study.executor=serial", "study.scenarios=[third,dsis_core]", f"study.pairs={pairs}"]
    found = compare(compose([*words, "replicates=3"], [folder]), tmp_path)
    table = rows(tmp_path / "comparisons.csv")
    assert len({(r["scenario"], r["against"]) for r in table}) == n == len(found.comparisons)
    assert found.effects == found.comparisons["dsis_core", "global_competition_2012"]
    assert {r["difference"] for r in table if r["scenario"] == "third"} == {"0"}
