"""Cost of a run against the number of firms, from 300 to 20,000, and from 20,000 to 100,000."""

from __future__ import annotations

import copy
import statistics
from dataclasses import replace

import numpy as np
from timing import interleaved, seconds, table

from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import Timeline

FIRMS = (300, 1000, 3000, 10_000, 20_000)
TIMES = (1, 2, 3, 4, 5)  # the 20,000 firms of uk_full, up to 100,000
LEAST_PRIMES = 10  # one a segment


def measure(rounds: int) -> None:
    """Three ways for a market to be larger: contracts, segments, or requirements in the segments that there are."""
    base = setting(compose(["scenario=dsis_core"]))  # which names no segment
    _print("larger contracts in the same segments", {n: larger(base, n) for n in FIRMS}, rounds)
    _print("more segments of the same size", {n: with_more_segments(base, n) for n in FIRMS}, rounds)
    few = [n for n in FIRMS if n <= 3000]
    _print("more requirements in the same segments", {n: with_more_needs(base, n) for n in few}, rounds)
    full = setting(compose(["world=uk_full"]))
    _print("world uk_full, times 1 to 5", {n: larger(full, n) for n in (_firms(full) * k for k in TIMES)}, rounds)


def _print(title: str, settings: dict[int, Setting], rounds: int) -> None:
    first = next(iter(settings.values()))
    PullThroughModel(first, rng=0).run_for(8)
    cases = {str(n): lambda s=s: seconds(lambda: PullThroughModel(s, rng=1).run()) for n, s in settings.items()}
    found = interleaved(cases, rounds)
    times = np.array([statistics.median(values) for values in found.values()])
    firms = np.array(list(settings), dtype=float)
    rows = []
    for i, n in enumerate(settings):
        slope = np.log(times[i] / times[i - 1]) / np.log(firms[i] / firms[i - 1]) if i else float("nan")
        rows.append([n, f"{1000 * times[i]:.0f}", f"{1e6 * times[i] / n:.0f}", "" if i == 0 else f"{slope:.2f}"])
    note = ""
    if len(firms) > 1:
        whole = np.polyfit(np.log(firms), np.log(times), 1)[0]
        note = f"slope of ln time on ln firms over all: {whole:.2f} (1 is linear)"
    head = ("firms", "ms a run", "us a firm", "slope from the row before")
    table(f"A market for more firms: {title} (medians of {rounds})", head, rows, note)


def larger(base: Setting, firms: int) -> Setting:
    """A world with its population, and all its money, times firms over those it has; as many requirements."""
    times = firms / _firms(base)
    found = _scaled(base, times)
    for segment in found.world.segments.values():
        segment.value_median *= times
    found.world.need.value_cap *= times
    return found


def with_more_segments(base: Setting, firms: int) -> Setting:
    """As many segments, each like the mean one of uk, as there are firms for."""
    times = firms / _firms(base)
    found = _scaled(base, times)
    segments = list(found.world.segments.values())
    number = max(1, round(times * len(segments)))
    mean = replace(
        segments[0],
        sovereignty="open",
        budget_share=1.0 / number,
        requirements=sum(s.requirements for s in segments) / len(segments),
        value_median=float(np.mean([s.value_median for s in segments])),
        value_spread=float(np.mean([s.value_spread for s in segments])),
    )
    found.world.segments = {f"segment_{i}": copy.copy(mean) for i in range(number)}
    for instrument in found.world.instruments.values():
        instrument.segments = []  # those named are gone
    found.world.population.primes = max(number, found.world.population.primes)
    kept = tuple(change for change in found.timeline.changes if not change.lever.startswith("roadmaps."))
    return replace(found, timeline=Timeline(kept))


def with_more_needs(base: Setting, firms: int) -> Setting:
    """As many requirements in each of the ten segments as there are firms for."""
    times = firms / _firms(base)
    found = _scaled(base, times)
    for segment in found.world.segments.values():
        segment.requirements *= times
    return found


def _firms(base: Setting) -> int:
    return base.world.population.suppliers + base.world.population.potential_entrants


def _scaled(base: Setting, times: float) -> Setting:
    """Population, spend and budgets times a factor."""
    world = copy.deepcopy(base.world)
    p = world.population
    p.primes = max(LEAST_PRIMES, round(p.primes * times))
    p.academic_groups = round(p.academic_groups * times)
    p.suppliers = round(p.suppliers * times)
    p.potential_entrants = round(p.potential_entrants * times)
    world.market.spend *= times
    world.market.spending = {year: paid * times for year, paid in world.market.spending.items()}
    changes = (
        replace(change, value=change.value * times) if change.lever.startswith("funding.") else change
        for change in base.timeline.changes
    )
    return replace(base, world=world, timeline=Timeline(tuple(changes)))
