"""The model as a function: settings in, outcomes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullthrough.parameters.compose import compose
from pullthrough.parameters.setting import setting


def run(overrides: Mapping[str, Any] | Sequence[str] = (), seed: int = 1) -> dict[str, float]:
    """Run the tested scenario once and give its outcomes.

    Args:
        overrides: settings by dotted key, ``{"world": "tiny", "policy.pipeline.horizon": 8}``, or the words of a
            command line, ``["world=tiny", "policy.pipeline.horizon=8"]``.
        seed: the seed of this one run, as in the column ``seed`` of a study's ``summary.csv``.

    Returns:
        Every outcome of ``pullthrough.observe.registry.OUTCOMES`` by name; nan where it is not defined.

    Raises:
        pullthrough.parameters.problems.ConfigurationError: listing everything that is wrong with the settings.
    """
    from pullthrough.model import PullThroughModel

    chosen = setting(compose(words(overrides)))
    return PullThroughModel(chosen, rng=int(seed)).run().results().outcomes


def words(overrides: Mapping[str, Any] | Sequence[str]) -> list[str]:
    """Settings as the words of a command line."""
    if isinstance(overrides, Mapping):
        return [f"{key}={literal(value)}" for key, value in overrides.items()]
    return [str(word) for word in overrides]


def literal(value: Any) -> str:
    """A Python value in Hydra's grammar.

    >>> literal([1, 2.5, "a b", None, True])
    "[1,2.5,'a b',null,true]"
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return value if value.isidentifier() else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{k}:{literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ",".join(literal(v) for v in value) + "]"
    return str(value.item() if hasattr(value, "item") else value)
