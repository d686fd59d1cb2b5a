"""The tables of a study as one workbook: a sheet a table, numbers as numbers, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from pullthrough.parameters.register.limits import LIMITS
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.writing import being_written
from pullthrough.text.safe import table_cell
from pullthrough.verbs.arguments import NoResults
from pullthrough.verbs.tables_apart import number

BOOK = "results.xlsx"
FIRST = ("effects.csv",)
LAST = ("summary.csv", "data_dictionary.csv")
MOST_ROWS = 1_048_575  # what a sheet has, less the heading
LONGEST = 32_767  # characters in a cell
EXACT = 2.0**53
ABOUT = (
    "run_id",
    "command",
    "world",
    "scenario",
    "against",
    "policy_start",
    "replicates",
    "seed",
    "started",
    "finished",
)


def write_workbook(folder: Path) -> Path:
    """Write ``results.xlsx`` in a result folder.

    Raises:
        NoResults: if there are no tables yet.
    """
    import openpyxl

    names = sorted(path.name for path in folder.glob("*.csv"))
    if not names:
        raise NoResults(f"{folder} holds no table yet; the study is not finished")
    middle = [name for name in names if name not in FIRST + LAST]
    book = openpyxl.Workbook(write_only=True)
    _about(book.create_sheet("about"), folder)
    for name in [*(n for n in FIRST if n in names), *middle, *(n for n in LAST if n in names)]:
        _table(book.create_sheet(name.removesuffix(".csv")[:31]), folder / name)
    with being_written(folder / BOOK) as partial, partial.open("wb") as file:
        book.save(file)
    return folder / BOOK


def _about(sheet: Any, folder: Path) -> None:
    about = read_manifest(folder)
    rows = [(name, about.get(name)) for name in ABOUT] + [("code", about.get("code"))]
    rows += [(f"version of {name}", version) for name, version in about.get("versions", {}).items()]
    rows += [("note", LIMITS)]
    for name, value in rows:
        sheet.append([_cell(sheet, str(name)), _cell(sheet, "" if value is None else str(value))])


def _table(sheet: Any, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for i, row in enumerate(csv.reader(file)):
            if i > MOST_ROWS:
                break
            sheet.append([_cell(sheet, text) for text in row])


def _cell(sheet: Any, text: str) -> Any:
    """A number, nothing, or text; text that begins like a formula stays text."""
    from openpyxl.cell import WriteOnlyCell

    if text == "":
        return None
    value = number(text)
    if value is not None:
        return (
            int(text)
            if value.is_integer() and abs(value) < EXACT and "." not in text and "e" not in text.lower()
            else value
        )
    found = WriteOnlyCell(sheet, value=table_cell(text)[:LONGEST])
    found.data_type = "s"
    return found
