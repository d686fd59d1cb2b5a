"""The portfolios that a search ends with: doses, goals with intervals from fresh runs, and where the front bends, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.policy.timeline import lever_leaf
from pullthrough.present.console import Figures, console, format_number, heading, print_footer
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.plain import plain_table

if TYPE_CHECKING:
    from pullthrough.study.kinds.portfolio import Kept, Searched

NOTE = (
    "Difference from the baseline, mean over fresh pairs with the same seed, with its 95 % t-interval; the runs of the "
    "search, by which "
    "portfolios were chosen, are not in it. front: none of those shown is as good in every goal and better in one, by the "
    "fresh runs. "
    "Intervals of different portfolios overlap more than they differ: all meet the same seeds. Chance alone is in them; how a "
    "portfolio fares in other worlds is asked by study=robust."
)


def show(found: Searched, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the portfolios, what the search cost, and where the front bends."""
    out = console()
    heading(
        out,
        found.design,
        f"{found.evaluated} portfolios of {found.planned} planned, {found.design.replicates} pairs each",
    )
    if not found.kept:
        out.print("No portfolio keeps the limits; look at evaluations.csv for what each breaks.", style="bold")
    else:
        out.print(dose_table(found).table(out.width))
        out.print(goal_table(found).table(out.width))
        out.print(NOTE, style="dim")
        for text in words(found):
            out.print(f"- {text}", highlight=False)
    print_footer(out, found, figures)


def dose_table(found: Searched) -> Fitted:
    """One row a lever that any portfolio moves, one column a portfolio."""
    table = plain_table("lever", "unit", *(_head(k) for k in found.kept))
    for lever in found.kept[0].doses:
        if any(lever in k.moved for k in found.kept):
            leaf = lever_leaf(lever)
            unit = leaf.quantity.unit if leaf and leaf.quantity.unit != "1" else ""
            table.add_row(lever, unit, *(format_number(k.doses[lever]) if lever in k.moved else "" for k in found.kept))
    table.add_row("sum of money", "GBP million per year", *(format_number(k.sum) for k in found.kept))
    return table


def goal_table(found: Searched) -> Fitted:
    """One row a goal, one column a portfolio."""
    table = plain_table("goal", "unit", *(_head(k) for k in found.kept))
    for goal in found.goals:
        effects = [k.effects[goal] for k in found.kept]
        cells = [
            f"{format_number(e.difference, signed=True)}\n{format_number(e.ci_low)} to {format_number(e.ci_high)}"
            for e in effects
        ]
        table.add_row(OUTCOMES[goal].label, OUTCOMES[goal].unit, *cells)
    table.add_row("on the front", "", *("yes" if k.on_front else "no" for k in found.kept))
    return table


def _head(kept: Kept) -> str:
    return f"{kept.name} knee" if kept.knee else kept.name


def words(found: Searched) -> Iterator[str]:
    """Where the front bends, what does best in each goal, and how much of what the search promised was luck."""
    for kept in found.kept:
        if kept.knee:
            yield f"The front bends at {kept.name} ({_doses(kept)}): {', '.join(_goal(kept, goal) for goal in found.goals)}."
    front = [k for k in found.kept if k.on_front]
    for goal in found.goals:
        if front:
            best = max(front, key=lambda k: k.effects[goal].difference * OUTCOMES[goal].better)
            yield f"Best in {OUTCOMES[goal].label.lower()}: {best.name}, {_goal(best, goal)}."
    yield from luck(found)
    fallen = [k.name for k in found.kept if not k.within]
    if fallen:
        yield f"On fresh seeds {', '.join(fallen)} no longer keeps the limits."


def luck(found: Searched) -> Iterator[str]:
    """By how much the search overstated what it chose."""
    for goal in found.goals[:1]:
        pairs = [(k.searched[goal], k.effects[goal].difference) for k in found.kept if goal in k.searched]
        if pairs:
            lost = sum((a - b) * OUTCOMES[goal].better for a, b in pairs) / len(pairs)
            told = "overstated" if lost > 0 else "understated"
            yield (
                f"The runs of the search {told} {OUTCOMES[goal].label.lower()} by {format_number(abs(lost))} "
                f"{OUTCOMES[goal].unit} "
                f"on average."
            )


def _doses(kept: Kept) -> str:
    return ", ".join(f"{lever} {kept.doses[lever]:,g}" for lever in kept.moved) or "no lever moved"


def _goal(kept: Kept, goal: str) -> str:
    e = kept.effects[goal]
    ends = f"{format_number(e.ci_low, signed=True)} to {format_number(e.ci_high, signed=True)}"
    unit = "" if e.outcome.unit == "1" else f" {e.outcome.unit}"
    return f"{e.outcome.label.lower()} {format_number(e.difference, signed=True)}{unit} ({ends})"
