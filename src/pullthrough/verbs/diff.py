"""``pullthrough diff A B``: in what two result folders differ, and what made them differ. Reads files only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pullthrough.study.storage.differences import PARTS, differences
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.renamed import former_headings
from pullthrough.verbs.arguments import DIFFERENT, DONE, NoResults, Words, existing, refuse
from pullthrough.verbs.tables_apart import NoTable, Tolerance, tables_apart
from pullthrough.verbs.telling import add_forms, told

SHOWN = 5
MOST_SETTINGS = 20


def main(argv: list[str]) -> int:
    """Compare the tables of two folders; exit code 1 if any number is further apart than admitted."""
    words = Words("diff", "Compare the tables of two result folders, and report what made them differ.")
    words.add_argument("a", metavar="A", help="a folder with tables")
    words.add_argument("b", metavar="B", help="another one")
    default = Tolerance()
    words.add_argument(
        "--relative",
        type=float,
        default=default.relative,
        help=f"relative tolerance of numbers (default: {default.relative:g})",
    )
    words.add_argument(
        "--only-common", action="store_true", help="compare the tables that both have; kept results have fewer"
    )
    words.add_argument("--absolute", type=float, default=default.absolute, help="and in their unit (default: 0)")
    add_forms(words)
    given = words.parse_args(argv)
    if not (given.relative >= 0 and given.absolute >= 0):
        words.error("--relative and --absolute must be 0 or above")
    try:
        one, other = tables_in(given.a), tables_in(given.b)
    except NoResults as error:
        return refuse("diff", error)

    def tell() -> int:
        for line in (*what_differs(one, other), *former_headings(one), *former_headings(other)):
            print(line)
        try:
            return print_tables(one, other, Tolerance(given.relative, given.absolute), only_common=given.only_common)
        except NoTable as error:
            return refuse("diff", error)

    return told("diff", given, tell)


def tables_in(text: str) -> Path:
    """A folder that has tables, by its name."""
    folder = existing(text)
    if not any(folder.glob("*.csv")):
        raise NoResults(f"{text} holds no table (no .csv in it)")
    return folder


def what_differs(one: Path, other: Path) -> Iterator[str]:
    """What can make results differ, in words: code, config, seeds, data, libraries."""
    a, b = read_manifest(one), read_manifest(other)
    for side, folder, about in (("A", one, a), ("B", other, b)):
        yield f"{side}  {folder}" + (f", run {about.get('run_id')}" if about else ", without a manifest")
    if not (a and b):
        yield "without both manifests it is unknown whether settings, seeds, data or code differ"
        return
    found = differences(a, b)
    parts = [part for part in PARTS if any(d.part == part for d in found)]
    same = [part for part in PARTS if part not in parts]
    yield f"different: {', '.join(parts) or 'nothing'}; the same: {', '.join(same) or 'nothing'}"
    for difference in found[:MOST_SETTINGS]:
        yield f"  {difference.text('in A', 'in B')}"
    if len(found) > MOST_SETTINGS:
        yield f"  and {len(found) - MOST_SETTINGS} more"


def print_tables(one: Path, other: Path, tolerance: Tolerance, *, only_common: bool = False) -> int:
    """Print how each table differs; returns the exit code."""
    code, compared = DONE, 0
    for table in tables_apart(one, other, tolerance, only_common=only_common):
        compared += 1
        if table.is_same:
            print(f"{table.name}: the same ({table.cells} cells)")
            continue
        code = DIFFERENT
        print(f"{table.name}: {len(table.outside)} of {table.cells} cells differ")
        for text in table.only:
            print(f"  {text}")
        for where, a, b in table.largest_differences(SHOWN):
            print(f"  {where}: {a or 'not defined'} in A, {b or 'not defined'} in B")
        if len(table.outside) > SHOWN:
            print(f"  and {len(table.outside) - SHOWN} more cells, less far apart")
    if not compared:
        raise NoTable(f"{one} and {other} have no table in common")
    return code
