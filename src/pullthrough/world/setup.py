"""The tables of a run before anything happens: sizes, codes, parameters, and who may exist."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any
from zlib import crc32

import numpy as np

from pullthrough.parameters.checking.extended import EXTENSION
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.world import APPLICANTS, EXPORT_SECTORS, SOVEREIGNTY, THEMES, World
from pullthrough.world import tables, tables_trade
from pullthrough.world.capacity import zeros
from pullthrough.world.codes import (
    ACADEMIC,
    ACTIVE,
    CLASS_NAMES,
    KEY_INSTRUMENT,
    KEY_SEGMENT,
    KINDS,
    MOST_INVITED,
    MOST_NEEDS,
    MOST_RIVALS,
    PRIME,
    QUARTERS_PER_YEAR,
    SME,
    TOP_TRL,
    WORK_CLASSES,
)
from pullthrough.world.draws import child, mix
from pullthrough.world.ledger import ACCOUNTS, THOUSANDS_PER_MILLION
from pullthrough.world.places import places
from pullthrough.world.setup_networks import network_tables
from pullthrough.world.spend import real_spend, threats
from pullthrough.world.tables_market import WORK, WORK_CLASS
from pullthrough.world.tables_spending import DEALINGS, LABOUR, MARKS
from pullthrough.world.tables_supply import supply_tables
from pullthrough.world.tables_treatments import LINE, treatments_table

KIND_OF_APPLICANT = {"sme": SME, "prime": PRIME, "academic": ACADEMIC}
FIRST_CAPACITY = 2048  # rows that growing tables have to begin with
GOLDEN = 0.6180339887498949  # its multiples fill the unit interval evenly: segments of organisations by slot


def create(setting: Setting, seed: int) -> tables.Tables:
    """All tables for one run.

    Args:
        setting: world and timeline.
        seed: root of every key, 0 <= seed < 2^63.
    """
    world = setting.world
    quarters = world.calendar.quarters
    with np.errstate(over="ignore"):
        root = mix(np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15))
        segments = _segments(world, root)
        instruments = _instruments(world, root)
    organisations, members = _organisations(world, segments)
    agency = _empty(1, tables.AGENCY)
    agency.seed_key[0] = root
    agency.sme_chain[0] = world.supply_chain.sme_share
    agency.speed[0] = 1.0
    _support_bases(world, organisations, agency)
    rules = _empty(1, tables.RULES)
    fill(rules[0], world)
    clock = _empty(1, tables.CLOCK)
    clock.t[0] = -1
    news = _empty(1, tables.NEWS)
    news.award_rate[0] = world.belief.award_prior
    news.contract_rate[0] = world.belief.contract_prior
    news.award_yearly_new[0] = world.belief.entrant_awards
    news.contract_yearly_new[0] = world.belief.entrant_contracts
    news.award_mean[0] = world.belief.award_size
    news.award_mean_new[0] = world.belief.award_size
    return tables.Tables(
        clock=clock,
        rules=rules,
        **lever_series(setting),
        organisations=organisations,
        technologies=_empty(FIRST_CAPACITY, tables.technology_type(world.dimensions)),
        requirements=_empty(FIRST_CAPACITY, tables.requirement_type(world.dimensions)),
        segments=segments,
        instruments=instruments,
        classes=_classes(world),
        agency=agency,
        news=news,
        careers=_empty(FIRST_CAPACITY, tables.CAREERS),
        places=places(world.population).view(np.recarray),
        members=members,
        suppliers=np.zeros(len(members), np.uint32),
        heirs=_empty(len(members), tables.HEIR),
        roster=np.zeros(FIRST_CAPACITY, np.uint32),
        ripe=np.zeros(FIRST_CAPACITY, np.uint32),
        free=_empty(FIRST_CAPACITY, tables.listener_type(world.dimensions)),
        unfunded=_empty(FIRST_CAPACITY, tables.CANDIDATE),
        open=np.zeros(FIRST_CAPACITY, np.uint32),
        served=_empty(FIRST_CAPACITY, tables.served_type(world.dimensions)),
        notices=np.zeros(FIRST_CAPACITY, np.uint32),
        live=np.zeros(FIRST_CAPACITY, np.uint32),
        scores=np.zeros(FIRST_CAPACITY),
        score_rows=np.zeros(FIRST_CAPACITY, np.uint32),
        bids=_empty(FIRST_CAPACITY, tables.BID),
        gap_left=np.zeros((KINDS, TOP_TRL + 1)),
        sponsor_gap_left=np.zeros(TOP_TRL + 1),
        short_all=np.zeros(MOST_INVITED + 1, np.int32),
        short_all_scores=np.zeros(MOST_INVITED + 1),
        short_newcomers=np.zeros(MOST_INVITED, np.int32),
        short_newcomers_scores=np.zeros(MOST_INVITED),
        best_paid=np.zeros(10, np.int64),
        stocks=_empty(quarters, tables.STOCKS),
        marks=_empty(quarters, MARKS),
        labour=_labour(len(world.population.firms_by_region)),
        dealings=_empty(len(organisations), DEALINGS),
        accounts=np.zeros(len(ACCOUNTS), np.int64),
        export_office=_empty(1, tables_trade.EXPORT_OFFICE),
        investment_screening=_empty(1, tables_trade.INVESTMENT_SCREENING),
        flow=_empty(1, tables.FLOW),
        treatments=treatments_table(),
        lines=_empty(FIRST_CAPACITY, LINE),
        works=zeros((most_works := _most_works(world),), WORK).view(np.recarray),
        peers=np.zeros(most_works, np.uint32),
        work_classes=np.zeros((len(segments), WORK_CLASSES), WORK_CLASS).view(np.recarray),
        left_work=np.zeros(len(organisations), np.int8),
        field=np.zeros(MOST_RIVALS, np.int32),
        **network_tables(world, root, len(organisations), quarters),
        **supply_tables(world, len(organisations)),
    )


def fill(record: Any, config: Any) -> None:
    """Copy the numbers of a schema object into the record of the same shape."""
    for name in record.dtype.names:
        value = getattr(config, name)
        if is_dataclass(value):
            fill(getattr(record, name), value)
        else:
            setattr(record, name, value)


def _empty(rows: int, dtype: np.dtype[Any]) -> Any:
    return np.zeros(rows, dtype).view(np.recarray)


def _segments(world: World, root: np.uint64) -> Any:
    table = _empty(len(world.segments), tables.segment_type(world.dimensions))
    for segment_row, (name, segment) in enumerate(world.segments.items()):
        row = table[segment_row]
        row.key = child(root, KEY_SEGMENT, crc32(name.encode()))  # by name: order does not matter
        row.sovereignty = SOVEREIGNTY.index(segment.sovereignty)
        row.budget_share = segment.budget_share
        row.rate = segment.requirements / QUARTERS_PER_YEAR
        row.most = MOST_NEEDS
        row.value_median = segment.value_median
        row.value_spread = segment.value_spread
        row.import_quality = segment.import_quality
        row.import_price = segment.import_price
        row.export_sector = EXPORT_SECTORS.index(segment.export_sector)
        row.export_market = segment.export_market
        row.export_campaigns = segment.export_campaigns / QUARTERS_PER_YEAR
        row.export_trend = segment.export_trend
        row.capital_offers = segment.capital_offers / QUARTERS_PER_YEAR
        row.criticality = segment.criticality
        row.cooperation = segment.cooperation
        row.rivals = world.belief.rivals
        if world.tender.experience_fade > 0.0:  # as if they had long delivered what they have of payments
            row.foreign_record = world.market.abroad_support * row.rate / world.tender.experience_fade
        row.priority = 1.0
        row.trust = world.private_money.trust
        row.chance = 1.0 / (1.0 + world.belief.rivals)
        row.usual_fit = world.returns.usual_fit
    return table


def _instruments(world: World, root: np.uint64) -> Any:
    table = _empty(len(world.instruments), tables.instrument_type())
    for instrument_row, (name, instrument) in enumerate(world.instruments.items()):
        row = table[instrument_row]
        row.key = child(root, KEY_INSTRUMENT, crc32(name.encode()))
        for column in set(table.dtype.names) & {f.name for f in fields(instrument)} - {"theme"}:
            setattr(row, column, getattr(instrument, column))
        row.bit = 1 << instrument_row
        row.theme = THEMES.index(instrument.theme)
        row.for_segments = sum(1 << list(world.segments).index(name) for name in set(instrument.segments))
        for applicant in APPLICANTS:
            row.admits_kind[KIND_OF_APPLICANT[applicant]] = applicant in instrument.applicants
    table.success_ratio[:] = 1.0
    return table


def _classes(world: World) -> Any:
    table = _empty(len(CLASS_NAMES), tables.CLASS)
    for class_row, name in enumerate(CLASS_NAMES):
        fill(table[class_row], getattr(world.classes, name))
    return table


def _organisations(world: World, segments: Any) -> tuple[Any, np.ndarray]:
    """Slots: primes, academic groups, suppliers, potential entrants; and the members of each segment, primes first."""
    population = world.population
    counts = (population.primes, population.academic_groups, population.suppliers, population.potential_entrants)
    kinds = np.repeat([PRIME, ACADEMIC, SME, SME], counts)
    table = zeros((len(kinds),), tables.organisation_type(world.dimensions)).view(np.recarray)
    table.kind = kinds
    table.slot = np.arange(len(kinds))
    table.standing[: population.primes + population.academic_groups + population.suppliers] = ACTIVE
    shares = np.cumsum(segments.budget_share) / segments.budget_share.sum()
    table.segment = np.minimum(np.searchsorted(shares, (table.slot * GOLDEN + 0.5) % 1.0), len(segments) - 1)
    first = np.arange(min(population.primes, len(segments)))  # every segment has a prime as long as there are enough
    table.segment[first] = first
    order = np.lexsort((table.slot, table.kind != PRIME, table.segment)).astype(np.uint32)
    counts_by_segment = np.bincount(table.segment, minlength=len(segments))
    segments.past_member = np.cumsum(counts_by_segment)
    segments.first_member = segments.past_member - counts_by_segment
    return table, order


def _support_bases(world: World, organisations: Any, agency: Any) -> None:
    """Support spend at the start: primes by the published size curve, SMEs (later) and all others by what is left.

    The curve is of all payments; the part that tenders will bring the primes, in proportion, is left out.
    """
    market = world.market
    total = round(market.spend * (1.0 - market.tendered_share))
    curve = np.interp(
        np.log1p(np.arange(world.population.primes + 1)),
        np.log1p([0.0, *market.size_curve_firms]),
        [0.0, *market.size_curve_share],
    )
    without_tenders = max(0.0, 1.0 - market.tendered_share / max(curve[-1], market.tendered_share))
    bases = np.diff(curve) * without_tenders * market.spend
    organisations.support_base[: world.population.primes] = np.rint(bases).astype(np.int64)
    primes = int(organisations.support_base.sum())
    agency.support_total[0] = total
    agency.others_base[0] = max(0, total - primes - round(market.sme_support_share * total))


def _most_works(world: World) -> int:
    """The most pieces of lasting support work that there can be, and room for a first quarter's new ones.

    A holder of base B has n (B / GBP 1m)^g, g <= 1: at most what equal shares would give all of them together.
    """
    market, support, population = world.market, world.support, world.population
    total = market.spend * (1.0 - market.tendered_share)
    bound = 2 * (total / support.others_size + len(world.segments))
    for holders, base in ((population.primes, total), (population.suppliers, total * market.sme_support_share)):
        mean = base / max(1, holders) / THOUSANDS_PER_MILLION
        bound += holders * (support.works * mean**support.works_elasticity + 1.0)
    return FIRST_CAPACITY + int(bound)


def _labour(regions: int) -> Any:
    table = _empty(regions, LABOUR)
    table.speed = 1.0
    return table


def lever_series(setting: Setting) -> dict[str, Any]:
    """The values of all levers in each quarter: a record for those there is one of, a column a name for the others."""
    world = setting.world
    quarters = world.calendar.quarters
    named = {
        "funding": ("budgets", list(world.instruments)),
        "roadmaps": ("roadmaps", list(world.segments)),
        "clusters": ("cluster_strength", list(world.population.firms_by_region)),
    }
    levers = _empty(quarters, tables.LEVERS)
    columns = {table: np.zeros((quarters, len(names))) for table, names in named.values()}
    for path, series in setting.timeline.values(quarters).items():
        group, _, name = path.partition(".")
        if group in named:
            table, names = named[group]
            columns[table][:, names.index(name)] = series
        elif group != EXTENSION:  # those are in the tables of the extension
            levers[group][name] = series
    dated = {"spend": real_spend(world.market, world.calendar), "threat": threats(world)}
    return {"levers": levers, **dated, **columns}
