"""Every number has a source, a grade and a plausible range, and nothing is registered that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pullthrough.parameters import locate
from pullthrough.parameters.compose import compose
from pullthrough.parameters.library import policy_named, stages_of
from pullthrough.parameters.quantity import Leaf
from pullthrough.parameters.register import GRADES, Row, lookup, matches, records, schema_leaves, table
from pullthrough.parameters.register_page import page
from pullthrough.parameters.timeline import settings_of
from pullthrough.parameters.world_schema import World

PAGE = Path(__file__).parents[1] / "docs" / "aqa" / "assumptions.md"
RECORDS = list(records().values())
UNIT_IS_NO_NUMBER = ("name", "true/false")


@cache
def uk() -> World:
    return compose(["world=uk"]).world


@cache
def rows() -> list[Row]:
    return table(uk())


def leaf_of(key: str) -> Leaf | None:
    """The declared key that a record, whose wildcard may be narrower than the schema's, speaks of."""
    fitting = [leaf for leaf in schema_leaves() if matches(leaf.path, key) or matches(key, leaf.path)]
    return fitting[0] if fitting else None


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def test_every_declared_key_has_a_record() -> None:
    missing = [leaf.path for leaf in schema_leaves() if lookup(leaf.path) is None]
    missing += [row.leaf.path for row in rows() if row.record is None]
    assert not missing


def test_no_record_is_an_orphan() -> None:
    unknown = [record.key for record in RECORDS if leaf_of(record.key) is None]
    used = {row.record.key for row in rows() if row.record}
    general = {record.key for record in RECORDS if "*" in record.key}
    unused = [record.key for record in RECORDS if record.key not in used | general]
    assert not unknown
    assert not unused, "a record of a segment or instrument that the uk world does not have"


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.key)
def test_a_record_is_complete(record: Any) -> None:
    assert record.reliability in GRADES
    assert record.assumption == (record.reliability == "D")
    assert record.source.strip() and record.date.strip() and record.note.strip()


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.key)
def test_the_plausible_range_is_inside_the_admitted_range(record: Any) -> None:
    leaf = leaf_of(record.key)
    assert leaf is not None
    if leaf.quantity.unit in UNIT_IS_NO_NUMBER:
        assert record.plausible is None
        return
    low, high = record.plausible
    assert low <= high
    assert leaf.quantity.low is None or low >= leaf.quantity.low
    assert leaf.quantity.high is None or high <= leaf.quantity.high


def test_every_value_of_the_uk_world_is_plausible() -> None:
    faults = [
        f"{row.leaf.path} = {number:g}, plausible {row.record.plausible}"
        for row in rows()
        if row.record and row.record.plausible
        for number in numbers(row.value)
        if not row.record.plausible[0] <= number <= row.record.plausible[1]
    ]
    assert not faults


def test_every_lever_of_every_policy_is_plausible() -> None:
    faults = []
    for name in locate.names("policy"):
        for part, stage in stages_of(name, policy_named(name)).items():
            for lever, value in settings_of(stage).items():
                record = lookup(f"policy.{lever}")
                assert record is not None and record.plausible is not None
                if not record.plausible[0] <= value <= record.plausible[1]:
                    faults.append(f"{part}: {lever} = {value}, plausible {record.plausible}")
    assert not faults


def test_an_own_record_goes_before_a_wildcard() -> None:
    assert lookup("world.segments.nuclear.sovereignty") is records()["world.segments.nuclear.sovereignty"]
    assert lookup("world.segments.land.sovereignty") is records()["world.segments.*.sovereignty"]
    assert lookup("world.population.firms_by_region.east") is records()["world.population.firms_by_region"]
    assert lookup("world.population.no_such_key") is None


def test_the_same_key_twice_is_refused(tmp_path: Path) -> None:
    entry = "world.name: {source: s, date: 1, reliability: D, assumption: true, note: n}\n"
    (tmp_path / "a.yaml").write_text(entry)
    (tmp_path / "b.yaml").write_text(entry)
    with pytest.raises(ValueError, match="has a record already"):
        records(tmp_path)


def test_a_record_with_a_field_too_many_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "world.name: {source: s, date: 1, reliability: D, assumption: true, note: n, unit: m}\n"
    )
    with pytest.raises(ValueError, match="is not a record"):
        records(tmp_path)


def test_the_page_of_assumptions_is_up_to_date() -> None:
    command = "python -m pullthrough.parameters.register > docs/aqa/assumptions.md"
    assert PAGE.read_text(encoding="utf-8") == page(uk()), f"run {command}"
