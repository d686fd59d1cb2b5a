"""Figures for print: PDF with letters as letters, and for a paper without title and stamp, as wide as its columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from pullthrough.present.figures.page import Page

INCH = 25.4  # millimetres
COLUMNS = {"single": 85.0, "double": 180.0}
"""Millimetres of one column and of two, as most journals have them."""

NARROWEST, WIDEST = 60.0, 400.0
ROOM = 0.1  # inches below the body of a plain figure
NARROW = 120.0  # millimetres: below them panels stand under each other
LEFT, RIGHT, ABOVE, BELOW = 0.62, 0.72, 0.5, 0.42  # inches around a panel that stands in a column
LEGIBLE = 5.0  # points


@dataclass(frozen=True)
class Print:
    """How figures are printed.

    Attributes:
        plain: without title, the words under it, and the stamp.
        width: in millimetres; 0 leaves the page as it is. A figure with a width is plain.
    """

    plain: bool = False
    width: float = 0.0


_chosen: ContextVar[Print | None] = ContextVar("print", default=None)
_small: ContextVar[dict[Path, float] | None] = ContextVar("small", default=None)


@contextmanager
def for_print(chosen: Print) -> Iterator[dict[Path, float]]:
    """Figures that are saved now are PDF; gives those whose smallest letters are hardly legible, with their points."""
    small: dict[Path, float] = {}
    tokens = _chosen.set(chosen), _small.set(small)
    try:
        yield small
    finally:
        _chosen.reset(tokens[0])
        _small.reset(tokens[1])


def print_now() -> Print | None:
    """How figures are printed now; None if they are saved as PNG and SVG."""
    return _chosen.get()


def width_in_print(inches: float) -> float:
    """How wide a panel so many inches wide comes out."""
    chosen = print_now()
    return min(inches, chosen.width / INCH - LEFT - RIGHT) if chosen and 0 < chosen.width < NARROW else inches


def print_page(drawn: Page, path: Path, chosen: Print) -> Path:
    """Write a page as PDF."""
    figure = drawn.figure
    across, up = figure.get_size_inches()
    top = up - drawn.body_top + drawn.key_height
    box = Bbox([[0.0, top - drawn.key_height - drawn.body_height - ROOM], [across, top]])
    if chosen.width and chosen.width < NARROW and _may_be_stacked(drawn):
        box = _stack(figure, chosen.width / INCH)
    if chosen.width:
        share = chosen.width / INCH / box.width
        _shrink(figure, share)
        box = Bbox(box.get_points() * share)
    letters: list[Any] = [text for text in figure.findobj(Text) if text.get_visible()]
    smallest = float(min((text.get_fontsize() for text in letters if text.get_text()), default=LEGIBLE))
    if smallest < LEGIBLE and (small := _small.get()) is not None:
        small[path] = smallest
    about = {"Title": drawn.title, "Subject": drawn.foot, "CreationDate": None}
    with rc_context({"pdf.fonttype": 42}):
        figure.savefig(path, metadata=about, bbox_inches=box if chosen.plain or chosen.width else None)
    return path


def _may_be_stacked(drawn: Page) -> bool:
    """Whether all that is drawn belongs to a panel, and so moves with it."""
    beside = (axes.get_label() == "<colorbar>" or axes.get_legend() is not None for axes in drawn.figure.axes)
    return not drawn.words and not any(beside)


def _stack(figure: Figure, width: float) -> Bbox:
    """Put the panels under each other in a column so wide, in inches; returns what is to be printed."""
    for artist in figure.get_children():  # title, key and stamp: the caption says them
        artist.set_visible(isinstance(artist, Axes))
    panels = [(axes, _height(axes, figure, width - LEFT - RIGHT)) for axes in figure.axes]
    height = sum(high + ABOVE + BELOW for _, high in panels)
    figure.set_size_inches(width, height)
    at = height
    for axes, high in panels:
        at -= ABOVE + high
        axes.set_position((LEFT / width, at / height, (width - LEFT - RIGHT) / width, high / height))
        at -= BELOW
    drawn: Any
    for drawn in figure.findobj(Text):
        drawn.set_fontsize(0.85 * drawn.get_fontsize())
    for drawn in figure.findobj(Line2D):
        drawn.set_linewidth(0.6 * drawn.get_linewidth())
        drawn.set_markersize(0.7 * drawn.get_markersize())
    seen: Any = figure.get_tightbbox()
    return Bbox([[min(0.0, seen.x0), min(0.0, seen.y0)], [max(width, seen.x1), max(height, seen.y1)]])


def _height(axes: Axes, figure: Figure, width: float) -> float:
    """As high as the panel was for its width, within bounds."""
    across, up = map(float, figure.get_size_inches())
    place = axes.get_position()
    return min(2.4, max(1.7, width * (place.height * up) / (place.width * across)))


def _shrink(figure: Figure, share: float) -> None:
    """Make a figure with its letters and lines smaller, or larger."""
    figure.set_size_inches(*(share * side for side in figure.get_size_inches()))
    drawn: Any
    for drawn in figure.findobj(Text):
        drawn.set_fontsize(share * drawn.get_fontsize())
    for drawn in figure.findobj(Line2D):
        drawn.set_linewidth(share * drawn.get_linewidth())
        drawn.set_markersize(share * drawn.get_markersize())
    for drawn in figure.findobj(Patch):
        drawn.set_linewidth(share * drawn.get_linewidth())
    for drawn in figure.findobj(Collection):
        drawn.set_linewidth([share * width for width in drawn.get_linewidths()])
