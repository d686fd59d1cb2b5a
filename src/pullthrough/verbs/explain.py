"""``pullthrough explain TERM``: what a word of the tables, figures and pages means. Runs nothing."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from pullthrough.parameters.checking.problems import ConfigurationError, nearest_name
from pullthrough.verbs.arguments import DONE, Words, refuse, use_extension

WIDEST = 100
INDENT = "  "


def main(argv: list[str]) -> int:
    """Print what a term means, or all terms; exit code 2 if there is no such term."""
    words = Words("explain", "Explain a term of the tables and figures, an outcome or a lever.")
    words.add_argument(
        "term", nargs="*", help="a term, an outcome or a lever; 'limits' for the limits of use; none: list the terms"
    )
    try:
        given = use_extension(words, argv)
    except ConfigurationError as error:
        return refuse("explain", error)
    term = " ".join(given.term).strip()
    from pullthrough.present.explained import explained, known

    if not term:
        _print(["Terms of the glossary", ", ".join(known("glossary"))])
        print("\nAlso every outcome and lever: pullthrough show outcomes|levers")
        return DONE
    found = list(explained(term))
    if not found:
        near = nearest_name(term.lower(), known())
        hint = f" Did you mean '{near}'?" if near else " 'pullthrough explain' lists the terms."
        return refuse("explain", ValueError(f"'{term}' is not a term of the glossary, an outcome or a lever.{hint}"))
    for number, paragraphs in enumerate(found):
        if number:
            print()
        _print(paragraphs)
    return DONE


def _print(paragraphs: Sequence[str]) -> None:
    """A title, then paragraphs wrapped to the terminal."""
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
    print(paragraphs[0])
    for line in _wrapped(paragraphs[1:], width):
        print(line)


def _wrapped(paragraphs: Sequence[str], width: int) -> Iterator[str]:
    for text in paragraphs:
        yield from textwrap.wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False)
