"""A decision with numbers that anybody can check by hand, and the forms in which it can be called."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import SimpleNamespace
from typing import Any

import numpy as np

from pullthrough.agents import ROLES
from pullthrough.engine.binding import of_kind
from pullthrough.world import tables, tables_networks, tables_trade
from pullthrough.world.codes import ACADEMIC, PRIME, SME

ROW_TYPES = {
    "segments": tables.segment_type(2),
    "instruments": tables.instrument_type(),
    "agency": tables.AGENCY,
    "clusters": tables_networks.CLUSTER,
    "organisations": tables.organisation_type(2),
    "export_office": tables_trade.EXPORT_OFFICE,
    "investment_screening": tables_trade.INVESTMENT_SCREENING,
}
KIND = {"Prime": PRIME, "SME": SME, "AcademicGroup": ACADEMIC}


@dataclass(frozen=True)
class Example:
    """One call of one decision.

    Attributes:
        decision: ``Role.name``.
        given: arguments by name, without rules and levers.
        result: what must come out, worked out by hand.
        state: fields of the actor that the decision reads.
        numbers: the rules and levers that it reads, by dotted path.
    """

    decision: str
    given: Mapping[str, Any]
    result: float | bool
    state: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        words = (f"{name}={value:g}" for name, value in self.given.items())
        return f"{self.decision}({', '.join(words)})"

    @property
    def role(self) -> str:
        """The actor's role."""
        return self.decision.partition(".")[0]

    @property
    def name(self) -> str:
        """The decision's name."""
        return self.decision.partition(".")[2]

    @property
    def rule(self) -> Any:
        """The decision as its class holds it."""
        return getattr(ROLES[self.role], self.name)

    @property
    def of_kind(self) -> bool:
        """Whether it is asked without an actor."""
        return of_kind(self.rule)

    def call(self, rule: Any, actor: Any, arguments: Mapping[str, Any]) -> Any:
        """Call the decision in some form, of an actor or of nobody."""
        return rule(*arguments.values()) if self.of_kind else rule(actor, *arguments.values())

    def arguments(self, numbers: Any) -> dict[str, Any]:
        """All arguments but the actor, in the order of the signature; rules and levers are the same numbers."""
        names = list(inspect.signature(self.rule).parameters)[0 if self.of_kind else 1 :]
        return {name: numbers[name] if name in ("rules", "levers") else self.given[name] for name in names}

    def on_namespace(self) -> Any:
        """Called on plain Python objects."""
        actor = SimpleNamespace(**self.state)
        numbers = {"rules": namespace(self.numbers), "levers": namespace(self.numbers)}
        return self.call(self.rule, actor, self.arguments(numbers))

    def record(self) -> Any:
        """The actor as a row of its table."""
        row = np.zeros(1, ROW_TYPES[ROLES[self.role].table]).view(np.recarray)[0]  # type: ignore[attr-defined]
        if self.role in KIND:
            row.kind = KIND[self.role]
        for name, value in self.state.items():
            setattr(row, name, value)
        return row

    def records(self) -> dict[str, Any]:
        """Rules and levers as the compiled processes see them."""
        return {"rules": filled(tables.RULES, self.numbers), "levers": filled(tables.LEVERS, self.numbers)}


def namespace(numbers: Mapping[str, float]) -> SimpleNamespace:
    """Dotted paths as nested plain objects."""
    top = SimpleNamespace()
    for path, value in numbers.items():
        *groups, name = path.split(".")
        node = top
        for group in groups:
            if not hasattr(node, group):
                setattr(node, group, SimpleNamespace())
            node = getattr(node, group)
        setattr(node, name, value)
    return top


def filled(dtype: np.dtype[Any], numbers: Mapping[str, float]) -> Any:
    """A record of a type with the numbers that it has a place for; the others are zero."""
    record = np.zeros(1, dtype).view(np.recarray)[0]
    for path, value in numbers.items():
        *groups, name = path.split(".")
        if groups and groups[0] not in (dtype.names or ()):
            continue
        node = reduce(getattr, groups, record)
        if name in node.dtype.names:
            setattr(node, name, value)
    return record


def bits(value: Any) -> str:
    """A result exactly, whatever kind of number it is."""
    return float(value).hex()
