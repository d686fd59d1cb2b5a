"""The study of all levers: plans, what is run, verdicts, pages."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.schema.root import Root
from pullthrough.study.kinds import levers
from pullthrough.study.kinds.levers import LeversFound, design_of, problems_of

PLANS = {
    "fund": "{lever: funding.pull_through_fund, doses: [0, 5000, 1000], channel: bridged, sign: 1, because: a}",
    "slots": "{lever: engagement.slots, doses: [0, 2], given: {engagement.lead: 8}, "
    "channel: distance_at_tender, sign: -1, because: b}",
    "horizon": "{lever: pipeline.horizon, doses: [2, 12], channel: private_rd, sign: 1, because: c}",
}
FOLDER = "experiment/here.yaml"


def root_of(tmp_path: Path, plans: dict[str, str], *words: str) -> Root:
    """The configuration of a study of plans, read from a file as plans are."""
    file = tmp_path / FOLDER
    file.parent.mkdir(exist_ok=True)
    lines = "\n".join(f"      {name}: {plan}" for name, plan in plans.items())
    file.write_text(f"# @package _global_\nstudy:\n  kind: levers\n  levers:\n    plans:\n{lines}\n")
    given = [*TINY, "experiment=here", "scenario=global_competition_2012", "study.executor=serial", *words]
    return compose(given, config_dirs=[str(tmp_path)])


def test_what_is_common_to_plans_is_run_once(tmp_path: Path) -> None:
    design = design_of(root_of(tmp_path, PLANS, "replicates=3"))
    # the scenario as it is serves as first dose of fund and horizon; that of slots has a lead
    assert [dict(point.values) for point in design.points] == [
        {},
        {"policy.funding.pull_through_fund": 5000.0},
        {"policy.funding.pull_through_fund": 1000.0},
        {"policy.engagement.lead": 8.0},
        {"policy.engagement.lead": 8.0, "policy.engagement.slots": 2.0},
        {"policy.pipeline.horizon": 12.0},
    ]
    assert design.runs == 18 and not design.series
    slots = [design.setting(cell).timeline.values(60)["engagement.slots"][-1] for cell in design.cells]
    assert slots == [0, 0, 0, 0, 2, 0]


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        ("{lever: engagement.slot, doses: [0, 2], channel: bridged, sign: 1, because: a}", "lever"),
        ("{lever: engagement.slots, doses: [0, 2.5], channel: bridged, sign: 1, because: a}", "doses"),
        ("{lever: engagement.slots, doses: [2, 2], channel: bridged, sign: 1, because: a}", "doses"),
        ("{lever: engagement.slots, doses: [0, 2], channel: bridge, sign: 1, because: a}", "channel"),
        ("{lever: engagement.slots, doses: [0, 2], channel: bridged, sign: 0, because: a}", "sign"),
        (
            "{lever: engagement.slots, doses: [0, 2], given: {engagement.led: 1}, channel: bridged, sign: 1, because: a}",
            "given",
        ),
    ],
)
def test_faulty_plans_are_said(plan: str, key: str, tmp_path: Path) -> None:
    assert [p.key for p in problems_of(root_of(tmp_path, {"x": plan}))] == [f"study.levers.plans.x.{key}"]


def test_without_plans_there_is_nothing_to_do() -> None:
    root = compose([*TINY, "study.kind=levers", "scenario=global_competition_2012"])
    assert [p.key for p in problems_of(root)] == ["study.levers.plans"]


def stand_in(setting: Setting, seed: int) -> RunResult:
    """The fund moves its channel and the cost; slots move adoption alone; the horizon moves nothing."""
    held = {lever: values[-1] for lever, values in setting.timeline.values(60).items()}
    values = dict.fromkeys(OUTCOMES, float(np.random.default_rng(seed).normal()))
    luck = float(np.random.default_rng(seed + 1).normal())
    fund = held["funding.pull_through_fund"] / 1000.0
    values["bridged"] += fund * (1 + 0.01 * luck)
    values["public_cost"] += fund * (1 + 0.01 * luck)
    values["adoption_rate"] += held["engagement.slots"] * (1 + 0.01 * luck)
    return RunResult(values, dict.fromkeys(SERIES, np.zeros(60)), dict.fromkeys(CURVES, np.zeros(9)))


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LeversFound:
    replace_runs(monkeypatch, stand_in)
    return levers.levers(root_of(tmp_path, PLANS, "replicates=5"), tmp_path / "out")


def test_verdicts(found: LeversFound) -> None:
    fund, slots, horizon = found.verdicts
    assert (fund.found, fund.defect) == ("as expected", "") and fund.worse == ("public_cost",)
    assert fund.channel.difference == pytest.approx(1.0, rel=0.05)  # the last dose, 1000, against the first
    assert (slots.found, slots.defect) == ("not significant", "moves a headline, not its channel")
    assert (horizon.found, horizon.defect, horizon.worse) == ("not significant", "moves nothing", ())


def test_tables_hold_every_dose_of_every_plan(found: LeversFound) -> None:
    with (found.folder / "levers.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for plan, doses in (("fund", [0, 5000, 1000]), ("slots", [0, 2]), ("horizon", [2, 12])):
        mine = [float(r["dose"]) for r in rows if r["plan"] == plan and r["outcome"] == "adoption_rate"]
        assert mine == doses
    first = [r for r in rows if r["plan"] == "fund" and r["dose"] == "0"]
    assert first and all(float(r["difference"] or 0) == 0.0 for r in first)
    assert {r["given"] for r in rows if r["plan"] == "slots"} == {"engagement.lead=8"}
    with (found.folder / "verdicts.csv").open(newline="") as file:
        assert [r["expected"] for r in csv.DictReader(file)] == ["more", "less", "more"]


def test_a_page_for_each_group(found: LeversFound) -> None:
    from pullthrough.present.drawing import draw

    names = {file.stem for file in draw(found.folder, "levers")}
    assert names == {"levers_funding", "levers_engagement", "levers_pipeline"}


def test_every_plan_begins_with_the_value_of_2012_and_has_a_channel_of_its_lever() -> None:
    root = compose(["experiment=levers"])
    assert list(problems_of(root)) == []
    base = setting(root, tested=True)
    at_start = {c.lever: c.value for c in base.timeline.changes if c.quarter <= base.lever_start}
    plans = {plan.lever for plan in root.study.levers.plans.values()}
    alike = {
        "clusters.": "clusters.east",
        "roadmaps.": "roadmaps.combat_air",
    }  # one stands for all regions, all segments
    assert set(alike.values()) <= set(plans)
    assert [lever for lever in at_start if lever not in plans and not lever.startswith(tuple(alike))] == []
    for plan in root.study.levers.plans.values():
        note = note_of(plan.lever)
        assert note is not None and plan.because and len(plan.doses) == 5
        if note.lever == plan.lever:  # notes on a table of levers, such as all budgets, speak of none in particular
            assert plan.channel in note.channel, plan.lever
        assert plan.doses[0] == at_start[plan.lever], plan.lever
