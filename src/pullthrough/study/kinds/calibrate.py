"""Calibration by history matching: waves of points, each within what the waves before have left as plausible.

It ends with an ensemble of sets of parameters whose own runs are plausible, weighted, not with a single best one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.register import variants
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Calibrate
from pullthrough.parameters.schema.target import Target
from pullthrough.study.design.design import Design, Point
from pullthrough.study.design.factors import Factor, factors
from pullthrough.study.design.variation import Value
from pullthrough.study.execution.run_design import Finished, FinishedRuns, Report, run_design
from pullthrough.study.kinds import validate
from pullthrough.study.kinds.kind import OWN, Kind
from pullthrough.study.methods import extras, gaussian_process
from pullthrough.study.methods.history_matching import Floats, candidates, emulator, implausibility, next_places
from pullthrough.study.methods.responses import read_responses
from pullthrough.study.output.dictionary import Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row
from pullthrough.study.storage.writing import write_whole

LEFT_OUT, COVERED = "left_out.csv", "coverage.csv"
COVERED_COLUMNS = {
    "factor": ("", "number or rule that was searched"),
    "option": ("", "of a name or a rule: one of its options"),
    "searched_low": ("unit of the factor", "lowest value searched"),
    "searched_high": ("unit of the factor", "highest value searched"),
    "low": ("unit of the factor", "lowest value of a member"),
    "high": ("unit of the factor", "highest value of a member"),
    "covered": ("1", "of a range, the part of it between those; of an option, the weight of the members that have it"),
}
CHUNK = 4096
"""Candidates that are asked of an emulator at a time."""
WAVES = ("wave", "points", "plausible_before", "plausible_runs", "space_left")


@dataclass(frozen=True)
class Wave:
    """One wave.

    Attributes:
        places: where its points lie in the unit cube, shape (points, factors).
        means, noise: mean over replicates of each target's outcome, and the variance of that mean; (points, targets).
        implausible: largest implausibility of each point by its own runs.
        left: share of the whole space that is plausible after it; nan after the last, when nothing more is looked for.
    """

    places: Floats
    means: Floats
    noise: Floats
    implausible: Floats
    left: float


@dataclass(frozen=True)
class LeftOut:
    """How a target fares with members that the other targets chose: a check of over-fitting.

    Attributes:
        n: such members.
        mean: of the target's outcome over them.
        within: share of them within its tolerance.
        anywhere: share of the first wave's points, all over the ranges, that is.
    """

    target: str
    n: int
    mean: float
    within: float
    anywhere: float


@dataclass(frozen=True)
class Calibration(Finished):
    """What came out: waves, and the plausible points with their weights."""

    factors: tuple[Factor, ...]
    targets: dict[str, Target]
    waves: list[Wave]
    members: Floats
    outcomes: Floats
    weights: Floats
    left_out: list[LeftOut]
    failures: list[Row]
    processes: int
    seconds: float


def design_of(root: Root) -> Design:
    """The first wave: points all over the plausible ranges."""
    found = factors(root)
    return _design(root, found, candidates(len(found), root.study.calibrate.points, root.design.seed))


def problems_of(root: Root) -> Iterator[Problem]:
    """A calibration needs targets to fit and ranges to search."""
    yield from validate.problems_of(root)
    if not any(t.fitted for t in root.targets.values()):
        yield Problem(
            "targets", ", ".join(root.targets) or "none", "a calibration needs at least one target marked as fitted"
        )
    spec, asked = root.design, root.study.calibrate
    if not (spec.ranges or spec.graded or spec.variants or spec.values or spec.cases):
        yield Problem(
            "design.ranges",
            "none",
            "a calibration needs keys to search in design.ranges; [] stands for the plausible range",
        )
    if asked.emulator == "gaussian_process":
        yield from extras.missing(
            "sklearn", "study.calibrate.emulator", asked.emulator, "study.calibrate.emulator=spline"
        )


def calibrate(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Calibration:
    """Run the waves; write ``waves.csv``, ``members.csv``, ``left_out.csv`` and ``ensemble.yaml``, a design of the members.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    asked = root.study.calibrate
    found, first = factors(root), design_of(root)
    targets = {name: t for name, t in root.targets.items() if t.fitted}
    carried = run_design(root, first, folder, command, report)
    places = candidates(len(found), asked.points, root.design.seed)
    waves = [_wave(carried, places, targets, asked.discrepancy)]
    space = candidates(len(found), asked.candidates, root.design.seed + 1)
    failures, latest = list(carried.failures), carried
    for number in range(2, asked.waves + 1):
        plausible = space[_emulated(waves, space, targets, asked, found) <= asked.cut]
        if not len(plausible):
            break
        waves[-1] = _with_left(waves[-1], len(plausible) / len(space))
        run = np.concatenate([wave.places for wave in waves])
        places = next_places(plausible[~(plausible[:, None] == run).all(axis=2).any(axis=1)], asked.points)
        latest = run_design(root, _design(root, found, places), folder / f"wave-{number}", command, report)
        failures += latest.failures
        latest.finish()
        waves.append(_wave(latest, places, targets, asked.discrepancy))
    most_off = asked.member_cut or asked.cut
    members, outcomes, weights = _members(waves, targets, most_off, asked.members, asked.discrepancy)
    weights = weights * prior(found, members)
    weights = weights / weights.sum() if weights.sum() > 0 else weights
    without = left_out(waves, targets, asked.cut, asked.members, asked.discrepancy)
    done = Finished(folder, first, failures, carried.processes, 0.0)
    result = Calibration(
        **vars(done),
        factors=tuple(found),
        targets=targets,
        waves=waves,
        members=members,
        outcomes=outcomes,
        weights=weights,
        left_out=without,
    )
    _write(result, asked.cut)
    return replace(result, seconds=carried.finish().seconds)


def _design(root: Root, found: list[Factor], places: Floats) -> Design:
    points = tuple(Point(tuple(pair for f, u in zip(found, row, strict=True) for pair in f.at(u)[1])) for row in places)
    return Design((setting(root),), root.replicates, root.seed, points, series=False)


def _wave(carried: FinishedRuns, places: Floats, targets: dict[str, Target], discrepancy: float) -> Wave:
    outcomes = [t.outcome for t in targets.values()]
    responses = read_responses(carried.folder, carried.design, outcomes)
    runs = np.stack([responses.level(name) for name in outcomes], axis=-1)  # points, replicates, targets
    means = runs.mean(axis=1)
    noise = runs.var(axis=1, ddof=1) / runs.shape[1] if runs.shape[1] > 1 else np.zeros_like(means)
    usual = np.nanmedian(noise, axis=0)
    return Wave(
        places, means, noise, implausibility(means, list(targets.values()), usual.tolist(), discrepancy), float("nan")
    )


def _with_left(wave: Wave, left: float) -> Wave:
    return Wave(wave.places, wave.means, wave.noise, wave.implausible, left)


def _emulated(
    waves: list[Wave], space: Floats, targets: dict[str, Target], asked: Calibrate, found: list[Factor]
) -> Floats:
    """Largest implausibility of each candidate, by emulators of all runs so far."""
    places = np.concatenate([w.places for w in waves])
    means = np.concatenate([w.means for w in waves])
    noise = np.nanmedian(np.concatenate([w.noise for w in waves]), axis=0)
    if asked.emulator == "spline":
        sound = np.isfinite(means).all(axis=1)
        fitted = [emulator(places[sound], means[sound, j]) for j in range(len(targets))]
        expected = np.stack([e(space) for e in fitted], axis=1)
        uncertain = np.array([e.variance + float(v) for e, v in zip(fitted, noise, strict=True)])
    else:
        expected, uncertain = _by_process(encoded(found, places), means, noise, encoded(found, space))
    return implausibility(expected, list(targets.values()), uncertain, asked.discrepancy)


def _by_process(places: Floats, means: Floats, noise: Floats, space: Floats) -> tuple[Floats, Floats]:
    """Expectation and variance of each target at each candidate, by Gaussian processes with an error of its own at each place.

    An outcome that cannot be emulated rules nothing out: its variance is infinite.
    """
    expected, uncertain = np.zeros((len(space), means.shape[1])), np.full((len(space), means.shape[1]), np.inf)
    for j in range(means.shape[1]):
        surface = gaussian_process.fitted(places, means[:, j : j + 1], float(noise[j]))
        if surface is not None:
            for first in range(0, len(space), CHUNK):
                part = slice(first, first + CHUNK)
                middle, deviation = surface(space[part])
                expected[part, j], uncertain[part, j] = middle, deviation**2
    return expected, uncertain


def encoded(found: Sequence[Factor], places: Floats) -> Floats:
    """Places as emulators take them: a column for a range, one for each option of a name or a rule."""
    columns = []
    for j, factor in enumerate(found):
        if not factor.options:
            columns.append(places[:, j])
            continue
        chosen = np.minimum((places[:, j] * len(factor.options)).astype(int), len(factor.options) - 1)
        columns += [(chosen == i).astype(float) for i in range(len(factor.options))]
    return np.stack(columns, axis=1)


def prior(found: Sequence[Factor], places: Floats) -> Floats:
    """How far we think the variants of a place likely, apart from targets; 1 everywhere if no rule is varied.

    Places have equal shares of variants, so that the weight of each counts here.
    """
    weights = np.ones(len(places))
    for j, factor in enumerate(found):
        if factor.name.startswith(variants.PREFIX):
            known = variants.rules()[factor.name.removeprefix(variants.PREFIX)].variants
            given = np.array([known[str(label)].weight for label in factor.labels]) * len(factor.labels)
            weights *= given[[factor.labels.index(factor.at(u)[0]) for u in places[:, j]]]
    return weights


def _members(
    waves: list[Wave], targets: dict[str, Target], cut: float, most: int, discrepancy: float
) -> tuple[Floats, Floats, Floats]:
    """The least implausible points by their own runs, of those below the cut; weights exp(-1/2 sum w_j I_j^2)."""
    places, means = (np.concatenate([getattr(w, name) for w in waves]) for name in ("places", "means"))
    off = _each(waves, targets, discrepancy)
    kept = _least(off, cut, most)
    squares = (off[kept] ** 2) @ np.array([t.weight for t in targets.values()])
    weights = np.exp(-0.5 * (squares - squares.min())) if len(kept) else squares
    return places[kept], means[kept], weights / weights.sum() if len(kept) else weights


def _each(waves: list[Wave], targets: dict[str, Target], discrepancy: float) -> Floats:
    """Implausibility of each point that was run for each target alone, shape (points, targets)."""
    means = np.concatenate([w.means for w in waves])
    noise = np.nanmedian(np.concatenate([w.noise for w in waves]), axis=0)
    columns = (
        implausibility(means[:, j : j + 1], [t], [float(noise[j])], discrepancy) for j, t in enumerate(targets.values())
    )
    return np.stack(list(columns), axis=1)


def _least(off: Floats, cut: float, most: int) -> NDArray[np.intp]:
    """The points whose worst target is nearest, at most so many and none beyond the cut, in the order they were run."""
    worst = off.max(axis=1)
    kept = np.flatnonzero(worst <= cut)
    return np.sort(kept[np.argsort(worst[kept], kind="stable")][:most])


def left_out(waves: list[Wave], targets: dict[str, Target], cut: float, most: int, discrepancy: float) -> list[LeftOut]:
    """Each target in turn is left out of the choice of members, and then looked at; nothing is run for it."""
    if len(targets) < 2:
        return []
    off, means = _each(waves, targets, discrepancy), np.concatenate([w.means for w in waves])
    found = []
    for j, (name, t) in enumerate(targets.items()):
        kept = _least(np.delete(off, j, axis=1), cut, most)
        near = np.abs(means[:, j] - t.value) <= t.tolerance
        share = float(near[kept].mean()) if len(kept) else float("nan")
        mean = float(means[kept, j].mean()) if len(kept) else float("nan")
        found.append(LeftOut(name, len(kept), mean, share, float(near[: len(waves[0].places)].mean())))
    return found


def _write(found: Calibration, cut: float) -> None:
    rows = []
    for i, w in enumerate(found.waves):
        before = found.waves[i - 1].left if i else 1.0
        rows.append((i + 1, len(w.places), before, float(np.mean(w.implausible <= cut)), w.left))
    write_csv(found.folder / "waves.csv", WAVES, rows)
    header = ("member", "weight", *(f.name for f in found.factors), *(f"outcome:{name}" for name in found.targets))
    members = (
        (i, float(weight), *(f.at(u)[0] for f, u in zip(found.factors, place, strict=True)), *map(float, outcome))
        for i, (weight, place, outcome) in enumerate(zip(found.weights, found.members, found.outcomes, strict=True))
    )
    write_csv(found.folder / "members.csv", header, members)
    rows_out = ((o.target, o.n, o.mean, o.within, o.anywhere) for o in found.left_out)
    write_csv(found.folder / LEFT_OUT, [f.name for f in fields(LeftOut)], rows_out)
    write_csv(found.folder / COVERED, tuple(COVERED_COLUMNS), coverage(found))
    write_dictionary(found.folder / "data_dictionary.csv", columns())
    write_whole(found.folder / "ensemble.yaml", _as_design(found))


def coverage(found: Calibration) -> Iterator[tuple[object, ...]]:
    """How much of what was searched the members cover: of a range its part between lowest and highest, of an option its
    weight."""
    for j, f in enumerate(found.factors):
        labels = [f.at(u)[0] for u in found.members[:, j]]
        if f.options:
            for option in f.labels:
                weight = float(sum(w for label, w in zip(labels, found.weights, strict=True) if label == option))
                yield f.name, str(option), "", "", "", "", weight
        elif labels:
            values = np.array(labels, dtype=float)
            low, high = float(values.min()), float(values.max())
            place = found.members[:, j]
            yield f.name, "", f.low, f.high, low, high, float(np.ptp(place))


def effective(weights: Floats) -> float:
    """To how many members of equal weight they amount: 1 / sum of squared weights (Kish)."""
    return float(1.0 / (weights**2).sum()) if len(weights) and weights.sum() > 0 else 0.0


def _as_design(found: Calibration) -> str:
    """The ensemble as a design that other studies can be run over: values, variants, weights."""
    rules = [f.name for f in found.factors if f.name.startswith(variants.PREFIX)]
    lines = [
        f"# The {len(found.members)} least implausible worlds of those tried: calibration {found.design.fingerprint[:10]}, "
        f"{found.design.replicates} replicates a point, root seed {found.design.seed};",
        f"# targets {', '.join(found.targets)}.",
        f"# {len(found.factors) - len(rules)} numbers and {len(rules)} rules vary; the weights amount to "
        f"{effective(found.weights):.0f} members of equal weight.",
        "# How much of each range they cover: coverage.csv of that study.",
        "",
        "kind: list",
        "points:" if len(found.members) else "points: []",
    ]
    for place in found.members:
        values = ", ".join(f"{key}: {_written(value)}" for key, value in _chosen(found.factors, place))
        lines.append(f"  - {{{values}}}")
    if len(found.members):
        lines += ["weights: [" + ", ".join(f"{w:.4g}" for w in found.weights) + "]"]
    return "\n".join(lines) + "\n"


def _chosen(found: Sequence[Factor], place: Floats) -> Iterator[tuple[str, Value]]:
    """What a member sets: a variant by its name, what a case stands for, a number."""
    for factor, u in zip(found, place, strict=True):
        label, pairs = factor.at(u)
        if factor.name.startswith(variants.PREFIX):
            yield factor.name, label
        else:
            yield from pairs


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.6g}" if isinstance(value, int | float) else str(value)


def columns() -> Iterator[Line]:
    """What the columns of ``coverage.csv`` mean."""
    yield from lines_of(COVERED, COVERED_COLUMNS)


KIND = Kind(
    "calibrate",
    calibrate,
    design_of,
    Calibrate,
    problems_of,
    table="calibrate",
    columns=columns,
    small=("replicates=2", "study.calibrate.points=16", "study.calibrate.waves=2", "world=tiny"),
    points=OWN,
    targeted=True,
    times=lambda root: float(root.study.calibrate.waves),
    said="This study looks for the sets of numbers that are plausible together, in waves, and tests them "
    "on targets that were left out.",
)
