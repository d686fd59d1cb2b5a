"""The glossary: what each term of the tables, figures and pages means. The entries are in ``glossary.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from pullthrough.observe.registry import OUTCOMES

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Entry:
    """A term.

    Attributes:
        term: as it is written within a sentence.
        means: its meaning, in Markdown.
        also: other forms and synonyms.
        see: related terms, and outcomes that measure it.
    """

    term: str
    means: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its term, in the order of the alphabet.

    Raises:
        ValueError: if an entry has an unknown field or no meaning.
    """
    found = {}
    for term, fields in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if set(fields) - {"means", "also", "see"} or not fields.get("means"):
            raise ValueError(f"{FILE.name}: {term} needs 'means' and may have 'also' and 'see'")
        found[term] = Entry(term, fields["means"].strip(), tuple(fields.get("also", ())), tuple(fields.get("see", ())))
    return dict(sorted(found.items(), key=lambda item: item[0].lower()))


def find(text: str) -> Entry | None:
    """The entry of a term or of one of its other forms, whatever the case."""
    return forms().get(text.lower())


@cache
def forms() -> dict[str, Entry]:
    """Every form of every term in lower case; where a form is a term of its own, that term."""
    others = {form.lower(): entry for entry in entries().values() for form in entry.also}
    return others | {term.lower(): entry for term, entry in entries().items()}


def anchor(term: str) -> str:
    """The name by which a page refers to the term."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def page() -> str:
    """All entries as Markdown, each with an anchor of its own."""
    return "\n".join(map(_told, entries().values()))


def _told(entry: Entry) -> str:
    also = f" *Also: {', '.join(entry.also)}.*" if entry.also else ""
    see = f" See {', '.join(map(_reference, entry.see))}." if entry.see else ""
    return f"### {entry.term} {{#{anchor(entry.term)}}}\n\n{entry.means}{see}{also}\n"


def _reference(name: str) -> str:
    if name in OUTCOMES:
        return f"[`{name}`](outcomes.md#{name})"
    return f"[{name}](#{anchor(name)})"
