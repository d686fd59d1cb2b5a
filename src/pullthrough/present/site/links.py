"""Links in the Markdown of the project, as the site needs them.

Every page is written so that its links work where the project is read as files. The site takes along some files from
outside ``docs/`` (:func:`taken`) under the paths that they have in the project, so that only links across the edge of
``docs/`` have to change. Numbers of decisions, such as D197, become links to the decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

DOCS = "docs/"
OUTSIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "CITATION.cff", "experiments/**/*.md", "experiments/**/*.png",
           "experiments/**/*.csv", "examples/*.md", "examples/*.py")  # fmt: skip
"""What the site takes along from outside ``docs/``."""

DECISIONS = "aqa/decisions.md"
FENCE = re.compile(r"^(```.*?^```[ ]*$)", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(`[^`]*`|!?\[[^\]]*\]\([^)]*\)|^#.*$)", re.MULTILINE)
LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s#]+)(#[^)]*)?\)")
NUMBER = re.compile(r"(?<!\*\*)\bD(\d{1,3})\b(?!\.\*\*)")


def taken(root: Path) -> Iterator[str]:
    """The files from outside ``docs/`` that are part of the site, by their path in the project.

    Args:
        root: folder of the project.
    """
    for pattern in OUTSIDE:
        for path in sorted(root.glob(pattern)):
            yield path.relative_to(root).as_posix()


def in_project(page: str) -> str:
    """The path in the project of a page of the site."""
    is_taken = ("/" not in page and page in OUTSIDE) or page.startswith(("experiments/", "examples/"))
    return page if is_taken else DOCS + page


def on_site(path: str) -> str:
    """The path on the site of a file of the project; the README is the first page."""
    return "index.md" if path == "README.md" else path.removeprefix(DOCS)


def for_site(markdown: str, page: str) -> str:
    """The text of a page with its links as the site needs them.

    Args:
        markdown: the text as it is in the project.
        page: path of the page on the site.
    """
    here, place = dirname(in_project(page)), dirname(page)
    decisions = relpath(DECISIONS, place or ".")

    def moved(link: re.Match[str]) -> str:
        label, target, anchor = link.groups()
        if ":" not in target:
            target = relpath(on_site(normpath(join(here, target))), place or ".")
        return f"{label}({target}{anchor or ''})"

    def numbered(number: re.Match[str]) -> str:
        return f"[{number[0]}]({decisions}#d{number[1]})"

    return _prose(markdown, lambda span: LINK.sub(moved, span), lambda text: NUMBER.sub(numbered, text))


def _prose(markdown: str, spans: Callable[[str], str], text: Callable[[str], str]) -> str:
    """Apply one function to links and headings and another to the text between; blocks and spans of code stay as they are."""
    found = []
    for part in FENCE.split(markdown):
        if part.startswith("```"):
            found.append(part)
            continue
        for piece in SPAN.split(part):
            is_code = piece.startswith("`")
            is_span = bool(SPAN.fullmatch(piece)) if piece else False
            found.append(piece if is_code else spans(piece) if is_span else text(piece))
    return "".join(found)
