"""Counterfactual: the same firm or project with and without an award, a contract, an engagement, an acquisition.

In each world near-misses are found by a stated rule, each is treated in a run of its own, and those treated are followed for
years, in the untreated world and in the treated one. Levers can be switched likewise: then everybody is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import BY_NAME, lever_paths, named_levers
from pullthrough.parameters.schema.quarters import number_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Counterfactual, Switch
from pullthrough.study.design.design import LARGEST_BUNDLE, Asked, Point
from pullthrough.study.design.treated import FOLLOWED, TREATED, TreatedDesign
from pullthrough.study.execution.near_misses import window
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.dose import quantity_of
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods.contrasts import (
    ESTIMANDS,
    GROUPS,
    MEASURED,
    Contrast,
    carried_out,
    contrasts,
    is_line,
    kind_of,
    units_of,
)
from pullthrough.study.output.dictionary import INTERVAL, Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row, read_runs

FILE, UNITS = "counterfactual.csv", "followed.csv"
COLUMNS = {
    "kind": ("", "what some get and others do not; or the name of a switch"),
    "group": ("", "; ".join(f"{name}: {meaning}" for name, meaning in GROUPS.items())),
    "estimand": ("", "; ".join(f"{name}: {meaning}" for name, meaning in ESTIMANDS.items())
                 + "; of a switch exact_inside is of all SMEs there at the time and exact_outside of all primes"),
    "outcome": ("", "; ".join(f"{name}: {meaning}" for name, (_, meaning, _) in MEASURED.items())),
    "unit": ("", "unit of without, with, difference and interval"),
    "year": ("years", "since the treatment"),
    "without": ("see unit", "mean over units without it; published: of those who missed it"),
    "with": ("see unit", "mean over units with it; published: of those who got it"),
    "difference": ("see unit", "with less without"),
    "ci_low": ("see unit", f"{INTERVAL}, clustered by world"),
    "ci_high": ("see unit", f"{INTERVAL}, clustered by world"),
    "n": ("units", "units with a value; published: on both sides together"),
    "worlds": ("worlds", "worlds that they are of"),
}  # fmt: skip
UNIT_COLUMNS = {
    "kind": COLUMNS["kind"],
    "number": ("", "of the near-miss in its world; 0 for a switch"),
    "replicate": ("", "the world"),
    "quarter": ("quarters", "of the treatment, from the start of the burn-in"),
    "margin": (
        "see kind",
        "distance of the scores of who got it and who missed it; empty for acquisitions and switches",
    ),
    "side": (
        "",
        "inside: who just got it in the untreated world; outside: who just missed it; of a switch SMEs and primes",
    ),
    "first": ("", "1: it had never got such a thing before"),
    "carried_out": ("", "1: the treatment did to it what it was to do"),
    "world": ("", "untreated or treated"),
    "year": ("years", "since the treatment; 0 is the end of its quarter"),
    **{name: (unit, meaning) for name, (unit, meaning) in FOLLOWED.items()},
}


@dataclass(frozen=True)
class Treated(Finished):
    """What came out.

    Attributes:
        contrasts: all differences.
        treated: by kind the runs in which somebody was treated, and the runs there were.
    """

    design: TreatedDesign
    contrasts: list[Contrast]
    treated: dict[str, tuple[int, int]]


def counterfactual(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Treated:
    """Run the worlds and their treated twins; write ``counterfactual.csv`` and ``followed.csv``."""
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    rows = read_runs(folder)
    nothing = root.study.counterfactual.force == "nothing"
    found, treated, followed = [], {}, []
    for kind in kinds_of(root):
        units = units_of(rows, kind)
        runs = len([r for r in rows if kind_of(r) == kind])
        treated[kind] = (len(units.world) if units else 0, runs)
        if units:
            found += list(contrasts(units, kind, nothing=nothing))
            mine = [r for r in rows if r.followed and kind_of(r) == kind]
            for row, done in zip(mine, carried_out(units), strict=True):
                followed += list(_followed(row, done))
    write_csv(folder / FILE, tuple(COLUMNS), (tuple(vars(c).values()) for c in found))
    write_csv(folder / UNITS, tuple(UNIT_COLUMNS), followed)
    write_dictionary(folder / "data_dictionary.csv", columns())
    return Treated(**vars(carried.finish()), contrasts=found, treated=treated)


def kinds_of(root: Root) -> list[str]:
    """Kinds of treatment, then names of switches."""
    return [*dict.fromkeys(root.study.counterfactual.kinds), *root.study.counterfactual.switches]


def design_of(root: Root) -> TreatedDesign:
    """The untreated scenario, and one cell for each near-miss and each switch."""
    asked = root.study.counterfactual
    asks = tuple(
        Asked(kind, number, asked.years, asked.margin, asked.force == "nothing")
        for number in range(1, asked.treated + 1)
        for kind in dict.fromkeys(asked.kinds)
    )
    switches = tuple(_switched(root, name, switch) for name, switch in asked.switches.items())
    points = tuple(Point(((TREATED, i),) if i else ()) for i in range(1 + len(asks) + len(switches)))
    return TreatedDesign(
        (setting(root),),
        root.replicates,
        root.seed,
        points,
        series=False,
        asks=asks,
        switches=switches,
        years=asked.years,
    )


def _switched(root: Root, name: str, switch: Switch) -> Setting:
    chosen = deepcopy(root)
    chosen.policy.start = switch.start
    for lever, value in switch.levers.items():
        group, _, part = lever.partition(".")
        if group in BY_NAME:
            getattr(chosen.policy, group)[part] = float(value)
        else:
            setattr(getattr(chosen.policy, group), part, int(value) if quantity_of(lever).whole else value)
    found = setting(chosen, tested=True)
    return replace(found, name=name)


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of a counterfactual study: nobody to treat, too little time, unknown levers."""
    asked, calendar = root.study.counterfactual, root.world.calendar
    here = "study.counterfactual"
    if not kinds_of(root):
        yield Problem(f"{here}.kinds", [], "must name at least one kind, or there must be a switch")
    if 1 + asked.treated * len(set(asked.kinds)) + len(asked.switches) > LARGEST_BUNDLE:
        yield Problem(
            f"{here}.treated",
            asked.treated,
            f"times the kinds, with the switches, must be less than {LARGEST_BUNDLE} runs a world",
        )
    first, last = window(calendar.quarters, calendar.burn_in, asked.years)
    if last < first:
        years = (calendar.quarters - 1 - calendar.burn_in) // 4
        yield Problem(
            f"{here}.years",
            asked.years,
            f"must be at most {years}, so that somebody treated can be followed to the end",
        )
    levers = [*lever_paths(), *named_levers(root.world)]
    for name, switch in asked.switches.items():
        if name in asked.kinds or is_line(name):
            yield Problem(f"{here}.switches.{name}", name, "is the name of a kind of treatment; a switch needs another")
        if number_of(switch.start) is None:
            yield Problem(f"{here}.switches.{name}.start", switch.start, "must be a quarter such as 2014Q1")
        if not switch.levers:
            yield Problem(f"{here}.switches.{name}.levers", {}, "must set at least one lever")
        for lever, value in switch.levers.items():
            where = f"{here}.switches.{name}.levers.{lever}"
            if lever not in levers:
                yield Problem(where, value, "is no lever", nearest_name(lever, levers))
                continue
            declared = quantity_of(lever).declared
            low, high = declared.low or 0.0, declared.high or float("inf")
            if not low <= value <= high or (quantity_of(lever).whole and value != int(value)):
                kind = "a whole number, " if quantity_of(lever).whole else ""
                yield Problem(where, value, f"must be {kind}{declared.range_text()} ({declared.unit})")


def _followed(row: Row, done: np.ndarray) -> Iterator[tuple[object, ...]]:
    """The lines of one treated run in ``followed.csv``."""
    kind, _, number = row.scenario.rpartition(" ")
    quarter, margin, *first = row.followed["line"]
    seen = {name: row.followed[name].reshape(2, 2, -1) for name in FOLLOWED}
    for side, side_name in enumerate(("inside", "outside")):
        if np.isnan(seen["exists"][0, side, 0]):
            continue
        about = (kind or row.scenario, number if kind else 0, row.replicate, int(quarter), float(margin), side_name)
        flags = int(first[side] == 1.0), int(done[side])
        for world, name in enumerate(("untreated", "treated")):
            for year in range(seen["exists"].shape[-1]):
                yield *about, *flags, name, year, *(float(seen[n][world, side, year]) for n in FOLLOWED)


def _kept() -> Iterator[Line]:
    """The columns that the files of runs have besides."""
    for name, (unit, meaning) in FOLLOWED.items():
        order = "list over untreated and treated world, inside and outside, years from 0 on"
        yield "runs/part-*.parquet", f"followed_{name}", unit, f"{order}: {meaning}"
    line = "list: quarter of the treatment, distance from the line, whether it was the first for who is inside, and outside"
    yield "runs/part-*.parquet", "followed_line", "", line


def columns() -> Iterator[Line]:
    """What the columns of ``counterfactual.csv`` and ``followed.csv`` mean, and those of runs that only such a study has."""
    yield from lines_of(FILE, COLUMNS)
    yield from lines_of(UNITS, UNIT_COLUMNS)
    yield from _kept()


KIND = Kind(
    "counterfactual",
    counterfactual,
    design_of,
    Counterfactual,
    problems_of,
    table="counterfactual",
    figures="counterfactual",
    columns=columns,
    said="This study follows the same firm or project with and without a treatment, in worlds that are the same but for that.",
)
