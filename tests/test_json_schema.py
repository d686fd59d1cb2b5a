"""The JSON Schemas for editors say what the model itself says of a configuration file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.schema.json_schema import KINDS, json_schema, known_names
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.verbs import schema as verb

ELSEWHERE = ("register",)  # records of sources: a folder of the project's own, nothing that a study is set up from
FILES = [f for f in sorted(config_folder().rglob("*.yaml")) if f.relative_to(config_folder()).parts[0] not in ELSEWHERE]


READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader gives the same, ten times as fast


@cache
def validator(kind: str) -> Draft7Validator:
    schema = json_schema(kind, known_names(compose(["world=tiny"]).world))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def faults(kind: str, content: Any) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(content)]


def kind_of(file: Path) -> str:
    folder = file.parent.relative_to(config_folder()).as_posix()
    if folder.startswith("variant/"):  # a part of the world
        return "world"
    return "experiment" if folder == "." else folder  # config.yaml has the keys of an experiment


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(config_folder()).as_posix())
def test_every_file_that_is_shipped_is_valid(file: Path) -> None:
    assert faults(kind_of(file), yaml.load(file.read_text(encoding="utf-8"), READER) or {}) == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("policy", {"start": "2024Q2", "engagment": {"lead": 24}}),
        ("policy", {"start": "2024Q2", "engagement": {"laed": 24}}),
        ("policy", {"start": "2024Q2", "stages": {"second": {"start": "2025Q1", "pipeline": {"horizn": 4}}}}),
        ("scenario", {"polices": ["dgp_2013"]}),
        ("design", {"kind": "grid", "level": 3}),
        ("study", {"kind": "sweep", "outcome": ["exports"]}),
        ("experiment", {"study": {"dose": {"leaver": "engagement.lead"}}}),
        ("world", {"calender": {"first_year": 2012}}),
        ("world/rules", {"need": {"drfit": 0.1}}),
        ("world/instruments", {"seed_fund": {"budgte": 5000}}),
        ("targets", {"entry": {"outcome": "entrants_per_year", "valu": 3}}),
    ],
)
def test_a_misspelt_key_is_refused(kind: str, content: Any) -> None:
    assert any("Additional properties are not allowed" in fault for fault in faults(kind, content))


@pytest.mark.parametrize("leaf", leaves(Levers), ids=lambda leaf: leaf.path)
def test_a_lever_is_refused_just_beyond_its_range_and_admitted_at_its_ends(leaf: Any) -> None:
    group, _, name = leaf.path.partition(".")
    for end, step in ((leaf.quantity.low, -1), (leaf.quantity.high, 1)):
        for value, is_sound in ((end, True), (end + step, False)):
            content = {"start": "2024Q2", group: {name or "open_call": value}}
            assert (faults("policy", content) == []) is is_sound, content


def test_a_policy_needs_a_date_and_says_what_a_lever_means() -> None:
    assert faults("policy", {"title": "Without a date"}) == ["'start' is a required property"]
    lead = json_schema("policy")["definitions"]["policy.Engagement"]["properties"]["lead"]
    assert "before the tender" in lead["description"]
    assert "quarters, 0 to 40" in lead["description"]


def test_a_number_may_refer_to_another_key_where_files_are_composed() -> None:
    content = {"observe": {"first_year": "${world.calendar.first_year}"}}
    assert faults("experiment", content) == []
    assert faults("experiment", {"observe": {"first_year": "soon"}}) != []


def test_the_command_writes_all_schemas_and_says_which_line_a_file_begins_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verb.main(["--into", str(tmp_path / "schemas")]) == 0
    told = capsys.readouterr().out
    for kind in KINDS:
        file = tmp_path / "schemas" / verb.file_of(kind)
        assert json.loads(file.read_text())["title"] == f"pullthrough: {kind}"
    assert "# yaml-language-server: $schema=" in told


def test_the_command_prints_one_schema_and_names_the_nearest_of_one_it_does_not_know(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert verb.main(["scenario"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["policies"]["type"] == "array"
    assert verb.main(["senario"]) == 2
    assert "Did you mean 'scenario'?" in capsys.readouterr().err
