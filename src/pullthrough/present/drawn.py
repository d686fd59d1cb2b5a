"""Whether the figures of a folder are those of its tables already, so that a finished study is not drawn again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.store import RUNS
from pullthrough.study.storage.writing import write_whole

FIGURES, RECORD = "figures", ".drawn.json"
DRAWS = Path(__file__).resolve().parent


def are_there(folder: Path) -> bool:
    """Whether figures have been drawn here; of what is another question."""
    return (folder / FIGURES / RECORD).is_file()


def kept(folder: Path) -> list[Path] | None:
    """The figures of a folder if each is whole and drawn from what is in the folder now; else None."""
    record = folder / FIGURES / RECORD
    try:
        told = json.loads(record.read_text(encoding="utf-8"))
        paths = [folder / FIGURES / Path(name).name for name in told["figures"]]
        if told["from"] == _sources(folder) and told["figures"] == _hashes(paths):
            return paths or None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return None


def keep(folder: Path) -> None:
    """Write down what the figures were drawn from, and their bytes."""
    home = folder / FIGURES
    paths = [path for path in sorted(home.glob("*")) if path.suffix in (".png", ".svg")] if home.is_dir() else []
    if paths:
        told = {"from": _sources(folder), "figures": _hashes(paths)}
        write_whole(home / RECORD, json.dumps(told, indent=1) + "\n")


def _sources(folder: Path) -> str:
    """A hash of the tables, of which runs there are, of the study, and of what draws."""
    about = read_manifest(folder)
    digest = hashlib.sha256(f"{about.get('fingerprint')} {about.get('titles')} {version('matplotlib')}".encode())
    tables = sorted(path for path in folder.glob("*.csv") if path.is_file())
    for path in [*tables, *sorted((folder / RUNS).glob("_*.sha256")), *sorted(DRAWS.rglob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _hashes(paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
