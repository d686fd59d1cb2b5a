"""What is said of a sound study before it runs: settings that it does not read, levers that do nothing, what makes it dear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.checking.check import default_of
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import settings_of
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.register.records import matches
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import STUDIES
from pullthrough.study.design.factors import factors
from pullthrough.study.design.points import count
from pullthrough.study.design.variation import POLICY
from pullthrough.study.kinds.kind import OWN
from pullthrough.study.kinds.registry import kind_named, kinds

SIZED_BY = {
    "n": ("latin_hypercube", "sobol", "morris"),
    "seed": ("latin_hypercube", "sobol", "morris"),
    "levels": ("grid", "one_at_a_time", "morris"),
}
"""Settings of a design that only some kinds of it read."""

SIZES = ("world.dimensions", "world.population")
"""Numbers that set what a run costs: who there is, and in how many dimensions."""
SCREENING = "screening_dsis"
"""The experiment that screens all assumptions but these."""


def remarks(root: Root) -> list[str]:
    """Sentences on a study that can be run, but may not be what was meant."""
    return [*_unread(root), *_idle_levers(root), *_dear(root)]


def _unread(root: Root) -> Iterator[str]:
    """Settings that were given and that nothing in this study reads."""
    study, kind = root.study, kind_named(root.study.kind)
    varied = _varied(root)
    if root.policy.start and not settings_of(root.policy) and not varied and not kind.own_levers:
        yield f"policy.start = {root.policy.start} does nothing, since no lever is set (policy.<group>.<name>=...)"
    changed = _changed(root.design)
    if root.design.kind == "none" and kind.points != OWN:
        for name in changed:
            yield f"design.{name} does nothing with design=none; choose one, such as design=grid, and study=sweep"
    for name, designs in SIZED_BY.items():
        if name in changed and root.design.kind not in (*designs, "none") and not kind.targeted:
            yield f"design.{name} does nothing with design={root.design.kind}; it is for {', '.join(designs)}"
    if root.design.fixed and not root.design.graded and root.design.kind != "none":
        yield "design.fixed does nothing without design.graded"
    for name in (f.name for f in fields(study) if f.name in STUDIES):  # what only the kind of the same name reads
        if name != kind.name and _changed(getattr(study, name)):
            yield f"study.{name} does nothing with study.kind={kind.name}"
    if not study.equal_cost and (study.budget_lever or _changed(study.costing)):
        yield "study.budget_lever and study.costing do nothing without study.equal_cost=true"
    if study.executor == "serial" and study.processes > 1:
        yield f"study.processes = {study.processes} does nothing with study.executor=serial"
    if _changed(study.cluster) and study.executor not in ("dask", "ray", "slurm"):
        yield f"study.cluster does nothing with study.executor={study.executor}; it is for dask, ray and slurm"
    if root.targets and not kind.targeted:
        readers = [name for name, other in kinds().items() if other.targeted]
        yield f"targets do nothing with study.kind={kind.name}; they are for {' and '.join(readers)}"


def _changed(group: object) -> list[str]:
    """The settings of a group, its kind left out, that differ from the schema's defaults."""
    return [
        f.name
        for f in fields(group)  # type: ignore[arg-type]
        if f.name != "kind" and getattr(group, f.name) != default_of(f)
    ]


def _varied(root: Root) -> set[str]:
    """The levers that the points of a design set."""
    spec = root.design
    named = {*spec.ranges, *spec.values, *(key for point in spec.points for key in point)}
    named |= {key for cases in spec.cases.values() for case in cases.values() for key in case}
    return {key.removeprefix(POLICY) for key in named if key.startswith(POLICY)} if spec.kind != "none" else set()


def _idle_levers(root: Root) -> Iterator[str]:
    """Levers in which the two scenarios differ, but only while another without which they do nothing is 0."""
    if kind_named(root.study.kind).own_levers:
        return
    quarters = root.world.calendar.quarters
    tested = setting(root).timeline.values(quarters)
    against = setting(root, root.against, tested=False).timeline.values(quarters)
    varied = _varied(root)
    for lever in tested:
        set_here = np.ones(quarters, dtype=bool) if lever in varied else tested[lever] != against[lever]
        note = note_of(lever)
        needs = note.needs if note and set_here.any() else ()
        missing = [needed for needed in needs if not (set_here & _above_0(needed, tested, varied, quarters)).any()]
        if missing:
            named = " and ".join(needed.replace("*", "<name>") for needed in missing)
            too = "it" if len(missing) == 1 else "them"
            yield f"policy.{lever} does nothing while {named} {'is' if len(missing) == 1 else 'are'} 0; set {too} too"


def _above_0(
    needed: str, values: Mapping[str, NDArray[np.float64]], varied: set[str], quarters: int
) -> NDArray[np.bool_]:
    """In which quarters one of the levers of ``a or b`` is above 0."""
    found = np.zeros(quarters, dtype=bool)
    for pattern in needed.split(" or "):
        for lever, path in values.items():
            if matches(pattern, lever):
                found |= np.ones(quarters, dtype=bool) if lever in varied else path > 0
    return found


def _dear(root: Root) -> Iterator[str]:
    """That a design of all numbers with some grade also varies how much there is of everything, which makes runs dear."""
    spec = root.design
    if not spec.graded or spec.kind == "none":
        return
    varied = factors(root)
    sizes = sum(factor.name.startswith(SIZES) for factor in varied)
    if sizes:
        points = count(spec.kind, varied, spec.n, spec.levels, len(spec.points))
        runs = points * root.replicates * (1 + len(root.study.scenarios or [root.scenario]))
        yield (
            f"design.graded varies {len(varied)} numbers of the world: {points:,} points, {runs:,} runs; {sizes} of them set how "
            f"large the world is, and make many runs dear: dry_run=true says how long it takes. experiment={SCREENING} leaves "
            f"sizes as they are, by design.fixed=[{','.join(SIZES)}]"
        )
