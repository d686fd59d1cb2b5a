"""Configurations that are right: how they are composed, and what reaches the model."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from inputs import TINY

import pullthrough
from pullthrough import api
from pullthrough.parameters.checking.check import check_tree
from pullthrough.parameters.checking.problems import ConfigurationError, nearest_key, nearest_name
from pullthrough.parameters.composition import command_line
from pullthrough.parameters.composition.compose import check, compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.kinds.remarks import remarks


def test_the_default_is_the_main_job() -> None:
    root = compose()
    assert (root.world.name, root.scenario, root.against) == ("uk", "as_enacted", "no_change")
    assert root.replicates == 32
    assert (root.observe.first_year, root.observe.last_year) == (2012, 2035)
    assert setting(root).name == "as_enacted"
    assert setting(root, tested=False).name == "no_change"


@pytest.mark.parametrize("world", locate.names("world"))
def test_every_world_is_sound(world: str) -> None:
    words = ["world.calendar.last_year=2030"] if world == "tiny" else []
    assert compose([f"world={world}", *words]).world.name == world


@pytest.mark.parametrize("experiment", locate.names("experiment"))
def test_every_experiment_is_sound_and_nothing_is_to_be_remarked(experiment: str) -> None:
    root = compose([f"experiment={experiment}"])
    assert root.experiment.title and root.experiment.question
    assert remarks(root) == []


@pytest.mark.parametrize("scenario", locate.names("scenario"))
def test_every_scenario_is_sound(scenario: str) -> None:
    assert setting(compose([f"scenario={scenario}"])).title


def test_words_win_over_files() -> None:
    root = compose(["experiment=tiny_check", "replicates=3", "world.need.drift=0.25", "+seed=9"])
    assert (root.world.name, root.replicates, root.world.need.drift, root.seed) == ("tiny", 3, 0.25, 9)


def test_numbers_have_the_type_of_the_schema() -> None:
    root = compose([*TINY, "world.need.spread=1", "policy.funding.open_call=5"])
    assert isinstance(root.world.need.spread, float)
    assert isinstance(root.policy.funding["open_call"], float)
    assert all(type(n) is int for firms in root.world.population.firms_by_region.values() for n in firms)


def test_an_instrument_is_added_in_words_alone() -> None:
    like = compose(TINY).world.instruments["open_call"]
    words = [f"+world.instruments.prize={api.literal(dataclasses.asdict(like))}", "policy.funding.prize=700"]
    root = compose([*TINY, *words])
    assert root.world.instruments["prize"] == like
    assert setting(root).timeline.values(10)["funding.prize"][0] == like.budget


def test_users_folders_are_searched(tmp_path: Path) -> None:
    _mine(tmp_path)
    root = compose(["experiment=mine"], [tmp_path])
    assert (root.scenario, root.world.name) == ("mine", "tiny")
    assert setting(root).title == "Mine"


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    _mine(tmp_path)
    assert compose(["experiment=mine"], [tmp_path]).replicates == 4
    path = tmp_path / "experiment" / "mine.yaml"
    path.write_text(path.read_text().replace("replicates: 4", "replicates: 5"))
    os.utime(path, ns=(1, 1))
    assert compose(["experiment=mine"], [tmp_path]).replicates == 5


def test_a_composed_configuration_survives_a_round_trip() -> None:
    root = compose(TINY)
    assert check(dataclasses.asdict(root)) == root


def test_levers_on_the_command_line_are_laid_on_the_tested_scenario_only() -> None:
    root = compose([*TINY, "policy.pipeline.horizon=20", "against=dsis_core"])
    tested, against = setting(root), setting(root, tested=False)
    assert (tested.name, against.name) == ("dsis_core+policy", "dsis_core")
    assert tested.timeline.values(50)["pipeline.horizon"][-1] == 20
    assert against.timeline.values(50)["pipeline.horizon"][-1] == 12


def test_hydra_gets_words_it_understands() -> None:
    argv = ["-m", "seed=1,2", "+replicates=3", "policy.funding.open_call=1", "+world=tiny", "hydra.verbose=true"]
    line = command_line.parse(argv)
    assert command_line.for_hydra(line) == [
        "seed=1,2",
        "++replicates=3",
        "++policy.funding.open_call=1",
        "world=tiny",
        "hydra.verbose=true",
        "-m",
    ]


def test_python_values_become_words() -> None:
    given = {"world": "tiny", "policy.pipeline.horizon": 8, "policy.funding": {"open_call": 1.5}, "scenario": "it's"}
    assert api.words(given) == [
        "world=tiny",
        "policy.pipeline.horizon=8",
        "policy.funding={open_call:1.5}",
        "scenario='it\\'s'",
    ]
    with pytest.raises(ConfigurationError, match="no scenario of that name"):
        pullthrough.run({"world": "tiny", "scenario": "it's"})


def test_nearest_names() -> None:
    assert nearest_name("tyny", ["uk", "tiny"]) == "tiny"
    assert nearest_name("glob", ["dsis_core", "global_competition_2012"]) == "global_competition_2012"
    assert nearest_name("zzz", ["uk", "tiny"]) is None
    assert nearest_key("engagement.lead", ["policy.engagement.lead", "seed"]) == "policy.engagement.lead"


def test_missing_values_are_said() -> None:
    assert {p.key for p in check_tree(Root, {})} >= {"world.name", "world.need.drift", "world.calendar.first_year"}


def _mine(folder: Path) -> None:
    files = {
        "scenario/mine.yaml": "title: Mine\npolicies: [global_competition_2012, mine]\n",
        "policy/mine.yaml": "start: 2018Q1\nprocurement: {large_time: 3}\n",
        "experiment/mine.yaml": "# @package _global_\ndefaults: [override /world: tiny]\nscenario: mine\n"
        "replicates: 4\nworld: {calendar: {last_year: 2024}}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
