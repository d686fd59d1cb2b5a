"""Channels: an effect split among the ways by which it works, by closing each of them in the world, paired by seed.

The tested scenario is compared with the baseline in every world in which some channels are open and the others closed; a closed
channel is closed in both scenarios, so that the baseline moves with it. What is left when all are closed is the rest. Shapley
values share out what opening them adds; with the rest they add up to the whole effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Channels
from pullthrough.study.design.design import Design, Point
from pullthrough.study.design.factors import Known
from pullthrough.study.design.variation import WORLD
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods import shapley
from pullthrough.study.methods.effects import Effect, effects, interval
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import INTERVAL, Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import iter_runs

Floats = NDArray[np.float64]
Three = tuple[float, float, float]
FILE, WHOLE, MOST = "channels.csv", "all together", 5
OPEN = 0
"""The point at which every channel is open."""

COLUMNS = {
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of all that follows but n and share"),
    "channel": ("", f"a channel; what is left when all are closed; '{WHOLE}' is the whole effect"),
    "value": (
        "see unit",
        "Shapley value: what opening the channel adds to the effect, mean over orders of opening them",
    ),
    "ci_low": ("see unit", INTERVAL),
    "ci_high": ("see unit", INTERVAL),
    "n": ("replicates", "replicates in which every run that is needed is defined"),
    "share": ("1", "value over the whole effect"),
    "alone": ("see unit", "the effect with this channel open and the others closed, less the rest"),
    "alone_low": ("see unit", INTERVAL),
    "alone_high": ("see unit", INTERVAL),
    "last": ("see unit", "the whole effect less the effect with this channel closed"),
    "last_low": ("see unit", INTERVAL),
    "last_high": ("see unit", INTERVAL),
}
NOTHING = (float("nan"),) * 3


@dataclass(frozen=True)
class Share:
    """What one channel contributes to the effect on one outcome; of the rest and the whole there is no alone and no last."""

    outcome: str
    channel: str
    value: Three
    n: int
    share: float
    alone: Three = NOTHING
    last: Three = NOTHING


@dataclass(frozen=True)
class Split(Finished):
    """What came out: the effects with all channels open, and the shares by outcome: channels, the rest, the whole."""

    effects: list[Effect]
    shares: list[Share]


def design_of(root: Root) -> Design:
    """Both scenarios in every world: point s closes the channels whose bit is set in s."""
    both, closed = Design.of(root), list(root.study.channels.closed.values())
    points = []
    for members in range(1 << len(closed)):
        values = {key: v for i, keys in enumerate(closed) if members >> i & 1 for key, v in keys.items()}
        points.append(Point(tuple(values.items())))
    return Design(both.scenarios, root.replicates, root.seed, tuple(points), series=False)


def channels(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Split:
    """Run both scenarios with every set of channels closed; write ``effects.csv`` (all open) and ``channels.csv``."""
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    asked = root.study.channels
    opened = set(design.cell_of[OPEN])
    runs = [row for row in iter_runs(folder, tuple(OUTCOMES)) if row.cell in opened]
    found = effects(runs, design.against.name, design.tested.name)
    responses = read_responses(folder, design, asked.outcomes)
    shares = [share for name in asked.outcomes for share in shares_of(asked, responses, name)]
    tables.write_effects(folder / "effects.csv", found)
    write_csv(folder / FILE, tuple(COLUMNS), map(_line, shares))
    write_dictionary(folder / "data_dictionary.csv", columns())
    return Split(**vars(carried.finish()), effects=found, shares=shares)


def shares_of(asked: Channels, responses: Responses, outcome: str) -> list[Share]:
    """The effect on one outcome: channel by channel, the rest, the whole."""
    effect = responses.difference(outcome)
    return shared_out(outcome, list(asked.closed), asked.rest, effect)


def shared_out(outcome: str, names: list[str], rest: str, effect: Floats) -> list[Share]:
    """Shares from the effect at each point.

    Args:
        names: of the channels; ``rest``: of what is left without them.
        effect: paired differences, shape (2 ** channels, replicates); bit i of a point closes channel i.
    """
    defined = np.isfinite(effect).all(axis=0)
    effect, every = effect[:, defined], (1 << len(names)) - 1
    worth = {opened: effect[every & ~opened] for opened in range(every + 1)}  # by the set of open channels
    parts = shapley.exact(worth, len(names))
    whole, n = interval(worth[every]), int(defined.sum())

    def share(name: str, values: Floats, alone: Three = NOTHING, last: Three = NOTHING) -> Share:
        value = interval(values)
        return Share(outcome, name, value, n, value[0] / whole[0] if whole[0] else float("nan"), alone, last)

    found = [
        share(name, parts[i], interval(worth[1 << i] - worth[0]), interval(worth[every] - worth[every & ~(1 << i)]))
        for i, name in enumerate(names)
    ]
    return [*found, share(rest, worth[0]), share(WHOLE, worth[every])]


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of a study of channels: which there are, what closes them, names of outcomes."""
    asked, known, here = root.study.channels, Known(root), "study.channels"
    if not 1 <= len(asked.closed) <= MOST:
        yield Problem(f"{here}.closed", len(asked.closed), f"must name 1 to {MOST} channels; every set of them is run")
    setters: dict[str, str] = {}
    for name, values in asked.closed.items():
        if name in (asked.rest, WHOLE):
            yield Problem(f"{here}.closed.{name}", name, "is the name of the rest or of the whole; choose another")
        if not values:
            yield Problem(f"{here}.closed.{name}", values, "must set at least one number or switch of the world")
        for key, value in values.items():
            where, leaf = f"{here}.closed.{name}.{key}", known.leaf(key)
            if leaf is None:
                yield known.problem(where, key, value)
            elif not key.startswith(WORLD):
                yield Problem(where, value, "must be a number or switch of the world, which holds in both scenarios")
            elif key in setters:
                yield Problem(where, value, f"is set by {setters[key]} too")
            else:
                setters[key] = name
                yield from value_problems(where, value, leaf.type, leaf.quantity)
    for name in asked.outcomes:
        if name not in OUTCOMES:
            yield Problem(f"{here}.outcomes", name, "is no outcome", nearest_name(name, OUTCOMES))


def _line(share: Share) -> tuple[object, ...]:
    unit = OUTCOMES[share.outcome].unit
    return share.outcome, unit, share.channel, *share.value, share.n, share.share, *share.alone, *share.last


def columns() -> Iterator[Line]:
    """What the columns of ``channels.csv`` mean."""
    return lines_of(FILE, COLUMNS)


KIND = Kind(
    "channels",
    channels,
    design_of,
    Channels,
    problems_of,
    table="channels",
    figures="channels",
    said="An effect is split among the ways by which it works: each is closed in the world, in both scenarios.",
    columns=columns,
)
