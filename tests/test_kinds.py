"""Kinds of study: one object each, found by its name, that names all that belongs to it."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.study import STUDIES, Study
from pullthrough.study.execution.run_design import Finished
from pullthrough.study.kinds.kind import NEEDED, OWN, SINGLE
from pullthrough.study.kinds.registry import kind_named, kinds, misfits


def test_every_name_of_the_schema_is_a_kind_of_study_and_no_other_is() -> None:
    import pullthrough.study.kinds as package

    (home,) = package.__path__
    objects = {
        name
        for name in (entry.stem for entry in Path(home).glob("*.py"))
        if hasattr(import_module(f"pullthrough.study.kinds.{name}"), "KIND")
    }
    assert objects == set(STUDIES) == set(kinds())


@pytest.mark.parametrize("name", STUDIES)
def test_a_kind_names_what_belongs_to_it(name: str) -> None:
    kind = kind_named(name)
    assert kind.name == name and kind.points in (SINGLE, NEEDED, OWN)
    assert callable(import_module(f"pullthrough.present.tables.{kind.table}").show)
    if kind.figures:
        figures = import_module(f"pullthrough.present.figures.{kind.figures}")
        assert callable(getattr(figures, f"draw_{kind.figures}"))
    assert issubclass(get_type_hints(kind.run)["return"], Finished)


@pytest.mark.parametrize("name", STUDIES)
def test_settings_that_one_kind_alone_reads_are_the_group_of_its_name(name: str) -> None:
    groups = {field.name for field in fields(Study)}
    settings = kind_named(name).settings
    assert (name in groups) == (settings is not None)
    if settings is not None:
        assert get_type_hints(Study)[name] is settings


@pytest.mark.parametrize("name", STUDIES)
def test_the_columns_of_own_tables_are_told_once_each(name: str) -> None:
    lines = list(kind_named(name).columns())
    assert len({line[:2] for line in lines}) == len(lines)
    assert all(file and column and meaning for file, column, _, meaning in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["study=sweep"], "needs a design; choose design=grid"),
        (["study=sensitivity"], "choose design=sobol or morris"),
        (["study.kind=precision", "study.scenarios=[dsis_core]"], "tests one scenario"),
        (["design=grid", "design.ranges.replicates=[1,2]"], "has a single point"),
    ],
)
def test_a_kind_that_does_not_go_with_a_design_or_with_scenarios_says_so(words: list[str], said: str) -> None:
    assert any(said in problem.message for problem in misfits(compose(words)))


def test_a_comparison_of_two_scenarios_fits() -> None:
    assert not list(misfits(compose([])))
