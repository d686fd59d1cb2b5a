"""Standard output and error of a process: safe to print on, and no reason to give up a study.

A reader of a pipe may leave (``| head``), a terminal may close, a disk to which output goes may be full; the study goes on
and its results are written. What the encoding of the terminal lacks is written in its nearest form. What is printed
carries no escape sequences but those that this program makes itself, see :func:`styled`.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pullthrough.text.safe import printable

NEAREST = "pullthrough-nearest"
FORMS = {"–": "-", "—": "-", "−": "-", "±": "+/-", "×": "x", "…": "...", "≥": ">=", "≤": "<=", "’": "'", "→": "->"}


class Outlet:
    """A stream that cannot fail: once it cannot be written, nothing more is, and ``lost`` says why."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.lost: OSError | None = None

    def write(self, text: str) -> int:
        """Write a text without what a terminal would carry out."""
        return self.write_styled(printable(text))

    def write_styled(self, text: str) -> int:
        """Write a text as it is, colours and all."""
        try:
            self.stream.write(text)
        except OSError as error:
            self._leave(error)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write each."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is held back."""
        try:
            self.stream.flush()
        except OSError as error:
            self._leave(error)

    def _leave(self, error: OSError) -> None:
        self.lost = self.lost or error
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class Styled:
    """The same stream for a writer that makes its own colours and cleans what it was given."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet

    def write(self, text: str) -> int:
        """Write a text as it is."""
        return self.outlet.write_styled(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.outlet, name)


def styled(stream: Any) -> Any:
    """The stream behind standard output or error for whoever writes colours; other streams as they are."""
    return Styled(stream) if isinstance(stream, Outlet) else stream


def settle() -> None:
    """Make standard output and error of this process such streams, if they are not."""
    codecs.register_error(NEAREST, _nearest)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started this process
            stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115, for as long as the process runs
        if not isinstance(stream, Outlet):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors=NEAREST)
            setattr(sys, name, Outlet(stream))


def lost() -> OSError | None:
    """Why output was lost, if it was, and not because its reader had enough."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    errors = [stream.lost for stream in (sys.stdout, sys.stderr) if isinstance(stream, Outlet)]
    return next((error for error in errors if error and not isinstance(error, BrokenPipeError)), None)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(FORMS.get(c) or _plain(c) or "?" for c in text), error.end


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
