"""Studies of the model itself on the tiny world, and the command as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY

import pullthrough
from pullthrough import cli
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage.store import read_runs

WORDS = [*TINY, "world.calendar.last_year=2023", "replicates=9"]


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    assert compare(compose([*WORDS, "study.executor=serial"]), a).processes == 0
    assert compare(compose([*WORDS, "study.executor=processes", "study.processes=2"]), b).processes == 2
    files = {p.relative_to(a) for p in a.rglob("*") if p.is_file()} - {Path("manifest.json")}
    assert len(files) == 15  # tables, runs with their seals, what tables and figures come from, the report
    assert [f for f in files if (a / f).read_bytes() != (b / f).read_bytes()] == []


def test_one_run_by_hand_is_the_run_of_the_study(tmp_path: Path) -> None:
    compare(compose([*WORDS, "replicates=1", "study.executor=serial"]), tmp_path)
    run = read_runs(tmp_path)[1]
    assert not run.error
    np.testing.assert_equal(pullthrough.run(WORDS, seed=run.seed), run.outcomes)


def test_a_null_reform_changes_nothing(tmp_path: Path) -> None:
    words = ["replicates=2", "study.executor=serial", "scenario=global_competition_2012"]
    found = compare(compose([*WORDS, *words]), tmp_path)
    assert not found.failures
    assert {e.difference for e in found.effects if e.n} == {0.0}


def test_the_command_runs_shows_and_resumes(
    compiled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [*WORDS, "replicates=2", "study.executor=serial", "study.figures=false", "hydra.run.dir=here"]
    errors = []
    for _ in range(2):
        assert cli.command(words) == 0
        shown = capsys.readouterr()
        assert "Adoptions" in shown.out and "Results in here" in shown.out
        errors.append(shown.err)
    about = json.loads((tmp_path / "here" / "manifest.json").read_text())
    assert about["command"].startswith("pullthrough world=tiny") and about["runs"] == 4
    assert "4 runs to do" in errors[0] and "to do" not in errors[1]
    assert cli.command([*words, "seed=2"]) == 2
    assert "nothing was run" in capsys.readouterr().err
