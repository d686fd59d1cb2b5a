"""The policy timeline: which value each lever has in each quarter of a run.

A scenario is a list of policies; a policy is a dated overlay of levers. The policies that hold ``always`` give every
lever its first value; each later one replaces what it sets from its date on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.extended import EXTENSION
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.policy.change import Change
from pullthrough.parameters.policy.implementation import Plan, carried_out, carrying_out
from pullthrough.parameters.policy.prices import SUM, at_model_prices
from pullthrough.parameters.policy.prices import problems_of as problems_of_prices
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import Leaf, leaves
from pullthrough.parameters.schema.quarters import ALWAYS, QUARTERS_PER_YEAR, label, number_of
from pullthrough.parameters.schema.world import REGIONS, World

AD_HOC = "policy"
"""Name of the overlay that is set by ``policy.*`` on the command line; from its start on it wins over every policy."""

FROM_WORLD = "world"
"""Where an instrument's budget and the absence of clusters and roadmaps come from when no policy sets them."""

BY_NAME = ("funding", "roadmaps", "clusters", EXTENSION)
"""Groups that hold a lever for each instrument, each segment, each region, and those that an extension adds."""


@dataclass(frozen=True)
class Timeline:
    """All changes of one scenario, in the order in which they happen; every lever has one in quarter 0."""

    changes: tuple[Change, ...]

    def values(self, quarters: int) -> dict[str, NDArray[np.float64]]:
        """The value of each lever in each quarter, shape (quarters,), in the lever's own unit."""
        held: dict[str, NDArray[np.float64]] = {}
        for change in self.changes:
            held.setdefault(change.lever, np.full(quarters, np.nan))[change.quarter :] = change.value
        return held

    def overlaid(self, quarter: int, levers: Mapping[str, float]) -> Timeline:
        """The timeline with levers that keep a value from a quarter on, whatever its policies set later."""
        kept = [c for c in self.changes if c.quarter <= quarter or c.lever not in levers]
        place = sum(c.quarter <= quarter for c in kept)
        kept[place:place] = [Change(quarter, lever, value, AD_HOC) for lever, value in levers.items()]
        return Timeline(tuple(kept))

    def first_difference(self, other: Timeline, quarters: int) -> int | None:
        """The first quarter in which any lever differs from the other timeline; None if none ever does."""
        mine, theirs = self.values(quarters), other.values(quarters)
        differ = [np.flatnonzero(mine[lever] != theirs[lever]) for lever in mine]
        firsts = [int(where[0]) for where in differ if where.size]
        return min(firsts, default=None)


@cache
def lever_paths() -> tuple[str, ...]:
    """The dotted paths of all levers but those of :data:`BY_NAME`."""
    return tuple(leaf.path for leaf in leaves(Levers) if leaf.path not in BY_NAME)


def named_levers(world: World) -> dict[str, float]:
    """Levers of a world's instruments, segments and regions, and of an extension, with the value unless a policy sets one."""
    budgets = {f"funding.{name}": float(instrument.budget) for name, instrument in world.instruments.items()}
    roadmaps = {f"roadmaps.{segment}": 0.0 for segment in world.segments}
    clusters = {f"clusters.{region}": 0.0 for region in world.population.firms_by_region}
    return budgets | roadmaps | clusters | extended.first_levers()


def lever_leaf(lever: str) -> Leaf | None:
    """The declaration of a lever, without ``policy.``: that of its group, if there is one for each name; None if it is none."""
    group = lever.partition(".")[0]
    path = group if group in BY_NAME else lever
    return extended.own_leaf(f"policy.{lever}") or _declared().get(path)


@cache
def _declared() -> Mapping[str, Leaf]:
    """The declaration of every lever by path; read once, since each lever of each policy is looked up here."""
    return {leaf.path: leaf for leaf in leaves(Levers)}


def settings_of(levers: Levers, *, defaults: bool = False) -> dict[str, float]:
    """The levers that a policy sets, by path; with ``defaults`` also those left alone, as nan."""
    found: dict[str, float] = {}
    for path in lever_paths():
        group, _, name = path.partition(".")
        value = getattr(getattr(levers, group), name)
        if value is not None or defaults:
            found[path] = float("nan") if value is None else float(value)
    return found | {f"{group}.{name}": float(v) for group in BY_NAME for name, v in getattr(levers, group).items()}


def compose_timeline(
    policies: Mapping[str, tuple[str, Levers]], world: World, ad_hoc: tuple[str, Levers] | None = None
) -> Timeline:
    """Lay policies over each other in the order of their dates.

    Args:
        policies: (start, levers) of each policy in force, by name.
        world: gives the calendar, the instruments, whose ``budget`` holds unless a policy sets ``funding.<name>``, and
            the regions; a cluster in a region that the world does not have is left out.
        ad_hoc: (start, levers) of an overlay that wins over policies of the same date and of later ones.

    Raises:
        ConfigurationError: if a date is none, or all dates are after the last year, an instrument or region is unknown,
            two policies set one lever differently on one date, or a lever has no value from the beginning.
    """
    layers = [(name, *policy) for name, policy in policies.items()] + ([(AD_HOC, *ad_hoc)] if ad_hoc else [])
    problems = [p for name, start, levers in layers for p in _faults(name, start, levers, world)]
    problems += _too_late([(name, start) for name, start, _ in layers], world)
    if problems:
        raise ConfigurationError(problems)
    dated = [layer for layer in layers if layer[0] != AD_HOC and _order(layer[1]) <= _last(world)]
    problems += _conflicts([(name, start, _settings_in(world, levers)) for name, start, levers in dated])
    changes = [Change(0, lever, value, FROM_WORLD) for lever, value in named_levers(world).items()]
    always = [layer for layer in dated if layer[1] == ALWAYS]
    for name, _, levers in always:
        changes += [Change(0, lever, value, name) for lever, value in _settings_in(world, levers).items()]
    planned = [
        Plan(name, quarter_of(start, world), _settings_in(world, levers), carrying_out(world, levers))
        for name, start, levers in sorted(dated, key=lambda layer: _order(layer[1]))
        if start != ALWAYS
    ]
    changes = carried_out(changes, planned, world.calendar.quarters)
    problems += _missing(changes, list(policies))
    if problems:
        raise ConfigurationError(problems)
    timeline = Timeline(tuple(changes))
    return timeline.overlaid(quarter_of(ad_hoc[0], world), _settings_in(world, ad_hoc[1])) if ad_hoc else timeline


def _settings_in(world: World, levers: Levers) -> dict[str, float]:
    """The levers that a policy sets, sums at 2021 prices, without clusters in regions that a world does not have."""
    named = named_levers(world)
    found = {k: v for k, v in settings_of(levers).items() if k in named or not k.startswith("clusters.")}
    return {k: at_model_prices(v, levers, world.market) if is_sum(k) else v for k, v in found.items()}


def is_sum(lever: str) -> bool:
    """Whether a lever is a sum of money."""
    declared = lever_leaf(lever)
    return declared is not None and declared.quantity.unit.startswith(SUM)


def quarter_of(start: str, world: World) -> int:
    """The quarter of a run in which a policy starts; 0, the first of the burn-in, for 'always' and what came before."""
    return max(0, _order(start) - QUARTERS_PER_YEAR * world.calendar.first_year + world.calendar.burn_in)


def start_problems(where: str, start: str, world: World, *, latest: bool = False) -> Iterator[Problem]:
    """What is wrong with the start of a policy; with ``latest`` also that it comes after the last year."""
    last = world.calendar.last_year
    if start != ALWAYS and number_of(start) is None:
        yield Problem(f"{where}.start", start, f"must be 'always' or a quarter such as 2021Q2, not after {last}Q4")
    elif latest and _order(start) > _last(world):
        yield Problem(f"{where}.start", start, f"must not be after the last simulated quarter, {last}Q4")


def _order(start: str) -> int:
    return -1 if start == ALWAYS else (number_of(start) or 0)


def _last(world: World) -> int:
    return QUARTERS_PER_YEAR * (world.calendar.last_year + 1) - 1


def _too_late(starts: Sequence[tuple[str, str]], world: World) -> Iterator[Problem]:
    """Starts after the end of a run: of the ad-hoc overlay, or of all dated policies; one of several may come too late."""
    dated = [(name, start) for name, start in starts if start != ALWAYS]
    late = [(name, start) for name, start in dated if _order(start) > _last(world)]
    for name, start in late:
        if name == AD_HOC or len(late) == len(dated):
            key = "policy.start" if name == AD_HOC else f"policy {name}.start"
            yield Problem(key, start, f"must not be after the last simulated quarter, {world.calendar.last_year}Q4")


def _faults(name: str, start: str, levers: Levers, world: World) -> Iterator[Problem]:
    where = AD_HOC if name == AD_HOC else f"policy {name}"
    yield from start_problems(where, start, world)
    yield from problems_of_prices(where, levers, world.market)
    regions = {*REGIONS, *world.population.firms_by_region}
    for group, known, what in (
        ("funding", world.instruments, f"world '{world.name}' has no funding instrument of that name (it has"),
        ("roadmaps", world.segments, f"world '{world.name}' has no segment of that name (it has"),
        ("clusters", sorted(regions), "is not a region (regions"),
    ):
        for lever, value in getattr(levers, group).items():
            if lever not in known:
                near = nearest_name(lever, known)
                hint = f"{where}.{group}.{near}" if near else None
                yield Problem(f"{where}.{group}.{lever}", value, f"{what}: {', '.join(known)})", hint)
    for lever, value in levers.extension.items():
        yield from extended.problems_of(f"{where}.{EXTENSION}.{lever}", value, extended.own_levers(), "lever")


def _conflicts(layers: Sequence[tuple[str, str, dict[str, float]]]) -> Iterator[Problem]:
    seen: dict[tuple[int, str], tuple[str, float]] = {}
    for name, start, values in layers:
        for lever, value in values.items():
            other, set_to = seen.setdefault((_order(start), lever), (name, value))
            if set_to != value:
                when = start if start == ALWAYS else f"from {label(_order(start))}"
                message = f"policy '{other}' sets it to {set_to:g} {when} too; give one of them another date"
                yield Problem(f"policy {name}.{lever}", f"{value:g}", message)


def _missing(changes: Sequence[Change], policies: Sequence[str]) -> Iterator[Problem]:
    first = {c.lever for c in changes if c.quarter == 0}
    absent = [lever for lever in lever_paths() if lever not in first]
    if absent:
        message = f"no policy with start 'always' sets {', '.join(absent)}; every lever needs an initial value"
        yield Problem("policies", ", ".join(policies), message)
