"""The model as a Mesa model and as a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np
import pytest

import pullthrough
from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.world import Processes
from pullthrough.schedule import SCHEDULE

if TYPE_CHECKING:
    from conftest import Tiny


def test_it_is_a_mesa_model_and_counts_its_quarters(tiny: Tiny) -> None:
    model = tiny.model()
    assert isinstance(model, mesa.Model)
    assert model.running
    model.step()
    assert (int(model.tables.clock.t[0]), model.time) == (0, 1)
    model.run_for(4)
    assert (int(model.tables.clock.t[0]), model.time) == (4, 5)
    assert model.tables.clock.technologies[0] > 0


def test_it_stops_after_its_last_quarter(tiny: Tiny) -> None:
    model = tiny.model()
    assert model.run() is model
    assert not model.running
    assert int(model.tables.clock.t[0]) == model.quarters - 1
    before = model.flows.copy()
    model.step()
    assert np.array_equal(model.flows, before)


def test_running_in_parts_is_running_at_once(tiny: Tiny) -> None:
    parts = tiny.model()
    parts.step()
    parts.run_for(7)
    parts.run()
    assert np.array_equal(parts.flows, tiny.run().flows)


def test_the_year_is_that_of_the_calendar(tiny: Tiny) -> None:
    model = tiny.model({"calendar.burn_in": 6})
    years = []
    for _ in range(12):
        model.step()
        years.append((int(model.tables.clock.year[0]), int(model.tables.clock.t[0] - model.tables.clock.year_began[0])))
    first = model.setting.world.calendar.first_year
    assert years[:2] == [(first - 2, 2), (first - 2, 3)]
    assert years[6:12] == [(first, 0), (first, 1), (first, 2), (first, 3), (first + 1, 0), (first + 1, 1)]


def test_results_have_every_registered_outcome_series_and_curve(tiny: Tiny) -> None:
    model = tiny.run()
    result = model.results()
    assert tuple(result.outcomes) == tuple(OUTCOMES)
    assert tuple(result.series) == tuple(SERIES)
    assert tuple(result.curves) == tuple(CURVES)
    shown = model.quarters - model.setting.world.calendar.burn_in
    assert {name: len(values) for name, values in result.series.items()} == dict.fromkeys(SERIES, shown)
    assert all(type(value) is float for value in result.outcomes.values())


@pytest.mark.parametrize("quarters", [8, 9, 18, 20, 22, 36])
def test_results_can_be_asked_for_after_the_burn_in(tiny: Tiny, quarters: int) -> None:
    result = tiny.run(quarters=quarters).results()
    assert tuple(result.outcomes) == tuple(OUTCOMES)
    assert len(result.series["adoptions"]) == quarters - 8
    assert np.isnan(result.outcomes["new_entrant_rate_awards"]) == (quarters < 20), (
        "no whole year of the window was seen"
    )


@pytest.mark.parametrize("quarters", [0, 1, 7])
def test_results_can_be_asked_for_during_the_burn_in(tiny: Tiny, quarters: int) -> None:
    result = tiny.run(quarters=quarters).results()
    assert {len(values) for values in result.series.values()} == {0}


def test_every_switch_of_the_schema_is_a_line_of_the_schedule() -> None:
    lines = [module.__name__.rpartition(".")[2] for module in SCHEDULE]
    assert set(Processes.__dataclass_fields__) <= set(lines)
    assert len(set(lines)) == len(lines)


def test_the_seed_is_a_whole_number_or_drawn(few: Tiny) -> None:
    setting = few.setting()
    one = PullThroughModel(setting, rng=7, compiled=False)
    assert one.seed_used == 7
    drawn = PullThroughModel(setting, compiled=False)
    again = PullThroughModel(setting, rng=drawn.seed_used, compiled=False)
    assert drawn.tables.organisations.tobytes() == again.tables.organisations.tobytes()


def test_another_seed_is_another_world(few: Tiny) -> None:
    one, other = (few.model(seed=seed, compiled=False).tables.organisations for seed in (1, 2))
    assert not set(one.key.tolist()) & set(other.key.tolist())


def test_the_largest_seeds_work(tiny: Tiny) -> None:
    for seed in (0, 2**46, 10**14):
        assert tiny.run(quarters=2, seed=seed).tables.clock.technologies[0] > 0


def test_without_a_setting_it_is_the_default_scenario(compiled: None) -> None:
    assert PullThroughModel(rng=1).setting.name == Root().scenario
    assert PullThroughModel("global_competition_2012", rng=1).setting.name == "global_competition_2012"


def test_as_a_function() -> None:
    words = ["world=tiny", "world.calendar.last_year=2018", "observe.first_year=2014", "observe.last_year=2018",
             "scenario=global_competition_2012"]  # fmt: skip
    outcomes = pullthrough.run(words, seed=1)
    direct = PullThroughModel(setting(compose(words), tested=True), rng=1).run().results().outcomes
    assert list(outcomes) == list(OUTCOMES)
    np.testing.assert_array_equal(list(outcomes.values()), list(direct.values()))
