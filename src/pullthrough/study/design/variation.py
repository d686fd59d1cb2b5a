"""A setting with some of its values replaced: what a point of a design makes of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.policy.timeline import FROM_WORLD, Timeline, named_levers

WORLD, POLICY = "world.", "policy."
Value = float | int | str | bool


def varied(base: Setting, values: Mapping[str, Value], *, levers: bool = True) -> Setting:
    """A setting with the values of a point.

    Args:
        base: the scenario.
        values: new values by dotted key; ``world.`` begins those of the world, in which ``*`` stands for every segment
            or instrument, and ``policy.`` those of levers, which hold from ``base.lever_start``.
        levers: whether the scenario takes the levers; a baseline takes values of the world only.

    Returns:
        What the same words on a command line would give, with the scenario's own name.
    """
    world, chosen = base.world, dict[str, float]()
    for key, value in values.items():
        if key.startswith(WORLD):
            world = _replaced(world, key.removeprefix(WORLD).split("."), value)
        elif levers:
            chosen[key.removeprefix(POLICY)] = float(value)
    timeline = base.timeline
    if world is not base.world:
        first = named_levers(world)
        kept = [
            replace(c, value=first.get(c.lever, c.value)) if c.policy == FROM_WORLD else c for c in timeline.changes
        ]
        timeline = Timeline(tuple(kept))
    return replace(base, world=world, timeline=timeline.overlaid(base.lever_start, chosen))


def _replaced(node: Any, names: list[str], value: Any) -> Any:
    """A copy of a tree of settings with one value replaced; the parts that are not on its way are shared."""
    if not names:
        return type(node)(value)
    if isinstance(node, Mapping):
        chosen = list(node) if names[0] == "*" else [names[0]]
        return {**node, **{name: _replaced(node[name], names[1:], value) for name in chosen}}
    return replace(node, **{names[0]: _replaced(getattr(node, names[0]), names[1:], value)})


def current(base: Setting, key: str) -> Any:
    """The value of a key in a setting; of a lever that at the end of the run, of a ``*`` that of the first name."""
    if key.startswith(POLICY):
        return [c.value for c in base.timeline.changes if c.lever == key.removeprefix(POLICY)][-1]
    node: Any = base.world
    for name in key.removeprefix(WORLD).split("."):
        first = next(iter(node)) if name == "*" else name
        node = node[first] if isinstance(node, Mapping) else getattr(node, first)
    return node
