"""A sweep: the tested scenarios against the baseline at every point of a design, on the same seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.design.points import Points
from pullthrough.study.design.resolve import design_of, planned
from pullthrough.study.design.variation import Value, current
from pullthrough.study.execution.run_design import Finished, FinishedRuns, Report, run_design
from pullthrough.study.kinds.compare import scenario_pairs
from pullthrough.study.kinds.kind import NEEDED, Kind
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.methods.switching import COLUMNS as SWITCHING
from pullthrough.study.methods.switching import Switch, switches
from pullthrough.study.output.dictionary import Line, pair_lines, switching_lines, write_dictionary
from pullthrough.study.storage.csv_tables import RESPONSES, as_parquet, write_csv
from pullthrough.study.storage.store import Row


@dataclass(frozen=True)
class Sweep(Finished):
    """What came out.

    Attributes:
        points: the points of the design.
        outcomes: the outcomes that are looked at.
        responses: their values in every run.
        switches: where a difference changes its sign along a factor.
    """

    points: Points
    outcomes: tuple[str, ...]
    responses: Responses
    switches: list[Switch]
    failures: list[Row]
    processes: int
    seconds: float


def sweep(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Sweep:
    """Run a design of points; write ``points``, ``responses`` and ``switching``.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design, points = planned(root)
    carried = run_design(root, design, folder, command, report)
    outcomes = tuple(root.study.outcomes) or tuple(OUTCOMES)
    responses = read_responses(folder, design, outcomes)
    write_points(carried, points)
    index = {s.name: k for k, s in enumerate(design.scenarios)}
    pairs = [(index[tested], index[against]) for tested, against in scenario_pairs(root, design)]
    header = ("point", *(f.name for f in points.factors), *RESPONSES)
    write_csv(folder / "responses.csv", header, _rows(responses, points, outcomes, pairs))
    as_parquet(folder / "responses.csv")
    found = [s for pair in pairs for s in switches(responses, points, resolved(design, points), outcomes, pair)]
    if found:
        write_csv(folder / "switching.csv", SWITCHING, (s.cells() for s in found))
    write_dictionary(folder / "data_dictionary.csv", _lines(design, points))
    done = vars(carried.finish())
    return Sweep(**done, points=points, outcomes=outcomes, responses=responses, switches=found)


def resolved(design: Design, points: Points) -> list[tuple[Value, ...]]:
    """What each factor is at each point, as a row of its labels; where a point leaves it alone, as configured."""
    base: list[Value] = []
    for factor in points.factors:
        known = factor.name.startswith(("policy.", "world."))
        base.append(current(design.tested, factor.name) if known else "as configured")
    return [tuple(b if v is None else v for v, b in zip(row, base, strict=True)) for row in points.labels]


def write_points(carried: FinishedRuns, points: Points) -> None:
    """Write ``points.csv`` and ``points.parquet``: what is varied at each point, and which cell of each scenario it is."""
    design, path = carried.design, carried.folder / "points.csv"
    header = ("point", *(f.name for f in points.factors), *(f"cell:{s.name}" for s in design.scenarios))
    rows = zip(resolved(design, points), design.cell_of, strict=True)
    write_csv(path, header, ((i, *values, *cells) for i, (values, cells) in enumerate(rows)))
    as_parquet(path)


def points_lines(design: Design, points: Points, files: tuple[str, ...]) -> Iterator[Line]:
    """What the columns of the tables of points mean."""
    described = {f.name: (f.unit, "value at the point, as configured if it leaves it alone") for f in points.factors}
    for file in files:
        yield file, "point", "", "number of the point of the design"
        for name, (unit, meaning) in described.items():
            yield file, name, unit, meaning
    for s in design.scenarios:
        meaning = f"cell of {s.name} at the point: its runs have this number in the column cell of summary.csv"
        yield "points.csv", f"cell:{s.name}", "", meaning


def _lines(design: Design, points: Points) -> Iterator[Line]:
    yield from points_lines(design, points, ("points.csv", "responses.csv"))
    yield from columns()


def _rows(
    responses: Responses, points: Points, outcomes: tuple[str, ...], pairs: list[tuple[int, int]]
) -> Iterator[tuple[Any, ...]]:
    names = [s.name for s in responses.design.scenarios]
    for point, labels in enumerate(resolved(responses.design, points)):
        for tested, against in pairs:
            for name in outcomes:
                e = responses.effect(name, point, tested, against)
                numbers = (e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better)
                yield point, *labels, names[tested], names[against], name, e.outcome.unit, *numbers


def columns() -> Iterator[Line]:
    """What the columns of ``responses.csv``, but for those of factors, and of ``switching.csv`` mean."""
    yield from pair_lines("responses.csv")
    yield from switching_lines()


KIND = Kind(
    "sweep",
    sweep,
    design_of,
    table="sweep",
    figures="sweep",
    columns=columns,
    small=("replicates=1", "world=tiny"),
    points=NEEDED,
    said="This study runs the scenarios at many points of a design; what comes of it at each point is below.",
)
