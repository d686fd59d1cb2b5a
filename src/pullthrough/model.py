"""The model: a Mesa model whose quarter is the schedule below, line by line the ODD's process overview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import mesa
import numpy as np

from pullthrough.agents import ROLES, VIRTUAL
from pullthrough.engine.casting import cast
from pullthrough.engine.quarter import Quarter, build_quarter
from pullthrough.observe import notes
from pullthrough.observe.results import RunResult, measure
from pullthrough.parameters.policy.setting import Setting
from pullthrough.processes import (
    accounts,
    attention,
    births,
    budgets,
    calls,
    capability,
    clusters,
    delivery,
    development,
    engagement,
    entry,
    exit,
    exports,
    follow_on_orders,
    foreign_investment,
    founding,
    growth,
    hand_over,
    ideas,
    insertion,
    need,
    new_year,
    private_money,
    publication,
    rapid_purchases,
    rosters,
    routes,
    science,
    skills,
    steering,
    supply_chain,
    supply_shocks,
    takeovers,
    targeting,
    tenders,
    ties,
    transfer,
    trial_purchases,
    trust,
    upgrade_competition,
    urgent_purchases,
)
from pullthrough.views import Views
from pullthrough.world.capacity import copy, ensure_capacity
from pullthrough.world.codes import QUARTERS_PER_YEAR
from pullthrough.world.layout import layout, without_rows
from pullthrough.world.setup import create, lever_series
from pullthrough.world.tables import FLOW_NAMES, Tables, read_clock
from pullthrough.world.tables_treatments import Treatment, treatments_table

#: What happens in a quarter, in this order. A process of the same name in ``world.processes`` can switch it off;
#: new_year, rosters, attention, accounts and notes are bookkeeping and always run.
SCHEDULE = (
    new_year,
    need,
    skills,
    births,
    entry,
    ideas,
    publication,
    rosters,
    clusters,
    ties,
    transfer,
    hand_over,
    attention,
    engagement,
    targeting,
    steering,
    calls,
    private_money,
    development,
    budgets,
    routes,
    tenders,
    trust,
    urgent_purchases,
    rapid_purchases,
    trial_purchases,
    follow_on_orders,
    insertion,
    upgrade_competition,
    delivery,
    exports,
    foreign_investment,
    supply_shocks,
    takeovers,
    exit,
    accounts,
    supply_chain,
    science,
    capability,
    growth,
    notes,
)


SEEDS = 2**63
"""Seeds are whole numbers below this."""


class PullThroughModel(mesa.Model):
    """R&D pull-through in UK defence and security: an ordinary Mesa model, one step of which is a quarter.

    A run begins with a burn-in of ``world.calendar.burn_in`` quarters (40 in the default world), of which nothing is
    measured. So ``run_for(60)`` on a new model shows 20 quarters, the first five years; :meth:`run` goes to the end.

    Args:
        scenario: a :class:`Setting`, or the name of a scenario on the default world, or None for the default scenario.
        rng: the seed, a whole number from 0 to 2^63 - 1; a NumPy generator or None draws one.
        compiled: False runs the very same rules uncompiled (about a thousand times slower), for debugging.
        actors: classes that play the roles of :data:`pullthrough.agents.ROLES`, for those you have subclassed.

    Attributes:
        tables: the state, see ``world/tables.py``.
        quarters: number of quarters of a whole run, burn-in included.
        seed_used: the seed, also where it was drawn.

    Raises:
        TypeError, ValueError: if an argument is of another kind or out of range.
        ConfigurationError: if there is no scenario of that name.
    """

    def __init__(
        self,
        scenario: Setting | str | None = None,
        rng: int | np.random.Generator | None = None,
        *,
        compiled: bool = True,
        actors: Mapping[str, type] | None = None,
        _state: Tables | None = None,
    ) -> None:
        super().__init__(rng=_checked_seed(rng))
        self.setting = scenario if isinstance(scenario, Setting) else _named(scenario)
        self.seed_used = int(self._seed)
        self.roles = cast(ROLES, actors or {}, VIRTUAL)
        self.quarters = self.setting.world.calendar.quarters
        self.tables: Tables = create(self.setting, self.seed_used) if _state is None else _state
        self.flows = np.zeros((self.quarters, len(FLOW_NAMES)), np.int64)
        self.views = Views(self)
        self._quarter = self._build(SCHEDULE, compiled)
        self._on = _switches(self.setting)
        self._compiled = compiled
        self._catching_up = False
        if _state is None:
            self._build((founding,), compiled).run(self.tables, np.ones(1, np.bool_))

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the compiled quarter, which another process or a copy builds, or finds in the cache, for itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_quarter"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._quarter = self._build(SCHEDULE, self._compiled)

    def _build(self, schedule: tuple[Any, ...], compiled: bool) -> Quarter:
        return build_quarter(schedule, self.roles, VIRTUAL, layout(self.tables), compiled)

    def compile_lines(self, next_line: Callable[[], int]) -> None:
        """Compile lines of the schedule into the cache; see :meth:`pullthrough.engine.Quarter.compile_lines`."""
        self._quarter.compile_lines(self.tables, next_line)

    def compile_whole(self) -> None:
        """Compile the schedule as one call into the cache."""
        self._quarter.whole(self.tables, self._on)

    def step(self) -> None:
        """One quarter."""
        if self._catching_up:
            return
        clock = read_clock(self.tables)
        t = clock.t + 1
        if t >= self.quarters:
            self.running = False
            return
        years, quarter = divmod(t - self.setting.world.calendar.burn_in, QUARTERS_PER_YEAR)
        year = self.setting.world.calendar.first_year + years
        self.tables.clock[0] = clock._replace(t=t, year=year, year_began=t - quarter)
        flow = self.tables.flow.view(np.int64)
        flow[:] = 0
        self.tables = ensure_capacity(self.tables, clock)
        self._quarter.run(self.tables, self._on)
        self.flows[t] = flow
        self.running = t + 1 < self.quarters

    def run(self) -> PullThroughModel:
        """Run to the last quarter; returns the model itself."""
        return self.run_until_quarter(self.quarters)

    def branch(self, scenario: Setting, treatments: Sequence[Treatment] = ()) -> PullThroughModel:
        """A second model that shares the quarters run so far and goes on under another scenario of the same world.

        It is the very run that a fresh model of that scenario and seed would be in now, without running it again.

        Args:
            scenario: under which it goes on; its own setting is admitted.
            treatments: what is forced in quarters to come, see ``world/tables_treatments.py``.

        Raises:
            ValueError: if the world is another, or the scenario differs in a quarter that has been run.
        """
        run = int(self.tables.clock.t[0]) + 1
        if scenario.world != self.setting.world:
            raise ValueError(f"scenario '{scenario.name}' is of another world")
        if (differs := scenario.first_difference(self.setting)) is not None and differs < run:
            raise ValueError(f"scenario '{scenario.name}' differs from quarter {differs} on; {run} have been run")
        state = copy(self.tables)._replace(**lever_series(scenario), treatments=treatments_table(treatments))
        other = PullThroughModel(scenario, rng=self.seed_used, compiled=self._compiled, actors=self.roles, _state=state)
        other.flows = self.flows.copy()
        other._catching_up = True  # Mesa's own clock goes through the quarters that are not run again
        other.run_for(run)
        other._catching_up = False
        return other

    def run_until_quarter(self, quarter: int) -> PullThroughModel:
        """Run until as many quarters have been run; returns the model itself."""
        left = quarter - 1 - int(self.tables.clock.t[0])
        if left > 0:
            self.run_for(left)
        return self

    def results(self) -> RunResult:
        """Outcomes, series and curves of the quarters run so far."""
        return measure(self.setting, self.tables, self.flows)

    @property
    def agents(self) -> Any:
        """All agents; the views are made when first asked for."""
        return self.views.all_agents(super().agents)

    @property
    def agents_by_type(self) -> Any:
        """Agents by class, as in any Mesa model: ``model.agents_by_type[SME]``."""
        self.views.make()
        return super().agents_by_type

    @property
    def agent_types(self) -> Any:
        """The classes of agents there are."""
        self.views.make()
        return super().agent_types

    @property
    def datacollector(self) -> mesa.DataCollector:
        """A Mesa data collector that holds every flow and stock of the quarters run so far; or one of your own."""
        return self.views.collector()

    @datacollector.setter
    def datacollector(self, own: mesa.DataCollector) -> None:
        self.views.own_collector = own


def load_rules(text: str) -> None:
    """Load the compiled rules of the usual actors, if they are in the cache, by a quarter without a process; compile none."""
    tables = without_rows(text)
    for schedule in ((founding,), SCHEDULE):
        quarter, nothing = build_quarter(schedule, ROLES, VIRTUAL, text), np.zeros(len(schedule), np.bool_)
        if quarter.is_kept(tables, nothing):
            quarter.run(tables, nothing)


def rules_are_kept(setting: Setting) -> bool:
    """Whether the compiled rules of the usual actors are there for the tables of a setting, in this process or in the cache."""
    tables = create(setting, 0)
    quarters = (
        (len(schedule), build_quarter(schedule, ROLES, VIRTUAL, layout(tables))) for schedule in ((founding,), SCHEDULE)
    )
    return all(quarter.is_kept(tables, np.zeros(lines, np.bool_)) for lines, quarter in quarters)


def _checked_seed(rng: Any) -> Any:
    """The seed as Mesa takes it, if it is one."""
    if rng is None or isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool | np.bool_) or not isinstance(rng, int | np.integer):
        raise TypeError(
            f"rng = {rng!r}: is no seed; give a whole number such as 1, a NumPy generator, or None to draw one"
        )
    if not 0 <= rng < SEEDS:
        raise ValueError(f"rng = {rng}: a seed is a whole number from 0 to {SEEDS - 1}")
    return int(rng)


def _named(scenario: str | None) -> Setting:
    if not isinstance(scenario, str | None):
        raise TypeError(
            f"scenario = {scenario!r:.80}: is a {type(scenario).__name__}; give the name of a scenario, a Setting, or None. "
            "pullthrough.run takes settings by key; setting(compose([...])) makes a Setting of the words of a command line"
        )
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.policy.setting import setting

    return setting(compose([f"scenario={scenario}"] if scenario else []))


def _switches(setting: Setting) -> np.ndarray:
    switches = {f.name: bool(getattr(setting.world.processes, f.name)) for f in fields(setting.world.processes)}
    return np.array([switches.get(process.__name__.rpartition(".")[2], True) for process in SCHEDULE])
