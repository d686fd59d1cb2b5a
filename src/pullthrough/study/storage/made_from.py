"""What files were made from, so that a finished study need not make them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pullthrough.study.storage.writing import write_whole


def digest(texts: Iterable[str], sources: Iterable[Path]) -> str:
    """A hash of texts, and of the names and contents of files."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode(errors="replace") + b"\0")
    for path in sources:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def are_made(record: Path, made_from: str, files: Sequence[Path]) -> bool:
    """Whether files are as they were left, and were made from what there is now."""
    try:
        told = json.loads(record.read_text(encoding="utf-8"))
        return bool(told["from"] == made_from and told["files"] == _contents(files))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def note(record: Path, made_from: str, files: Sequence[Path]) -> None:
    """Write down what files were made from, and their bytes."""
    write_whole(record, json.dumps({"from": made_from, "files": _contents(files)}, indent=1) + "\n")


def _contents(files: Sequence[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
