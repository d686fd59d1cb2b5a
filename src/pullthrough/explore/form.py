"""The levers as the explorer offers them: by the policy that sets them, with range, value, cost and what they may harm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.library import scenario_named
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import FROM_WORLD, lever_leaf, quarter_of
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.register.records import lookup
from pullthrough.present.dates import short_name
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts.regions import label
from pullthrough.text.safe import one_line

STEPS = 40
"""So many steps has the slider of a lever that is no whole number."""
FIRST_REGIME = "Not changed by a policy"


def form(scenario: str, start: str, base: Sequence[str] = (), config_dirs: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Groups of levers of a scenario, with the value that each has when levers are moved.

    Raises:
        ConfigurationError: if there is no such scenario or quarter.
    """
    root = compose([*base, f"scenario={scenario}", f"policy.start={start}"], config_dirs)
    found = setting(root)
    quarters, at = root.world.calendar.quarters, quarter_of(start, root.world)
    values, setter = found.timeline.values(quarters), {}
    for change in found.timeline.changes:
        if change.quarter and change.policy != FROM_WORLD:
            setter[change.lever] = change.policy.partition(".")[0]
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in dict.fromkeys(setter.values())}
    groups[FIRST_REGIME] = []
    for lever, series in values.items():
        groups[setter.get(lever, FIRST_REGIME)].append(_lever(lever, float(series[min(at, quarters - 1)])))
    return [
        {"policy": policy, "title": short_name(policy) if policy != FIRST_REGIME else policy, "levers": levers}
        for policy, levers in groups.items()
        if levers
    ]


def _lever(lever: str, value: float) -> dict[str, Any]:
    leaf = lever_leaf(lever)
    assert leaf is not None, f"{lever} is in a timeline and declared nowhere"
    record, note, words = lookup(f"policy.{lever}"), note_of(lever), human_name(f"policy.{lever}")
    quantity = leaf.quantity
    low, high = record.plausible if record and record.plausible else (quantity.low, quantity.high)
    low, high = float(low if low is not None else 0), float(high if high is not None else max(1.0, 2 * value))
    low, high = min(low, value), max(high, value)
    whole = quantity.unit in ("quarters", "places", "people") or leaf.type is int
    step = 1.0 if whole else _step((high - low) / STEPS)
    worsens = {
        OUTCOMES[name].label if name in OUTCOMES else name: why for name, why in (note.worsens if note else {}).items()
    }
    return {
        "name": lever,
        "title": words[:1].upper() + words[1:],
        "meaning": one_line(quantity.meaning),
        "unit": "" if quantity.unit == "1" else quantity.unit,
        "value": value,
        "low": low,
        "high": high,
        "step": step,
        "plausible": bool(record and record.plausible),
        "cost": one_line(note.cost) if note else "",
        "worsens": worsens,
        "mechanism": one_line(note.mechanism) if note else "",
        "needs": list(note.needs) if note else [],
    }


def _step(size: float) -> float:
    """A round step near a size.

    >>> _step(0.013), _step(260.0)
    (0.01, 200.0)
    """
    if size <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    return next(power * k for k in (5.0, 2.0, 1.0) if power * k <= size * 1.0000001)


def regions(base: Sequence[str] = (), config_dirs: Sequence[str] = ()) -> list[dict[str, str]]:
    """Every region of the world with its name in words, the one in use first."""
    root = compose(base, config_dirs)
    names = sorted(root.world.population.firms_by_region, key=lambda name: (name != root.observe.region, name))
    return [{"name": name, "title": label(name)} for name in names]


def scenarios(config_dirs: Sequence[str] = ()) -> list[dict[str, str]]:
    """Every scenario with its title."""
    return [
        {"name": name, "title": one_line(scenario_named(name, config_dirs).title) or name}
        for name in locate.names("scenario", config_dirs)
    ]
