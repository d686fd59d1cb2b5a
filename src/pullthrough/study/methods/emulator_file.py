"""What an emulator knows, as a file: inputs, places, values and parameters. Plain JSON, so that reading one runs no code."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.study.design.factors import Factor
from pullthrough.study.design.variation import Value
from pullthrough.study.methods.gaussian_process import WIDE, Floats, Surface, restored
from pullthrough.study.storage.writing import write_whole

FILE = "emulator.json"
GOOD, ROUGH, NONE = "good", "rough", "none"
"""Verdicts on an emulator, see :func:`verdict_on`."""
BLIND = 0.5
"""An answer whose standard deviation exceeds this share of the spread over all places is a guess."""
SLACK = 1e-9


@dataclass(frozen=True)
class Input:
    """Something that was varied: a range, or options that have a column each."""

    name: str
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    options: tuple[Value, ...] = ()
    unit: str = ""

    @classmethod
    def of(cls, factor: Factor) -> Input:
        """The input that a factor of a design is."""
        if factor.options:
            return cls(factor.name, options=factor.labels, unit=factor.unit)
        return cls(factor.name, factor.low, factor.high, factor.log, unit=factor.unit)

    def columns(self, value: Value) -> list[float]:
        """Where a value lies: a number from 0 to 1, or a 1 in the column of its option."""
        if self.options:
            return [float(value == option) for option in self.options]
        low, high, here = self.low, self.high, float(value)
        if self.log:
            low, high, here = math.log(low), math.log(high), math.log(here)
        return [(here - low) / (high - low)]

    def problem(self, value: Any) -> Problem | None:
        """Why nothing is known of a value."""
        if self.options:
            if value in self.options:
                return None
            told = ", ".join(map(str, self.options))
            return Problem(
                self.name,
                value,
                f"was not run; the emulator knows {told}",
                nearest_name(str(value), map(str, self.options)),
            )
        slack = SLACK * max(abs(self.low), abs(self.high))
        known = isinstance(value, int | float) and not isinstance(value, bool)
        if known and self.low - slack <= value <= self.high + slack:
            return None
        unit = f" (unit: {self.unit})" if self.unit else ""
        return Problem(
            self.name, value, f"must be a number from {self.low:g} to {self.high:g}{unit}: nothing was run beyond"
        )


@dataclass(frozen=True)
class Known:
    """A surface, and how it did on the places that it was not shown."""

    of: str
    outcome: str
    unit: str
    surface: Surface
    explained: float
    within: float
    verdict: str


@dataclass(frozen=True)
class Answer:
    """What an emulator expects of one outcome.

    Attributes:
        of: effect, policy or baseline; ``outcome``, ``unit``: of what.
        expected, low, high: expectation of the model there, and an interval that holds it in 95 % of cases.
        guess: whether it hardly knows; ``why``: in words.
    """

    of: str
    outcome: str
    unit: str
    expected: float
    low: float
    high: float
    guess: bool
    why: str


class Emulators:
    """The emulators of a study, by what they are of and outcome."""

    def __init__(self, about: Mapping[str, Any], inputs: Sequence[Input], known: Sequence[Known]) -> None:
        self.about, self.inputs, self.known = dict(about), tuple(inputs), tuple(known)

    def places(self, rows: Sequence[Sequence[Value]]) -> Floats:
        """Rows of values, in the order of the inputs, as places."""
        return np.array([self._place(row) for row in rows], dtype=float)

    def _place(self, row: Sequence[Value]) -> list[float]:
        return [column for given, value in zip(self.inputs, row, strict=True) for column in given.columns(value)]

    def surface(self, of: str, outcome: str) -> Known:
        """The surface of one response.

        Raises:
            KeyError: if there is none.
        """
        found = [k for k in self.known if (k.of, k.outcome) == (of, outcome)]
        if not found:
            names = {k.outcome for k in self.known}
            raise KeyError(f"no emulator of {of} of {outcome!r}; did you mean {nearest_name(outcome, names)!r}?")
        return found[0]

    def answers(self, values: Mapping[str, Any], of: Sequence[str] = (), outcomes: Sequence[str] = ()) -> list[Answer]:
        """What is expected at a point.

        Args:
            values: a value for every input.
            of, outcomes: of which responses; all if empty.

        Raises:
            ConfigurationError: with every input that is missing, unknown, or beyond what was run.
        """
        if problems := list(self._problems(values)):
            raise ConfigurationError(problems)
        place = self.places([[values[given.name] for given in self.inputs]])
        chosen = [k for k in self.known if (not of or k.of in of) and (not outcomes or k.outcome in outcomes)]
        return [_answer(k, place) for k in chosen]

    def _problems(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        names = {given.name: given for given in self.inputs}
        for key, value in values.items():
            if key not in names:
                yield Problem(key, value, f"is not varied here (varied: {', '.join(names)})", nearest_name(key, names))
            elif problem := names[key].problem(value):
                yield problem
        for key in names:
            if key not in values:
                yield Problem(key, None, "must have a value: an emulator has no value in use")


def _answer(known: Known, place: Floats) -> Answer:
    surface = known.surface
    expected, deviation = surface(place)
    doubt = float(surface.doubt(deviation)[0])
    middle = float(expected[0])
    why = ""
    if known.verdict == NONE:
        why = "the emulator failed its test on runs that it was not shown"
    elif doubt > BLIND * surface.scale:
        why = "far from every point that was run"
    elif known.verdict == ROUGH:
        why = "the emulator is rough: it explains less than four fifths of what differs between points"
    return Answer(
        known.of, known.outcome, known.unit, middle, middle - WIDE * doubt, middle + WIDE * doubt, bool(why), why
    )


def verdict_on(explained: float, within: float, n: int) -> str:
    """Good: at least 0.8 of the variance explained, and no fewer of n held-out runs within the 95 % interval than chance would
    have.

    Rough: at least 0.4 explained. None: less, or intervals that are plainly too narrow.
    """
    from scipy.stats import binom

    narrow = bool(binom.cdf(round(within * n), n, 0.95) < 0.01)
    if narrow or not explained >= 0.4:
        return NONE
    return GOOD if explained >= 0.8 else ROUGH


def write(path: Path, emulators: Emulators, rows: Sequence[Sequence[Value]]) -> None:
    """Keep emulators, which were all fitted to the same rows of values."""
    surfaces = []
    for k in emulators.known:
        s = k.surface
        told = {name: getattr(s, name) for name in ("middle", "scale", "noise", "common", "widened")}
        mine = {"of": k.of, "outcome": k.outcome, "unit": k.unit, "explained": k.explained, "within": k.within}
        fit = {"verdict": k.verdict, "parameters": s.parameters, "told": told, "values": s.values.tolist()}
        surfaces.append({**mine, **fit, "places": s.process.X_train_.tolist()})
    inputs = [asdict(given) for given in emulators.inputs]
    content = {"about": emulators.about, "inputs": inputs, "rows": [list(row) for row in rows], "surfaces": surfaces}
    write_whole(path, json.dumps(content) + "\n")


def read(folder: Path) -> Emulators:
    """The emulators of a finished study.

    Raises:
        ValueError: if the file is not there or holds something else.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        inputs = [Input(**{**given, "options": tuple(given["options"])}) for given in content["inputs"]]
        known = [
            Known(
                s["of"], s["outcome"], s["unit"],
                restored(np.array(s["places"]), np.array(s["values"]), s["parameters"], s["told"]),
                s["explained"], s["within"], s["verdict"],
            )
            for s in content["surfaces"]
        ]  # fmt: skip
    except FileNotFoundError:
        raise ValueError(f"{folder} holds no emulator (no {FILE} in it); pullthrough study=emulate makes one") from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{path} cannot be read: {str(error)[:200]}") from None
    return Emulators(content["about"], inputs, known)
