"""Variables of Numba: rules run uncompiled where it is told to compile nothing, and code made otherwise is kept apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pullthrough.engine.cache import content_key

QUARTERS = """
from pullthrough import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
model = PullThroughModel(setting(compose(["world=tiny"])), rng=1)
print(model.run_until_quarter(1).tables.clock.t[0])
"""


def told(code: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a new process says and prints under such variables."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | variables
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )


def test_without_a_compiler_a_model_runs_and_says_so_once(tmp_path: Path) -> None:
    done = told(QUARTERS, tmp_path, NUMBA_DISABLE_JIT="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "0\n"
    assert done.stderr.count("NUMBA_DISABLE_JIT is set") == 1 and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["NUMBA_OPT", "NUMBA_BOUNDSCHECK", "NUMBA_DEBUGINFO", "NUMBA_LOOP_VECTORIZE"])
def test_code_that_is_made_otherwise_is_kept_apart(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    usual = content_key(["a rule"], "a layout")
    monkeypatch.setenv(name, "1")
    assert content_key(["a rule"], "a layout") != usual


@pytest.mark.parametrize(
    "variables",
    [
        {"NUMBA_NUM_THREADS": "1"},
        {"NUMBA_NUM_THREADS": "many"},
        {"NUMBA_CACHE_DIR": "/nowhere"},
        {"NUMBA_FULL_TRACEBACKS": "1", "NUMBA_WARNINGS": "1"},
    ],
    ids=lambda variables: next(iter(variables.items())),
)
def test_other_variables_change_nothing(variables: dict[str, str], tmp_path: Path) -> None:
    code = "from pullthrough.engine.cache import content_key; print(content_key(['a rule'], 'a layout'))"
    done = told(code, tmp_path, **variables)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == content_key(["a rule"], "a layout")
