"""The page of commands: what ``--help`` says of the command and of each verb."""

from __future__ import annotations

import os
import subprocess
import sys

from pullthrough.verbs import VERBS

WIDTH = "100"


def page() -> str:
    """The help of the command, then that of each verb."""
    parts = ["## pullthrough\n", _block(_help())]
    for verb in VERBS:
        parts += [f"## pullthrough {verb}\n", _block(_help(verb))]
    return "\n".join(parts)


def _help(*verb: str) -> str:
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "pullthrough", *verb, "--help"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def _block(text: str) -> str:
    return f"```text\n{text}\n```\n"
