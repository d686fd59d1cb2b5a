"""From the words of a command line to one checked, typed configuration.

Hydra puts together the files that the words choose. Values are laid on top here, without types, so that the whole tree
can be checked at once (``check.py``, ``relations.py``, the timeline) and every fault is reported together.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pullthrough.parameters import batch, locate, timeline
from pullthrough.parameters.build import build
from pullthrough.parameters.check import check_tree, known_keys
from pullthrough.parameters.overrides import Value, Words, sort_words
from pullthrough.parameters.problems import ConfigurationError, Problem, unknown_key
from pullthrough.parameters.relations import check_relations
from pullthrough.parameters.root_schema import Root
from pullthrough.parameters.setting import setting

CODE_KEYS = ("_target_", "class", "()")
OWN_CODE = ("hydra._internal.", "hydra_plugins.", "logging.", "colorlog.")
BY_NAME = tuple(f"policy.{group}." for group in timeline.BY_NAME)
"""Beginnings of keys that need not stand in a file already: levers of instruments and regions."""


def compose(overrides: Sequence[str] = (), config_dirs: Sequence[str | Path] = ()) -> Root:
    """The configuration that Hydra override words such as ``world=tiny`` or ``policy.pipeline.horizon=8`` give.

    Args:
        overrides: the words, by Hydra's grammar.
        config_dirs: further folders with groups, scenarios and policies, as given by ``--config-dir``.

    Raises:
        ConfigurationError: with every problem of the words, the files and the values.
    """
    dirs = [str(Path(d).resolve()) for d in config_dirs]
    absent = [Problem("--config-dir", d, "there is no such folder") for d in dirs if not Path(d).is_dir()]
    if absent:
        raise ConfigurationError(absent)
    words = sort_words(list(overrides), dirs)
    problems = words.problems
    try:
        base = _composed([*words.choices, *words.hydra], dirs)
    except ConfigurationError as error:  # a setting of Hydra may be at fault; check the rest without them
        problems += error.problems
        base = _composed(words.choices, dirs)
    problems += _foreign_code(base.pop("hydra"), "hydra")
    tree, unlaid = _laid(base, words.values, dirs)
    problems += unlaid + [p for p in check_tree(Root, tree) if "${" not in str(p.value)]
    if problems:
        raise ConfigurationError(problems + _further(base, words, problems, dirs))
    return check(tree)


def check(tree: dict[str, Any]) -> Root:
    """A plain tree as a typed configuration.

    Raises:
        ConfigurationError: with every problem of the tree.
    """
    problems = check_tree(Root, tree)
    if problems:
        raise ConfigurationError(problems)
    root = build(Root, tree)
    problems = check_relations(root) + [p for tested in (True, False) for p in _timeline_problems(root, tested)]
    if problems:
        raise ConfigurationError(problems)
    return root


def _timeline_problems(root: Root, tested: bool) -> list[Problem]:
    try:
        setting(root, tested=tested)
    except ConfigurationError as error:
        return error.problems
    return []


def _further(base: dict[str, Any], words: Words, problems: Sequence[Problem], dirs: Sequence[str]) -> list[Problem]:
    """What else is wrong once the faulty words are left out; nothing, where the world is not the one meant."""
    faulty = {re.sub(r"\[\d+\]", "", p.key) for p in problems}
    if any(key.split("/")[0] == "world" for key in faulty):
        return []
    sound = [v for v in words.values if not any(f"{key}.".startswith(f"{v.key}.") for key in faulty)]
    try:
        check(_laid(base, sound, dirs)[0])
    except ConfigurationError as error:
        further = Words(values=sound)
        return error.problems + (
            _further(base, further, error.problems, dirs) if len(sound) < len(words.values) else []
        )
    return []


def _laid(base: dict[str, Any], values: Sequence[Value], dirs: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
    """The plain tree of the chosen files with values laid on top, and the values that could not be laid."""
    from omegaconf import OmegaConf

    known = known_keys(Root, base)
    config = OmegaConf.create(base)
    unlaid = [p for value in values for p in _lay(config, value, known)]
    unresolved = _unresolved(config)
    tree = OmegaConf.to_container(config, resolve=not unresolved)
    assert isinstance(tree, dict)
    return {str(k): v for k, v in tree.items()} | {"config_dirs": list(dirs)}, unlaid + unresolved


def _composed(words: Sequence[str], dirs: Sequence[str]) -> dict[str, Any]:
    """What Hydra makes of the files, untyped, with its settings under ``hydra``; a changed file is read again."""
    stamps = tuple((str(f), f.stat().st_mtime_ns) for d in locate.folders(dirs) for f in sorted(d.rglob("*.yaml")))
    return copy.deepcopy(_composed_of(tuple(words), tuple(dirs), stamps))


@lru_cache(maxsize=16)
def _composed_of(words: tuple[str, ...], dirs: tuple[str, ...], stamps: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    import hydra
    from hydra.core.config_store import ConfigStore
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    ConfigStore.instance().store(name="root_schema", node={})
    batch.register()
    path = ", ".join(f"'file://{d}'" for d in dirs)
    try:
        with hydra.initialize_config_dir(str(locate.config_folder()), job_name="pullthrough", version_base="1.3"):
            config = hydra.compose("config", [*words, f"hydra.searchpath=[{path}]"], return_hydra_config=True)
    except (HydraException, OmegaConfBaseException, YAMLError, OSError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise ConfigurationError([Problem("configuration", " ".join(words), f"cannot be composed: {reason}")]) from None
    tree = OmegaConf.to_container(config, resolve=False)
    assert isinstance(tree, dict)
    return {str(k): v for k, v in tree.items()}


def _lay(config: Any, given: Value, known: Sequence[str]) -> list[Problem]:
    """Set one value; without a plus its key must exist already, as in Hydra, save for levers of instruments and regions."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    key, hidden = given.key, any(part.startswith("_") for part in given.key.split("."))
    exists = key.startswith(BY_NAME) or any(k == key or k.startswith(key + ".") for k in known)
    if key.split(".")[0] == "config_dirs":
        return [Problem(key, given.value, "name the folder with --config-dir")]
    if not (exists or hidden or given.added):
        return [unknown_key(key, given.value, known)]
    try:
        OmegaConf.update(config, key, given.value, merge=True, force_add=True)
    except (OmegaConfBaseException, ValueError, TypeError, AttributeError, KeyError):
        return [unknown_key(key, given.value, known)]
    return []


def _unresolved(config: Any) -> list[Problem]:
    """References such as ``${world.name}`` that lead nowhere."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        OmegaConf.to_container(config, resolve=True)
    except (OmegaConfBaseException, ValueError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return [Problem(getattr(error, "full_key", None) or "configuration", "${...}", f"cannot be resolved: {reason}")]
    return []


def _foreign_code(tree: Any, path: str) -> list[Problem]:
    """Settings of Hydra that would make it call code other than its own and logging's."""
    if isinstance(tree, list):
        return [p for i, v in enumerate(tree) for p in _foreign_code(v, f"{path}[{i}]")]
    if not isinstance(tree, dict):
        return []
    found = []
    for key, value in tree.items():
        if key in CODE_KEYS and not str(value).startswith(OWN_CODE):
            found.append(Problem(f"{path}.{key}", value, "is refused: a configuration cannot run code"))
        found += _foreign_code(value, f"{path}.{key}")
    return found
