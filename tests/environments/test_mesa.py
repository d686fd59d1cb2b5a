"""The model among Mesa's tools: its batch runner, pickles and copies, a data collector of one's own, arguments that are none."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pytest
from conftest import differing

from pullthrough.agents import SME
from pullthrough.engine.binding import decision
from pullthrough.model import PullThroughModel
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.world.tables import FLOW_NAMES

if TYPE_CHECKING:
    from conftest import Tiny

SHORT = {"calendar.burn_in": 4, "calendar.last_year": 2014}


@pytest.fixture
def start_method() -> Iterator[None]:
    """Mesa's batch runner sets how processes are started, for good; it is set back."""
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.parametrize(
    ("period", "quarters"), [(-1, [16.0]), (1, [float(q) for q in range(1, 17)]), (6, [1.0, 7.0, 13.0])]
)
def test_the_batch_runner_has_rows_for_every_run(
    tiny: Tiny, start_method: None, period: int, quarters: list[float]
) -> None:
    rows = run_batch(tiny, rng=[1, 2], data_collection_period=period)
    assert [(row["rng"], row["Step"]) for row in rows] == [(seed, quarter) for seed in (1, 2) for quarter in quarters]
    flows = tiny.run(SHORT, seed=2).flows
    for row in rows[len(quarters) :]:
        assert [row[name] for name in FLOW_NAMES] == flows[int(row["Step"]) - 1].tolist()


@pytest.mark.slow
def test_the_batch_runner_works_with_two_processes(tiny: Tiny, start_method: None) -> None:
    def by_run(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return sorted((row["RunId"], row["rng"], row["Step"], *(row[name] for name in FLOW_NAMES)) for row in rows)

    two = run_batch(tiny, rng=[1, 2], number_processes=2)
    assert by_run(two) == by_run(run_batch(tiny, rng=[1, 2]))


def run_batch(tiny: Tiny, **how: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = mesa.batch_run(
        PullThroughModel, {"scenario": [tiny.setting(SHORT)]}, display_progress=False, **how
    )
    return rows


@pytest.mark.parametrize(
    "again", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))], ids=["copy", "pickle"]
)
@pytest.mark.parametrize("looked_at", [False, True])
def test_a_copy_of_a_model_goes_on_as_the_model_does(tiny: Tiny, again: Any, looked_at: bool) -> None:
    model = tiny.run(quarters=7)
    if looked_at:
        _ = model.agents, model.datacollector
    other = again(model)
    assert not differing(model, other)
    model.run_for(5)
    assert int(other.tables.clock.t[0]) == 6, "the copy is another model"
    other.run_for(5)
    assert not differing(model, other)
    assert other.agents_by_type[SME][0].model is other
    assert (other.time, other.steps, other.running) == (model.time, model.steps, model.running)
    assert other.run().results().outcomes["adoptions_per_year"] == model.run().results().outcomes["adoptions_per_year"]


class Brave(SME):
    """A firm that notices defence whatever it hears."""

    @decision
    def notices_defence(self, u, told, rules):
        """Always."""
        return True


def test_a_copy_keeps_the_actors(few: Tiny) -> None:
    model = few.run(quarters=3, compiled=False, actors={"SME": Brave})
    other = pickle.loads(pickle.dumps(model))
    model.run_for(2)
    other.run_for(2)
    assert not differing(model, other)
    assert type(other.agents_by_type[Brave][0]) is Brave


def test_a_subclass_may_have_a_data_collector_of_its_own(tiny: Tiny) -> None:
    class Watched(PullThroughModel):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.datacollector = mesa.DataCollector({"year": lambda model: int(model.tables.clock.year[0])})

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    model = Watched(tiny.setting(SHORT), rng=1)
    model.run_for(3)
    assert model.datacollector.model_vars == {"year": [2011, 2011, 2011]}


def test_collecting_as_mesa_models_do_adds_nothing(tiny: Tiny) -> None:
    model = tiny.run(SHORT, quarters=3)
    model.datacollector.collect(model)
    assert len(model.datacollector.get_model_vars_dataframe()) == 3


@pytest.mark.parametrize("rng", ["1", 1.0, True, [1, 2], (1,), {"seed": 1}, b"1", np.array([1])])
def test_what_is_no_seed_is_refused_in_a_sentence(few: Tiny, rng: Any) -> None:
    with pytest.raises(TypeError, match=re.escape(f"rng = {rng!r}: is not a seed; give a whole number such as 1")):
        PullThroughModel(few.setting(), rng=rng, compiled=False)


@pytest.mark.parametrize("rng", [-1, 2**63, np.int64(-5), 10**400 // 10**370])
def test_a_seed_out_of_range_is_refused_with_the_range(few: Tiny, rng: Any) -> None:
    with pytest.raises(ValueError, match="from 0 to 9223372036854775807"):
        PullThroughModel(few.setting(), rng=rng, compiled=False)


@pytest.mark.parametrize("rng", [np.int32(7), np.uint64(7), 7, 0, 2**63 - 1])
def test_every_whole_number_is_a_seed(few: Tiny, rng: Any) -> None:
    model = PullThroughModel(few.setting(), rng=rng, compiled=False)
    assert model.seed_used == rng
    assert type(model.seed_used) is int


def test_a_generator_draws_a_seed_that_can_be_used_again(few: Tiny) -> None:
    drawn = PullThroughModel(few.setting(), rng=np.random.default_rng(3), compiled=False)
    again = PullThroughModel(few.setting(), rng=drawn.seed_used, compiled=False)
    assert not differing(drawn, again)


@pytest.mark.parametrize("scenario", [{"world": "tiny"}, ["world=tiny"], 3, mesa.experimental.scenarios.Scenario()])
def test_what_is_no_scenario_is_refused_in_a_sentence(scenario: Any) -> None:
    with pytest.raises(TypeError, match=r"give the name of a scenario, a Setting, or None"):
        PullThroughModel(scenario, rng=1, compiled=False)


def test_a_scenario_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="as_enacted"):
        PullThroughModel("as_enactd", rng=1, compiled=False)
