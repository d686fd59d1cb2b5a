"""The page of columns: what the data dictionary beside every result says, without the lines of single outcomes."""

from __future__ import annotations

from itertools import groupby

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.pages.outcomes import table
from pullthrough.study.kinds.registry import kinds
from pullthrough.study.output.dictionary import Line, lines

HEAD = ("Column", "Unit", "Meaning")


def page() -> str:
    """A table for each file, by name of file."""
    found = [line for line in lines() if line[1] not in OUTCOMES]
    for kind in kinds().values():
        found += kind.columns()
    parts = []
    for file, of_file in groupby(sorted(found, key=_file), key=_file):
        parts += [f"## {file}\n", table(HEAD, ((f"`{column}`", unit, meaning) for _, column, unit, meaning in of_file))]
    return "\n".join(parts)


def _file(line: Line) -> str:
    return line[0]
