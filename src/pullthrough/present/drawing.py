"""Drawing the figures of a study, on two cores if there are two."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from pullthrough.present.console import Figures
from pullthrough.present.figures import draw_all, load_figures, load_matplotlib
from pullthrough.study.execution.process_context import context, follow_parent
from pullthrough.study.storage.store import MANIFEST
from pullthrough.study.storage.writing import write_whole

OWN_FIGURES = ("dose", "attribution", "replay", "levers", "sweep", "sensitivity")
"""Files of ``figures/`` that draw the figures of a kind of study: ``<name>.draw_<name>(folder)``."""

HALVES = (("adoption_over_time", "effects", "cumulative_incidence"), ("twins", "new_entrants", "trl_funnel"))
"""What each of the two draws: either half takes as long, and what is looked at first comes first."""


FIGURES, MARK = "figures", ".drawn"
DRAWN = ("run_id", "config", "titles", "changes", "policies", "against", "scenario", "versions", "world", "replicates", "seed",
         "seeds", "policy_start", "observe", "total_runs", "failures", "statistics")  # fmt: skip
"""Of the manifest what figures may show; times are left out."""


class Drawing:
    """Draws the figures of a study while this process goes on, and ends with the context.

    A process beside this one can be started before there is anything to draw: it loads what draws, which takes as long as
    the tables. It then makes a copy of itself, and each draws one half.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder, self.kind = folder, kind
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def prepare(self) -> None:
        """Start the process, if there are two halves to be drawn."""
        if self._pool is None and not _own_figures(self.folder, self.kind):
            self._pool = ProcessPoolExecutor(1, context(), initializer=_load)
            self._pool.submit(int)  # a process starts with the first thing to do

    def begin(self) -> Figures:
        """Begin to draw, or without a process wait until the figures are asked for."""
        mark = drawn_from(self.folder)
        if kept := _kept(self.folder, mark):
            return lambda: kept
        if self._pool is None or _own_figures(self.folder, self.kind):
            return lambda: _marked(self.folder, mark, draw(self.folder, self.kind))
        drawn = self._pool.submit(_draw_halves, self.folder)
        return lambda: _marked(self.folder, mark, drawn.result())


def drawn_from(folder: Path) -> str:
    """A hash of all that figures are made of: the tables, what the manifest says but for times, and the code that draws."""
    digest = hashlib.sha256()
    about = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) if (folder / MANIFEST).is_file() else {}
    told = {key: about.get(key) for key in DRAWN}
    digest.update(json.dumps(told, sort_keys=True).encode())
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    for path in (*sorted(folder.glob("*.csv")), *sources):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _kept(folder: Path, mark: str) -> list[Path]:
    """The figures of an earlier command, if they were made of the same and are all there."""
    place = folder / FIGURES / MARK
    try:
        made, *names = place.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
    files = [folder / FIGURES / name for name in names if name and "/" not in name]
    return files if made == mark and all(file.is_file() for file in files) else []


def _marked(folder: Path, mark: str, files: Sequence[Path]) -> Sequence[Path]:
    if files:
        write_whole(folder / FIGURES / MARK, "\n".join([mark, *(file.name for file in files)]))
    return files


def _load() -> None:
    follow_parent()
    gc.disable()  # it is soon gone
    load_figures()


def _draw_halves(folder: Path) -> list[Path]:
    if "fork" not in multiprocessing.get_all_start_methods():
        return draw_all(folder)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=follow_parent) as copy:
        second = copy.submit(draw_all, folder, HALVES[1])
        return sorted(draw_all(folder, HALVES[0]) + second.result())


def draw(folder: Path, kind: str = "compare") -> list[Path]:
    """Draw all figures of a result folder; returns their files."""
    load_matplotlib()
    name = _own_figures(folder, kind)
    if not name:
        return draw_all(folder)
    draw_own: Callable[[Path], list[Path]] = getattr(
        import_module(f"pullthrough.present.figures.{name}"), f"draw_{name}"
    )
    return draw_own(folder)


def _own_figures(folder: Path, kind: str) -> str:
    """The file of ``figures/`` that a study has to itself; empty if it has the figures of any comparison."""
    if kind == "compare":
        return "scenarios" if (folder / "comparisons.csv").is_file() else ""
    name = "attribution" if kind == "attribute" else kind
    return name if name in OWN_FIGURES else ""
