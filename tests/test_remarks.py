"""What is said of a sound study before it runs."""

from __future__ import annotations

import pytest
from inputs import TINY

from pullthrough import cli
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.register import levers
from pullthrough.parameters.register.records import matches
from pullthrough.study.design.points import points_of
from pullthrough.study.kinds.remarks import remarks

NO_CHANGE = [*TINY, "scenario=global_competition_2012"]
UNREAD = [
    (["policy.start=2021Q2"], "policy.start = 2021Q2"),
    (["design.points=[{policy.engagement.lead:8}]"], "design.points"),
    (["design.graded=[D]"], "design.graded"),
    (["design.log=[world.need.drift]"], "design.log"),
    (["design.n=32"], "design.n"),
    (["study=sweep", "design=grid", "design.values={world.need.drift:[0.1,0.2]}", "design.n=3"], "design.n"),
    (["study.precision.width=0.1"], "study.precision"),
    (["study.dose.lever=engagement.lead"], "study.dose"),
    (["study.budget_lever=funding.open_call"], "study.equal_cost=true"),
    (["study.processes=3", "study.executor=serial"], "study.processes = 3"),
    (["study.cluster.partition=long"], "study.cluster"),
    (["targets=uk"], "targets"),
]
IDLE = [
    "engagement.lead=8",
    "engagement.slots=4",
    "engagement.newcomer_share=0.5",
    "engagement.regional_share=0.5",
    "procurement.novel_time=2",
    "procurement.novel_minimum_trl=5",
    "acquisition.onshore_weight=1",
]


@pytest.mark.parametrize(("words", "said"), UNREAD, ids=[" ".join(words) for words, _ in UNREAD])
def test_a_setting_that_nothing_reads_is_said(words: list[str], said: str) -> None:
    found = remarks(compose([*TINY, *words]))
    assert len(found) == 1 and said in found[0]


@pytest.mark.parametrize("word", IDLE)
def test_a_lever_that_does_nothing_alone_is_said(word: str) -> None:
    found = remarks(compose([*NO_CHANGE, f"policy.{word}"]))
    assert len(found) == 1 and found[0].startswith(f"policy.{word.partition('=')[0]} does nothing while ")


def test_it_is_not_said_once_the_other_lever_is_set_or_varied() -> None:
    lead = "policy.engagement.lead=8"
    assert remarks(compose([*NO_CHANGE, lead, "policy.engagement.slots=4"])) == []
    varied = ["study=sweep", "design=grid", "design.values={policy.engagement.slots:[0,4]}"]
    assert remarks(compose([*NO_CHANGE, lead, *varied])) == []


def test_what_a_lever_needs_are_levers() -> None:
    known = [leaf.path for leaf in levers.lever_leaves()]
    for note in levers.notes().values():
        for needed in note.needs:
            assert all(any(matches(lever, part) or lever == part for lever in known) for part in needed.split(" or "))


def test_remarks_come_before_the_study_on_the_error_stream(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_hydra", lambda argv, line: 0)
    assert cli.command(["-m", *NO_CHANGE, "seed=1,2", "policy.engagement.lead=8", "study.executor=serial"]) == 0
    err = capsys.readouterr().err
    assert (
        "2 studies" in err and err.count("note: policy.engagement.lead does nothing while engagement.slots is 0") == 1
    )


def test_what_every_assumption_costs_is_said_and_the_cheaper_screening_offered() -> None:
    graded = ["study=sensitivity", "design=morris", "design.graded=[D]", "design.n=10", "replicates=2"]
    root = compose([*TINY, *graded])
    (found,) = remarks(root)
    points = len(points_of(root).points)
    assert f"{points:,} points, {4 * points:,} runs" in found
    assert "experiment=screening_dsis" in found and "dry_run=true" in found
