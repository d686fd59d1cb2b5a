"""A package of policy taken apart: its measures, and the timeline in which only some of them are in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.policy.timeline import AD_HOC, Timeline


@dataclass(frozen=True)
class Measure:
    """A part of a package: some levers, or some policies.

    Attributes:
        name: what it is called.
        holds: paths of levers, or names of policies.
    """

    name: str
    holds: frozenset[str]


@dataclass(frozen=True)
class Package:
    """The difference between two scenarios, in measures.

    Attributes:
        against, tested: with none of the measures, and with all of them.
        measures: its parts; a set of them is a whole number whose bit i stands for measure i.
        by_policy: whether measures hold policies, not levers.
    """

    against: Setting
    tested: Setting
    measures: tuple[Measure, ...]
    by_policy: bool

    @property
    def all(self) -> int:
        """The set of all measures."""
        return (1 << len(self.measures)) - 1

    def setting(self, members: int) -> Setting:
        """The setting in which only these measures are in force; none gives the baseline, all the tested scenario.

        Of levers: each has the values of the tested scenario if its measure is in force, else those of the baseline. Of
        policies: the scenario without the policies that are not in force, those laid over them staying as they are.
        """
        if members == 0:
            return self.against
        if members == self.all:
            return self.tested
        chosen = [m for i, m in enumerate(self.measures) if members >> i & 1]
        held = frozenset().union(*(m.holds for m in chosen))
        every = frozenset().union(*(m.holds for m in self.measures))
        title = " + ".join(m.name for m in chosen)
        timeline = _without(self.tested, every - held) if self.by_policy else self._mixed(held)
        return replace(self.tested, name=f"{self.tested.name}[{title}]", title=title, timeline=timeline)

    def _mixed(self, held: frozenset[str]) -> Timeline:
        changes = [c for c in self.against.timeline.changes if c.lever not in held]
        changes += [c for c in self.tested.timeline.changes if c.lever in held]
        return Timeline(tuple(sorted(changes, key=lambda change: change.quarter)))  # stable: later layers stay later


def package(against: Setting, tested: Setting, by: str, merged: Mapping[str, Sequence[str]]) -> Package:
    """The measures of which the difference between two scenarios consists.

    Args:
        by: ``policy`` (with its dated parts), ``group`` (of levers) or ``lever``.
        merged: measures put together by name.
    """
    parts = _policies(against, tested) if by == "policy" else differing(against, tested)
    named = {name: frozenset(p for p in parts if _among(p, holds)) for name, holds in merged.items()}
    left = [p for p in parts if not any(p in holds for holds in named.values())]
    own: dict[str, set[str]] = {}
    for part in left:
        own.setdefault(part if by == "lever" else part.partition(".")[0], set()).add(part)
    measures = [Measure(name, holds) for name, holds in (named | {n: frozenset(h) for n, h in own.items()}).items()]
    return Package(against, tested, tuple(measures), by == "policy")


def faults(found: Package, merged: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What is wrong with the measures of a package."""
    if not found.measures:
        yield Problem("scenario", found.tested.name, f"does not differ from {found.against.name}: nothing to attribute")
    for name, holds in merged.items():
        if not next(m for m in found.measures if m.name == name).holds:
            message = "holds nothing in which the two scenarios differ"
            yield Problem(f"study.attribute.measures.{name}", list(holds), message)
    for part in sorted({p for m in found.measures for p in m.holds}):
        owners = [m.name for m in found.measures if part in m.holds]
        if len(owners) > 1:
            message = f"is in more than one measure: {', '.join(owners)}"
            yield Problem(f"study.attribute.measures.{owners[1]}", part, message)
    if any(AD_HOC in m.holds for m in found.measures):
        message = "levers set on the command line are not a policy that can be removed; write a policy file, or split by lever"
        yield Problem("study.attribute.by", "policy", message)
    elif found.by_policy and found.measures:
        every = frozenset().union(*(m.holds for m in found.measures))
        if not _same(_without(found.tested, every), found.against):
            message = (
                f"must hold every policy of {found.against.name}, in the same order, so that taking the others away "
                "leaves that scenario"
            )
            yield Problem("scenario", found.tested.name, message)


def differing(against: Setting, tested: Setting) -> list[str]:
    """The levers that differ between two scenarios in any quarter: in the order of declaration, budgets last."""
    n = tested.world.calendar.quarters
    a, b = against.timeline.values(n), tested.timeline.values(n)
    found = [lever for lever in b if lever not in a or not np.array_equal(a[lever], b[lever])]
    return sorted(found, key=lambda lever: lever.startswith("funding."))


def _policies(against: Setting, tested: Setting) -> list[str]:
    """The policies of the tested scenario that the baseline does not have, in the order of their dates."""
    there = {c.policy for c in against.timeline.changes}
    return list(dict.fromkeys(c.policy for c in tested.timeline.changes if c.policy not in there))


def _without(setting: Setting, policies: Iterable[str]) -> Timeline:
    left_out = set(policies)
    return Timeline(tuple(c for c in setting.timeline.changes if c.policy not in left_out))


def _same(timeline: Timeline, other: Setting) -> bool:
    n = other.world.calendar.quarters
    return timeline.first_difference(other.timeline, n) is None


def _among(part: str, holds: Sequence[str]) -> bool:
    return any(part == h or part.startswith(f"{h}.") for h in holds)
