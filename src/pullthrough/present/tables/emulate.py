"""How far an emulator can be trusted: the tests that a study of one ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, heading, print_footer, short
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.headlines import headlines
from pullthrough.present.tables.plain import plain_table

if TYPE_CHECKING:
    from pullthrough.study.kinds.emulate import Emulation

NOTE = (
    "Tested on points that it was not shown. error: root mean squared, beside the error that chance alone gives a point's own "
    "mean. explained: share "
    "of what differs between points. within 95 %: share of runs inside the interval foretold. An answer that is a guess says "
    "so. Indices and "
    "answers of an emulator are in files and tables of their own; none of them is a run."
)
SHOWN = ("effect", "policy")


def show(found: Emulation, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the tests, what drives each effect, and how to ask."""
    out = console()
    heading(out, found.design, f"{len(found.design.points)} points, {found.design.replicates} replicates")
    out.print(tests_table(found, outcomes).table(out.width))
    out.print(NOTE, style="dim")
    for t in headlines([t for t in found.tests if t.of == "effect"], lambda t: t.outcome, outcomes):
        leading = [f"{name} {100 * max(share, 0.0):.0f} %" for name, share in found.leading.get((t.of, t.outcome), ())]
        if t.verdict != "none" and leading:
            out.print(
                f"- {OUTCOMES[t.outcome].label}: its effect rests most on {', '.join(leading)} (emulated)",
                highlight=False,
            )
    count = sum(t.verdict == "good" for t in found.tests)
    out.print(
        f"{count} of {len(found.tests)} emulators are good. To ask: pullthrough guess {short(found.folder)} KEY=VALUE ..."
    )
    print_footer(out, found, figures)


def tests_table(found: Emulation, outcomes: Sequence[str] = ()) -> Fitted:
    """One row an emulator of an effect or of the level with the policy."""
    table = plain_table("outcome", "unit", "of", "error", "by chance", "explained", "within 95 %", "ms", "verdict")
    for of in SHOWN:
        for t in headlines([t for t in found.tests if t.of == of], lambda t: t.outcome, outcomes):
            shares = [f"{100 * share:.0f} %" for share in (t.explained, t.within_95)]
            label = OUTCOMES[t.outcome].label
            table.add_row(
                label,
                t.unit,
                of,
                format_number(t.rmse),
                format_number(t.noise),
                *shares,
                f"{t.milliseconds:.1f}",
                t.verdict,
            )
    return table
