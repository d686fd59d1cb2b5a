"""Numbers that could be otherwise are in ``configs/``, not in the rules: a search of the source, with named exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "pullthrough"
TABLES_OF_NUMBERS = {
    "world/codes.py": "codes, numbers of draws, and the most that one row or quarter can hold",
    "world/draws.py": "the constants of a hash and of a quantile function",
    "world/ledger.py": "the numbers of the accounts",
    "observe/series.py": "definitions of series and curves, in words",
}
"""Files that hold nothing but such numbers, each with the reason why none of them is a key of the world."""

FOLDERS = ("processes", "agents", "world", "observe")
FILES = sorted(
    file
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*.py")
    if file.relative_to(ROOT).as_posix() not in TABLES_OF_NUMBERS
)

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
    ("processes/development.py", 4): "TRL 4 to 6, in the name of an outcome",
    ("processes/development.py", 7): "TRL 4 to 6, in the name of an outcome",
    ("processes/private_money.py", 6): "the TRL of trials in a relevant environment, by definition",
    (
        "processes/skills.py",
        1.25,
    ): "people beyond so many times those needed teach nobody anything: keeps ln staffing bounded",
    ("processes/skills.py", 1e-9): "keeps log() finite",
    ("processes/shared/ranking.py", 3): "the next child in a binary heap",
    ("world/capacity.py", 4): "how often tables grow; no result follows from it",
    ("world/capacity.py", 18): "bytes above which memory comes page by page; no result follows from it",
    ("world/geometry.py", 1e-9): "below it a quotient is its limit",
    **{("world/places.py", band): "the size bands of the published counts" for band in (5, 10, 20, 50, 100, 250)},
    ("world/places.py", 4): "a place in a tuple",
    ("world/setup.py", 2048): "rows that growing tables begin with; no result follows from it",
    ("world/setup.py", 0.6180339887498949): "the golden ratio, which fills an interval evenly",
    ("world/setup.py", 10): "room for the ten best-paid, an outcome's definition",
    ("world/setup.py", 0x9E3779B97F4A7C15): "the constant of a hash",
    ("world/tables.py", 10): "TRL 0 to 9",
    ("world/tables.py", 3): "kinds of organisation",
    **{("observe/behaviour.py", age): "ages and shares in the definitions of outcomes" for age in (8, 20, 12, 7, 10)},
    **{("observe/careers.py", years): "years in the names of outcomes" for years in (48, 3, 5, 10)},
    ("observe/careers.py", 8): "quarters of silence in the definition of an outcome",
    ("observe/fates.py", 4): "TRL 4 to 6, in the names of fates",
    ("observe/fates.py", 7): "TRL 4 to 6, in the names of fates",
    ("observe/flows.py", 10): "past TRL 9",
    ("observe/flows.py", 9): "TRL 1 to 9",
    ("observe/flows.py", 4): "TRL 4 to 6, in the name of an outcome",
    ("observe/flows.py", 7): "TRL 4 to 6, in the name of an outcome",
    ("observe/network.py", 1000.0): "GBP 1m in GBP thousand",
    **{
        ("observe/projects.py", number): "years and TRLs in the definitions of outcomes"
        for number in (60, 40, 20, 4, 7)
    },
    ("observe/projects.py", 1e-12): "keeps a quotient finite",
    ("observe/research.py", 7): "the TRL of a prototype shown in use, at which a project counts as completed",
    ("observe/spending.py", 10_000.0): "index of a single supplier, by definition",
    ("observe/trade.py", 1e6): "GBP 1bn in GBP thousand",
}
"""Other literals by file, each with its reason. A new one is a key of the world, or an entry here that a reviewer accepts."""


NAMED = {
    "processes/development.EARLY_BELOW": "see EXCEPTIONS",
    "processes/development.LATE_FROM": "see EXCEPTIONS",
    "processes/founding.WORKING_LIFE": "see EXCEPTIONS",
    "processes/private_money.TRIAL_TRL": "a technology is tried in a relevant environment by definition of TRL 6",
    "processes/science.STAGES": "the shape of the lag: an Erlang of two stages, the fewest by which nothing comes at once",
    "processes/skills.MOST_STAFFING": "see EXCEPTIONS",
    "agents/export_office.CERTAIN": "see EXCEPTIONS",
    "agents/organisation.LN_50": "see EXCEPTIONS",
    "agents/sme.LN_10": "see EXCEPTIONS",
    "processes/shared/membership.SITES_FROM": "see EXCEPTIONS",
    "processes/shared/membership.SITES_TO": "see EXCEPTIONS",
    "processes/shared/offers.NOBODY": "a code",
    "processes/shared/offers.NO_KEY": "a code",
    "processes/takeovers.NOWHERE": "a code",
    "world/capacity.SPARE": "see EXCEPTIONS",
    "world/capacity.LARGE": "see EXCEPTIONS",
    "world/places.SME_BANDS": "see EXCEPTIONS",
    "world/tables.STOCKS": "sizes of columns",
    "world/setup.FIRST_CAPACITY": "see EXCEPTIONS",
    "world/setup.GOLDEN": "see EXCEPTIONS",
    "observe/behaviour.LANDMARK": "see EXCEPTIONS",
    "observe/behaviour.AFTER": "see EXCEPTIONS",
    "observe/careers.HORIZON": "see EXCEPTIONS",
    "observe/careers.SILENCE": "see EXCEPTIONS",
    "observe/fates.VALLEY": "see EXCEPTIONS",
    "observe/research.PROVEN_TRL": "see EXCEPTIONS",
    "observe/projects.HORIZON": "see EXCEPTIONS",
    "observe/projects.TEN_YEARS": "see EXCEPTIONS",
    "observe/projects.FIVE_YEARS": "see EXCEPTIONS",
    "observe/spending.WHOLE_MARKET": "see EXCEPTIONS",
    "observe/trade.BILLION": "see EXCEPTIONS",
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
    found = {
        f"{name_of(file).removesuffix('.py')}.{name}"
        for file in FILES
        for name in numbers_at_the_head(file)
        if name != "OUTCOMES"  # words of outcomes, among them the sign of better
    }
    assert found == set(NAMED), "a number behind a new name, or a name here that there is no more"


def numbers_at_the_head(file: Path) -> Iterator[str]:
    """Names that a file gives to numbers outside its functions, several at a time and with a type among them."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and any(map(is_number, ast.walk(node.value))):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HIDDEN = 7", ["HIDDEN"]),
        ("HIDDEN, OTHER = 5, 7", ["HIDDEN", "OTHER"]),
        ("HIDDEN: int = 7", ["HIDDEN"]),
        ("HIDDEN = OTHER = 7 * math.pi", ["HIDDEN", "OTHER"]),
        ('NAME = "x"', []),
    ],
)
def test_a_number_is_found_behind_any_name(tmp_path: Path, text: str, names: list[str]) -> None:
    (tmp_path / "some.py").write_text(text)
    assert list(numbers_at_the_head(tmp_path / "some.py")) == names


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def test_every_exception_is_still_needed() -> None:
    used = {(name_of(file), value) for file in FILES for _, value in literals(file)}
    assert set(EXCEPTIONS) <= used
    assert all((ROOT / name).exists() for name in TABLES_OF_NUMBERS)
    assert all(EXCEPTIONS.values())
