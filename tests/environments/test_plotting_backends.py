"""Figures are drawn whatever display the surroundings name: they are written to files, by Agg alone."""

import os
import subprocess
import sys

import pytest

DRAWN = """
from pullthrough.present.figures import load_figures
print(sorted(load_figures())[0])
import os, matplotlib
print(os.environ["MPLBACKEND"])
"""


@pytest.mark.parametrize("backend", ["module://not_here.backend_inline", "nonsense", ""])
def test_a_notebooks_display_that_is_not_here_does_not_matter(backend: str) -> None:
    env = {**os.environ, "MPLBACKEND": backend}
    done = subprocess.run([sys.executable, "-c", DRAWN], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "adoption_over_time"
    assert done.stdout.split("\n")[1] == backend, "what others draw with is left as it was"
