"""Titles, names, paths and messages as users wrote them, in a form that does nothing where it is shown.

Whatever may hold a user's words passes through here before it is written: on a terminal no escape sequence is carried out
(:mod:`pullthrough.text.streams` sees to all that is printed), in a figure a title is one line of characters that XML
admits, and in CSV and spreadsheets no text is a formula. Letters of every script, and emoji, stay.
"""

from __future__ import annotations

import re

ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, movements of the cursor
    r"|(?:\x1b[\]P_^X]|[\x9d\x90\x9f\x9e\x98]).*?(?:\x07|\x1b\\|\x9c)"  # titles of windows, links, strings to the terminal
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""Signs that turn the direction of writing, and code points that are no characters."""

HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters: what Python makes of bytes in a file's name that are not UTF-8."""

FORMULA = ("=", "+", "-", "@")
MISSING = "\ufffd"


def printable(text: str) -> str:
    """A text of several lines without escape sequences, control characters and signs that nobody sees.

    >>> printable("red: \\x1b[31mno\\x1b[0m\\nnext\\tline")
    'red: no\\nnext\\tline'
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text  # nearly all that is ever written
    text = ESCAPES.sub("", text.replace("\r\n", "\n"))
    return HALVES.sub(MISSING, INVISIBLE.sub("", CONTROLS.sub("", text)))


def one_line(text: object) -> str:
    """The same on one line, every white space a single blank: a title, a name, a heading.

    >>> one_line("Fund\\tof 2025\\n(draft)")
    'Fund of 2025 (draft)'
    """
    return printable(BLANKS.sub(" ", ESCAPES.sub("", str(text)))).strip()


def table_cell(text: str) -> str:
    """A text for CSV or a spreadsheet: if a spreadsheet would take it for a formula, an apostrophe comes before it.

    Numbers stay numbers.

    >>> table_cell("=1+1"), table_cell("-0.5"), table_cell("a, b")
    ("'=1+1", '-0.5', 'a, b')
    """
    text = printable(text)
    return f"'{text}" if text.lstrip().startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
