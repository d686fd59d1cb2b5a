"""The words after a verb: options known, folders there, and the nearest name said where they are not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from pullthrough.parameters.checking.problems import nearest_name
from pullthrough.study.storage.manifest_read import BadManifest, manifest_in
from pullthrough.study.storage.store import MANIFEST, RUNS

DONE, DIFFERENT, WRONG = 0, 1, 2
"""Exit codes: done and as it should be; something differs, failed or is not finished; the words are wrong."""


class Words(argparse.ArgumentParser):
    """A parser of the words after a verb, which names the nearest option for one that there is not."""

    def __init__(self, verb: str, says: str) -> None:
        super().__init__(prog=f"pullthrough {verb}", description=says, allow_abbrev=False)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; unknown words are an error with the nearest option."""
        given, unknown = self.parse_known_args(args, namespace)
        if unknown:
            options = [option for action in self._actions for option in action.option_strings]
            near = nearest_name(unknown[0].partition("=")[0], options) if unknown[0].startswith("-") else None
            self.error(f"there is no option '{unknown[0]}'" + (f". Did you mean '{near}'?" if near else ""))
        return given

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it should be; exit code 2."""
        usage = " ".join(self.format_usage().split())
        print(f"{self.prog}: {message}\n{usage}", file=sys.stderr)
        sys.exit(WRONG)


class NoResults(Exception):
    """There is no such folder, or it holds no study."""


def use_extension(words: Words, argv: Sequence[str] | None = None) -> Any:
    """Parse the words of a verb that looks at names, with an extension in use if ``--extension`` names one.

    Raises:
        ConfigurationError: if the extension cannot be loaded, or does not fit.
    """
    words.add_argument(
        "--extension",
        metavar="FILE|MODULE",
        help="an extension; its levers, numbers and outcomes are included",
    )
    given = words.parse_args(argv)
    if given.extension:
        from pullthrough.extension.loading import load
        from pullthrough.parameters.checking import extended

        extended.use(load(given.extension).declared)
    return given


def results(text: str) -> Path:
    """A result folder by its name.

    Raises:
        NoResults: if it is none; the message names the nearest folder that is.
    """
    folder = existing(text)
    try:
        about = manifest_in(folder)
    except BadManifest as error:
        raise NoResults(str(error)) from None
    if about is None and not (folder / RUNS).is_dir():
        below = [p.parent.name for p in folder.glob(f"*/{MANIFEST}")]
        hint = f" Folders in it hold one: {', '.join(sorted(below)[:5])}" if below else ""
        raise NoResults(f"{text} holds no study (no {MANIFEST} in it).{hint}")
    return folder


def existing(text: str) -> Path:
    """A folder by its name; see :func:`results`."""
    if not text.strip():  # an empty variable of a script, which would be the folder one stands in
        raise NoResults("the name of the folder is empty.")
    folder = Path(text)
    if folder.is_dir():
        return folder
    parent = folder.parent
    beside = [p.name for p in parent.iterdir() if p.is_dir()] if parent.is_dir() else []
    near = nearest_name(folder.name, beside)
    what = "is a file, not a folder" if folder.exists() else "there is no such folder"
    raise NoResults(f"{text}: {what}." + (f" Did you mean '{parent / near}'?" if near else ""))


def refuse(verb: str, error: Exception) -> int:
    """Say what is wrong; returns exit code 2."""
    print(f"pullthrough {verb}: {error}", file=sys.stderr)
    return WRONG
