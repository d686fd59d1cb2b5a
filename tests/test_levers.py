"""Every lever says how it works, what shows it, what it costs and what it can make worse; and the page says the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.register.levers import Note, lever_leaves, note_of, notes
from pullthrough.parameters.register.records import lookup, matches
from pullthrough.present.pages.levers import lever_rows, page

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


KEPT = ROOT / "experiments" / "levers"
FEW_PAIRS = 8
"""With fewer pairs of runs most losses are not told from chance: then they must not be seen to turn into gains."""


def rows(name: str) -> list[dict[str, str]]:
    with (KEPT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seen() -> dict[str, tuple[str, dict[str, dict[float, float]]]]:
    """By plan of the kept study: its lever, and by outcome and dose the differences whose interval leaves out zero."""
    found: dict[str, tuple[str, dict[str, dict[float, float]]]] = {}
    for row in rows("levers.csv"):
        mine = found.setdefault(row["plan"], (row["lever"], {}))[1].setdefault(row["outcome"], {})
        if row["ci_low"] and (float(row["ci_low"]) > 0 or float(row["ci_high"]) < 0):
            mine[float(row["dose"])] = float(row["difference"])
    return found


SEEN = seen()
DOSES = {row["plan"]: (float(row["from"]), float(row["to"])) for row in rows("verdicts.csv")}
PAIRS = min(int(row["n"]) for row in rows("levers.csv"))


@pytest.mark.parametrize("plan", SEEN)
def test_what_a_lever_is_said_to_make_worse_was_seen_to_get_worse(plan: str) -> None:
    """At some dose; with few pairs it is enough that more of the lever, at the farthest dose, does not make it better."""
    lever, moved = SEEN[plan]
    note = note_of(lever)
    assert note is not None
    first, farthest = DOSES[plan]
    for outcome in note.worsens:
        if outcome not in moved:
            continue  # declared since the study was kept: it is in the table when the study is run again
        better = OUTCOMES[outcome].better
        if any(d * better < 0 or better == 0 for d in moved[outcome].values()):
            continue
        turned = moved[outcome].get(farthest, 0.0) * better * (1 if farthest > first else -1) > 0
        assert PAIRS < FEW_PAIRS and not turned, (
            f"{lever}: {outcome} is not seen to get worse; mend configs/register/levers/ or run experiment=levers"
        )


@pytest.mark.parametrize("plan", SEEN)
def test_what_shows_a_lever_at_work_was_seen_to_move(plan: str) -> None:
    lever, moved = SEEN[plan]
    note = note_of(lever)
    assert note is not None
    seen_to_move = any(moved.get(outcome) for outcome in note.channel)
    assert seen_to_move or (PAIRS < FEW_PAIRS and lever in NOT_TOLD), f"{lever}: none of its channel is seen to move"


NOT_TOLD = {"funding.innovation_loan", "funding.security_accelerator"}
"""Small funds, whose channel four pairs of runs do not tell from chance."""
