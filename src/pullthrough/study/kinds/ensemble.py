"""A comparison over an ensemble of worlds: which conclusions hold in most of them, and how sure the rest is.

At each member (a point of the design) the policy is compared with the baseline on the same seeds. With d_m the mean paired
difference of member m, s_m^2 the variance of its pairs and n their number:

    chance      = mean of s_m^2 / n               what more replicates would remove
    parameters  = variance of d_m - chance        what only better evidence would remove (not below 0)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES, Outcome
from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.points import Points
from pullthrough.study.design.resolve import design_of, planned
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import OWN, Kind
from pullthrough.study.kinds.sweep import points_lines, resolved, write_points
from pullthrough.study.methods import prim, regret
from pullthrough.study.methods.effects import standard_error
from pullthrough.study.methods.prim import Floats
from pullthrough.study.methods.regret import Regret
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.methods.worlds import as_columns
from pullthrough.study.output.dictionary import Line, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.kept_ensemble import MEANING, TABLE
from pullthrough.study.storage.store import Row

FILE = TABLE
FAILING = "failing.csv"
EVEN = 1e-12
"""Weights that differ by less are alike."""
MIXED = 0.1  # a policy that helps, or fails, in a smaller share of members has one sign


@dataclass(frozen=True)
class Robust:
    """How the effect on one outcome varies over the ensemble; fields as in :data:`MEANING`."""

    outcome: Outcome
    members: int
    difference: float
    q05: float
    q95: float
    sd_chance: float
    sd_parameters: float
    share_favourable: float
    share_significant: float

    def cells(self) -> tuple[object, ...]:
        """The row of ``ensemble.csv``."""
        rest = (self.q05, self.q95, self.sd_chance, self.sd_parameters, self.share_favourable, self.share_significant)
        return self.outcome.name, self.outcome.unit, self.members, self.difference, *rest


@dataclass(frozen=True)
class Ensemble(Finished):
    """What came out: one line an outcome, regrets, and by outcome the worlds in which the policy fails, in words.

    Of several scenarios ``robust`` and ``told`` are of the last; the files have all.
    """

    robust: list[Robust]
    regrets: list[Regret]
    told: dict[str, str]
    failures: list[Row]
    processes: int
    seconds: float


def problems_of(root: Root) -> Iterator[Problem]:
    """An ensemble has at least two members."""
    if root.design.kind != "list" or len(root.design.points) < 2:
        yield Problem("design", root.design.kind, "an ensemble needs a design of kind 'list' with at least two points")


def ensemble(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Ensemble:
    """Run the comparison at each member and write ``ensemble.csv``, ``regret.csv`` and ``failing.csv``.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design, points = planned(root)
    carried = run_design(root, design, folder, command, report)
    outcomes = tuple(root.study.outcomes) or tuple(OUTCOMES)
    responses = read_responses(folder, design, outcomes)
    write_points(carried, points)
    found = {
        tested.name: [robust(responses, name, scenario, points.weights) for name in outcomes]
        for scenario, tested in enumerate(design.scenarios[1:], 1)
    }
    _write(folder / FILE, tuple(MEANING), {name: [r.cells() for r in rows] for name, rows in found.items()})
    lost = list(regret.regrets(responses, outcomes, points.weights))
    write_csv(folder / regret.FILE, tuple(regret.MEANING), regret.cells(lost))
    told = {
        name: dict(failing(responses, points, rows, scenario)) for scenario, (name, rows) in enumerate(found.items(), 1)
    }
    _write(folder / FAILING, ("outcome", "box"), {name: list(boxes.items()) for name, boxes in told.items()})
    lines = [*points_lines(design, points, ("points.csv",)), *columns(several=len(found) > 1)]
    write_dictionary(folder / "data_dictionary.csv", lines)
    last = design.tested.name
    return Ensemble(**vars(carried.finish()), robust=found[last], regrets=lost, told=told[last])


def _write(path: Path, header: tuple[str, ...], rows: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
    """A table of each scenario; of several the name of each in the first column."""
    if len(rows) == 1:
        write_csv(path, header, *rows.values())
    else:
        write_csv(path, ("scenario", *header), ((name, *row) for name, of in rows.items() for row in of))


def failing(responses: Responses, points: Points, found: Sequence[Robust], scenario: int) -> Iterator[tuple[str, str]]:
    """For each outcome that a scenario makes better in some members and worse in others: where it makes it worse."""
    values, names = as_columns(points, resolved(responses.design, points))
    for r in found:
        if not (r.outcome.better and MIXED <= r.share_favourable <= 1 - MIXED and names):
            continue
        difference = responses.difference(r.outcome.name, scenario, 0).mean(axis=1)
        known = np.isfinite(difference)
        box = prim.discover(values[known], r.outcome.better * difference[known] <= 0)
        fails = f"the policy makes '{r.outcome.label}' worse"
        yield r.outcome.name, prim.in_words(box, names, fails)


def robust(responses: Responses, name: str, scenario: int = -1, weights: Floats | None = None) -> Robust:
    """The effect of a scenario, by default the last, on one outcome over all members, each counting by its weight or all
    alike."""
    outcome = OUTCOMES[name]
    scenario = range(len(responses.design.scenarios))[scenario]
    members = range(len(responses.design.points))
    effects = {m: responses.effect(name, m, scenario, 0) for m in members}
    known = [e for e in effects.values() if e.n > 1]
    if not known:
        return Robust(outcome, 0, *[float("nan")] * 7)
    means = np.array([e.difference for e in known])
    pairs = responses.difference(name, scenario, 0)
    errors = [standard_error(pairs[m][np.isfinite(pairs[m])]) for m in members if effects[m].n > 1]
    chance = float(np.mean(np.square(errors)))
    given = np.ones(len(members)) if weights is None else weights
    share = np.array([given[m] for m, e in effects.items() if e.n > 1])
    share = share / share.sum() if share.sum() else np.full(len(share), 1 / len(share))
    middle = float(share @ means)
    free = 1.0 - float((share**2).sum())  # 1 - 1/n if all count alike
    between = float(share @ (means - middle) ** 2) / free if free > 0 else 0.0
    sign = outcome.better or 1
    most = 1.0 if share @ (means > 0) >= 0.5 else -1.0
    clear = share @ np.array([(e.ci_low > 0) if most > 0 else (e.ci_high < 0) for e in known])
    low, high = weighted_quantiles(means, share, (0.05, 0.95))
    sds = np.sqrt(chance), np.sqrt(max(0.0, between - chance))
    helps = share @ (sign * means > 0)
    return Robust(outcome, len(known), *map(float, (middle, low, high, *sds, helps, clear)))


def weighted_quantiles(values: Floats, weights: Floats, levels: Sequence[float]) -> Floats:
    """Quantiles of values that count by their weights (of two neighbours the lower); by linear interpolation where all count
    alike."""
    if np.ptp(weights) < EVEN:
        return np.asarray(np.quantile(values, levels))
    return np.asarray(np.quantile(values, levels, weights=weights, method="inverted_cdf"))


def columns(*, several: bool = False) -> Iterator[Line]:
    """What the columns of ``ensemble.csv``, ``regret.csv`` and ``failing.csv`` mean; ``several`` scenarios have names."""
    for file in (FILE, FAILING) if several else ():
        yield file, "scenario", "", "the scenario that is compared with the baseline"
    for column, meaning in MEANING.items():
        yield FILE, column, "unit of the outcome" if column in ("difference", "q05", "q95") else "", meaning
    for column, meaning in regret.MEANING.items():
        yield regret.FILE, column, "unit of the outcome" if column in ("mean", "worst") else "", meaning
    yield FAILING, "outcome", "", "name of an outcome that the policy makes better in some members and worse in others"
    yield (
        FAILING,
        "box",
        "",
        "in which of them it makes it worse: the densest box found by peeling (study/methods/prim.py)",
    )


KIND = Kind(
    "ensemble",
    ensemble,
    design_of,
    problems=problems_of,
    table="ensemble",
    columns=columns,
    small=("replicates=2", "world=tiny"),
    points=OWN,
    said="This study repeats a comparison in each world of an ensemble.",
)
