"""What an outcome depends on, and what the effect of the policy on it depends on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.register import variants
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.design.points import Points
from pullthrough.study.design.resolve import design_of, planned
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import NEEDED, Kind
from pullthrough.study.kinds.sweep import points_lines, write_points
from pullthrough.study.methods.indices import Floats, Morris, Sobol, morris, sobol
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.output.dictionary import Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row
from pullthrough.study.storage.writing import write_whole

KINDS = {
    "effect": "paired difference, policy less baseline: what the effect of the policy depends on",
    "policy": "level with the policy",
    "baseline": "level without it",
}
SCREENED = (
    "# Factors that a screening found to matter most for the effect of the policy.",
    "",
    "kind: sobol",
    "n: 128",
)
WIDE = (
    "# Every factor that a screening found to matter, for an effect or a level of any outcome.",
    "",
    "kind: latin_hypercube",
    "n: 256",
)
KEPT = 8
"""So many factors a screening passes on to the indices of Sobol'."""

COLUMNS = {
    "of": ("", "; ".join(f"{name}: {meaning}" for name, meaning in KINDS.items())),
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of the outcome"),
    "factor": ("", "what is varied"),
}
SOBOL = {
    "S1": (
        "1",
        "first order: share of the variance of the mean response that the factor explains alone (Saltelli et al. 2010)",
    ),
    "S1_low": ("1", "lower end of its 95 % interval from 1000 resamples of base points"),
    "S1_high": ("1", "upper end of it"),
    "ST": ("1", "total: share of the variance that the factor has a part in, interactions included (Jansen 1999)"),
    "ST_low": ("1", "lower end of its 95 % interval"),
    "ST_high": ("1", "upper end of it"),
    "noise": ("1", "share of the variance that is Monte Carlo error; a total index below it says nothing"),
    "variance": ("unit squared", "variance of the mean over replicates, over the space of the factors"),
    "n": ("base points", "base points that are defined in all their rows"),
}
MORRIS = {
    "mu": ("see unit", "mean elementary effect, for the whole range of the factor"),
    "mu_star": ("see unit", "mean absolute elementary effect"),
    "mu_star_low": ("see unit", "lower end of its 95 % interval from 1000 resamples of trajectories"),
    "mu_star_high": ("see unit", "upper end of it"),
    "sigma": ("see unit", "standard deviation of elementary effects: interactions, curvature and noise"),
    "noise": ("see unit", "what mu_star would be from Monte Carlo error alone"),
    "n": ("trajectories", "trajectories in which the step of the factor is defined"),
}
Found = dict[tuple[str, str], Sobol | Morris]


@dataclass(frozen=True)
class Sensitivity(Finished):
    """What came out.

    Attributes:
        points: the points of the design.
        found: indices by (what of, outcome).
    """

    points: Points
    found: Found
    failures: list[Row]
    processes: int
    seconds: float


def sensitivity(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Sensitivity:
    """Run a design of Sobol' or Morris; write ``indices.csv`` or ``screening.csv``, and ``points.csv``.

    A screening also writes ``next/design/screened.yaml``, a design of Sobol' for the factors that came out on top.
    """
    design, points = planned(root)
    carried = run_design(root, design, folder, command, report)
    outcomes = tuple(root.study.outcomes) or tuple(OUTCOMES)
    responses = read_responses(folder, design, outcomes)
    write_points(carried, points)
    screening = root.design.kind == "morris"
    found = {
        (kind, name): analysed(response(responses, kind, name), points, screening)
        for name in outcomes
        for kind in KINDS
    }
    file = "screening.csv" if screening else "indices.csv"
    header = tuple(COLUMNS | (MORRIS if screening else SOBOL))
    write_csv(folder / file, header, _rows(found, points))
    if screening:
        write_next(folder / "next" / "design" / "screened.yaml", root, kept(found, points))
        write_next(folder / "next" / "design" / "wide.yaml", root, mattering(found, points), WIDE)
    write_dictionary(folder / "data_dictionary.csv", _lines(design, points, file, screening))
    return Sensitivity(**vars(carried.finish()), points=points, found=found)


def response(responses: Responses, kind: str, outcome: str) -> Floats:
    """What an analysis is of, shape (points, replicates)."""
    if kind == "effect":
        return responses.difference(outcome)
    return responses.level(outcome, -1 if kind == "policy" else 0)


def analysed(values: Floats, points: Points, screening: bool) -> Sobol | Morris:
    """The indices of one response."""
    assert points.places is not None
    k = len(points.factors)
    return morris(values, points.places, k) if screening else sobol(values, k)


def kept(found: Mapping[tuple[str, str], Sobol | Morris], points: Points) -> list[str]:
    """The factors that matter most for the effect of the policy on any outcome, at most eight, the first the most.

    Sizes are put in relation to the largest of their outcome; what is not above the noise is left out.
    """
    best = np.zeros(len(points.factors))
    for (kind, _), m in found.items():
        if kind == "effect" and isinstance(m, Morris) and np.nanmax(m.mu_star, initial=0.0) > 0:
            above = np.nan_to_num(np.where(m.mu_star_ends[0] > m.noise, m.mu_star, 0.0))
            best = np.maximum(best, above / np.nanmax(m.mu_star))
    order = [int(i) for i in np.argsort(-best, kind="stable") if best[i] > 0]
    return [points.factors[i].name for i in order[:KEPT]]


def mattering(found: Mapping[tuple[str, str], Sobol | Morris], points: Points) -> list[str]:
    """Every factor that is above the noise for any outcome, its level with or without the policy or the effect."""
    above = np.zeros(len(points.factors), dtype=bool)
    for m in found.values():
        if isinstance(m, Morris):
            above |= np.nan_to_num(m.mu_star_ends[0]) > m.noise
    return [factor.name for factor, is_above in zip(points.factors, above, strict=True) if is_above]


def write_next(path: Path, root: Root, names: list[str], first: Sequence[str] = SCREENED) -> None:
    """Write the design that asks more about some factors: shares of variance, or points all over; none if nothing came out
    above the noise."""
    spec = root.design
    lines = [*first]
    rules = [name for name in names if name.startswith(variants.PREFIX)]
    plain = [name for name in names if name not in (*spec.values, *spec.cases, *rules)]
    ranges = {name: spec.ranges.get(name, []) for name in plain}
    for group, entries in (("ranges", ranges), ("values", spec.values), ("cases", spec.cases)):
        mine = {name: entries[name] for name in names if name in entries}  # type: ignore[index]
        if mine:
            lines += [f"{group}:", *(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in mine.items())]
    if rules:
        lines += ["variants:"]
        for name in rules:
            rule = name.removeprefix(variants.PREFIX)
            lines.append(f"  {rule}: {json.dumps(spec.variants[rule])}")
    log = [name for name in spec.log if name in names]
    lines += [f"log: {json.dumps(log)}"] if log else []
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines) + "\n")


def _rows(found: Found, points: Points) -> Iterator[tuple[object, ...]]:
    for (kind, outcome), s in found.items():
        for i, factor in enumerate(points.factors):
            head = kind, outcome, OUTCOMES[outcome].unit, factor.name
            if isinstance(s, Sobol):
                ends = s.first_ends[:, i], s.total_ends[:, i]
                yield *head, s.first[i], *ends[0], s.total[i], *ends[1], s.noise, s.variance, s.n
            else:
                yield *head, s.mu[i], s.mu_star[i], *s.mu_star_ends[:, i], s.sigma[i], s.noise, int(s.n[i])


def _lines(design: Design, points: Points, file: str, screening: bool) -> Iterator[Line]:
    yield from points_lines(design, points, ("points.csv",))
    yield from lines_of(file, COLUMNS | (MORRIS if screening else SOBOL))


def problems_of(root: Root) -> Iterator[Problem]:
    """Indices need designs of their own, and replicates to tell chance from effect."""
    if root.design.kind not in ("none", "sobol", "morris"):
        yield Problem("design.kind", root.design.kind, "study.kind=sensitivity needs design=sobol or design=morris")
    if root.replicates < 2:
        yield Problem("replicates", root.replicates, "must be at least 2, or the Monte Carlo error is unknown")


def columns() -> Iterator[Line]:
    """What the columns of ``indices.csv`` and ``screening.csv`` mean."""
    yield from lines_of("indices.csv", COLUMNS | SOBOL)
    yield from lines_of("screening.csv", COLUMNS | MORRIS)


KIND = Kind(
    "sensitivity",
    sensitivity,
    design_of,
    problems=problems_of,
    table="sensitivity",
    figures="sensitivity",
    columns=columns,
    small=("replicates=2", "design.n=2", "world=tiny"),
    points=NEEDED,
    designs="sobol or morris",
    one_scenario=True,
    said="This study moves assumptions through their plausible ranges and asks which of them the results rest on.",
)
