"""Replicates until an interval is narrow enough, with a stand-in for the model."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough import cli
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.resolve import design_of
from pullthrough.study.kinds import dry_run
from pullthrough.study.kinds.dry_run import FIGURES, PILOT, START, estimate, furthest
from pullthrough.study.kinds.precision import Precise, needed, precision, rounds
from pullthrough.study.kinds.registry import kind_named


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seeds of the runs that were carried out."""
    done: list[int] = []

    def stand_in(setting: Setting, seed: int) -> RunResult:
        done.append(seed)
        tested = setting.name == "dsis_core"
        value = 10 + np.random.default_rng([seed, tested]).normal() + tested
        outcomes = dict.fromkeys(OUTCOMES, float(value))
        return RunResult(outcomes, {name: np.zeros(40) for name in SERIES}, {name: np.zeros(9) for name in CURVES})

    replace_runs(monkeypatch, stand_in)
    return done


def study(folder: Path, *words: str) -> Precise:
    base = [*TINY, "study=precision", "study.executor=serial", "study.series=false"]
    return precision(compose([*base, *words]), folder)


def test_it_stops_when_the_interval_is_narrow_enough(tmp_path: Path, ran: list[int]) -> None:
    found = study(tmp_path, "replicates=200", "study.precision.width=0.05")
    n = found.looks[-1].replicates
    assert found.reached and 16 < n < 100  # 1.96 sqrt(2 / n) = 0.5 at n = 31
    assert [look.width <= 0.05 for look in found.looks] == [False] * (len(found.looks) - 1) + [True]
    assert len(ran) == 2 * n and {e.n for e in found.effects} == {n}
    with (tmp_path / "precision.csv").open(newline="") as lines:
        assert [int(r["replicates"]) for r in csv.DictReader(lines)] == rounds(200)[: len(found.looks)]
    about = json.loads((tmp_path / "manifest.json").read_text())
    assert (about["replicates"], about["most_replicates"], about["runs"]) == (n, 200, 2 * n)


def test_it_stops_at_the_limit_and_says_so(tmp_path: Path, ran: list[int]) -> None:
    found = study(tmp_path, "replicates=40", "study.precision.width=0.001")
    assert not found.reached and found.looks[-1].replicates == 40 and len(ran) == 80


def test_taken_up_again_it_comes_to_the_same(tmp_path: Path, ran: list[int]) -> None:
    whole = study(tmp_path, "replicates=200", "study.precision.width=0.05")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"}
    (tmp_path / "runs" / "part-0001.parquet").unlink()
    ran.clear()
    again = study(tmp_path, "replicates=200", "study.precision.width=0.05")
    assert len(ran) == 16 and again.looks == whole.looks
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"} == before


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(
    ran: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [*TINY, "study=sweep", "design=grid", "design.values={world.need.drift:[0.02,0.05,0.1]}", "replicates=50"]
    assert cli.command([*words, "study.executor=serial", "dry_run=true"]) == 0
    out = capsys.readouterr().out
    for text in (
        "points      3",
        "runs        300: 6 scenarios at points, 50 replicates",
        "disk        about",
        "within ± 5 %",
    ):
        assert text in out
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(dry_run, "slowness", lambda: 1.0)
    found = estimate(compose([*words, "study.executor=serial", "study.precision.width=0.02"]))
    assert found.runs == 300 and found.timed == 2 * PILOT
    around = 60 * found.minutes - 300 * found.run_seconds / found.workers
    assert START < around < START + FIGURES + 2, "start, tables and figures are in the estimate"
    assert 20 < found.replicates["adoption_rate"] < 600  # (1.96 sqrt 2 / 0.2)^2 = 192


def test_precision_is_judged_where_policy_and_baseline_differ() -> None:
    words = [*TINY, "study=sweep", "design=grid", "scenario=no_change", "against=no_change"]
    design = design_of(compose([*words, "design.values={policy.pipeline.horizon:[2,12,2]}"]))
    first, last = (design.setting(design.cells[number]) for number in furthest(design))
    assert last.first_difference(first) is not None
    doses = ["study.kind=dose", "study.dose.lever=pipeline.horizon", "study.dose.doses=[2,6,12]"]
    dosed = kind_named("dose").design(compose([*TINY, *doses]))
    assert furthest(dosed) == (0, 2)


def test_rounds_end_at_the_limit() -> None:
    assert rounds(8) == [8] and rounds(20) == [16, 20]
    assert all(b > a for a, b in zip(rounds(5000), rounds(5000)[1:], strict=False)) and rounds(5000)[-1] == 5000


def test_pairs_that_would_be_needed() -> None:
    draws = np.random.default_rng(2)
    baseline, difference = 10 + draws.normal(size=4000), 2 * draws.normal(size=4000)
    assert needed(difference, baseline, 0.05) == pytest.approx((1.96 * 2 / 0.5) ** 2, rel=0.05)
    assert np.isnan(needed(difference[:1], baseline[:1], 0.05))
