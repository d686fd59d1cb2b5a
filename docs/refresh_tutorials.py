"""Run what the tutorials tell a reader to run, and put what comes out into them: ``python docs/refresh_tutorials.py [PAGE ...]``.

A page is followed from top to bottom in a folder of its own. A block with a file name is written to that file, a block of
``bash`` is run, and the ``text`` block titled *output* after it gets what it printed: all of it, or as many lines as the
title says ("output, first 20 lines"); "error message" is what a refused command says. A picture with a comment
``picture: FILE`` before it is copied from that file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "tutorials"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]*)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"<!-- picture: (\S+) -->\n!\[[^\]]*\]\(([^)]+)\)")
SECONDS = re.compile(r"\d+(\.\d+)? (s|ms|minutes?|hours?)\b")
WIDTH = "120"
OUTPUT, MESSAGE = "output", "error message"
REFUSED = 2


def refreshed(text: str, folder: Path, pictures: Path | None = None) -> str:
    """The text of a page with what its commands print now.

    Args:
        text: the page.
        folder: where it is followed; files of it are written there.
        pictures: where pictures are copied to, or None to leave them alone.

    Raises:
        RuntimeError: if a command ends otherwise than the page says.
    """
    printed = subprocess.CompletedProcess([], 0, "", "")

    def step(block: re.Match[str]) -> str:
        nonlocal printed
        kind, title, body = block[1], block[2] or "", block[3]
        if kind == "bash":
            printed = _run(body, folder, refused=_next_title(text, block.end()) == MESSAGE)
        elif kind == "text" and title.startswith(OUTPUT):
            return f'```text title="{title}"\n{_shown(printed.stdout, title)}```'
        elif kind == "text" and title == MESSAGE:
            return f'```text title="{title}"\n{_shown(printed.stderr, title)}```'
        elif title:
            (folder / title).parent.mkdir(parents=True, exist_ok=True)
            (folder / title).write_text(body, encoding="utf-8")
        return block[0]

    found = BLOCK.sub(step, text)
    if pictures is not None:
        for picture in PICTURE.finditer(found):
            (pictures / picture[2]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / picture[1], pictures / picture[2])
    return found


def lasting(text: str) -> str:
    """A page without what differs from run to run: how long things took."""
    return SECONDS.sub("0 s", text)


def _next_title(text: str, place: int) -> str:
    following = BLOCK.search(text, place)
    return following[2] or "" if following else ""


def _run(command: str, folder: Path, refused: bool) -> subprocess.CompletedProcess[str]:
    own = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": own, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != (REFUSED if refused else 0):
        raise RuntimeError(f"{command}ended with exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def _shown(printed: str, title: str) -> str:
    lines = [line.rstrip() for line in printed.strip().splitlines()]
    if limit := re.search(r"first (\d+) lines", title):
        lines = lines[: int(limit[1])]
    return "".join(f"{line}\n" for line in lines)


def main(names: list[str]) -> None:
    """Refresh the pages named, or all."""
    for page in [FOLDER / name for name in names] or sorted(FOLDER.glob("*.md")):
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(refreshed(page.read_text(encoding="utf-8"), Path(folder), FOLDER), encoding="utf-8")
        print(page.name)


if __name__ == "__main__":
    main(sys.argv[1:])
