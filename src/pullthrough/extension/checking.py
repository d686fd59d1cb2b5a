"""Everything that is wrong with an extension, a sentence each, before anything is run or compiled."""

from __future__ import annotations

import builtins
import dis
import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from pullthrough.agents import ROLES, VIRTUAL
from pullthrough.engine.binding import decisions, names_in
from pullthrough.engine.casting import faults_of
from pullthrough.engine.extended import AFTER, BEFORE, INSTEAD
from pullthrough.extension.declaration import BOOKKEEPING, Extension, Flow, Outcome, Process
from pullthrough.extension.state import ROWS
from pullthrough.observe.registry import MODEL_OUTCOMES
from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.extended import Number
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.register.levers import note_from
from pullthrough.parameters.register.records import record_of
from pullthrough.schedule import LINES
from pullthrough.world.tables import FLOW_NAMES

TAKEN = ("key", "t", "extension")
"""Names that the tables of an extension have already."""

PARTS: dict[str, type] = {"levers": Number, "numbers": Number, "flows": Flow, "outcomes": Outcome}
"""Parts of an extension that are tables by name, and what their values are."""


@dataclass(frozen=True)
class _Place:
    """A part of an extension, for messages."""

    extension: str
    part: str = ""

    def problem(self, value: Any, message: str, near: str | None = None) -> Problem:
        return Problem(f"extension {self.extension}" + (f", {self.part}" if self.part else ""), value, message, near)

    def at(self, part: str) -> _Place:
        return _Place(self.extension, f"{self.part}.{part}" if self.part else part)


def problems_of(extension: Extension, name: str) -> Iterator[Problem]:
    """What is wrong with an extension of some name."""
    place = _Place(name)
    if not isinstance(extension.title, str) or not extension.title.strip():
        yield place.at("title").problem(extension.title, "must be a short title of the extension")
    tables = ("actors", "fields", *PARTS)
    wrong = [part for part in tables if not isinstance(getattr(extension, part), Mapping)]
    yield from (place.at(part).problem(getattr(extension, part), "must be a table by name") for part in wrong)
    if "actors" not in wrong:
        for fault in faults_of(ROLES, extension.actors, VIRTUAL):
            key, _, message = fault.partition(": ")
            yield place.at("actors").problem(key, message.rstrip("?"))
        for actor in (a for a in extension.actors.values() if isinstance(a, type)):
            own = [getattr(actor, name) for name in decisions(actor) if name in vars(actor)]
            yield from (p for rule in own for part in rules_of(rule) for p in _unfit_names(part, place.at("actors")))
    for part, kind in PARTS.items():
        if part not in wrong:
            yield from _entries(getattr(extension, part), kind, place.at(part))
    if "fields" not in wrong:
        yield from _fields(extension.fields, place.at("fields"))
    yield from _processes(extension.processes, place.at("processes"))
    if not wrong:
        yield from _numbers(extension, place)
        yield from _outcomes(extension, place.at("outcomes"))


def _entries(entries: Mapping[str, Any], kind: type, place: _Place) -> Iterator[Problem]:
    for name, entry in entries.items():
        yield from _name(name, place)
        if not isinstance(entry, kind):
            yield place.at(str(name)).problem(entry, f"must be a {kind.__name__}(...)")


def _name(name: Any, place: _Place) -> Iterator[Problem]:
    if not isinstance(name, str) or not name.isidentifier() or name.startswith("_"):
        yield place.problem(name, "is not a name; a name has letters, digits and underscores, and begins with a letter")
    elif name in TAKEN:
        yield place.problem(name, "is taken; choose another name")


def _fields(fields: Mapping[str, Any], place: _Place) -> Iterator[Problem]:
    for table, columns in fields.items():
        if table not in ROWS:
            yield place.problem(
                table,
                f"is not a table that takes fields of an extension ({', '.join(ROWS)})",
                nearest_name(table, ROWS),
            )
            continue
        if not isinstance(columns, Mapping):
            yield place.at(table).problem(columns, "must be a table of first values by name of a field")
            continue
        for name, first in columns.items():
            yield from _name(name, place.at(table))
            if isinstance(first, bool) or not isinstance(first, int | float):
                yield (
                    place.at(table).at(str(name)).problem(first, "must be the first value, 0 or 0.0 or another number")
                )


def _processes(processes: Any, place: _Place) -> Iterator[Problem]:
    if not isinstance(processes, Iterable) or isinstance(processes, str | Mapping):
        yield place.problem(processes, "must be a list: before(line, step), after(line, step), instead(line, step)")
        return
    listed = list(processes)
    for number, process in enumerate(listed):
        here = _Place(place.extension, f"{place.part}[{number}]")
        if not isinstance(process, Process):
            yield here.problem(process, "must be before(line, step), after(line, step) or instead(line, step)")
            continue
        yield from _hook(process, here)
        yield from rule_problems(process.step, here)
    taken = Counter(p.line for p in listed if isinstance(p, Process) and p.place == INSTEAD)
    for line, times in taken.items():
        if times > 1:
            yield place.problem(line, f"is replaced {times} times; one process can take the place of a line")


def _hook(process: Process, here: _Place) -> Iterator[Problem]:
    if process.line not in LINES:
        near = nearest_name(process.line, LINES)
        message = "is not a line of the schedule" + ("" if near else f" ({', '.join(LINES)})")
        yield here.problem(process.line, message, near)
    elif process.place not in (BEFORE, AFTER, INSTEAD):
        yield here.problem(process.place, "is not a place; use before(...), after(...) or instead(...)")
    elif process.place == INSTEAD and process.line in BOOKKEEPING:
        message = "is bookkeeping that other lines rely on, and cannot be replaced; act before or after it"
        yield here.problem(process.line, message)
    elif (process.place, process.line) == (BEFORE, LINES[0]):
        yield here.problem(process.line, "begins the quarter, and nothing can act before it; act after it")
    elif (process.place, process.line) == (AFTER, LINES[-1]):
        yield here.problem(process.line, "records the quarter, and nothing can act after it; act before it")


def rule_problems(step: Any, here: _Place) -> Iterator[Problem]:
    """What is wrong with a function that is to be a process: it is called with the state, and all names in it are known."""
    if not isinstance(step, FunctionType):
        yield here.problem(step, "must be a plain function, def step(state): ...")
        return
    given = list(inspect.signature(step).parameters.values())
    plain = [p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD and p.default is inspect.Parameter.empty for p in given]
    if plain != [True]:
        shown, name = ", ".join(map(str, given)), step.__name__
        yield here.problem(name, f"takes ({shown}); a process is called with the state alone, def {name}(state)")
    if step.__closure__:
        names = ", ".join(step.__code__.co_freevars)
        yield here.problem(
            step.__name__, f"uses {names} of the function around it; move the process to the top of the file"
        )
    for rule in rules_of(step):
        yield from _unfit_names(rule, here)


def rules_of(step: FunctionType) -> list[FunctionType]:
    """A rule, and the functions of the same file that it calls, each once."""
    found = [step]
    for rule in found:  # it grows on the way
        home = rule.__globals__
        called = [home.get(name) for name in names_in(rule.__code__)]
        found += [f for f in dict.fromkeys(called_rules(called, home)) if f not in found]
    return found


def called_rules(values: Iterable[Any], home: Mapping[str, Any]) -> Iterator[FunctionType]:
    """Of some values the functions of one file."""
    yield from (value for value in values if isinstance(value, FunctionType) and value.__globals__ is home)


def _unfit_names(rule: FunctionType, here: _Place) -> Iterator[Problem]:
    """Names that a rule looks up and that are not there, or that can change behind the back of compiled code."""
    home = rule.__globals__
    for name in _looked_up(rule.__code__):
        if name not in home and not hasattr(builtins, name):
            yield here.problem(rule.__name__, f"uses the name '{name}', which its file does not have")
        elif isinstance(home.get(name), list | dict | set | np.ndarray):
            what = type(home[name]).__name__
            message = (
                f"uses '{name}', a {what}; rules read numbers, functions and modules, so make it a number of the world"
            )
            yield here.problem(rule.__name__, message)


def _looked_up(code: CodeType) -> list[str]:
    return sorted({i.argval for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL"})


def _numbers(extension: Extension, place: _Place) -> Iterator[Problem]:
    known = {*MODEL_OUTCOMES, *extension.outcomes}
    for part in ("levers", "numbers"):
        for name, number in getattr(extension, part).items():
            here = place.at(part).at(str(name))
            if not isinstance(number, Number):
                continue
            given = number.low, number.high, number.value
            if any(isinstance(value, bool) or not isinstance(value, int | float) for value in given):
                yield here.problem(list(given), "low, high and value must be numbers")
                continue
            if not number.low <= number.high:
                yield here.problem([number.low, number.high], "is not a range; the lower end comes first")
            for problem in value_problems("value", number.value, number.type, number.quantity):
                yield here.problem(number.value, problem.message)
            yield from _record(number, here)
            if part == "levers":
                yield from _effect(number, here, known)


def _record(number: Number, here: _Place) -> Iterator[Problem]:
    try:
        record_of(here.part, number.record, {"note": ""}, here.extension)
    except ValueError as error:
        yield here.problem(
            number.record, "has a record that cannot be used: " + str(error).partition("is not a record: ")[2]
        )


def _effect(number: Number, here: _Place, known: set[str]) -> Iterator[Problem]:
    try:
        note = note_from(here.part, {"files": (), **number.effect}, here.extension)
    except (ValueError, TypeError) as error:
        why = str(error).partition("is not a note on a lever: ")[2] or str(error)
        yield here.problem(number.effect, f"does not say what it does (mechanism, channel, cost, worsens): {why}")
        return
    for outcome in (*note.channel, *note.worsens):
        if outcome not in known:
            yield here.problem(outcome, "is no outcome", nearest_name(outcome, sorted(known)))


def _outcomes(extension: Extension, place: _Place) -> Iterator[Problem]:
    for name, outcome in extension.outcomes.items():
        if not isinstance(outcome, Outcome):
            continue
        if name in MODEL_OUTCOMES:
            yield place.problem(name, "is an outcome of the model; choose another name")
        if outcome.better not in (-1, 0, 1):
            yield place.at(name).problem(
                outcome.better, "better must be 1 (more is better), -1 (less is better) or 0 (neither)"
            )
        if not isinstance(outcome.measure, FunctionType) or len(inspect.signature(outcome.measure).parameters) != 1:
            yield place.at(name).problem(outcome.measure, "measure must be a function of the run alone")
    for name in extension.flows:
        if name in FLOW_NAMES:
            yield place.problem(name, "is a flow of the model; choose another name for that of the extension")
