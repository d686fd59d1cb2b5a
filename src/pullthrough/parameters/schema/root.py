"""The whole configuration: a world, two scenarios to compare, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.design import DesignSpec
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import LARGEST_SEED, flag, group, name_of, quantity
from pullthrough.parameters.schema.study import Study
from pullthrough.parameters.schema.target import Target
from pullthrough.parameters.schema.world import World


@dataclass
class AdHocPolicy(Levers):
    """Levers set on the command line, laid on top of the tested scenario only."""

    start: str | None = name_of(
        "quarter from which these levers hold, such as 2021Q2, or 'always'; null: the first dated start in the scenario",
        default=None,
    )


@dataclass
class Observe:
    """The years over which outcomes are measured."""

    first_year: int = quantity("year", 1990, 2150, "first year in which outcomes are measured", default=2021)
    last_year: int = quantity("year", 1990, 2150, "last year in which outcomes are measured", default=2035)
    settled: int = quantity(
        "year", 1990, 2150, "last year that has happened; later ones rest on announcements", default=2025
    )
    region: str = name_of("region that outcomes of a region are about; none if empty", default="")


@dataclass
class Experiment:
    """What a named experiment asks; words only."""

    title: str = name_of("what the experiment is called", default="")
    question: str = name_of("what it asks", default="")
    finding: str = name_of("what was found, for the figure", default="")


@dataclass
class Root:
    """The composed configuration of one study."""

    world: World = group(World)
    scenario: str = name_of("the tested scenario", default="as_enacted")
    against: str = name_of("the scenario it is compared with", default="no_change")
    policy: AdHocPolicy = group(AdHocPolicy)
    replicates: int = quantity("runs of each scenario", 1, 100_000, "paired replicates", default=32)
    seed: int = quantity("1", 0, LARGEST_SEED, "root seed, from which every replicate's seed is derived", default=1)
    observe: Observe = group(Observe)
    design: DesignSpec = group(DesignSpec)
    study: Study = group(Study)
    targets: dict[str, Target] = name_of("published quantities that the model is compared with, by name", default={})
    experiment: Experiment = group(Experiment)
    dry_run: bool = flag("say what would be run, time a few runs, write nothing", default=False)
    extension: str = name_of("the extension in use (--extension); a configuration cannot load one", default="")
    config_dirs: list[str] = name_of("further folders of scenarios and policies (--config-dir)", default=[])
