"""Targets, scores, and the study that holds the model against published figures."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.target import Target
from pullthrough.study.design import problems
from pullthrough.study.kinds.validate import problems_of, validate
from pullthrough.study.methods.scoring import FAIL, NOT_DEFINED, PASS, WARN, score


def target(value: float, tolerance: float) -> Target:
    return Target("adoption_rate", value, tolerance, source="a report", reliability="B")


@pytest.mark.parametrize(
    ("values", "verdict", "within"),
    [
        ([0.92, 1.0, 1.08], PASS, 1.0),
        ([0.5, 1.0, 1.5], WARN, 1 / 3),  # the mean is right, the single runs are not
        ([1.15, 1.15], WARN, 0.0),
        ([1.3, 1.3], FAIL, 0.0),
        ([1.0, math.nan, 1.0], PASS, 1.0),
        ([math.nan], NOT_DEFINED, math.nan),
        ([], NOT_DEFINED, math.nan),
    ],
)
def test_a_verdict_asks_for_the_mean_and_for_nine_runs_in_ten(values: list[float], verdict: str, within: float) -> None:
    found = score("x", target(1.0, 0.1), values)
    assert found.verdict == verdict
    assert found.within == pytest.approx(within, nan_ok=True)
    assert found.n == sum(math.isfinite(v) for v in values)


def test_members_of_an_ensemble_are_judged_by_their_means() -> None:
    found = score("x", target(1.0, 0.1), [0.8, 1.2, 1.3, 1.3, 1.0, math.nan], [0, 0, 1, 1, 2, 2])
    assert found.members == pytest.approx(2 / 3), "the first member is right in the mean, none of its runs is"
    assert found.within == pytest.approx(1 / 5)


def test_an_ensemble_is_validated_over_its_members(tmp_path: Path) -> None:
    points = "design.points=[{world.private_money.tries: 1.0},{world.private_money.tries: 4.0}]"
    words = ["study=validate", "targets=uk", "replicates=2", "study.executor=serial", "design=list", points]
    root = compose([*TINY, *words])
    assert not list(problems_of(root)) and not list(problems.problems_of(root))
    found = validate(root, tmp_path)
    assert found.design.runs == 4
    assert {s.n for s in found.scores} & {4} and all(s.members in (0.0, 0.5, 1.0) for s in found.scores if s.n == 4)
    (problem,) = problems_of(
        compose([*TINY, *words[:-2], "design=grid", "design.values.world.private_money.tries=[1,4]"])
    )
    assert problem.key == "design.kind"


def test_the_card_of_a_scenario(tmp_path: Path) -> None:
    words = [
        "study=validate",
        "targets=uk",
        "replicates=2",
        "scenario=global_competition_2012",
        "study.executor=serial",
    ]
    root = compose([*TINY, *words])
    found = validate(root, tmp_path)
    assert [s.name for s in found.scores] == list(root.targets)
    assert found.design.runs == 2 and not found.failures
    with (tmp_path / "validation.csv").open() as file:
        rows = {row["target"]: row for row in csv.DictReader(file)}
    assert rows.keys() == root.targets.keys()
    assert all(row["verdict"] in (PASS, WARN, FAIL, NOT_DEFINED) and row["source"] for row in rows.values())


def test_a_validation_needs_targets_that_are_outcomes() -> None:
    (problem,) = problems_of(compose([*TINY, "study=validate"]))
    assert problem.key == "targets"
    words = ["study=validate", "targets=uk", "targets.top10_share.outcome=top10_shore"]
    (problem,) = problems_of(compose([*TINY, *words]))
    assert problem.key == "targets.top10_share.outcome" and problem.nearest == "top10_share"
