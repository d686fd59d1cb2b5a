"""Every lever at several doses, in one study: does it move its channel as expected, what else does it move, what does it
make worse?

A lever acts from the start of ``policy`` on top of one scenario, with what is given beside it. Each dose is paired by seed
with the first dose of its plan. Runs that several plans have in common, such as the scenario as it is, are run once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import lever_paths
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import LeverPlan, LeversStudy
from pullthrough.study.design.design import Design, Point
from pullthrough.study.design.variation import POLICY
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.dose import quantity_of
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods.effects import Effect, effects_between
from pullthrough.study.output.dictionary import INTERVAL, Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row, iter_runs

LEVERS = {
    "plan": ("", "name of the plan in study.levers.plans"),
    "lever": ("", "path of the lever"),
    "given": ("", "other levers set at every dose"),
    "dose": ("of the lever", "its value"),
    "kind": ("", "channel: shows the mechanism; headline: what policy is for; loss: what the lever may make worse"),
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of baseline, policy, difference and interval"),
    "baseline": ("see unit", "mean over pairs at the first dose"),
    "policy": ("see unit", "mean over pairs at this dose"),
    "difference": ("see unit", "mean over pairs of this dose less the first"),
    "ci_low": ("see unit", INTERVAL),
    "ci_high": ("see unit", INTERVAL),
    "n": ("pairs", "pairs in which the outcome is defined in both runs"),
    "share_better": ("1", "share of pairs in which this dose is better"),
}
VERDICTS = {
    "plan": LEVERS["plan"],
    "lever": LEVERS["lever"],
    "from": ("of the lever", "first dose"),
    "to": ("of the lever", "last dose"),
    "channel": ("", "outcome expected to move"),
    "expected": ("", "more or less of it at the last dose, as written before running"),
    "because": ("", "why"),
    "difference": ("of the channel", "last dose less the first, mean over pairs"),
    "ci_low": ("of the channel", INTERVAL),
    "ci_high": ("of the channel", INTERVAL),
    "n": ("pairs", "pairs in which the channel is defined in both runs"),
    "found": ("", "as expected, opposite sign, or not significant (the interval includes zero)"),
    "channels_moved": ("", "outcomes of the lever's channel whose interval excludes zero at any dose"),
    "headlines_moved": ("", "likewise of the headline"),
    "worse": ("", "outcomes that got worse at any dose, of the headline and of what the lever's note names"),
    "defect": ("", "what is wrong with the lever by the rules of decision D153; empty if nothing"),
}


@dataclass(frozen=True)
class Verdict:
    """What was expected of a lever and what was found.

    Attributes:
        channel: effect of the last dose against the first on the outcome expected to move.
        found: ``as expected``, ``opposite sign`` or ``not significant``, of that effect.
        channels, headlines, worse: outcomes of the lever's channel, of the headline, and those that got worse (of the
            headline and of what its note names), whose interval excludes zero at any dose.
        defect: what is wrong with the lever, if anything is.
    """

    plan: str
    lever: str
    asked: LeverPlan
    channel: Effect
    found: str
    channels: tuple[str, ...]
    headlines: tuple[str, ...]
    worse: tuple[str, ...]
    defect: str


@dataclass(frozen=True)
class LeversFound(Finished):
    """What came out: a verdict on each plan."""

    verdicts: list[Verdict]
    failures: list[Row]
    processes: int
    seconds: float


def design_of(root: Root) -> Design:
    """One scenario at every dose of every plan; a dose that changes nothing is the scenario as it is."""
    base = setting(root, tested=True)
    points: dict[Point, None] = {}
    for plan in root.study.levers.plans.values():
        for dose in plan.doses:
            points[point_of(root, plan, dose)] = None
    return Design((base,), root.replicates, root.seed, tuple(points) or (Point(),), series=False)


def point_of(root: Root, plan: LeverPlan, dose: float) -> Point:
    """What is set at a dose, without what the scenario has anyway from the quarter in which levers begin."""
    base = setting(root, tested=True)
    held = {c.lever: c.value for c in base.timeline.changes if c.quarter <= base.lever_start}
    later = {c.lever for c in base.timeline.changes if c.quarter > base.lever_start}
    asked = {**plan.given, plan.lever: dose}
    new = {k: float(v) for k, v in asked.items() if k in later or held.get(k) != v}
    return Point(tuple(sorted((POLICY + k, v) for k, v in new.items())))


def levers(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> LeversFound:
    """Run all plans; write ``levers.csv`` (effects at every dose) and ``verdicts.csv`` (one row a plan)."""
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    cell = {point: design.cell_of[i][0] for i, point in enumerate(design.points)}
    by_cell: dict[int, list[Row]] = {}
    for row in iter_runs(folder, tuple(OUTCOMES)):
        by_cell.setdefault(row.cell, []).append(row)
    lines: list[tuple[object, ...]] = []
    verdicts = []
    for name, plan in root.study.levers.plans.items():
        cells = [cell[point_of(root, plan, dose)] for dose in plan.doses]
        found = [effects_between(by_cell.get(cells[0], ()), by_cell.get(c, ())) for c in cells]
        lines += _lines(root, name, plan, found)
        verdicts.append(verdict(root, name, plan, found))
    write_csv(folder / "levers.csv", tuple(LEVERS), lines)
    write_csv(folder / "verdicts.csv", tuple(VERDICTS), map(_verdict_line, verdicts))
    write_dictionary(folder / "data_dictionary.csv", columns())
    return LeversFound(**vars(carried.finish()), verdicts=verdicts)


def verdict(root: Root, name: str, plan: LeverPlan, found: list[list[Effect]]) -> Verdict:
    """Judge a lever by the effects of each dose against the first."""
    by_name = {at[0].outcome.name: at for at in zip(*found, strict=True)}
    note = note_of(plan.lever)
    channels = dict.fromkeys((plan.channel, *(note.channel if note else ())))
    worsens = dict.fromkeys((*(note.worsens if note else ()), *root.study.levers.headline))
    channel = by_name[plan.channel][-1]
    moved = tuple(c for c in channels if any(map(_significant, by_name[c])))
    headlines = tuple(h for h in root.study.levers.headline if any(map(_significant, by_name[h])))
    worse = tuple(
        w for w in worsens if any(_significant(e) and e.difference * e.outcome.better < 0 for e in by_name[w])
    )
    defect = ""
    if not any(_significant(e) for at in found for e in at):
        defect = "moves nothing"
    elif headlines and not moved:
        defect = "moves a headline, not its channel"
    elif not moved:
        defect = "no significant change of the channel"
    elif not worse:
        defect = "no significant cost or loss"
    right = channel.difference * plan.sign > 0
    said = ("as expected" if right else "opposite sign") if _significant(channel) else "not significant"
    return Verdict(name, plan.lever, plan, channel, said, moved, headlines, worse, defect)


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the plans: levers, doses, outcomes."""
    known = [*lever_paths(), *setting(root, tested=True).timeline.values(1)]
    for name, plan in root.study.levers.plans.items():
        here = f"study.levers.plans.{name}"
        for key, lever, values in [("lever", plan.lever, plan.doses)] + [
            ("given", k, [v]) for k, v in plan.given.items()
        ]:
            if lever not in known:
                yield Problem(f"{here}.{key}", lever, "is no lever", nearest_name(lever, known))
                continue
            quantity = quantity_of(lever)
            low, high = quantity.declared.low or 0.0, quantity.declared.high or float("inf")
            for value in values:
                if not low <= value <= high or (quantity.whole and value != int(value)):
                    whole = "a whole number, " if quantity.whole else ""
                    message = f"must be {whole}{quantity.declared.range_text()} ({quantity.declared.unit}) for {lever}"
                    yield Problem(f"{here}.{'doses' if key == 'lever' else key}", value, message)
        if len(set(plan.doses)) < 2 or len(set(plan.doses)) < len(plan.doses):
            yield Problem(f"{here}.doses", plan.doses, "must be at least two different doses, that of 2012 first")
        if plan.channel not in OUTCOMES:
            yield Problem(f"{here}.channel", plan.channel, "is no outcome", nearest_name(plan.channel, OUTCOMES))
        if plan.sign == 0:
            yield Problem(f"{here}.sign", 0, "must be -1 or 1: say what is expected before running it")
    for outcome in root.study.levers.headline:
        if outcome not in OUTCOMES:
            yield Problem("study.levers.headline", outcome, "is no outcome", nearest_name(outcome, OUTCOMES))
    if not root.study.levers.plans:
        yield Problem(
            "study.levers.plans", {}, "must hold at least one plan; experiment=levers has those of all levers"
        )


def _significant(e: Effect) -> bool:
    return e.ci_low > 0 or e.ci_high < 0


def _lines(root: Root, name: str, plan: LeverPlan, found: list[list[Effect]]) -> Iterator[tuple[object, ...]]:
    note = note_of(plan.lever)
    kinds = {
        "channel": dict.fromkeys((plan.channel, *(note.channel if note else ()))),
        "headline": dict.fromkeys(root.study.levers.headline),
        "loss": dict.fromkeys(note.worsens if note else ()),
    }
    given = " ".join(f"{k}={v:g}" for k, v in plan.given.items())
    for kind, outcomes in kinds.items():
        for outcome in outcomes:
            for dose, effects_at in zip(plan.doses, found, strict=True):
                e = next(e for e in effects_at if e.outcome.name == outcome)
                row = (e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better)
                yield name, plan.lever, given, dose, kind, outcome, e.outcome.unit, *row


def _verdict_line(v: Verdict) -> tuple[object, ...]:
    e, doses = v.channel, v.asked.doses
    expected = "more" if v.asked.sign > 0 else "less"
    found = (e.difference, e.ci_low, e.ci_high, e.n, v.found)
    lists = (" ".join(names) for names in (v.channels, v.headlines, v.worse))
    return v.plan, v.lever, doses[0], doses[-1], v.asked.channel, expected, v.asked.because, *found, *lists, v.defect


def columns() -> Iterator[Line]:
    """What the columns of ``levers.csv`` and ``verdicts.csv`` mean."""
    yield from lines_of("levers.csv", LEVERS)
    yield from lines_of("verdicts.csv", VERDICTS)


KIND = Kind(
    "levers",
    levers,
    design_of,
    LeversStudy,
    problems_of,
    table="levers",
    figures="levers",
    columns=columns,
    own_levers=True,
    said="This study moves each lever alone and compares what happens with what was expected.",
)
