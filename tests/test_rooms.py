"""The rooms of the house: imports run one way between them, as the architecture says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pullthrough

PACKAGE = Path(pullthrough.__file__).parent
ROOMS = {
    "parameters": ("schema", "checking", "files", "register", "policy", "composition"),
    "study": ("storage", "design", "methods", "output", "execution", "kinds"),
}
"""The rooms of a package, the lowest first."""


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it, for type checking only too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def rooms_of(package: str, names: Iterator[str]) -> set[str]:
    """The rooms of a package that names of modules lie in."""
    parts = (name.split(".") for name in names)
    return {p[2] for p in parts if p[:2] == ["pullthrough", package] and len(p) > 2 and p[2] in ROOMS[package]}


@pytest.mark.parametrize("package", ROOMS)
def test_every_file_of_a_package_lies_in_a_room(package: str) -> None:
    here = PACKAGE / package
    assert [path.name for path in here.glob("*.py")] == ["__init__.py"]
    assert {path.name for path in here.iterdir() if (path / "__init__.py").exists()} == set(ROOMS[package])


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_imports_only_from_those_below_it(package: str) -> None:
    rooms = ROOMS[package]
    upwards = {
        f"{path.relative_to(PACKAGE)} -> {other}"
        for i, room in enumerate(rooms)
        for path in (PACKAGE / package / room).rglob("*.py")
        for other in rooms_of(package, imported(path)) & set(rooms[i + 1 :])
    }
    assert not upwards


def letters(path: Path) -> Iterator[str]:
    """Names of one letter that a file assigns or takes as arguments."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_names_in_processes_are_words_and_elsewhere_mostly() -> None:
    """As the table of the architecture says."""
    of_rules = [name for path in (PACKAGE / "processes").rglob("*.py") for name in letters(path)]
    everywhere = [name for path in PACKAGE.rglob("*.py") for name in letters(path)]
    assert len(of_rules) > 2000 and not [name for name in of_rules if len(name) == 1 and name != "_"]
    assert sum(len(name) == 1 and name != "_" for name in everywhere) < 0.07 * len(everywhere)
