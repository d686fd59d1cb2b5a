"""Portfolios: which levers, at which doses, for several goals at once, within a yearly budget and what politics admits.

Generations of portfolios are run on the same seeds as the baseline. The front of the search is chosen by what came out of those
very runs, so
that its best are partly lucky; a few portfolios that stand for it are run again on fresh seeds, and only these runs are reported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import AD_HOC, start_problems
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.schema.doubt import Portfolio
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.design.factors import Known
from pullthrough.study.design.portfolios import Genes, Space
from pullthrough.study.design.resolve import told_apart
from pullthrough.study.design.variation import POLICY, WORLD, current
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods import emulator_file, extras, pareto
from pullthrough.study.methods.effects import Effect
from pullthrough.study.methods.responses import Responses, read_responses
from pullthrough.study.output.dictionary import Line, effect_lines, lines_of, write_dictionary
from pullthrough.study.output.tables import effect_cells
from pullthrough.study.storage.csv_tables import EFFECTS, write_csv
from pullthrough.study.storage.store import Row
from pullthrough.study.storage.writing import write_whole

EVALUATIONS, PORTFOLIOS, PARETO = "evaluations.csv", "portfolios.csv", "pareto.csv"
CANDIDATES = 2048
"""Portfolios that are asked of an emulator before the first is run."""
IDLE = 5
"""So many generations without a new portfolio, and the search has seen what it can find."""
UNKNOWN = 1e9
"""By how much a change that is not defined breaks a limit."""
LEVER_MEANING = "dose of the lever, in its unit"
EVALUATED = {
    "evaluation": ("", "number of the portfolio in the order in which they were run"),
    "generation": ("", "generation of the search"),
    "sum": ("GBP million per year", "what levers that are sums of money add up to, beyond their first doses"),
    "broken": ("", "limits on outcomes that it breaks; empty: none"),
    "on_front": ("", "1 if no other that keeps the limits is as good in every goal and better in one, by the runs of the search"),
}  # fmt: skip
KEPT_COLUMNS = {
    "portfolio": ("", "name of the portfolio"),
    "evaluation": ("", "its number in evaluations.csv"),
    "sum": ("GBP million per year", "what levers that are sums of money add up to, beyond their first doses"),
    "levers": ("levers", "levers that are not at their first dose"),
    "within": ("", "1 if it keeps all limits on outcomes by the fresh runs"),
    "on_front": ("", "1 if none of those kept is as good in every goal and better in one, by the fresh runs"),
    "knee": ("", "1 where the front bends: to leave it costs more in some goals than it gains in others"),
}
PARETO_COLUMNS = {
    "portfolio": ("", "name of the portfolio"),
    "goal": ("", "1 for a goal, 0 for another outcome"),
    "searched": ("see unit", "mean paired difference in the runs of the search, by which it was chosen: partly luck"),
}


@dataclass(frozen=True)
class Kept:
    """A portfolio of the front, run again on fresh seeds.

    Attributes:
        name: short; ``doses``: of each lever; ``sum``: GBP million a year; ``moved``: levers not at their first dose.
        effects: of the fresh runs, by outcome; ``searched``: mean difference in the search.
        within: whether it keeps the limits; ``on_front``, ``knee``: whether it lies there, by the fresh runs.
    """

    name: str
    evaluation: int
    doses: dict[str, float]
    sum: float
    moved: list[str]
    effects: dict[str, Effect]
    searched: dict[str, float]
    within: bool
    on_front: bool
    knee: bool


@dataclass(frozen=True)
class Searched(Finished):
    """What came out: the portfolios kept, how many were run, and how large the front of the search was."""

    kept: list[Kept]
    goals: tuple[str, ...]
    evaluated: int
    planned: int
    found: int
    fresh: int


@dataclass(frozen=True)
class Seen:
    """A portfolio that was run: its doses by number, its generation, and mean paired differences by outcome."""

    genes: tuple[int, ...]
    generation: int
    means: dict[str, float]


def design_of(root: Root) -> Design:
    """The first generation."""
    space = Space.of(root)
    return _design(root, space, first_generation(root, space))


def first_generation(root: Root, space: Space) -> Genes:
    """Portfolios by lot; or, with an emulator, those that stand for the front which it expects. They are run like all others."""
    asked = root.study.portfolio
    by_lot = space.first(asked.population, asked.search_seed)
    if not asked.emulator:
        return by_lot
    emulators = emulator_file.read(Path(asked.emulator))
    many = space.first(CANDIDATES, asked.search_seed)
    base = setting(root)
    rows = []
    for genes in many:
        mine = {POLICY + lever: dose for lever, dose in space.values(genes).items()}
        rows.append([mine.get(given.name, current(base, given.name)) for given in emulators.inputs])
    places = emulators.places(rows)
    expected = [_better(1.0, goal) * emulators.surface("effect", goal).surface(places)[0] for goal in asked.goals]
    values = np.stack(expected, axis=1)
    best = pareto.front(values)
    chosen = [many[i] for i in best[pareto.spread_out(values[best], asked.population)]]
    return np.array(list(dict.fromkeys(map(tuple, [*chosen, *by_lot])))[: asked.population], dtype=np.int64)


def times(root: Root) -> float:
    """How many times as many runs as the first generation the whole study has at most."""
    asked = root.study.portfolio
    fresh = asked.kept * asked.fresh / root.replicates
    return (asked.evaluations + fresh) / min(asked.population, asked.evaluations)


def portfolio(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Searched:
    """Search, and run what was found again; write ``evaluations.csv``, ``portfolios.csv``, ``pareto.csv`` and
    ``next/study/found.yaml``.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    space, first = Space.of(root), design_of(root)
    carried = run_design(root, first, folder, command, report)
    failures = list(carried.failures)
    wanted = _wanted(root)

    def run(genes: Genes, generation: int) -> list[Seen]:
        if generation == 1:
            design, place = first, folder
        else:
            design, place = _design(root, space, genes), folder / f"generation-{generation}"
            done = run_design(root, design, place, command, report)
            failures.extend(done.failures)
            done.finish()
        responses = read_responses(place, design, wanted)
        return [Seen(tuple(map(int, g)), generation, _means(responses, i, wanted)) for i, g in enumerate(genes)]

    seen = _searched(root, space, run)
    asked = root.study.portfolio
    broken = [_broken(s.means, asked) for s in seen]
    values = np.array([[_better(s.means[goal], goal) for goal in asked.goals] for s in seen])
    sound = np.array([not b for b in broken])
    best = pareto.front(np.where(sound[:, None], values, np.nan))
    chosen = best[pareto.spread_out(values[best], asked.kept)] if len(best) else best
    kept, more = _again(root, space, [(int(i), seen[i]) for i in chosen], folder, command, report)
    _write(root, space, folder, seen, broken, set(map(int, best)), kept)
    done = vars(carried.finish()) | {"failures": failures + more}
    return Searched(
        **done, kept=kept, goals=tuple(asked.goals), evaluated=len(seen), planned=asked.evaluations, found=len(best),
        fresh=asked.fresh
    )  # fmt: skip


def _searched(root: Root, space: Space, run: Callable[[Genes, int], list[Seen]]) -> list[Seen]:
    """Generations until the evaluations planned are spent, or no new portfolio is found."""
    from pullthrough.study.methods.search import Search

    asked = root.study.portfolio
    draws = np.random.default_rng([asked.search_seed, 2])

    def repair(genes: Genes) -> Genes:
        return np.array([space.repaired(g, draws.permutation(len(g))) for g in genes], dtype=np.int64)

    first = first_generation(root, space)
    search = Search(space.sizes, len(asked.goals), len(limits_of(asked)), first, repair, asked.search_seed)
    seen: dict[tuple[int, ...], Seen] = {}
    generation = idle = 0
    while len(seen) < asked.evaluations and idle < IDLE:
        genes = search.ask()
        if not len(genes):
            break
        new = list(dict.fromkeys(key for key in (tuple(map(int, g)) for g in genes) if key not in seen))
        if (
            len(seen) + len(new) > asked.evaluations
        ):  # a generation is whole or not at all, so that a longer search goes on with it
            break
        idle = 0 if new else idle + 1
        if new:
            generation += 1
            seen |= {s.genes: s for s in run(np.array(new, dtype=np.int64), generation)}
        told = [seen[tuple(map(int, g))] for g in genes]
        values = np.array([[_better(s.means[goal], goal) for goal in asked.goals] for s in told])
        search.tell(values, np.array([[_excess(s.means, limit) for limit in limits_of(asked)] for s in told]))
    return list(seen.values())


def _again(
    root: Root, space: Space, chosen: Sequence[tuple[int, Seen]], folder: Path, command: str, report: Report
) -> tuple[list[Kept], list[Row]]:
    """Run the portfolios chosen on fresh seeds; what is said of them comes from these runs alone."""
    if not chosen:
        return [], []
    asked = root.study.portfolio
    genes = np.array([s.genes for _, s in chosen], dtype=np.int64)
    design = replace(_design(root, space, genes), replicates=asked.fresh, seed=root.seed + 1)
    done = run_design(root, design, folder / "fresh", command, report)
    done.finish()
    responses = read_responses(folder / "fresh", design)
    effects = [{name: responses.effect(name, i) for name in OUTCOMES} for i in range(len(chosen))]
    broken = [_broken({name: e.difference for name, e in of.items()}, asked) for of in effects]
    values = np.array([[_better(of[goal].difference, goal) for goal in asked.goals] for of in effects])
    within = np.array([not b for b in broken])
    front = pareto.front(np.where(within[:, None], values, np.nan))
    bends = {int(front[i]) for i in pareto.knees(values[front])} if len(front) else set()
    order = sorted(range(len(chosen)), key=lambda i: (-float(values[i, 0]), i))
    kept = []
    for number, i in enumerate(order, 1):
        at, s = chosen[i]
        moved = space.moved(genes[i])
        flags = bool(within[i]), i in front, i in bends
        kept.append(
            Kept(f"P{number}", at, space.values(genes[i]), space.sum(genes[i]), moved, effects[i], s.means, *flags)
        )
    return kept, done.failures


def _design(root: Root, space: Space, genes: Genes) -> Design:
    against, tested = _scenarios(root)
    return Design((against, tested), root.replicates, root.seed, tuple(map(space.point, genes)), series=False)


def _scenarios(root: Root) -> tuple[Setting, Setting]:
    against = setting(root, tested=False)
    return against, told_apart(setting(root), against, levers=True)


def _wanted(root: Root) -> tuple[str, ...]:
    asked = root.study.portfolio
    return tuple(dict.fromkeys([*asked.goals, *asked.at_most, *asked.at_least, *(root.study.outcomes or OUTCOMES)]))


def _means(responses: Responses, point: int, wanted: Sequence[str]) -> dict[str, float]:
    return {name: responses.effect(name, point).difference for name in wanted}


def _better(difference: float, goal: str) -> float:
    return difference * OUTCOMES[goal].better


def limits_of(asked: Portfolio) -> list[tuple[str, int, float]]:
    """The limits on outcomes: name, 1 for a highest and -1 for a lowest change, and that change."""
    most = [(name, 1, float(value)) for name, value in asked.at_most.items()]
    return [*most, *((name, -1, float(value)) for name, value in asked.at_least.items())]


def _excess(means: Mapping[str, float], limit: tuple[str, int, float]) -> float:
    """By how much a limit is broken; 0 or less if it is kept. A change that is not defined keeps none."""
    name, sign, value = limit
    return sign * (means[name] - value) if np.isfinite(means[name]) else UNKNOWN


def _broken(means: Mapping[str, float], asked: Portfolio) -> list[str]:
    return [limit[0] for limit in limits_of(asked) if _excess(means, limit) > 0]


def _write(
    root: Root, space: Space, folder: Path, seen: Sequence[Seen], broken: Sequence[Sequence[str]], best: set[int],
    kept: Sequence[Kept],
) -> None:  # fmt: skip
    goals = root.study.portfolio.goals
    rows = [
        (i, s.generation, space.sum(np.array(s.genes)), " ".join(broken[i]), int(i in best),
         *space.values(np.array(s.genes)).values(), *(s.means[g] for g in goals))
        for i, s in enumerate(seen)
    ]  # fmt: skip
    write_csv(folder / EVALUATIONS, (*EVALUATED, *space.levers, *goals), rows)
    told = [
        (k.name, k.evaluation, k.sum, len(k.moved), int(k.within), int(k.on_front), int(k.knee), *k.doses.values())
        for k in kept
    ]
    write_csv(folder / PORTFOLIOS, (*KEPT_COLUMNS, *space.levers), told)
    header = ("portfolio", "goal", *EFFECTS, "searched")
    effects = (
        (k.name, int(name in goals), *effect_cells(e), k.searched.get(name, float("nan")))
        for k in kept
        for name, e in k.effects.items()
    )
    write_csv(folder / PARETO, header, effects)
    write_next(folder / "next" / "study" / "found.yaml", kept)
    write_dictionary(folder / "data_dictionary.csv", [*_lever_lines(root, space), *columns()])


def write_next(path: Path, kept: Sequence[Kept]) -> None:
    """Write the study that asks how the portfolios fare in many worlds."""
    if not kept:
        return
    lines = [
        "# Portfolios that a search found. How they fare in many worlds: pullthrough --config-dir THIS_FOLDER/next study=found",
        "# design=ensemble_uk, with the scenario, policy.start and observe of the search.",
        "",
        "kind: robust",
        "series: false",
        "robust:",
        "  portfolios:",
        *(f"    {k.name}: {json.dumps(k.doses)}" for k in kept),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines) + "\n")


def _lever_lines(root: Root, space: Space) -> Iterator[Line]:
    for file in (EVALUATIONS, PORTFOLIOS):
        for lever in space.levers:
            yield file, lever, "unit of the lever", LEVER_MEANING
    for goal in root.study.portfolio.goals:
        yield EVALUATIONS, goal, OUTCOMES[goal].unit, f"mean paired difference in the search: {OUTCOMES[goal].label}"


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with levers, doses, goals, budget, politics and size of a search; everything at once."""
    asked = root.study.portfolio
    yield from extras.missing("pymoo", "study.kind", "portfolio")
    faulty = [*_lever_problems(root), *_political_problems(root)]
    yield from faulty
    yield from _goal_problems(root)
    yield from start_problems(AD_HOC, root.policy.start or "always", root.world, latest=True)
    if root.replicates < 2:
        yield Problem("replicates", root.replicates, "must be at least 2, so that there is an interval")
    if asked.evaluations < asked.population:
        message = f"must be at least study.portfolio.population ({asked.population} portfolios, one generation)"
        yield Problem("study.portfolio.evaluations", asked.evaluations, message)
    if not faulty:
        yield from _emulator_problems(root)
        yield from _idle_problems(root)
        yield from _size_problems(root)


def _lever_problems(root: Root) -> Iterator[Problem]:
    asked, known = root.study.portfolio, Known(root)
    if len(asked.levers) < 2:
        message = "must have at least two levers, each with its doses, the dose without it first: {engagement.lead: [0, 8, 16]}"
        yield Problem("study.portfolio.levers", dict(asked.levers), message)
    paths = [lever.removeprefix(POLICY) for lever in known.levers]
    for lever, doses in asked.levers.items():
        key = f"study.portfolio.levers.{lever}"
        leaf = known.leaf(POLICY + lever)
        if leaf is None:
            yield Problem(
                key, doses, "is not a lever; `pullthrough show levers` lists them", nearest_name(lever, paths)
            )
            continue
        if len(doses) < 2 or len(set(doses)) < len(doses):
            yield Problem(key, doses, "must have at least two doses, all different, the dose without it first")
        for value in doses:
            given = int(value) if float(value).is_integer() else value
            yield from value_problems(key, given, leaf.type, leaf.quantity)


def _emulator_problems(root: Root) -> Iterator[Problem]:
    """Why the search cannot start from an emulator: it is not there, or knows other levers, doses or outcomes."""
    asked, key = root.study.portfolio, "study.portfolio.emulator"
    if not asked.emulator:
        return
    if lacking := list(extras.missing("sklearn", key, asked.emulator)):
        yield from lacking
        return
    try:
        emulators = emulator_file.read(Path(asked.emulator))
    except ValueError as error:
        yield Problem(key, asked.emulator, str(error))
        return
    inputs = {given.name: given for given in emulators.inputs}
    for lever, doses in asked.levers.items():
        if POLICY + lever not in inputs:
            message = f"did not vary {lever}; it varied {', '.join(inputs)}"
            yield Problem(key, asked.emulator, message, nearest_name(POLICY + lever, inputs))
            continue
        for dose in doses:
            if problem := inputs[POLICY + lever].problem(dose):
                yield Problem(key, asked.emulator, f"{problem.key} = {dose:g} {problem.message}")
    for name in inputs:
        if not name.startswith((POLICY, WORLD)):
            yield Problem(
                key, asked.emulator, f"varies {name}, which is neither a lever nor a number, so it has no value in use"
            )
    for goal in asked.goals:
        if goal in OUTCOMES and goal not in {k.outcome for k in emulators.known if k.of == "effect"}:
            yield Problem(key, asked.emulator, f"has no emulator of the effect on {goal}")


def _idle_problems(root: Root) -> Iterator[Problem]:
    """Levers that do nothing in any portfolio, since what they need is neither searched nor above 0 in the tested scenario."""
    asked = root.study.portfolio
    last = {lever: values[-1] for lever, values in setting(root).timeline.values(root.world.calendar.quarters).items()}
    for lever in asked.levers:
        note = note_of(lever)
        for needed in note.needs if note else ():
            named = needed.split(" or ")
            known = [name for name in named if name in last]
            if len(known) == len(named) and not any(name in asked.levers or last[name] > 0 for name in named):
                message = f"does nothing while {' and '.join(named)} is 0; search it too, or set policy.{named[0]}"
                yield Problem(f"study.portfolio.levers.{lever}", asked.levers[lever], message)


def _political_problems(root: Root) -> Iterator[Problem]:
    asked, political = root.study.portfolio, root.study.portfolio.political
    named = [("promised", lever) for lever in political.promised]
    named += [("needs", n) for lever, others in political.needs.items() for n in (lever, *others)]
    named += [("never_together", n) for group in political.never_together for n in group]
    for where, lever in named:
        if lever not in asked.levers:
            message = "is not among study.portfolio.levers"
            yield Problem(f"study.portfolio.political.{where}", lever, message, nearest_name(lever, asked.levers))
    for lever, least in political.promised.items():
        if lever in asked.levers and least not in asked.levers[lever]:
            message = f"is none of its doses ({', '.join(f'{d:g}' for d in asked.levers[lever])})"
            yield Problem(f"study.portfolio.political.promised.{lever}", least, message)
    for group in political.never_together:
        if len(set(group)) < 2:
            yield Problem("study.portfolio.political.never_together", group, "a group must have at least two levers")


def _goal_problems(root: Root) -> Iterator[Problem]:
    asked = root.study.portfolio
    if len(set(asked.goals)) < 2:
        message = "must have at least two outcomes; for a single goal try the doses of one lever (study=dose)"
        yield Problem("study.portfolio.goals", asked.goals, message)
    for name in asked.goals:
        if name not in OUTCOMES:
            yield Problem("study.portfolio.goals", name, "is no outcome", nearest_name(name, OUTCOMES))
        elif not OUTCOMES[name].better:
            yield Problem("study.portfolio.goals", name, "has no better direction, so that it cannot be a goal")
    for name, sign, value in limits_of(asked):
        key = f"study.portfolio.{'at_most' if sign > 0 else 'at_least'}.{name}"
        if name not in OUTCOMES:
            yield Problem(key, value, "is no outcome", nearest_name(name, OUTCOMES))
        elif sign < 0 and value > asked.at_most.get(name, np.inf):
            yield Problem(key, value, f"must not be above at_most ({asked.at_most[name]:g})")


def _size_problems(root: Root) -> Iterator[Problem]:
    asked, space = root.study.portfolio, Space.of(root)
    if asked.budget is not None and not any(space.money):
        message = (
            "limits nothing: none of the levers is a sum of money a year; study.portfolio.at_most={public_cost: SUM} "
            "limits what is spent"
        )
        yield Problem("study.portfolio.budget", asked.budget, message)
    least = space.repaired(np.zeros(len(space.levers), dtype=np.int64), np.arange(len(space.levers)))
    if told := list(space.faults(least)):
        yield Problem(
            "study.portfolio.political",
            dict(asked.political.promised),
            f"these promises cannot be kept: {'; '.join(told)}",
        )
        return
    first = space.first(asked.population, asked.search_seed)
    if len(first) < min(asked.population, 4):
        message = (
            f"no more than {len(first)} different portfolios keep to budget and politics; nothing is left to search"
        )
        yield Problem("study.portfolio.levers", list(asked.levers), message)


def columns() -> Iterator[Line]:
    """What the columns of the tables mean, but for those of levers and goals."""
    yield from lines_of(EVALUATIONS, EVALUATED)
    yield from lines_of(PORTFOLIOS, KEPT_COLUMNS)
    yield from effect_lines(PARETO)
    yield from lines_of(PARETO, PARETO_COLUMNS)


KIND = Kind(
    "portfolio",
    portfolio,
    design_of,
    Portfolio,
    problems_of,
    table="portfolio",
    figures="portfolio",
    columns=columns,
    small=(
        "replicates=2",
        "world=tiny",
        "study.portfolio.evaluations=8",
        "study.portfolio.population=4",
        "study.portfolio.fresh=2",
    ),
    one_scenario=True,
    own_levers=True,
    times=times,
    said="This study searches for portfolios of levers, none of which is better than another in every goal, and runs them "
    "again on fresh seeds.",
)
