"""What a kind of study is: one object in one file, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.execution.run_design import Finished, Report
from pullthrough.study.output.dictionary import Line

SINGLE, NEEDED, OWN = "single", "needed", "own"
"""Points of a design that a kind takes: one; several; or ``problems`` says which."""


@dataclass(frozen=True)
class Kind:
    """A kind of study: the object ``KIND`` of ``study/kinds/<name>.py``.

    Attributes:
        name: as ``study.kind`` has it; the file has the same.
        run: carries the study out in a folder and writes its tables.
        design: what is run.
        settings: the group ``study.<name>`` that this kind alone reads, if there is one.
        problems: what is wrong with settings that only this kind knows.
        table: the file of ``present/tables/`` whose ``show`` prints the result; named, so that nothing here imports it.
        figures: the file of ``present/figures/`` whose ``draw_<name>`` draws a folder; empty: those of a comparison.
        said: what such a study does, in a sentence for the reader of its report; empty if the report says it anyway.
        columns: file, column, unit and meaning of the tables that this kind alone writes.
        small: settings of the small version that ``pullthrough verify experiments`` runs.
        points: :data:`SINGLE`, :data:`NEEDED` or :data:`OWN`.
        designs: where points are needed, the designs to choose from, in words.
        one_scenario: whether a single scenario is tested.
        own_levers: whether the kind sets levers of its own, and says itself what these need.
        targeted: whether it reads ``targets``.
        times: how many times as many runs as ``design`` the whole study has, where later runs depend on the first.
    """

    name: str
    run: Callable[[Root, Path, str, Report], Finished]
    design: Callable[[Root], Design]
    settings: type | None = None
    problems: Callable[[Root], Iterable[Problem]] = lambda root: ()
    table: str = "compare"
    figures: str = ""
    said: str = ""
    columns: Callable[[], Iterable[Line]] = lambda: ()
    small: tuple[str, ...] = ("replicates=1",)
    points: str = SINGLE
    designs: str = "grid, one_at_a_time, list, latin_hypercube or sobol"
    one_scenario: bool = False
    own_levers: bool = False
    targeted: bool = False
    times: Callable[[Root], float] = lambda root: 1.0
