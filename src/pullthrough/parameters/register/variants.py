"""Variants of rules in dispute, and futures outside anybody's reach: what each sets, and what speaks for and against it.

``configs/variant/<rule>/<name>.yaml`` has the values, a Hydra group for each rule (``variant/staying=by_hazard``);
``configs/register/variants/<rule>.yaml`` the question, and of each variant its weight and evidence. ``in_use`` leaves
everything as configured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pullthrough.parameters.files import locate
from pullthrough.parameters.files.yaml_files import read_yaml

GROUP, IN_USE = "variant", "in_use"
PREFIX = f"{GROUP}."
"""Begins the name of a factor that is a rule."""
KINDS = ("rule", "future")


@dataclass(frozen=True)
class Variant:
    """One reading of the world.

    Attributes:
        name, title: of the variant.
        weight: how far we think it likely, among those of its rule.
        speaks_for, speaks_against: evidence.
        values: what it sets, by dotted key of the world.
    """

    name: str
    title: str
    weight: float
    speaks_for: str
    speaks_against: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Rule:
    """A rule in dispute, or something outside that is not known."""

    name: str
    kind: str
    question: str
    variants: Mapping[str, Variant]


@cache
def rules() -> Mapping[str, Rule]:
    """All rules with variants, by name.

    Raises:
        ValueError: if values and evidence do not go together.
    """
    home = locate.config_folder() / "register" / "variants"
    return {path.stem: _rule(path.stem, read_yaml(path)) for path in sorted(home.glob("*.yaml"))}


def _rule(name: str, told: Mapping[str, Any]) -> Rule:
    known = locate.names(f"{GROUP}/{name}")
    if set(known) != set(told["variants"]) or told["kind"] not in KINDS:
        raise ValueError(f"variants of {name}: values of {known}, evidence for {sorted(told['variants'])}")
    found = {
        variant: Variant(variant, v["title"], float(v["weight"]), v["for"], v["against"], _values(name, variant))
        for variant, v in told["variants"].items()
    }
    return Rule(name, told["kind"], told["question"], found)


def _values(rule: str, name: str) -> tuple[tuple[str, Any], ...]:
    (path,) = locate.files(f"{GROUP}/{rule}", name)
    return tuple(_flat(read_yaml(path) or {}, "world"))


def _flat(node: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Mapping):
        for name, below in node.items():
            yield from _flat(below, f"{key}.{name}")
    else:
        yield key, node
