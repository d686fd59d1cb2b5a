"""The kinds of study, by the name that ``study.kind`` has; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import STUDIES
from pullthrough.study.kinds.kind import NEEDED, SINGLE, Kind


def kind_named(name: str) -> Kind:
    """A kind of study: ``KIND`` of the file of that name."""
    kind: Kind = import_module(f"{__package__}.{name}").KIND
    return kind


def kinds() -> dict[str, Kind]:
    """All kinds of study, in the order of the schema."""
    return {name: kind_named(name) for name in STUDIES}


def misfits(root: Root) -> Iterator[Problem]:
    """Why a kind of study does not go with the design or the scenarios chosen."""
    kind, design, scenarios = kind_named(root.study.kind), root.design.kind, root.study.scenarios
    if kind.points == NEEDED and design == "none":
        yield Problem("design.kind", design, f"study.kind={kind.name} needs a design; choose design={kind.designs}")
    elif kind.points == SINGLE and design != "none":
        yield Problem("study.kind", kind.name, f"has a single point; with design={design} choose study=sweep")
    if scenarios and kind.one_scenario:
        yield Problem(
            "study.scenarios", scenarios, f"study.kind={kind.name} tests one scenario; name it with scenario="
        )


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the settings of a study that its kind alone, or a comparison at equal cost, knows."""
    from pullthrough.study.kinds import equal_cost

    yield from equal_cost.problems_of(root)
    yield from kind_named(root.study.kind).problems(root)
