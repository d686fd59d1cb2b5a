"""Channels: an effect split by closing them, by hand and in a study; parts of what a counterfactual study follows."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs

from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.execution.following_channels import of_firms, of_projects, of_world
from pullthrough.study.kinds.channels import WHOLE, channels, design_of, problems_of, shared_out
from pullthrough.study.methods.contrasts import lately
from pullthrough.world.codes import ACTIVE, SME
from pullthrough.world.tables import FLOW_NAMES

CLOSED = "{information: {world.signal.precision_engaged: 0.0}, orders: {world.processes.follow_on_orders: false}}"
WORDS = [
    *TINY,
    "study.kind=channels",
    "study.executor=serial",
    "study.channels.outcomes=[adoption_rate,public_cost]",
    "study.channels.rest=hope",
]


def root_of(*words: str, closed: str = CLOSED) -> Root:
    return compose([*WORDS, f"+study.channels.closed={closed}", *words])


def test_shares_by_hand() -> None:
    # all open 10; first closed 6, second closed 7, both closed 2: the first adds 5 then 4, the second 4 then 3
    effect = np.array([[10.0, 10.0], [6.0, 6.0], [7.0, 7.0], [2.0, 2.0]])
    found = {share.channel: share for share in shared_out("public_cost", ["first", "second"], "rest", effect)}
    assert {name: share.value[0] for name, share in found.items()} == {
        "first": 4.5,
        "second": 3.5,
        "rest": 2.0,
        WHOLE: 10.0,
    }
    assert (found["first"].alone[0], found["first"].last[0]) == (5.0, 4.0)
    assert found["rest"].share == 0.2 and np.isnan(found["rest"].alone[0])


def test_a_replicate_in_which_an_effect_is_not_defined_is_left_out_of_all() -> None:
    effect = np.array([[3.0, 5.0, np.nan], [1.0, 1.0, 1.0]])
    found = shared_out("public_cost", ["only"], "rest", effect)
    assert [share.n for share in found] == [2, 2, 2] and found[0].value[0] == 3.0


def test_a_closed_channel_is_closed_in_both_scenarios() -> None:
    design = design_of(root_of())
    assert len(design.points) == 4 and len(design.cells) == 8
    for point, cells in enumerate(design.cell_of):
        for cell in cells:
            world = design.setting(design.cells[cell]).world
            assert (world.signal.precision_engaged == 0.0) == bool(point & 1)
            assert world.processes.follow_on_orders == (not point & 2)


@pytest.mark.parametrize(
    ("closed", "told"),
    [
        ("{}", ["study.channels.closed", "1 to 5"]),
        ("{a: {}}", ["study.channels.closed.a", "at least one"]),
        ("{hope: {world.signal.precision_engaged: 0}}", ["the name of the rest"]),
        ("{a: {world.signal.precision_engagd: 0}}", ["precision_engagd", "'world.signal.precision_engaged'"]),
        ("{a: {world.signal.precision_engaged: -1}}", ["a.world.signal.precision_engaged = -1", "0 to 100"]),
        ("{a: {policy.engagement.lead: 0}}", ["of the world"]),
        ("{a: {world.signal.fit_width: 1}, b: {world.signal.fit_width: 2}}", ["is set by a too"]),
    ],
)
def test_channels_that_cannot_be_closed_are_refused(closed: str, told: list[str]) -> None:
    text = " ".join(str(problem) for problem in problems_of(root_of(closed=closed)))
    assert [words for words in told if words not in text] == []


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Slots bring what meetings tell and what users order, and twice as much hope; noise that the seeds share."""
    noise, world = float(np.random.default_rng(seed).normal()), setting.world
    slots = float(setting.timeline.values(60)["engagement.slots"][-1])
    told, ordered = world.signal.precision_engaged > 0, world.processes.follow_on_orders
    values = dict.fromkeys(OUTCOMES, noise)
    values |= {"adoption_rate": noise + 100.0 * ordered + slots * (3.0 * told + 1.0 * ordered + 2.0)}
    return RunResult(values, dict.fromkeys(SERIES, np.zeros(60)), dict.fromkeys(CURVES, np.zeros(9)))


def test_the_shares_of_a_study_add_up_and_reach_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_runs(monkeypatch, stand_in)
    found = channels(root_of("replicates=3"), tmp_path)
    mine = {share.channel: share.value[0] for share in found.shares if share.outcome == "adoption_rate"}
    slots = mine["hope"] / 2.0
    assert slots > 0 and mine["information"] == pytest.approx(3.0 * slots) and mine["orders"] == pytest.approx(slots)
    assert mine[WHOLE] == pytest.approx(6.0 * slots)  # what the baseline gets by orders anyway is no effect
    effect = next(e for e in found.effects if e.outcome.name == "adoption_rate")
    assert effect.difference == pytest.approx(mine[WHOLE])
    with (tmp_path / "channels.csv").open(newline="") as file:
        assert [row["channel"] for row in csv.DictReader(file)] == ["information", "orders", "hope", WHOLE] * 2


def test_the_pace_is_over_the_last_five_years_and_over_fewer_at_first() -> None:
    since = np.array([0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 20.0])
    assert lately(since)[1:].tolist() == [2.0, 2.0, 2.0, 2.0, 2.0, 3.6] and np.isnan(lately(since)[0])


def test_parts_of_capability_and_turnover_add_up_and_adoptions_by_origin_too() -> None:
    model = PullThroughModel(setting(compose(["world=tiny"])), rng=3)
    model.run_for(60)
    tables = model.tables
    org = tables.organisations
    inside = org[(org.kind == SME) & (org.standing == ACTIVE)]
    told = of_firms(tables, inside.key)
    parts = sum(told[f"from_{channel}"] for channel in ("work", "science", "people"))
    known = inside[inside.capability > 0]
    assert parts == pytest.approx(float((np.log(known.capability) - known.talent).mean()), abs=0.01)
    assert told["civil"] + told["defence"] == pytest.approx(float(inside.turnover.mean()))
    world = of_world(tables, 0)
    adopted = model.flows[:60, FLOW_NAMES.index("adoptions")].sum()
    assert sum(value for name, value in world.items() if name.startswith("adopted_")) == adopted > 0
    tech = tables.technologies[: int(tables.clock.technologies[0])]
    money = of_projects(tables, tech.key)
    assert money["public_money"] == pytest.approx(float(tech.public_spent.mean())) and money["private_money"] > 0
    assert of_firms(tables, np.array([1], np.uint64)) == {} == of_projects(tables, np.array([], np.uint64))
