"""Writes ``world/state.pyi``: the tables of a run as types, so that an editor completes ``state.technologies[row].trl`` and
mypy checks rules.

Types come from the tables themselves, meanings from the comments beside their columns. It is needed after a column was
added, and a test says so::

    python -m pullthrough.present.state_stub --write
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import pullthrough.world
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.world import World
from pullthrough.world.tables import Tables

WORLD = Path(pullthrough.world.__file__).parent
STUB = WORLD / "state.pyi"
SOURCES = (
    "tables.py",
    "tables_market.py",
    "tables_networks.py",
    "tables_spending.py",
    "tables_supply.py",
    "tables_trade.py",
    "tables_treatments.py",
)
COLUMN = re.compile(r'\s*\("(?P<name>\w+)", "[\w?]+"(, \(.*\))?\),(  # (?P<meaning>.*))?$')
FLOW = re.compile(r'\s*"(?P<name>\w+)",(  # (?P<meaning>.*))?$')
CLOCK = re.compile(r"    (?P<name>\w+): int(  # (?P<meaning>.*))?$")
ROWS = {
    "organisations": "OrganisationRow",
    "technologies": "TechnologyRow",
    "requirements": "RequirementRow",
    "segments": "SegmentRow",
    "instruments": "InstrumentRow",
    "classes": "ClassRow",
    "agency": "AgencyRow",
    "careers": "CareerRow",
    "places": "PlaceRow",
    "heirs": "HeirRow",
    "free": "ListenerRow",
    "served": "ServedRow",
    "unfunded": "CandidateRow",
    "bids": "BidRow",
    "treatments": "TreatmentRow",
    "lines": "LineRow",
    "works": "WorkRow",
    "work_classes": "WorkClassRow",
    "stocks": "StocksRow",
    "marks": "MarksRow",
    "dealings": "DealingsRow",
    "networks": "NetworkRow",
    "ties": "TieRow",
    "chains": "ChainRow",
    "subcontracts": "SubcontractRow",
    "supply": "SupplyRow",
    "clusters": "ClusterRow",
    "regional": "RegionalFlowRow",
    "regional_notes": "RegionalNoteRow",
    "network_notes": "NetworkNoteRow",
}
"""What one row of a table is called, where its name is not the table's with capital letters."""
DECLARED = {
    table: {leaf.path: f"{leaf.quantity.meaning} ({leaf.quantity.unit})" for leaf in leaves(schema)}
    for table, schema in (("rules", World), ("levers", Levers))
}
"""Meanings of the columns that come from the configuration, by table and dotted key."""
HEAD = '''"""The tables of a run, for editors and type checkers only.

Made by ``python -m pullthrough.present.state_stub --write``; do not edit.

A rule reads and writes one row, ``state.technologies[row].trl``; who observes reads whole columns,
``state.technologies.trl``.
"""

from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
"""Whole numbers; a rule reads one as ``int``."""
Rows = NDArray[Any]
"""Numbers of rows of some table, whole and not below zero."""
Floats = NDArray[Any]
Bools = NDArray[Any]

class Table[Row](np.ndarray[Any, np.dtype[Any]]):
    """Rows of one type."""

    @overload  # type: ignore[override]
    def __getitem__(self, key: int | tuple[int, int]) -> Row: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...
    def __getattr__(self, column: str) -> Any: ...
'''


def text() -> str:
    """The whole file."""
    tables = _tables()
    parts = [HEAD]
    for name, table in zip(tables._fields, tables, strict=True):
        if np.asarray(table).dtype.names:
            parts += _row(_row_name(name), np.asarray(table).dtype, DECLARED.get(name, {}))
    meanings = _table_meanings()
    lines = ["class State(NamedTuple):", '    """All tables of a run."""', ""]
    for name, table in zip(tables._fields, tables, strict=True):
        lines += _told(f"    {name}: {_table_type(name, np.asarray(table))}", meanings.get(name, ""))
    return "\n".join([*parts, "\n".join(lines)]) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the file, or write it."""
    parser = argparse.ArgumentParser(
        prog="python -m pullthrough.present.state_stub", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("--write", action="store_true", help=f"write {STUB.name} instead of printing it")
    if parser.parse_args(argv).write:
        STUB.write_text(text(), encoding="utf-8")
    else:
        print(text(), end="")
    return 0


def _tables() -> Tables:
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.policy.setting import setting
    from pullthrough.world.setup import create

    return create(setting(compose(["world=tiny"])), 1)


def _row_name(table: str) -> str:
    return ROWS.get(table) or "".join(word.capitalize() for word in table.split("_"))


def _row(name: str, dtype: np.dtype[Any], declared: Mapping[str, str], path: str = "") -> Iterator[str]:
    """The class of a row, and before it those of the records within it."""
    assert dtype.names
    meanings = _meanings().get(dtype.names, {})
    lines = [f"class {name}:"]
    for column in dtype.names:
        kind = dtype[column]
        if kind.names:
            inner = name + "".join(word.capitalize() for word in column.split("_"))
            yield from _row(inner, kind, declared, f"{path}{column}.")
            lines.append(f"    {column}: {inner}")
        else:
            lines += _told(f"    {column}: {_type(kind)}", declared.get(path + column) or meanings.get(column, ""))
    yield "\n".join(lines) + "\n"


def _type(kind: np.dtype[Any]) -> str:
    """The type of a value of a column."""
    if kind.subdtype:
        return {"f": "Floats", "b": "Bools"}.get(kind.base.kind, "Ints")
    return {"f": "float", "b": "bool"}.get(kind.kind, "int")


def _table_type(name: str, table: np.ndarray) -> str:
    if table.dtype.names:
        return f"Table[{_row_name(name)}]"
    return {"f": "Floats", "u": "Rows"}.get(table.dtype.kind, "Ints")


def _told(line: str, meaning: str) -> list[str]:
    """A line of the file with what is said of it below, where editors look."""
    return [line, f'    """{meaning[0].upper()}{meaning[1:]}."""'] if meaning else [line]


@cache
def _meanings() -> dict[tuple[str, ...], dict[str, str]]:
    """The comments beside the columns of each record type, by the names of all its columns."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for source in SOURCES:
        block: dict[str, str] = {}
        for line in [*(WORLD / source).read_text(encoding="utf-8").splitlines(), ""]:
            if column := COLUMN.match(line) or FLOW.match(line) or CLOCK.match(line):
                block[column["name"]] = column["meaning"] or ""
            elif block and not line.strip().startswith("#"):
                found[tuple(block)] = block
                block = {}
    return found


def _table_meanings() -> dict[str, str]:
    """The comments beside the tables themselves."""
    lines = (WORLD / "tables.py").read_text(encoding="utf-8").split("Tables = namedtuple(")[1].splitlines()
    return {found[1]: found[2] for line in lines if (found := re.match(r'\s*"(\w+)",  # (.*)$', line))}


if __name__ == "__main__":
    raise SystemExit(main())
