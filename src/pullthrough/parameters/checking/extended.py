"""What an extension adds to the settings: levers and numbers of the world, in two groups that the model leaves empty.

    policy.extension.<lever>      world.extension.<number>

An extension is code. A command line or a program names it and so loads it (:mod:`pullthrough.extension.loading`); no
configuration can. Loading declares here what the extension adds. A process works with one extension at a time, or with
none: the one of the settings that it looked at last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.schema.quantity import Leaf, Quantity

EXTENSION = "extension"
"""Name of the setting and of both groups."""

LEVERS, NUMBERS = f"policy.{EXTENSION}.", f"world.{EXTENSION}."
GIVE = "name it with --extension FILE.py or extension=MODULE, or as the argument extension= of a function"


@dataclass(frozen=True)
class Origin:
    """Which code an extension is. Plain data: a setting that has it can be sent to another process.

    Attributes:
        name: the file without its ending, or the module.
        sha256: of the source.
        where: the file; empty for a module, and for an extension that a program made itself.
        files: name and text of each source file, so that every worker runs the very text that was hashed.
    """

    name: str
    sha256: str
    where: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """What settings call it: its name, and enough of the hash to tell two versions apart."""
        return f"{self.name} {self.sha256[:10]}"


@dataclass(frozen=True)
class Number:
    """A number that an extension adds: a lever of government, or a number of the world.

    Attributes:
        unit: physical or monetary unit, ``"1"`` for a pure number.
        low, high: the closed range in which the rules are defined.
        meaning: one sentence in the words of the field.
        value: of a number of the world its value; of a lever the one that it has until a policy sets it.
        record: source, date, reliability, ... as in ``configs/register``.
        effect: of a lever mechanism, channel, cost and worsens, as in ``configs/register/levers``.
        whole: whether it takes whole numbers only.
    """

    unit: str
    low: float
    high: float
    meaning: str
    value: float
    record: Mapping[str, Any]
    effect: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False

    @property
    def type(self) -> type:
        """What Python calls its values."""
        return int if self.whole else float

    @property
    def quantity(self) -> Quantity:
        """Its declaration, as one of the schema's."""
        return Quantity(self.unit, self.low, self.high, self.meaning)


@dataclass(frozen=True)
class Declared:
    """What an extension adds that is known by name: its levers, its numbers of the world, and its outcomes."""

    origin: Origin
    levers: Mapping[str, Number]
    numbers: Mapping[str, Number]
    outcomes: Mapping[str, Any] = field(default_factory=dict)


_known: dict[str, Declared] = {}
_in_use: Declared | None = None


def know(declared: Declared) -> None:
    """Note that code has been loaded: settings can name it from now on, in this process."""
    _known[declared.origin.key] = declared


def known(key: str) -> Declared | None:
    """The extension that settings name; None if they name none, or one that nobody has loaded here."""
    return _known.get(key)


def use(declared: Declared | None) -> None:
    """Say which extension this process works with from now on."""
    global _in_use
    _in_use = declared


def in_use() -> Declared | None:
    """The extension that this process works with."""
    return _in_use


def own_levers() -> Mapping[str, Number]:
    """The levers of the extension in use, by name."""
    return _in_use.levers if _in_use else {}


def own_numbers() -> Mapping[str, Number]:
    """Its numbers of the world, by name."""
    return _in_use.numbers if _in_use else {}


def own_outcomes() -> Mapping[str, Any]:
    """Its outcomes, by name."""
    return _in_use.outcomes if _in_use else {}


def first_levers() -> dict[str, float]:
    """The value that each lever of the extension has until a policy sets it, by the lever's path."""
    return {f"{EXTENSION}.{name}": float(number.value) for name, number in own_levers().items()}


def own_leaf(key: str) -> Leaf | None:
    """The declaration of a dotted key, if the extension in use adds it."""
    for start, numbers in ((LEVERS, own_levers()), (NUMBERS, own_numbers())):
        if key.startswith(start) and (number := numbers.get(key.removeprefix(start))):
            return Leaf(key, number.type, number.quantity)
    return None


def own_numbers_of_register() -> Iterator[tuple[str, Number]]:
    """Each number that the extension in use adds, with its dotted key."""
    yield from ((LEVERS + name, number) for name, number in own_levers().items())
    yield from ((NUMBERS + name, number) for name, number in own_numbers().items())


def filled(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A tree of settings in which each number of the extension has a value: its own, unless one is given."""
    world = tree.get("world")
    if not isinstance(world, Mapping) or not isinstance(given := world.get(EXTENSION, {}), Mapping):
        return dict(tree)
    values = {name: number.value for name, number in own_numbers().items()} | dict(given)
    return {**tree, "world": {**world, EXTENSION: values}}


def problems_of_world(world: Any) -> Iterator[Problem]:
    """What is wrong with the numbers in ``world.extension``."""
    given = world.get(EXTENSION) if isinstance(world, Mapping) else None
    for name, value in given.items() if isinstance(given, Mapping) else ():
        yield from problems_of(NUMBERS + str(name), value, own_numbers(), "number of the world")


def problems_of(key: str, value: Any, numbers: Mapping[str, Number], what: str) -> Iterator[Problem]:
    """What is wrong with the value of a key of an extension.

    Args:
        key: dotted, its last part the name.
        value: what it is set to.
        numbers: the lever or numbers that the extension has.
        what: which of the two, in words.
    """
    group, _, name = key.rpartition(".")
    if name in numbers:
        yield from value_problems(key, value, numbers[name].type, numbers[name].quantity)
    elif _in_use is None:
        yield Problem(key, value, f"belongs to an extension ({what}), and none is loaded; {GIVE}")
    else:
        near = nearest_name(name, numbers)
        known = ", ".join(numbers) or "none"
        message = f"the extension '{_in_use.origin.name}' has no {what} of that name (it has: {known})"
        yield Problem(key, value, message, f"{group}.{near}" if near else None)


def problems_of_name(name: Any) -> Iterator[Problem]:
    """What is wrong with an extension that settings name: it must have been loaded, since settings load none."""
    if not name:
        return
    if name not in _known:
        yield Problem(EXTENSION, name, f"is code, and a configuration cannot load code; {GIVE}")
