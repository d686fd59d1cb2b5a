"""The life of a technology and of a firm in both runs of a pair, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from pullthrough.explore.pair import ANECDOTE, KINDS, WORLDS, Pair, World
from pullthrough.present.pages.charts.style import BASELINE, RULE, TESTED, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.world.codes import ACQUIRED, ACTIVE, CLOSED, FAILED, WITHDREW

MOST_OF_A_SORT = 6
"""So many lives of each sort are offered."""

WHOLE = 2**64 - 1
"""Keys of events are told as signed numbers, those of tables are not."""

MONEY = {"public money": "public_spent", "its owner's money": "own_spent", "investors' money": "investor_spent"}
FIRSTS = {"first award": "first_award", "first contract": "first_contract", "first sale": "first_sale"}
CAUSES = {FAILED: "no cash", CLOSED: "closed", WITHDREW: "no prospects there", ACQUIRED: "bought by a prime"}

Told = tuple[str, str, float | None, str]
"""What happens, in which world, the year if it has one, and when or how much in words."""

Life = tuple[str, list[Told]]
"""Whose life, in words, and what is told of it."""


def lives(pair: Pair) -> Iterator[View]:
    """Technologies and firms of a pair to choose from, those whose lives differ first."""
    for name, title, found, what in (
        ("life-of-a-technology", "What became of one technology?", _technologies(pair), "Technology"),
        ("life-of-a-firm", "What became of one firm?", _firms(pair), "Firm"),
    ):
        if (view := _view(pair, name, title, found, what)) is not None:
            yield view


def _sorted_out(with_it: Mapping[int, int], without: Mapping[int, int]) -> dict[int, str]:
    """Some keys of each sort, with the sort in words: those that differ first."""
    sorts: dict[str, list[int]] = {
        "with the policy only": [],
        "without the policy only": [],
        "earlier with the policy": [],
    }
    sorts |= {"later with the policy": [], "in the same quarter in both": []}
    for key in sorted({*with_it, *without}, key=lambda k: max(with_it.get(k, 0), without.get(k, 0))):
        mine, theirs = with_it.get(key), without.get(key)
        if mine is None or theirs is None:
            sorts[f"{'with' if theirs is None else 'without'} the policy only"].append(key)
        else:
            sign = int(np.sign(mine - theirs))
            sorts[["in the same quarter in both", "later with the policy", "earlier with the policy"][sign]].append(key)
    return {key: words for words, keys in sorts.items() for key in _some(keys)}


def _some(keys: Sequence[int]) -> list[int]:
    """A few spread evenly over all of them."""
    if len(keys) <= MOST_OF_A_SORT:
        return list(keys)
    return [keys[round(i * (len(keys) - 1) / (MOST_OF_A_SORT - 1))] for i in range(MOST_OF_A_SORT)]


def _technologies(pair: Pair) -> Iterator[Life]:
    without, having = pair.worlds
    for key, sort in _sorted_out(having.adopted, without.adopted).items():
        rows = [
            _row_of(world.tables.technologies[: int(world.tables.clock.technologies[0])], key) for world in pair.worlds
        ]
        known = next(row for row in reversed(rows) if row is not None)
        name = f"{sort}: idea of a {KINDS[int(known['born_kind'])]}, {pair.region(int(known['region']))}"
        yield name, [told for i, row in enumerate(rows) for told in _of_technology(pair, WORLDS[i], row)]


def _of_technology(pair: Pair, world: str, row: Any) -> Iterator[Told]:
    if row is None:
        yield "no trace of it", world, None, "not in this world, or given up and forgotten"
        return
    events = {"begun": row["begun"], "first paid for": row["funded"]}
    events |= {f"reaches TRL {level}": quarter for level, quarter in enumerate(row["reached"]) if level >= 4}
    events |= {"its tender opens": row["tender_seen"], "enters service": row["adopted"], "is given up": row["ended"]}
    for event, quarter in events.items():
        if int(quarter) >= 0:
            yield event, world, pair.year(int(quarter)), pair.when(int(quarter))
    for words, column in MONEY.items():
        yield f"spent on it: {words}", world, None, f"GBP {int(row[column]):,} thousand"
    yield "talks with officials about a need", world, None, str(int(row["engagements"]))
    yield "orders", world, None, str(int(row["orders"]))


def _firms(pair: Pair) -> Iterator[Life]:
    without, having = pair.worlds
    for key, sort in _sorted_out(having.entered, without.entered).items():
        rows = [_row_of(world.tables.organisations, key) for world in pair.worlds]
        known = next((row for row in reversed(rows) if row is not None), None)
        if known is None:
            continue
        name = f"enters {sort}: firm of {int(known['employees'])}, {pair.region(int(known['region']))}"
        yield (
            name,
            [
                told
                for words, world, row in zip(WORLDS, pair.worlds, rows, strict=True)
                for told in _of_firm(pair, words, world, key, row)
            ],
        )


def _of_firm(pair: Pair, words: str, world: World, key: int, row: Any) -> Iterator[Told]:
    entered = world.entered.get(key)
    yield (
        "enters defence",
        words,
        None if entered is None else pair.year(entered),
        "never" if entered is None else pair.when(entered),
    )
    ended = world.tables.careers[: int(world.tables.clock.careers[0])]
    career = row if row is not None and row["standing"] == ACTIVE else _row_of(ended, key)
    for event, column in FIRSTS.items():
        if career is not None and (quarter := int(career[column])) > 0:
            yield event, words, pair.year(quarter), pair.when(quarter)
    if career is not None and career is not row:
        quarter, why = int(career["left"]), CAUSES.get(int(career["cause"]), "for another reason")
        yield f"leaves defence ({why})", words, pair.year(quarter), pair.when(quarter)
    if row is not None:
        yield "awards and contracts", words, None, f"{int(row['awards'])} and {int(row['contracts'])}"
        yield (
            "employees, turnover",
            words,
            None,
            f"{int(row['employees'])}, GBP {int(row['turnover']):,} thousand a year",
        )


def _row_of(table: Any, key: int) -> Any:
    rows = np.flatnonzero(table.key == np.uint64(key & WHOLE))
    return table[int(rows[0])] if len(rows) else None


def _view(pair: Pair, name: str, title: str, lives: Iterator[Life], what: str) -> View | None:
    columns = (
        Column("event", "What happens", text=True),
        Column("world", "World", text=True),
        Column("year", "Year", shown=False),
        Column("when", "When, or how much", text=True),
    )
    tables: dict[str, Table] = {}
    for number, (words, rows) in enumerate(lives, 1):
        if any(row[2] is not None for row in rows):
            tables[f"{what} {number}, {words}"] = Table(columns, rows, f"{what} {number}, {words}")
    if not tables:
        return None
    calendar = pair.setting.world.calendar
    first = next(iter(tables.values()))
    says = f"The same {what.lower()} in both runs of a pair: square without the policy, circle with it. {ANECDOTE}"
    return View(name, title, says, _life_spec(calendar.last_year + 1), first, tables, folded=False)


def _life_spec(last: int) -> Spec:
    y = {"field": "event", "type": "nominal", "sort": None, "title": None, "axis": {"ticks": False, "domain": False}}
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "domainMax": last},
        "axis": {"format": "d"},
    }
    colour = {
        "field": "world",
        "type": "nominal",
        "title": None,
        "scale": {"domain": WORLDS, "range": [BASELINE, TESTED[0]]},
    }
    shape = {
        "field": "world",
        "type": "nominal",
        "title": None,
        "scale": {"domain": WORLDS, "range": ["square", "circle"]},
    }
    ends = {"y": y, "x": {**x, "aggregate": "min"}, "x2": {"field": "year", "aggregate": "max"}}
    mark = {"type": "point", "filled": True, "size": 90, "opacity": 0.85}
    layers = [
        {"mark": {"type": "rule", "color": RULE}, "encoding": ends},
        {"mark": mark, "encoding": {"y": y, "x": x, "color": colour, "shape": shape}},
    ]
    body = {"transform": [{"filter": "isValid(datum.year)"}], "layer": layers}
    return spec(body, width=520, height={"step": 24}, words="When each thing happens in both worlds.")
