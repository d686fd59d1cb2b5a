"""Validation: one scenario, many seeds, compared with published quantities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, Point
from pullthrough.study.design.points import points_of
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import OWN, Kind
from pullthrough.study.methods.scoring import COLUMNS, Score, scores
from pullthrough.study.output.dictionary import Line, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row, iter_runs

FILE = "validation.csv"
MEANING = {
    "target": "name of the target",
    "outcome": "outcome that is compared",
    "unit": "its unit",
    "fitted": "1: parameters were fitted to it",
    "value": "published value",
    "tolerance": "admitted distance from it",
    "n": "runs in which the outcome is defined",
    "mean": "mean over runs",
    "q05": "5 per cent of runs are below",
    "q95": "95 per cent of runs are below",
    "share_within": "share of runs within the tolerance",
    "share_members": "share of the members of an ensemble whose mean is within the tolerance",
    "verdict": "PASS: mean and nine runs in ten within tolerance; WARN: mean within twice the tolerance; else FAIL",
    "reliability": "of the published figure, A to D",
    "source": "where it was published",
    "means": "what a miss means for conclusions",
}


@dataclass(frozen=True)
class Validation(Finished):
    """What came out: one score a target."""

    scores: list[Score]
    failures: list[Row]
    processes: int
    seconds: float


def design_of(root: Root) -> Design:
    """The tested scenario alone, with the numbers of the world or at each member of an ensemble."""
    points = (Point(),) if root.design.kind == "none" else points_of(root).points
    return Design((setting(root),), root.replicates, root.seed, points, series=False)


def problems_of(root: Root) -> Iterator[Problem]:
    """A validation needs targets, and each an outcome of the model."""
    if not root.targets:
        yield Problem("targets", "none", "a validation needs targets; choose some with targets=NAME")
    if root.study.kind == "validate" and root.design.kind not in ("none", "list"):
        yield Problem(
            "design.kind", root.design.kind, "a validation is of one set of numbers, or of an ensemble: a list"
        )
    for name, target in root.targets.items():
        if target.outcome not in OUTCOMES:
            near = nearest_name(target.outcome, OUTCOMES)
            yield Problem(f"targets.{name}.outcome", target.outcome, "is no outcome of the model", near)


def validate(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Validation:
    """Run the scenario and write ``validation.csv``.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    found = scores(root.targets, iter_runs(folder))
    write_csv(folder / FILE, COLUMNS, (s.cells() for s in found))
    write_dictionary(folder / "data_dictionary.csv", columns())
    return Validation(**vars(carried.finish()), scores=found)


def columns() -> Iterator[Line]:
    """What the columns of ``validation.csv`` mean."""
    for name in COLUMNS:
        yield (
            FILE,
            name,
            "unit of the outcome" if name in ("value", "tolerance", "mean", "q05", "q95") else "",
            MEANING[name],
        )


KIND = Kind(
    "validate",
    validate,
    design_of,
    problems=problems_of,
    table="validate",
    columns=columns,
    points=OWN,
    targeted=True,
    said="This study holds one scenario against published figures.",
)
