"""Shared fixtures: a tiny world in any variation, its books, and a comparison of whole states bit by bit."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from pullthrough.engine.place import cache_root
from pullthrough.model import PullThroughModel
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.library import policies_of, scenario_named
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import Change, Timeline, lever_paths, named_levers, settings_of
from pullthrough.parameters.schema.root import Root
from pullthrough.world import ledger
from pullthrough.world.capacity import IN_USE
from pullthrough.world.codes import EVALUATION, IN_DELIVERY
from pullthrough.world.tables import FLOW_NAMES, Tables

REFORM = "dsis_core"
REGIME = "global_competition_2012"
WORDS = (
    "world=tiny",
    "world.calendar.last_year=2018",
    "observe.first_year=2014",
    "observe.last_year=2018",
    "world.novelty.designated=1",  # so that a small world tries the fence often enough
)
TINY_SHARE = 16  # the tiny world has a sixteenth of the suppliers, so a national budget is divided by this
NEEDED = {"acquisition.case_by_case": 1.0, "acquisition.onshore_weight": 0.5, "acquisition.codevelopment": 0.5,
          "resilience.second_source": 0.3, "resilience.assurance": 0.3, "clusters.east": 1.0,
          "engagement.regional_share": 0.25}  # fmt: skip
"""Levers that the reform does not set, at values at which those that depend on them act."""
TENDERS_ALONE = dict.fromkeys(
    (
        f"uptake.{way}"
        for way in ("user_in_view", "follow_on", "insertion", "upgrade_competition", "rapid", "urgent", "trial")
    ),
    0.0,
)
"""Levers with which everything is tendered, as in most tests; those of other ways into service open them."""
STEADY = {
    "processes.planning": False, "processes.approvals": False, "processes.lateness": False, "processes.officials": False,
    "trust.memory": 0.0, "processes.development_contracts": False, "classes.in_force": 0, "returns.from_profit": 0,
    "returns.chance_learnt": 0, "progress.best_in_service": 0, "progress.step_gain": 0.0, "progress.abroad": 0.0,
    "gatekeeping.in_force": 0, "trust.plan_saving": 0.0, "trust.idle": 0.0, "invitations.newcomers": 0,
}  # fmt: skip
"""A world in which needs follow nothing, officials are enough, contracts are in time, technology is of one class and no sponsor
develops it, as in most tests; those of these rules put them in force."""
FEW = {"population.primes": 4, "population.suppliers": 16, "population.potential_entrants": 16,
       "population.academic_groups": 3, "support.works": 0.1, "support.others_size": 1e6}  # fmt: skip
"""As few organisations, and pieces of support work, as there is still something of everything."""
FUTURE = (
    "levers",
    "spend",
    "threat",
    "budgets",
    "roadmaps",
    "cluster_strength",
)  # tables that hold what has not happened yet; a branch takes them from its own scenario
SOURCES = ("TREASURY", "CIVIL", "INVESTORS", "CUSTOMERS_ABROAD", "INVESTORS_ABROAD")  # accounts that may be overdrawn

settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")  # the same examples each time, on a machine of any speed

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # so begins what a script starts behind itself, and all its children
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests send Ctrl-C to commands, which are to hear it


@cache
def root() -> Root:
    """The tiny world under the regime of 2012, seven years after a short burn-in."""
    return compose([*WORDS, f"scenario={REGIME}", f"against={REGIME}"])


@cache
def base() -> tuple[Setting, bytes]:
    """Its setting, and its world to be copied: unpickling takes a fraction of the time of a deep copy."""
    found = setting(root())
    return found, pickle.dumps(found.world)


@cache
def reform() -> dict[str, float]:
    """Levers of the reform, by path, with budgets of a size for the tiny world."""
    found: dict[str, float] = dict(NEEDED)
    for policy in policies_of(REFORM, scenario_named(REFORM)).values():
        if policy.start != "always":
            found |= settings_of(policy)
    return {path: value / TINY_SHARE if path.startswith("funding.") else value for path, value in found.items()}


def all_levers() -> list[str]:
    """Every lever there is, those of instruments and regions included."""
    return [*lever_paths(), *named_levers(root().world)]


class Tiny:
    """Settings and models of the tiny world in any variation, quickly: nothing is composed anew.

    Attributes:
        always: changes of its world in every variation.
    """

    def __init__(self, always: Mapping[str, Any] | None = None) -> None:
        self.always = always or {}

    def setting(
        self,
        world: Mapping[str, Any] | None = None,
        levers: Mapping[str, float] | None = None,
        later: Mapping[str, float] | None = None,
        start: int = 0,
        reformed: bool = True,
    ) -> Setting:
        """A setting.

        Args:
            world: changes of the world by dotted path; ``segments.*.x`` changes every segment.
            levers: values from the first quarter on.
            later: values from the quarter ``start`` on.
            reformed: the levers of the reform hold from the first quarter (else those of the 2012 regime).
        """
        usual, copied = base()
        changed = pickle.loads(copied)
        for path, value in {**STEADY, **self.always, **(world or {})}.items():
            assign(changed, path.split("."), value)
        first = {**TENDERS_ALONE, **(reform() if reformed else {}), **(levers or {})}
        extra = [Change(0, path, float(value), "test") for path, value in first.items()]
        extra += [Change(start, path, float(value), "test") for path, value in (later or {}).items()]
        return replace(usual, world=changed, timeline=Timeline((*usual.timeline.changes, *extra)))

    def model(self, *args: Any, seed: int = 1, compiled: bool = True, **kwargs: Any) -> PullThroughModel:
        """A model that has not run; arguments as for :meth:`setting`, and those of the model."""
        actors = kwargs.pop("actors", None)
        return PullThroughModel(self.setting(*args, **kwargs), rng=seed, compiled=compiled, actors=actors)

    def run(self, *args: Any, quarters: int | None = None, **kwargs: Any) -> PullThroughModel:
        """A model that has run, to its end or for some quarters."""
        model = self.model(*args, **kwargs)
        for _ in range(model.quarters if quarters is None else quarters):
            model.step()
        return model

    def checked_run(self, *args: Any, **kwargs: Any) -> PullThroughModel:
        """A whole run whose books are checked in each quarter."""
        model = self.model(*args, **kwargs)
        for _ in range(model.quarters):
            model.step()
            check_books(model)
        return model


def assign(node: Any, names: list[str], value: Any) -> None:
    """Set an attribute or entry at a path; ``*`` stands for every entry."""
    for name in list(node) if names[0] == "*" else [names[0]]:
        if len(names) > 1:
            assign(node[name] if isinstance(node, dict) else getattr(node, name), names[1:], value)
        elif isinstance(node, dict):
            node[name] = value
        else:
            setattr(node, name, value)


def flow(model: PullThroughModel, name: str) -> np.ndarray:
    """One flow in every quarter run so far."""
    return model.flows[: int(model.tables.clock.t[0]) + 1, FLOW_NAMES.index(name)]


def used(tables: Tables) -> dict[str, np.ndarray]:
    """The rows in use of every table, by name."""
    clock = tables.clock[0]
    rows = {name: int(clock[field]) for name, field in IN_USE.items()}
    return {name: np.asarray(table)[: rows.get(name)] for name, table in zip(tables._fields, tables, strict=True)}


def differing(one: PullThroughModel, other: PullThroughModel, ignore: tuple[str, ...] = ()) -> list[str]:
    """Names of the tables whose rows in use differ in any bit, and ``flows``."""
    a, b = used(one.tables), used(other.tables)
    found = [name for name in a if name not in ignore and a[name].tobytes() != b[name].tobytes()]
    return found + ([] if np.array_equal(one.flows, other.flows) else ["flows"])


def check_books(model: PullThroughModel) -> None:
    """The ledger is exact, every account equals what its holders have, and nobody has less than nothing."""
    w = model.tables
    balance = dict(zip(ledger.ACCOUNTS, w.accounts.tolist(), strict=True))
    table = used(w)
    tech, need, org = table["technologies"], table["requirements"], table["organisations"]
    let = np.isin(need["status"], (EVALUATION, IN_DELIVERY))
    held = {
        "ORGANISATIONS": org["cash"],
        "GRANTS": tech["grant"],
        "SEGMENTS": w.segments.account + w.segments.ring_fence + w.segments.development,
        "POTS": w.instruments.pot,
        "ESCROW": np.append(np.where(let, need["price"] - need["paid"], 0), w.dealings.owed),
    }
    assert sum(balance.values()) == 0
    assert {name: balance[name] for name in held} == {name: int(values.sum()) for name, values in held.items()}
    overdrawn = {name for name, value in balance.items() if value < 0}
    assert overdrawn <= set(SOURCES)
    for name, values in held.items():
        assert values.min(initial=0) >= 0, f"{name}: a holder has less than nothing"
    for name in ("debt", "rd_left", "support_base", "paid_this_year", "revenue_this_year"):
        assert org[name].min(initial=0) >= 0, name
    assert min(w.segments[name].min() for name in ("account", "ring_fence", "reserved", "development")) >= 0


@pytest.fixture(scope="session")
def compiled() -> Iterator[None]:
    """Compile the rules once, one test process after the other, so that the second finds them in the cache."""
    cache_root().mkdir(parents=True, exist_ok=True)
    with (cache_root() / "tests.lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:  # no such locks on this system: both may compile, which is only slower
            pass
        Tiny().run(quarters=1)
    yield


@pytest.fixture(scope="session")
def tiny(compiled: None) -> Tiny:
    """Makes settings and models of the tiny world."""
    return Tiny()


@pytest.fixture(scope="session")
def uncompiled() -> Tiny:
    """The same for tests that compile nothing."""
    return Tiny()


@pytest.fixture(scope="session")
def few() -> Tiny:
    """The tiny world with a third of its people, for tests that run it uncompiled: that takes a third of the time."""
    return Tiny(FEW)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with the argument ``lever`` runs for every lever there is, and the tests of one lever follow each other."""
    if "lever" in metafunc.fixturenames:
        metafunc.parametrize("lever", all_levers(), scope="module")
