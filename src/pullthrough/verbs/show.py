"""``pullthrough show TABLE [WORD ...]``: levers, outcomes, scenarios, policies or assumptions. Runs nothing."""

from __future__ import annotations

import csv
import sys
from io import StringIO
from typing import TYPE_CHECKING

from pullthrough.parameters.checking.problems import ConfigurationError, nearest_name
from pullthrough.present.console import plain_console
from pullthrough.text.safe import table_cell
from pullthrough.verbs.arguments import DIFFERENT, DONE, Words, refuse, use_extension

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.present.listings import Listing

RECORD_WIDTH = 120
NARROW = 140
"""Terminals of fewer columns show fewer columns of a table."""
ANY_WIDTH = 100_000
"""Columns where the output is no terminal: every row is one line, for grep and its like."""


def main(argv: list[str]) -> int:
    """Print a table; exit code 1 if no row has all the words, 2 if there is no such table."""
    words = Words(
        "show",
        "List levers, outcomes and so on; no model is run. A single match is shown in full.",
    )
    words.add_argument("table", help="levers, outcomes, scenarios, policies, assumptions, variants or terms")
    words.add_argument("word", nargs="*", help="show only the rows that contain every word")
    words.add_argument("--csv", action="store_true", help="all columns as comma-separated values")
    words.add_argument(
        "--config-dir", action="append", default=[], help="a folder with your own scenarios and policies"
    )
    try:
        given = use_extension(words, argv)
    except ConfigurationError as error:
        return refuse("show", error)
    from pullthrough.present.listings import LISTINGS

    if given.table not in LISTINGS:
        near = nearest_name(given.table, LISTINGS)
        hint = f" Did you mean '{near}'?" if near else ""
        return refuse("show", ValueError(f"there is no table '{given.table}' (there are {', '.join(LISTINGS)}).{hint}"))
    try:
        listing = LISTINGS[given.table](given.config_dir)
    except ConfigurationError as error:
        return refuse("show", error)
    found = listing.only(given.word)
    if given.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(map(table_cell, row) for row in [found.head, *found.rows])
    elif len(found.rows) == 1 and given.word:
        _print_record(found)
    elif found.rows:
        _print_table(found)
    else:
        near = nearest_name(" ".join(given.word), [row[0] for row in listing.rows])
        hint = f". Did you mean '{near}'?" if near else ""
        print(f"pullthrough show: no row of {given.table} contains {' '.join(given.word)}{hint}", file=sys.stderr)
    return DONE if found.rows else DIFFERENT


def _print_record(listing: Listing) -> None:
    """Every column of the only row, one a paragraph."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in zip(listing.head, listing.rows[0], strict=True):
        if text:
            table.add_row(name, text)
    _print(table, RECORD_WIDTH)


def _print_table(listing: Listing) -> None:
    """The columns for which there is room: wrapped on a terminal, and fewer on a narrow one; one line a row elsewhere."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    here = sys.stdout.isatty()
    shown = listing.shown(narrow=here and plain_console(sys.stdout).width < NARROW)
    table = Table(box=SIMPLE_HEAD if here else None, pad_edge=False, show_edge=False)
    for i in shown:
        table.add_column(listing.head[i], no_wrap=i == 0 or not here, style="bold" if i == 0 else "")
    for row in listing.rows:
        table.add_row(*(row[i] for i in shown))
    _print(table, ANY_WIDTH)


def _print(table: Table, width: int) -> None:
    """As wide as the terminal, or ``width`` where there is none, and then without trailing blanks."""
    if sys.stdout.isatty():
        plain_console(sys.stdout).print(table)
        return
    text = StringIO()
    plain_console(text, width).print(table)
    print("\n".join(line.rstrip() for line in text.getvalue().splitlines()))
