"""What a study of dose and response ends with: the effects of the last dose against the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, print_footer
from pullthrough.present.tables.compare import print_effects

if TYPE_CHECKING:
    from pullthrough.study.kinds.dose import Response


def show(found: Response, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the effects of the last dose, and where the results are."""
    out = console()
    *_, last = found.responses.values()
    print_effects(out, found.design, last, outcomes)
    print_footer(out, found, figures)
