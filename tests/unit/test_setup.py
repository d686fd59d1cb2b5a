"""The world before anything happens: who exists, where, how large, and who is paid what."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import pullthrough
from pullthrough.model import PullThroughModel
from pullthrough.parameters.schema.world import World
from pullthrough.world import tables
from pullthrough.world.capacity import ensure_capacity
from pullthrough.world.codes import ACADEMIC, ACTIVE, OUTSIDE, PRIME, SME
from pullthrough.world.places import SME_BANDS, intensity, places
from pullthrough.world.tables import read_clock

if TYPE_CHECKING:
    from conftest import Tiny

PEOPLE = {"population.primes": 7, "population.academic_groups": 5, "population.suppliers": 40,
          "population.potential_entrants": 30}  # fmt: skip


@pytest.fixture(scope="module")
def world(uncompiled: Tiny) -> World:
    return uncompiled.setting(PEOPLE).world


@pytest.fixture(scope="module")
def model(uncompiled: Tiny) -> PullThroughModel:
    return uncompiled.model(PEOPLE, compiled=False)


def test_everybody_is_there_in_the_right_standing(model: PullThroughModel) -> None:
    org = model.tables.organisations
    count = {
        (k, s): int(((org.kind == k) & (org.standing == s)).sum())
        for k in (PRIME, SME, ACADEMIC)
        for s in (OUTSIDE, ACTIVE)
    }
    assert count == {(PRIME, ACTIVE): 7, (ACADEMIC, ACTIVE): 5, (SME, ACTIVE): 40, (SME, OUTSIDE): 30,
                     (PRIME, OUTSIDE): 0, (ACADEMIC, OUTSIDE): 0}  # fmt: skip
    assert len(set(org.key.tolist())) == len(org)


def test_sizes_lie_in_the_bands_of_the_kind(model: PullThroughModel) -> None:
    org = model.tables.organisations
    smes = org.employees[org.kind == SME]
    assert smes.min() >= SME_BANDS[0][0] and smes.max() < SME_BANDS[-1][1]
    assert org.employees[org.kind == PRIME].min() >= 250
    assert np.allclose(org.ln_employees, np.log(org.employees))


def test_every_region_and_band_has_its_share_of_the_places(world: World) -> None:
    table = places(world.population)
    firms = world.population.firms_by_region
    weights = [
        [n * share for n, share in zip(counts[:-1], world.population.innovating_share, strict=False)]
        for counts in firms.values()
    ]
    smes = table[table["kind"] == SME]
    shares = np.diff(smes["share_up_to"], prepend=0.0).reshape(len(firms), len(SME_BANDS))
    np.testing.assert_allclose(shares, np.array(weights) / np.sum(weights), atol=1e-12)
    for kind in (PRIME, SME, ACADEMIC):
        assert table["share_up_to"][table["kind"] == kind][-1] == 1.0
    academia = world.population.academia_by_region
    groups = np.diff(table["share_up_to"][table["kind"] == ACADEMIC], prepend=0.0)
    np.testing.assert_allclose(groups, np.array([academia[r] for r in firms]) / sum(academia.values()), atol=1e-12)


def test_research_intensity_is_read_from_the_table_by_size(world: World) -> None:
    population = world.population
    starts, values = population.rd_intensity_from, population.rd_intensity
    for start, value in zip(starts, values, strict=True):
        assert intensity(population, start) == value
    assert intensity(population, starts[1] - 0.5) == values[0]
    assert intensity(population, 10 * starts[-1]) == values[-1]


def test_primes_are_paid_along_the_size_curve(model: PullThroughModel, world: World) -> None:
    """The curve is of all payments: support at the start, and what tenders bring in proportion to it."""
    bases = model.tables.organisations.support_base[model.tables.organisations.kind == PRIME]
    assert np.all(np.diff(bases) <= 1)  # the largest first, up to rounding
    tendered = world.market.spend * world.market.tendered_share
    paid = np.cumsum(bases) * (1 + tendered / bases.sum())
    for rank, share in zip(world.market.size_curve_firms, world.market.size_curve_share, strict=True):
        if rank <= len(bases):
            assert paid[int(rank) - 1] == pytest.approx(share * world.market.spend, abs=2 * len(bases))


def test_support_work_adds_up(model: PullThroughModel, world: World) -> None:
    w = model.tables
    total = round(world.market.spend * (1 - world.market.tendered_share))
    smes = (w.organisations.kind == SME) & (w.organisations.standing == ACTIVE)
    assert w.organisations.support_base[smes].sum() == pytest.approx(
        world.market.sme_support_share * total, abs=len(smes)
    )
    assert w.organisations.support_base[~smes & (w.organisations.kind != PRIME)].sum() == 0
    assert w.organisations.support_base.sum() + w.agency.others_base[0] == pytest.approx(total, abs=len(smes))


def test_segments_have_members_by_their_share_of_the_budget(tiny: Tiny) -> None:
    model = tiny.model({"population.suppliers": 400})
    w = model.tables
    for s, segment in enumerate(w.segments):
        mine = w.members[segment.first_member : segment.past_member]
        assert np.all(w.organisations.segment[mine] == s)
        assert w.organisations.kind[mine[0]] == PRIME, "primes come first"
        primes = w.organisations.kind[mine] == PRIME
        assert np.all(np.diff(primes.astype(int)) <= 0)
        assert len(mine) / len(w.members) == pytest.approx(segment.budget_share, abs=0.03)
    assert sorted(w.members.tolist()) == list(range(len(w.organisations)))


def test_a_segment_is_known_by_its_name_and_not_by_its_place(tiny: Tiny) -> None:
    turned = dict(reversed(list(tiny.setting().world.segments.items())))
    one, other = tiny.model(), tiny.model({"segments": turned})
    assert one.tables.segments.key.tolist() == other.tables.segments.key.tolist()[::-1]


def test_every_number_of_the_schema_reaches_the_rules(model: PullThroughModel, world: World) -> None:
    def compare(record: Any, config: Any) -> int:
        seen = 0
        for name in record.dtype.names:
            value = getattr(config, name)
            if is_dataclass(value):
                seen += compare(getattr(record, name), value)
            else:
                assert getattr(record, name) == value
                seen += 1
        return seen

    groups = [f.name for f in fields(world) if is_dataclass(getattr(world, f.name))]
    assert compare(model.tables.rules[0], world) >= len(groups)


def test_every_number_of_an_instrument_reaches_its_row(model: PullThroughModel, world: World) -> None:
    for row, (name, instrument) in zip(model.tables.instruments, world.instruments.items(), strict=True):
        for column in (
            "trl_min",
            "trl_max",
            "award_cap",
            "cost_share",
            "once",
            "weight_fit",
            "decision_time",
            "carry_over",
        ):
            assert getattr(row, column) == getattr(instrument, column), (name, column)
        assert row.admits_kind[SME] == ("sme" in instrument.applicants)
        assert row.admits_kind[PRIME] == ("prime" in instrument.applicants)
        assert row.admits_kind[ACADEMIC] == ("academic" in instrument.applicants)
    assert len(set(model.tables.instruments.bit.tolist())) == len(world.instruments)


def test_levers_hold_from_their_quarter(tiny: Tiny) -> None:
    later = {"pipeline.horizon": 9, "funding.open_call": 4321}
    model = tiny.model(levers={"pipeline.horizon": 3}, later=later, start=10)
    assert model.tables.levers.pipeline.horizon.tolist() == [3] * 10 + [9] * (model.quarters - 10)
    column = list(model.setting.world.instruments).index("open_call")
    assert set(model.tables.budgets[10:, column]) == {4321.0}
    assert 4321.0 not in set(model.tables.budgets[:10, column])


def test_quarters_are_burn_in_and_years(uncompiled: Tiny) -> None:
    calendar = {"calendar.burn_in": 6, "calendar.first_year": 2012, "calendar.last_year": 2014}
    assert uncompiled.setting(calendar).world.calendar.quarters == 6 + 12


def test_making_room_moves_and_changes_nothing(tiny: Tiny) -> None:
    model = tiny.run(quarters=3)
    before = model.tables
    before.clock.technologies[0] = len(before.technologies)  # as if every row were in use
    before.clock.requirements[0] = len(before.requirements)
    after = ensure_capacity(before, read_clock(before))
    for name in ("technologies", "requirements", "roster", "bids", "notices"):
        old, new = getattr(before, name), getattr(after, name)
        assert len(new) > len(old)
        assert new[: len(old)].tobytes() == old.tobytes()
        assert not any(new[len(old) :].tobytes())
    assert after.organisations is before.organisations
    assert ensure_capacity(after, read_clock(after)) is after


def test_every_column_of_every_table_is_used() -> None:
    package = Path(pullthrough.__file__).parent
    text = "".join(path.read_text() for path in package.rglob("*.py") if path.name != "tables.py")
    types = [tables.organisation_type(2), tables.technology_type(2), tables.requirement_type(2), tables.segment_type(2),
             tables.instrument_type(), *(value for value in vars(tables).values() if isinstance(value, np.dtype))]  # fmt: skip
    unused = {name for dtype in types for name in dtype.names or () if not re.search(rf"\b{name}\b", text)}
    assert not unused
