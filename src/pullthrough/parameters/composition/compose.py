"""From the words of a command line to one checked, typed configuration.

Hydra puts together the files that the words choose; that is kept for as long as the files stay as they are. Values are
laid on top here, without types, so that the whole tree can be checked at once (``check.py``, ``relations.py``, the
timeline) and every fault is reported together. Nothing here is shared with Hydra's own entry points, so that any thread
may compose, inside a Hydra application too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullthrough.parameters.checking import extended, references
from pullthrough.parameters.checking.build import build
from pullthrough.parameters.checking.check import check_tree, known_keys
from pullthrough.parameters.checking.extended import Declared
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, unknown_key
from pullthrough.parameters.checking.relations import check_relations
from pullthrough.parameters.composition import hydra_settings
from pullthrough.parameters.composition.overrides import Value, Words, sort_words
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy import timeline
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.schema.root import Root

if TYPE_CHECKING:
    from pullthrough.parameters.composition.hydra_files import Composed

BY_NAME = (*(f"policy.{group}." for group in timeline.BY_NAME), extended.NUMBERS)
"""Beginnings of keys that need not stand in a file already: levers of instruments and regions, settings of an extension."""
NOT_NAMED = ("world", "config.yaml")
"""Files of the project that are not named in a problem: their own values are sound, what does not fit is elsewhere."""


@dataclass(frozen=True)
class Whole:
    """A checked configuration, and what belongs to it.

    Attributes:
        root: the configuration.
        tree: the same, plain.
        hydra: Hydra's own settings, plain and unresolved.
        words: the words that gave it.
    """

    root: Root
    tree: dict[str, Any]
    hydra: dict[str, Any]
    words: tuple[str, ...]

    @property
    def set_of_hydra(self) -> set[str]:
        """Which of Hydra's settings are not as in ``config.yaml``, by word or by file."""
        return hydra_settings.changed(self.hydra, _standard())


def compose(
    overrides: Sequence[str] = (), config_dirs: Sequence[str | Path] = (), extension: Declared | None = None
) -> Root:
    """The configuration that Hydra override words such as ``world=tiny`` or ``policy.pipeline.horizon=8`` give.

    Raises:
        ConfigurationError: as :func:`compose_whole`.
    """
    return compose_whole(overrides, config_dirs, extension).root


def compose_whole(
    overrides: Sequence[str] = (), config_dirs: Sequence[str | Path] = (), extension: Declared | None = None
) -> Whole:
    """The configuration that override words give, with Hydra's own settings.

    Args:
        overrides: the words, by Hydra's grammar.
        config_dirs: further folders with groups, scenarios and policies, as given by ``--config-dir``.
        extension: what is added to the settings by code of the user's own; no word and no file can name one.

    Raises:
        ConfigurationError: with every problem of the words, the files and the values.
    """
    extended.use(extension)
    dirs = [str(Path(d).resolve()) for d in config_dirs]
    absent = [Problem("--config-dir", d, "there is no such folder") for d in dirs if not Path(d).is_dir()]
    if absent:
        raise ConfigurationError(absent)
    words = sort_words(list(overrides), dirs)
    base = _composed(words.choices, dirs)
    hydra, standard = base.hydra, _standard()
    for given in words.hydra:
        hydra = _placed(hydra, given.key.split(".")[1:], given.value)
    tree, unlaid = _laid(base.tree, words.values, dirs)
    named = Problem(
        extended.EXTENSION, tree.get("extension"), f"is code, and a configuration cannot load code; {extended.GIVE}"
    )
    unlaid += [named] if tree.get("extension") else []
    tree = extended.filled(tree | {"extension": extension.origin.key if extension else ""})
    problems = words.problems + hydra_settings.problems_of(hydra, standard)
    problems += hydra_settings.folder_problems(hydra, standard, tree, list(overrides))
    problems += unlaid + [p for p in _problems_of(tree) if "${" not in str(p.value)]
    try:
        if problems:
            raise ConfigurationError(problems + _further(base.tree, words, problems, dirs))
        return Whole(_related(tree), tree, hydra, tuple(overrides))
    except ConfigurationError as error:
        raise ConfigurationError([_at_home(p, base, words, dirs) for p in error.problems], error.consequences) from None


def check(tree: dict[str, Any]) -> Root:
    """A plain tree as a typed configuration.

    Raises:
        ConfigurationError: with every problem of the tree.
    """
    extended.use(extended.known(str(tree.get("extension", ""))))
    tree = extended.filled(tree)
    problems = [*extended.problems_of_name(tree.get("extension")), *_problems_of(tree)]
    if problems:
        raise ConfigurationError(problems)
    return _related(tree)


def _problems_of(tree: Mapping[str, Any]) -> list[Problem]:
    return [*check_tree(Root, tree), *extended.problems_of_world(tree.get("world"))]


def _related(tree: dict[str, Any]) -> Root:
    """A tree of sound values as a typed configuration, once they are sound together."""
    root = build(Root, tree)
    problems = check_relations(root)
    follow = [p for tested in (True, False) for p in _timeline_problems(root, tested)]
    if any(problem.key.startswith("world.calendar.") for problem in problems):  # no date is right in such years
        raise ConfigurationError(problems, consequences=len(set(map(str, follow))))
    if problems or follow:
        raise ConfigurationError(problems + follow)
    return root


def _timeline_problems(root: Root, tested: bool) -> list[Problem]:
    try:
        setting(root, tested=tested)
    except ConfigurationError as error:
        return error.problems
    return []


def _further(base: Mapping[str, Any], words: Words, problems: Sequence[Problem], dirs: Sequence[str]) -> list[Problem]:
    """What else is wrong once the faulty words are left out; nothing, where the world is not the one meant."""
    faulty = {re.sub(r"\[\d+\]", "", p.key) for p in problems}
    if any(key.split("/")[0] == "world" for key in faulty):
        return []
    sound = [v for v in words.values if not any(f"{key}.".startswith(f"{v.key}.") for key in faulty)]
    try:
        own = extended.in_use()
        check(_laid(base, sound, dirs)[0] | {extended.EXTENSION: own.origin.key if own else ""})
    except ConfigurationError as error:
        further = Words(values=sound)
        return error.problems + (
            _further(base, further, error.problems, dirs) if len(sound) < len(words.values) else []
        )
    return []


def _at_home(problem: Problem, base: Composed, words: Words, dirs: Sequence[str]) -> Problem:
    """A problem with the file in which it stands, unless a word of the command set the value."""
    key = re.sub(r"\[\d+\]", "", problem.key)
    given = [v.key for v in (*words.values, *words.hydra)]
    if problem.file or any(f"{key}.".startswith(f"{word}.") or word.startswith(f"{key}.") for word in given):
        return problem
    group, _, rest = key.partition(" ")
    if rest and group in locate.LIBRARIES:  # policy patient.engagement.lead
        files = locate.files(group, rest.partition(".")[0], dirs)
        return problem.standing_in(files[0] if len(files) == 1 else None)
    file = base.said_by(key)
    own = locate.config_folder()
    if file is None or (file.is_relative_to(own) and file.relative_to(own).parts[0] in NOT_NAMED):
        return problem
    return problem.standing_in(file)


def _laid(
    base: Mapping[str, Any], values: Sequence[Value], dirs: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """The plain tree of the chosen files with values laid on top, and the values that could not be laid."""
    known = known_keys(Root, base)
    tree: dict[str, Any] = dict(base)
    unlaid: list[Problem] = []
    for given in values:
        problem = _misplaced(given, known)
        if problem:
            unlaid.append(problem)
        else:
            tree = _placed(tree, given.key.split("."), given.value)
    tree, unresolved = references.resolved(tree)
    return tree | {"config_dirs": list(dirs)}, unlaid + unresolved


def _misplaced(given: Value, known: Sequence[str]) -> Problem | None:
    """Without a plus a key must exist already, as in Hydra, save for levers of instruments and regions."""
    key, hidden = given.key, any(part.startswith("_") for part in given.key.split("."))
    exists = key.startswith(BY_NAME) or any(k == key or k.startswith(key + ".") for k in known)
    if key.split(".")[0] == "config_dirs":
        return Problem(key, given.value, "name the folder with --config-dir")
    return None if exists or hidden or given.added else unknown_key(key, given.value, known)


def _placed(node: Any, parts: Sequence[str], value: Any) -> Any:
    """A copy of a tree in which the value at a path is another; a table is laid over a table, anything else replaced."""
    if parts:
        below = node if isinstance(node, Mapping) else {}
        return {**below, parts[0]: _placed(below.get(parts[0]), parts[1:], value)}
    if isinstance(node, Mapping) and isinstance(value, Mapping):
        laid: dict[Any, Any] = dict(node)
        for key, inner in value.items():
            laid[key] = _placed(node.get(key), (), inner)
        return laid
    return value


def _composed(words: Sequence[str], dirs: Sequence[str]) -> Composed:
    """What Hydra makes of the files, untyped; a changed file is read again."""
    return _composed_of(tuple(words), tuple(dirs), tuple(locate.stamps(dirs)))


@cache
def _standard() -> dict[str, Any]:
    """Hydra's settings as they are without words and files of others."""
    from pullthrough.parameters.composition.hydra_files import composed

    return composed((), (), only_hydra=True).hydra


@lru_cache(maxsize=64)
def _composed_of(words: tuple[str, ...], dirs: tuple[str, ...], stamps: tuple[tuple[str, int, int], ...]) -> Composed:
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    from pullthrough.parameters.composition.hydra_files import composed

    try:
        return composed(words, dirs)
    except (HydraException, OmegaConfBaseException, YAMLError) as error:
        reason = str(error)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError) as error:
        reason = str(error) or type(error).__name__
    text = " ".join(reason.split()).rstrip(".")
    raise ConfigurationError([Problem("configuration", " ".join(words), f"cannot be composed: {text}")])
