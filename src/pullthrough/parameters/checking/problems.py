"""What is wrong with a configuration, said so that the reader can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

MOST_ALIKE = 3
"""Problems with the same message that are said one by one; of further ones only the keys are named."""
SMALL_WORDS = frozenset(("of", "the", "a", "an", "in", "for", "to", "per", "and"))


@dataclass(frozen=True)
class Problem:
    """One fault.

    Attributes:
        key: the dotted key, or the command-line word, at fault.
        value: the value given (``None`` is shown as ``null``).
        message: what is wrong and what is admitted, with range and unit.
        nearest: the valid name nearest to the one given, if any is near.
        file: the file in which it stands, if it is not a word of the command.
    """

    key: str
    value: Any
    message: str
    nearest: str | None = None
    file: Path | None = None

    def __str__(self) -> str:
        hint = f" Did you mean '{self.nearest}'?" if self.nearest else ""
        where = f" (in {_short(self.file)})" if self.file else ""
        return f"{self.key} = {shown(self.value)}: {self.message}{where}.{hint}"

    def standing_in(self, file: Path | None) -> Problem:
        """The same problem, with the file in which it stands."""
        return replace(self, file=file)


class ConfigurationError(ValueError):
    """The configuration cannot be run; ``problems`` lists everything that is wrong with it.

    Attributes:
        problems: the causes.
        consequences: how many more there are that follow from these, and go with them.
    """

    def __init__(self, problems: Sequence[Problem], consequences: int = 0) -> None:
        self.problems = list({str(p): p for p in problems}.values())
        self.consequences = consequences
        super().__init__(report(self.problems, consequences))

    def __reduce__(self) -> tuple[type[ConfigurationError], tuple[list[Problem], int]]:
        return ConfigurationError, (self.problems, self.consequences)


def report(problems: Sequence[Problem], consequences: int = 0) -> str:
    """All problems as text, one a line; of many that are alike the first few, and the keys of the rest."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(problem.message, []).append(problem)
    lines = []
    for problem in problems:
        same = alike[problem.message]
        place = same.index(problem)
        if place < MOST_ALIKE or len(same) == MOST_ALIKE + 1:
            lines.append(f"  {problem}")
        elif place == MOST_ALIKE:
            rest = same[MOST_ALIKE:]
            lines.append(f"  and {len(rest)} more of this kind: {', '.join(p.key for p in rest)}")
    if consequences:
        further = "1 more problem follows" if consequences == 1 else f"{consequences} more problems follow"
        lines.append(f"  {further} from {'this' if len(problems) == 1 else 'these'}")
    return "\n".join([f"{count} in the configuration; nothing was run:", *lines])


def shown(value: Any) -> str:
    """A value as it is written in a configuration, on one line, cut to a readable length."""
    try:
        named = {None: "null", True: "true", False: "false"}
        text = named[value] if isinstance(value, bool | None) else str(value)
    except (ValueError, RecursionError):  # more digits, or deeper, than Python writes
        text = "(a value that contains itself)"
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= 80 else text[:77] + "..."


def nearest_name(name: Any, valid: Iterable[str]) -> str | None:
    """The valid name most like the one given, or None if none is like it.

    Names are compared sign by sign and word by word, so that ``share_of_cost`` finds ``cost_share``.
    """
    text, known = str(name)[:100], list(valid)
    scores = {k: max(_by_sign(text, k), _by_word(text, k)) for k in known}
    best = max(known, key=lambda k: scores[k], default=None)
    if best is not None and scores[best] >= 0.6:
        return best
    close = [k for k in known if len(text) >= 3 and k.startswith(text[:3])]  # a short beginning of a long name
    return close[0] if close else None


def _by_sign(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, other, one)
    if matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6:
        return 0.0
    return matcher.ratio()


def _by_word(one: str, other: str) -> float:
    """Which share of the letters of two names is in words that both have, in any order; a misspelt word counts."""
    mine, theirs = _words(one), list(_words(other))
    letters = sum(map(len, mine)) + sum(map(len, theirs))
    if len(mine) + len(theirs) < 3:  # one word each: compared sign by sign
        return 0.0
    shared = 0.0
    for word in mine:
        likeness = {w: 1.0 if w == word else _by_sign(w, word) for w in theirs}
        match = max(likeness, key=lambda w: likeness[w], default=word)
        if likeness.get(match, 0.0) >= 0.8:
            theirs.remove(match)
            shared += likeness[match] * (len(word) + len(match))
    return shared / letters


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    found = tuple(w for w in re.split(r"[^a-z0-9]+", name.lower()) if w)
    return tuple(w for w in found if w not in SMALL_WORDS) or found


def _short(file: Path) -> Path:
    """A file as seen from here, where it lies below; else its whole name."""
    try:
        return file.relative_to(Path.cwd())
    except (ValueError, OSError):
        return file


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
