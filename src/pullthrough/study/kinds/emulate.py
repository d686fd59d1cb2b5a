"""An emulator: fitted to a part of the runs of a design, tested on the others, kept so that it can answer without a run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.doubt import Emulate
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.factors import factors
from pullthrough.study.design.points import Points, sample
from pullthrough.study.design.resolve import design_of, planned
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import NEEDED, Kind
from pullthrough.study.kinds.sensitivity import COLUMNS, SOBOL, response
from pullthrough.study.kinds.sweep import points_lines, resolved, write_points
from pullthrough.study.methods import emulator_file, extras, gaussian_process
from pullthrough.study.methods.emulator_file import Emulators, Input, Known, verdict_on
from pullthrough.study.methods.gaussian_process import FEWEST, WIDE, Floats, Surface
from pullthrough.study.methods.indices import Sobol, means, sobol
from pullthrough.study.methods.responses import read_responses
from pullthrough.study.output.dictionary import Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv

TESTS, SEEN, INDICES = "emulator.csv", "held_out.csv", "emulated_indices.csv"
KINDS = ("effect", "policy", "baseline")
HALF = 0.6744897501960817
"""Standard deviations on either side that hold half of a normal distribution."""
TEST_COLUMNS = {
    "of": ("", "effect: paired difference, policy less baseline; policy, baseline: level of either"),
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of the outcome"),
    "trained": ("points", "points that the emulator was shown"),
    "held_out": ("points", "points that it was not shown, on which it is tested"),
    "rmse": ("unit of the outcome", "root mean squared error at those"),
    "bias": ("unit of the outcome", "mean of expected less run"),
    "explained": ("1", "1 - squared errors / squared deviations from the mean of the points shown; below 0: worse than that "
        "mean"),
    "within_50": ("1", "share of those whose runs lie within the 50 % interval foretold"),
    "within_95": ("1", "share within the 95 % interval"),
    "noise": ("unit of the outcome", "standard deviation of a point's own mean over replicates: no emulator can be nearer"),
    "widened": ("1", "factor by which foretold standard deviations were widened, after leaving out eighths of the points shown"),
    "milliseconds": ("ms", "time that one answer takes"),
    "verdict": ("", "good, rough or none: study/methods/emulator_file.py"),
}  # fmt: skip
SEEN_COLUMNS = {
    "of": ("", "as in emulator.csv"),
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of the outcome"),
    "point": ("", "number of the point, which the emulator was not shown"),
    "run": ("unit of the outcome", "mean of its runs"),
    "expected": ("unit of the outcome", "what the emulator expected"),
    "low": ("unit of the outcome", "lower end of its 95 % interval for such a mean"),
    "high": ("unit of the outcome", "upper end of it"),
}
SAID = "computed by the emulator, not by runs; "


@dataclass(frozen=True)
class Tested:
    """How one emulator did on what it was not shown; fields as in :data:`TEST_COLUMNS`."""

    of: str
    outcome: str
    unit: str
    trained: int
    held_out: int
    rmse: float
    bias: float
    explained: float
    within_50: float
    within_95: float
    noise: float
    widened: float
    milliseconds: float
    verdict: str

    def cells(self) -> tuple[object, ...]:
        """The row of ``emulator.csv``."""
        return tuple(getattr(self, name) for name in TEST_COLUMNS)


@dataclass(frozen=True)
class Emulation(Finished):
    """What came out: the tests, and the largest total indices that the emulators give, by (of, outcome)."""

    tests: list[Tested]
    leading: dict[tuple[str, str], list[tuple[str, float]]]


def emulate(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Emulation:
    """Run a design, fit and test emulators; write ``emulator.json``, ``emulator.csv``, ``held_out.csv``,
    ``emulated_indices.csv``.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design, points = planned(root)
    carried = run_design(root, design, folder, command, report)
    outcomes = tuple(root.study.outcomes) or tuple(OUTCOMES)
    responses = read_responses(folder, design, outcomes)
    write_points(carried, points)
    inputs = [Input.of(factor) for factor in points.factors]
    rows = resolved(design, points)
    blank = Emulators({}, inputs, [])
    places = blank.places(rows)
    shown = ~held_out(len(rows), root.study.emulate.held_out, root.design.seed)
    tests, seen, known = [], list[tuple[object, ...]](), []
    for of in KINDS:
        for name in outcomes:
            runs = response(responses, of, name)
            surface = gaussian_process.fitted(places[shown], runs[shown])
            if surface is None:
                continue
            test, lines = _tested(of, name, surface, places, runs, shown)
            tests.append(test)
            seen += lines
            whole = gaussian_process.without(surface, places, runs)
            known.append(Known(of, name, OUTCOMES[name].unit, whole, test.explained, test.within_95, test.verdict))
    about = {
        k: carried.about.get(k)
        for k in ("run_id", "code", "world", "scenario", "against", "observe", "replicates", "seed")
    }
    found = Emulators(about, inputs, known)
    emulator_file.write(folder / emulator_file.FILE, found, rows)
    write_csv(folder / TESTS, tuple(TEST_COLUMNS), (t.cells() for t in tests))
    write_csv(folder / SEEN, tuple(SEEN_COLUMNS), seen)
    indices = list(_indices(root, points, found))
    write_csv(folder / INDICES, tuple(COLUMNS | SOBOL), _rows(points, indices))
    write_dictionary(folder / "data_dictionary.csv", [*points_lines(design, points, ("points.csv",)), *columns()])
    leading = {(k.of, k.outcome): _leading(points, s) for k, s in indices}
    return Emulation(**vars(carried.finish()), tests=tests, leading=leading)


def held_out(n: int, share: float, seed: int) -> NDArray[np.bool_]:
    """Which of n points the emulator is not shown, drawn by lot."""
    out = np.zeros(n, dtype=bool)
    out[np.random.default_rng([seed, n]).permutation(n)[: max(1, round(share * n))]] = True
    return out


def _tested(
    of: str, name: str, surface: Surface, places: Floats, runs: Floats, shown: NDArray[np.bool_]
) -> tuple[Tested, list[tuple[object, ...]]]:
    values = means(runs)
    left = ~shown & np.isfinite(values)
    unit = OUTCOMES[name].unit
    n = int(left.sum())
    if not n:
        nan = float("nan")
        noise = surface.noise**0.5
        return Tested(
            of, name, unit, len(surface.values), 0, nan, nan, nan, nan, nan, noise, surface.widened, 0.0, "none"
        ), []
    began = time.perf_counter()
    expected, deviation = surface(places[left])
    took = 1000 * (time.perf_counter() - began) / n
    run = values[left]
    errors = expected - run
    explained = 1.0 - float((errors**2).sum() / max(((run - surface.middle) ** 2).sum(), 1e-300))
    half, most = (float((np.abs(errors) <= k * deviation).mean()) for k in (HALF, WIDE))
    rmse, bias = float(np.sqrt((errors**2).mean())), float(errors.mean())
    verdict = verdict_on(explained, most, n)
    test = Tested(
        of, name, unit, len(surface.values), n, rmse, bias, explained, half, most, surface.noise**0.5, surface.widened,
        took, verdict,
    )  # fmt: skip
    ends = zip(
        np.flatnonzero(left), run, expected, expected - WIDE * deviation, expected + WIDE * deviation, strict=True
    )
    return test, [(of, name, unit, int(i), *map(float, cells)) for i, *cells in ends]


def _indices(root: Root, points: Points, found: Emulators) -> Iterator[tuple[Known, Sobol]]:
    """Sobol' indices as the emulators have them; their noise is the variance that they foretell themselves."""
    k = len(points.factors)
    n = 2 ** round(np.log2(root.study.emulate.base_points))
    cube = sample("sobol", k, n, 2, root.design.seed)
    rows = [[factor.at(u)[0] for factor, u in zip(points.factors, row, strict=True)] for row in cube]
    places = found.places(rows)
    for known in found.known:
        expected, deviation = known.surface(places)
        index = sobol(expected[:, None], k)
        doubt = float((known.surface.doubt(deviation) ** 2).mean() - known.surface.common)
        share = doubt / index.variance if index.variance else float("nan")
        ends = index.first_ends, index.total_ends
        yield known, Sobol(index.first, index.total, *ends, index.variance, share, index.n)


def _rows(points: Points, indices: list[tuple[Known, Sobol]]) -> Iterator[tuple[object, ...]]:
    for known, s in indices:
        for i, factor in enumerate(points.factors):
            ends = s.first_ends[:, i], s.total_ends[:, i]
            head = known.of, known.outcome, known.unit, factor.name
            yield *head, s.first[i], *ends[0], s.total[i], *ends[1], s.noise, s.variance, s.n


def _leading(points: Points, index: Sobol) -> list[tuple[str, float]]:
    order = np.argsort(-np.nan_to_num(index.total))[:3]
    return [(points.factors[int(i)].name, float(index.total[i])) for i in order if np.isfinite(index.total[i])]


def problems_of(root: Root) -> Iterator[Problem]:
    """An emulator needs points all over the ranges, enough of them, and a package."""
    yield from extras.missing("sklearn", "study.kind", "emulate")
    design, asked = root.design, root.study.emulate
    if design.kind not in ("none", "latin_hypercube", "sobol"):
        message = "study.kind=emulate needs points all over the ranges: design=latin_hypercube or design=sobol"
        yield Problem("design.kind", design.kind, message)
        return
    k = max(1, len(factors(root)))
    points = design.n * (k + 2) if design.kind == "sobol" else design.n
    shown = points - max(1, round(asked.held_out * points))
    least = max(FEWEST, 2 * k)
    if design.kind != "none" and shown < least:
        message = (
            f"leaves {shown} points to learn {k} factors from; at least {least} are needed, better {10 * k}: design.n, "
            f"in points"
        )
        yield Problem("design.n", design.n, message)


def columns() -> Iterator[Line]:
    """What the columns of the three tables mean."""
    yield from lines_of(TESTS, TEST_COLUMNS)
    yield from lines_of(SEEN, SEEN_COLUMNS)
    for column, (unit, meaning) in (COLUMNS | SOBOL).items():
        told = "share of the variance that is the emulator's own doubt" if column == "noise" else meaning
        yield INDICES, column, unit, SAID + told if column in SOBOL else told


KIND = Kind(
    "emulate",
    emulate,
    design_of,
    Emulate,
    problems_of,
    table="emulate",
    figures="emulate",
    columns=columns,
    small=("replicates=2", "design.n=24", "world=tiny"),
    points=NEEDED,
    designs="latin_hypercube or sobol",
    one_scenario=True,
    said="This study fits an emulator to part of its runs and tests it on the rest; its answers are expectations, not runs.",
)
