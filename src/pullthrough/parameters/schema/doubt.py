"""What studies of doubt ask: emulators, portfolios of levers, and choices that hold in many plausible worlds."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import LARGEST_SEED, flag, group, name_of, quantity


@dataclass
class Emulate:
    """How an emulator is fitted and tested."""

    held_out: float = quantity(
        "1", 0.05, 0.5, "share of the points that the emulator is not shown, to test it on", default=0.2
    )
    base_points: int = quantity(
        "points", 16, 16384, "base points of the Sobol' indices that the emulator is asked for", default=256
    )


@dataclass
class Political:
    """What a portfolio must keep to before anything is run; each refers to levers by their paths."""

    most_levers: int = quantity("levers", 1, 100, "at most so many levers differ from their first dose", default=100)
    promised: dict[str, float] = quantity(
        "unit of each lever", None, None, "doses that are promised: no portfolio has less", default={}
    )
    needs: dict[str, list[str]] = name_of(
        "levers that are moved only if at least one of these is moved too", default={}
    )
    never_together: list[list[str]] = name_of("groups of levers of which at most one is moved", default=[])


@dataclass
class Portfolio:
    """Which levers and doses are searched, for what, and within what."""

    levers: dict[str, list[float]] = quantity(
        "unit of each lever", None, None, "doses of each lever, that without it first", default={}
    )
    goals: list[str] = name_of("outcomes that a portfolio is for; each in its better direction", default=[])
    budget: float | None = quantity(
        "GBP million per year", 0, 1e6, "most that the levers which are sums of money may add up to in any year",
        default=None,
    )  # fmt: skip
    political: Political = group(Political)
    at_least: dict[str, float] = quantity(
        "unit of the outcome", None, None, "lowest admitted change of an outcome against the baseline", default={}
    )
    at_most: dict[str, float] = quantity(
        "unit of the outcome", None, None, "highest admitted change of an outcome against the baseline", default={}
    )
    evaluations: int = quantity(
        "portfolios", 8, 100_000, "portfolios that are run in the search, at most; planned before the first run",
        default=96,
    )  # fmt: skip
    population: int = quantity("portfolios", 4, 1000, "portfolios of a generation", default=16)
    kept: int = quantity("portfolios", 1, 100, "portfolios of the front that are run again on fresh seeds", default=8)
    fresh: int = quantity("runs", 2, 10_000, "fresh pairs of each portfolio kept", default=16)
    emulator: str = name_of(
        "folder of a study of kind emulate over these levers, from whose front the search starts; empty: from portfolios "
        "drawn by lot",
        default="",
    )
    search_seed: int = quantity("1", 0, LARGEST_SEED, "seed of the search; that of the runs is another", default=1)


@dataclass
class Signpost:
    """A portfolio that changes once a published series has crossed a value."""

    first: str = name_of("portfolio that holds until then; empty: the tested scenario as it is", default="")
    then: str = name_of("portfolio whose levers are laid on top from the quarter after the look on")
    series: str = name_of("series of the run that is looked at")
    above: float | None = quantity("unit of the series", None, None, "crossed when it is above this", default=None)
    below: float | None = quantity("unit of the series", None, None, "crossed when it is below this", default=None)
    looks: list[str] = name_of("quarters at whose start it is looked at, such as [2026Q1, 2028Q1]")
    years: int = quantity("years", 1, 20, "years before the look over which the series is averaged", default=2)


@dataclass
class Robust:
    """Which portfolios are compared over an ensemble, and what counts as good enough."""

    portfolios: dict[str, dict[str, float]] = quantity(
        "unit of each lever", None, None, "levers laid on the tested scenario, by name of the portfolio", default={}
    )
    adaptive: dict[str, Signpost] = name_of("portfolios that change at a signpost, by a name each", default={})
    thresholds: dict[str, float] = quantity(
        "unit of the outcome", None, None,
        "change against the baseline that is good enough: at least this where more is better, at most where less is",
        default={},
    )  # fmt: skip
    decision: str = name_of("outcome by which one would choose among the portfolios", default="adoptions_per_year")
    figures: list[str] = name_of(
        "outcomes that could be published; [] : every outcome of the baseline that varies over the worlds", default=[]
    )
    accuracy: float = quantity(
        "1", 0, 10, "standard error of a published figure, as a share of its spread over the worlds", default=0.25
    )
    trees: bool = flag("also look for worlds of failure by classification trees (needs scikit-learn)", default=True)
