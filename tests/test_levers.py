"""Every lever says how it works, what shows it, what it costs and what it can make worse; and the page says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.lever_register import Note, lever_leaves, note_of, notes
from pullthrough.parameters.register import lookup, matches
from pullthrough.present.lever_page import lever_rows, page

ROOT = Path(__file__).parents[1]
NOTES = list(notes().values())


@pytest.mark.parametrize("path", [leaf.path for leaf in lever_leaves()])
def test_every_lever_has_a_note_and_a_source(path: str) -> None:
    assert note_of(path) is not None, "add it to configs/register/levers/"
    assert lookup(f"policy.{path}") is not None


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.lever)
def test_a_note_speaks_of_a_lever_and_of_what_exists(note: Note) -> None:
    assert any(matches(leaf.path, note.lever) for leaf in lever_leaves())
    assert all((ROOT / "src" / "pullthrough" / file).is_file() for file in note.files)
    assert set(note.channel) | set(note.worsens) <= set(OUTCOMES)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.lever)
def test_a_note_is_complete(note: Note) -> None:
    assert note.mechanism.strip() and note.files and note.channel and note.cost.strip()
    assert note.worsens and all(reason.strip() for reason in note.worsens.values())


@pytest.mark.parametrize(
    "broken", ["{}", "{files: [a], channel: [b], worsens: {c: d}, cost: e, mechanism: f, more: g}"]
)
def test_a_note_with_a_field_too_many_or_too_few_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "a.yaml").write_text(f"engagement.lead: {broken}\n")
    with pytest.raises(ValueError, match="is not a note"):
        notes(tmp_path)


def test_the_page_has_a_line_for_each_lever() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(lines) == 2 * len(lever_rows()) >= 2 * len(lever_leaves())
