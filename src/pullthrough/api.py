"""The model as a function: settings in, outcomes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from numbers import Integral
from pathlib import Path
from typing import Any

from pullthrough.parameters.checking.extended import Declared
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.schema.quantity import LARGEST_SEED

NOT_PLAIN = ("null", "true", "false", "nan", "inf")
"""Names that Hydra's grammar reads as something else, unless they are quoted."""


def run(overrides: Mapping[str, Any] | Sequence[str] = (), seed: int = 1, extension: Any = None) -> dict[str, float]:
    """Run the tested scenario once and give its outcomes.

    Args:
        overrides: settings by dotted key, ``{"world": "tiny", "policy.pipeline.horizon": 8}``, or the words of a
            command line, ``["world=tiny", "policy.pipeline.horizon=8"]``.
        seed: the seed of this one run, as in the column ``seed`` of a study's ``summary.csv``.
        extension: rules of your own (:mod:`pullthrough.extension`): a file, the name of a module, a module, or an
            ``Extension``.

    Returns:
        Every outcome of ``pullthrough.observe.registry.OUTCOMES`` by name, those of the extension included; nan where it is
        not defined.

    Raises:
        pullthrough.parameters.checking.problems.ConfigurationError: listing everything that is wrong with the settings.
    """
    if problems := list(_seed_problems(seed)):
        raise ConfigurationError(problems)
    chosen = setting(compose(words(overrides), (), declared(extension)))
    from pullthrough.model import PullThroughModel

    return PullThroughModel(chosen, rng=int(seed)).run().results().outcomes


def declared(extension: Any) -> Declared | None:
    """What an extension adds to the settings, once it is loaded; None for none.

    Raises:
        ConfigurationError: with everything that is wrong with it.
    """
    if extension is None:
        return None
    from pullthrough.extension.loading import load

    return load(extension).declared


def words(overrides: Mapping[str, Any] | Sequence[str]) -> list[str]:
    """Settings as the words of a command line.

    Raises:
        ConfigurationError: if they are neither a mapping nor a list of words, or hold what has no written form.
    """
    if isinstance(overrides, Mapping):
        return [f"{key}={_written(str(key), value)}" for key, value in overrides.items()]
    if isinstance(overrides, str) or not isinstance(overrides, Iterable):
        message = 'must be settings by key, {"world": "tiny"}, or a list of words, ["world=tiny"]'
        raise ConfigurationError([Problem("overrides", overrides, message)])
    return [str(word) for word in overrides]


def literal(value: Any) -> str:
    """A Python value in Hydra's grammar; arrays are lists.

    >>> literal([1, 2.5, "a b", None, True])
    "[1,2.5,'a b',null,true]"

    Raises:
        TypeError: for a value that has no form there.
    """
    if hasattr(value, "tolist"):  # a NumPy array or number
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        plain = value.isidentifier() and value.lower() not in NOT_PLAIN
        return value if plain else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{k}:{literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Path):
        return literal(str(value))
    if isinstance(value, Sequence | Set):
        return "[" + ",".join(literal(v) for v in value) + "]"
    raise TypeError(f"a {type(value).__name__} has no form in a configuration")


def _written(key: str, value: Any) -> str:
    try:
        return literal(value)
    except (TypeError, ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, TypeError) else "it has no end"
        message = f"must be a number, a name, true or false, or a list or table of these: {reason}"
        raise ConfigurationError([Problem(key, value, message)]) from None


def _seed_problems(seed: Any) -> Iterator[Problem]:
    is_whole = isinstance(seed, Integral) and not isinstance(seed, bool)
    if not is_whole or not 0 <= seed <= LARGEST_SEED:
        yield Problem("seed", seed, f"must be a whole number from 0 to {LARGEST_SEED:g}")
