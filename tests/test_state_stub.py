"""The types of the state that editors and mypy read are those of the tables as they are."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pullthrough.present import state_stub
from pullthrough.world.tables import Tables


def test_the_stub_is_made_from_the_tables_as_they_are() -> None:
    made = state_stub.text()
    assert state_stub.STUB.read_text(encoding="utf-8") == made, "run: python -m pullthrough.present.state_stub --write"


def test_every_table_has_a_type_and_columns_say_what_they_mean() -> None:
    classes = {node.name: node for node in ast.parse(state_stub.text()).body if isinstance(node, ast.ClassDef)}
    tables = [line.target.id for line in classes["State"].body if isinstance(line, ast.AnnAssign)]  # type: ignore[union-attr]
    assert tables == list(Tables._fields)
    text = state_stub.text()
    assert 'target: int\n    """Requirement it is developed for."""' in text
    assert "Quarters before its tender at which a requirement is published (quarters)." in text


@pytest.mark.slow
def test_mypy_finds_a_misspelt_column_in_a_rule(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    rule = tmp_path / "rule.py"
    rule.write_text(
        "from pullthrough.world.state import State\n"
        "def step(state: State) -> None:\n"
        "    state.technologies[0].trl = 3\n    state.technologies[0].trll = 3\n"
    )
    told, _, code = api.run(["--strict", str(rule)])
    assert code == 1
    assert 'has no attribute "trll"' in told
    assert told.count("error:") == 1
