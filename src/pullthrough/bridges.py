"""The model as a function of numbers, for other libraries of designs and analysis: SALib, the EMA workbench, your own.

Nothing here imports those libraries; ``examples/`` shows them at work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pullthrough.api import words
from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.compose import compose
from pullthrough.parameters.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.root_schema import Root
from pullthrough.study.common_quarters import carry_through
from pullthrough.study.design import Design, Job, Point, replicate_seed
from pullthrough.study.design_problems import problems_of
from pullthrough.study.designs import planned
from pullthrough.study.factors import Factor, factors


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

    Raises:
        pullthrough.parameters.problems.ConfigurationError: listing everything that is wrong.
    """

    def __init__(
        self,
        ranges: Mapping[str, Sequence[float]],
        overrides: Mapping[str, Any] | Sequence[str] = (),
        replicates: int = 4,
        of: str = "effect",
    ) -> None:
        if of not in ("effect", "policy", "baseline"):
            raise ConfigurationError([Problem("of", of, "must be effect, policy or baseline")])
        self.root = _root(ranges, overrides)
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
        """Every outcome at a point, averaged over the replicates in which it is defined; nan where it is in none."""
        exact = tuple((f.name, _exact(f, values[f.name])) for f in self.factors if f.name in values)
        design = Design(self.base.scenarios, self.replicates, self.root.seed, (Point(exact),))
        told = {cell.number: design.setting(cell) for cell in design.cells}
        seeds = [replicate_seed(design.seed, i) for i in range(self.replicates)]
        wanted = [cell for cell in design.cells if self.of == "effect" or cell.scenario == (self.of == "policy")]
        jobs = [Job(0, told[cell.number], i, seed, cell.number) for i, seed in enumerate(seeds) for cell in wanted]
        found: dict[int, list[dict[str, float]]] = {}
        for job, result in carry_through(jobs):
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
        """
        if outcome not in OUTCOMES:
            raise KeyError(f"no outcome {outcome!r}; did you mean {nearest_name(outcome, OUTCOMES)!r}?")
        names = [f.name for f in self.factors]
        table = np.atleast_2d(np.asarray(matrix, dtype=float))
        return np.array([self(dict(zip(names, row, strict=True)))[outcome] for row in table])

    def _mean(self, name: str, found: dict[int, list[dict[str, float]]]) -> float:
        values = [np.array([outcomes[name] for outcomes in runs]) for _, runs in sorted(found.items())]
        one = values[1] - values[0] if self.of == "effect" else values[0]
        defined = one[np.isfinite(one)]
        return float(defined.mean()) if defined.size else float("nan")


def _root(ranges: Mapping[str, Sequence[float]], overrides: Mapping[str, Any] | Sequence[str]) -> Root:
    entries = ",".join(f"{key}:[{','.join(str(float(end)) for end in ends)}]" for key, ends in ranges.items())
    root = compose([*words(overrides), "study=sweep", "design=latin_hypercube", f"design.ranges={{{entries}}}"])
    problems = problems_of(root)
    if problems:
        raise ConfigurationError(problems)
    return root


def _exact(factor: Factor, value: float) -> float | int:
    """A value as the key takes it: whole numbers are rounded, and nothing goes beyond the ends."""
    held = min(max(float(value), factor.low), factor.high)
    return int(np.floor(held + 0.5)) if factor.whole else held
