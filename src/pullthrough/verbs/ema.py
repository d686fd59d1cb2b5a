"""A study of many points as results of the EMA workbench, so that an analysis begun here goes on there. Needs no package to
write.

``ema_workbench.load_results`` gives the experiments (a row a point and tested scenario: what is varied, ``policy``) and the
outcomes: by name the mean
paired difference, and with ``_policy`` and ``_baseline`` added the mean levels. Runs are averaged over replicates.
"""

from __future__ import annotations

import csv
import io
import json
import math
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.verbs.arguments import NoResults

Floats = NDArray[np.float64]
FILE = "ema_workbench.tar.gz"
CELL = "cell:"


def write_ema(folder: Path) -> Path:
    """Write the archive beside the results.

    Raises:
        NoResults: if the study has no points, or no baseline to compare them with.
    """
    points, runs = folder / "points.csv", folder / "summary.csv"
    if not points.is_file() or not runs.is_file():
        raise NoResults(
            f"{folder} has no points.csv: an analysis of many points needs a study of many points (sweep, sensitivity, "
            f"ensemble, robust, emulate)"
        )
    with points.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cells = [name for name in rows[0] if name.startswith(CELL)]
    if len(cells) < 2:
        raise NoResults(f"{folder} has one scenario alone, so that there is no effect to analyse")
    factors = [name for name in rows[0] if name not in (*cells, "point")]
    means = _means(runs)
    header = [*factors, "scenario", "policy", "model"]
    experiments = [
        [*(row[f] for f in factors), row["point"], name.removeprefix(CELL), "pullthrough"]
        for name in cells[1:]
        for row in rows
    ]
    base = [means[int(row[cells[0]])] for _ in cells[1:] for row in rows]
    tested = [means[int(row[name])] for name in cells[1:] for row in rows]
    values: dict[str, Floats] = {}
    for j, name in enumerate(OUTCOMES):
        without, having = np.array([m[j] for m in base]), np.array([m[j] for m in tested])
        values |= {name: having - without, f"{name}_policy": having, f"{name}_baseline": without}
    path = folder / FILE
    _write(path, header, experiments, values)
    return path


def _means(path: Path) -> dict[int, list[float]]:
    """The mean of every outcome over the runs of a cell in which it is defined, in the order of the registry."""
    found: dict[int, list[list[float]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["error"]:
                found.setdefault(int(row["cell"]), []).append([float(row[name] or "nan") for name in OUTCOMES])
    return {cell: [_mean(column) for column in zip(*runs, strict=True)] for cell, runs in found.items()}


def _mean(values: tuple[float, ...]) -> float:
    known = [v for v in values if math.isfinite(v)]
    return math.fsum(known) / len(known) if known else math.nan


def _write(path: Path, header: list[str], experiments: list[list[str]], values: dict[str, Floats]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *experiments])
    files = {"experiments.csv": text.getvalue()}
    files |= {f"{name}.csv": "\n".join(_cells(column)) + "\n" for name, column in values.items()}
    types = {name: _type([row[j] for row in experiments]) for j, name in enumerate(header)}
    outcomes = [["ScalarOutcome", name, f"{name}.csv"] for name in values]
    files["metadata.json"] = json.dumps({"version": 0.1, "outcomes": outcomes, "experiments": types})
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            data = content.encode()
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))


def _cells(column: Floats) -> Iterator[str]:
    yield from (
        '""' if math.isnan(v) else f"{v:.10g}" for v in column
    )  # an empty line would be skipped by who reads it


def _type(column: list[str]) -> str:
    """What pandas is to take a column for; categories go as objects, as the workbench stores them."""
    try:
        [float(cell) for cell in column]
    except ValueError:
        return "object"
    return "float64"
