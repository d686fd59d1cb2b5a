"""A document with marks: what in it is not what the tables hold, and the same document with what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pullthrough.present.prose.blocks import block
from pullthrough.present.prose.cells import Fault, Places, cell, evaluate, matching, reference, words
from pullthrough.present.prose.claims import untrue
from pullthrough.present.prose.written import UNSET, before, written

BLOCKS = ("table", "command")
REGIONS = ("given", "/given", "/table", "/command")
MARK = re.compile(r"holds:|set\b|run\b|\S+\.(?:csv|json)\b")
YAML_CLAIM = re.compile(r"^\s*# holds: (.*)$", re.MULTILINE)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """Something that is not as the tables say: at which line, what."""

    line: int
    text: str


@dataclass
class Looked:
    """A document after a look: its text with right numbers, numbers that were wrong, and what no writing mends."""

    text: str
    wrong: list[Finding] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Comment:
    """A comment of a document: its place and its words."""

    start: int
    end: int
    text: str

    @property
    def name(self) -> str:
        """The first word."""
        return self.text.split(maxsplit=1)[0].rstrip(":") if self.text.strip() else ""


def comments(text: str) -> Iterator[Comment]:
    """The comments of a document that do not stand in code."""
    code = [found.span() for found in CODE.finditer(text) if "<!--" in found[0]]
    for found in COMMENT.finditer(text):
        if not any(start < found.start() < end for start, end in code):
            yield Comment(found.start(), found.end(), found[1].strip())


def look(text: str, places: Places) -> Looked:
    """Hold every mark, claim and block of a document against the tables."""
    looked = Looked(text)
    edits: list[tuple[int, int, str]] = []
    for comment in comments(text):
        line = text.count("\n", 0, comment.start) + 1
        try:
            edit = _edit(text, comment, places)
        except Fault as fault:
            looked.broken.append(Finding(line, f"{fault} <!-- {comment.text[:70]} -->"))
            continue
        if edit and edit[2] != text[edit[0] : edit[1]]:
            edits.append(edit)
            was = text[edit[0] : edit[1]]
            said = "the block" if "\n" in was + edit[2] else f"{was}, should be {edit[2]}"
            looked.wrong.append(Finding(line, f"{said} <!-- {' '.join(comment.text.split())[:70]} -->"))
    for start, end, right in reversed(edits):
        looked.text = looked.text[:start] + right + looked.text[end:]
    return looked


def look_at_claims(text: str, places: Places) -> Looked:
    """Hold the claims of a YAML file, comments ``# holds: ...``, against the tables."""
    looked = Looked(text)
    for found in YAML_CLAIM.finditer(text):
        try:
            said = "; ".join(untrue(found[1], places))
        except Fault as fault:
            said = str(fault)
        if said:
            looked.broken.append(Finding(text.count("\n", 0, found.start(1)) + 1, f"no longer holds: {said}"))
    return looked


def _edit(text: str, comment: Comment, places: Places) -> tuple[int, int, str] | None:
    """Where the right text belongs, and the right text; None if the comment asks for none."""
    alone = not text[text.rfind("\n", 0, comment.start) + 1 : comment.start].strip(" -*")
    if comment.name in BLOCKS:
        closing = text.find(f"<!-- /{comment.name} -->", comment.end)
        if closing < 0 or not alone:
            raise Fault(f"a {comment.name} begins a line, and <!-- /{comment.name} --> ends it")
        right = block(comment.name, comment.text.removeprefix(comment.name), places)
        return comment.end, closing, f"\n\n{right}\n"
    if comment.name in REGIONS:
        if alone and text[comment.end : comment.end + 1].strip():
            raise Fault("what follows a comment that begins a line is not shown as Markdown: put words before it")
        return None
    if alone and not MARK.match(comment.text):
        return None  # a comment like any other
    if alone:
        raise Fault("a mark at the beginning of a line ends the paragraph: put it behind what it is of")
    if comment.name == "holds":
        if said := untrue(comment.text.partition(":")[2], places):
            raise Fault(f"no longer holds: {'; '.join(said)}")
        return None
    tokens = words(comment.text)
    if comment.name == "set":
        _is_set(text, comment, tokens[1:], places)
        return None
    value = evaluate(tokens, places)
    found = _before(text, comment, value.kind)
    return found.start("value") + _from(text, comment), found.end("value") + _from(text, comment), written(value)


def _is_set(text: str, comment: Comment, tokens: list[str], places: Places) -> None:
    """A number that was chosen: is it among those of the column that is named?"""
    stands = float(_before(text, comment, "number")["value"].replace(",", "").replace(UNSET, "nan"))
    if tokens:
        asked = reference(tokens)
        known = {float(cell(row, asked.column) or "nan") * asked.scale for row in matching(asked, places)}
        if not any(abs(stands - number) <= 1e-9 * max(1.0, abs(number)) for number in known):
            raise Fault(f"{stands:g} is not in the column {asked.column}")


def _from(text: str, comment: Comment) -> int:
    return text.rfind("\n", 0, comment.start) + 1


def _before(text: str, comment: Comment, kind: str) -> re.Match[str]:
    found = before(text[_from(text, comment) : comment.start], kind)
    if not found:
        raise Fault(f"no {kind} stands before the mark")
    return found


def tied(text: str, comment: Comment) -> tuple[int, int]:
    """The longest written value that stands before a mark."""
    spans = [found.span() for kind in ("effect", "interval", "number", "id")
             if (found := before(text[_from(text, comment) : comment.start], kind))]  # fmt: skip
    start, end = min(spans, default=(comment.start - _from(text, comment),) * 2)
    return start + _from(text, comment), end + _from(text, comment)
