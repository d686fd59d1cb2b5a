"""A schedule with lines of a user's own: the usual lines stay compiled as they are, and only what is new is compiled.

The usual schedule is one call in which each line can be switched off. A line that is added parts it in two calls; a line
whose rules a user's actors change is switched off there and compiled by itself. So an extension costs the compilation of
its own lines, and of those lines alone that ask a replaced decision.
"""

from __future__ import annotations

import dis
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from pullthrough.engine.binding import Binder
from pullthrough.engine.cache import content_key
from pullthrough.engine.quarter import (
    Quarter,
    Virtual,
    build_quarter,
    compile_for,
    compile_inner,
    is_kept,
    kept,
    rules_in,
    say_compiled,
    say_compiling,
)

BEFORE, AFTER, INSTEAD = "before", "after", "instead"
Extended = Callable[[Any], Any]
"""From the tables to the tables with those of the extension."""


@dataclass(frozen=True)
class OwnLine:
    """A process of a user's own: a function of the state, and its place beside a line of the schedule."""

    place: str
    line: str
    step: FunctionType


@dataclass(frozen=True)
class Call:
    """One call of a quarter: the usual schedule with some of its lines on, or one line by itself.

    Attributes:
        lines: which lines of the usual schedule are on, shape (lines,); None if it is a line by itself.
        step: that line.
        switch: the number of the usual line whose switch governs it; None if it always runs.
    """

    lines: np.ndarray | None
    step: Callable[[Any], None] | None = None
    switch: int | None = None


@dataclass(frozen=True)
class ExtendedQuarter:
    """A ready schedule with lines of a user's own.

    Attributes:
        usual: the schedule without them.
        calls: what a quarter consists of, in this order.
    """

    usual: Quarter
    calls: tuple[Call, ...]

    def run(self, tables: Any, on: np.ndarray, extended: Extended) -> None:
        """Carry one quarter through; ``on[i]`` says whether line i of the usual schedule runs."""
        for call in self.calls:
            if call.lines is not None:
                self.usual.run(tables, on & call.lines)
            elif call.step and (call.switch is None or on[call.switch]):
                with np.errstate(over="ignore"):  # uncompiled, the hash of the draws wraps round on purpose
                    call.step(extended(tables))

    def faults(self, tables: Any, extended: Extended) -> Iterator[str]:
        """What keeps the lines by themselves from being compiled, a sentence each; those that can be are compiled then."""
        wanted = [step for step in self._own() if not is_kept(step, extended(tables))]
        began = time.perf_counter()
        if wanted:
            say_compiling()
        for step in wanted:
            try:
                compile_for(step, extended(tables))
            except MemoryError:
                raise
            except KeyError as error:  # what Numba says of a field that a record does not have
                yield f"{step.__name__} cannot be compiled: {_no_field(error.args[0], step.py_func)}"
            except Exception as error:  # Numba passes on whatever its parts raise
                yield f"{step.__name__} cannot be compiled: {_reason(str(error))}"
        if wanted:
            say_compiled(time.perf_counter() - began)

    def is_kept(self, tables: Any, on: np.ndarray, extended: Extended) -> bool:
        """Whether all of it has been compiled, here or in the cache."""
        return self.usual.is_kept(tables, on) and all(is_kept(step, extended(tables)) for step in self._own())

    def _own(self) -> list[Any]:
        return [call.step for call in self.calls if call.step and self.usual.compiled]


def _no_field(name: Any, function: FunctionType) -> str:
    """That there is no field of a name, and where it is read, if the function does so itself."""
    code = function.__code__
    lines = [i.positions.lineno for i in dis.get_instructions(code) if i.argval == name and i.positions]
    where = f" ({code.co_filename.rpartition('/')[2]}, line {lines[0]})" if lines else ""
    return f"there is no field '{name}'{where}"


def _reason(text: str) -> str:
    """What Numba says is wrong with a rule, and where, without its account of how it looked for a way."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    field = re.search(r"Unknown attribute '(\w+)'", plain) or re.search(r"Field '(\w+)' was not found", plain)
    name = re.search(r"(?:NameError: )?name '(\w+)' is not defined", plain)
    lines = [line.strip() for line in plain.splitlines() if line.strip() and not line.startswith("Failed in")]
    what = (
        f"there is no '{field[1]}'"
        if field
        else f"there is no name '{name[1]}'"
        if name
        else lines[0]
        if lines
        else "?"
    )
    places = re.findall(r'File "([^"]+)", line (\d+)', plain)
    file, line = places[-1] if places else ("", "")
    return what.rstrip(":.") + (f" ({file.rpartition('/')[2]}, line {line})" if places else "")


_built: dict[tuple[Any, ...], ExtendedQuarter] = {}


def extend_quarter(
    schedule: Sequence[ModuleType],
    own: Sequence[OwnLine],
    usual: Mapping[str, type],
    actors: Mapping[str, type],
    virtual: Virtual,
    layouts: tuple[str, str],
    compiled: bool = True,
) -> ExtendedQuarter:
    """Bind a schedule with lines of a user's own.

    Args:
        schedule: the usual lines.
        own: the lines that are added, in the order of the user.
        usual, actors: the class that plays each role in the model as it is, and here.
        virtual: which roles a base class stands for.
        layouts: texts that change whenever the layout of the tables does: of the usual ones, and with the extension's.
        compiled: False runs the same code uncompiled.
    """
    key = (tuple(m.step for m in schedule), tuple(own), tuple(actors.items()), layouts, compiled)
    if key not in _built:
        base = build_quarter(schedule, usual, virtual, layouts[0], compiled)
        make = _Maker(usual, actors, virtual, layouts[1], base.compiled)
        _built[key] = ExtendedQuarter(base, tuple(_calls(schedule, own, make)))
    return _built[key]


def _calls(schedule: Sequence[ModuleType], own: Sequence[OwnLine], make: _Maker) -> Iterator[Call]:
    pending = np.zeros(len(schedule), np.bool_)
    for number, module in enumerate(schedule):
        name = module.__name__.rpartition(".")[2]
        beside = {
            place: [o.step for o in own if o.line == name and o.place == place] for place in (BEFORE, AFTER, INSTEAD)
        }
        alone = beside[INSTEAD] or ([module.step] if make.is_changed(module.step) else [])
        if (beside[BEFORE] or alone) and pending.any():
            yield Call(pending.copy())
            pending[:] = False
        yield from (Call(None, make.line(step)) for step in beside[BEFORE])
        yield from (Call(None, make.line(step), number) for step in alone)
        pending[number] = not alone
        if beside[AFTER] and pending.any():
            yield Call(pending.copy())
            pending[:] = False
        yield from (Call(None, make.line(step)) for step in beside[AFTER])
    if pending.any():
        yield Call(pending)


class _Maker:
    """Makes lines by themselves; a rule that several of them use is compiled once."""

    def __init__(
        self, usual: Mapping[str, type], actors: Mapping[str, type], virtual: Virtual, layout: str, compiled: bool
    ) -> None:
        self._usual, self._actors, self._virtual, self._layout = usual, actors, virtual, layout
        self._compiled = compiled
        self._binder = Binder(actors, compile_inner if compiled else lambda function: function, virtual)

    def is_changed(self, step: FunctionType) -> bool:
        """Whether a line uses any rule that the user's actors change."""
        if dict(self._actors) == dict(self._usual):
            return False
        one, other = (rules_in(step, actors, self._virtual) for actors in (self._usual, self._actors))
        return one != other

    def line(self, step: FunctionType) -> Callable[[Any], None]:
        bound: Any = self._binder.function(step)
        if not self._compiled:
            return bound  # type: ignore[no-any-return]
        return kept(bound.py_func, content_key(rules_in(step, self._actors, self._virtual), self._layout))
