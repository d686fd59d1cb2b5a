"""Two scenarios compared by paired runs, carried out, stored and summed up in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pullthrough.parameters.root_schema import Root
from pullthrough.study import tables
from pullthrough.study.carry_out import Report, carry_out
from pullthrough.study.design import Design
from pullthrough.study.effects import Effect, effects
from pullthrough.study.store import Row
from pullthrough.study.twins import Twins, pairs_of, window_of, write_twins


@dataclass(frozen=True)
class Comparison:
    """What came out.

    Attributes:
        folder: where everything is written.
        design: what was run.
        effects: one an outcome.
        twins: what became of each technology and each firm in the other scenario.
        failures: the runs that failed.
        processes: how many worker processes there were; 0 if none.
        seconds: time taken, without what had been done before.
    """

    folder: Path
    design: Design
    effects: list[Effect]
    twins: list[Twins]
    failures: list[Row]
    processes: int
    seconds: float


def compare(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Comparison:
    """Run what is missing of a comparison, and write its tables.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design = Design.of(root)
    carried = carry_out(root, design, folder, command, report)
    found = effects(carried.runs, design.against.name, design.tested.name)
    tables.write_effects(folder / "effects.csv", found)
    names = design.against.name, design.tested.name
    told = write_twins(folder, pairs_of(carried.runs, *names, window_of(design.tested)))
    carried.finish()
    return Comparison(folder, design, found, told, carried.failures, carried.processes, carried.seconds)
