"""The commands in the documents can be pasted into any shell: what a shell would read as a pattern is quoted."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "experiments").glob("*/README.md")),
    *sorted((ROOT / "configs").rglob("*.yaml")),
]
COMMAND = re.compile(r"^\s*(?:#\s*)?(pullthrough(?: +-m)?(?: +[\w./+]+=.*| +experiment.*))$", re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """Every line of a document that is a command with settings."""
    return [(path.name, line) for path in DOCUMENTS for line in COMMAND.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("name", "line"), commands(), ids=lambda text: str(text)[:60])
def test_what_a_shell_would_expand_is_quoted(name: str, line: str) -> None:
    bare = [
        word
        for word in shlex.split(re.split(r" #|\s{2,}", line)[0], posix=False)
        if not word.startswith(("'", '"', "<"))
    ]
    assert [word for word in bare if re.search(r"[\[{(*?$]", word)] == []


def test_there_are_commands_to_look_at() -> None:
    assert len(commands()) > 20
