"""Replay: the model's years beside published figures."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from inputs import TINY
from replacing import replace_runs
from test_figures import check_words

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import ReplayPanel
from pullthrough.parameters.schema.world import Market
from pullthrough.present.figures.load import load
from pullthrough.present.figures.style import styled
from pullthrough.study.kinds.replay import Replayed, held_against, over, prices_by_quarter, problems_of, replay

PANELS = """
      orders: {title: Orders, unit: GBP billion a year, top: [export_orders], scale: 1.0e-3, year_begins: 1, source: us,
        published: {y17: {start: 2017Q1, value: 40}, y18to19: {start: 2018Q1, quarters: 8, value: 45},
          early: {start: 2011Q1, value: 3}, late: {start: 2025Q2, value: 3}}}
      share: {title: Share, unit: per cent, top: [spend_sme], bottom: [spend], scale: 100, note: a note,
        published: {fy17: {start: 2017Q2, value: 999, source: them, reliability: B}}}
"""


def root_of(tmp_path: Path, panels: str = PANELS, *words: str) -> Root:
    file = tmp_path / "experiment" / "here.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"# @package _global_\nstudy:\n  kind: replay\n  replay:\n    panels:{panels}")
    given = [*TINY, "experiment=here", "study.executor=serial", "observe.first_year=2016", *words]
    return compose(given, config_dirs=[str(tmp_path)])


def panel(how: str = "sum", bottom: tuple[str, ...] = ()) -> ReplayPanel:
    return ReplayPanel("t", "u", ["a"], how, list(bottom), scale=10.0)


def test_a_period_by_hand() -> None:
    values = {"a": np.array([[1.0, 2, 3, 4, 5, 6, 7, 8]]), "b": np.array([[10.0] * 8])}
    assert over(panel(), values, 0, 4) == 100.0
    assert over(panel(), values, 0, 8) == 180.0  # a year's worth
    assert over(panel("mean"), values, 2, 2) == 35.0
    assert over(panel("last"), values, 4, 4) == 80.0
    assert over(panel("sum", ("b",)), values, 0, 4) == 10.0 * 10 / 40
    assert over(panel("last", ("b",)), values, 4, 4) == 10.0 * 8 / 40
    assert np.isnan(over(panel("sum", ("b",)), {**values, "b": np.zeros((1, 8))}, 0, 4))


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Orders of 10,000 a quarter with a little luck that does not depend on the quarter."""
    quarters = setting.world.calendar.quarters - setting.world.calendar.burn_in
    luck = 1 + 0.01 * float(np.random.default_rng(seed).uniform(-1, 1))
    series = dict.fromkeys(SERIES, np.full(quarters, 50.0)) | {"export_orders": np.full(quarters, 10_000.0 * luck)}
    return RunResult(dict.fromkeys(OUTCOMES, 1.0), series, dict.fromkeys(CURVES, np.zeros(9)))


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Replayed:
    replace_runs(monkeypatch, stand_in)
    return replay(root_of(tmp_path, PANELS, "replicates=20"), tmp_path / "out")


def test_figures_are_judged_by_the_band_of_runs(found: Replayed) -> None:
    mine = {c.name: c for c in found.figures if c.scenario == "dsis_core"}
    assert set(mine) == {"y17", "y18to19", "fy17"}  # the others lie outside the years run
    assert (mine["y17"].inside, mine["y18to19"].inside, mine["fy17"].inside) == ("inside", "above", "above")
    assert mine["y17"].mean == pytest.approx(40.0, rel=0.01) and mine["y17"].n == 20
    assert mine["fy17"].mean == 100.0 and (mine["fy17"].source, mine["fy17"].reliability) == ("them", "B")
    assert mine["y17"].source == "us"


def test_where_runs_hardly_scatter_a_tenth_is_near() -> None:
    assert held_against(100.0, 95.0, 90.0, 101.0) == "inside"
    assert held_against(105.0, 96.0, 90.0, 101.0) == "near"
    assert held_against(107.0, 96.0, 90.0, 101.0) == "above"  # more than a tenth
    assert held_against(105.0, 96.0, 70.0, 101.0) == "above"  # runs scatter by themselves
    assert held_against(80.0, 96.0, 90.0, 101.0) == "below"


def test_the_table_holds_every_year_of_both_scenarios(found: Replayed) -> None:
    with (found.folder / "replay.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    years = [
        r["start"] for r in rows if r["panel"] == "orders" and r["kind"] == "year" and r["scenario"] == "dsis_core"
    ]
    assert years == [f"{y}Q1" for y in range(2016, 2026)]
    financial = [r["start"] for r in rows if r["panel"] == "share" and r["kind"] == "year"]
    assert financial.count("2016Q2") == 2 and "2025Q2" not in financial  # the last is not complete
    assert (found.folder / "effects.csv").exists()


def test_the_figure_is_drawn(found: Replayed) -> None:
    from pullthrough.present.drawing import draw
    from pullthrough.present.figures import replay as figure

    assert {"replay", "effects"} <= {file.stem for file in draw(found.folder, "replay")}
    with styled():
        check_words(figure.replay(load(found.folder), figure._rows(found.folder / "replay.csv")))


@pytest.mark.parametrize(
    ("panels", "key"),
    [
        (" {x: {title: t, unit: u, top: [sales]}}\n", "study.replay.panels.x.top"),
        (
            " {x: {title: t, unit: u, top: [spend], source: s, published: {a: {start: 2019, value: 1}}}}\n",
            "study.replay.panels.x.published.a.start",
        ),
        (
            " {x: {title: t, unit: u, top: [spend], published: {a: {start: 2019Q1, value: 1}}}}\n",
            "study.replay.panels.x.published.a.source",
        ),
        (" {}\n", "study.replay.panels"),
    ],
)
def test_faulty_panels_are_said(panels: str, key: str, tmp_path: Path) -> None:
    assert [p.key for p in problems_of(root_of(tmp_path, panels))] == [key]


def test_the_replay_of_the_project_is_sound() -> None:
    root = compose(["experiment=replay"])
    assert list(problems_of(root)) == [] and len(root.study.replay.panels) > 10


def test_money_of_the_model_is_taken_to_prices_of_the_time() -> None:
    """From 2019 on, by hand: 90, then halfway to 100 in 2021, then level."""
    market = Market(deflator={"2019": 90.0, "2021": 100.0})
    found = prices_by_quarter(market, 4 * 2018, 20)
    assert found[::4].tolist() == [0.9, 0.9, 0.95, 1.0, 1.0]
    assert (prices_by_quarter(Market(), 4 * 2018, 3) == 1.0).all()
