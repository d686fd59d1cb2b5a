"""Digits of a document that rest on nothing: neither on a table nor on what was set or given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullthrough.present.prose.pages import BLOCKS, COMMENT, Finding, comments, tied

FREE = (
    r"^#.*$",                                         # headings
    r"^(```|~~~)[\s\S]*?^\1",                         # code
    r"`[^`\n]*`",
    r"!?\[[^\]\n]*\]\([^)\n]*\)",                     # links and pictures
    r"^\s*\d+\.\s",                                   # numbers of a list
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b",
    r"\b(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?|\s?Q[1-4])?\b",  # years, quarters
    r"\bD\d{1,3}\b",                                  # decisions
    r"\bTRLs? \d(?:(?:-| to | and | or )\d)?\b",      # levels of readiness
    r"\b95 (?:%|per cent) (?:interval|confidence)s?\b",
    r"\bfindings? \d(?:(?:, | and )\d)*\b",
    r"\bsections? \d+\b",
    r"\b5 to 95 (?:%|per cent)",
    r"\bPython \d\.\d+\b|\bApache 2\.0\b|\bv?\d\.\d(?:\.\d)?\b(?= of the licence)",
)  # fmt: skip
"""What may hold digits: names, dates, links, code. ``[text](link)`` is free as its text names something."""


def unmarked(text: str, free: Sequence[str] = ()) -> list[Finding]:
    """Lines with digits that no mark is of, but in the sections that are free of results."""
    bare = text
    for start, end in reversed(_spans(text)):
        bare = bare[:start] + re.sub(r"[^\n]", " ", bare[start:end]) + bare[end:]
    for pattern in FREE:
        bare = re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), bare, flags=re.MULTILINE)
    bare = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), bare)
    found, section = [], ""
    for number, (line, left) in enumerate(zip(text.split("\n"), bare.split("\n"), strict=True), 1):
        section = line.lstrip("# ").strip() if line.startswith("#") else section
        if section not in free and (digits := re.findall(r"[+-]?\d[\d.,]*", left)):
            found.append(Finding(number, f"{', '.join(digits)} in: {COMMENT.sub('', line).strip()[:90]}"))
    return found


def unfounded(text: str, sections: Sequence[str]) -> list[Finding]:
    """Lines of the named sections that rest on no mark: each sentence on a result has one, a sentence a line."""
    found, inside = [], False
    skip = {
        line for start, end in _blocks(text) for line in range(text.count("\n", 0, start), text.count("\n", 0, end) + 1)
    }
    for number, line in enumerate(text.split("\n")):
        if line.startswith("#"):
            inside = line.lstrip("# ").strip() in sections
        elif (
            inside
            and number not in skip
            and line.strip(" -*")
            and "<!--" not in line
            and not line.rstrip().endswith(":")
        ):
            found.append(Finding(number + 1, line.strip()[:90]))
    return found


def _blocks(text: str) -> list[tuple[int, int]]:
    """From the beginning of each block or given region to its end."""
    spans, known = [], list(comments(text))
    for comment in known:
        if comment.name in (*BLOCKS, "given"):
            end = next((c.end for c in known if c.start > comment.start and c.name == f"/{comment.name}"), comment.end)
            spans.append((comment.start, end))
    return spans


def _spans(text: str) -> list[tuple[int, int]]:
    """What blocks, regions and marks answer for, without overlap and in order."""
    spans = _blocks(text)
    for comment in comments(text):
        if not any(start <= comment.start < end for start, end in spans):
            spans.append((tied(text, comment)[0], comment.end))
    return sorted(spans)
