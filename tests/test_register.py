"""Every number has a source, a grade and a plausible range, and nothing is registered that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.library import policy_named, stages_of
from pullthrough.parameters.policy.timeline import settings_of
from pullthrough.parameters.register.records import (
    DECIDED,
    DISTRIBUTIONS,
    GRADES,
    Record,
    Row,
    lookup,
    matches,
    records,
    schema_leaves,
    table,
)
from pullthrough.parameters.register.review import first_review, overdue, warning
from pullthrough.parameters.schema.quantity import Leaf
from pullthrough.parameters.schema.world import World
from pullthrough.present.pages.parameters import page, sampled, screened

SCREENING = Path(__file__).parents[1] / "experiments" / "screening_dsis" / "screening.csv"
RECORDS = list(records().values())
UNIT_IS_NO_NUMBER = ("name", "true/false")


@cache
def uk() -> World:
    return compose(["world=uk"]).world


@cache
def rows() -> list[Row]:
    return table(uk())


@cache
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


def test_a_record_is_complete() -> None:
    graded = [r.key for r in RECORDS if r.reliability not in GRADES or r.decided not in DECIDED]
    agreed = [r.key for r in RECORDS if (r.decided == "source") != (r.reliability != "D")]
    said = [r.key for r in RECORDS if not (r.source.strip() and r.date.strip() and r.note.strip())]
    assert RECORDS and (graded, agreed, said) == ([], [], [])


def is_inside(record: Record) -> bool:
    """Whether a record's plausible range is one, and inside the admitted range; what is no number has none."""
    leaf = leaf_of(record.key)
    assert leaf is not None
    if leaf.quantity.unit in UNIT_IS_NO_NUMBER:
        return record.plausible is None
    if record.plausible is None:
        return False
    low, high = record.plausible
    above = leaf.quantity.low is None or low >= leaf.quantity.low
    return low <= high and above and (leaf.quantity.high is None or high <= leaf.quantity.high)


def test_the_plausible_range_is_inside_the_admitted_range() -> None:
    assert [record.key for record in RECORDS if not is_inside(record)] == []


def test_an_uncertain_number_says_how_it_is_sampled() -> None:
    wrong = []
    for record in RECORDS:
        leaf = leaf_of(record.key)
        assert leaf is not None
        right = (sampled(leaf, record) in DISTRIBUTIONS) == record.uncertain
        if record.distribution:  # uniform and discrete follow from the type of the number
            positive = record.plausible is not None and record.plausible[0] > 0
            right &= record.distribution == "loguniform" and positive and leaf.type is not int
        if not right:
            wrong.append(record.key)
    assert wrong == []


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


DEFAULTS = "defaults: {decided: hand, reliability: D, date: 2020, review_by: 2030-06-30}\n"
ENTRY = "world.name: {source: s, note: n}\n"


def test_defaults_of_a_file_hold_where_a_record_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULTS + ENTRY + "world.dimensions: {source: t, note: n, date: 1990-99}\n")
    found = records(tmp_path)
    assert found["world.name"] == Record("world.name", "s", "2020", "D", "hand", date(2030, 6, 30), None, "", "n")
    assert found["world.dimensions"].date == "1990-99"


def test_the_same_key_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(DEFAULTS + ENTRY)
    with pytest.raises(ValueError, match="has a record already"):
        records(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DEFAULTS + "world.name: {source: s, note: n, unit: m}\n", "is not a record"),
        (DEFAULTS + "world.name: {source: s}\n", "it has no note"),
        (ENTRY, "it has no date, decided, reliability, review_by"),
        (DEFAULTS + "world.name: {source: s, note: n, assumption: true}\n", "instead of 'assumption' say 'decided'"),
        (DEFAULTS + "world.name: {source: s, note: n, review_by: soon}\n", "soon"),
        ("defaults: {note: n}\n" + ENTRY, "note cannot have a default"),
    ],
)
def test_what_is_not_a_whole_record_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(ValueError, match=message):
        records(tmp_path)


def test_reviews_are_overdue_from_the_day_after(tmp_path: Path) -> None:
    later = "world.dimensions: {source: s, note: n, review_by: 2031-01-01}\n"
    (tmp_path / "a.yaml").write_text(DEFAULTS + ENTRY + later)
    assert first_review(tmp_path) == date(2030, 6, 30)
    assert overdue(date(2030, 6, 30), tmp_path) == ()
    assert overdue(date(2030, 7, 1), tmp_path) == ("world.name",)
    assert overdue(date(2031, 1, 2), tmp_path) == ("world.name", "world.dimensions")


def test_the_first_review_of_the_project_is_found_without_reading_every_record() -> None:
    assert first_review(locate.config_folder() / "register") == min(record.review_by for record in RECORDS)


def test_the_warning_names_what_is_overdue() -> None:
    assert warning(()) == ""
    assert "2 entries in the register of assumptions (a, b)" in warning(("a", "b"))
    assert "(a, b, c and 2 more)" in warning(tuple("abcde"))


def test_the_tables_of_the_register_have_every_record_and_the_screened_effects() -> None:
    tables = page(uk(), screened(SCREENING))
    rows = {row.record.key for row in table(uk()) if row.record}
    assert all(f"| `{key}` |" in tables for key in rows)
    assert any(f"| {effect} |" in tables for effect in screened(SCREENING).values())


def test_the_computed_effect_of_an_assumption_stands_in_brackets_if_it_may_be_chance(tmp_path: Path) -> None:
    table = tmp_path / "screening.csv"
    head = "of,outcome,unit,factor,mu,mu_star,mu_star_low,mu_star_high,sigma,noise,n\n"
    rows = ["effect,adoptions_per_year,,a,-1,1.234,1.0,1.5,1,0.5,8", "effect,adoptions_per_year,,b,0,0.5,0.2,0.7,1,0.5,8",
            "policy,adoptions_per_year,,c,1,9,8,10,1,0.5,8", "effect,public_cost,,d,1,9,8,10,1,0.5,8"]  # fmt: skip
    table.write_text(head + "\n".join(rows) + "\n")
    assert screened(table) == {"a": "1.2", "b": "(0.5)"}
