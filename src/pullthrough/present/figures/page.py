"""A page: a title that asks, lines that say how to read it, what was found, a key, the body, a stamp at the foot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.text import Text

from pullthrough.present.figures.for_print import print_now, print_page
from pullthrough.present.figures.style import DPI, INK, MARGIN, QUIET, RC, RULE, SMALL, TEXT, TITLE, Look
from pullthrough.text.safe import one_line, printable

MEASURED = 128.0  # points
TITLE_STEP = 0.25  # inches from line to line of a title
SAMPLE, APART = 0.48, 0.35  # inches: the line and mark before an entry of the key, the room after it


@dataclass(frozen=True)
class Page:
    """A figure and the place of its body; places on the page are in inches, from the left and from the body's top."""

    figure: Figure
    title: str
    foot: str
    body_top: float
    body_height: float
    key_height: float = 0.0
    words: list[str] = field(default_factory=list)
    """Those of the body that belong to no panel."""

    def axes(self, left: float, top: float, width: float, height: float, **options: Any) -> Axes:
        """Axes whose upper left corner is ``left`` from the edge of the page and ``top`` below the body's top."""
        across, up = self.figure.get_size_inches()
        bottom = up - self.body_top - top - height
        return self.figure.add_axes((left / across, bottom / up, width / across, height / up), **options)

    def text(self, left: float, top: float, words: str, **options: Any) -> None:
        """Words at a place of the body."""
        self.words.append(words)
        across, up = self.figure.get_size_inches()
        self.figure.text(left / across, 1 - (self.body_top + top) / up, words, **options)


def page(
    title: str,
    lines: Sequence[str],
    foot: Sequence[str],
    body: float,
    *,
    findings: Sequence[str] = (),
    key: Sequence[tuple[Look, str]] = (),
    width: float = 10.0,
) -> Page:
    """A page with a title (the question), lines that say how to read it, a finding, a key of scenarios and a foot.

    Args:
        title: the question that the figure answers.
        lines: sentences under the title; they are broken to fit.
        foot: lines of the stamp; they are broken to fit.
        body: height of the body in inches.
        findings: what came out, one sentence a line, in bold; empty ones are left out.
        key: look and name of each scenario.
        width: of the page in inches.
    """
    inner = width - 2 * MARGIN
    title, foot = one_line(title), [one_line(text) for text in foot]
    lines, findings = [one_line(text) for text in lines], [one_line(text) for text in findings]
    key = [(look, one_line(words)) for look, words in key]
    titles = wrap(title, TITLE, inner, bold=True)
    more = TITLE_STEP * (len(titles) - 1)
    above = [(line, TEXT, "normal", QUIET) for text in lines for line in wrap(text, TEXT, inner)]
    read = len(above)
    above += [(line, TEXT, "bold", INK) for text in findings for line in wrap(text, TEXT, inner, bold=True)]
    below = [line for text in foot for line in wrap(text, SMALL, inner)]
    step, foot_step = 0.195, 0.155
    rows = _key_rows(key, inner)
    apart = 0.07 if len(above) > read else 0.0
    head = 0.74 + more + step * len(above) + apart + 0.2 * len(rows) + (0.07 if rows else 0)
    height = head + body + 0.2 + foot_step * len(below) + 0.22

    figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    left = MARGIN / width
    for i, line in enumerate(titles):
        figure.text(left, 1 - (0.27 + TITLE_STEP * i) / height, line, size=TITLE, weight="bold", va="top")
    at = 0.62 + more
    for i, (line, size, weight, colour) in enumerate(above):
        at += apart if i == read else 0.0
        figure.text(left, 1 - at / height, line, size=size, weight=weight, color=colour, va="top")
        at += step
    for i, row in enumerate(rows):
        _key(figure, row, at + 0.17 + 0.2 * i)
    at = head + body + 0.2
    figure.add_artist(Line2D([left, 1 - left], [1 - (at - 0.08) / height] * 2, color=RULE, linewidth=0.8))
    for line in below:
        figure.text(left, 1 - at / height, line, size=SMALL, color=QUIET, va="top")
        at += foot_step
    return Page(figure, title, " ".join(foot), head, body, 0.2 * len(rows) + (0.1 if rows else 0.0))


def _key_rows(key: Sequence[tuple[Look, str]], width: float) -> list[list[tuple[Look, str]]]:
    """The entries of the key on one row if they fit there, else on a row each."""
    together = sum(SAMPLE + text_width(words, TEXT) for _, words in key) + APART * (len(key) - 1)
    return [list(key)] if key and together <= width else [[entry] for entry in key]


def _key(figure: Figure, entries: Sequence[tuple[Look, str]], top: float) -> None:
    width, height = figure.get_size_inches()
    x, y = MARGIN, 1 - top / height
    for look, words in entries:
        sample = Line2D([x / width, (x + 0.2) / width, (x + 0.4) / width], [y] * 3, color=look.colour, linewidth=2.2)
        sample.set(linestyle=look.line, marker=look.marker, markevery=[1], markersize=5)
        figure.add_artist(sample)
        figure.text((x + SAMPLE) / width, y, words, size=TEXT, color=look.ink, va="center_baseline")
        x += SAMPLE + text_width(words, TEXT) + APART


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``width`` inches at ``size`` points; a longer single word stays whole."""
    lines: list[str] = []
    for word in text.split(" ") if text else ():
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text in inches, a little on the safe side."""
    ems = sum(_ems(word + " ", bold) for word in text.split(" ")) - _ems(" ", bold)
    return 1.02 * ems * size / 72


@cache
def _ems(word: str, bold: bool) -> float:
    """The width of a word relative to the size of its letters; measured large, so that no rounding to pixels counts."""
    font = _font(bold)
    font.set_size(MEASURED, 72.0)
    font.set_text(word, 0.0)
    return float(font.get_width_height()[0]) / 64 / MEASURED


@cache
def _font(bold: bool) -> FT2Font:
    return get_font(findfont(FontProperties(family=RC["font.sans-serif"][:1], weight="bold" if bold else "normal")))


def spread(places: Sequence[float], gap: float, low: float = -math.inf, high: float = math.inf) -> list[float]:
    """Move places apart, keeping their order, until neighbours are ``gap`` apart and all lie from ``low`` to ``high``.

    Where there is not room enough, the lowest go below ``low``.
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for below, above in pairwise(order):
        short = max(0.0, gap - (moved[above] - moved[below]))
        moved[below], moved[above] = moved[below] - short / 2, moved[above] + short / 2
    floor = low
    for i in order:
        moved[i] = max(moved[i], floor)
        floor = moved[i] + gap
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    return moved


def save(drawn: Page, stem: Path) -> list[Path]:
    """Write ``stem.png`` and ``stem.svg``, or for print ``stem.pdf``; without a date: equal figures are equal files."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    for text in drawn.figure.findobj(Text):
        if (clean := printable(text.get_text())) != text.get_text():
            text.set_text(clean)
    if chosen := print_now():
        return [print_page(drawn, stem.with_name(f"{stem.name}.pdf"), chosen)]
    written = [stem.with_name(stem.name + ending) for ending in (".png", ".svg")]
    drawn.figure.savefig(written[0], metadata={"Title": drawn.title, "Description": drawn.foot})
    drawn.figure.savefig(written[1], metadata={"Title": drawn.title, "Description": drawn.foot, "Date": None})
    return written
