"""The tables of the ODD, made when the site is built.

Which parameters belong to a submodel is read from the ODD itself: those that its section names.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from pullthrough.agents import ROLES
from pullthrough.engine.binding import is_decision
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.register.levers import lever_leaves, note_of
from pullthrough.parameters.register.records import Row, lookup, matches
from pullthrough.parameters.register.records import table as register_table
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.world import Processes, World
from pullthrough.present.pages.levers import lever_rows
from pullthrough.present.pages.outcomes import table
from pullthrough.present.pages.parameters import value_text
from pullthrough.schedule import SCHEDULE
from pullthrough.world.life_cycles import LIFE_CYCLES

ODD = "docs/odd.md"
PARAMETERS = """## Parameters by submodel

The keys that a section of the ODD names, without the leading `world.`; keys that begin with `policy.` are levers
and have the value of 2012. Values are those of the world `{world}`. *Plausible* is the range to explore, *grade* the
reliability of the source, from A (official statistic) to D (assumption).
"""
LIFE_CYCLES_SAID = """From which status to which a row passes within a quarter; no other way is taken. It begins in one marked *.
"""
COLUMNS = ("Key", "Meaning", "Value", "Unit", "Plausible", "Grade")
ELSEWHERE = "Named elsewhere in the ODD"


def odd_text() -> str:
    """The text of the ODD."""
    return (config_folder().parent / ODD).read_text(encoding="utf-8")


def page(odd: str) -> str:
    """All tables.

    Args:
        odd: the text of the ODD.
    """
    world = compose().world
    parts = ["## Processes, in the order of the schedule\n"]
    parts.append(table(("", "Process", "What it does", "File", "Switch"), _processes()))
    parts += ["## Decisions\n", table(("Actor", "Decision", "In a sentence", "File"), _decisions())]
    parts += ["## Life cycles\n", LIFE_CYCLES_SAID, *_life_cycles()]
    parts.append(PARAMETERS.format(world=world.name))
    rows = register_table(world)
    for title, keys in submodels(odd).items():
        if keys:
            parts += [f"### {title}\n", table(COLUMNS, [_cells(key, rows) for key in keys])]
    return "\n".join(parts)


def submodels(odd: str) -> dict[str, list[str]]:
    """The keys of each section of the ODD: those that it names, and levers whose note names a file that it explains.

    What belongs to no section of 5 to 7 comes last.
    """
    known = [leaf.path for leaf in leaves(World) if not leaf.path.startswith("processes.")]
    known += [f"policy.{leaf.path}" for leaf in lever_leaves()]
    found: dict[str, list[str]] = {}
    for section in re.split(r"^##+ (?=[567])", odd.partition("\n## 8 ")[0], flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        if not title.startswith("6"):
            found[title] = list(_named(text, known))
            found[title] += [lever for lever in _acting_here(text) if lever not in found[title]]
    named = {key for keys in found.values() for key in keys}
    return found | {ELSEWHERE: [key for key in known if key not in named]}


def _acting_here(text: str) -> Iterator[str]:
    """Levers whose note names one of the files of ``processes/`` that a section begins with."""
    explained = set(re.findall(r"`(processes/\w+\.py)`", text.lstrip().partition("\n\n")[0]))
    for leaf in lever_leaves():
        note = note_of(leaf.path)
        if note and explained & set(note.files):
            yield f"policy.{leaf.path}"


def _named(text: str, known: list[str]) -> Iterator[str]:
    """Keys in back-ticks, each once; one that begins with a dot belongs to the group of the key before it."""
    seen, group = set(), ""
    for name in re.findall(r"`([\w.*<>]+)`", text):
        key = re.sub(r"<\w+>", "*", f"{group}{name}" if name.startswith(".") else name)
        if key in known:
            group = key.rpartition(".")[0]
            if key not in seen:
                seen.add(key)
                yield key


def _life_cycles() -> Iterator[str]:
    """A drawing of each life cycle, and what happens on each of its ways."""
    for name, cycle in LIFE_CYCLES.items():
        words, width = cycle.statuses, max(map(len, cycle.statuses.values())) + 2
        yield f"### Life cycle of {name}\n\n```text"
        for status, text in words.items():
            ends = ", ".join(words[end] for end in words if end in cycle.ends_of(status))
            mark = "*" if status in cycle.first else " "
            yield f"{mark} {text:{width}}" + (f"──▶  {ends}" if ends else "(the end)")
        yield "```\n"
        yield table(("From", "To", "When"), ((words[t.source], words[t.target], t.event) for t in cycle.transitions))


def _processes() -> Iterator[tuple[str, ...]]:
    switches = {f.name for f in fields(Processes)}
    for number, process in enumerate(SCHEDULE, start=1):
        name = process.__name__.rpartition(".")[2]
        switch = f"`processes.{name}`" if name in switches else "always runs"
        yield str(number), f"`{name}`", _first(inspect.getdoc(process)), f"`{_file(process)}`", switch


def _decisions() -> Iterator[tuple[str, ...]]:
    for role, actor in ROLES.items():
        for name, method in vars(actor).items():
            if is_decision(method):
                yield role, f"`{name}`", _first(inspect.getdoc(method)), f"`{_file(actor)}`"


def _first(text: str | None) -> str:
    """The first paragraph of a docstring in one line."""
    return " ".join((text or "").partition("\n\n")[0].split())


def _file(thing: object) -> str:
    path = Path(inspect.getfile(thing))  # type: ignore[arg-type]
    return path.relative_to(Path(__file__).parents[2]).as_posix()


def _cells(key: str, rows: list[Row]) -> tuple[str, ...]:
    if key.startswith("policy."):
        return _lever_cells(key)
    fitting = [row for row in rows if matches(f"world.{key}", row.leaf.path)]
    q, record = fitting[0].leaf.quantity, lookup(f"world.{key}")
    unit = "" if q.unit == "1" else q.unit
    texts = [value_text(row.value, q.unit) for row in fitting]
    place = key.split(".").index("*") + 1 if "*" in key else 0
    names = [row.leaf.path.split(".")[place] for row in fitting]
    value = texts[0] if len(set(texts)) == 1 else ", ".join(f"{n} {t}" for n, t in zip(names, texts, strict=True))
    plausible = " to ".join(value_text(v, unit) for v in record.plausible) if record and record.plausible else ""
    grades = sorted({row.record.reliability for row in fitting if row.record})
    return f"`{key}`", q.meaning, value, unit, plausible, ", ".join(grades)


def _lever_cells(key: str) -> tuple[str, ...]:
    row = next(row for row in lever_rows() if f"policy.{row.lever}" == key)
    record = lookup(key)
    plausible = " to ".join(value_text(v, row.unit) for v in record.plausible) if record and record.plausible else ""
    return f"`{key}`", row.leaf.quantity.meaning, row.first, row.unit, plausible, record.reliability if record else ""
