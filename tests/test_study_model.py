"""Studies of the model itself on the tiny world, and the command as a whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from inputs import TINY

import pullthrough
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage.store import read_runs

WORDS = [*TINY, "world.calendar.last_year=2023", "replicates=9"]


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    assert compare(compose([*WORDS, "study.executor=serial"]), a).processes == 0
    assert compare(compose([*WORDS, "study.executor=processes", "study.processes=2"]), b).processes == 2
    files = {p.relative_to(a) for p in a.rglob("*") if p.is_file()} - {Path("manifest.json")}
    assert len(files) == 14  # tables, runs with their seals, what tables and figures come from, the report
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


def test_the_command_runs_shows_and_resumes(tmp_path: Path) -> None:
    words = [*WORDS, "replicates=2", "study.executor=serial", "study.figures=false", "hydra.run.dir=here"]
    first, again = _command(tmp_path, *words), _command(tmp_path, *words)
    for done in (first, again):
        assert done.returncode == 0, done.stderr
        assert "Adoption rate within 10 years" in done.stdout and "Results in here" in done.stdout
    about = json.loads((tmp_path / "here" / "manifest.json").read_text())
    assert about["command"].startswith("pullthrough world=tiny") and about["runs"] == 4
    assert "4 runs to do" in first.stderr and "to do" not in again.stderr
    other = _command(tmp_path, *words, "seed=2")
    assert other.returncode == 2 and "nothing was run" in other.stderr and "Traceback" not in other.stderr


def _command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "pullthrough", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
