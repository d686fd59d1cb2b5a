"""Scenarios compared by paired runs, carried out, stored and summed up in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, comparison_hash
from pullthrough.study.design.resolve import design_of as plain_design_of
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.equal_cost import EQUAL_COST, design_of, equalised, final_step, lines
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods.effects import Effect, effects
from pullthrough.study.methods.fates import COLUMNS as FATE_COLUMNS
from pullthrough.study.methods.fates import FILE as FATES
from pullthrough.study.methods.fates import write_fates
from pullthrough.study.methods.matched_events import Twins, pairs_of, window_of, write_twins
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import Line, lines_of, scenario_lines, write_dictionary
from pullthrough.study.storage import kept_ensemble
from pullthrough.study.storage.csv_tables import EFFECTS, write_csv
from pullthrough.study.storage.kept_ensemble import MEANING, Everything
from pullthrough.study.storage.provenance import code_hash
from pullthrough.study.storage.store import EVENT_COLUMNS, iter_runs

COLUMNS = ("scenario", "against", *EFFECTS)


@dataclass(frozen=True)
class Comparison(Finished):
    """What came out.

    Attributes:
        effects: one an outcome, of the last tested scenario against the baseline; ``effects.csv`` has those of all.
        comparisons: the same for every pair (tested, against) that was asked for.
        twins: what became of each technology and each firm in the baseline and in each tested scenario.
        equal_cost: how costs were made equal, if they were.
        everything: by tested scenario what a kept ensemble says of the same comparison, or why there is none.
    """

    effects: list[Effect]
    comparisons: dict[tuple[str, str], list[Effect]]
    twins: list[Twins]
    equal_cost: str = ""
    everything: dict[str, Everything] = field(default_factory=dict)


def compare(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Comparison:
    """Run what is missing of a comparison, and write its tables.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    equal = equalised(root) if root.study.equal_cost else None
    design = equal.design if equal else plain_design_of(root)
    carried = run_design(root, design, folder, command, report)
    runs = list(iter_runs(folder, tuple(OUTCOMES)))
    found = {pair: effects(runs, pair[1], pair[0]) for pair in scenario_pairs(root, design)}
    baseline, tested = design.against.name, [s.name for s in design.scenarios[1:]]
    last = found[design.tested.name, baseline]
    tables.write_effects_of(folder / "effects.csv", {name: found[name, baseline] for name in tested})
    if len(found) > 1:
        write_csv(folder / "comparisons.csv", COLUMNS, _rows(found))
    told: list[Twins] = []
    further: list[Line] = []
    if design.series:
        events = list(iter_runs(folder, EVENT_COLUMNS))
        window = window_of(design.tested)
        told = write_twins(folder, {name: pairs_of(events, baseline, name, window) for name in tested})
        write_fates(folder, [s.name for s in design.scenarios])
        further += lines_of(FATES, FATE_COLUMNS)
    words = ""
    if len(tested) > 1:
        further += scenario_lines()
    if equal:
        words = equal.words()
        final = final_step(equal, carried.runs, root.study.costing.discount_rate)
        write_csv(folder / "equal_cost.csv", tuple(EQUAL_COST), lines(equal, final))
        further += lines_of("equal_cost.csv", EQUAL_COST)
    known = {} if equal else everything_varied(design)
    _write_everything(folder / kept_ensemble.FILE, known)
    if any(of.rows for of in known.values()):
        further += everything_lines()
    if further:
        write_dictionary(folder / "data_dictionary.csv", further)
    done = vars(carried.finish())
    return Comparison(**done, effects=last, comparisons=found, twins=told, equal_cost=words, everything=known)


def everything_varied(design: Design) -> dict[str, Everything]:
    """What a kept ensemble says of each tested scenario against the baseline."""
    code = code_hash(design.extension.sha256 if design.extension else "")
    return {
        s.name: kept_ensemble.kept_ensemble(comparison_hash(design.against, s), s.name, code)
        for s in design.scenarios[1:]
    }


def _write_everything(path: Path, known: dict[str, Everything]) -> None:
    rows = [(name, *row.values()) for name, of in known.items() for row in (of.rows or {}).values() if row]
    heads = next((tuple(row) for of in known.values() for row in (of.rows or {}).values()), ())
    if rows:
        write_csv(path, ("tested", *heads), rows)
    else:
        path.unlink(missing_ok=True)


def everything_lines() -> Iterator[Line]:
    """What the columns of ``everything_varied.csv`` mean."""
    yield kept_ensemble.FILE, "tested", "", "the tested scenario"
    for column, meaning in MEANING.items():
        yield (
            kept_ensemble.FILE,
            column,
            "unit of the outcome" if column in ("difference", "q05", "q95") else "",
            f"of the kept ensemble: {meaning}",
        )


def scenario_pairs(root: Root, design: Design) -> list[tuple[str, str]]:
    """(tested, against): every tested scenario against the baseline, or every pair."""
    names = [s.name for s in design.scenarios]
    last = len(names) if root.study.pairs == "all" else 1
    return [(tested, names[j]) for j in range(last) for tested in names[j + 1 :]]


def _rows(found: dict[tuple[str, str], list[Effect]]) -> Iterator[tuple[object, ...]]:
    for (tested, against), effects_of in found.items():
        for e in effects_of:
            yield tested, against, *tables.effect_cells(e)


def columns() -> Iterator[Line]:
    """What the columns of ``fates.csv`` and ``equal_cost.csv`` mean."""
    yield from lines_of(FATES, FATE_COLUMNS)
    yield from lines_of("equal_cost.csv", EQUAL_COST)


KIND = Kind("compare", compare, design_of, columns=columns, small=("replicates=2",))
