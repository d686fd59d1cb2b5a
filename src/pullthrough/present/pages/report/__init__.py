"""The report: one page with everything in it, to be opened, printed or sent; it asks nobody for anything."""

from __future__ import annotations

from pathlib import Path

from pullthrough.present.pages.charts import all_views, facts_of
from pullthrough.present.pages.report.page import page
from pullthrough.study.storage.writing import write_whole

REPORT = "report.html"


def write_report(folder: Path, ensemble: Path | None = None) -> Path:
    """Write ``report.html`` into a result folder; returns its path.

    Args:
        folder: of a study, with its tables.
        ensemble: folder of an ensemble of the same comparison, for the interval of everything varied.

    Raises:
        FileNotFoundError: if the folder has no ``manifest.json``.
        OSError: if the file cannot be written.
    """
    facts = facts_of(folder)
    path = folder / REPORT
    write_whole(path, page(facts, list(all_views(folder, facts)), folder, ensemble))
    return path
