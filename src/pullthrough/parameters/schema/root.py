"""The whole configuration: a world, two scenarios to compare, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.design import DesignSpec
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import LARGEST_SEED, flag, group, name_of, quantity
from pullthrough.parameters.schema.question import Attribute, Calibrate, Costing, Counterfactual, LeversStudy, Replay
from pullthrough.parameters.schema.target import Target
from pullthrough.parameters.schema.world import World

EXECUTORS = ("serial", "processes", "dask", "ray", "slurm")
STUDIES = (
    "compare",
    "dose",
    "attribute",
    "levers",
    "replay",
    "sweep",
    "sensitivity",
    "precision",
    "validate",
    "calibrate",
    "ensemble",
    "counterfactual",
)


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
    region: str = name_of("region that outcomes of a region are about; none if empty", default="")


@dataclass
class Dose:
    """What a study of dose and response varies, and what it shows."""

    lever: str = name_of("path of the lever, such as engagement.lead or funding.open_call", default="")
    doses: list[float] = quantity(
        "unit of the lever", None, None, "values of the lever, the baseline first", default=[]
    )
    channel: list[str] = name_of("outcomes that show how the lever works", default=[])
    headline: list[str] = name_of("outcomes that it is for", default=[])
    loss: list[str] = name_of("outcomes that it may make worse", default=[])


@dataclass
class Cluster:
    """Where the executors dask, ray and slurm find their workers. Nothing here changes a result."""

    address: str = name_of(
        "dask, ray: address of a running scheduler or cluster; empty: one is started for the study", default=""
    )
    partition: str = name_of("slurm: the partition; empty: the default one", default="")
    minutes: int = quantity("minutes", 1, 40_000, "slurm: time limit of a job", default=120)
    memory: float = quantity("GB", 0.5, 1000, "slurm: memory of a job", default=2.0)
    local: bool = flag("slurm: run the jobs on this machine, to try them out", default=False)


@dataclass
class Precision:
    """How narrow an interval is wanted."""

    width: float = quantity(
        "1", 1e-6, 1e9, "half the 95 % interval of a difference, relative to the mean of the baseline", default=0.05
    )
    outcome: str = name_of("outcome whose difference is meant", default="adoption_rate")


@dataclass
class Study:
    """What a study does and how its runs are carried out; nothing here changes the result of a run."""

    kind: str = name_of("what the study does", *STUDIES, default="compare")
    scenarios: list[str] = name_of("tested scenarios, if there are several; else 'scenario' is", default=[])
    pairs: str = name_of("which of them are compared", "against", "all", default="against")
    outcomes: list[str] = name_of(
        "outcomes of tables and figures; []: the headlines of a comparison, all of many points", default=[]
    )
    series: bool = flag("keep series and curves of each run, most of what a study takes on disk", default=True)
    precision: Precision = group(Precision)
    executor: str = name_of("where runs are carried out", "auto", *EXECUTORS, default="auto")
    processes: int = quantity("processes", 0, 256, "worker processes, or jobs (0: one a core)", default=0)
    cluster: Cluster = group(Cluster)
    figures: bool = flag("draw the figures", default=True)
    report: bool = flag("write report.html, one page with everything in it", default=True)
    equal_cost: bool = flag("compare at equal discounted public cost, by scaling budget_lever", default=False)
    budget_lever: str = name_of("budget that is scaled, such as funding.open_call", default="")
    costing: Costing = group(Costing)
    dose: Dose = group(Dose)
    attribute: Attribute = group(Attribute)
    levers: LeversStudy = group(LeversStudy)
    replay: Replay = group(Replay)
    calibrate: Calibrate = group(Calibrate)
    counterfactual: Counterfactual = group(Counterfactual)


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
    targets: dict[str, Target] = name_of("published quantities that the model is held against, by name", default={})
    experiment: Experiment = group(Experiment)
    dry_run: bool = flag("say what would be run, time a few runs, write nothing", default=False)
    extension: str = name_of("the extension in use (--extension); a configuration cannot load one", default="")
    config_dirs: list[str] = name_of("further folders of scenarios and policies (--config-dir)", default=[])
