"""Implementation: how far, how late and for how long announced policies are carried out.

A policy moves a lever from the value b that it found, whichever of its stages does, to the value v that it announces. Carried
out is

    b + c (1 - d)^n (v - b)     from its date + delay on, n whole years later

c the share carried out, d the decay a year; whole-numbered levers are rounded. Policies that hold ``always`` are the regime
itself, and levers set on the command line are what somebody asks about: neither is announced, and both hold in full.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pullthrough.parameters.policy.change import Change
from pullthrough.parameters.schema.policy import CarriedOut, Levers, Stage
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.parameters.schema.world import World

WHOLE = frozenset(leaf.path for leaf in leaves(Levers) if leaf.type in (int, int | None, dict[str, int]))
"""Levers that are whole numbers; of those that there are one of for each name, the group."""

IN_FULL = CarriedOut()


@dataclass(frozen=True)
class Plan:
    """A dated policy: its name, its quarter, the values that it announces, and how far it is carried out."""

    name: str
    quarter: int
    values: Mapping[str, float]
    how: CarriedOut


def carrying_out(world: World, levers: Levers) -> CarriedOut:
    """How far one policy is carried out: what holds for all of them and its own, one after the other."""
    general = world.implementation
    own = levers.implementation if isinstance(levers, Stage) else IN_FULL
    return CarriedOut(
        carried_out=general.carried_out * own.carried_out,
        delay=general.delay + own.delay,
        decay=1.0 - (1.0 - general.decay) * (1.0 - own.decay),
    )


def carried_out(first: Iterable[Change], plans: Iterable[Plan], quarters: int) -> list[Change]:
    """The changes of the regime and of dated policies, in the order in which they happen.

    Args:
        first: values of the regime, in quarter 0.
        plans: dated policies in the order of their dates.
        quarters: length of a run; what would come later does not come.
    """
    changes = list(first)
    held = {change.lever: change.value for change in changes}
    fading: dict[str, list[Change]] = {}  # of each lever the changes of the policy that set it last
    for plan in sorted(plans, key=lambda plan: plan.quarter + plan.how.delay):
        quarter = plan.quarter + plan.how.delay
        if quarter >= quarters and plan.how.delay:
            continue
        for lever, value in plan.values.items():
            before = [change for change in fading.get(lever, ()) if change.quarter < quarter]
            others = [change.value for change in before if not _same_policy(change.policy, plan.name)]
            base = others[-1] if others else held.get(lever, value)
            fading[lever] = [*before, *_effect(plan, lever, quarter, base, value, quarters)]
    changes += [change for of_lever in fading.values() for change in of_lever]
    return sorted(changes, key=lambda change: change.quarter)


def _same_policy(one: str, other: str) -> bool:
    return one.partition(".")[0] == other.partition(".")[0]


def _effect(plan: Plan, lever: str, quarter: int, base: float, value: float, quarters: int) -> Iterator[Change]:
    """The changes of one lever by one policy: one, or one for each year in which a part of it is lost."""
    share = plan.how.carried_out
    yield Change(quarter, lever, _between(lever, base, value, share), plan.name)
    if plan.how.decay > 0.0:
        for later in range(quarter + QUARTERS_PER_YEAR, quarters, QUARTERS_PER_YEAR):
            share *= 1.0 - plan.how.decay
            yield Change(later, lever, _between(lever, base, value, share), plan.name)


def _between(lever: str, base: float, value: float, share: float) -> float:
    if share == 1.0:
        return value
    reached = base + share * (value - base)
    return float(math.floor(reached + 0.5)) if lever in WHOLE or lever.partition(".")[0] in WHOLE else reached
