"""What a study of a wanted precision ends with: the effects, and how narrow the interval became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.compare import print_effects

if TYPE_CHECKING:
    from pullthrough.study.kinds.precision import Precise


def show(found: Precise, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the effects, where the results are, and whether the precision was reached."""
    out = console()
    print_effects(out, found.design, found.effects, outcomes)
    print_footer(out, found, figures)
    last, wanted = found.looks[-1], f"{100 * found.wanted:.3g} % of the baseline's mean"
    verdict = (
        f"as narrow as requested ({wanted})"
        if found.reached
        else f"wider than requested ({wanted}): the limit was reached"
    )
    width = f"± {format_number(last.half_width)}, {100 * last.width:.2g} % of the baseline's mean"
    label = OUTCOMES[found.outcome].label
    out.print(f"\n{label}: interval of the difference {width}, from {last.n} pairs; {verdict}.", style="bold")
