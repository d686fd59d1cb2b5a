"""The commands in the documents can be pasted into any shell, and every name and option in them exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pullthrough import cli
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.kinds.registry import misfits, problems_of
from pullthrough.verbs import VERBS

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


INLINE = re.compile(r"(?:^|`)\s*pullthrough (?!\.)([^`\n]+)", re.MULTILINE)
"""A command on a line of its own, or within a sentence."""
MADE_BY_THE_READER = ("...", "mine", "outputs/", "--extension", "leed", "<")
"""What names a file of the reader, or is wrong on purpose."""


def lines() -> list[str]:
    """What stands behind ``pullthrough`` in each command of the documents that readers follow, without remarks."""
    texts = (path.read_text(encoding="utf-8").replace("\\\n", "") for path in DOCUMENTS if path.suffix == ".md")
    found = {re.split(r"\s#|\s{3,}", line.strip())[0] for text in texts for line in INLINE.findall(text)}
    return sorted(found)


def words_of(line: str) -> list[str]:
    """The words of a command as a shell passes them; none if it is only a part of one."""
    try:
        return shlex.split(line)
    except ValueError:
        return []


def test_every_verb_and_option_in_a_document_exists(capsys: pytest.CaptureFixture[str]) -> None:
    asked = {(words[0], word.partition("=")[0]) for line in lines() if (words := words_of(line)) for word in words}
    asked = {(verb, option) for verb, option in asked if re.fullmatch(r"[a-z]+", verb) and option.startswith("--")}
    assert len(asked) > 15
    for verb in sorted({verb for verb, _ in asked}):
        assert verb in VERBS, f"'pullthrough {verb}'"
        with pytest.raises(SystemExit):
            cli.command([verb, "--help"])
        says = capsys.readouterr().out
        assert [option for of, option in asked if of == verb and option not in says] == [], verb


@pytest.mark.slow
def test_every_setting_in_a_document_exists_and_is_admitted() -> None:
    tried = 0
    for line in lines():
        words = [word for word in words_of(line.removeprefix("-m ")) if not word.startswith("hydra.")]
        if not words or not re.match(r"[\w./]+=", words[0]) or any(part in line for part in MADE_BY_THE_READER):
            continue
        one = [re.sub(r"=([^\[{(]*?),.*", r"=\1", word) for word in words if word != "dry_run=true"]  # of -m the first
        if any(word.isupper() or "=interval" in word or re.search(r"=[A-Z]{4,}", word) for word in one):
            continue
        root = compose(one)
        assert [*misfits(root), *problems_of(root)] == [], line
        tried += 1
    assert tried > 30
