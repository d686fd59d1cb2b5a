"""``pullthrough export DIR --csv|--xlsx|--ema|--ro-crate``: results for other programs. Reads files only."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from pullthrough.study.storage.folder import why
from pullthrough.study.storage.renamed import former_headings
from pullthrough.study.storage.shards import shards_of
from pullthrough.verbs.arguments import DONE, NoResults, Words, refuse, results

LICENCE = "not stated"


def main(argv: list[str]) -> int:
    """Write the results in other forms; exit code 0, or 2 if that cannot be done."""
    words = Words("export", "Write the results in a folder in other formats, beside the originals.")
    words.add_argument("folder", help="a result folder")
    words.add_argument("--csv", action="store_true", help="folder export/: series and curves of every run, as CSV")
    words.add_argument("--xlsx", action="store_true", help="results.xlsx: the tables as a workbook (needs openpyxl)")
    words.add_argument(
        "--ema",
        action="store_true",
        help="ema_workbench.tar.gz: points and effects, as the EMA workbench loads results",
    )
    words.add_argument("--ro-crate", action="store_true", help="ro-crate-metadata.json: what made each file (JSON-LD)")
    words.add_argument("--licence", default=LICENCE, help="of the results, for the crate: an address or a name")
    given = words.parse_args(argv)
    if not (given.csv or given.xlsx or given.ema or given.ro_crate):
        words.error("choose what to write: --csv, --xlsx, --ema or --ro-crate")
    if given.xlsx and find_spec("openpyxl") is None:
        words.error("--xlsx needs the package 'openpyxl', which is not installed; pip install 'pullthrough[xlsx]'")
    try:
        folder = results(given.folder)
        for text in former_headings(folder):
            print(f"pullthrough export: note: {text}", file=sys.stderr)
        for shard in shards_of(folder) if given.csv else ():
            if shard.fault:
                print(f"{shard.path.relative_to(folder)} {shard.fault}; it is ignored", file=sys.stderr)
        if given.csv:
            from pullthrough.verbs.long_tables import write_long_tables

            print(*write_long_tables(folder), sep="\n")
        if given.xlsx:
            from pullthrough.verbs.workbook import write_workbook

            print(write_workbook(folder))
        if given.ema:
            from pullthrough.verbs.ema import write_ema

            print(write_ema(folder))
        if given.ro_crate:  # last, so that it names what the others wrote
            from pullthrough.verbs.crate import write_crate

            print(write_crate(folder, given.licence))
    except NoResults as error:
        return refuse("export", error)
    except OSError as error:
        print(f"pullthrough export: cannot write: {why(error)}", file=sys.stderr)
        return 2
    return DONE
