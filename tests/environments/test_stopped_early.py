"""Ctrl-C, or SIGTERM from a batch system, while the configuration is still read: one line, exit code 130, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

STOPPED = 130

COMMAND = """
import os, signal, sys
from pullthrough import cli

module, name, call, number = sys.argv.pop(1).split()
place = __import__(module, fromlist=["x"])
for part in name.split(".")[:-1]:
    place = getattr(place, part)
name, calls = name.split(".")[-1], 0
function = getattr(place, name)

def interrupted(*args, **kwargs):
    global calls
    calls += 1
    if calls == int(call):
        os.kill(os.getpid(), int(number))
    return function(*args, **kwargs)

setattr(place, name, interrupted)
cli.main()
"""
"""The command, which is sent a signal when a function is called for the n-th time."""

MOMENTS = {
    "before a word is read": "pullthrough.parameters.composition.command_line parse 1 2",
    "at the first file": "pullthrough.parameters.composition.hydra_files FileConfigSource.load_config 1 2",
    "at a later file": "pullthrough.parameters.composition.hydra_files FileConfigSource.load_config 6 15",
    "while values are checked": "pullthrough.parameters.composition.compose _related 1 2",
}
"""Module, function, which call of it, and the signal."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_command_that_is_stopped_while_it_reads_says_so_in_a_line(tmp_path: Path, moment: str) -> None:
    words = [MOMENTS[moment], "world=tiny", "replicates=1", "study.figures=false"]
    path = os.pathsep.join(p for p in sys.path if p)
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (STOPPED, "", "\npullthrough: interrupted\n")
    assert not list(tmp_path.iterdir())
