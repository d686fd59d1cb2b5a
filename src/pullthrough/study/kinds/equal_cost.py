"""A comparison at equal public cost: one budget is scaled until the discounted cost of both scenarios agrees.

PV = sum over the quarters t of the window of c_t (1 + r)^(-t/4), c_t the public cost of the quarter, r the discount rate.
The scale is found on the study's first replicates, paired by seed; the whole study then says how well costs agree on all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.window import Window
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.policy.change import Change
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.policy.timeline import Timeline
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, Job, replicate_seed
from pullthrough.study.design.resolve import design_of as plain_design_of
from pullthrough.study.execution import shared_prefix
from pullthrough.study.kinds.dose import quantity_of
from pullthrough.study.methods.effects import half_width
from pullthrough.study.methods.matched_events import window_of
from pullthrough.study.methods.root_finding import NoZero, find_zero
from pullthrough.study.output.dictionary import INTERVAL
from pullthrough.study.storage.store import Row

MARK = "+equal_cost"
EQUAL_COST = {
    "step": ("", "try, on the first replicates; study: all replicates at the scale taken"),
    "lever": ("", "budget that is scaled"),
    "in": ("", "scenario in which it is"),
    "scale": ("see by", "scale tried"),
    "by": ("", "factor: the lever is multiplied; amount: it is set, GBP thousand a year"),
    "cost": ("GBP million", "discounted public cost of the scaled scenario over the window, mean over replicates"),
    "cost_other": ("GBP million", "that of the other scenario"),
    "difference": ("GBP million", "cost less cost_other"),
    "ci_low": ("GBP million", INTERVAL),
    "ci_high": ("GBP million", INTERVAL),
    "n": ("replicates", "pairs of runs"),
}
COST = "public_cost"
BUDGET_UNIT = "GBP thousand per year"
FIRST_AMOUNT = 10_000.0  # GBP thousand a year, where the search begins if there is nothing to scale


@dataclass(frozen=True)
class Step:
    """One scale tried: mean discounted cost in the scaled scenario and in the other, GBP million over the window."""

    scale: float
    cost: float
    other: float
    ci_low: float
    ci_high: float
    n: int


@dataclass(frozen=True)
class Equalised:
    """A design brought to equal cost, and how.

    Attributes:
        design: with the lever scaled in one of its scenarios.
        lever, scaled: which budget, in which scenario (``tested`` or ``against``).
        by: ``factor``, by which the lever is multiplied from the quarter in which the scenarios first differ, or
            ``amount``, GBP thousand a year from then on, where it is zero.
        steps: scales tried; the last was taken.
    """

    design: Design
    lever: str
    scaled: str
    by: str
    steps: tuple[Step, ...]

    @property
    def scale(self) -> float:
        """The scale taken."""
        return self.steps[-1].scale

    def words(self) -> str:
        """How it was done, in a sentence."""
        how = f"multiplied by {self.scale:.4g}" if self.by == "factor" else f"set to {self.scale:,.0f} a year"
        last = self.steps[-1]
        return (
            f"{self.lever} in the {'tested scenario' if self.scaled == 'tested' else 'baseline'} is {how} from the first "
            f"difference on; discounted cost GBP {last.cost:,.1f}m, of the other GBP {last.other:,.1f}m "
            f"({len(self.steps)} tries, {last.n} replicates)"
        )


def design_of(root: Root) -> Design:
    """The design of a comparison, at equal cost if that is asked for."""
    return equalised(root).design if root.study.equal_cost else plain_design_of(root)


def equalised(root: Root) -> Equalised:
    """Find the scale; the search is done once for equal settings.

    Raises:
        ConfigurationError: if no scale brings the costs together.
    """
    design = plain_design_of(root)
    asked = root.study.costing
    key = (design.fingerprint, root.study.budget_lever, *(getattr(asked, f) for f in asked.__dataclass_fields__))
    return _cached(key, lambda: _search(root, design))


@lru_cache(maxsize=8)
def _memory(key: tuple[object, ...]) -> list[Equalised]:
    return []


def _cached(key: tuple[object, ...], find: Callable[[], Equalised]) -> Equalised:
    found = _memory(key)
    if not found:
        found.append(find())
    return found[0]


def scaled(setting: Setting, lever: str, start: int, scale: float, by: str) -> Setting:
    """A setting with a lever multiplied by a factor, or set to an amount, from a quarter on."""
    mine = [c for c in setting.timeline.changes if c.lever == lever]
    before = [c for c in mine if c.quarter < start]
    at = [c for c in mine if c.quarter >= start]
    if not any(c.quarter == start for c in at):
        at.insert(0, replace(before[-1], quarter=start))
    new = [replace(c, value=c.value * scale) for c in at] if by == "factor" else [replace(at[0], value=scale)]
    rest: list[Change] = [c for c in setting.timeline.changes if c.lever != lever]
    changes = sorted([*rest, *before, *new], key=lambda change: change.quarter)
    return replace(setting, timeline=Timeline(tuple(changes)))


def present_value(series: NDArray[np.float64], window: Window, rate: float) -> float:
    """Discounted sum over the window in GBP million; the first quarter counts in full."""
    flow = series[window.start - window.burn_in : window.stop - window.burn_in]
    return float((flow * (1.0 + rate) ** (-np.arange(len(flow)) / QUARTERS_PER_YEAR)).sum()) / 1000.0


def final_step(found: Equalised, runs: list[Row], rate: float) -> Step:
    """How well the costs agree on all replicates of the study."""
    design = found.design
    window = window_of(design.tested)
    sides = [
        {r.replicate: present_value(r.series[COST], window, rate) for r in runs if r.scenario == s.name and not r.error}
        for s in (design.tested, design.against)
    ]
    both = sorted(sides[0].keys() & sides[1].keys())
    costs = [np.array([side[i] for i in both]) for side in (sides if found.scaled == "tested" else sides[::-1])]
    return _step(found.scale, *costs)


def lines(found: Equalised, final: Step) -> Iterator[tuple[object, ...]]:
    """The rows of ``equal_cost.csv``: every try, then all replicates."""
    for name, s in [*((f"try {i + 1}", s) for i, s in enumerate(found.steps)), ("study", final)]:
        numbers = (s.scale, found.by, s.cost, s.other, s.cost - s.other, s.ci_low, s.ci_high, s.n)
        yield name, found.lever, found.scaled, *numbers


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of a comparison at equal cost."""
    if not root.study.equal_cost:
        if root.study.budget_lever:
            yield Problem("study.budget_lever", root.study.budget_lever, "is scaled only with study.equal_cost=true")
        return
    if root.study.kind != "compare" or root.study.scenarios or not root.study.series:
        message = "is for study.kind=compare, two scenarios and study.series=true"
        yield Problem("study.equal_cost", True, message)
        return
    held = plain_design_of(root).tested.timeline.values(1)
    known = [lever for lever in held if quantity_of(lever).declared.unit == BUDGET_UNIT]
    if root.study.budget_lever not in known:
        message = f"must be a budget that can be scaled: {', '.join(known)}"
        yield Problem(
            "study.budget_lever", root.study.budget_lever, message, nearest_name(root.study.budget_lever, known)
        )


def _search(root: Root, design: Design) -> Equalised:
    asked, lever = root.study.costing, root.study.budget_lever
    ours, other = (design.tested, design.against) if asked.scaled == "tested" else (design.against, design.tested)
    start = ours.first_difference(other)
    if start is None:
        raise _impossible(root, "the two scenarios do not differ, so their costs are already equal")
    by = "factor" if (ours.timeline.values(ours.world.calendar.quarters)[lever][start:] > 0).any() else "amount"
    n = min(root.replicates, asked.replicates)
    costs_other = _costs(other, root, n)
    steps: list[Step] = []

    def gap(scale: float) -> float:
        steps.append(_step(scale, _costs(scaled(ours, lever, start, scale, by), root, n), costs_other))
        return steps[-1].cost - steps[-1].other

    near = asked.tolerance * float(costs_other.mean())
    try:
        find_zero(gap, near, 1.0 if by == "factor" else FIRST_AMOUNT)
    except NoZero as error:
        raise _impossible(root, str(error)) from None
    chosen = scaled(ours, lever, start, steps[-1].scale, by)
    how = f"{lever} x {steps[-1].scale:.3g}" if by == "factor" else f"{lever} at {steps[-1].scale:,.0f}"
    chosen = replace(chosen, name=chosen.name + MARK, title=f"{chosen.title}, {how} for equal cost")
    scenarios = (other, chosen) if asked.scaled == "tested" else (chosen, other)
    return Equalised(replace(design, scenarios=scenarios), lever, asked.scaled, by, tuple(steps))


def _costs(setting: Setting, root: Root, n: int) -> NDArray[np.float64]:
    """Discounted cost of a scenario in the first n replicates, GBP million, shape (n,)."""
    jobs = [Job(i, setting, i, replicate_seed(root.seed, i)) for i in range(n)]
    window, found = window_of(setting), []
    for _, outcome in shared_prefix.run_jobs(jobs):
        if isinstance(outcome, Exception):
            raise outcome
        found.append(present_value(outcome.series[COST], window, root.study.costing.discount_rate))
    return np.array(found)


def _step(scale: float, costs: NDArray[np.float64], others: NDArray[np.float64]) -> Step:
    difference = costs - others
    mean, half = float(difference.mean()), half_width(difference)
    return Step(scale, float(costs.mean()), float(others.mean()), mean - half, mean + half, len(costs))


def _impossible(root: Root, why: str) -> ConfigurationError:
    message = (
        f"cannot bring the two scenarios to equal cost: {why}. Choose another budget, or scale the other scenario "
    )
    message += "(study.costing.scaled)"
    return ConfigurationError([Problem("study.budget_lever", root.study.budget_lever, message)])
