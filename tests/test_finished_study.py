"""A finished study that is run again does only what has not been done."""

from __future__ import annotations

from pathlib import Path

from pullthrough.parameters.composition.compose import compose
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage import made_from

WORDS = ["world=tiny", "replicates=2", "study.executor=serial", "world.calendar.last_year=2016"]
TABLES = ("summary.csv", "series_quantiles.csv", "curves_quantiles.csv")


def test_tables_are_written_again_only_if_they_are_not_those_of_the_runs(tmp_path: Path) -> None:
    root = compose(WORDS)
    compare(root, tmp_path)
    written = {name: (tmp_path / name).stat().st_mtime_ns for name in TABLES}
    compare(root, tmp_path)
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in TABLES} == written
    summary = (tmp_path / "summary.csv").read_bytes()
    (tmp_path / "summary.csv").write_text("something else\n")
    (tmp_path / "curves_quantiles.csv").unlink()
    compare(root, tmp_path)
    assert (tmp_path / "summary.csv").read_bytes() == summary
    assert (tmp_path / "curves_quantiles.csv").is_file()


def test_a_note_that_says_nothing_is_as_good_as_none(tmp_path: Path) -> None:
    record, table = tmp_path / "note.json", tmp_path / "table.csv"
    table.write_text("a,b\n")
    assert not made_from.are_made(record, "the runs", [table])
    made_from.note(record, "the runs", [table])
    assert made_from.are_made(record, "the runs", [table])
    assert not made_from.are_made(record, "other runs", [table])
    assert not made_from.are_made(record, "the runs", [table, tmp_path / "another.csv"])
    for text in ("", "[]", "{", "\0", '{"from": 1}'):
        record.write_text(text)
        assert not made_from.are_made(record, "the runs", [table])
