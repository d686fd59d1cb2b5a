"""Which portfolio holds in many worlds: regret, thresholds, worlds of failure, and which figure would settle the
choice.

Options are the baseline and each portfolio (or each of ``study.scenarios``); worlds are the points of the design, which vary
the world alone, each
with its weight. Every option meets the same seeds in every world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from pullthrough.observe.registry import OUTCOMES, SERIES
from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import AD_HOC, quarter_of, start_problems
from pullthrough.parameters.schema.doubt import Robust, Signpost
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, number_of
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.adaptive import SWITCHED, AdaptiveDesign
from pullthrough.study.design.design import Adapt, Design
from pullthrough.study.design.factors import Known
from pullthrough.study.design.points import Points, points_of
from pullthrough.study.design.variation import POLICY, varied
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds import ensemble
from pullthrough.study.kinds.kind import OWN, Kind
from pullthrough.study.kinds.sweep import points_lines, resolved, write_points
from pullthrough.study.methods import extras, information, prim, regret, trees
from pullthrough.study.methods.information import Choice, Gain
from pullthrough.study.methods.prim import Flags, Floats
from pullthrough.study.methods.regret import Regret
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.methods.worlds import as_columns
from pullthrough.study.output.dictionary import Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.kept_ensemble import MEANING
from pullthrough.study.storage.store import FOLLOWED_PREFIX, iter_runs

EFFECTS, GOOD_ENOUGH, FAILING, TRADES, FIGURES = (
    "robust.csv",
    "thresholds.csv",
    "worlds_of_failure.csv",
    "trade_offs.csv",
    "information.csv",
)
ALL = "all"
THRESHOLDS = {
    "portfolio": ("", "the option"),
    "outcome": ("", f"name of the outcome; {ALL}: every threshold at once"),
    "unit": ("", "unit of the threshold"),
    "threshold": ("see unit", "change against the baseline that is good enough"),
    "share": ("1", "weight of the worlds in which the mean difference is good enough"),
    "surely": ("1", "weight of the worlds in which its whole 95 % interval is"),
    "surely_not": ("1", "weight of the worlds in which none of it is"),
}
FAILURES = {
    "portfolio": ("", "the option"),
    "found_by": ("", "box: peeling (PRIM); tree: classification tree (CART)"),
    "where": (
        "",
        "worlds in which it fails: a threshold is missed, or, without thresholds, the outcome of the decision is not better",
    ),
    "failures": ("worlds", "worlds there in which it fails"),
    "worlds": ("worlds", "worlds there"),
    "coverage": ("1", "share of all its failures that are there"),
    "quasi_p": (
        "",
        "of a box, for each limit: how likely chance would make it as dense without the limit; limits were looked for, so it "
        "flatters",
    ),
}
TRADE_COLUMNS = {
    "portfolio": ("", "the option"),
    "one": ("", "an outcome"),
    "other": ("", "another outcome"),
    "correlation": (
        "1",
        "Spearman's rank correlation of the two effects over worlds, each in its better direction: below 0 they are traded "
        "for each other",
    ),
    "worlds": ("worlds", "worlds in which both are defined"),
}
INFORMATION = {
    "figure": ("", "what would be published: an outcome of the baseline, or a number of the world"),
    "kind": ("", "outcome or assumption"),
    "worlds": ("worlds", "worlds in which it is defined"),
    "value": ("unit of study.robust.decision", "expected gain of choosing with it instead of without"),
    "explained": ("1", "share of the variance of best less second best that it explains, in worlds left out of the fit"),
    "doubt": ("unit of study.robust.decision", "standard deviation of best less second best without it"),
    "left": ("unit of study.robust.decision", "standard deviation that is left with it"),
    "by_lot": ("1", "share that a figure drawn by lot explains at most in 95 % of cases"),
}  # fmt: skip


@dataclass(frozen=True)
class Threshold:
    """How often an option is good enough; fields as in :data:`THRESHOLDS`."""

    portfolio: str
    outcome: str
    unit: str
    threshold: float
    share: float
    surely: float
    surely_not: float


@dataclass(frozen=True)
class Failure:
    """Where an option fails; fields as in :data:`FAILURES`."""

    portfolio: str
    found_by: str
    where: str
    failures: int
    worlds: int
    coverage: float
    quasi_p: str = ""


@dataclass(frozen=True)
class Chosen(Finished):
    """What came out, by option; ``decision`` is the outcome chosen by, ``made`` the choice without any figure;
    ``switched`` the share of runs in which an adaptive option has changed.
    """

    options: tuple[str, ...]
    effects: dict[str, list[ensemble.Robust]]
    regrets: list[Regret]
    thresholds: list[Threshold]
    failing: list[Failure]
    information: list[Gain]
    decision: str
    made: Choice | None
    switched: dict[str, float]


def design_of(root: Root) -> Design:
    """The baseline and every option in every world."""
    return _planned(root)[0]


def _planned(root: Root) -> tuple[Design, Points]:
    made = points_of(root)
    told = root.replicates, root.seed, made.points, root.study.series
    scenarios = (setting(root, tested=False), *options(root))
    changing = tuple((name, signpost(root, found)) for name, found in root.study.robust.adaptive.items())
    return (AdaptiveDesign(scenarios, *told, signposts=changing) if changing else Design(scenarios, *told)), made


def signpost(root: Root, found: Signpost) -> Adapt:
    """When a portfolio changes, in quarters from the start of the burn-in."""
    never = float("inf")
    above, below = (never if found.above is None else found.above), (-never if found.below is None else found.below)
    looks = tuple(sorted(quarter_of(text, root.world) for text in found.looks))
    levers = tuple((lever, float(dose)) for lever, dose in root.study.robust.portfolios[found.then].items())
    return Adapt(found.series, above, below, looks, QUARTERS_PER_YEAR * found.years, levers)


def options(root: Root) -> list[Setting]:
    """Each portfolio laid on the tested scenario, or each scenario that is named."""
    asked = root.study.robust.portfolios
    if not asked:
        return [setting(root, name) for name in root.study.scenarios]
    base = setting(root)
    first = {name: asked.get(found.first, {}) for name, found in root.study.robust.adaptive.items()}
    return [
        replace(
            varied(base, {POLICY + lever: float(dose) for lever, dose in levers.items()}),
            name=name,
            title=f"{base.title}, portfolio {name}" + (" until its signpost" if name in first else ""),
        )
        for name, levers in (*asked.items(), *first.items())
    ]


def robust(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Chosen:
    """Run every option in every world and write what holds where.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    design, points = _planned(root)
    carried = run_design(root, design, folder, command, report)
    responses, asked = read_responses(folder, design), root.study.robust
    write_points(carried, points)
    shown = tuple(root.study.outcomes) or tuple(OUTCOMES)
    names = tuple(s.name for s in design.scenarios[1:])
    weights = points.weights
    effects = {n: [ensemble.robust(responses, o, k, weights) for o in shown] for k, n in enumerate(names, 1)}
    lost = list(regret.regrets(responses, shown, weights))
    passed = [t for k, name in enumerate(names, 1) for t in thresholds(responses, k, name, asked.thresholds, weights)]
    rows = resolved(design, points)
    worlds = as_columns(points, rows)
    failing = [f for k, name in enumerate(names, 1) for f in _failing(root, responses, k, name, worlds, weights)]
    made, told = _information(root, responses, points, rows, weights)
    write_csv(folder / EFFECTS, ("portfolio", *MEANING), ((n, *r.cells()) for n, of in effects.items() for r in of))
    write_csv(folder / regret.FILE, tuple(regret.MEANING), regret.cells(lost))
    write_csv(folder / GOOD_ENOUGH, tuple(THRESHOLDS), map(astuple, passed))
    write_csv(folder / FAILING, tuple(FAILURES), map(astuple, failing))
    write_csv(folder / TRADES, tuple(TRADE_COLUMNS), _trades(root, responses, names))
    write_csv(folder / FIGURES, tuple(INFORMATION), (_cells(g) for g in told))
    write_dictionary(folder / "data_dictionary.csv", [*points_lines(design, points, ("points.csv",)), *columns()])
    done = vars(carried.finish())
    return Chosen(
        **done, options=names, effects=effects, regrets=lost, thresholds=passed, failing=failing, information=told,
        decision=asked.decision, made=made, switched=_switched(folder, design),
    )  # fmt: skip


def _switched(folder: Path, design: Design) -> dict[str, float]:
    """The share of runs in which each adaptive option has changed its levers."""
    if not isinstance(design, AdaptiveDesign):
        return {}
    found: dict[str, list[bool]] = {name: [] for name, _ in design.signposts}
    for row in iter_runs(folder, (FOLLOWED_PREFIX + SWITCHED,)):
        if row.scenario in found and not row.error:
            found[row.scenario].append(bool(row.followed[SWITCHED][0] >= 0))
    return {name: float(np.mean(seen)) if seen else float("nan") for name, seen in found.items()}


def _cells(gain: Gain) -> tuple[object, ...]:
    found = asdict(gain) | {"kind": "outcome" if gain.figure in OUTCOMES else "assumption"}
    return tuple(found[name] for name in INFORMATION)


def thresholds(
    responses: Responses, scenario: int, name: str, wanted: Mapping[str, float], weights: Floats
) -> Iterator[Threshold]:
    """How often an option is good enough, threshold by threshold and for all at once; a world where nothing is known counts as
    not."""
    every = []
    for outcome, least in wanted.items():
        sign = OUTCOMES[outcome].better or 1
        effects = [responses.effect(outcome, m, scenario, 0) for m in range(len(weights))]
        good = np.array([sign * (e.difference - least) >= 0 for e in effects])
        ends = np.array([sorted((sign * (e.ci_low - least), sign * (e.ci_high - least))) for e in effects])
        surely, not_at_all = weights @ (ends[:, 0] >= 0), weights @ (ends[:, 1] < 0)
        every.append(good)
        yield Threshold(
            name, outcome, OUTCOMES[outcome].unit, float(least), *map(float, (weights @ good, surely, not_at_all))
        )
    if len(every) > 1:
        share = float(weights @ np.logical_and.reduce(every))
        yield Threshold(name, ALL, "", float("nan"), share, float("nan"), float("nan"))


def _failed(root: Root, responses: Responses, scenario: int) -> tuple[Flags, str]:
    """In which worlds an option fails, and what failing is, in words."""
    asked = root.study.robust
    wanted = asked.thresholds or {asked.decision: 0.0}
    good = []
    for outcome, least in wanted.items():
        sign = OUTCOMES[outcome].better or 1
        difference = responses.difference(outcome, scenario, 0).mean(axis=1)
        good.append(sign * (difference - least) > 0 if not asked.thresholds else sign * (difference - least) >= 0)
    words = "misses a threshold" if asked.thresholds else f"does not better '{OUTCOMES[asked.decision].label}'"
    return ~np.logical_and.reduce(good), words


def _failing(
    root: Root, responses: Responses, scenario: int, name: str, worlds: tuple[Floats, list[str]], weights: Floats
) -> Iterator[Failure]:
    values, names = worlds
    failed, words = _failed(root, responses, scenario)
    if not names or not failed.any() or failed.all():
        return
    if box := prim.discover(values, failed):
        chance = " ".join(f"{p:.2g}" for p in prim.quasi_p(values, failed, box))
        text = prim.in_words(box, names, f"{name} {words}")
        yield Failure(name, "box", text, box.failures, box.worlds, box.coverage, chance)
    if root.study.robust.trees:
        for leaf in trees.leaves(values, failed, weights):
            where = " and ".join(prim.limit_in_words(limit, names[limit.factor]) for limit in leaf.limits)
            text = f"Where {where}, {name} {words} in {leaf.failures} of {leaf.worlds} worlds."
            yield Failure(name, "tree", text, leaf.failures, leaf.worlds, leaf.coverage)


def _trades(root: Root, responses: Responses, names: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    from scipy.stats import spearmanr

    asked = root.study.robust
    goals = list(dict.fromkeys([asked.decision, *asked.thresholds]))
    for k, name in enumerate(names, 1):
        effects = {o: (OUTCOMES[o].better or 1) * responses.difference(o, k, 0).mean(axis=1) for o in goals}
        for i, one in enumerate(goals):
            for other in goals[i + 1 :]:
                both = np.isfinite(effects[one]) & np.isfinite(effects[other])
                varying = both.sum() > 2 and np.ptp(effects[one][both]) > 0 and np.ptp(effects[other][both]) > 0
                rho = float(spearmanr(effects[one][both], effects[other][both]).statistic) if varying else float("nan")
                yield name, one, other, rho, int(both.sum())


def _information(
    root: Root, responses: Responses, points: Points, rows: list[tuple[Any, ...]], weights: Floats
) -> tuple[Choice | None, list[Gain]]:
    """The choice by the outcome of the decision, and what each figure would be worth for it."""
    asked = root.study.robust
    better = OUTCOMES[asked.decision].better
    utility = better * np.stack(
        [responses.level(asked.decision, k).mean(axis=1) for k in range(len(responses.design.scenarios))]
    )
    known = np.isfinite(utility).all(axis=0)
    if int(known.sum()) < information.FEWEST or not weights[known].sum():
        return None, []
    share = weights[known] / weights[known].sum()
    figures = {name: responses.level(name, 0).mean(axis=1)[known] for name in asked.figures or OUTCOMES}
    values, names = as_columns(points, rows)
    figures |= {name: values[known, j] for j, name in enumerate(names)}
    return information.choice(utility[:, known], share), information.gains(
        utility[:, known], figures, share, asked.accuracy
    )


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with portfolios, thresholds, the decision and the worlds; everything at once."""
    asked = root.study.robust
    if asked.trees:
        yield from extras.missing("sklearn", "study.robust.trees", True, "study.robust.trees=false")
    if root.design.kind == "none":
        message = "needs worlds; choose design=ensemble_uk, or a design of keys world.* such as latin_hypercube"
        yield Problem("design.kind", root.design.kind, message)
    elif levers := sorted(
        {key for point in points_of(root).points for key, _ in point.values if key.startswith(POLICY)}
    ):
        message = "a design of worlds varies no lever; name doses in study.robust.portfolios"
        yield Problem("design", levers[0], message)
    yield from _portfolio_problems(root)
    for where, names in (("thresholds", asked.thresholds), ("figures", asked.figures), ("decision", [asked.decision])):
        for name in names:
            if name not in OUTCOMES:
                yield Problem(f"study.robust.{where}", name, "is no outcome", nearest_name(name, OUTCOMES))
    for name in (*asked.thresholds, asked.decision):
        if name in OUTCOMES and not OUTCOMES[name].better:
            message = "has no better direction, so that nothing is good enough or best by it"
            yield Problem("study.robust", name, message)
    if root.replicates < 2:
        yield Problem("replicates", root.replicates, "must be at least 2, so that there is an interval")


def _portfolio_problems(root: Root) -> Iterator[Problem]:
    asked, known = root.study.robust, Known(root)
    paths = [lever.removeprefix(POLICY) for lever in known.levers]
    if not asked.portfolios and not root.study.scenarios:
        message = "must have at least one portfolio, {NAME: {lever: dose}}, or study.scenarios at least one name"
        yield Problem("study.robust.portfolios", {}, message)
    if asked.portfolios and root.study.scenarios:
        yield Problem(
            "study.scenarios",
            root.study.scenarios,
            "cannot be compared beside study.robust.portfolios; choose one of the two",
        )
    if asked.portfolios:
        yield from start_problems(AD_HOC, root.policy.start or "always", root.world, latest=True)
    yield from _signpost_problems(root)
    for name, levers in asked.portfolios.items():
        where = f"study.robust.portfolios.{name}"
        if name in (root.scenario, root.against):
            yield Problem(where, name, "is the name of a scenario; choose another")
        for lever, dose in levers.items():
            leaf = known.leaf(POLICY + lever)
            if leaf is None:
                yield Problem(
                    where, lever, "is not a lever; `pullthrough show levers` lists them", nearest_name(lever, paths)
                )
            else:
                given = int(dose) if float(dose).is_integer() else dose
                yield from value_problems(f"{where}.{lever}", given, leaf.type, leaf.quantity)


def _signpost_problems(root: Root) -> Iterator[Problem]:
    asked, calendar = root.study.robust, root.world.calendar
    for name, found in asked.adaptive.items():
        where = f"study.robust.adaptive.{name}"
        if name in (*asked.portfolios, root.scenario, root.against):
            yield Problem(where, name, "is the name of a portfolio or scenario; choose another")
        for key, portfolio in (("first", found.first), ("then", found.then)):
            if portfolio not in asked.portfolios and (portfolio or key == "then"):
                message = "is not among study.robust.portfolios"
                yield Problem(f"{where}.{key}", portfolio, message, nearest_name(portfolio, asked.portfolios))
        if found.series not in SERIES:
            yield Problem(f"{where}.series", found.series, "is no series", nearest_name(found.series, SERIES))
        if found.above is None and found.below is None:
            yield Problem(where, name, "must have above or below, in the unit of the series")
        if not found.looks:
            yield Problem(f"{where}.looks", found.looks, "must have at least one quarter, such as [2026Q1]")
        for text in found.looks:
            if number_of(text) is None or not calendar.first_year < int(text[:4]) <= calendar.last_year:
                message = (
                    f"must be a quarter from {calendar.first_year + 1}Q1 to {calendar.last_year}Q4, such as 2026Q1"
                )
                yield Problem(f"{where}.looks", text, message)


def columns() -> Iterator[Line]:
    """What the columns of the tables mean."""
    yield EFFECTS, "portfolio", "", "the option"
    for column, meaning in MEANING.items():
        yield EFFECTS, column, "unit of the outcome" if column in ("difference", "q05", "q95") else "", meaning
    for column, meaning in regret.MEANING.items():
        yield regret.FILE, column, "unit of the outcome" if column in ("mean", "worst") else "", meaning
    for file, told in ((GOOD_ENOUGH, THRESHOLDS), (FAILING, FAILURES), (TRADES, TRADE_COLUMNS), (FIGURES, INFORMATION)):
        yield from lines_of(file, told)


KIND = Kind(
    "robust",
    robust,
    design_of,
    Robust,
    problems_of,
    table="robust",
    figures="robust",
    columns=columns,
    small=("replicates=2", "world=tiny"),
    points=OWN,
    own_levers=True,
    said="This study asks which portfolios hold in many worlds, where they fail, and which figure would settle the "
    "choice.",
)
