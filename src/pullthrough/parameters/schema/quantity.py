"""One declared quantity: what a number in the configuration means and which values it may take.

The schema (``world.py``, ``policy.py``, ``root.py`` and their parts) says, for every key, the type,
the unit, the range in which the model is *defined* and the meaning. The value itself is in ``configs/``; its source,
reliability and *plausible* range are in ``configs/register/``. So each fact is written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

OMEGACONF_MISSING = "???"

LARGEST_SEED = 10**14
"""Seeds have at most 15 digits, so that a spreadsheet, R and JSON show them whole."""


@dataclass(frozen=True)
class Quantity:
    """The declaration of one configuration key.

    Attributes:
        unit: physical or monetary unit, ``"1"`` for a pure number.
        low, high: the closed range in which the model is defined (None: unbounded, or not a number).
        meaning: one sentence in the words of the field.
        choices: the admitted strings, for a key that is a name.
        total: for a list or dict of shares, what they must add up to.
    """

    unit: str
    low: float | None
    high: float | None
    meaning: str
    choices: tuple[str, ...] = ()
    total: float | None = None

    def range_text(self) -> str:
        """The admitted range in words, for messages and tables."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.low is None and self.high is None:
            return "any"
        low = "-inf" if self.low is None else f"{self.low:g}"
        high = "inf" if self.high is None else f"{self.high:g}"
        return f"{low} to {high}"


def quantity(
    unit: str,
    low: float | None,
    high: float | None,
    meaning: str,
    *,
    total: float | None = None,
    default: Any = OMEGACONF_MISSING,
) -> Any:
    """Declare a numeric key (or a list or dict of numbers) of a schema dataclass."""
    metadata = {"quantity": Quantity(unit, low, high, meaning, total=total)}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def name_of(meaning: str, *choices: str, default: Any = OMEGACONF_MISSING) -> Any:
    """Declare a key whose value is a name, or a list of names, from a closed list (an open one if none is given)."""
    metadata = {"quantity": Quantity("name", None, None, meaning, choices=choices)}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def flag(meaning: str, *, default: Any = OMEGACONF_MISSING) -> Any:
    """Declare a yes/no key."""
    return field(default=default, metadata={"quantity": Quantity("true/false", None, None, meaning)})


def added(meaning: str) -> Any:
    """Declare a table of numbers that extensions declare themselves: the model has none, so no page and no register lists it."""
    return field(default_factory=dict, metadata={"quantity": Quantity("1", None, None, meaning), "by_extension": True})


def group(schema: type) -> Any:
    """Declare a nested group of keys."""
    return field(default_factory=schema)


@cache
def types_of(schema: Any) -> Mapping[str, Any]:
    """The type of each field of a schema dataclass; worked out once, since Python evaluates the annotations anew each time."""
    return get_type_hints(schema)


@dataclass(frozen=True)
class Leaf:
    """A key of a schema with its dotted path, type and declaration."""

    path: str
    type: Any
    quantity: Quantity


def leaves(schema: type, prefix: str = "") -> list[Leaf]:
    """All declared keys of a schema dataclass, depth first, in the order of declaration.

    A ``dict[str, SomeDataclass]`` contributes its value schema under the path ``prefix.*``.
    """
    hints = types_of(schema)
    found: list[Leaf] = []
    for f in fields(schema):
        found += _leaves_of_field(f, hints[f.name], f"{prefix}.{f.name}" if prefix else f.name)
    return found


def _leaves_of_field(f: Field[Any], hint: Any, path: str) -> list[Leaf]:
    if is_dataclass(hint):
        return leaves(hint, path)  # type: ignore[arg-type]
    if get_origin(hint) is dict and is_dataclass(get_args(hint)[1]):
        return leaves(get_args(hint)[1], path + ".*")
    if f.metadata.get("by_extension"):
        return []
    declared = f.metadata.get("quantity")
    if declared is None:
        raise TypeError(f"{path} has no declared quantity")
    return [Leaf(path, hint, declared)]
