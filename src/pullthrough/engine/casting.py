"""Who plays which role: the classes that a user hands in, looked at before anything is bound or compiled.

A rule that would not be asked, or not as its author thinks, is refused in a sentence: nobody shall find out from results.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterator, Mapping
from types import FunctionType
from typing import Any

from pullthrough.engine.binding import decisions, is_decision, of_kind

Virtual = Mapping[str, Mapping[int, str]]


def cast(usual: Mapping[str, type], own: Mapping[str, type], virtual: Virtual) -> dict[str, type]:
    """The class that plays each role: the user's own, where there is one.

    Args:
        usual: the class that plays each role by default.
        own: the user's subclasses by the role that they are to play.
        virtual: base classes, and the roles that each stands for (see :class:`pullthrough.engine.binding.Binder`).

    Raises:
        TypeError: saying everything that is wrong with the user's classes.
    """
    if faults := list(faults_of(usual, own, virtual)):
        raise TypeError("\n".join(["these classes cannot play their roles:", *(f"  {fault}" for fault in faults)]))
    return {**usual, **own}


def faults_of(usual: Mapping[str, type], own: Mapping[str, type], virtual: Virtual) -> Iterator[str]:
    """Everything that is wrong with the user's classes, a sentence each; arguments as for :func:`cast`."""
    for role, actor in own.items():
        yield from _faults(role, actor, usual, virtual)


def _faults(role: str, actor: Any, usual: Mapping[str, type], virtual: Virtual) -> Iterator[str]:
    if role not in usual:
        near = difflib.get_close_matches(str(role), usual, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the roles are {', '.join(usual)}"
        yield f"{role!r}: there is no such role; {hint}"
    elif not (isinstance(actor, type) and issubclass(actor, usual[role])):
        yield f"{role}: must be played by a subclass of {usual[role].__name__}, not by {_shown(actor)}"
    elif role in virtual and actor is not usual[role]:
        players = ", ".join(virtual[role].values())
        yield f"{role}: no actor is only that; subclass and name the actors that are: {players}"
    else:
        for name in decisions(usual[role]):
            yield from _misfit(actor, usual[role], name)


def _misfit(actor: type, usual: type, name: str) -> Iterator[str]:
    """What is wrong with a replaced decision, if it is replaced and anything is."""
    rule, replaced = getattr(actor, name), getattr(usual, name)
    if rule is replaced:
        return
    there = f"{actor.__name__}.{name}"
    wanted = f"{_marker(replaced)} def {name}({', '.join(_parameters(replaced))})"
    if not isinstance(rule, FunctionType):
        yield f"{there}: replaces a decision and is not a plain function; write {wanted}"
    elif not is_decision(rule):
        yield f"{there}: replaces a decision and is not marked as one; write {wanted}"
    elif of_kind(replaced) and not of_kind(rule):
        yield f"{there}: this decision is made once for all actors of the role; write {wanted}, without self"
    elif of_kind(rule) and not of_kind(replaced):
        yield f"{there}: each actor makes this decision for itself; write {wanted}"
    elif not _fits(rule, len(_parameters(replaced))):
        yield f"{there}: takes ({', '.join(_parameters(rule))}); write {wanted}"


def _parameters(rule: FunctionType) -> list[str]:
    return [str(parameter) for parameter in inspect.signature(rule).parameters.values()]


def _fits(rule: FunctionType, wanted: int) -> bool:
    """Whether a rule can be called with as many arguments in their order, which is how processes and dispatch call it."""
    kinds = [parameter.kind for parameter in inspect.signature(rule).parameters.values()]
    return len(kinds) == wanted and all(kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for kind in kinds)


def _marker(rule: FunctionType) -> str:
    return '@decision(of="kind")' if of_kind(rule) else "@decision"


def _shown(actor: Any) -> str:
    return actor.__name__ if isinstance(actor, type) else f"{actor!r:.60}"
