"""What a treatment did: the same firm with and without it, and those who just got it against those who just missed it.

Exact: for each unit treated its value with the thing less its value without, in worlds that are the same but for that.
Published: in the untreated world, the mean of those just inside less the mean of those just outside, as an evaluator would
have it. Worlds are independent and units of one world are not, so intervals are clustered by world: t-intervals with as many
degrees of freedom as there are worlds but one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.series import ORIGINS
from pullthrough.study.design.treated import LINE
from pullthrough.study.methods.effects import LEVEL
from pullthrough.study.storage.store import Row

Floats = NDArray[np.float64]
Seen = Mapping[str, Floats]
Told = tuple[float, float, float, float, float, int, int]
"""Means without and with, their difference, its interval, units and worlds."""

NAN = float("nan")
NOBODY: Told = (NAN, NAN, NAN, NAN, NAN, 0, 0)
PERCENT = 100.0
SMALL = 10.0  # people: firms with fewer are told apart

LATELY = 5  # years


def lately(since: Floats) -> Floats:
    """What came a year, over the last years, of a count since the treatment; the last axis is years, the first of which is 0."""
    years = np.arange(since.shape[-1])
    before = np.maximum(years - LATELY, 0)
    span = np.where(years > before, years - before, 1)
    return np.where(years > 0, (since - since[..., before]) / span, np.nan)


def seen_alone(name: str) -> Callable[[Seen], Floats]:
    """What was seen under a name, as it is."""
    return lambda seen: seen[name]


LN, POINTS, THOUSANDS = "per cent (100 x ln)", "percentage points", "GBP thousand a year"
MEASURED: dict[str, tuple[str, str, Callable[[Seen], Floats]]] = {
    "turnover": (LN, "turnover of firms that exist", lambda seen: PERCENT * seen["ln_turnover"]),
    "employees": (LN, "employees, likewise", lambda seen: PERCENT * seen["ln_employees"]),
    "productivity": (
        LN,
        "turnover a person, likewise",
        lambda seen: PERCENT * (seen["ln_turnover"] - seen["ln_employees"]),
    ),
    "capability": (LN, "capability, likewise", lambda seen: PERCENT * seen["ln_capability"]),
    "from_work": (
        LN,
        "capability from experience of work, of firms inside defence",
        lambda seen: PERCENT * seen["from_work"],
    ),
    "from_science": (LN, "capability from public knowledge, likewise", lambda seen: PERCENT * seen["from_science"]),
    "from_people": (LN, "capability from skilled people at hand, likewise", lambda seen: PERCENT * seen["from_people"]),
    "civil": (THOUSANDS, "turnover outside defence, of firms that exist", lambda seen: seen["civil"]),
    "defence": (THOUSANDS, "turnover from defence, likewise", lambda seen: seen["defence"]),
    "exists": (POINTS, "firms that have not closed and not been bought", lambda seen: PERCENT * seen["exists"]),
    "inside": (POINTS, "firms inside defence", lambda seen: PERCENT * seen["inside"]),
    "supplying": (
        POINTS,
        "firms still supplying: paid by defence within eight quarters",
        lambda seen: PERCENT * seen["supplying"],
    ),
    "later_contract": (
        POINTS,
        "firms with a contract, or a share in one, let since",
        lambda seen: PERCENT * np.where(np.isnan(seen["contracts"]), np.nan, seen["contracts"] > 0),
    ),
    "contracts": ("contracts", "contracts and shares in them let since", lambda seen: seen["contracts"]),
    "later_awards": ("awards", "awards since", lambda seen: seen["awards"] - seen["awards"][..., :1]),
    "trl": ("TRL", "readiness of the project", lambda seen: seen["trl"]),
    "public_money": ("GBP thousand", "public money spent on the project so far", lambda seen: seen["public_money"]),
    "private_money": ("GBP thousand", "private money spent on it so far", lambda seen: seen["private_money"]),
    "adopted": (POINTS, "projects in service", lambda seen: PERCENT * seen["adopted"]),
    "orders": ("orders", "contracts delivered with the project's technology", lambda seen: seen["orders"]),
    "knowledge": (LN, "public knowledge of the world", lambda seen: PERCENT * seen["knowledge"]),
    "staffing": (
        POINTS,
        "skilled people at hand over those needed, of the world",
        lambda seen: PERCENT * seen["staffing"],
    ),
    "begun": ("technologies", "technologies begun since, of the world", lambda seen: seen["begun"]),
    "adoptions": ("adoptions", "technologies that entered service since, of the world", lambda seen: seen["adoptions"]),
    "adoptions_lately": (
        "adoptions a year",
        f"technologies that entered service in the {LATELY} years before, of the world",
        lambda seen: lately(seen["adoptions"]),
    ),
    **{
        f"adopted_{name}": (
            "adoptions",
            f"of {words}, those that entered service since, of the world",
            seen_alone(f"adopted_{name}"),
        )
        for name, words in ORIGINS.items()
    },
}
"""What is compared: unit, meaning, and how it is made of what was seen; arrays of shape (units, worlds, sides, years)."""

SINCE_THEN = (
    "turnover", "employees", "productivity", "capability", "from_work", "from_science", "from_people", "civil", "defence",
    "public_money", "private_money", "trl",
)  # fmt: skip
"""Of two different firms the growth since the treatment is compared."""
OF_WORLD = ("knowledge", "staffing", "begun", "adoptions", "adoptions_lately", *(f"adopted_{name}" for name in ORIGINS))
ESTIMANDS = {
    "exact": "the same unit with and without, of those inside and those outside",
    "exact_inside": "the same, of those who just got it",
    "exact_outside": "the same, of those who just missed it",
    "published": "those who just got it less those who just missed it, in the untreated world",
}
GROUPS = {
    "all": "all units",
    "first": "those who had never got such a thing before",
    "small": f"firms under {SMALL:g} people in the quarter of the treatment",
    "larger": "the other firms",
}
INSIDE, OUTSIDE = 0, 1
UNTREATED, TREATED = 0, 1


@dataclass(frozen=True)
class Units:
    """All treated runs of one kind.

    Attributes:
        seen: what was seen, by name, each of shape (runs, 2 worlds, 2 sides, years + 1): untreated and treated, inside and
            outside.
        world: replicate of each run; ``first``: shape (runs, 2); ``margin``: distance from the line.
    """

    seen: dict[str, Floats]
    world: NDArray[np.int64]
    first: NDArray[np.bool_]
    margin: Floats


@dataclass(frozen=True)
class Contrast:
    """One difference; nan where there are too few.

    Attributes:
        without, having: means without the thing and with it.
        n: units, or units on both sides together; ``worlds``: how many worlds they are of.
    """

    kind: str
    group: str
    estimand: str
    outcome: str
    unit: str
    year: int
    without: float
    having: float
    difference: float
    ci_low: float
    ci_high: float
    n: int
    worlds: int


def units_of(rows: Sequence[Row], kind: str) -> Units | None:
    """The treated runs of a kind in which somebody was treated; None if there is none."""
    mine = [r for r in rows if r.followed and kind_of(r) == kind]
    if not mine:
        return None
    line = np.array([r.followed["line"] for r in mine])
    seen = {name: np.array([r.followed[name] for r in mine]) for name in mine[0].followed if name != "line"}
    shaped = {name: values.reshape(len(mine), 2, 2, -1) for name, values in seen.items()}
    first = line[:, [LINE.index("first_inside"), LINE.index("first_outside")]] == 1.0
    return Units(shaped, np.array([r.replicate for r in mine]), first, line[:, LINE.index("margin")])


def kind_of(row: Row) -> str:
    """The kind of treatment of a run, or the name of its switch."""
    return row.scenario.rpartition(" ")[0] or row.scenario


def carried_out(units: Units) -> NDArray[np.bool_]:
    """Whether the treatment did to a unit what it was to do; shape (runs, 2 sides). Of switches it always did."""
    got = units.seen["got"][..., 0]
    inside = (got[:, UNTREATED, INSIDE] == 1) & (got[:, TREATED, INSIDE] == 0)
    outside = (got[:, UNTREATED, OUTSIDE] == 0) & (got[:, TREATED, OUTSIDE] == 1)
    unknown = np.isnan(got).all(axis=1)
    return np.stack([inside, outside], axis=1) | (unknown & ~np.isnan(units.seen["exists"][:, UNTREATED, :, 0]))


def contrasts(units: Units, kind: str, *, nothing: bool = False) -> Iterator[Contrast]:
    """Every outcome, group, estimand and year of a kind of treatment; with ``nothing`` of runs in which nothing was to happen."""
    there = ~np.isnan(units.seen["exists"][:, UNTREATED, :, 0])
    done = there if nothing else carried_out(units)
    for outcome, (unit, _, measure) in MEASURED.items():
        values = measure(units.seen)
        for group, members in _groups(units, kind).items():
            for estimand in _estimands(kind):
                for year in range(values.shape[-1]):
                    if estimand == "published":
                        told = _published(values, outcome, year, there & members, units.world)
                    else:
                        told = _exact(values[..., year], estimand, done & members, units.world, at_a_line=is_line(kind))
                    yield Contrast(kind, group, estimand, outcome, unit, year, *told)


def _estimands(kind: str) -> Sequence[str]:
    return tuple(ESTIMANDS) if is_line(kind) else ("exact_inside", "exact_outside")


def is_line(kind: str) -> bool:
    """Whether a kind treats units at a line; else it switches levers, and both sides are followed for themselves."""
    from pullthrough.parameters.schema.study import TREATMENTS

    return kind in TREATMENTS


def _groups(units: Units, kind: str) -> dict[str, NDArray[np.bool_]]:
    everybody = np.ones(units.first.shape, np.bool_)
    if not is_line(kind):
        return {"all": everybody}
    people = np.nanmax(np.nan_to_num(units.seen["ln_employees"][..., 0], nan=-np.inf), axis=1)
    small = people < np.log(SMALL)
    return {"all": everybody, "first": units.first, "small": small, "larger": ~small}


def _exact(
    values: Floats, estimand: str, mine: NDArray[np.bool_], world: NDArray[np.int64], *, at_a_line: bool
) -> Told:
    """Means without and with, their difference, its interval, units and worlds.

    At a line those inside have it in the untreated world, and lose it in the treated one; a switch gives to both sides.
    """
    inside = (TREATED, UNTREATED) if at_a_line else (UNTREATED, TREATED)
    without = np.stack([values[:, inside[0], INSIDE], values[:, UNTREATED, OUTSIDE]], axis=1)
    having = np.stack([values[:, inside[1], INSIDE], values[:, TREATED, OUTSIDE]], axis=1)
    sides = {"exact_inside": [INSIDE], "exact_outside": [OUTSIDE]}.get(estimand, [INSIDE, OUTSIDE])
    known = mine & np.isfinite(without) & np.isfinite(having)
    known[:, [side for side in (INSIDE, OUTSIDE) if side not in sides]] = False
    worlds = np.broadcast_to(world[:, None], known.shape)[known]
    difference = (having - without)[known]
    if not difference.size:
        return NOBODY
    mean = float(difference.mean())
    half, clusters = _half_width((difference - mean) / difference.size, worlds)
    level = float(without[known].mean()), float(having[known].mean())
    return level[0], level[1], mean, mean - half, mean + half, difference.size, clusters


def _published(values: Floats, outcome: str, year: int, mine: NDArray[np.bool_], world: NDArray[np.int64]) -> Told:
    """The same of those inside less those outside, who are different firms."""
    seen = values[:, UNTREATED, :, year]
    if outcome in SINCE_THEN:
        seen = seen - values[:, UNTREATED, :, 0]
    known = mine & np.isfinite(seen)
    sides = [(seen[known[:, side], side], world[known[:, side]]) for side in (INSIDE, OUTSIDE)]
    if not all(part.size for part, _ in sides):
        return NOBODY
    (got, worlds_in), (missed, worlds_out) = sides
    having, without = float(got.mean()), float(missed.mean())
    parts = np.concatenate([(got - having) / got.size, -(missed - without) / missed.size])
    half, clusters = _half_width(parts, np.concatenate([worlds_in, worlds_out]))
    mean = having - without
    return without, having, mean, mean - half, mean + half, got.size + missed.size, clusters


def _half_width(parts: Floats, worlds: NDArray[np.int64]) -> tuple[float, int]:
    """Half the 95 % interval of a mean from what each unit adds to it, summed by world; and the number of worlds.

    V = G / (G - 1) sum_g (sum_{i in g} u_i)^2, G worlds (Liang and Zeger 1986).
    """
    from scipy.special import stdtrit

    _, place = np.unique(worlds, return_inverse=True)
    clusters = int(place.max()) + 1
    if clusters < 2:
        return float("nan"), clusters
    sums = np.bincount(place, parts)
    error = float(np.sqrt(clusters / (clusters - 1) * (sums**2).sum()))
    return float(stdtrit(clusters - 1, (1 + LEVEL) / 2)) * error, clusters
