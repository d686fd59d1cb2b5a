"""The worked examples of CONTRIBUTING, followed to the letter on a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(
    r"^<!-- (?P<how>new|end of|into) (?P<file>\S+)(?: (?P<where>after|before|in place of): (?P<line>.+?))? -->\n"
    r"```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MOST = {"a lever": 5, "an outcome": 2, "a field of the state": 2, "a funding instrument": 1, "a kind of study": 4}
"""Files that a change of each sort touches by hand, its test among them."""


@dataclass(frozen=True)
class Step:
    """One block of an example: what goes into which file, and where."""

    how: str
    file: str
    where: str
    line: str
    text: str

    def follow(self, root: Path) -> None:
        """Do what it says; a line that is named must stand in the file once."""
        path = root / self.file
        if self.how != "into":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((path.read_text() if self.how == "end of" else "") + self.text)
            return
        lines = path.read_text().splitlines(keepends=True)
        (at,) = [i for i, line in enumerate(lines) if self.line in line]
        first, last = {"after": (at + 1, at + 1), "before": (at, at), "in place of": (at, at + 1)}[self.where]
        path.write_text("".join([*lines[:first], self.text, *lines[last:]]))


def examples() -> dict[str, list[Step]]:
    """The steps of each example, by what it adds."""
    sections = re.split(r"^\*\*\.\.\. (.+?)\.\*\*", (ROOT / "CONTRIBUTING.md").read_text(), flags=re.MULTILINE)
    pairs = zip(sections[1::2], sections[2::2], strict=True)
    return {
        name: [Step(*(m[g] or "" for g in ("how", "file", "where", "line", "text"))) for m in found]
        for name, text in pairs
        if (found := list(BLOCK.finditer(text)))
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a change may touch, and of what its tests read."""
    for name in ("src", "configs", "docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "experiments").mkdir()
    for name in ("levers", "screening_dsis"):
        shutil.copytree(ROOT / "experiments" / name, tmp_path / "experiments" / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_every_sort_of_change_has_an_example_of_few_files() -> None:
    found = {name: len({step.file for step in steps}) for name, steps in examples().items()}
    assert found.keys() == MOST.keys()
    assert {name: count for name, count in found.items() if count > MOST[name]} == {}


def test_every_step_finds_its_place(copy: Path) -> None:
    for steps in examples().values():
        for step in steps:
            step.follow(copy)
    for file in {step.file for steps in examples().values() for step in steps if step.file.endswith(".py")}:
        compile((copy / file).read_text(), file, "exec")


@pytest.mark.slow
def test_what_the_examples_add_is_whole(copy: Path) -> None:
    """Types of the state made anew, then the tests of registers, documents, kinds and the examples' own."""
    for steps in examples().values():
        for step in steps:
            step.follow(copy)
    apart = {**os.environ, "PYTHONPATH": str(copy / "src")}

    def run(*words: str) -> None:
        done = subprocess.run(
            [sys.executable, *words], cwd=copy, env=apart, capture_output=True, text=True, timeout=1800
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]

    run("-m", "pullthrough.present.state_stub", "--write")
    own = sorted(step.file for steps in examples().values() for step in steps if step.file.startswith("tests/"))
    rest = [f"tests/test_{name}.py" for name in ("levers", "register", "odd", "kinds", "state_stub", "outcome_page")]
    run("-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *own, *rest)
    compose = "from pullthrough.parameters.composition.compose import compose; "
    run("-c", compose + "assert compose(['world/instruments=mine'], ['mine']).world.instruments['seed_fund'].once")
