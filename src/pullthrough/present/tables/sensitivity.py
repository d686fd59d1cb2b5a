"""What a sensitivity study ends with: the factors that matter most, for the effect of the policy and for the level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, heading, print_footer, short
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.sensitivity import Sensitivity

SHOWN = 5
SOBOL_NOTE = (
    "S1: share of the variance of the mean over replicates that a factor explains alone; ST: with all its "
    "interactions; 95 % intervals from resampling base points. noise: share that is Monte Carlo error; an ST below "
    "it says nothing. effect: of the paired difference between policy and baseline. baseline: of the level without the "
    "policy. Over the given ranges, all factors independent and evenly spread."
)
MORRIS_NOTE = (
    "mu_star: mean absolute change of the outcome over the whole range of a factor, 95 % interval from resampling "
    "trajectories; noise: what it would be from Monte Carlo error alone. effect: of the paired difference between "
    "policy and baseline. A screening ranks factors; it does not measure shares."
)


def show(found: Sensitivity, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the first factors of each outcome, and where the results are."""
    from pullthrough.study.methods.indices import Morris

    out = console()
    points, replicates = len(found.design.points), found.design.replicates
    heading(out, found.design, f"{len(found.points.factors)} factors, {points} points, {replicates} replicates")
    screening = any(isinstance(s, Morris) for s in found.found.values())
    indices = [Column("mu_star", keep=98)] if screening else [Column("S1", keep=60), Column("ST", keep=98)]
    table = Fitted(
        Column("outcome", text=True),
        Column("of", text=True, keep=97),
        Column("factor", text=True, keep=99),
        *indices,
        Column("95 % interval", keep=80),
        Column("noise", keep=40),
    )
    for (kind, name), s in found.found.items():
        if kind == "policy":
            continue
        rank, ends = (s.mu_star, s.mu_star_ends) if isinstance(s, Morris) else (s.total, s.total_ends)
        order = sorted((i for i in range(rank.size) if rank[i] == rank[i]), key=lambda i: -rank[i])
        for at, i in enumerate(order[:SHOWN]):
            said = (OUTCOMES[name].label if kind == "effect" else "", kind) if at == 0 else ("", "")
            interval = f"{format_number(ends[0][i])} to {format_number(ends[1][i])}"
            numbers = (
                [format_number(rank[i])]
                if isinstance(s, Morris)
                else [format_number(s.first[i]), format_number(rank[i])]
            )
            style = "" if ends[0][i] > s.noise else "dim"
            table.add_row(*said, found.points.factors[i].name, *numbers, interval, format_number(s.noise), style=style)
        if not order:
            nothing = "nothing varies, or too few points are defined"
            table.add_row(OUTCOMES[name].label, kind, nothing, *[""] * (len(indices) + 2), style="dim")
    out.print(table.table(out.width))
    out.print(MORRIS_NOTE if screening else SOBOL_NOTE, style="dim")
    if screening:
        following = short(found.folder / "next")
        out.print(f"\nTo analyse the most important factors: pullthrough --config-dir {following} design=screened ...")
    print_footer(out, found, figures)
