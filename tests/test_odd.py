"""The ODD names every process, lever and rule that there is, and nothing that there is not."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.register.levers import lever_leaves
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.world import Processes, World
from pullthrough.present.pages.odd import ELSEWHERE, ODD, page, submodels
from pullthrough.schedule import SCHEDULE
from pullthrough.world.life_cycles import LIFE_CYCLES

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ODD).read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w.*/]+)`", TEXT))
WORDS = {leaf.path for leaf in leaves(World) if leaf.path not in ("name",)}
GROUPS = {path.partition(".")[0] for path in WORDS if "." in path}


@cache
def tables() -> str:
    """The page of tables that is made of the ODD and of what there is."""
    return page(TEXT)


def said(key: str) -> bool:
    """Whether a key is named in full, or by its last part after another key of its group."""
    return key in NAMED or "." + key.rpartition(".")[2] in NAMED


def test_every_number_of_the_world_is_named() -> None:
    assert len(WORDS) > 100 and [key for key in sorted(WORDS) if not said(key)] == []


def test_every_lever_is_a_parameter_of_a_submodel() -> None:
    levers = {f"policy.{leaf.path}" for leaf in lever_leaves()}
    assert levers and levers & set(submodels(TEXT)[ELSEWHERE]) == set(), (
        "a note names no file that a section begins with"
    )


def test_every_process_is_in_the_overview_in_the_order_of_the_schedule() -> None:
    names = [process.__name__.rpartition(".")[2] for process in SCHEDULE]
    assert re.findall(r"^\| \d+ \| `(\w+)` \|", TEXT, re.MULTILINE) == names
    assert {f"processes.{f.name}" for f in fields(Processes)} <= NAMED


def test_no_key_is_named_that_does_not_exist() -> None:
    keys = {name for name in NAMED if name.split(".")[0] in GROUPS and "." in name and not name.endswith(".py")}
    assert keys <= WORDS


def test_every_file_that_is_named_exists() -> None:
    files = {name for name in NAMED if name.endswith(".py")}
    for file in files:
        assert any((ROOT / base / file).is_file() for base in ("", "src/pullthrough")), file


def test_every_outcome_that_is_named_exists() -> None:
    section = TEXT.partition("## 8 Observation")[2].partition("## 9")[0]
    named = set(re.findall(r"^\| (.*?) \|", section, re.MULTILINE))
    for name in re.findall(r"`([a-z]\w+)(?!\*)`", " ".join(named)):
        assert name in OUTCOMES, name


def test_the_tables_have_every_parameter_and_lever_once_or_more() -> None:
    named = [key for keys in submodels(TEXT).values() for key in keys]
    wanted = {leaf.path for leaf in leaves(World) if not leaf.path.startswith("processes.")}
    assert set(named) == wanted | {f"policy.{leaf.path}" for leaf in lever_leaves()}


def test_the_tables_have_every_process_decision_and_parameter() -> None:
    for process in SCHEDULE:
        assert f"| `{process.__name__.rpartition('.')[2]}` |" in tables()
    assert all(f"| `{key}` |" in tables() for keys in submodels(TEXT).values() for key in keys)
    assert "| SME | `enters_defence` |" in tables()


@pytest.mark.parametrize("name", LIFE_CYCLES)
def test_the_tables_draw_each_life_cycle_with_all_its_ways(name: str) -> None:
    drawn = tables().partition(f"### Life cycle of {name}\n")[2]
    cycle = LIFE_CYCLES[name]
    for way in cycle.transitions:
        assert f"| {cycle.statuses[way.source]} | {cycle.statuses[way.target]} | {way.event} |" in drawn
