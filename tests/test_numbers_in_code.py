"""Numbers that could be otherwise are in ``configs/``, not in the rules: a search of the source, with named exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "pullthrough"
FILES = sorted([*(ROOT / "processes").rglob("*.py"), *(ROOT / "agents").glob("*.py")])

EVERYWHERE = {
    0: "nothing, the first of a list",
    1: "one, certainty",
    2: "a square, twice, the third of a list",
    0.5: "half of a square; rounding",
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
    ("processes/accounts.py", 4): "at most a quarter of the cash repays a loan in any quarter (D14)",
    ("processes/development.py", 1000): "packs TRL and try into one index of a draw",
    ("processes/entry.py", 3): "index of a draw",
    ("processes/shared/firms.py", 4): "index of a draw",
    ("processes/shared/firms.py", 8): "first index of the draws of a position",
    ("processes/shared/firms.py", 12.0): "months in a year",
    ("processes/shared/membership.py", 5): "the steps that a shared test site serves, by definition of TRL 5 and 6",
    ("processes/shared/membership.py", 7): "the steps that a shared test site serves, by definition of TRL 5 and 6",
    ("processes/shared/offers.py", 1e-300): "keeps log() finite",
    ("agents/sme.py", 1e-9): "keeps log() finite",
    ("agents/sme.py", 1e9): "keeps exp() finite",
    ("processes/founding.py", 160): "the quarters of a working life: bounds the experience that a firm begins with",
    ("processes/private_money.py", 6): "the TRL of trials in a relevant environment, by definition",
    (
        "processes/skills.py",
        1.25,
    ): "people beyond so many times those needed teach nobody anything: keeps ln staffing bounded",
    ("processes/skills.py", 1e-9): "keeps log() finite",
    ("processes/shared/ranking.py", 3): "the next child in a binary heap",
}
"""Other literals by file, each with its reason. A new one is a key of the world, or an entry here that a reviewer accepts."""


NAMED = {
    "processes/founding.WORKING_LIFE": "see EXCEPTIONS",
    "processes/private_money.TRIAL_TRL": "a technology is tried in a relevant environment by definition of TRL 6",
    "processes/science.STAGES": "the shape of the lag: an Erlang of two stages, the fewest by which nothing comes at once",
    "processes/skills.MOST_STAFFING": "see EXCEPTIONS",
    "agents/export_office.CERTAIN": "see EXCEPTIONS",
    "agents/organisation.LN_50": "see EXCEPTIONS",
    "agents/sme.LN_10": "see EXCEPTIONS",
    "processes/accounts.CASH_PER_REPAYMENT": "how fast a loan is repaid (D14)",
    "processes/shared/membership.SITES_FROM": "see EXCEPTIONS",
    "processes/shared/offers.NOBODY": "a code",
}
"""Numbers at the head of a file that are no key of the world."""


def name_of(file: Path) -> str:
    """A file below the package."""
    return file.relative_to(ROOT).as_posix()


def literals(file: Path) -> Iterator[tuple[int, float]]:
    """Line and value of every number in a file's code; signs are left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if is_number(node):
            yield node.lineno, node.value  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_number_in_a_rule_belongs_in_a_config(file: Path) -> None:
    name = name_of(file)
    strange = [f"{name}:{line}: {value}" for line, value in literals(file) if value not in EVERYWHERE]
    allowed = [f"{name}:{line}: {value}" for line, value in literals(file) if (name, value) in EXCEPTIONS]
    assert sorted(set(strange) - set(allowed)) == []


def test_no_number_hides_behind_a_name() -> None:
    """At the head of a file a number is a unit, a code or a bound; common ones such as 2 would pass unseen otherwise."""
    found = set()
    for file in FILES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and any(is_number(n) for n in ast.walk(node.value)):
                found |= {
                    f"{name_of(file).removesuffix('.py')}.{name.id}"
                    for name in node.targets
                    if isinstance(name, ast.Name)
                }
    assert found - set(NAMED) == set()


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def test_every_exception_is_still_needed() -> None:
    used = {(name_of(file), value) for file in FILES for _, value in literals(file)}
    assert set(EXCEPTIONS) <= used
    assert all(EXCEPTIONS.values())
