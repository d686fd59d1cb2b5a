"""``pullthrough figures DIR``: the figures of a study once more, as PDF for print. Reads files only."""

from __future__ import annotations

from argparse import ArgumentTypeError
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
    words.add_argument(
        "--width",
        type=_width,
        default=0.0,
        metavar="single|double|MM",
        help="as wide as one column (85 mm) or two (180 mm) of a journal, or so many millimetres; plain",
    )
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
    except NoResults as error:
        return refuse("figures", error)
    from pullthrough.parameters.schema.study import STUDIES
    from pullthrough.study.kinds.registry import kind_named

    kind = read_manifest(folder).get("config", {}).get("study", {}).get("kind")
    figures, small = drawn(folder, kind_named(kind).figures if kind in STUDIES else "", given.plain, given.width)
    for path in figures:
        print(f"{path}  (its smallest letters are {small[path]:.1f} pt: make it wider)" if path in small else path)
    return DONE


def _width(text: str) -> float:
    """A width in millimetres from the words of a command."""
    known = {"single": 85.0, "double": 180.0}
    try:
        width = known.get(text) or float(text)
    except ValueError:
        width = 0.0
    if not 60.0 <= width <= 400.0:
        raise ArgumentTypeError(f"{text!r} must be single, double or from 60 to 400 millimetres")
    return width


def drawn(folder: Path, figures: str, plain: bool, width: float) -> tuple[list[Path], dict[Path, float]]:
    """Draw figures as PDF: those of a file of their own, else those of a comparison.

    Returns:
        The files, and the points of the smallest letters in those where they are hardly legible.
    """
    from pullthrough.present.drawing import draw
    from pullthrough.present.figures import load_matplotlib

    load_matplotlib()
    from pullthrough.present.figures.for_print import Print, for_print

    with for_print(Print(plain, width)) as small:
        return draw(folder, figures), small
