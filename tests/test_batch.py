"""Hydra's sweep syntax as one study."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from inputs import TINY

from pullthrough.parameters.composition.batch import one_study
from pullthrough.parameters.composition.command_line import check, parse

LEAD = "policy.engagement.lead"


@pytest.mark.parametrize(
    ("words", "study"),
    [
        ([f"{LEAD}=0,4,8"], [f"++design.values={{{LEAD}:[0,4,8]}}", "study=sweep", "design=grid"]),
        ([f"{LEAD}=range(0,9,4)"], [f"++design.values={{{LEAD}:[0,4,8]}}", "study=sweep", "design=grid"]),
        (
            [f"{LEAD}=interval(0,8)", "world.processes.exit=true,false"],
            [
                "++design.values={world.processes.exit:[True,False]}",
                f"++design.ranges={{{LEAD}:[0.0,8.0]}}",
                "study=sweep",
                "design=latin_hypercube",
            ],
        ),
        (
            ["design=sobol", "study=sensitivity", f"{LEAD}=interval(0,8)"],
            ["design=sobol", "study=sensitivity", f"++design.ranges={{{LEAD}:[0.0,8.0]}}"],
        ),
        (["scenario=dsis_core,other"], ["study.scenarios=[dsis_core,other]"]),
    ],
)
def test_what_is_swept_becomes_a_design(words: list[str], study: list[str]) -> None:
    assert one_study(words) == study


def test_the_words_of_the_batch_are_checked_as_one_study() -> None:
    words = ["-m", "hydra/sweeper=batch", *TINY, f"{LEAD}=interval(0,8)", "world.need.drift=0.02,0.1", "design.n=5"]
    (whole,) = check(parse(words))
    root = whole.root
    assert (root.study.kind, root.design.kind, root.design.n) == ("sweep", "latin_hypercube", 5)
    assert root.design.ranges == {LEAD: [0, 8]} and root.design.values == {"world.need.drift": [0.02, 0.1]}


def test_the_command_runs_one_study_in_one_folder(tmp_path: Path) -> None:
    words = [
        "-m",
        "hydra/sweeper=batch",
        f"{LEAD}=0,8",
        "replicates=1",
        "study.executor=serial",
        "study.figures=false",
        "study.report=false",
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [
        sys.executable,
        "-m",
        "pullthrough",
        *TINY,
        "world.calendar.last_year=2022",
        *words,
        "hydra.sweep.dir=here",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    (folder,) = (p.parent for p in tmp_path.rglob("responses.csv"))
    with (folder / "points.csv").open(newline="") as lines:
        assert [row[LEAD] for row in csv.DictReader(lines)] == ["0", "8"]


def test_the_ends_of_an_interval_are_as_given() -> None:
    words = one_study(["policy.funding.pull_through_fund=interval(1234567,1234999)"])
    assert "{policy.funding.pull_through_fund:[1234567.0,1234999.0]}" in words[0]
