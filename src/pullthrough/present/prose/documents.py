"""The documents that speak of results, each compared with its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pullthrough.present.prose.cells import Places
from pullthrough.present.prose.pages import YAML_CLAIM, Looked, look, look_at_claims
from pullthrough.present.prose.unmarked import unfounded, unmarked

ROOT = Path(__file__).resolve().parents[4]
PAGES = (
    "README.md", "experiments/README.md", "experiments/*/README.md", "docs/**/behaviour.md", "docs/**/qa.md", "docs/**/limits.md",
    "src/pullthrough/parameters/register/limits.yaml",
)  # fmt: skip

FOUND = ("Found", "What gets worse", "Nothing to be seen", "Against what was expected")
"""Sections in which each line rests on a table."""

FREE = {
    "README.md": (
        "Two commands",
        "Ask your own question",
        "Where things are",
        "Citing, licence",
    ),
    "experiments/README.md": ("Running them again", "Numbers in prose"),
}
"""Sections without results, whose numbers are those of settings, sizes and times."""


def documents(root: Path = ROOT) -> list[Path]:
    """All documents that speak of results."""
    return [path for pattern in PAGES for path in sorted(root.glob(pattern))]


def looked_at(path: Path, root: Path = ROOT) -> Looked:
    """A document compared with its tables."""
    text, places = path.read_text(encoding="utf-8"), Places(path.resolve(), root)
    return look_at_claims(text, places) if path.suffix == ".yaml" else look(text, places)


def free(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Digits and sentences of a document that rest on nothing."""
    text = path.read_text(encoding="utf-8")
    text = YAML_CLAIM.sub("", text) if path.suffix == ".yaml" else text
    for finding in unmarked(text, FREE.get(shown(path, root), ())):
        yield f"{shown(path, root)}:{finding.line}: no table is named for {finding.text}"
    for finding in unfounded(text, FOUND):
        yield f"{shown(path, root)}:{finding.line}: rests on no table: {finding.text}"


def check(paths: Sequence[Path], root: Path = ROOT) -> list[str]:
    """All that is not as the tables say: numbers, claims, and what rests on nothing."""
    lines = []
    for path in paths:
        looked = looked_at(path, root)
        lines += [f"{shown(path, root)}:{found.line}: {found.text}" for found in (*looked.wrong, *looked.broken)]
        lines += free(path, root)
    return lines


def write(paths: Sequence[Path], root: Path = ROOT) -> list[str]:
    """Write numbers and tables; gives what no writing mends."""
    lines = []
    for path in paths:
        looked = looked_at(path, root)
        if looked.wrong:
            path.write_text(looked.text, encoding="utf-8")
        lines += [f"{shown(path, root)}:{found.line}: {found.text}" for found in looked.broken]
        lines += free(path, root)
    return lines


def shown(path: Path, root: Path = ROOT) -> str:
    """A path as seen from the project's folder."""
    resolved = path.resolve()
    return str(resolved.relative_to(root) if resolved.is_relative_to(root) else path)
