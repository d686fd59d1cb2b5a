"""The register as tables, one line a record, made when the site is built."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pullthrough.parameters.register.records import DECIDED, GRADES, Record, Row, table
from pullthrough.parameters.schema.quantity import Leaf
from pullthrough.parameters.schema.world import World

HEAD = """Values are those of the world `{world}`.

{grades}

Who or what decided a value:

{decided}

{count}
"""
SCREENED_OF, SCREENED = "effect", "adoptions_per_year"
"""What the screening is asked: the policy's effect, on this outcome."""

COLUMNS = (
    "Key",
    "Meaning",
    "Value",
    "Unit",
    "Plausible",
    "Admitted",
    "Grade",
    "Decided",
    "Effect",
    "Review by",
    "Source and caveat",
)


def screened(path: Path) -> dict[str, str]:
    """The effect of each assumption by its key, in words, from the ``screening.csv`` of a sensitivity study."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["of"], row["outcome"]) == (SCREENED_OF, SCREENED)]
    told = {row["factor"]: f"{float(row['mu_star']):.2g}" for row in rows if row["mu_star"]}
    chance = {row["factor"] for row in rows if row["mu_star"] and float(row["mu_star_low"]) <= float(row["noise"])}
    return {key: f"({text})" if key in chance else text for key, text in told.items()}


def page(world: World, effects: Mapping[str, str] = MappingProxyType({})) -> str:
    """The tables of a composed world with the project's own register, and what :func:`screened` says of effects."""
    return markdown(table(world), world.name, effects)


def markdown(rows: Sequence[Row], world: str, effects: Mapping[str, str] = MappingProxyType({})) -> str:
    """The tables: what the grades mean, how many records have each, then a table for each group of keys.

    Args:
        rows: from :func:`pullthrough.parameters.register.records.table`.
        world: name of the world whose values are shown.
        effects: the computed effect of assumptions, by key.
    """
    by_record: dict[str, list[Row]] = {}
    for row in rows:
        by_record.setdefault(row.record.key if row.record else row.leaf.path, []).append(row)
    words = {"grades": _explained(GRADES), "decided": _explained(DECIDED), "count": _count(list(by_record.values()))}
    lines = [HEAD.format(world=world, **words)]
    group = ""
    for key, same in by_record.items():
        if _group(key) != group:
            group = _group(key)
            lines.append(f"\n## {group}\n\n{_line(COLUMNS)}\n{_line(['---'] * len(COLUMNS))}")
        lines.append(_record_line(key, same, effects.get(key, "")))
    return "\n".join(lines) + "\n"


def _explained(words: Mapping[str, str]) -> str:
    return "\n".join(f"- **{word}**: {meaning}" for word, meaning in words.items())


def _count(lines: Sequence[list[Row]]) -> str:
    graded = [same[0].record.reliability for same in lines if same[0].record]
    decided = [same[0].record.decided for same in lines if same[0].record]
    parts = ", ".join(f"{graded.count(grade)} of grade {grade}" for grade in GRADES)
    by = ", ".join(f"{decided.count(word)} {word}" for word in DECIDED)
    return f"{len(graded)} records: {parts}. Decided by: {by}."


def _group(key: str) -> str:
    parts = key.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else parts[0]


def _record_line(key: str, same: list[Row], effect: str) -> str:
    q, record = same[0].leaf.quantity, same[0].record
    unit = "" if q.unit == "1" else q.unit
    cells = [f"`{key}`", q.meaning, _values(key, same), unit, _plausible(same[0].leaf, record, unit), q.range_text()]
    told = (
        (record.reliability, record.decided, effect, str(record.review_by), _source(record))
        if record
        else ("", "", "", "", "no record")
    )
    return _line([*cells, *told])


def _source(record: Record) -> str:
    dated = record.source if record.date in record.source else f"{record.source} ({record.date})"
    return f"{_sentence(dated)}. {_sentence(record.note)}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _plausible(leaf: Leaf, record: Record | None, unit: str) -> str:
    if record is None or record.plausible is None:
        return ""
    text = " to ".join(value_text(end, unit) for end in record.plausible)
    return f"{text}, log" if sampled(leaf, record) == "loguniform" else text


def sampled(leaf: Leaf, record: Record | None) -> str:
    """How studies sample the plausible range of a number: uniform, loguniform or discrete; empty if it has none."""
    whole = leaf.type is int or int in get_args(leaf.type)
    return record.sampled(whole) if record else ""


def _values(key: str, same: list[Row]) -> str:
    """The value, or each name that a wildcard stands for with its value; one value if all are alike."""
    texts = {row.leaf.path: value_text(row.value, row.leaf.quantity.unit) for row in same}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    at = key.split(".").index("*")
    return ", ".join(f"{path.split('.')[at]} {text}" for path, text in texts.items())


def value_text(value: Any, unit: str) -> str:
    """A value of the configuration in words, thousands parted by commas."""
    if value is None:
        return "by policy"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return f"table of {len(value)}: {', '.join(value)}"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(value_text(v, unit) for v in value)
    if unit == "year" or not float(value).is_integer():
        return f"{value:g}"
    return f"{value:,.0f}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(str(c).replace("|", "\\|") for c in cells) + " |"
