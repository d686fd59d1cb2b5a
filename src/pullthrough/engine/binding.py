"""Binds a process module to the actors of one model: a private copy of its functions with the right rules inside.

A process file calls decisions by their actor, ``SME.enters_defence(firm, ...)``. Which method that is depends on the
model (a researcher may have subclassed ``SME``), and whether it is compiled depends on the run. So every function is
copied with fresh globals in which

* an actor class becomes a namespace of its decisions, bound the same way. In a process these are the decisions of
  whoever plays the role; in a decision they are those of the very class, so that an override may call what it replaces;
* a module of this package becomes a namespace of its functions, bound the same way;
* everything else (constants, ``math``) stays.

Numba resolves attributes of modules at compile time, which is why namespaces are module objects.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

PACKAGE = "pullthrough."
CONSTANTS = (bool, int, float, str, tuple, np.generic)
Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


class Binder:
    """Copies functions for one table of actors; ``wrap`` compiles them, or leaves them as they are.

    Args:
        actors: the class that plays each role, by the name under which processes import it.
        wrap: applied to every copied function.
        virtual: for a base class, the roles it stands for as ``{code of org.kind: role}``: a decision that a role
            overrides is then chosen by ``kind`` at the time of the call.

    Attributes:
        parts: what was copied, in the order in which it was met; equal parts are the same rules, wherever written.
    """

    def __init__(self, actors: Mapping[str, type], wrap: Wrap, virtual: Mapping[str, Mapping[int, str]]) -> None:
        self.actors = actors
        self.wrap = wrap
        self.virtual = virtual
        self.parts: list[str] = []
        self._functions: dict[tuple[FunctionType, bool], Callable[..., Any]] = {}
        self._decision_spaces: dict[tuple[str, type | None], ModuleType] = {}
        self._namespaces: dict[tuple[str, bool], ModuleType] = {}

    def function(self, function: FunctionType, in_decision: bool = False) -> Callable[..., Any]:
        """The bound copy of one function; the same object each time."""
        key = function, in_decision
        if key not in self._functions:
            names: dict[str, Any] = {"__name__": function.__module__, "__builtins__": __builtins__}
            copy = FunctionType(
                function.__code__, names, function.__name__, function.__defaults__, function.__closure__
            )
            copy.__qualname__ = function.__qualname__
            copy.__module__ = function.__module__
            self._functions[key] = self.wrap(copy)
            self.parts.append(text_of(function))
            for name in names_in(function.__code__):  # after the copy is known: functions may refer to each other
                if name in function.__globals__:
                    names[name] = self._bound_value(function.__globals__[name], in_decision, function.__globals__)
        return self._functions[key]

    def _bound_value(self, value: Any, in_decision: bool, home: Mapping[str, Any] | None = None) -> Any:
        if isinstance(value, FunctionType) and (_is_rule(value.__module__, home) or value.__globals__ is home):
            return self.function(value, in_decision)
        if isinstance(value, type) and value.__name__ in self.actors and not in_decision:
            return self.decisions_of(value.__name__)
        if isinstance(value, type) and decisions(value):
            return self._decisions_of_class(value)
        if isinstance(value, ModuleType) and _is_rule(value.__name__, home):
            return self._namespace(value, in_decision)
        return value

    def _namespace(self, module: ModuleType, in_decision: bool) -> ModuleType:
        key = module.__name__, in_decision
        if key not in self._namespaces:
            space = ModuleType(module.__name__)
            self._namespaces[key] = space
            for name, value in vars(module).items():
                if isinstance(value, FunctionType) or (isinstance(value, CONSTANTS) and not name.startswith("__")):
                    setattr(space, name, self._bound_value(value, in_decision, vars(module)))
                    if isinstance(value, CONSTANTS):
                        self.parts.append(f"{module.__name__}.{name} = {value!r}")
        return self._namespaces[key]

    def decisions_of(self, role: str) -> ModuleType:
        """The decisions of the class that plays a role."""
        key = role, None
        if key not in self._decision_spaces:
            space = ModuleType(f"{PACKAGE}decisions.{role}")
            self._decision_spaces[key] = space
            for name in decisions(self.actors[role]):
                if role not in self.virtual or not of_kind(getattr(self.actors[role], name)):
                    # a decision of a kind is asked without an actor, so that nobody is there to say which kind it is
                    setattr(space, name, self._decision(role, name))
        return self._decision_spaces[key]

    def _decisions_of_class(self, actor: type) -> ModuleType:
        """The decisions of this very class, whoever plays its role."""
        key = actor.__name__, actor
        if key not in self._decision_spaces:
            space = ModuleType(f"{PACKAGE}decisions.{actor.__name__}")
            self._decision_spaces[key] = space
            for name in decisions(actor):
                setattr(space, name, self.function(getattr(actor, name), in_decision=True))
        return self._decision_spaces[key]

    def _decision(self, role: str, name: str) -> Callable[..., Any]:
        own = getattr(self.actors[role], name)
        kinds = self.virtual.get(role, {})
        by_kind = {kind: getattr(self.actors[player], name) for kind, player in kinds.items()}
        if all(method is own for method in by_kind.values()):
            return self.function(own, in_decision=True)
        return self._dispatch(own, {kind: self.function(method, in_decision=True) for kind, method in by_kind.items()})

    def _dispatch(self, own: FunctionType, by_kind: dict[int, Callable[..., Any]]) -> Callable[..., Any]:
        """A function that chooses an override by ``self.kind``: what a virtual call is, written out."""
        arguments = ", ".join(inspect.signature(own).parameters)
        lines = [f"def {own.__name__}({arguments}):"]
        names: dict[str, Any] = {"__name__": __name__}
        for kind, method in by_kind.items():
            names[f"of_kind_{kind}"] = method
            lines.append(f"    if self.kind == {kind}:\n        return of_kind_{kind}({arguments})")
        names["otherwise"] = self.function(own, in_decision=True)
        lines.append(f"    return otherwise({arguments})")
        text = "\n".join(lines)
        self.parts.append(text)
        exec(compile(text, f"<dispatch of {own.__qualname__}>", "exec"), names)
        return self.wrap(names[own.__name__])


def _is_rule(module: str, home: Mapping[str, Any] | None) -> bool:
    """Whether functions of a module are rules to be bound: of this package, or of the one that a user's own rule stands in."""
    own = str(home.get("__name__", "")) if home else PACKAGE
    return module.startswith(PACKAGE) or module.partition(".")[0] == own.partition(".")[0]


def names_in(code: CodeType) -> list[str]:
    """Names that a function may look up, those of functions within it included."""
    nested = [names_in(const) for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for names in nested for name in names)]


def text_of(function: FunctionType) -> str:
    """What a function computes, as text: its code, its constants and the constants it looks up.

    Comments, docstrings and the place in a file leave it as it is; so a rule typed in a notebook is told from another as
    surely as one in a file.
    """
    values = {
        name: repr(function.__globals__[name])
        for name in names_in(function.__code__)
        if isinstance(function.__globals__.get(name), CONSTANTS)
    }
    cells = [repr(cell.cell_contents) for cell in function.__closure__ or ()]
    return repr((function.__qualname__, _code(function.__code__), function.__defaults__, sorted(values.items()), cells))


def _code(code: CodeType) -> tuple[Any, ...]:
    documented = code.co_consts[:1] if code.co_consts and isinstance(code.co_consts[0], str) else ()
    consts = [
        _code(value) if isinstance(value, CodeType) else repr(value) for value in code.co_consts[len(documented) :]
    ]
    return code.co_code, tuple(consts), code.co_names, code.co_varnames, code.co_freevars


def decisions(actor: type) -> list[str]:
    """Names of the decisions of an actor class, inherited ones included: the methods marked with :func:`decision`."""
    return sorted(name for name, value in inspect.getmembers(actor, inspect.isfunction) if is_decision(value))


def decision(method: Callable[..., Any] | None = None, *, of: str = "actor") -> Any:
    """Mark a method as a decision: a scalar rule of fields and arguments, without side effects.

    Args:
        of: ``"actor"``, of each by itself, with ``self`` as its first argument; or ``"kind"``: one answer holds for all
            who play the role, so it is asked once and has no ``self`` to look at.

    >>> class Miller:
    ...     @decision
    ...     def grinds(self, price): return self.cash > price
    ...     @decision(of="kind")
    ...     def fair_price(harvest): return 100.0 / harvest
    >>> Miller().fair_price(50.0), decisions(Miller)
    (2.0, ['fair_price', 'grinds'])
    """
    if of not in ("actor", "kind"):
        raise ValueError(f"of = {of!r}: a decision is of an 'actor' or of a 'kind'")
    if method is None:
        return lambda marked: decision(marked, of=of)
    method.is_decision = True  # type: ignore[attr-defined]
    method.of_kind = of == "kind"  # type: ignore[attr-defined]
    if of == "actor":
        return method
    shared: Any = staticmethod(method)
    shared.is_decision = True  # as a class holds it
    return shared


def is_decision(method: Any) -> bool:
    """Whether a method was marked with :func:`decision`."""
    return getattr(method, "is_decision", False)


def of_kind(method: Callable[..., Any]) -> bool:
    """Whether a decision is the same for all who play its role, and is asked without an actor."""
    return getattr(method, "of_kind", False)
