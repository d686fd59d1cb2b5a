"""``pullthrough figures DIR``: the figures of a study once more, as PDF for print. Reads files only."""

from __future__ import annotations

from pathlib import Path

from pullthrough.study.storage.folder import read_manifest
from pullthrough.verbs.arguments import DONE, NoResults, Words, refuse, results


def main(argv: list[str]) -> int:
    """Draw the figures of a result folder as PDF; exit code 2 if there is none."""
    words = Words("figures", "Draw the figures of a study as PDF, into its folder figures/.")
    words.add_argument("folder", help="a result folder")
    words.add_argument(
        "--plain", action="store_true", help="without title, words under it and stamp, for a paper with captions"
    )
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
    except NoResults as error:
        return refuse("figures", error)
    from pullthrough.parameters.schema.study import STUDIES
    from pullthrough.study.kinds.registry import kind_named

    kind = read_manifest(folder).get("config", {}).get("study", {}).get("kind")
    for path in drawn(folder, kind_named(kind).figures if kind in STUDIES else "", plain=given.plain):
        print(path)
    return DONE


def drawn(folder: Path, figures: str, *, plain: bool) -> list[Path]:
    """Draw figures as PDF: those of a file of their own, else those of a comparison; returns their files."""
    from pullthrough.present.drawing import draw
    from pullthrough.present.figures import load_matplotlib

    load_matplotlib()
    from pullthrough.present.figures.page import for_print

    with for_print(plain=plain):
        return draw(folder, figures)
