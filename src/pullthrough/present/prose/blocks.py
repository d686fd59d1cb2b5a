"""Whole tables and paragraphs of a document that are written from kept results.

``<!-- table`` begins a block of YAML, ``-->`` ends it; the table follows, and ``<!-- /table -->``::

    <!-- table
    from: attribution.csv
    rows:
      - growth partnership of 2013: measure=dgp_2013
    columns:
      adoptions a year: adoptions_per_year effect
      alone: adoptions_per_year alone +.2f
    -->

*rows*: names of outcomes, or ``label: words``; or ``each: COLUMN`` for every value of a column, with ``where: words`` for the
rows looked at, ``names:`` for labels, ``only:`` for some of them in that order, ``by: column`` for falling order of a column and
``first: 10`` for the first ten. *columns*: heading and words, as in a mark; ``{column}`` in them stands for a cell of the row.
The words of a row and of a column are taken together; what is not defined is written "–". Rows that are outcomes have their
label and unit, shares in per cent. ``if_missing: sentence`` stands in place of the table as long as it, or what one of its rows
needs, has not been kept. ``columns: effects`` are those of the table that ``pullthrough`` prints; ``rows: first screen``, its
outcomes.

``<!-- command -->`` to ``<!-- /command -->``: how the study was run, from the ``kept.json`` beside the page.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import format_number
from pullthrough.present.prose.cells import (
    KEPT,
    MAIN,
    Fault,
    Places,
    Row,
    cell,
    evaluate,
    matching,
    of_row,
    reference,
    words,
)
from pullthrough.present.prose.written import written
from pullthrough.present.tables.in_words import groups
from pullthrough.study.methods.effects import Effect

EFFECTS = ("outcome", "unit", "baseline", "policy", "difference", "95 % interval", "n", "better")
FIRST_SCREEN = "first screen"
UNDEFINED = "–"
SHARE_UNIT, PERCENT = "share", "x100"
SHARE = "share_"
"""Columns that begin so are shares of runs or members, whatever the unit of the outcome."""

MINUTE = 60
NO_TABLE = "there is no table"


def block(name: str, text: str, places: Places) -> str:
    """What a block holds.

    Raises:
        Fault: if its words or its tables do not give that.
    """
    if name == "command":
        return _command(places)
    try:
        asked = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Fault(f"the words of the table are no YAML: {error}") from None
    if not isinstance(asked, dict) or not {"from", "rows", "columns"} <= asked.keys():
        raise Fault("a table has from, rows and columns")
    if asked["columns"] == "effects":
        names = first_screen(asked["from"], places) if asked["rows"] == FIRST_SCREEN else asked["rows"]
        return table(EFFECTS, [_printed(name, asked["from"], places) for name in names])
    head = [asked.get("corner", ""), *asked["columns"]]
    try:
        lines = list(_lines(asked, places))
    except Fault as fault:
        if "if_missing" in asked and NO_TABLE in str(fault):
            return f"{asked['if_missing']}\n"
        raise
    if "if_missing" in asked and any(set(line[1:]) == {UNDEFINED} for line in lines):
        return f"{asked['if_missing']}\n"
    if not lines:
        raise Fault("the table has no row")
    for title, cells in [
        *zip(head[1:], list(zip(*lines, strict=True))[1:], strict=True),
        *((line[0], line[1:]) for line in lines),
    ]:
        if set(cells) == {UNDEFINED}:
            raise Fault(f"nothing is known of {title}")
    return table(head, lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, columns of numbers to the right."""
    numeric = [all(re.match(r"[+-]?\d|–", row[i]) for row in rows) for i in range(len(head))]
    rule = ["---:" if i and numeric[i] else "---" for i in range(len(head))]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *rows))


def _lines(asked: Mapping[str, Any], places: Places) -> Iterator[list[str]]:
    for label, more, record in _rows(asked, places):
        cells = []
        for column in asked["columns"].values():
            own = str(column)
            for key, text in record.items():
                own = own.replace("{" + key + "}", text)
            scaled = [word for word in more if not (word == PERCENT and SHARE in own)]
            cells.append(_cell([*words(asked["from"]), *scaled, *words(own)], places))
        yield [label, *cells]


def _rows(asked: Mapping[str, Any], places: Places) -> Iterator[tuple[str, list[str], Row]]:
    """Label, words, and record of each row."""
    rows = asked["rows"]
    if isinstance(rows, dict):
        column, names = rows["each"], rows.get("names", {})
        looked = matching(reference([*words(asked["from"]), *words(str(rows.get("where", "")))]), places)
        if by := rows.get("by"):
            looked = sorted(looked, key=lambda row: -float(cell(row, by) or "-inf"))
        looked = looked[: rows.get("first")]
        known: dict[str, Row] = {}
        for row in looked:
            known.setdefault(cell(row, column), row)
        for value in rows.get("only", known):
            text = str(value)
            if text not in known:
                raise Fault(f"no row has {column}={text}")
            yield str(names.get(value, text)), [f"{column}={text}"], known[text]
        return
    for row in rows:
        if isinstance(row, str):
            yield _label(row), [row, *([PERCENT] if OUTCOMES[row].unit == SHARE_UNIT else [])], {}
        else:
            ((label, own),) = row.items()
            yield str(label), words(str(own)), {}


def _label(name: str) -> str:
    if name not in OUTCOMES:
        raise Fault(f"there is no outcome {name}")
    unit = "per cent" if OUTCOMES[name].unit == SHARE_UNIT else OUTCOMES[name].unit
    return OUTCOMES[name].label if unit in ("", "1") else f"{OUTCOMES[name].label}, {unit}"


def _cell(tokens: list[str], places: Places) -> str:
    """One cell; rows that are missing and values that are not defined are said so, all else is a fault."""
    tables = [token for token in tokens if token.endswith((".csv", ".json")) and "=" not in token]
    tokens = [token for token in tokens if token not in tables[:-1]]
    try:
        return written(evaluate(tokens, places))
    except Fault as fault:
        if "0 rows" in str(fault) or "not defined" in str(fault):
            return UNDEFINED
        raise


def first_screen(source: str, places: Places) -> list[str]:
    """The outcomes that the command shows of a comparison, in its order."""
    effects = []
    for row in matching(reference([source]), places):
        columns = ("baseline", "policy", "difference", "ci_low", "ci_high", "share_better")
        baseline, policy, difference, low, high, better = (float(row[name] or "nan") for name in columns)
        if outcome := OUTCOMES.get(row["outcome"]):
            effects.append(Effect(outcome, baseline, policy, difference, low, high, int(row["n"]), better))
    return [name for names in groups([effects]).values() for name in names]


def _printed(name: str, source: str, places: Places) -> list[str]:
    """A line as the command prints it."""
    rows = matching(reference([source, name]), places)
    if len(rows) != 1:
        raise Fault(f"{source} has {len(rows)} rows on {name}")
    row = rows[0]
    effect = of_row(row, reference(["effect"]))
    clear = effect.low > 0 or effect.high < 0
    levels = [format_number(float(row[side] or "nan")) for side in ("baseline", "policy")]
    between = f"{format_number(effect.low, signed=True)} to {format_number(effect.high, signed=True)}"
    difference = format_number(effect.number, signed=True) + ("*" if clear else "")
    better = float(row["share_better"] or "nan")
    share = UNDEFINED if not math.isfinite(better) or not OUTCOMES[name].better else f"{better:.0%}".replace("%", " %")
    unit = row["unit"] if row["unit"] != "1" else ""
    return [OUTCOMES[name].label, unit, *levels, difference, between, row["n"], share]


def _command(places: Places) -> str:
    kept = json.loads(places.path(KEPT).read_text(encoding="utf-8"))
    return "".join(_run(name, about) for name, about in kept.items())


def _run(name: str, about: Mapping[str, Any]) -> str:
    first, last = about["years"]
    size = (
        f"{about['replicates']} seeds, {about['runs']:,} runs, world `{about['world']}`, outcomes of {first} to {last}"
    )
    took = f"; {roughly(about['seconds'])} on two cores" if about.get("seconds") else ""
    line = f"`{about['command']}` ({size}{took}; run `{about['run_id']}` of version {about['version']})"
    return f"**Command.** {line}.\n" if name == MAIN else f"- *{name.replace('_', ' ')}*: {line}\n"


def roughly(seconds: float) -> str:
    """A time in round words.

    >>> roughly(8.6), roughly(47), roughly(163)
    ('about 10 seconds', 'about 50 seconds', 'about 3 minutes')
    """
    if seconds < MINUTE:
        return f"about {max(10, round(seconds, -1)):.0f} seconds"
    minutes = round(seconds / MINUTE)
    return f"about {minutes} minute{'s' if minutes > 1 else ''}"
