"""Binds a process module to the actors of one model: a private copy of its functions with the right rules inside.

A process file calls decisions by their actor, ``SME.enters_defence(firm, ...)``. Which method that is depends on the
model (a researcher may have subclassed ``SME``), and whether it is compiled depends on the run. So every function is
copied with fresh globals in which

* an actor class becomes a *desk*: a namespace of its decisions, bound the same way;
* a module of this package becomes a namespace of its functions, bound the same way;
* everything else (constants, ``math``) stays.

Numba resolves attributes of modules at compile time, which is why desks and namespaces are module objects.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any

PACKAGE = "pullthrough."
Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


class Binder:
    """Copies functions for one table of actors; ``wrap`` compiles them, or leaves them as they are.

    Args:
        actors: the class that plays each role, by the name under which processes import it.
        wrap: applied to every copied function.
        virtual: for a base class, the roles it stands for as ``{code of org.kind: role}``: a decision that a role
            overrides is then chosen by ``kind`` at the time of the call.
    """

    def __init__(self, actors: Mapping[str, type], wrap: Wrap, virtual: Mapping[str, Mapping[int, str]]) -> None:
        self.actors = actors
        self.wrap = wrap
        self.virtual = virtual
        self._globals: dict[int, dict[str, Any]] = {}
        self._functions: dict[FunctionType, Callable[..., Any]] = {}
        self._desks: dict[str, ModuleType] = {}
        self._namespaces: dict[str, ModuleType] = {}
        self.sources: set[str] = set()

    def function(self, function: FunctionType) -> Callable[..., Any]:
        """The bound copy of one function; the same object each time."""
        if function not in self._functions:
            self.sources.add(inspect.getsourcefile(function) or "")
            copy = FunctionType(
                function.__code__, self._bound_globals(function.__globals__), function.__name__, function.__defaults__
            )
            copy.__qualname__ = function.__qualname__
            copy.__module__ = function.__module__
            self._functions[function] = self.wrap(copy)
        return self._functions[function]

    def _bound_globals(self, original: dict[str, Any]) -> dict[str, Any]:
        key = id(original)
        if key not in self._globals:
            bound: dict[str, Any] = dict(original)
            self._globals[key] = bound  # before filling: modules may refer to themselves
            for name, value in original.items():
                bound[name] = self._bound_value(value)
        return self._globals[key]

    def _bound_value(self, value: Any) -> Any:
        if isinstance(value, FunctionType) and value.__module__.startswith(PACKAGE):
            return self.function(value)
        if isinstance(value, type) and value.__name__ in self.actors and value.__module__.startswith(PACKAGE):
            return self.desk(value.__name__)
        if isinstance(value, ModuleType) and value.__name__.startswith(PACKAGE):
            return self._namespace(value)
        return value

    def _namespace(self, module: ModuleType) -> ModuleType:
        if module.__name__ not in self._namespaces:
            space = ModuleType(module.__name__)
            self._namespaces[module.__name__] = space
            self.sources.add(module.__file__ or "")
            for name, value in vars(module).items():
                if not name.startswith("__"):
                    setattr(space, name, self._bound_value(value))
        return self._namespaces[module.__name__]

    def desk(self, role: str) -> ModuleType:
        """The decisions of the class that plays a role."""
        if role not in self._desks:
            desk = ModuleType(f"{PACKAGE}desk.{role}")
            self._desks[role] = desk
            for name in decisions(self.actors[role]):
                setattr(desk, name, self._decision(role, name))
        return self._desks[role]

    def _decision(self, role: str, name: str) -> Callable[..., Any]:
        own = getattr(self.actors[role], name)
        kinds = self.virtual.get(role, {})
        by_kind = {kind: getattr(self.actors[player], name) for kind, player in kinds.items()}
        if all(method is own for method in by_kind.values()):
            return self.function(own)
        return self._dispatch(own, {kind: self.function(method) for kind, method in by_kind.items()})

    def _dispatch(self, own: FunctionType, by_kind: dict[int, Callable[..., Any]]) -> Callable[..., Any]:
        """A function that chooses an override by ``self.kind``: what a virtual call is, written out."""
        arguments = ", ".join(inspect.signature(own).parameters)
        lines = [f"def {own.__name__}({arguments}):"]
        names: dict[str, Any] = {"__name__": __name__}
        for kind, method in by_kind.items():
            names[f"of_kind_{kind}"] = method
            lines.append(f"    if self.kind == {kind}:\n        return of_kind_{kind}({arguments})")
        names["otherwise"] = self.function(own)
        lines.append(f"    return otherwise({arguments})")
        exec(compile("\n".join(lines), f"<dispatch of {own.__qualname__}>", "exec"), names)
        return self.wrap(names[own.__name__])


def decisions(actor: type) -> list[str]:
    """Names of the decisions of an actor class: its plain public methods, inherited ones included.

    Methods of the Mesa base class and of the view machinery are not decisions; they are told apart by the marker
    ``is_decision`` that :func:`decision` sets.
    """
    return sorted(name for name, value in inspect.getmembers(actor, inspect.isfunction) if is_decision(value))


def decision(method: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a method as a decision: a scalar rule of fields and arguments, without side effects."""
    method.is_decision = True  # type: ignore[attr-defined]
    return method


def is_decision(method: Callable[..., Any]) -> bool:
    """Whether a method was marked with :func:`decision`."""
    return getattr(method, "is_decision", False)
