"""What is wrong with a configuration, said so that the reader can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One fault.

    Attributes:
        key: the dotted key, or the command-line word, at fault.
        value: the value given (``None`` is shown as ``null``).
        message: what is wrong and what is admitted, with range and unit.
        nearest: the valid name nearest to the one given, if any is near.
    """

    key: str
    value: Any
    message: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f" Did you mean '{self.nearest}'?" if self.nearest else ""
        return f"{self.key} = {shown(self.value)}: {self.message}.{hint}"


class ConfigurationError(ValueError):
    """The configuration cannot be run; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list({str(p): p for p in problems}.values())
        super().__init__(report(self.problems))

    def __reduce__(self) -> tuple[type[ConfigurationError], tuple[list[Problem]]]:
        return ConfigurationError, (self.problems,)


def report(problems: Sequence[Problem]) -> str:
    """All problems as text, one a line."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n".join([f"{count} in the configuration; nothing was run:", *(f"  {p}" for p in problems)])


def shown(value: Any) -> str:
    """A value as it is written in a configuration, cut to a readable length."""
    text = {None: "null", True: "true", False: "false"}.get(value) if isinstance(value, bool | None) else str(value)
    assert text is not None
    return text if len(text) <= 80 else text[:77] + "..."


def nearest_name(name: Any, valid: Iterable[str]) -> str | None:
    """The valid name most like the one given, or None if none is like it."""
    known = list(valid)
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
    if not close:  # a short beginning of a long name
        close = [k for k in known if len(str(name)) >= 3 and k.startswith(str(name)[:3])]
    return close[0] if close else None


def unknown_key(key: str, value: Any, valid: Sequence[str]) -> Problem:
    """The problem of a dotted key that does not exist, with what does exist in its place."""
    near, group = nearest_key(key, valid), key.rpartition(".")[0]
    while group and not _names_in(group, valid):
        group = group.rpartition(".")[0]
    places = sorted(_names_in(group, valid))
    listed = ", ".join(places[:14]) + (", ..." if len(places) > 14 else "")
    where = f"{group} has: {listed}" if group else f"keys begin with one of {listed}"
    return Problem(key, value, "there is no such key" if near else f"there is no such key; {where}", near)


def nearest_key(key: str, valid: Sequence[str]) -> str | None:
    """The valid dotted key that was probably meant by ``key``.

    First a key that ends with it (a group left out), then a misspelt neighbour, then a misspelt key anywhere.
    """
    ends = [v for v in valid if v.endswith("." + key)]
    if len(ends) == 1:
        return ends[0]
    group, _, name = key.rpartition(".")
    if neighbour := nearest_name(name, _names_in(group, valid)):
        return f"{group}.{neighbour}" if group else neighbour
    same_name = [v for v in valid if v.rpartition(".")[2] == name]
    close = difflib.get_close_matches(key, same_name or list(valid), n=1, cutoff=0.3 if same_name else 0.8)
    return close[0] if close else None


def _names_in(group: str, valid: Sequence[str]) -> set[str]:
    prefix = f"{group}." if group else ""
    return {v[len(prefix) :].partition(".")[0] for v in valid if v.startswith(prefix)}
