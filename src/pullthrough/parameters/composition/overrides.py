"""The words of a command line, sorted into choices of a group, values of a key, and settings of Hydra."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pullthrough.parameters.checking.problems import Problem, nearest_name, shown
from pullthrough.parameters.files import locate

SEARCHPATH = "hydra.searchpath"
SWEEPER = "hydra/sweeper"
SWEEPERS = ("basic", "batch")
DEEPEST = 30
"""Brackets in each other that a word may have."""


@dataclass(frozen=True)
class Value:
    """One ``key=value``; ``added`` if it was written with a plus."""

    key: str
    value: Any
    added: bool


@dataclass
class Words:
    """A command line after sorting; ``problems`` holds the words that could not be sorted."""

    choices: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    hydra: list[Value] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def as_entry(word: str) -> str:
    """A word that sets one entry of a design, in the form that Hydra's grammar has for it; other words as they are.

    >>> as_entry("design.ranges.policy.engagement.lead=[0,8]")
    'design.ranges={policy.engagement.lead:[0,8]}'
    """
    match = re.fullmatch(r"(\+*design\.(?:ranges|values))\.([^=]+)=(.*)", word, re.DOTALL)
    return f"{match[1]}={{{match[2]}:{match[3]}}}" if match else word


def sort_words(words: Sequence[str], config_dirs: Sequence[str] = ()) -> Words:
    """Parse each word by Hydra's grammar and say which of the three it is, checking the choices of groups."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    parser, groups, found = OverridesParser.create(), locate.groups(config_dirs), Words()
    for word in map(as_entry, words):
        if _depth(word) > DEEPEST:
            key = word.partition("=")[0]
            found.problems.append(Problem(key, word, f"is nested more than {DEEPEST} deep"))
            continue
        try:
            parsed = parser.parse_override(word)
        except (HydraException, ValueError, RecursionError) as error:  # Python reads no number of 5,000 digits
            reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            found.problems.append(Problem(shown(word), word, f"is not of the form key=value: {reason}"))
            continue
        _sort(parsed, word, groups, config_dirs, found)
    return found


def _depth(word: str) -> int:
    """How deep the brackets of a word lie in each other, those in quotes counted too."""
    depth = deepest = 0
    for sign in word:
        depth += (sign in "[{(") - (sign in "]})")
        deepest = max(deepest, depth)
    return deepest


def _sort(parsed: Any, word: str, groups: Sequence[str], config_dirs: Sequence[str], found: Words) -> None:
    key, value = parsed.key_or_group, parsed.value()
    if parsed.is_delete():
        found.problems.append(Problem(key, word, "a key cannot be deleted; set it to a value"))
    elif parsed.is_sweep_override():
        message = (
            "has several values; add -m to run one study for each, and hydra/sweeper=batch to run one study of all"
        )
        found.problems.append(Problem(key, word.partition("=")[2], message))
    elif key == SEARCHPATH:
        found.problems.append(Problem(key, value, "is not supported; name the folder with --config-dir"))
    elif key.startswith("hydra/") and (key != SWEEPER or value not in SWEEPERS):
        message = f"cannot be chosen; of Hydra's parts only {SWEEPER}={' or '.join(SWEEPERS)} can"
        found.problems.append(Problem(key, value, message))
    elif key == SWEEPER:
        found.choices.append(word)
    elif parsed.is_hydra_override():
        found.hydra.append(Value(key, value, parsed.is_add() or parsed.is_force_add()))
    elif key in groups and not isinstance(value, dict):
        problem = _choice_problem(key, value, config_dirs)
        found.problems.extend([problem] if problem else [])
        found.choices.extend([] if problem else [word])
    elif "/" in key or parsed.package is not None:
        message = f"there is no such group (groups: {', '.join(groups)})"
        found.problems.append(Problem(key, value, message, nearest_name(key, groups)))
    else:
        found.values.append(Value(key, value, parsed.is_add() or parsed.is_force_add()))


def _choice_problem(group: str, value: Any, config_dirs: Sequence[str]) -> Problem | None:
    if value is None and group == "experiment":
        return None
    known = locate.names(group, config_dirs)
    for name in value if isinstance(value, list) else [value]:
        if str(name) not in known:
            return Problem(group, name, locate.absence(group, str(name), config_dirs), nearest_name(name, known))
        if len(locate.files(group, str(name), config_dirs)) > 1:
            return Problem(group, name, f"two folders have a {group} of that name; rename one")
    return None
