"""Numbers that could be otherwise are in ``configs/``, not in the rules: a search of the source, with named exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "pullthrough"
FILES = sorted([*(ROOT / "processes").glob("*.py"), *(ROOT / "agents").glob("*.py")])

EVERYWHERE = {
    0: "nothing, the first of a list",
    1: "one, certainty",
    2: "a square, twice, the third of a list",
    0.5: "half of a square; rounding",
    4: "quarters in a year",
    0.25: "a quarter of a year",
}
"""Literals that need no reason of their own."""

EXCEPTIONS = {
    ("agents/capability_sponsor.py", 1000.0): "GBP 1m in GBP thousand, the unit of the rules' reference value",
    ("agents/organisation.py", 1000.0): "GBP 1m in GBP thousand, the unit of the rules' reference value",
    ("agents/procurement_agency.py", 1000.0): "GBP 1m in GBP thousand, the unit of the rules' reference value",
    ("agents/organisation.py", 50.0): "employees of the firm for which ideas.rate_reference is given: part of its unit",
    (
        "agents/sme.py",
        10.0,
    ): "employees of the firm for which exit.upkeep and .death_hazard are given: part of their unit",
    ("agents/export_office.py", 50.0): "ln odds beyond which exp() is 0 or 1 in floating point",
    ("processes/development.py", 1000): "packs TRL and try into one index of a draw",
    ("processes/firms.py", 3): "index of a draw",
    ("processes/firms.py", 8): "first index of the draws of a position",
    ("processes/firms.py", 12.0): "months in a year",
    ("processes/membership.py", 5): "the steps that a shared test site serves, by definition of TRL 5 and 6",
    ("processes/membership.py", 7): "the steps that a shared test site serves, by definition of TRL 5 and 6",
    ("processes/offers.py", 1e-300): "keeps log() finite",
    ("processes/skills.py", 1e-9): "keeps log() finite",
    ("processes/ranking.py", 3): "the next child in a binary heap",
    ("processes/transfer.py", 1000000.0): "what is learnt is noted in millionths, so that flows are whole",
}
"""Other literals by file, each with its reason. A new one is a key of the world, or an entry here that a reviewer accepts."""


NAMED = {
    "agents/export_office.CERTAIN": "see EXCEPTIONS",
    "agents/organisation.LN_50": "see EXCEPTIONS",
    "agents/sme.LN_10": "see EXCEPTIONS",
    "processes/accounts.QUARTERS": "quarters in a year",
    "processes/campaigns.CODEVELOPED": "stands for a mechanism that is not there",
    "processes/clusters.YEAR": "quarters in a year",
    "processes/membership.SITES_FROM": "see EXCEPTIONS",
    "processes/transfer.MILLION": "see EXCEPTIONS",
    "processes/exports.QUARTERS": "quarters in a year",
    "processes/offers.NOBODY": "a code",
}
"""Numbers at the head of a file that are no key of the world."""


def literals(file: Path) -> Iterator[tuple[int, float]]:
    """Line and value of every number in a file's code; signs are left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if is_number(node):
            yield node.lineno, node.value  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_no_number_in_a_rule_belongs_in_a_config(file: Path) -> None:
    name = f"{file.parent.name}/{file.name}"
    strange = [f"{name}:{line}: {value}" for line, value in literals(file) if value not in EVERYWHERE]
    allowed = [f"{name}:{line}: {value}" for line, value in literals(file) if (name, value) in EXCEPTIONS]
    assert sorted(set(strange) - set(allowed)) == []


def test_no_number_hides_behind_a_name() -> None:
    """At the head of a file a number is a unit, a code or a bound; common ones such as 4 would pass unseen otherwise."""
    found = set()
    for file in FILES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and any(is_number(n) for n in ast.walk(node.value)):
                found |= {
                    f"{file.parent.name}/{file.stem}.{name.id}" for name in node.targets if isinstance(name, ast.Name)
                }
    assert found - set(NAMED) == set()


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def test_every_exception_is_still_needed() -> None:
    used = {(f"{file.parent.name}/{file.name}", value) for file in FILES for _, value in literals(file)}
    assert set(EXCEPTIONS) <= used
    assert all(EXCEPTIONS.values())
