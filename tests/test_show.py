"""``pullthrough show``: tables of what there is, readable, and ready for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from pullthrough import cli
from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking import extended
from pullthrough.parameters.files import locate
from pullthrough.parameters.register.levers import lever_leaves
from pullthrough.parameters.register.records import schema_leaves
from pullthrough.present.listings import LISTINGS


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert cli.command(["show", *words]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("table", LISTINGS)
def test_every_table_has_one_line_a_row_and_every_column_as_csv(capsys: pytest.CaptureFixture[str], table: str) -> None:
    lines = shown(capsys, table)
    rows = list(csv.DictReader(StringIO("\n".join(shown(capsys, table, "--csv")))))
    assert len(lines) == len(rows) + 1
    assert all(line == line.rstrip() for line in lines)
    for line, row in zip(lines[1:], rows, strict=True):
        assert line.startswith(next(iter(row.values())))


def test_the_tables_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    first = {table: {line.split()[0] for line in shown(capsys, table)[1:]} for table in LISTINGS}
    assert first["levers"] >= {leaf.path for leaf in lever_leaves()}
    assert first["outcomes"] == set(OUTCOMES)
    assert first["scenarios"] == set(locate.names("scenario"))
    assert first["policies"] >= set(locate.names("policy"))
    assert len(first["assumptions"]) > len(schema_leaves())


def test_words_choose_rows_and_one_row_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "levers", "ENGAGEMENT")
    assert len(lines) > 3 and sum("engagement" in line for line in lines[1:]) > 2
    text = "\n".join(shown(capsys, "levers", "engagement.lead"))
    assert "mechanism" in text and "can worsen" in text and "gap_closed" in text
    assert max(map(len, text.splitlines())) <= 120


def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.command(["show", "lever"]) == 2
    assert "Did you mean 'levers'?" in capsys.readouterr().err
    assert cli.command(["show", "levers", "nosuchword"]) == 1
    assert "no row of levers contains nosuchword" in capsys.readouterr().err
    assert cli.command(["show", "policies", "dsis2021"]) == 1
    assert "Did you mean 'dsis_2021" in capsys.readouterr().err
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "bad.yaml").write_text("start: 2018Q1\nengagment: {lead: 3}\n")
    assert cli.command(["show", "policies", f"--config-dir={tmp_path}"]) == 2
    assert "engagement" in capsys.readouterr().err


def test_folders_of_yours_are_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "mine.yaml").write_text("start: 2018Q1\nengagement: {lead: 3}\n")
    assert any(line.startswith("mine ") for line in shown(capsys, "policies", f"--config-dir={tmp_path}"))
    assert "mine 2018Q1: 3" in "\n".join(shown(capsys, "levers", "engagement.lead", f"--config-dir={tmp_path}"))


def test_what_an_extension_adds_is_shown_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Its levers, numbers and outcomes, by the verbs that look up the model's own; without it nobody knows them."""
    named = ["--extension", str(Path(__file__).parents[1] / "examples" / "extension" / "tax_credit.py")]
    try:
        for table, name in (
            ("levers", "extension.tax_credit_rate"),
            ("assumptions", "world.extension.tax_credit_take_up"),
            ("outcomes", "tax_credit_cost"),
        ):
            assert cli.command(["show", table, name, *named]) == 0 and name in capsys.readouterr().out
        assert cli.command(["explain", "extension.tax_credit_rate", *named]) == 0
        assert "Range: 0 to 0.5" in capsys.readouterr().out
    finally:
        extended.use(None)
    assert cli.command(["show", "levers", "tax_credit"]) == 1
    assert cli.command(["explain", "extension.tax_credit_rate"]) == 2
    for verb in ("show", "explain"):
        assert cli.command([verb, "levers", "--extension", "nowhere.py"]) == 2
        assert "nowhere.py" in capsys.readouterr().err


def test_a_narrow_terminal_shows_fewer_columns_and_each_table_names_them() -> None:
    for make in LISTINGS.values():
        listing = make(())
        places = listing.shown(narrow=True)
        assert [listing.head[place] for place in places] == list(listing.narrow) and places[0] == 0
        assert listing.shown(narrow=False) == list(range(listing.brief))
