"""What one run is told: a world, a timeline of policies, and the years that are observed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.extended import EXTENSION, Declared, Origin
from pullthrough.parameters.policy.change import Change
from pullthrough.parameters.policy.library import policies_of, scenario_named
from pullthrough.parameters.policy.timeline import (
    FROM_WORLD,
    Timeline,
    compose_timeline,
    quarter_of,
    settings_of,
)
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quarters import ALWAYS
from pullthrough.parameters.schema.root import Observe, Root
from pullthrough.parameters.schema.world import World
from pullthrough.text.safe import one_line

AD_HOC_MARK = "+policy"
"""Added to the name of a scenario that has levers of its own on top."""

FURTHER = " with further levers"
"""Ends the title of a scenario on which levers were set by hand."""


@dataclass(frozen=True)
class Setting:
    """One scenario in one world, ready to be run with any seed. Plain data: it can be sent to another process.

    Attributes:
        lever_start: quarter from which levers that are laid on top hold; 0 is the first of the burn-in.
        extension: which code of a user's own is added to the model, if any.
    """

    name: str
    world: World
    timeline: Timeline
    observe: Observe
    title: str = ""
    lever_start: int = 0
    extension: Origin | None = None

    def first_difference(self, other: Setting) -> int | None:
        """The first quarter in which a lever differs from the other setting's; None if none ever does."""
        return self.timeline.first_difference(other.timeline, self.world.calendar.quarters)


def setting(root: Root, scenario: str | None = None, tested: bool = True) -> Setting:
    """The setting of a scenario.

    Args:
        root: the composed configuration.
        scenario: its name; by default ``root.scenario`` if tested, else ``root.against``.
        tested: lay the levers of ``root.policy`` on top.

    Raises:
        ConfigurationError: if the scenario, its policies or its timeline are faulty.
    """
    declared = extended.known(root.extension)
    extended.use(declared)
    name = scenario or (root.scenario if tested else root.against)
    found = scenario_named(name, root.config_dirs, "scenario" if tested else "against")
    policies = policies_of(name, found, root.config_dirs)
    dated: dict[str, tuple[str, Levers]] = {policy: (p.start, p) for policy, p in policies.items()}
    start = _start(root, [p.start for p in policies.values()])
    laid_on = tested and bool(settings_of(root.policy))
    timeline = compose_timeline(dated, root.world, (start, root.policy) if laid_on else None)
    title = (one_line(found.title) or name) + (FURTHER if laid_on else "")
    marked = name + (AD_HOC_MARK if laid_on else "")
    origin = declared.origin if declared else None
    return Setting(marked, root.world, timeline, root.observe, title, quarter_of(start, root.world), origin)


def with_extension(plain: Setting, declared: Declared) -> Setting:
    """A setting of the model as it is, with an extension: its levers and numbers have the values that it gives them."""
    numbers = {name: float(number.value) for name, number in declared.numbers.items()}
    first = [Change(0, f"{EXTENSION}.{name}", float(n.value), FROM_WORLD) for name, n in declared.levers.items()]
    return replace(
        plain,
        world=replace(plain.world, extension=numbers),
        timeline=Timeline((*first, *plain.timeline.changes)),
        extension=declared.origin,
    )


def _start(root: Root, starts: list[str]) -> str:
    """When the levers of ``root.policy`` begin: as set, else with the first dated policy, else with the first year."""
    first = min((s for s in starts if s != ALWAYS), default=f"{root.world.calendar.first_year}Q1")
    return root.policy.start or first
