"""The result files of a study, read with the standard library only."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.policy.changes import MOST, in_short
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR

Floats = NDArray[np.float64]
ROLES = ("baseline", "policy")
NUMBERS = ("baseline", "policy", "difference", "ci_low", "ci_high", "share_better")
SHARES = ("rate", "share", "new_entrant", "survival", "bridged")
"""Outcomes of unit 1 with such a word in their name are shares of a whole, and are shown in per cent."""


@dataclass(frozen=True)
class Effect:
    """One row of ``effects.csv``: means over the pairs and their paired difference (policy less baseline).

    ``label`` and ``better`` (+1: more is better, -1: less is better, 0: neither) come from the outcome's registry.
    Values that were not defined are nan.
    """

    outcome: str
    label: str
    unit: str
    better: int
    baseline: float
    policy: float
    difference: float
    ci_low: float
    ci_high: float
    n: int
    share_better: float

    @property
    def verdict(self) -> str:
        """What the 95 % interval says of the policy, in one of seven words."""
        if not math.isfinite(self.difference):
            return "not defined"
        if self.difference == self.ci_low == self.ci_high == 0.0:
            return "no change"
        if not self.ci_low > 0.0 and not self.ci_high < 0.0:
            return "unclear"
        up = self.difference > 0.0
        if self.better == 0:
            return "higher" if up else "lower"
        return "better" if up == (self.better > 0) else "worse"


@dataclass(frozen=True)
class Fan:
    """Mean and quantiles over the runs of one scenario, along ``x`` (years for a series); each of shape (points,)."""

    unit: str
    n: int
    x: Floats
    mean: Floats
    q05: Floats
    q95: Floats

    def defined(self) -> Fan:
        """Only the points that have a mean: a yearly series is empty in three quarters of four."""
        keep = np.isfinite(self.mean)
        return Fan(self.unit, self.n, self.x[keep], self.mean[keep], self.q05[keep], self.q95[keep])

    def since(self, index: int) -> Fan:
        """The points from ``index`` on."""
        return Fan(self.unit, self.n, *(v[index:] for v in (self.x, self.mean, self.q05, self.q95)))

    def smoothed(self, points: int) -> Fan:
        """Trailing averages of the mean and of each quantile over so many points; fewer points give an empty fan."""
        if self.x.size < points:
            return Fan(self.unit, self.n, *(self.x[:0],) * 4)
        weights = np.full(points, 1.0 / points)
        mean, q05, q95 = (np.convolve(v, weights, "valid") for v in (self.mean, self.q05, self.q95))
        return Fan(self.unit, self.n, self.x[points - 1 :], mean, q05, q95)


@dataclass(frozen=True)
class Twins:
    """What became of one kind of entity in the other scenario: mean and interval of each class and share.

    ``shifts`` are numbers per run by shift in quarters, policy less baseline.
    """

    classes: dict[str, tuple[float, float, float]]
    shifts: dict[int, float]


@dataclass(frozen=True)
class Fates:
    """What became of the technologies of one origin and class in one scenario.

    ``begun`` a year, mean over runs; ``shares`` are those of each fate and of service by any way, with their interval.
    """

    begun: float
    shares: dict[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Results:
    """One result folder, as the comparison of one tested scenario with the baseline.

    ``fans`` is keyed by (scenario, series or curve), ``twins`` by kind of event, ``fates`` by (scenario, origin, class).
    Where several scenarios are tested, ``effects`` and ``twins`` are those of the last of them; :meth:`of` gives the same
    folder for another.
    """

    manifest: dict[str, Any]
    effects: tuple[Effect, ...] = ()
    fans: dict[tuple[str, str], Fan] = field(default_factory=dict)
    twins: dict[str, Twins] = field(default_factory=dict)
    effects_of: dict[str, tuple[Effect, ...]] = field(default_factory=dict)
    twins_of: dict[str, dict[str, Twins]] = field(default_factory=dict)
    fates: dict[tuple[str, str, str], Fates] = field(default_factory=dict)

    def of(self, scenario: str) -> Results:
        """The comparison of one tested scenario of several."""
        manifest = self.manifest | {"scenario": scenario}
        effects = self.effects_of.get(scenario, ())
        return replace(self, manifest=manifest, effects=effects, twins=self.twins_of.get(scenario, {}))

    def scenario(self, role: str) -> str:
        """The name of the scenario in the role ``baseline`` or ``policy``."""
        return str(self.manifest["against" if role == "baseline" else "scenario"])

    def title(self, role: str) -> str:
        """Its public title, or its name."""
        return self.title_of(self.scenario(role))

    def title_of(self, scenario: str) -> str:
        """The public title of a scenario by its name, or the name."""
        return str(self.manifest.get("titles", {}).get(scenario) or scenario)

    def compared(self, tested: str = "") -> str:
        """Which policy is compared with which baseline; the last tested scenario unless another is named."""
        policy = self.title_of(tested) if tested else self.title("policy")
        told = (f"Policy: {policy}. Baseline: {self.title('baseline')}.", *self.changes(tested), *self.extension)
        return " ".join(told)

    def changes(self, tested: str = "") -> list[str]:
        """A sentence on what the policy changes, if its manifest says so and there is anything."""
        told = self.manifest.get("changes", {}).get(tested or self.scenario("policy")) or []
        does = "makes" if len(told) > MOST else "changes"
        return [f"The policy {does} {in_short(told).replace('->', '→')}."] if told else []

    @property
    def extension(self) -> list[str]:
        """A sentence that names the extension with which both scenarios ran, if there is one."""
        named = (self.manifest.get("extension") or {}).get("name")
        return [f"Both run with the extension {named}."] if named else []

    def fan(self, role: str, name: str) -> Fan | None:
        """A series or curve of one scenario; None if it was not recorded or is nowhere defined."""
        fan = self.fans.get((self.scenario(role), name))
        fan = fan.defined() if fan else None
        return fan if fan and fan.x.size else None

    def effect(self, outcome: str) -> Effect | None:
        """The row of one outcome, if there is one."""
        return next((e for e in self.effects if e.outcome == outcome), None)

    @property
    def policy_start(self) -> float | None:
        """When the two scenarios begin to differ, in years (2021.25 is the start of 2021 Q2)."""
        start = self.manifest.get("policy_start")
        return year_of(str(start)) if start and "Q" in str(start) else None


@cache
def year_of(quarter: str) -> float:
    """The start of a quarter such as ``2021Q2`` in years."""
    year, _, number = quarter.partition("Q")
    return int(year) + (int(number) - 1) / QUARTERS_PER_YEAR


def load(folder: Path) -> Results:
    """Read the manifest, the effects and the quantiles; a missing table counts as an empty one.

    Raises:
        FileNotFoundError: if there is no ``manifest.json``.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    fans = _fans(folder / "series_quantiles.csv", "series", "quarter")
    fans |= _fans(folder / "curves_quantiles.csv", "curve", "x")
    effects, twins, last = _effects(folder / "effects.csv"), _twins(folder), str(manifest["scenario"])
    found = Results(
        manifest, effects.get("", ()), fans, twins.get("", {}), effects, twins, _fates(folder / "fates.csv")
    )
    return found if "" in effects or last not in effects else found.of(last)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def _number(cell: str | None) -> float:
    return float(cell) if cell else math.nan


def _effects(path: Path) -> dict[str, tuple[Effect, ...]]:
    """The effects by tested scenario; under "" where there is but one and its name is not in the table."""
    found: dict[str, list[Effect]] = {}
    for row in _rows(path):
        label, better = described(row["outcome"])
        effect = Effect(
            outcome=row["outcome"],
            label=label,
            unit=shown_unit(row["outcome"], row["unit"]),
            better=better,
            n=int(row["n"] or 0),
            **{key: _number(row[key]) for key in NUMBERS},
        )
        found.setdefault(row.get("scenario", ""), []).append(effect)
    return {scenario: tuple(effects) for scenario, effects in found.items()}


def described(outcome: str) -> tuple[str, int]:
    """The label of an outcome and whether more of it is better (+1), worse (-1) or neither (0)."""
    from pullthrough.observe.registry import OUTCOMES

    known = OUTCOMES.get(outcome)
    return (known.label, known.better) if known else (outcome.replace("_", " "), 0)


def shown_unit(outcome: str, unit: str) -> str:
    """The unit in a figure: ``share`` for what is written in per cent."""
    return "share" if unit == "1" and any(word in outcome for word in SHARES) else unit


def _twins(folder: Path) -> dict[str, dict[str, Twins]]:
    """By tested scenario, as the effects, and kind of event."""
    found: dict[str, dict[str, Twins]] = {}
    for row in _rows(folder / "twins.csv"):
        interval = _number(row["mean"]), _number(row["ci_low"]), _number(row["ci_high"])
        mine = found.setdefault(row.get("scenario", ""), {})
        mine.setdefault(row["what"], Twins({}, {})).classes[row["class"]] = interval
    for row in _rows(folder / "twin_shifts.csv"):
        found[row.get("scenario", "")][row["what"]].shifts[int(row["shift"])] = _number(row["mean"])
    return found


def _fates(path: Path) -> dict[tuple[str, str, str], Fates]:
    """By scenario, origin and class."""
    found: dict[tuple[str, str, str], Fates] = {}
    for row in _rows(path):
        mine = found.setdefault((row["scenario"], row["origin"], row["class"]), Fates(_number(row["begun"]), {}))
        mine.shares[row["fate"]] = _number(row["share"]), _number(row["share_low"]), _number(row["share_high"])
    return found


def _fans(path: Path, name: str, x: str) -> dict[tuple[str, str], Fan]:
    place = year_of if x == "quarter" else float
    fans = {}
    for key, told in _groups(path, ("scenario", name)).items():
        columns = (np.array([_number(cell) for cell in told[c]]) for c in ("mean", "q05", "q95"))
        n = max(int(cell or 0) for cell in told["n"])
        fans[key] = Fan(told["unit"][0], n, np.array([place(cell) for cell in told[x]]), *columns)
    return fans


def _groups(path: Path, names: tuple[str, str]) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """The columns of a table, apart for each pair of values in two of them; none if there is no such file."""
    if not path.is_file():
        return {}
    groups: dict[tuple[str, str], list[list[str]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    first, second = map(head.index, names)
    for row in rows:
        groups.setdefault((row[first], row[second]), []).append(row)
    return {key: dict(zip(head, zip(*mine, strict=True), strict=True)) for key, mine in groups.items()}
