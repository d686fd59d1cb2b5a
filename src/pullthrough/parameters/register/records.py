"""The register of sources: where each number comes from, how far it can be trusted, how far it may plausibly lie.

A fact is written once. The schema has unit, admitted range and meaning; ``configs/world`` and ``configs/policy`` have
the value; ``configs/register`` has source, date, reliability and plausible range under the dotted key of the number,
with ``*`` for any segment or instrument. A file's ``defaults`` hold for every record of it that does not say otherwise.
The record of a lever stands there, or in its note in ``configs/register/levers/`` under ``record``.
This module joins the three; :mod:`pullthrough.present.pages.parameters` makes tables of them for the site.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from pullthrough.parameters.checking.extended import own_numbers_of_register
from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import Leaf, leaves
from pullthrough.parameters.schema.world import World

GRADES = {
    "A": "official statistic, audit body or peer-reviewed work",
    "B": "press report of an official figure, or a figure of grade A for another country or field",
    "C": "secondary source, or our own calculation from such figures",
    "D": "assumption",
}
"""Reliability of a source, best first."""

DECIDED = {
    "source": "the value stated in the source",
    "fitted": "adjusted until the model matched published figures (docs/explanation/validation.md)",
    "hand": "chosen by the analysts, with no published figure behind it",
    "assumption": "inferred from the source, which does not state the number itself",
}
"""Who or what decided a value. All but the first are assumptions."""

DISTRIBUTIONS = ("uniform", "loguniform", "discrete")
DEFAULTS = "defaults"
MAY_BE_DEFAULTS = ("date", "reliability", "decided", "review_by")


@dataclass(frozen=True)
class Record:
    """What is known about one number, or about one number of every segment or instrument.

    Attributes:
        key: dotted key; a ``*`` stands for one name.
        source: publication, or what an assumption rests on.
        date: year or years that the source speaks of.
        reliability: one of :data:`GRADES`; D if and only if the value is not the source's.
        decided: who or what decided the value, one of :data:`DECIDED`.
        review_by: day after which somebody should have looked whether it still holds.
        plausible: range for sensitivity studies, in the unit of the number; None for names and switches.
        distribution: how the range is sampled if neither evenly nor in whole numbers: ``loguniform``; else empty.
        note: caveat in a sentence or two.
    """

    key: str
    source: str
    date: str
    reliability: str
    decided: str
    review_by: datetime.date
    plausible: tuple[float, float] | None
    distribution: str
    note: str

    @property
    def uncertain(self) -> bool:
        """Whether there is more than one plausible value."""
        return self.plausible is not None and self.plausible[0] < self.plausible[1]

    def sampled(self, whole: bool) -> str:
        """How a study samples the range: what the record says; else ``discrete`` for whole numbers, ``uniform``."""
        if not self.uncertain:
            return ""
        return self.distribution or ("discrete" if whole else "uniform")


@dataclass(frozen=True)
class Row:
    """One line of the table: a declared key, its value in a world (None for a lever) and its record."""

    leaf: Leaf
    value: Any
    record: Record | None


def schema_leaves() -> list[Leaf]:
    """Every key that needs a record: all of the world, and every lever under ``policy.``."""
    return leaves(World, "world") + leaves(Levers, "policy")


def records(folder: Path | None = None) -> Mapping[str, Record]:
    """All records by key, in the order of the files' names.

    Args:
        folder: the folder of the register, by default that of the project.

    Raises:
        ValueError: if two files have the same key, or a record has a field too many or too few.
    """
    own = {key: record_of(key, number.record, {"note": ""}, "extension") for key, number in own_numbers_of_register()}
    return {**_records(folder or config_folder() / "register"), **own}


def lookup(path: str, folder: Path | None = None) -> Record | None:
    """The record of a dotted key: its own before a wildcard's; for an entry of a list or table that of the whole."""
    known = records(folder)
    while path:
        for key in patterns_of(path):
            if key in known:
                return known[key]
        path = path.rpartition(".")[0]
    return None


@cache
def patterns_of(path: str) -> tuple[str, ...]:
    """Every key that a dotted path fits, that with the fewest ``*`` first."""
    keys = map(".".join, product(*((name, "*") for name in path.split("."))))
    return tuple(sorted(keys, key=lambda key: key.count("*")))


def matches(pattern: str, path: str) -> bool:
    """Whether a dotted path fits a key in which ``*`` stands for one name."""
    names, given = pattern.split("."), path.split(".")
    return len(names) == len(given) and all(a in ("*", b) for a, b in zip(names, given, strict=True))


def table(world: World | Mapping[str, Any], folder: Path | None = None) -> list[Row]:
    """Schema, value and record of every key of a composed world, then of every lever."""
    rows = []
    for leaf in leaves(World, "world"):
        for path, value in _values(leaf.path.split(".")[1:], world, "world"):
            rows.append(Row(Leaf(path, leaf.type, leaf.quantity), value, lookup(path, folder)))
    rows += [Row(leaf, None, lookup(leaf.path, folder)) for leaf in leaves(Levers, "policy")]
    for key, number in own_numbers_of_register():
        leaf = Leaf(key, number.type, number.quantity)
        values = dict(_values(key.split(".")[1:], world, "world")) if key.startswith("world.") else {}
        rows.append(Row(leaf, values.get(key), lookup(key, folder)))
    return rows


@cache
def _records(folder: Path) -> Mapping[str, Record]:
    from omegaconf import OmegaConf

    found: dict[str, Record] = {}
    for file in (*sorted(folder.glob("*.yaml")), *sorted((folder / "levers").glob("*.yaml"))):
        entries: Any = OmegaConf.to_container(OmegaConf.load(file))
        if file.parent != folder:  # a note on a lever may hold its record
            entries = {f"policy.{lever}": note["record"] for lever, note in entries.items() if "record" in note}
        defaults = entries.pop(DEFAULTS, {})
        if unknown := set(defaults) - set(MAY_BE_DEFAULTS):
            raise ValueError(f"{file.name}: {', '.join(sorted(unknown))} cannot have a default")
        for key, entry in entries.items():
            if key in found:
                raise ValueError(f"{file.name}: {key} has a record already")
            found[str(key)] = record_of(str(key), entry, defaults, file.name)
    return found


def record_of(key: str, entry: Any, defaults: Mapping[str, Any], file: str) -> Record:
    """A record from its entry in a file.

    Raises:
        ValueError: if it is none; the message says why.
    """
    try:
        given = {"plausible": None, "distribution": "", **defaults, **entry, "key": key}
        if "assumption" in given:
            raise TypeError("instead of 'assumption' say 'decided', one of " + ", ".join(DECIDED))
        if missing := {f.name for f in fields(Record)} - set(given):
            raise TypeError(f"it has no {', '.join(sorted(missing))}")
        given["date"] = str(given["date"])
        given["review_by"] = datetime.date.fromisoformat(str(given["review_by"]))
        given["plausible"] = given["plausible"] and (given["plausible"][0], given["plausible"][1])
        return Record(**given)
    except (TypeError, KeyError, AttributeError, IndexError, ValueError) as error:
        raise ValueError(f"{file}: {key} is not a record: {error}") from None


def _values(names: list[str], node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The values at a path below ``node``, one for each name that a ``*`` stands for."""
    if not names:
        yield path, node
        return
    for name in list(node) if names[0] == "*" else [names[0]]:
        below = node[name] if isinstance(node, Mapping) else getattr(node, name)
        yield from _values(names[1:], below, f"{path}.{name}")
