"""The model: a Mesa model whose quarter is the schedule below, line by line the ODD's process overview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import mesa
import numpy as np

from pullthrough.agents import ROLES, VIRTUAL
from pullthrough.engine.casting import cast
from pullthrough.engine.extended import ExtendedQuarter, OwnLine, extend_quarter
from pullthrough.engine.quarter import Quarter, build_quarter
from pullthrough.extension.declaration import Extension
from pullthrough.extension.loading import load, resolve
from pullthrough.extension.state import OwnState
from pullthrough.observe.results import RunResult, measure
from pullthrough.parameters.checking.extended import Declared
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.policy.setting import Setting, with_extension
from pullthrough.processes import founding
from pullthrough.schedule import SCHEDULE
from pullthrough.views import Views
from pullthrough.world.capacity import copy, ensure_capacity
from pullthrough.world.codes import QUARTERS_PER_YEAR
from pullthrough.world.layout import layout, without_rows
from pullthrough.world.setup import create, lever_series
from pullthrough.world.tables import FLOW_NAMES, Tables, read_clock
from pullthrough.world.tables_treatments import Treatment, treatments_table

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
        extension: rules of your own, see :mod:`pullthrough.extension`: a file, the name of a module, a module, or an
            ``Extension``; by default that of the setting, if it has one.

    Attributes:
        tables: the state, see ``world/tables.py``.
        own: the tables of the extension, if there is one.
        quarters: number of quarters of a whole run, burn-in included.
        seed_used: the seed, also where it was drawn.

    Raises:
        TypeError, ValueError: if an argument is of another kind or out of range.
        ConfigurationError: if there is no scenario of that name, or with all that is wrong with the extension.
    """

    def __init__(
        self,
        scenario: Setting | str | None = None,
        rng: int | np.random.Generator | None = None,
        *,
        compiled: bool = True,
        actors: Mapping[str, type] | None = None,
        extension: Any = None,
        _state: Tables | None = None,
        _own: OwnState | None = None,
    ) -> None:
        seed = _checked_seed(rng)
        super().__init__(rng=seed)
        self.setting = _setting(scenario, extension)
        self.seed_used = seed
        self.extension = _extension(self.setting)
        self.roles = cast(ROLES, {**(self.extension.actors if self.extension else {}), **(actors or {})}, VIRTUAL)
        self.quarters = self.setting.world.calendar.quarters
        self.tables: Tables = create(self.setting, self.seed_used) if _state is None else _state
        self.flows = np.zeros((self.quarters, len(FLOW_NAMES)), np.int64)
        self.own = OwnState(self.extension, self.setting, self.tables) if self.extension and _own is None else _own
        self.views = Views(self)
        self._quarter = self._build(SCHEDULE, compiled)
        self._on = _switches(self.setting)
        self._check(self._quarter)
        self._compiled = compiled
        self._catching_up = False
        if _state is None:
            start = self._build((founding,), compiled)
            self._check(start)
            self._run(start, np.ones(1, np.bool_))

    def __getstate__(self) -> dict[str, Any]:
        """Everything but code: the compiled quarter and the extension another process or a copy finds for itself."""
        left = {name: value for name, value in self.__dict__.items() if name not in ("_quarter", "extension", "roles")}
        added = self.extension.actors if self.extension else {}
        return left | {"_actors": {role: actor for role, actor in self.roles.items() if added.get(role) is not actor}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        actors = state.pop("_actors")
        self.__dict__.update(state)
        self.extension = _extension(self.setting)
        self.roles = {**ROLES, **actors, **(self.extension.actors if self.extension else {})}
        if self.own and self.extension:
            self.own.extension = self.extension
        self._quarter = self._build(SCHEDULE, self._compiled)

    def _build(self, schedule: tuple[Any, ...], compiled: bool) -> Quarter | ExtendedQuarter:
        return _ready(schedule, self.roles, self.tables, self.own, compiled)

    def _run(self, quarter: Quarter | ExtendedQuarter, on: np.ndarray) -> None:
        if isinstance(quarter, ExtendedQuarter):
            assert self.own is not None
            quarter.run(self.tables, on, self.own.of)
        else:
            quarter.run(self.tables, on)

    def _check(self, quarter: Quarter | ExtendedQuarter) -> None:
        """Make sure that all rules of the extension can be compiled, before any of them runs."""
        if not isinstance(quarter, ExtendedQuarter):
            return
        assert self.own is not None and self.setting.extension is not None
        key = f"extension {self.setting.extension.name}"
        problems = [Problem(key, self.own.extension.title, text) for text in quarter.faults(self.tables, self.own.of)]
        if problems:
            raise ConfigurationError(problems)

    def compile_lines(self, next_line: Callable[[], int]) -> None:
        """Compile lines of the schedule into the cache; see :meth:`pullthrough.engine.quarter.Quarter.compile_lines`."""
        self._usual.compile_lines(self.tables, next_line)

    def compile_whole(self) -> None:
        """Compile the schedule as one call into the cache."""
        self._usual.whole(self.tables, self._on)

    @property
    def _usual(self) -> Quarter:
        """The schedule without lines of an extension, which are compiled when the model is made."""
        return self._quarter.usual if isinstance(self._quarter, ExtendedQuarter) else self._quarter

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
        if self.own:
            self.own.begin(t)
        self._run(self._quarter, self._on)
        self.flows[t] = flow
        if self.own:
            self.own.end(t)
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
            raise ValueError(f"scenario '{scenario.name}' belongs to another world")
        if (differs := scenario.first_difference(self.setting)) is not None and differs < run:
            raise ValueError(f"scenario '{scenario.name}' differs from quarter {differs} on; {run} have been run")
        state = copy(self.tables)._replace(**lever_series(scenario), treatments=treatments_table(treatments))
        if scenario.extension != self.setting.extension:
            raise ValueError(f"scenario '{scenario.name}' belongs to another extension")
        own = self.own.copy(scenario, state) if self.own else None
        told = {"rng": self.seed_used, "compiled": self._compiled, "actors": self.roles}
        other = PullThroughModel(scenario, **told, _state=state, _own=own)  # type: ignore[arg-type]
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
        """Outcomes, series and curves of the quarters run so far; those of the extension too."""
        found = measure(self.setting, self.tables, self.own.with_cost(self.flows) if self.own else self.flows)
        if self.own:
            found.outcomes.update(self.own.outcomes(self.setting, self.tables, self.flows))
        return found

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
    """Whether the compiled rules of the usual actors, and of a setting's extension, are there in this process or in the cache."""
    tables = create(setting, 0)
    extension = _extension(setting)
    own = OwnState(extension, setting, tables) if extension else None
    roles = cast(ROLES, extension.actors if extension else {}, VIRTUAL)
    for schedule in ((founding,), SCHEDULE):
        quarter, nothing = _ready(schedule, roles, tables, own, True), np.zeros(len(schedule), np.bool_)
        if isinstance(quarter, ExtendedQuarter):
            assert own is not None
            if not quarter.is_kept(tables, nothing, own.of):
                return False
        elif not quarter.is_kept(tables, nothing):
            return False
    return True


def _ready(
    schedule: tuple[Any, ...], roles: Mapping[str, type], tables: Tables, own: OwnState | None, compiled: bool
) -> Quarter | ExtendedQuarter:
    """A schedule bound to the actors; with an extension also its own lines, of those that stand in this schedule."""
    if own is None:
        return build_quarter(schedule, roles, VIRTUAL, layout(tables), compiled)
    lines = [OwnLine(p.place, p.line, p.step) for p in own.extension.processes]
    layouts = layout(tables), own.layout(tables)
    return extend_quarter(schedule, lines, ROLES, roles, VIRTUAL, layouts, compiled)


def _setting(scenario: Setting | str | None, extension: Any) -> Setting:
    """The setting of a run, with its extension."""
    loaded = load(extension) if extension is not None else None
    if not isinstance(scenario, Setting):
        return _named(scenario, loaded.declared if loaded else None)
    if loaded is None or scenario.extension == loaded.origin:
        return scenario
    if scenario.extension is not None:
        raise ValueError(f"scenario '{scenario.name}' belongs to another extension, '{scenario.extension.name}'")
    return with_extension(scenario, loaded.declared)


def _extension(setting: Setting) -> Extension | None:
    loaded = resolve(setting.extension)
    return loaded.extension if loaded else None


DRAWN_SEEDS = np.iinfo(np.int32).max
"""A seed that is drawn is below this, as in Mesa."""


def _checked_seed(rng: Any) -> int:
    """The seed, if it is one; where none is given it is drawn."""
    if rng is None or isinstance(rng, np.random.Generator):
        return int(np.random.default_rng(rng).integers(DRAWN_SEEDS))
    if isinstance(rng, bool | np.bool_) or not isinstance(rng, int | np.integer):
        raise TypeError(
            f"rng = {rng!r}: is not a seed; give a whole number such as 1, a NumPy generator, or None to draw one"
        )
    if not 0 <= rng < SEEDS:
        raise ValueError(f"rng = {rng}: a seed is a whole number from 0 to {SEEDS - 1}")
    return int(rng)


def _named(scenario: str | None, declared: Declared | None) -> Setting:
    if not isinstance(scenario, str | None):
        raise TypeError(
            f"scenario = {scenario!r:.80}: is a {type(scenario).__name__}; give the name of a scenario, a Setting, or None. "
            "pullthrough.run takes settings by key; setting(compose([...])) makes a Setting of the words of a command line"
        )
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.policy.setting import setting

    return setting(compose([f"scenario={scenario}"] if scenario else [], (), declared))


def _switches(setting: Setting) -> np.ndarray:
    switches = {f.name: bool(getattr(setting.world.processes, f.name)) for f in fields(setting.world.processes)}
    return np.array([switches.get(process.__name__.rpartition(".")[2], True) for process in SCHEDULE])
