"""``pullthrough report DIR``: one page with everything in it, to be opened, printed or sent. Reads files only."""

from __future__ import annotations

import sys
from pathlib import Path

from pullthrough.verbs.arguments import DONE, NoResults, Words, refuse, results


def main(argv: list[str]) -> int:
    """Write ``report.html`` into a result folder; exit code 2 if there is none."""
    words = Words("report", "Write report.html, one page with the summary, charts and numbers of a study.")
    words.add_argument("folder", help="a result folder")
    words.add_argument(
        "--ensemble", metavar="DIR", help="an ensemble of the same comparison: the interval of everything varied"
    )
    words.add_argument("--open", action="store_true", help="and open it")
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
        ensemble = results(given.ensemble) if given.ensemble else None
        if ensemble and not (ensemble / "ensemble.csv").is_file():
            raise NoResults(f"{ensemble} holds no ensemble (no ensemble.csv in it)")
    except NoResults as error:
        return refuse("report", error)
    return _written(folder, ensemble, opened=given.open)


def _written(folder: Path, ensemble: Path | None, *, opened: bool) -> int:
    from pullthrough.present.pages.report import write_report
    from pullthrough.present.pages.report.summary import OtherComparison
    from pullthrough.study.storage.folder import why

    try:
        path = write_report(folder, ensemble)
    except FileNotFoundError:
        return refuse("report", ValueError(f"{folder} has no manifest.json: what was compared is unknown"))
    except OtherComparison as error:
        return refuse("report", error)
    except OSError as error:
        return refuse("report", ValueError(f"cannot write {folder}/report.html: {why(error)}"))
    print(path)
    if opened:
        import webbrowser

        if not webbrowser.open(path.resolve().as_uri()):
            print("pullthrough report: no browser was found here; open the file with yours", file=sys.stderr)
    return DONE
