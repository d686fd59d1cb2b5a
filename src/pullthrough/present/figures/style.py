"""How every figure looks: colours, lines, sizes of text.

Two scenarios are told apart three times over: by colour (Okabe and Ito's palette, safe for colour-blind readers), by
line or hatch, and by a word beside the mark; so a figure also reads in grey.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib

DPI = 150
MARGIN = 0.4
TITLE, TEXT, SMALL = 13.0, 9.5, 8.0
INK, QUIET, RULE = "#222222", "#595959", "#c8c8c8"

RC: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#8c8c8c",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.unicode_minus": True,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": 9,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.7,
    "hatch.linewidth": 0.6,
    "path.simplify": True,
    "svg.fonttype": "none",  # text stays text: it can be searched, copied and read aloud
    "svg.hashsalt": "pullthrough",
    "text.color": INK,
    "text.hinting": "no_hinting",  # letters are spaced in PNG as in SVG; also a quarter faster
    "text.parse_math": False,
    "xtick.color": "#8c8c8c",
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.color": "#8c8c8c",
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
}


@dataclass(frozen=True)
class Look:
    """How one scenario is drawn: ``colour`` of marks, darker ``ink`` of its words, line, marker and hatch."""

    word: str
    colour: str
    ink: str
    line: Any
    marker: str
    hatch: str


LOOKS = {
    "baseline": Look("baseline", "#7d7d7d", "#555555", (0, (4.5, 1.8)), "s", "/////"),
    "policy": Look("policy", "#0072B2", "#005685", "-", "o", ""),
}


@contextmanager
def styled() -> Iterator[None]:
    """The settings under which figures are drawn and saved; matplotlib's own are put back afterwards."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # SVG has the letter, PNG a box
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield
