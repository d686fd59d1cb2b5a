"""The model as a function of numbers, for other libraries of designs and analysis: SALib, the EMA workbench, your own.

Nothing here imports those libraries; ``examples/`` shows them at work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pullthrough.api import declared, words
from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.extended import Declared
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, Job, Point, replicate_seed
from pullthrough.study.design.factors import Factor, factors
from pullthrough.study.design.problems import problems_of
from pullthrough.study.design.resolve import planned
from pullthrough.study.execution.shared_prefix import run_jobs
from pullthrough.study.storage.archive import work_with

if TYPE_CHECKING:
    from pullthrough.study.methods.emulator_file import Answer

SLACK = 1e-9
"""How far beyond an end a value may lie, relative to it: libraries compute points in floating point."""


@dataclass(frozen=True)
class Range:
    """A number that is varied: its key, its ends, whether it is whole."""

    key: str
    low: float
    high: float
    whole: bool


class Function:
    """The effect of the policy, or a level, as a function of values by key.

    Args:
        ranges: keys with ``[lowest, highest]``, or ``[]`` for the plausible range of the record; levers ``policy.*`` are
            set in the tested scenario, numbers ``world.*`` in both.
        overrides: further settings, by dotted key or as words of a command line.
        replicates: runs that are averaged; every call has the same seeds, so that differences between calls are not
            chance alone.
        of: ``effect`` (paired difference, policy less baseline), ``policy`` or ``baseline`` (level).
        extension: rules of your own, as for :func:`pullthrough.run`.

    Raises:
        pullthrough.parameters.checking.problems.ConfigurationError: listing everything that is wrong.
    """

    def __init__(
        self,
        ranges: Mapping[str, Sequence[float]],
        overrides: Mapping[str, Any] | Sequence[str] = (),
        replicates: int = 4,
        of: str = "effect",
        extension: Any = None,
    ) -> None:
        if of not in ("effect", "policy", "baseline"):
            raise ConfigurationError([Problem("of", of, "must be effect, policy or baseline")])
        self.root = _root(ranges, overrides, declared(extension))
        self.replicates, self.of = replicates, of
        self.base: Design = planned(self.root)[0]
        self.factors: list[Factor] = factors(self.root)

    @property
    def ranges(self) -> list[Range]:
        """What is varied, in the order of the columns of :meth:`rows`."""
        return [Range(f.name, f.low, f.high, f.whole) for f in self.factors]

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls a problem: number, names and bounds of the variables."""
        bounds = [[f.low, f.high] for f in self.factors]
        return {"num_vars": len(bounds), "names": [f.name for f in self.factors], "bounds": bounds}

    def __call__(self, values: Mapping[str, float]) -> dict[str, float]:
        """Every outcome at a point, averaged over the replicates in which it is defined; nan where it is in none.

        Args:
            values: a number for each key that is varied; one that is left out keeps its value in the configuration.

        Raises:
            pullthrough.parameters.checking.problems.ConfigurationError: for a key that is not varied, and for a value outside
                its range; whole numbers are rounded.
        """
        if problems := list(self._problems(values)):
            raise ConfigurationError(problems)
        work_with(self.base.extension)
        exact = tuple((f.name, _exact(f, values[f.name])) for f in self.factors if f.name in values)
        design = Design(self.base.scenarios, self.replicates, self.root.seed, (Point(exact),))
        told = {cell.number: design.setting(cell) for cell in design.cells}
        seeds = [replicate_seed(design.seed, i) for i in range(self.replicates)]
        wanted = [cell for cell in design.cells if self.of == "effect" or cell.scenario == (self.of == "policy")]
        jobs = [Job(0, told[cell.number], i, seed, cell.number) for i, seed in enumerate(seeds) for cell in wanted]
        found: dict[int, list[dict[str, float]]] = {}
        for job, result in run_jobs(jobs):
            if isinstance(result, Exception):
                raise result
            found.setdefault(job.cell, []).append(result.outcomes)
        return {name: self._mean(name, found) for name in OUTCOMES}

    def rows(self, matrix: ArrayLike, outcome: str) -> NDArray[np.float64]:
        """One outcome at many points.

        Args:
            matrix: shape (points, variables), columns in the order of :attr:`ranges`.
            outcome: its name.

        Returns:
            Shape (points,).

        Raises:
            KeyError: if there is no such outcome; the message names the nearest.
            pullthrough.parameters.checking.problems.ConfigurationError: if a row has not a value for each variable, or a value
                is outside its range; nothing is run then.
        """
        work_with(self.base.extension)
        if outcome not in OUTCOMES:
            raise KeyError(f"no outcome {outcome!r}; did you mean {nearest_name(outcome, OUTCOMES)!r}?")
        names = [f.name for f in self.factors]
        table = np.atleast_2d(np.asarray(matrix, dtype=float))
        if table.ndim != 2 or table.shape[1] != len(names):
            message = f"must have {len(names)} columns, one for each of {', '.join(names)}"
            raise ConfigurationError([Problem("matrix", f"an array of shape {table.shape}", message)])
        points = [dict(zip(names, row.tolist(), strict=True)) for row in table]
        if problems := [problem for point in points for problem in self._problems(point)]:
            raise ConfigurationError(problems)
        return np.array([self(point)[outcome] for point in points])

    def _problems(self, values: Mapping[str, float]) -> Iterator[Problem]:
        """Keys that are not varied, and values that are no number in the range."""
        known = {f.name: f for f in self.factors}
        for key, value in values.items():
            if key not in known:
                message = f"is not varied here (varied: {', '.join(known)})"
                yield Problem(str(key), value, message, nearest_name(key, known))
            elif not _is_in(known[key], value):
                f = known[key]
                unit = f" (unit: {f.unit})" if f.unit else ""
                yield Problem(key, value, f"must be a number from {f.low:g} to {f.high:g}{unit}, the range given")

    def _mean(self, name: str, found: dict[int, list[dict[str, float]]]) -> float:
        values = [np.array([outcomes[name] for outcomes in runs]) for _, runs in sorted(found.items())]
        one = values[1] - values[0] if self.of == "effect" else values[0]
        defined = one[np.isfinite(one)]
        return float(defined.mean()) if defined.size else float("nan")


class Emulated:
    """What an emulator expects, as a function of numbers with the ways of :class:`Function`. No run is made; :meth:`answer`
    says how sure it is.

    Args:
        folder: of a finished study of kind ``emulate``.
        of: ``effect``, ``policy`` or ``baseline``.

    Raises:
        ValueError: if there is no emulator in the folder.
    """

    def __init__(self, folder: str | Path, of: str = "effect") -> None:
        from pullthrough.study.methods import emulator_file

        self.emulators, self.of = emulator_file.read(Path(folder)), of

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls a problem, of the inputs that are ranges; options are no variables there."""
        inputs = [given for given in self.emulators.inputs if not given.options]
        return {"num_vars": len(inputs), "names": [i.name for i in inputs], "bounds": [[i.low, i.high] for i in inputs]}

    def answer(self, values: Mapping[str, Any]) -> dict[str, Answer]:
        """What is expected of each outcome, with an interval and whether it is a guess.

        Raises:
            pullthrough.parameters.checking.problems.ConfigurationError: for a value beyond what was run.
        """
        return {a.outcome: a for a in self.emulators.answers(values, (self.of,))}

    def __call__(self, values: Mapping[str, Any]) -> dict[str, float]:
        """The expectation of each outcome alone."""
        return {name: a.expected for name, a in self.answer(values).items()}

    def rows(self, matrix: ArrayLike, outcome: str) -> NDArray[np.float64]:
        """One outcome at many points, shape (points,); columns in the order of the inputs, an option by its number from 0 on.

        Raises:
            KeyError: if there is no emulator of the outcome; the message names the nearest.
        """
        known, inputs = self.emulators.surface(self.of, outcome), self.emulators.inputs
        table = np.atleast_2d(np.asarray(matrix, dtype=float))
        values = [
            [i.options[int(x)] if i.options else float(x) for i, x in zip(inputs, row, strict=True)] for row in table
        ]
        return known.surface(self.emulators.places(values))[0]


def _root(
    ranges: Mapping[str, Sequence[float]], overrides: Mapping[str, Any] | Sequence[str], own: Declared | None
) -> Root:
    given = words({"design.ranges": dict(ranges)})
    root = compose([*words(overrides), "study=sweep", "design=latin_hypercube", *given], (), own)
    problems = problems_of(root)
    if problems:
        raise ConfigurationError(problems)
    return root


def _is_in(factor: Factor, value: Any) -> bool:
    """Whether a value is a number in the range of a factor, but for what floating point adds to its ends."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    slack = SLACK * max(abs(factor.low), abs(factor.high))
    return factor.low - slack <= number <= factor.high + slack


def _exact(factor: Factor, value: float) -> float | int:
    """A value as the key takes it: whole numbers are rounded, ends are met exactly."""
    held = min(max(float(value), factor.low), factor.high)
    return int(np.floor(held + 0.5)) if factor.whole else held
