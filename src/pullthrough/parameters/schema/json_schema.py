"""JSON Schemas of the configuration files, so that an editor completes keys and marks what is wrong while one types.

They are made from the schema dataclasses: keys, types, admitted ranges, units and meanings stand there once. An editor
checks one file by itself; what must hold between files (dates, names of policies, sums of shares) is checked when a study
is set up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin

from pullthrough.parameters.schema.design import DesignSpec
from pullthrough.parameters.schema.policy import Policy, Scenario
from pullthrough.parameters.schema.quantity import OMEGACONF_MISSING, Quantity, types_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Study
from pullthrough.parameters.schema.target import Target
from pullthrough.parameters.schema.world import Instrument, Market, Population, Segment, World

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors know best."""
NAME = r"^[A-Za-z][A-Za-z0-9_]*$"
REFERENCE = {
    "type": "string",
    "pattern": r"^\$\{.+\}$",
    "description": "the value of another key: ${world.calendar.first_year}",
}
TYPES = {int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    Attributes:
        schema: what a file holds.
        named: whether it holds several of them, by name.
        composed: whether Hydra puts it together with others: it may have ``defaults``, refer to other keys, and say a
            part only.
    """

    schema: type
    named: bool = False
    composed: bool = True


KINDS: dict[str, Kind] = {
    "policy": Kind(Policy, composed=False),
    "scenario": Kind(Scenario, composed=False),
    "experiment": Kind(Root),
    "study": Kind(Study),
    "design": Kind(DesignSpec),
    "targets": Kind(Target, named=True),
    "world": Kind(World),
    "world/instruments": Kind(Instrument, named=True),
    "world/market": Kind(Market),
    "world/networks": Kind(World),
    "world/population": Kind(Population),
    "world/rules": Kind(World),
    "world/segments": Kind(Segment, named=True),
}
"""What the files of each folder of ``configs/`` hold."""


def json_schema(kind: str, known: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 7) of the files of a folder of ``configs/``.

    Args:
        kind: the folder, one of :data:`KINDS`.
        known: for tables by name, such as ``funding``, the names that an editor offers.
    """
    what = KINDS[kind]
    writer = _Writer(what.composed, known or {})
    writer.group(what.schema)
    name = _name(what.schema)
    whole = writer.found.pop(name) if not what.named else writer.named(_reference(name), what.schema.__doc__ or "", ())
    if what.composed:
        whole["properties"] = {**DEFAULTS, **whole.get("properties", {})}
    return {"$schema": DIALECT, "title": f"pullthrough: {kind}", **whole, "definitions": writer.found}


DEFAULTS = {
    "defaults": {
        "type": "array",
        "description": "files that this one builds on, in their order; '_self_' is this file",
    },
    "hydra": {"type": "object", "description": "settings of Hydra, such as run.dir"},
}


@dataclass
class _Writer:
    """Writes definitions of groups of keys, each once."""

    composed: bool
    known: Mapping[str, Sequence[str]]
    found: dict[str, Any] = field(default_factory=dict)

    def group(self, schema: type) -> dict[str, str]:
        """A reference to the definition of a group of keys."""
        name = _name(schema)
        if name not in self.found:
            self.found[name] = {}
            hints = types_of(schema)
            keys = {f.name: self.key(f, hints[f.name]) for f in fields(schema)}
            self.found[name] = {
                "description": _first_sentence(schema),
                "type": "object",
                "properties": keys,
                "additionalProperties": False,
            }
            needed = [f.name for f in fields(schema) if _is_missing(f)]
            if needed and not self.composed:
                self.found[name]["required"] = needed
        return _reference(name)

    def key(self, f: Field[Any], hint: Any) -> dict[str, Any]:
        """What a key may hold."""
        if is_dataclass(hint):
            return self.group(hint)  # type: ignore[arg-type]
        if get_origin(hint) is dict and is_dataclass(get_args(hint)[1]):
            return self.named(self.group(get_args(hint)[1]), "", self.known.get(f.name, ()))
        told = f.metadata["quantity"]
        return {"description": _description(told), **self.value(hint, told, self.known.get(f.name, ()))}

    def value(self, hint: Any, told: Quantity, names: Sequence[str] = ()) -> dict[str, Any]:
        """What a value of a type may be."""
        if isinstance(hint, UnionType):
            inner = self.value(next(a for a in get_args(hint) if a is not type(None)), told)
            return {"anyOf": [inner, {"type": "null"}]}
        if get_origin(hint) is list:
            return self._or_reference({"type": "array", "items": self.value(get_args(hint)[0], told)})
        if get_origin(hint) is dict:
            return self._or_reference(self.named(self.value(get_args(hint)[1], told), "", names))
        if hint is Any:
            return {}
        if told.choices:
            return {"enum": list(told.choices)}
        if hint is str:
            return {"type": ["string", "number"]}
        ends = {"minimum": told.low, "maximum": told.high} if hint is not bool else {}
        found = {"type": TYPES[hint]} | {key: end for key, end in ends.items() if end is not None}
        return self._or_reference(found)

    def named(self, inner: dict[str, Any], about: str, names: Sequence[str]) -> dict[str, Any]:
        """A table of values by name; ``names`` are those that an editor offers."""
        told = {"description": about.split("\n")[0]} if about else {}
        offered = {"properties": dict.fromkeys(names, inner)} if names else {}
        return {**told, "type": "object", **offered, "additionalProperties": inner}

    def _or_reference(self, found: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [found, REFERENCE]} if self.composed else found


def known_names(world: World) -> dict[str, list[str]]:
    """Names that an editor offers in tables of levers: the instruments, segments and regions of a world."""
    return {
        "funding": list(world.instruments),
        "roadmaps": list(world.segments),
        "clusters": list(world.population.firms_by_region),
    }


def _description(told: Quantity) -> str:
    total = f"; must add up to {told.total:g}" if told.total is not None else ""
    if told.unit in ("name", "true/false"):
        return f"{told.meaning}{total}"
    unit = "a pure number" if told.unit == "1" else told.unit
    span = "" if told.low is None and told.high is None else f", {told.range_text()}"
    return f"{told.meaning} ({unit}{span}{total})"


def _is_missing(f: Field[Any]) -> bool:
    return f.default_factory is MISSING and f.default in (MISSING, OMEGACONF_MISSING)


def _first_sentence(schema: type) -> str:
    return (schema.__doc__ or "").split("\n")[0]


def _name(schema: type) -> str:
    return f"{schema.__module__.rpartition('.')[2]}.{schema.__name__}"


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/definitions/{name}"}
