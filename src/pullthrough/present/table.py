"""The table of effects that a comparison ends with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, figure, heading, where
from pullthrough.present.headlines import headlines

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.study.attribute import Attribution
    from pullthrough.study.compare import Comparison
    from pullthrough.study.dose import Response
    from pullthrough.study.effects import Effect
    from pullthrough.study.kinds import Found
    from pullthrough.study.precision import Precise
    from pullthrough.study.twins import Twins

NARROW = 125
"""Below so many columns a row takes two lines."""

NOTE = (
    "Paired difference: policy less baseline, runs with the same seed; mean and 95 % t-interval over n pairs. "
    "better: share of pairs in which the policy is better, where one way is better. "
    "*: the interval leaves out 0."
)
NOTHING_DIFFERS = (
    "In no pair of runs does any outcome differ: what the policy changes has no effect here. "
    "'pullthrough show levers NAME' says what a lever needs to work."
)

TWINS_NOTE = (
    "The same technology and the same firm, looked up in both scenarios; mean per pair of runs and 95 % interval. "
    "Without the policy the last quarter run is the limit: what is additional may be something that comes later."
)


def show(found: Found, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print what a study found, on the chosen outcomes or the headlines; where the results are; which figures there are."""
    from pullthrough.study.calibrate import Calibration
    from pullthrough.study.ensemble import Ensemble
    from pullthrough.study.levers import LeversFound
    from pullthrough.study.precision import Precise
    from pullthrough.study.sensitivity import Sensitivity
    from pullthrough.study.sweep import Sweep
    from pullthrough.study.validate import Validation

    if isinstance(found, Sweep):
        from pullthrough.present import sweep_table

        sweep_table.show(found, figures)
    elif isinstance(found, LeversFound):
        from pullthrough.present import levers_table

        levers_table.show(found, figures)
    elif isinstance(found, Calibration | Ensemble):
        from pullthrough.present import calibration_table

        calibration_table.show(found, figures)
    elif isinstance(found, Validation):
        from pullthrough.present import validation_table

        validation_table.show(found, figures)
    elif isinstance(found, Sensitivity):
        from pullthrough.present import sensitivity_table

        sensitivity_table.show(found, figures)
    else:
        _show_effects(found, figures, outcomes)
    if isinstance(found, Precise):
        _show_precision(found)


def _show_precision(found: Precise) -> None:
    last, wanted = found.looks[-1], f"{100 * found.wanted:.3g} % of the baseline's mean"
    verdict = (
        f"as narrow as asked ({wanted})" if found.reached else f"wider than asked ({wanted}): the limit was reached"
    )
    width = f"± {figure(last.half_width)}, {100 * last.width:.2g} % of the baseline's mean"
    label = OUTCOMES[found.outcome].label
    console().print(f"\n{label}: interval of the difference {width}, from {last.n} pairs; {verdict}.", style="bold")


def _show_effects(
    found: Comparison | Response | Attribution | Precise, figures: Figures, outcomes: Sequence[str]
) -> None:
    """The table of the (last) comparison."""
    out = console()
    design = found.design
    responses = getattr(found, "responses", None)
    shown = list(responses.values())[-1] if responses else found.effects  # type: ignore[union-attr]
    heading(out, replace(design, scenarios=(design.against, design.tested)), f"{design.replicates} paired runs")
    told = headlines(shown, lambda effect: effect.outcome.name, outcomes)
    out.print(_table(told, narrow=out.width < NARROW))
    out.print(NOTE, style="dim")
    if all(e.difference == e.ci_low == e.ci_high == 0 for e in shown if e.n > 1) and any(e.n > 1 for e in shown):
        out.print(NOTHING_DIFFERS, style="bold")
    if len(told) < len(shown):
        out.print(f"{len(shown) - len(told)} further outcomes are in effects.csv.", style="dim")
    equal = getattr(found, "equal_cost", "")
    if equal:
        out.print(f"\nequal cost: {equal}", soft_wrap=True)
    parts = getattr(found, "parts", None)
    if parts:
        from pullthrough.present.attribution_table import NOTE as PARTS_NOTE
        from pullthrough.present.attribution_table import parts_table

        out.print(parts_table(parts))
        out.print(PARTS_NOTE, style="dim")
    published = getattr(found, "figures", None)
    if published:
        from pullthrough.present.replay_table import replay_table

        out.print(replay_table(published, design.tested.name))
    twins = getattr(found, "twins", None)
    if twins:
        out.print(_twins(twins))
        out.print(TWINS_NOTE, style="dim")
    where(out, found, figures)


def _twins(told: Sequence[Twins]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from pullthrough.observe.registry import EVENTS
    from pullthrough.study.twins import CLASSES, SHARES

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("twins", "class"):
        table.add_column(head, no_wrap=True)
    for head in ("mean", "95 % interval", "shift, quarters"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("meaning", style="dim")
    for t in told:
        label = EVENTS[t.what].label if t.name == "anyway" else ""
        interval = f"{figure(t.ci_low)} to {figure(t.ci_high)}" if t.n > 1 else "–"
        shift = figure(t.shift, signed=True) if math.isfinite(t.shift) else ""
        table.add_row(label, t.name, figure(t.mean), interval, shift, (CLASSES | SHARES)[t.name])
    return table


def _table(effects: Sequence[Effect], *, narrow: bool) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("outcome")
    heads = ["baseline", "policy", "difference", "n", "better"]
    if not narrow:
        table.add_column("unit", style="dim")
        heads.insert(3, "95 % interval")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for e in effects:
        table.add_row(*(_narrow_cells(e) if narrow else _cells(e)), style="bold" if _is_sure(e) else "")
    return table


def _cells(e: Effect) -> list[str]:
    difference = figure(e.difference, signed=True) + ("*" if _is_sure(e) else " ")
    interval = f"{figure(e.ci_low, signed=True)} to {figure(e.ci_high, signed=True)}" if e.n > 1 else "–"
    share = f"{100 * e.share_better:.0f} %" if e.n and e.outcome.better else ""
    unit = "" if e.outcome.unit == "1" else e.outcome.unit
    return [e.outcome.label, unit, figure(e.baseline), figure(e.policy), difference, interval, str(e.n), share]


def _narrow_cells(e: Effect) -> list[str]:
    label, unit, baseline, policy, difference, interval, n, share = _cells(e)
    name = f"{label}, {unit}" if unit else label
    return [name, baseline, policy, f"{difference}\n{interval} ", n, share]


def _is_sure(e: Effect) -> bool:
    return e.ci_low > 0 or e.ci_high < 0
