"""Replicates until the interval of a difference is as narrow as asked, or until there are as many as are admitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Precision
from pullthrough.study.design.design import Design
from pullthrough.study.design.resolve import design_of as pair_of
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods.effects import Effect, effect, effects
from pullthrough.study.methods.responses import read_responses
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import Line, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import iter_runs

SHARD = 16  # runs: so few that little is run in vain
FEWEST = 8
FIRST, STEP, GROWTH = 16, 8, 1.25
COLUMNS = ("replicates", "outcome", "difference", "half_width", "baseline", "width", "wanted", "reached")


@dataclass(frozen=True)
class Look:
    """What was known when the interval was looked at.

    Attributes:
        replicates, n: replicates run, and pairs in which the outcome is defined.
        difference, half_width, baseline: mean paired difference, half its 95 % interval, mean of the baseline.
        width: the half width relative to the size of the baseline.
    """

    replicates: int
    n: int
    difference: float
    half_width: float
    baseline: float

    @property
    def width(self) -> float:
        """Half the interval over the mean of the baseline; infinite if that is zero."""
        return self.half_width / abs(self.baseline) if self.baseline else float("inf")

    def cells(self, wanted: Precision) -> tuple[object, ...]:
        """The row of ``precision.csv``."""
        numbers = (self.difference, self.half_width, self.baseline, self.width, wanted.width)
        return self.replicates, wanted.outcome, *numbers, int(self.width <= wanted.width)


@dataclass(frozen=True)
class Precise(Finished):
    """What came out: the effects, every look at the interval, whether the precision was reached."""

    effects: list[Effect]
    looks: list[Look]
    wanted: float
    outcome: str

    @property
    def reached(self) -> bool:
        """Whether the interval became as narrow as asked."""
        return self.looks[-1].width <= self.wanted


def design_of(root: Root) -> Design:
    """The design with all the replicates there may be, in small shards."""
    return replace(pair_of(root), shard_runs=SHARD)


def precision(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Precise:
    """Run replicates in rounds and look at the interval after each; write ``precision.csv`` and ``effects.csv``.

    The numbers of replicates at which it is looked are fixed beforehand, so that the result does not depend on how runs
    are carried out. Because of the many looks the interval at the end is a little too narrow; from sixteen pairs on that
    is of the order of a hundredth of coverage (see Chow and Robbins 1965 on such rules).
    """
    design, wanted = design_of(root), root.study.precision
    looks: list[Look] = []

    def enough(replicates: int) -> bool:
        looks.append(_look(folder, design, wanted.outcome, replicates))
        return looks[-1].width <= wanted.width

    carried = run_design(root, design, folder, command, report, rounds(design.replicates), enough)
    runs = list(iter_runs(folder, tuple(OUTCOMES)))
    found = effects(runs, design.against.name, design.tested.name)
    tables.write_effects(folder / "effects.csv", found)
    write_csv(folder / "precision.csv", COLUMNS, (look.cells(wanted) for look in looks))
    write_dictionary(folder / "data_dictionary.csv", columns())
    done = carried.finish({"replicates": looks[-1].replicates, "most_replicates": design.replicates})
    done = replace(done, design=replace(design, replicates=looks[-1].replicates))
    return Precise(**vars(done), effects=found, looks=looks, wanted=wanted.width, outcome=wanted.outcome)


def rounds(most: int) -> list[int]:
    """The numbers of replicates at which the interval is looked at: 16, then a quarter more each time, in eights.

    >>> rounds(100)
    [16, 24, 32, 40, 56, 72, 96, 100]
    """
    found = [min(FIRST, most)]
    while found[-1] < most:
        more = max(found[-1] + STEP, -(-int(GROWTH * found[-1]) // STEP) * STEP)
        found.append(min(more, most))
    return found


def needed(difference: np.ndarray, baseline: np.ndarray, width: float) -> float:
    """Pairs that would be needed for half the interval to be so wide relative to the baseline, judged from some pairs."""
    both = np.isfinite(difference) & np.isfinite(baseline)
    if both.sum() < 2 or not baseline[both].mean():
        return float("nan")
    return float((1.96 * difference[both].std(ddof=1) / (width * abs(baseline[both].mean()))) ** 2)


def _look(folder: Path, design: Design, outcome: str, replicates: int) -> Look:
    responses = read_responses(folder, design, (outcome,))
    pair = (responses.at(outcome, 0, scenario)[:replicates] for scenario in (0, -1))  # more may be there from before
    e = effect(OUTCOMES[outcome], *pair)
    return Look(replicates, e.n, e.difference, (e.ci_high - e.ci_low) / 2 if e.n > 1 else float("inf"), e.baseline)


DICTIONARY = (
    ("replicates", "pairs", "pairs run when the interval was checked"),
    ("outcome", "", "outcome whose difference is meant"),
    ("difference", "unit of the outcome", "mean paired difference, policy less baseline"),
    ("half_width", "unit of the outcome", "half the 95 % t-interval of the difference"),
    ("baseline", "unit of the outcome", "mean of the baseline over the pairs"),
    ("width", "1", "half_width over the size of baseline"),
    ("wanted", "1", "width requested"),
    ("reached", "1", "1 if width is not above wanted"),
)


def problems_of(root: Root) -> Iterator[Problem]:
    """There must be room for a second look."""
    if root.replicates < FEWEST:
        yield Problem(
            "replicates",
            root.replicates,
            f"is the largest number of pairs; must be at least {FEWEST} for study.kind=precision",
        )


def columns() -> Iterator[Line]:
    """What the columns of ``precision.csv`` mean."""
    return (("precision.csv", *line) for line in DICTIONARY)


KIND = Kind(
    "precision",
    precision,
    design_of,
    Precision,
    problems_of,
    table="precision",
    columns=columns,
    small=(f"replicates={FEWEST}",),
    one_scenario=True,
)
