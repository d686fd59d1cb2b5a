"""What must hold between settings, beyond the range of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.schema.quarters import number_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.world import SIZE_BANDS, Calendar, Market, Population, World

TOLERANCE = 1e-6
YEAR_DIGITS = 4


def check_relations(root: Root) -> list[Problem]:
    """All broken relations of a configuration whose single values are sound."""
    world = root.world
    return [
        *_calendar(world.calendar),
        *_observe(root),
        *_population(world.population),
        *_market(world.market),
        *_spending(world.market),
        *_segments(world),
        *_threats(world),
        *_instruments(world),
        *_rules(world),
    ]


def _not_above(low_key: str, low: float, high_key: str, high: float) -> Iterator[Problem]:
    if low > high:
        yield Problem(low_key, f"{low:g}", f"must not be above {high_key}, which is {high:g}")


def _calendar(calendar: Calendar) -> Iterator[Problem]:
    yield from _not_above(
        "world.calendar.first_year", calendar.first_year, "world.calendar.last_year", calendar.last_year
    )


def _observe(root: Root) -> Iterator[Problem]:
    observe, calendar = root.observe, root.world.calendar
    if calendar.first_year > calendar.last_year:
        return
    years = {"first_year": observe.first_year, "last_year": observe.last_year}
    outside = {key: y for key, y in years.items() if not calendar.first_year <= y <= calendar.last_year}
    for key, year in outside.items():
        message = f"must be a simulated year, {calendar.first_year} to {calendar.last_year} (world.calendar)"
        yield Problem(f"observe.{key}", year, message)
    if not outside:
        yield from _not_above("observe.first_year", observe.first_year, "observe.last_year", observe.last_year)


def _population(population: Population) -> Iterator[Problem]:
    here = "world.population"
    bands = len(SIZE_BANDS)
    for region, firms in population.firms_by_region.items():
        yield from _length(f"{here}.firms_by_region.{region}", firms, bands)
    yield from _length(f"{here}.innovating_share", population.innovating_share, bands)
    if population.suppliers + population.potential_entrants > 0 and not _firms(population):
        message = "has no enterprise in an innovating size band, but world.population asks for firms"
        yield Problem(f"{here}.firms_by_region", population.firms_by_region, message)
    if population.academic_groups > 0 and not sum(population.academia_by_region.values()) > 0:
        message = "must have a region above 0, or world.population.academic_groups must be 0"
        yield Problem(f"{here}.academia_by_region", population.academia_by_region, message)
    for region in population.academia_by_region.keys() - population.firms_by_region.keys():
        message = "is not a region of world.population.firms_by_region"
        yield Problem(f"{here}.academia_by_region.{region}", population.academia_by_region[region], message)
    yield from _length(f"{here}.rd_intensity", population.rd_intensity, len(population.rd_intensity_from))
    yield from _rising(f"{here}.rd_intensity_from", population.rd_intensity_from, strictly=True)
    for name in ("prime_employees", "academic_employees"):
        yield from _length(f"{here}.{name}", getattr(population, name), 2)
        yield from _rising(f"{here}.{name}", getattr(population, name))


def _firms(population: Population) -> bool:
    shares = population.innovating_share
    return any(n * s > 0 for firms in population.firms_by_region.values() for n, s in zip(firms, shares, strict=False))


def _market(market: Market) -> Iterator[Problem]:
    here = "world.market"
    yield from _length(f"{here}.size_curve_share", market.size_curve_share, len(market.size_curve_firms))
    yield from _rising(f"{here}.size_curve_firms", market.size_curve_firms, strictly=True)
    yield from _rising(f"{here}.size_curve_share", market.size_curve_share)


def _spending(market: Market) -> Iterator[Problem]:
    for name in ("spending", "deflator"):
        for year, value in getattr(market, name).items():
            if not (year.isdigit() and len(year) == YEAR_DIGITS):
                yield Problem(f"world.market.{name}.{year}", value, "must have a year of four digits as its key")
    for year in market.spending.keys() - market.deflator.keys():
        message = "needs the price level of the same year in world.market.deflator"
        yield Problem(f"world.market.spending.{year}", market.spending[year], message)


def _threats(world: World) -> Iterator[Problem]:
    for name, threat in world.threats.items():
        here = f"world.threats.{name}"
        if number_of(threat.start) is None:
            yield Problem(f"{here}.start", threat.start, "must be a quarter such as 2022Q2")
        for segment in set(threat.segments) - set(world.segments):
            message = f"world '{world.name}' has no segment of that name (it has: {', '.join(world.segments)})"
            yield Problem(f"{here}.segments", segment, message, nearest_name(segment, world.segments))


def _segments(world: World) -> Iterator[Problem]:
    shares = {name: segment.budget_share for name, segment in world.segments.items()}
    if abs(sum(shares.values()) - 1) > TOLERANCE:
        given = ", ".join(f"{name} {share:g}" for name, share in shares.items()) or "no segments"
        yield Problem("world.segments.*.budget_share", given, f"must add up to 1, not {sum(shares.values()):g}")


def _instruments(world: World) -> Iterator[Problem]:
    for name, instrument in world.instruments.items():
        here = f"world.instruments.{name}"
        yield from _not_above(f"{here}.trl_min", instrument.trl_min, f"{here}.trl_max", instrument.trl_max)
        if not instrument.applicants:
            yield Problem(f"{here}.applicants", [], "must name at least one of sme, prime, academic")
        for segment in set(instrument.segments) - set(world.segments):
            message = f"world '{world.name}' has no segment of that name (it has: {', '.join(world.segments)})"
            yield Problem(f"{here}.segments", segment, message, nearest_name(segment, world.segments))


def _rules(world: World) -> Iterator[Problem]:
    for low, high in (
        ("entry.trl_low", "entry.trl_high"),
        ("need.small_below", "need.large_from"),
        ("need.lead_base", "need.lead_max"),
        ("approvals.second_from", "approvals.third_from"),
        ("approvals.third_from", "approvals.fourth_from"),
    ):
        yield from _not_above(f"world.{low}", _at(world, low), f"world.{high}", _at(world, high))


def _at(world: World, path: str) -> float:
    group, _, name = path.partition(".")
    return float(getattr(getattr(world, group), name))


def _length(key: str, values: Sequence[float], length: int) -> Iterator[Problem]:
    if len(values) != length:
        yield Problem(key, values, f"must have {length} entries, not {len(values)}")


def _rising(key: str, values: Sequence[float], *, strictly: bool = False) -> Iterator[Problem]:
    if any(b < a or (strictly and b == a) for a, b in pairwise(values)):
        yield Problem(
            key, values, "must increase from entry to entry" if strictly else "must not decrease from entry to entry"
        )
