"""Designs of points: which runs there are, what each is told, and in which file it lands."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.study.design.design import Design, Point
from pullthrough.study.design.variation import varied

PAIR = Design.of(compose([*TINY, "replicates=3"]))
LEVERS = [Point((("policy.engagement.lead", lead),)) for lead in (0, 4, 8)]
WORLDS = [Point((("world.need.drift", drift), ("policy.engagement.lead", 4))) for drift in (0.01, 0.05, 0.1)]


@pytest.mark.parametrize("replicates", [1, 7, 40])
@pytest.mark.parametrize("points", [LEVERS, WORLDS, WORLDS * 60], ids=["levers", "worlds", "same worlds"])
def test_every_run_is_in_one_shard(replicates: int, points: list[Point]) -> None:
    design = replace(PAIR, points=tuple(points), replicates=replicates)
    jobs = [design.jobs(shard) for shard in range(design.shards)]
    assert [len(shard) for shard in jobs] == [design.runs_in(shard) for shard in range(design.shards)]
    assert sorted(job.run for shard in jobs for job in shard) == list(range(design.runs))
    assert max(len(shard) for shard in jobs) <= 2 * 128


def test_a_baseline_does_not_take_the_levers_of_a_point() -> None:
    design = replace(PAIR, points=tuple(LEVERS))
    assert [(cell.scenario, cell.point) for cell in design.cells] == [(0, 0), (1, 0), (1, 1), (1, 2)]
    assert design.cell_of == ((0, 1), (0, 2), (0, 3))
    assert design.runs == 12
    assert design.setting(design.cells[0]) == PAIR.against


def test_runs_of_one_seed_and_world_stand_together() -> None:
    design = replace(PAIR, points=tuple(WORLDS))
    assert design.cell_of == ((0, 1), (2, 3), (4, 5))
    jobs = [job for shard in range(design.shards) for job in design.jobs(shard)]
    assert [(job.cell, job.replicate) for job in jobs[:6]] == [(i, 0) for i in range(6)]
    for one, other in zip(jobs[::2], jobs[1::2], strict=True):
        assert one.setting.world == other.setting.world and one.seed == other.seed


def test_a_longer_design_has_the_runs_of_a_shorter_one() -> None:
    short, long = (replace(PAIR, points=tuple(WORLDS), replicates=n) for n in (3, 9))
    jobs = {d.replicates: {j.run: j for s in range(d.shards) for j in d.jobs(s)} for d in (short, long)}
    assert jobs[3].items() <= jobs[9].items()


@pytest.mark.parametrize(
    "values",
    [
        {"policy.engagement.lead": 7},
        {"policy.funding.open_call": 900.0},
        {"world.need.drift": 0.07, "policy.pipeline.horizon": 3},
        {"world.instruments.open_call.budget": 123.0},
        {"world.processes.exit": False},
    ],
)
def test_a_point_is_told_what_the_same_words_say(values: dict[str, float]) -> None:
    words = [f"{key}={str(value).lower()}" for key, value in values.items()]
    by_hand = setting(compose([*TINY, *words]))
    point = varied(PAIR.tested, values)
    assert point.world == by_hand.world
    for path, course in by_hand.timeline.values(80).items():
        assert course.tobytes() == point.timeline.values(80)[path].tobytes(), path


def test_a_star_stands_for_every_name() -> None:
    world = varied(PAIR.tested, {"world.instruments.*.assessor_noise": 0.9}).world
    assert {i.assessor_noise for i in world.instruments.values()} == {0.9}


def test_a_large_design_is_small_to_send() -> None:
    points = tuple(Point((("world.need.drift", i / 1e4), ("policy.engagement.lead", i % 9))) for i in range(2000))
    design = replace(PAIR, points=points)
    assert len(design.cells) == 4000
    assert len(pickle.dumps(design)) < 1_000_000
