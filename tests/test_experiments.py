"""Experiments held against what they gave before, on a stand-in of a few runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullthrough import cli
from pullthrough.verbs.experiments import EXPECTED, experiments_in, what_differs

ROOT = Path(__file__).parents[1]
WORDS = ["experiment=tiny_check", "world.calendar.last_year=2022", "observe.last_year=2022", "replicates=1"]


@pytest.fixture
def experiment(tmp_path: Path) -> Path:
    """A folder of experiments with one in it, which has no expected results yet."""
    folder = tmp_path / "experiments" / "tiny_check"
    folder.mkdir(parents=True)
    (folder / EXPECTED).write_text(json.dumps({"words": WORDS}))
    return folder


def test_an_experiment_is_written_verified_and_missed(
    compiled: None, experiment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = str(experiment.parent)
    assert cli.command(["verify", everything]) == 1
    assert cli.command(["verify", everything, "--update"]) == 0
    expected = json.loads((experiment / EXPECTED).read_text())
    assert expected["words"] == WORDS and expected["runs"] == 2 and len(expected["sha256"]) == 64
    assert "effects.csv" in expected["tables"] and len(expected["means"]) == 2
    capsys.readouterr()
    assert cli.command(["verify", everything]) == cli.command(["verify", str(experiment)]) == 0
    assert capsys.readouterr().out.count("tiny_check: as expected (2 runs") == 2
    expected["means"]["dsis_core"]["public_cost"] += 1
    expected["sha256"] = "0" * 64
    (experiment / EXPECTED).write_text(json.dumps(expected))
    assert cli.command(["verify", everything]) == 1
    out = capsys.readouterr()
    assert "tiny_check: other results" in out.out and "dsis_core, public_cost: " in out.out
    assert "1 of 1 experiments give different results" in out.err and "CHANGELOG" in out.err


def test_words_that_are_wrong_are_said(experiment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (experiment / EXPECTED).write_text(json.dumps({"words": ["experiment=tiny_chek"]}))
    assert cli.command(["verify", str(experiment)]) == 2
    assert "Did you mean 'tiny_check'?" in capsys.readouterr().err


def test_the_last_bit_is_told_from_the_tenth_figure() -> None:
    one = {"sha256": "a", "means": {"s": {"x": 1.0}}, "tables": {"t.csv": "1"}}
    assert "not every run is bit-identical" in what_differs(one, one | {"sha256": "b"})[0]
    assert what_differs(one, one | {"tables": {"t.csv": "2"}}) == ["tables that differ: t.csv"]


def test_every_experiment_that_is_kept_says_what_it_expects() -> None:
    kept = [folder for folder in (ROOT / "experiments").iterdir() if (folder / "README.md").is_file()]
    assert {folder.name for folder in kept} <= {folder.name for folder in experiments_in(ROOT / "experiments")}
    assert [folder.name for folder in kept if not (folder / EXPECTED).is_file()] == []
