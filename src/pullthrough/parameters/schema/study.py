"""What a study does and how its runs are carried out: kinds of study, what each asks, and the executors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pullthrough.parameters.schema.doubt import Emulate, Portfolio, Robust
from pullthrough.parameters.schema.quantity import flag, group, name_of, quantity

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
    "channels",
    "emulate",
    "portfolio",
    "robust",
)
"""The kinds of study, each a file of ``study/kinds/``."""
HEADLINES = [
    "adoption_rate",
    "adoptions_per_year",
    "new_entrant_rate_contracts",
    "entrants_per_year",
    "time_to_adoption",
    "public_cost",
]

TREATMENTS = ("award_open", "award_directed", "contract", "engagement", "acquisition")


@dataclass
class Attribute:
    """How the effect of a package is split among its measures."""

    by: str = name_of("what a measure is", "group", "lever", "policy", default="group")
    measures: dict[str, list[str]] = name_of(
        "measures by name: the groups of levers, levers or policies that each holds; what none holds is a measure of "
        "its own",
        default={},
    )
    outcomes: list[str] = name_of("outcomes whose effect is split", default=HEADLINES)
    exact_up_to: int = quantity(
        "measures",
        1,
        10,
        "up to this many measures, every combination is run; beyond that, orders are sampled",
        default=6,
    )
    orders: int = quantity(
        "orders",
        2,
        1000,
        "orders sampled for each replicate, every second one the reverse of the one before",
        default=2,
    )


@dataclass
class LeverPlan:
    """What is done with one lever, and what is expected of it before anything is run."""

    lever: str = name_of("path of the lever, such as engagement.lead or funding.open_call")
    doses: list[float] = quantity("unit of the lever", None, None, "values of the lever, that of 2012 first")
    given: dict[str, float] = quantity(
        "unit of each lever", None, None, "other levers that this one needs in order to have an effect", default={}
    )
    channel: str = name_of("outcome that is expected to move, of those in the lever's note")
    sign: int = quantity("1", -1, 1, "expected sign of its change from the first dose to the last")
    because: str = name_of("why, in a sentence")


@dataclass
class LeversStudy:
    """A study of many levers, each at several doses."""

    plans: dict[str, LeverPlan] = name_of("plans, by a name each", default={})
    headline: list[str] = name_of("outcomes that policy is for", default=HEADLINES)


@dataclass
class Costing:
    """How two scenarios are brought to the same public cost."""

    scaled: str = name_of("scenario whose lever is scaled", "tested", "against", default="tested")
    discount_rate: float = quantity(
        "per year", 0, 0.2, "social time preference rate; HM Treasury, The Green Book (2022): 3.5 %", default=0.035
    )
    tolerance: float = quantity(
        "1", 1e-6, 0.5, "largest admitted difference in discounted cost, relative to the other scenario's", default=0.01
    )
    replicates: int = quantity(
        "runs", 2, 1000, "number of replicates, the first of the study, run to find the scale", default=8
    )


@dataclass
class Calibrate:
    """How parameters are searched by history matching."""

    waves: int = quantity("waves", 1, 10, "waves of points", default=3)
    points: int = quantity("points", 16, 4096, "points per wave; the first wave has the next power of two", default=128)
    cut: float = quantity("1", 1, 10, "largest implausibility that is kept", default=3.0)
    candidates: int = quantity("places", 256, 1_000_000, "points at which emulators are evaluated", default=32768)
    members: int = quantity("members", 1, 1000, "most members of the ensemble", default=24)
    member_cut: float = quantity(
        "1", 0, 10, "largest implausibility of a member by its own runs; 0: as ``cut``", default=0.0
    )
    emulator: str = name_of(
        "what stands for the model at places that were not run; the second needs scikit-learn",
        "spline", "gaussian_process", default="spline",
    )  # fmt: skip
    discrepancy: float = quantity(
        "1", 0, 5, "standard deviation of the model's own error, as a share of each tolerance", default=0.25
    )


@dataclass
class Published:
    """One published figure."""

    start: str = name_of("first quarter that it covers, such as 2019Q2")
    quarters: int = quantity(
        "quarters", 1, 80, "length of the period that it covers; shown per year if 'sum'", default=4
    )
    value: float = quantity("unit of the panel", None, None, "as published")
    source: str = name_of("document and year; that of the panel if empty", default="")
    reliability: str = name_of(
        "A official, audit or peer-reviewed; B press report of an official figure; C secondary",
        "A",
        "B",
        "C",
        default="A",
    )


@dataclass
class ReplayPanel:
    """A published series and what it is compared with: ``scale x top / bottom`` over each figure's period."""

    title: str = name_of("what is shown")
    unit: str = name_of("of the published figures")
    top: list[str] = name_of("series that are added up")
    how: str = name_of(
        "over a period: sum, a year's worth of it; mean; or last value", "sum", "mean", "last", default="sum"
    )
    bottom: list[str] = name_of("series whose sum is divided by; none: no ratio", default=[])
    scale: float = quantity("unit of the panel per unit of the series", 0, 1e12, "factor", default=1.0)
    year_begins: int = quantity("quarter", 1, 4, "first quarter of the year in which the line is drawn", default=2)
    current_prices: bool = flag("published as money of the time, to which the model's is taken", default=False)
    source: str = name_of("of the published figures", default="")
    note: str = name_of("how far the two can be compared, and why they differ", default="")
    published: dict[str, Published] = name_of("figures by a name each", default={})


@dataclass
class Replay:
    """Published series beside the same ones of the model."""

    panels: dict[str, ReplayPanel] = name_of("by a name each", default={})


@dataclass
class Switch:
    """Levers that are set in a world, which is then compared with the world without them."""

    levers: dict[str, float] = quantity("unit of each lever", None, None, "levers and their values")
    start: str = name_of("quarter from which they hold, such as 2014Q1")


@dataclass
class Counterfactual:
    """Who is treated, and how long they are followed."""

    kinds: list[str] = name_of("what some get and others do not", *TREATMENTS, default=list(TREATMENTS))
    treated: int = quantity(
        "runs", 1, 24, "near-misses of each kind that are treated in each world, one in each run", default=4
    )
    margin: float = quantity(
        "ln of score",
        0,
        10,
        "largest distance between who got it and who missed it; acquisitions are by lot",
        default=0.25,
    )
    years: int = quantity("years", 1, 40, "years that they are followed", default=10)
    force: str = name_of(
        "exchange: who got it does not, who missed it does; nothing: what happens anyway is forced, as a test",
        "exchange",
        "nothing",
        default="exchange",
    )
    switches: dict[str, Switch] = name_of("worlds in which levers are set, by a name each", default={})


@dataclass
class Channels:
    """Through what an effect works: rules of the world by which a channel is closed."""

    closed: dict[str, dict[str, Any]] = name_of(
        "channels by name, each with the values of the world, by key, at which it carries nothing", default={}
    )
    rest: str = name_of("what is left when all of these are closed", default="the rest")
    outcomes: list[str] = name_of("outcomes whose effect is split", default=HEADLINES)


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
    part: list[str] = name_of("outcomes that add up to what the dose brought, shown on top of one another", default=[])
    beside: str = name_of("outcome whose difference from the first dose these parts are held against", default="")


@dataclass
class Precision:
    """How narrow an interval is wanted."""

    width: float = quantity(
        "1", 1e-6, 1e9, "half the 95 % interval of a difference, relative to the mean of the baseline", default=0.05
    )
    outcome: str = name_of("outcome whose difference is meant", default="adoption_rate")


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
    executor: str = name_of("where runs are executed", "auto", *EXECUTORS, default="auto")
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
    channels: Channels = group(Channels)
    emulate: Emulate = group(Emulate)
    portfolio: Portfolio = group(Portfolio)
    robust: Robust = group(Robust)
