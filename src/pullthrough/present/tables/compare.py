"""The table of effects that a comparison ends with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import TYPE_CHECKING

from pullthrough.parameters.policy.setting import FURTHER
from pullthrough.present.console import Figures, console, format_number, heading, print_footer, unit_shown
from pullthrough.present.tables.fitting import Column, Fitted
from pullthrough.present.tables.in_words import groups, in_other_worlds, is_significant, rows_of, sentence, tally
from pullthrough.present.tables.matched import print_matched
from pullthrough.text.safe import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from pullthrough.study.design.design import Design
    from pullthrough.study.kinds.compare import Comparison
    from pullthrough.study.methods.effects import Effect
    from pullthrough.study.storage.kept_ensemble import Everything

AFTER_INTERVAL = 6
"""Cells of a row up to the interval by chance."""
NARROW = 125
"""Below so many columns a row takes two lines."""

NOTE = (
    "difference: policy less baseline, mean over pairs of runs with equal seeds; * 95 % t-interval excludes 0. better: share of "
    "pairs in which the policy is better."
)
NOTHING_DIFFERS = (
    "In no pair of runs does any outcome differ: what the policy changes has no effect here. "
    "'pullthrough show levers NAME' says what a lever needs to work."
)

BESIDE_NOTE = (
    "Under each scenario: its mean difference from the baseline over pairs of runs with the same seed; * marks one whose 95 % "
    "t-interval excludes 0. The intervals are in effects.csv."
)


def show(found: Comparison, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print a comparison: effects, how costs were made equal, matched events."""
    out = console()
    print_comparison(out, found, outcomes)
    print_matched(out, found.twins, in_full=bool(outcomes))
    print_footer(out, found, figures)


def print_comparison(out: Console, found: Comparison, outcomes: Sequence[str] = ()) -> None:
    """The effects of one tested scenario or of several beside each other, and how costs were made equal."""
    print_effects(out, found.design, found.effects, outcomes, _by_scenario(found), found.everything)
    if found.equal_cost:
        out.print(f"\nequal cost: {found.equal_cost}", soft_wrap=True)


def print_effects(
    out: Console,
    design: Design,
    shown: Sequence[Effect],
    outcomes: Sequence[str] = (),
    each: Mapping[str, Sequence[Effect]] | None = None,
    everything: Mapping[str, Everything] | None = None,
) -> None:
    """The table of the (last) comparison, or of several tested scenarios beside each other, and what it says in words."""
    scenarios = design.scenarios if each else (design.against, design.tested)
    heading(out, replace(design, scenarios=scenarios), f"{design.replicates} paired runs")
    names = {"": list(outcomes)} if outcomes else groups(list(each.values()) if each else [shown])
    if each:
        for table in _beside({n: rows_of(of, names) for n, of in each.items()}, out.width):
            out.print(table.table(out.width))
    else:
        known = (everything or {}).get(design.tested.name)
        out.print(_table(rows_of(shown, names), known, narrow=out.width < NARROW).table(out.width))
    titles = {s.name: _spoken(s.title) for s in scenarios}
    compared = each or {design.tested.name: shown}
    for name, of in compared.items():
        if nothing_differs(of):
            out.print(f"{name}: {NOTHING_DIFFERS}" if each else NOTHING_DIFFERS, style="bold")
            continue
        policy = titles.get(name, name)
        if name.partition("+")[0] == design.against.name.partition("+")[0]:
            policy = "The policy"
        if text := one_line(sentence(of, policy)):
            out.print(text, style="bold")
        if everything:
            out.print(in_other_worlds(of, everything.get(name)), style="" if everything[name].rows else "dim")
        if tallied := tally(of):
            out.print(f"{tallied}; --all shows them.", style="dim")
    out.print(BESIDE_NOTE if each else NOTE, style="dim")


def nothing_differs(found: Sequence[Effect]) -> bool:
    """Whether every outcome is the same in both runs of each pair, as far as it is defined."""
    known = [e for e in found if e.n]
    return bool(known) and all(e.difference == 0 and (e.n == 1 or e.ci_low == e.ci_high == 0) for e in known)


def _by_scenario(found: Comparison) -> dict[str, list[Effect]]:
    """The effects of each tested scenario of a comparison of several; else nothing."""
    names = [s.name for s in found.design.scenarios[1:]]
    return {n: found.comparisons[n, found.design.against.name] for n in names} if len(names) > 1 else {}


def _spoken(title: str) -> str:
    """A title as it stands in a sentence: without what follows a colon, but with the note that levers were added."""
    short = title.partition(":")[0].strip()
    return f"{short}{FURTHER}" if title.endswith(FURTHER) and not short.endswith(FURTHER) else short


def _table(grouped: Mapping[str, Sequence[Effect]], everything: Everything | None = None, *, narrow: bool) -> Fitted:
    """The effects, one row an outcome; in a narrow table the interval stands below the difference, the unit behind the name.

    Where an ensemble of the same comparison is kept, the range of everything varied stands beside the interval by chance.
    """
    numbers = [Column("baseline", keep=60), Column("policy", keep=61), Column("difference", keep=99)]
    rest = [Column("n", keep=20), Column("better", keep=10)]
    all_alike = len({effect.n for effects in grouped.values() for effect in effects}) == 1  # as the heading says
    if narrow:
        table = Fitted(Column("outcome", text=True), *numbers, *rest[all_alike:])
    else:
        unit, interval = Column("unit", text=True, keep=30, style="dim"), Column("95 % interval", keep=70)
        worlds = [Column("everything varied", keep=69)] if everything and everything.rows else []
        table = Fitted(Column("outcome", text=True), unit, *numbers, interval, *worlds, *rest)
    for group, effects in grouped.items():
        if group:
            table.add_row(group, *[""] * (len(table.columns) - 1), style="italic")
        for e in effects:
            cells = _narrow_cells(e, with_n=not all_alike) if narrow else _cells(e)
            if not narrow and everything and everything.rows:
                ends = everything.ends(e.outcome.name)
                told = (
                    f"{format_number(ends[0], signed=True)} to {format_number(ends[1], signed=True)}" if ends else "–"
                )
                cells = [*cells[:AFTER_INTERVAL], told, *cells[AFTER_INTERVAL:]]
            table.add_row(*cells, style="bold" if is_significant(e) else "")
    return table


def _beside(found: Mapping[str, Mapping[str, Sequence[Effect]]], width: int) -> Iterator[Fitted]:
    """Several scenarios beside each other: the differences of each; as many tables as the width asks for."""
    names = list(found)
    cells = {
        (name, e.outcome.name): format_number(e.difference, signed=True) + ("*" if is_significant(e) else " ")
        for name in names
        for rows in found[name].values()
        for e in rows
    }
    widest = max(10, *(len(text) for text in cells.values()), *map(len, names)) + 3
    many = max(1, (width - 45) // widest)
    for group in batched(names, many):
        table = Fitted(
            Column("outcome", text=True),
            Column("unit", text=True, keep=30, style="dim"),
            Column("baseline", keep=40),
            *(Column(name, keep=99 - i) for i, name in enumerate(group)),
        )
        for title, rows in found[names[0]].items():
            if title:
                table.add_row(title, *[""] * (len(table.columns) - 1), style="italic")
            for e in rows:
                _, unit, baseline, *_ = _cells(e)
                differences = (cells.get((name, e.outcome.name), "–") for name in group)
                table.add_row(e.outcome.label, unit, baseline, *differences)
        yield table


def _cells(e: Effect) -> list[str]:
    difference = format_number(e.difference, signed=True) + ("*" if is_significant(e) else " ")
    interval = f"{format_number(e.ci_low, signed=True)} to {format_number(e.ci_high, signed=True)}" if e.n > 1 else "–"
    share = f"{100 * e.share_better:.0f} %" if e.n and e.outcome.better else ""
    unit = unit_shown(e.outcome.unit)
    return [
        e.outcome.label,
        unit,
        format_number(e.baseline),
        format_number(e.policy),
        difference,
        interval,
        str(e.n),
        share,
    ]


def _narrow_cells(e: Effect, *, with_n: bool) -> list[str]:
    label, unit, baseline, policy, difference, interval, n, share = _cells(e)
    name = f"{label}, {unit}" if unit else label
    return [name, baseline, policy, f"{difference}\n{interval} ", *([n] if with_n else []), share]
