"""What a design varies: a range of a number, a list of values, or named sets of values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pullthrough.parameters.checking.extended import own_leaf
from pullthrough.parameters.checking.problems import Problem, nearest_key
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.register import records, variants
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import Leaf, Quantity, leaves
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.world import World
from pullthrough.study.design.variation import POLICY, WORLD, Value, current

Pairs = tuple[tuple[str, Value], ...]
FIXED = ("world.calendar.", "world.name")
"""Keys that are the same in all runs of a study, whose quarters are compared with each other."""


@dataclass(frozen=True)
class Factor:
    """One thing that is varied.

    Attributes:
        name: its key, or the name given to a set of cases.
        low, high: the range of a number; nan for values and cases.
        whole: whether only whole numbers of the range are taken.
        log: whether the range is divided evenly in its logarithm.
        options: what a value stands for, one for each value of a list or case; empty for a range.
        labels: the words or numbers by which options are known in tables.
        unit: unit of the values.
    """

    name: str
    low: float = math.nan
    high: float = math.nan
    whole: bool = False
    log: bool = False
    options: tuple[Pairs, ...] = ()
    labels: tuple[Value, ...] = ()
    unit: str = ""

    def at(self, u: float) -> tuple[Value, Pairs]:
        """Label and values at a place from 0 to 1; whole numbers and options have equal shares of it."""
        if self.options:
            i = min(int(u * len(self.options)), len(self.options) - 1)
            return self.labels[i], self.options[i]
        if self.whole:
            value: Value = int(min(self.low + math.floor(u * (self.high - self.low + 1)), self.high))
        elif self.log:
            value = math.exp(math.log(self.low) + u * (math.log(self.high) - math.log(self.low)))
        else:
            value = self.low + u * (self.high - self.low)
        return value, ((self.name, value),)

    def levels(self, n: int) -> list[tuple[Value, Pairs]]:
        """All options, or n values of the range, its ends included; fewer where whole numbers fall together."""
        if self.options:
            return list(zip(self.labels, self.options, strict=True))
        found = {}
        for i in range(n):
            value = self._level(i / (n - 1))
            found[value] = ((self.name, value),)
        return list(found.items())

    def _level(self, u: float) -> Value:
        if self.whole:
            return int(math.floor(self.low + u * (self.high - self.low) + 0.5))
        return float(f"{self.at(u)[0]:.12g}") if 0 < u < 1 else (self.low if u == 0 else self.high)


def factors(root: Root) -> list[Factor]:
    """The factors of a design in the order ranges, values, cases; the design must have no problems."""
    spec, known = root.design, Known(root)
    found = []
    for key, given in ranges_of(root, known).items():
        leaf = known.leaf(key)
        assert leaf is not None
        low, high = given or default_range(key, leaf) or (math.nan, math.nan)
        log = key in spec.log or (not given and sampled(key, leaf) == "loguniform")
        found.append(Factor(key, low, high, is_whole(leaf), log, unit=unit_of(leaf)))
    for key, values in spec.values.items():
        leaf = known.leaf(key)
        found.append(Factor(key, options=tuple(((key, v),) for v in values), labels=tuple(values), unit=unit_of(leaf)))
    for name, cases in spec.cases.items():
        options = tuple(tuple(values.items()) for values in cases.values())
        found.append(Factor(name, options=options, labels=tuple(cases)))
    for rule, names in spec.variants.items():
        chosen = [variants.rules()[rule].variants[name] for name in names or variants.rules()[rule].variants]
        labels: tuple[Value, ...] = tuple(variant.name for variant in chosen)
        found.append(Factor(variants.PREFIX + rule, options=tuple(variant.values for variant in chosen), labels=labels))
    return found


def expanded(point: Mapping[str, Any]) -> Pairs:
    """What a point of a list sets: a variant of a rule, named ``variant.<rule>``, stands for its values."""
    found: dict[str, Value] = {}
    for key, value in point.items():
        if key.startswith(variants.PREFIX):
            found |= dict(variants.rules()[key.removeprefix(variants.PREFIX)].variants[value].values)
    return tuple((found | {k: v for k, v in point.items() if not k.startswith(variants.PREFIX)}).items())


def ranges_of(root: Root, known: Known) -> dict[str, list[Any]]:
    """The ranges that a design names, and those of all numbers whose record has a grade that it names."""
    spec = root.design
    found = dict(spec.ranges)
    by_rule = {key for rule in spec.variants for v in variants.rules()[rule].variants.values() for key, _ in v.values}
    for row in records.table(root.world) if spec.graded else ():
        path, record = row.leaf.path, row.record
        if record is None or record.reliability not in spec.graded or "*" in record.key or not path.startswith(WORLD):
            continue
        if any(path == key or path.startswith(f"{key}.") for key in (*spec.fixed, *spec.values, *by_rule)):
            continue
        leaf = known.leaf(path)
        span = default_range(path, leaf) if leaf and is_number(leaf) else None
        if span and span[0] < span[1]:
            found.setdefault(path, [])
    return found


class Known:
    """The keys that a study may vary: numbers, names and switches of the world, and levers."""

    def __init__(self, root: Root) -> None:
        self.setting: Setting = setting(root)
        self.levers = [POLICY + c.lever for c in self.setting.timeline.changes]

    def leaf(self, key: str) -> Leaf | None:
        """The declaration of a key; None if it cannot be varied."""
        if key.startswith(FIXED):
            return None
        if key.startswith(POLICY):
            return _declared(key) if key in self.levers else None
        found = _declared(key) if key.startswith(WORLD) else None
        try:
            if found is None or isinstance(current(self.setting, key), list | Mapping):
                return None
        except (KeyError, AttributeError, TypeError):
            return None
        return found

    def problem(self, where: str, key: str, value: Any) -> Problem:
        """What to say of a key that cannot be varied."""
        if key.startswith(FIXED):
            return Problem(where, value, f"{key} cannot be varied: the quarters of all runs of a study are the same")
        near = nearest_key(key, [*dict.fromkeys(self.levers), *self._numbers()])
        message = f"'{key}' is neither a lever (policy.<group>.<name>) nor a single number, name or switch of the world"
        return Problem(where, value, message, near)

    def _numbers(self) -> Iterator[str]:
        for row in records.table(self.setting.world):
            if row.leaf.path.startswith(WORLD) and not isinstance(row.value, list | Mapping):
                yield row.leaf.path


@cache
def _leaves() -> Mapping[str, Leaf]:
    return {leaf.path: leaf for leaf in (*leaves(World, "world"), *leaves(Levers, "policy"))}


def _declared(key: str) -> Leaf | None:
    """The declaration of a key, or that of the table which it is an entry of."""
    if own := own_leaf(key):
        return own
    for path in records.patterns_of(key):
        if path in _leaves():
            return _leaves()[path]
    table = _leaves().get(key.rpartition(".")[0])
    return Leaf(key, get_args(table.type)[1], table.quantity) if table and get_origin(table.type) is dict else None


def default_range(key: str, leaf: Leaf) -> tuple[float, float] | None:
    """The plausible range of the record of a key, cut to what the schema admits; None if it has none."""
    record = records.lookup(key)
    if record is None or record.plausible is None:
        return None
    q = leaf.quantity
    low, high = record.plausible
    return max(low, -math.inf if q.low is None else q.low), min(high, math.inf if q.high is None else q.high)


def sampled(key: str, leaf: Leaf) -> str:
    """How the plausible range of a key is sampled; empty if it has no record."""
    record = records.lookup(key)
    return record.sampled(is_whole(leaf)) if record else ""


def is_whole(leaf: Leaf) -> bool:
    """Whether a key takes whole numbers only."""
    return leaf.type is int or int in get_args(leaf.type)


def is_number(leaf: Leaf) -> bool:
    """Whether a key takes numbers."""
    return is_whole(leaf) or leaf.type is float or float in get_args(leaf.type)


def unit_of(leaf: Leaf | None) -> str:
    """The unit of a key; nothing for a pure number, a name or a switch."""
    unit = leaf.quantity.unit if leaf else ""
    return "" if unit in ("1", "name", "true/false") else unit


def admitted(quantity: Quantity, value: float) -> bool:
    """Whether the model is defined for a value."""
    low, high = quantity.low, quantity.high
    return math.isfinite(value) and (low is None or value >= low) and (high is None or value <= high)


def numbers(given: Sequence[Any]) -> list[float]:
    """The numbers among some values; switches are none."""
    return [v for v in given if isinstance(v, int | float) and not isinstance(v, bool)]
