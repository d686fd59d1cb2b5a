"""Dose and response: one lever at several values, every value compared with the first, on the same seeds."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import BY_NAME, lever_leaf, lever_paths, named_levers
from pullthrough.parameters.schema.quantity import Quantity
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Dose
from pullthrough.study.design.design import Design
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods.effects import Effect, effects
from pullthrough.study.output import tables
from pullthrough.study.storage.csv_tables import EFFECTS, write_csv
from pullthrough.study.storage.store import Row

KINDS_OF_OUTCOME = ("channel", "headline", "loss", "part", "beside")
COLUMNS = ("lever", "dose", "kind", *EFFECTS)


@dataclass(frozen=True)
class Response(Finished):
    """What came out.

    Attributes:
        responses: the effects of each dose against the first, by dose.
    """

    responses: dict[float, list[Effect]]
    failures: list[Row]
    processes: int
    seconds: float


def dose(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Response:
    """Run a lever at each of its doses; write ``effects.csv`` (last dose against first) and ``dose_response.csv``."""
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    doses = root.study.dose.doses
    found = {
        value: effects(carried.runs, design.against.name, scenario.name)
        for value, scenario in zip(doses, design.scenarios, strict=True)
    }
    tables.write_effects(folder / "effects.csv", found[doses[-1]])
    write_csv(folder / "dose_response.csv", COLUMNS, _lines(root, found))
    return Response(**vars(carried.finish()), responses=found)


def design_of(root: Root) -> Design:
    """The first dose is the baseline; whatever else ``policy`` sets holds at every dose."""
    settings = tuple(_at(root, value) for value in root.study.dose.doses)
    return Design(settings, root.replicates, root.seed)


def _at(root: Root, value: float) -> Setting:
    chosen = deepcopy(root)
    group, _, name = root.study.dose.lever.partition(".")
    exact = int(value) if quantity_of(root.study.dose.lever).whole else value
    if group in BY_NAME:
        getattr(chosen.policy, group)[name] = float(value)
    else:
        setattr(getattr(chosen.policy, group), name, exact)
    found = setting(chosen, tested=True)
    label = f"{root.study.dose.lever}={value:g}"
    return replace(found, name=label, title=f"{found.title}, {label}")


@dataclass(frozen=True)
class LeverQuantity:
    """The declaration of a lever, and whether its values are whole numbers."""

    declared: Quantity
    whole: bool


def quantity_of(lever: str) -> LeverQuantity:
    """The declaration of a lever by its path; every instrument's budget has that of ``funding``."""
    leaf = lever_leaf(lever)
    assert leaf is not None
    return LeverQuantity(leaf.quantity, leaf.type in (int, int | None, dict[str, int]))


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of a dose study: lever, doses, names of outcomes."""
    asked = root.study.dose
    levers = [*lever_paths(), *named_levers(root.world)]
    if asked.lever not in levers:
        message = "is not a lever; the levers are " + ", ".join(levers)
        yield Problem("study.dose.lever", asked.lever, message, nearest_name(asked.lever, levers))
    else:
        yield from _unfit_doses(root, quantity_of(asked.lever))
    if len(set(asked.doses)) < 2:
        yield Problem("study.dose.doses", asked.doses, "must have at least two different doses, the baseline first")
    for kind in KINDS_OF_OUTCOME:
        for name in named(root, kind):
            if name not in OUTCOMES:
                yield Problem(f"study.dose.{kind}", name, "is no outcome", nearest_name(name, OUTCOMES))


def named(root: Root, kind: str) -> list[str]:
    """The outcomes that are shown as a kind, as channel for example."""
    asked: str | list[str] = getattr(root.study.dose, kind)
    return ([asked] if asked else []) if isinstance(asked, str) else asked


def _unfit_doses(root: Root, lever: LeverQuantity) -> Iterator[Problem]:
    declared = lever.declared
    for value in root.study.dose.doses:
        low, high = declared.low or 0.0, declared.high or float("inf")
        if not low <= value <= high or (lever.whole and value != int(value)):
            kind = "a whole number, " if lever.whole else ""
            message = f"must be {kind}{declared.range_text()} ({declared.unit}) for {root.study.dose.lever}"
            yield Problem("study.dose.doses", value, message)


def _lines(root: Root, found: dict[float, list[Effect]]) -> Iterator[tuple[object, ...]]:
    for kind in KINDS_OF_OUTCOME:
        for name in named(root, kind):
            for value, effects_at in found.items():
                e = next(e for e in effects_at if e.outcome.name == name)
                row = (e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better)
                yield root.study.dose.lever, value, kind, name, e.outcome.unit, *row


KIND = Kind(
    "dose", dose, design_of, Dose, problems_of, table="dose", figures="dose", one_scenario=True, own_levers=True
)
