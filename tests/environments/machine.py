"""The command on a machine that lacks something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

WORDS = ["world=tiny", "replicates=2", "study.figures=false", "study.executor=serial", "world.calendar.last_year=2016"]
"""A study that takes moments."""

WRONG_WORD = ["polcy.x=1"]


def command(
    folder: Path, words: Sequence[str], before: Sequence[str] = (), **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """Run ``pullthrough`` in a folder; a variable that is None is taken out of the environment."""
    path = os.pathsep.join(p for p in sys.path if p)
    environment = {k: v for k, v in (os.environ | {"PYTHONPATH": path} | variables).items() if v is not None}
    argv = [*before, sys.executable, "-m", "pullthrough", *words]
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=540)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def with_read_only(*folders: str) -> list[str]:
    """Words before a command for which folders are read-only; the test is left out where that cannot be had."""
    tried = ["unshare", "-m", "true"]
    if shutil.which("unshare") is None or subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("no 'unshare -m' here")
    mounts = " && ".join(f"mount --bind {f} {f} && mount -o remount,bind,ro {f}" for f in folders)
    return ["unshare", "-m", "sh", "-c", f'{mounts} && exec "$@"', "sh"]
