"""What a verb says, in the form that is asked for: as text, as JSON for programs, as Markdown for the summary of a pipeline."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pullthrough.text.safe import printable
from pullthrough.verbs.arguments import DIFFERENT, DONE, Words

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names a file to which a step of a pipeline may add Markdown."""

VERDICTS = {DONE: "as it should be", DIFFERENT: "not as it should be"}


def add_forms(words: Words) -> None:
    """Let a verb be asked for JSON or Markdown."""
    forms = words.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="as JSON, for other programs")
    forms.add_argument(
        "--markdown", action="store_true", help=f"as Markdown; also into the file that {SUMMARY} names, if it does"
    )


def told(verb: str, given: Any, tell: Callable[[], int], facts: Callable[[], Mapping[str, Any]] = dict) -> int:
    """Let a verb speak, and put what it prints into the form that was asked for.

    Args:
        verb: its name.
        given: the words, as parsed, with those of :func:`add_forms`.
        tell: prints lines and returns the exit code.
        facts: what else JSON has, by name.

    Returns:
        The exit code.
    """
    if not (given.json or given.markdown):
        return tell()
    caught = io.StringIO()
    with contextlib.redirect_stdout(caught):
        code = tell()
    if code not in VERDICTS:  # the words were wrong; that has been said
        return code
    lines = printable(caught.getvalue()).rstrip("\n").split("\n")
    of = [str(value) for name, value in vars(given).items() if name in ("folder", "a", "b")]
    if given.json:
        print(
            json.dumps(
                {"verb": verb, "of": of, "good": code == DONE, "code": code, **facts(), "lines": lines}, indent=1
            )
        )
        return code
    text = in_markdown(f"pullthrough {verb} {' '.join(of)}", VERDICTS[code], lines)
    print(text)
    if file := os.environ.get(SUMMARY):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text + "\n")
    return code


def in_markdown(title: str, verdict: str, lines: list[str]) -> str:
    """A heading, the verdict, and what was said, in which no sign is taken for Markdown."""
    longest = max((len(run) for line in lines for run in line.split() if set(run) == {"`"}), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"### {title.replace('`', '')}", "", f"**{verdict.capitalize()}.**", "", fence, *lines, fence])
