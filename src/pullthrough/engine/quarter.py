"""One quarter: the schedule's processes in their order, compiled into a single call or run as plain Python."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from types import FunctionType, ModuleType
from typing import Any

import numba
import numpy as np

from pullthrough.engine.binding import Binder
from pullthrough.engine.cache import content_key
from pullthrough.engine.inner import INNER
from pullthrough.engine.keep import Kept, write_private
from pullthrough.engine.place import trusted_root

#: ``_nrt=False``: rules allocate nothing, so no reference is counted when tables are passed on (six times faster);
#: ``forceinline``: a rule is a short function in a file of its own and costs no call.
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "python",
    "forceinline": True,
    "_nrt": False,
    "no_cfunc_wrapper": True,
}

Virtual = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Quarter:
    """A ready schedule.

    Attributes:
        run: ``run(tables, on)`` carries one quarter through; ``on[i]`` says whether line i of the schedule runs.
        compiled: whether it is machine code.
        key: content key of everything that took part.
        lines: one entry a line of the schedule: ``lines[i](tables)`` compiles it into the cache and runs nothing.
        whole: ``whole(tables, on)`` does so with all of them as one call, of which each line is then a part.
        is_kept: ``is_kept(tables, on)`` says whether that has been done, here or in the cache.
    """

    run: Callable[[Any, np.ndarray], None]
    compiled: bool
    key: str
    lines: tuple[Callable[[Any], None], ...] = ()
    whole: Callable[[Any, np.ndarray], None] = lambda tables, on: None
    is_kept: Callable[[Any, np.ndarray], bool] = lambda tables, on: True

    def compile_lines(self, tables: Any, next_line: Callable[[], int]) -> None:
        """Compile lines into the cache while ``next_line`` names one, so that several processes can share the work."""
        while (line := next_line()) < len(self.lines):
            if line == 0:
                say_compiling()
            self.lines[line](tables)


_built: dict[tuple[Any, ...], Quarter] = {}


def build_quarter(
    schedule: Sequence[ModuleType], actors: Mapping[str, type], virtual: Virtual, layout: str, compiled: bool = True
) -> Quarter:
    """Bind the processes of a schedule to the actors of a model.

    Args:
        schedule: process modules, each with a function ``step(state)``.
        actors: the class that plays each role.
        virtual: which roles a base class stands for (see :class:`Binder`).
        layout: text that changes whenever the tables' layout does.
        compiled: False runs the same code uncompiled, for debugging and for the test that both agree. Where Numba is
            told to compile nothing, it is so in any case, and said.
    """
    if compiled and numba.config.DISABLE_JIT:
        _say_uncompiled()
        compiled = False
    memo = (tuple(m.step for m in schedule), tuple(actors.items()), layout, compiled)
    if memo not in _built:
        make = _compiled if compiled else _interpreted
        _built[memo] = make(schedule, actors, virtual, layout)
    return _built[memo]


def _interpreted(schedule: Sequence[ModuleType], actors: Mapping[str, type], virtual: Virtual, layout: str) -> Quarter:
    binder = Binder(actors, lambda function: function, virtual)
    steps = [binder.function(module.step) for module in schedule]

    def run(tables: Any, on: np.ndarray) -> None:
        with np.errstate(over="ignore"):  # the hash of the draws wraps round on purpose
            for step, runs in zip(steps, on, strict=True):
                if runs:
                    step(tables)

    return Quarter(run, False, content_key(binder.parts, layout))


def _compiled(schedule: Sequence[ModuleType], actors: Mapping[str, type], virtual: Virtual, layout: str) -> Quarter:
    steps: dict[str, Callable[..., Any]] = {}
    keys: list[str] = []
    shared = Binder(actors, compile_inner, virtual)  # a rule that several processes use is compiled once
    for module in schedule:
        keys.append(content_key(rules_in(module.step, actors, virtual), layout))
        step = shared.function(module.step)
        steps[module.__name__.rpartition(".")[2]] = kept(step.py_func, keys[-1])  # type: ignore[attr-defined]
    key = content_key((), layout + "".join(keys))
    composed = kept(_composed(steps, key), key)
    run = _announced(composed) if len(schedule) > 1 else composed  # one line alone takes a moment
    lines = tuple(partial(compile_for, step) for step in steps.values())
    return Quarter(run, True, key, lines, partial(compile_for, composed), partial(is_kept, composed))


def compile_for(function: Any, *arguments: Any) -> None:
    """Compile a function for the types of some arguments, and run nothing."""
    function.compile(tuple(map(numba.typeof, arguments)))


def rules_in(step: FunctionType, actors: Mapping[str, type], virtual: Virtual) -> list[str]:
    """Every rule that a process uses, so that an edited one recompiles only the processes that use it."""
    binder = Binder(actors, lambda function: function, virtual)
    binder.function(step)
    return binder.parts


def compile_inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """A rule that only other rules call, to be compiled as far as they need it."""
    compiled: Callable[..., Any] = numba.njit(**OPTIONS, **INNER)(function)
    return compiled


def kept(function: Callable[..., Any], key: str) -> Callable[..., Any]:
    """A function to be compiled when it is first called, and kept in the cache."""
    compiled: Any = numba.njit(**OPTIONS)(function)
    compiled._cache = Kept(key, function)
    return compiled  # type: ignore[no-any-return]


def is_kept(function: Any, *arguments: Any) -> bool:
    """Whether a function is in the cache, whole, for such arguments."""
    kinds = tuple(map(numba.typeof, arguments))
    return kinds in function.overloads or function._cache.has(kinds, function.targetctx)


def _composed(steps: dict[str, Callable[..., Any]], key: str) -> Callable[..., Any]:
    """Write the schedule out as one function; its text lies beside the compiled code for whoever wants to read it."""
    lines = ["def quarter(state, on):"]
    lines += [f"    if on[{i}]:\n        {name}_step(state)" for i, name in enumerate(steps)]
    text = "\n".join(lines) + "\n"
    source = trusted_root() / key / "quarter.py"
    if not source.exists():
        with suppress(OSError):  # it is for readers alone
            write_private(source, text.encode())
    names: dict[str, Any] = {f"{name}_step": step for name, step in steps.items()}
    names["__name__"] = __name__  # Numba looks the module up again when it loads the compiled code
    exec(compile(text, "<quarter>", "exec"), names)
    return names["quarter"]  # type: ignore[no-any-return]


def _announced(run: Any) -> Callable[..., Any]:
    """Say what is happening when the first call has to compile: it takes long enough to look like a hang."""
    started = False

    def quarter(tables: Any, on: np.ndarray) -> None:
        nonlocal started
        if started or is_kept(run, tables, on):
            started = True
            run(tables, on)
            return
        say_compiling()
        began = time.perf_counter()
        run(tables, on)
        started = True
        say_compiled(time.perf_counter() - began)

    return quarter


@cache
def _say_uncompiled() -> None:
    text = "NUMBA_DISABLE_JIT is set, so the rules run uncompiled, about a thousand times slower; unset it for a study"
    print(f"pullthrough: {text}", file=sys.stderr, flush=True)


def say_compiling() -> None:
    """Tell the user why nothing seems to happen."""
    print("pullthrough: compiling the rules (once for each change of them; about a minute) ...", file=sys.stderr)


def say_compiled(seconds: float) -> None:
    """Tell the user that it is over."""
    print(f"pullthrough: compiled in {seconds:.0f} s", file=sys.stderr)
