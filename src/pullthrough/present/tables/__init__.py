"""What the screen shows of each kind of study: one file a kind, with ``show(found, figures, outcomes)``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures

if TYPE_CHECKING:
    from pullthrough.study.execution.run_design import Finished


def show(table: str, found: Finished, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print what a study found, on the chosen outcomes or the headlines; where the results are; which figures there are.

    Args:
        table: the file here that the kind of study names.
        found: what it ended with.
        figures: waits for the figures.
        outcomes: which outcomes; none: the headlines, or all of many points.
    """
    show_own: Callable[..., None] = import_module(f"{__name__}.{table}").show
    show_own(found, figures, outcomes)
