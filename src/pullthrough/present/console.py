"""What the tables on a terminal have in common: width, heading, numbers, and where the results are."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pullthrough.parameters.policy.changes import MOST, changes_of, in_short
from pullthrough.parameters.register.limits import LIMITS
from pullthrough.parameters.register.review import overdue, warning
from pullthrough.present.superseded import superseded
from pullthrough.text.safe import one_line, printable
from pullthrough.text.streams import styled

if TYPE_CHECKING:
    from rich.console import Console

    from pullthrough.study.design.design import Design

Figures = Callable[[], Sequence[Path]]
"""Waits for the figures of a study; returns their files."""

ROUNDING = 1e-12
PLAIN_WIDTH = 150
NO_FIGURE = "No figure is drawn for this design (only switches and cases vary); the tables have all results."
"""Columns used where the output is no terminal."""


def console() -> Console:
    """The standard output; what users wrote is text there: no markup, no emoji by name, no escape sequence."""
    return plain_console(sys.stdout, width=None if sys.stdout.isatty() else PLAIN_WIDTH)


def plain_console(stream: TextIO, width: int | None = None) -> Console:
    """A console on any stream that takes no text for markup."""
    from rich.console import Console
    from rich.segment import Segment

    class Plain(Console):
        def render(self, *given: Any, **options: Any) -> Iterator[Segment]:
            for text, style, control in super().render(*given, **options):
                yield Segment(text if control else printable(text), style, control)

    return Plain(file=styled(stream), width=width, highlight=False, markup=False, emoji=False)


def heading(out: Console, design: Design, runs: str) -> None:
    """Which scenarios are compared, in which world, by whose rules, on how many runs."""
    from rich.text import Text

    out.print()
    for role, setting in (("baseline", design.against), *(("policy", s) for s in design.scenarios[1:])):
        out.print(Text.assemble(f"{role:10}{one_line(setting.title)}  ", (f"({setting.name})", "dim")))
        if role == "policy" and (changes := changes_of(setting, design.against)):
            out.print(Text(f"{'':10}{in_short(changes)}", "dim"))
            if len(changes) <= MOST and (ended := superseded(setting, design.against)):
                out.print(Text(f"{'':10}then as in the baseline: {'; '.join(ended)}", "dim"))
    observe = design.tested.observe
    years = f"{observe.first_year} to {observe.last_year}"
    if design.extension:
        out.print(f"extension {one_line(design.extension.name)}, in both scenarios")
    out.print(f"world     {design.tested.world.name}, {years}, {runs}, seed {design.seed}")


def print_footer(out: Console, found: Any, figures: Figures) -> None:
    """Limits of use, numbers whose review is overdue, how long it took, and where results and figures are."""
    out.print(LIMITS, style="dim")
    if told := warning(overdue()):
        out.print(told, style="yellow")
    out.print(f"\n{found.design.runs} runs, {found.seconds:.1f} s. Results in", short(found.folder), soft_wrap=True)
    files = figures()
    if not files and figures is not list:
        out.print(NO_FIGURE, style="dim")
    if files:
        names = sorted({f.stem for f in files})
        out.print("Figures (PNG and SVG) in", short(files[0].parent), "-", ", ".join(names), soft_wrap=True)


def format_number(value: float, *, signed: bool = False) -> str:
    """A number to three figures; in powers of ten only below a millionth, and nought where only rounding is left.

    >>> [format_number(value) for value in (1234.5, float("nan"), -3e-8, -1e-16)]
    ['1,234', '–', '-3.00e-08', '0']
    >>> format_number(0.012345, signed=True)
    '+0.0123'
    """
    if not math.isfinite(value):
        return "–"
    if abs(value) < ROUNDING:
        return "0"
    sign = "+" if signed else ""
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:{sign},.{digits}f}" if abs(value) >= 1e-6 else f"{value:{sign}.2e}"


def unit_shown(unit: str) -> str:
    """A unit in a table: what has none says so, since an empty cell looks forgotten."""
    return "pure number" if unit == "1" else unit


def short(folder: Path) -> str:
    """A folder as seen from here, if it lies below; the whole name, if it is where the program has gone itself."""
    try:
        below = folder.resolve().relative_to(Path.cwd())
    except ValueError:
        return str(folder)
    return str(below) if below.parts else str(folder.resolve())
