"""Twin worlds: the same technology and the same firm looked up in both scenarios.

Draws are keyed, so an entity has one key in all runs with the same seed. What happened to it with the policy and without
is compared one by one, and deadweight and displacement are counted, not assumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import EVENTS
from pullthrough.observe.window import Window
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.methods.effects import half_width
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row

Ints = NDArray[np.int64]

CLASSES = {
    "anyway": "in both scenarios, in the same quarter",
    "earlier": "in both scenarios, earlier with the policy",
    "later": "in both scenarios, later with the policy",
    "additional": "with the policy only",
    "lost": "without the policy only",
}
SHARES = {
    "deadweight": "share of those with the policy that also happen without it, at any time",
    "displacement": "number lost for each additional one",
}
COLUMNS = {
    "class": ("", "; ".join(f"{name}: {meaning}" for name, meaning in (CLASSES | SHARES).items())),
    "unit": ("", "unit of mean and interval"),
    "mean": ("see unit", "mean over pairs of runs; for a class, how many in the window"),
    "ci_low": ("see unit", "lower end of the 95 % t-interval of that mean"),
    "ci_high": ("see unit", "upper end of the 95 % t-interval of that mean"),
    "n": ("pairs", "pairs in which it is defined"),
    "shift": ("quarters", "mean over pairs of the mean shift, with the policy less without it"),
    "shift_low": ("quarters", "lower end of the 95 % t-interval of the shift"),
    "shift_high": ("quarters", "upper end of the 95 % t-interval of the shift"),
}


@dataclass(frozen=True)
class Twins:
    """One row of ``twins.csv``: a class or a share of one kind of event; nan where it is not defined.

    ``scenario`` is the tested one.
    """

    what: str
    name: str
    unit: str
    mean: float
    ci_low: float
    ci_high: float
    n: int
    shift: float
    shift_low: float
    shift_high: float
    scenario: str = ""


@dataclass(frozen=True)
class Pair:
    """The events of one kind in one pair of runs: how many there are of each class, and all shifts in quarters."""

    counts: dict[str, int]
    kept: int
    shifts: Ints

    def value(self, name: str) -> float:
        """The number of a class, or a share; nan if there is nothing to divide by."""
        if name in CLASSES:
            return float(self.counts[name])
        if name == "deadweight":
            return _over(self.kept, self.kept + self.counts["additional"])
        return _over(self.counts["lost"], self.counts["additional"])

    def shift(self, name: str) -> float:
        """Mean shift of a class that has one; nan otherwise."""
        mine = self.shifts[self.shifts < 0] if name == "earlier" else self.shifts[self.shifts > 0]
        return float(mine.mean()) if name in ("earlier", "later") and mine.size else float("nan")


def classify(without: tuple[Ints, Ints], with_policy: tuple[Ints, Ints], window: Window) -> Pair:
    """Match the events of two runs by key.

    Counted are events that lie in the window in at least one of the two runs; the other run is searched as a whole, so
    that what only moves over an edge of the window is earlier or later, neither additional nor lost.

    Args:
        without, with_policy: keys and quarters, each of shape (events,).
        window: what is measured.
    """
    _, a, b = np.intersect1d(without[0], with_policy[0], assume_unique=True, return_indices=True)
    before, after = without[1][a], with_policy[1][b]
    counted = window.holds(before) | window.holds(after)
    shifts = (after - before)[counted]
    counts = {
        "anyway": int((shifts == 0).sum()),
        "earlier": int((shifts < 0).sum()),
        "later": int((shifts > 0).sum()),
        "additional": int(window.holds(np.delete(with_policy[1], b)).sum()),
        "lost": int(window.holds(np.delete(without[1], a)).sum()),
    }
    return Pair(counts, int(window.holds(after).sum()), shifts)


def pairs_of(rows: Sequence[Row], against: str, tested: str, window: Window) -> dict[str, list[Pair]]:
    """Every pair of runs, by kind of event."""
    base = {r.replicate: r.events for r in rows if r.scenario == against and not r.error}
    policy = {r.replicate: r.events for r in rows if r.scenario == tested and not r.error}
    both = sorted(base.keys() & policy.keys())
    return {what: [classify(_told(base[i], what), _told(policy[i], what), window) for i in both] for what in EVENTS}


def twins(found: Mapping[str, Sequence[Pair]], scenario: str = "") -> list[Twins]:
    """All classes and shares of every kind of event, with intervals over pairs."""
    rows = []
    for what, pairs in found.items():
        for name in (*CLASSES, *SHARES):
            mean, low, high, n = _interval([pair.value(name) for pair in pairs])
            shift = _interval([pair.shift(name) for pair in pairs])[:3]
            rows.append(
                Twins(what, name, "per run" if name in CLASSES else "share", mean, low, high, n, *shift, scenario)
            )
    return rows


def write_twins(folder: Path, found: Mapping[str, Mapping[str, Sequence[Pair]]]) -> list[Twins]:
    """Write ``twins.csv`` and ``twin_shifts.csv``; returns the rows of the first.

    Args:
        folder: where they are written.
        found: pairs of runs by tested scenario and kind of event; of several scenarios the first column names them.
    """
    rows = [row for scenario, of in found.items() for row in twins(of, scenario)]
    lines = (
        (r.scenario, r.what, r.name, r.unit, r.mean, r.ci_low, r.ci_high, r.n, r.shift, r.shift_low, r.shift_high)
        for r in rows
    )
    skipped = 0 if len(found) > 1 else 1
    write_csv(folder / "twins.csv", ("scenario", "what", *COLUMNS)[skipped:], (line[skipped:] for line in lines))
    shifts = ((s, what, *line) for s, of in found.items() for what, pairs in of.items() for line in _shifts(pairs))
    head = ("scenario", "what", "shift", "mean", "n")
    write_csv(folder / "twin_shifts.csv", head[skipped:], (line[skipped:] for line in shifts))
    return rows


def _shifts(pairs: Sequence[Pair]) -> list[tuple[int, float, int]]:
    """(shift, number per run, pairs) for every shift there is."""
    values, numbers = np.unique(np.concatenate([p.shifts for p in pairs]) if pairs else [], return_counts=True)
    return [(int(v), k / len(pairs), len(pairs)) for v, k in zip(values, numbers, strict=True)]


def window_of(setting: Setting) -> Window:
    """The window of a whole run."""
    return Window.of(setting, setting.world.calendar.quarters - 1)


def _told(events: Mapping[str, Ints], what: str) -> tuple[Ints, Ints]:
    none = np.empty(0, np.int64)
    return events.get(f"{what}_key", none), events.get(f"{what}_quarter", none)


def _interval(values: Sequence[float]) -> tuple[float, float, float, int]:
    known = np.array([v for v in values if np.isfinite(v)], dtype=float)
    if not known.size:
        return float("nan"), float("nan"), float("nan"), 0
    mean, half = float(known.mean()), half_width(known)
    return mean, mean - half, mean + half, known.size


def _over(top: int, bottom: int) -> float:
    return top / bottom if bottom else float("nan")
