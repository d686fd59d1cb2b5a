"""The data dictionary: what each column of each file of a study means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pullthrough.observe.registry import CURVES, EVENTS, OUTCOMES, SERIES, Measure
from pullthrough.study.methods.effects import STATISTICS
from pullthrough.study.methods.matched_events import COLUMNS as TWIN_COLUMNS
from pullthrough.study.output.tables import QUANTILES
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import CURVE_PREFIX, EVENT_PREFIX, SERIES_PREFIX

Line = tuple[str, str, str, str]
INTERVAL = "lower and upper end of its 95 % t-interval"
RUNS, SUMMARY = "runs/part-*.parquet", "summary.csv"
RUN_COLUMNS = {
    "run": "number of the run: replicate x number of cells + cell",
    "cell": "number of the cell: one scenario at one point of the design",
    "scenario": "name of the scenario",
    "replicate": "number of the replicate: runs that have the same seed",
    "seed": "seed of the run, the same for all runs of a replicate",
    "error": "what went wrong, if the run failed; its results are empty",
}


def write_dictionary(path: Path, further: Iterable[Line] = ()) -> None:
    """Write ``data_dictionary.csv``, with further lines for the tables that only some studies have."""
    write_csv(path, ("file", "column", "unit", "meaning"), (*lines(), *further))


def lines_of(file: str, columns: Mapping[str, tuple[str, str]]) -> Iterator[Line]:
    """The lines for one file, from unit and meaning of each column."""
    for column, (unit, meaning) in columns.items():
        yield file, column, unit, meaning


def lines() -> Iterator[Line]:
    """The columns of the files that every study writes: file, column, unit, meaning."""
    yield from effect_lines()
    yield from pair_lines("comparisons.csv")
    for file in (SUMMARY, RUNS):
        for column, meaning in RUN_COLUMNS.items():
            yield file, column, "", meaning
        for outcome in OUTCOMES.values():
            yield file, outcome.name, outcome.unit, f"{outcome.label}: {outcome.estimator}"
    for prefix, measures in ((SERIES_PREFIX, SERIES), (CURVE_PREFIX, CURVES)):
        for m in measures.values():
            yield RUNS, prefix + m.name, m.unit, f"list: {m.label}, a value for each {m.x_label}"
    for event in EVENTS.values():
        column = f"{EVENT_PREFIX}{event.name}"
        yield (
            RUNS,
            f"{column}_key",
            "",
            f"list: {event.label}, the key of each: its identity in all runs with this seed",
        )
        yield RUNS, f"{column}_quarter", "quarters", f"list: when each {event.past}, from the start of the burn-in"
    yield from _twins()
    yield from _quantiles("series_quantiles.csv", "series", SERIES, "quarter", "quarter of the calendar")
    yield from _quantiles("curves_quantiles.csv", "curve", CURVES, "x", "place on the curve, in the unit named with it")


def scenario_lines() -> Iterator[Line]:
    """The column that some tables have in addition where several scenarios are compared with the baseline."""
    for file in ("effects.csv", "twins.csv", "twin_shifts.csv"):
        yield file, "scenario", "", "the tested scenario"


def pair_lines(file: str) -> Iterator[Line]:
    """The columns of a table of effects of several pairs of scenarios."""
    yield file, "scenario", "", "the tested scenario"
    yield file, "against", "", "the scenario it is compared with"
    yield from effect_lines(file)


def switching_lines() -> Iterator[Line]:
    """The columns of ``switching.csv``."""
    file = "switching.csv"
    yield file, "factor", "", "what varies"
    yield file, "others", "", "what the other factors are meanwhile"
    yield file, "scenario", "", "the tested scenario"
    yield file, "against", "", "the scenario it is compared with"
    yield file, "outcome", "", "name of the outcome"
    yield file, "unit", "", "unit of the outcome"
    yield file, "value", "unit of the factor", "where straight lines between mean paired differences cross zero"
    yield file, "ci_low", "unit of the factor", "2.5 % quantile of it over resamples of the replicates that cross"
    yield file, "ci_high", "unit of the factor", "97.5 % quantile of it over resamples of the replicates that cross"
    yield file, "share", "1", "share of 400 resamples that cross; far below 1 the change of sign may be chance"
    yield file, "below", "1", "sign of the difference below the value"
    yield (
        file,
        "clear",
        "1",
        "1 if some point on either side has a 95 % interval that excludes 0, with opposite signs",
    )


def effect_lines(file: str = "effects.csv") -> Iterator[Line]:
    """The columns of a table of effects."""
    yield file, "outcome", "", "name of the outcome"
    yield file, "unit", "", "unit of baseline, policy, difference and interval"
    yield file, "baseline", "see unit", f"{STATISTICS['baseline, policy']}, without the policy"
    yield file, "policy", "see unit", f"{STATISTICS['baseline, policy']}, with the policy"
    yield file, "difference", "see unit", STATISTICS["difference"]
    yield file, "ci_low", "see unit", f"lower end of the {STATISTICS['ci_low, ci_high']}"
    yield file, "ci_high", "see unit", f"upper end of the {STATISTICS['ci_low, ci_high']}"
    yield file, "n", "pairs", STATISTICS["pairs"]
    yield file, "share_better", "1", STATISTICS["share_better"]


def _twins() -> Iterator[Line]:
    for file in ("twins.csv", "twin_shifts.csv"):
        yield file, "what", "", "; ".join(f"{e.name}: {e.label}" for e in EVENTS.values())
    for column, (unit, meaning) in TWIN_COLUMNS.items():
        yield "twins.csv", column, unit, meaning
    yield "twin_shifts.csv", "shift", "quarters", "with the policy less without it: negative is earlier"
    yield "twin_shifts.csv", "mean", "per run", "how many, mean over pairs"
    yield "twin_shifts.csv", "n", "pairs", STATISTICS["pairs"].partition(",")[0]


def _quantiles(file: str, kind: str, measures: dict[str, Measure], x: str, x_meaning: str) -> Iterator[Line]:
    yield file, "scenario", "", "name of the scenario"
    named = "; ".join(f"{m.name}: {m.label}" + (f", by {m.x_label}" if x == "x" else "") for m in measures.values())
    yield file, kind, "", named
    yield file, "unit", "", "unit of mean and quantiles"
    yield file, x, "", x_meaning
    yield file, "n", "runs", "runs of the scenario in which the value is defined"
    yield file, "mean", "see unit", "mean over those runs"
    for name, level in QUANTILES.items():
        yield file, name, "see unit", f"quantile {level:g} over those runs, linear interpolation"
