"""The study layer, with a stand-in for the model: design, files, resuming, failures, effects."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from inputs import TINY
from replacing import replace_runs
from scipy import stats

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.register.limits import caveats
from pullthrough.parameters.schema.root import LARGEST_SEED, Root
from pullthrough.present.tables.compare import show
from pullthrough.study.design.design import Design, replicate_seed
from pullthrough.study.execution.executors import choose
from pullthrough.study.kinds.compare import Comparison, compare
from pullthrough.study.methods.effects import effect
from pullthrough.study.output.tables import spread
from pullthrough.study.storage.csv_tables import cell
from pullthrough.study.storage.folder import OtherStudy
from pullthrough.study.storage.store import read_runs, shard_path

SERIAL = [*TINY, "study.executor=serial"]
QUARTERS = 40


def stand_in(setting: Setting, seed: int) -> RunResult:
    """Results that depend on seed and horizon alone; every third run lacks the first outcome."""
    draws = np.random.default_rng(seed)
    shift = setting.timeline.values(60)["pipeline.horizon"][-1]
    outcomes = {name: float(draws.normal() + shift) for name in OUTCOMES}
    if seed % 3 == 0:
        outcomes[next(iter(OUTCOMES))] = math.nan
    series = {name: draws.normal(size=QUARTERS) + shift for name in SERIES}
    return RunResult(outcomes, series, {name: np.arange(9.0) + shift for name in CURVES})


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The runs that were really carried out."""
    done: list[tuple[str, int]] = []

    def simulate(setting: Setting, seed: int) -> RunResult:
        done.append((setting.name, seed))
        return stand_in(setting, seed)

    replace_runs(monkeypatch, simulate)
    return done


def study(folder: Path, *words: str) -> Comparison:
    return compare(compose([*SERIAL, *words]), folder, "pullthrough")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_replicates_are_paired_by_seed(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    study(tmp_path, "replicates=10")
    by_name = {name: [seed for n, seed in ran if n == name] for name, _ in ran}
    assert list(by_name) == ["global_competition_2012", "dsis_core"]
    assert by_name["global_competition_2012"] == by_name["dsis_core"] == [replicate_seed(1, i) for i in range(10)]


def test_seeds_are_whole_numbers_that_do_not_repeat() -> None:
    seeds = {replicate_seed(root, i) for root in (0, 1, 2, LARGEST_SEED) for i in range(500)}
    assert len(seeds) == 2000 and all(type(s) is int and 0 <= s <= LARGEST_SEED for s in seeds)
    assert replicate_seed(1, 0) == 32164941207669  # a study must be repeatable years later


def test_the_files_of_a_study(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    study(tmp_path, "replicates=10")
    effects = rows(tmp_path / "effects.csv")
    assert list(effects[0]) == [
        "outcome",
        "unit",
        "baseline",
        "policy",
        "difference",
        "ci_low",
        "ci_high",
        "n",
        "share_better",
    ]
    assert [e["outcome"] for e in effects] == list(OUTCOMES)
    summary = rows(tmp_path / "summary.csv")
    assert len(summary) == 20 and list(summary[0])[:5] == ["run", "cell", "scenario", "replicate", "seed"]
    assert [int(r["run"]) for r in summary] == list(range(20))
    series = rows(tmp_path / "series_quantiles.csv")
    assert len(series) == 2 * len(SERIES) * QUARTERS and series[0]["quarter"] == "2016Q1"
    assert series[0]["unit"] == SERIES[series[0]["series"]].unit and series[0]["n"] == "10"
    curves = rows(tmp_path / "curves_quantiles.csv")
    assert [c["x"] for c in curves if c["curve"] == "funnel_stock"][:9] == [str(k) for k in range(1, 10)]
    assert next(c["x"] for c in curves if c["curve"] == "cumulative_incidence") == "0"
    named = {(line["file"], line["column"]) for line in rows(tmp_path / "data_dictionary.csv")}
    for file in ("effects.csv", "summary.csv", "series_quantiles.csv", "curves_quantiles.csv"):
        assert {(file, column) for column in rows(tmp_path / file)[0]} <= named
    table = pq.read_table(tmp_path / "runs" / "part-0000.parquet")
    assert {("runs/part-*.parquet", column) for column in table.column_names} <= named


def test_runs_are_read_back_as_they_were(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    found = study(tmp_path, "replicates=6")
    for row in read_runs(tmp_path):
        setting = found.design.scenarios[row.run % 2]
        expected = stand_in(setting, row.seed)
        np.testing.assert_equal(row.outcomes, expected.outcomes)
        for name in SERIES:
            assert row.series[name].tobytes() == expected.series[name].tobytes()
        assert row.scenario == setting.name and row.replicate == row.run // 2


def test_the_manifest_says_where_it_comes_from(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    study(tmp_path, "replicates=4")
    about = json.loads((tmp_path / "manifest.json").read_text())
    assert (about["scenario"], about["against"]) == ("dsis_core", "global_competition_2012")
    assert about["policy_start"] == "2021Q2" and about["state"] == "finished" and about["failures"] == 0
    assert about["seeds"] == [replicate_seed(1, i) for i in range(4)]
    assert set(about["titles"]) == {"dsis_core", "global_competition_2012"}
    assert about["config"]["world"]["name"] == "tiny" and len(about["config_hash"]) == 64
    assert {"pullthrough", "python", "numpy", "numba", "mesa"} <= set(about["versions"])
    assert {"commit", "dirty"} == set(about["git"]) and about["run_id"] == about["fingerprint"][:10]


def test_equal_studies_differ_in_the_manifest_only(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    study(a, "replicates=9"), study(b, "replicates=9")
    assert len(ran) == 36
    files = {p.relative_to(a) for p in a.rglob("*") if p.is_file()} - {Path("manifest.json")}
    shards = {file.name for file in files if file.parent.name == "runs"}
    assert shards == {name for n in range(3) for name in (f"part-{n:04}.parquet", f"_part-{n:04}.sha256")} | {
        "_tables.json"
    }
    assert len(files) == 8 + len(shards) and files == {p.relative_to(b) for p in b.rglob("*") if p.is_file()} - {
        Path("manifest.json")
    }
    assert [f for f in files if (a / f).read_bytes() != (b / f).read_bytes()] == []


@pytest.mark.usefixtures("ran")
def test_limits_and_overdue_reviews_are_said_and_change_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, late in (("a", ()), ("b", ("world.need.drift", "world.need.spread"))):
        monkeypatch.setattr("pullthrough.study.output.manifest.overdue", lambda late=late: late)
        monkeypatch.setattr("pullthrough.present.console.overdue", lambda late=late: late)
        show(study(tmp_path / folder, "replicates=4"))
        printed = " ".join(capsys.readouterr().out.split())
        assert "not a forecast" in printed
        assert ("Review overdue: 2 entries in the register of assumptions (world.need.drift" in printed) == bool(late)
        about = json.loads((tmp_path / folder / "manifest.json").read_text())
        assert about["review_overdue"] == list(late) and about["limits"] == list(caveats())
    files = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.*") if p.name != "manifest.json"]
    assert files and all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)


def test_only_missing_shards_are_run_again(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    whole = study(tmp_path, "replicates=10")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"}
    shard_path(tmp_path, 1).unlink()
    (tmp_path / "runs" / ".part-0001.parquet.77").write_text("half written")
    ran.clear()
    seen: list[tuple[int, int]] = []
    again = compare(compose([*SERIAL, "replicates=10"]), tmp_path, "", lambda done, total: seen.append((done, total)))
    assert [seed for _, seed in ran] == [job.seed for job in whole.design.jobs(1)]
    assert seen[0] == (12, 20) and seen[-1] == (20, 20)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.name != "manifest.json"} == before
    np.testing.assert_equal([e.difference for e in again.effects], [e.difference for e in whole.effects])


@pytest.mark.parametrize(
    "words",
    [["seed=2"], ["replicates=11"], ["world.need.drift=0.9"], ["policy.pipeline.horizon=20"], ["against=dsis_core"]],
)
def test_another_study_in_the_folder_is_refused(words: list[str], tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    study(tmp_path, "replicates=10")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*")}
    ran.clear()
    with pytest.raises(OtherStudy, match="nothing was run"):
        study(tmp_path, "replicates=10", *words)
    assert not ran and {p: p.read_bytes() for p in tmp_path.rglob("*.*")} == before
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(OtherStudy):  # the runs themselves know which study they belong to
        study(tmp_path, "replicates=10", *words)


def test_other_code_in_the_folder_is_refused(
    tmp_path: Path, ran: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    study(tmp_path, "replicates=4")
    monkeypatch.setattr("pullthrough.study.design.design.code_hash", lambda extension="": "another version")
    with pytest.raises(OtherStudy):
        study(tmp_path, "replicates=4")


def test_how_a_study_is_run_does_not_change_which_study_it_is() -> None:
    roots = [
        compose([*TINY, *words])
        for words in ([], ["study.executor=serial"], ["study.processes=3", "study.figures=false"])
    ]
    assert len({Design.of(root).fingerprint for root in roots}) == 1


def test_a_failed_run_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    design = Design.of(_root("replicates=4"))
    bad = design.jobs(0)[2].seed

    def simulate(setting: Setting, seed: int) -> RunResult:
        if seed == bad and setting.name == "dsis_core":
            raise ZeroDivisionError("no rivals")
        return stand_in(setting, seed)

    replace_runs(monkeypatch, simulate)
    found = study(tmp_path, "replicates=4")
    assert [row.run for row in found.failures] == [3]
    assert found.failures[0].error.startswith("ZeroDivisionError: no rivals (test_study.py:")
    last = list(OUTCOMES)[-1]
    assert next(e.n for e in found.effects if e.outcome.name == last) == 3
    summary = rows(tmp_path / "summary.csv")
    assert summary[3][last] == "" and summary[3]["error"] and not summary[2]["error"]
    assert json.loads((tmp_path / "manifest.json").read_text())["failures"] == 1


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter(range(11))

    def simulate(setting: Setting, seed: int) -> RunResult:
        if next(left) == 10:
            raise KeyboardInterrupt
        return stand_in(setting, seed)

    replace_runs(monkeypatch, simulate)
    with pytest.raises(KeyboardInterrupt):
        study(tmp_path, "replicates=10")
    assert {p.name for p in (tmp_path / "runs").iterdir()} == {"part-0000.parquet", "_part-0000.sha256"}
    assert json.loads((tmp_path / "manifest.json").read_text())["state"] == "running"


def test_a_null_reform_is_exactly_zero(tmp_path: Path, ran: list[tuple[str, int]]) -> None:
    found = study(tmp_path, "replicates=5", "scenario=global_competition_2012")
    assert found.design.tested.name == "global_competition_2012+nothing"
    assert json.loads((tmp_path / "manifest.json").read_text())["policy_start"] is None
    for e in found.effects:
        if e.n > 1:
            assert (e.difference, e.ci_low, e.ci_high, e.share_better) == (0.0, 0.0, 0.0, 0.5)


def test_effects_are_those_of_a_paired_t_test() -> None:
    draws = np.random.default_rng(3)
    a, b = draws.normal(size=20), draws.normal(0.5, 2, size=20)
    a[3], b[7] = np.nan, np.inf
    outcome = OUTCOMES["adoption_rate"]
    found = effect(outcome, a, b)
    both = np.isfinite(a) & np.isfinite(b)
    reference = stats.ttest_rel(b[both], a[both]).confidence_interval(0.95)
    assert found.n == 18
    assert found.difference == pytest.approx((b[both] - a[both]).mean(), rel=1e-12)
    assert (found.ci_low, found.ci_high) == pytest.approx((reference.low, reference.high), rel=1e-12)
    assert found.policy - found.baseline == pytest.approx(found.difference)


@pytest.mark.parametrize(("name", "share"), [("adoption_rate", 0.625), ("public_cost", 0.375), ("top10_share", 0.625)])
def test_share_better_follows_the_direction_and_halves_ties(name: str, share: float) -> None:
    assert effect(OUTCOMES[name], np.zeros(4), np.array([1.0, 2.0, 0.0, -1.0])).share_better == share


def test_effects_of_too_few_pairs() -> None:
    none = effect(OUTCOMES["adoption_rate"], np.array([np.nan]), np.array([1.0]))
    assert none.n == 0 and math.isnan(none.difference) and math.isnan(none.share_better)
    assert math.isnan(none.baseline) and none.policy == 1.0, "each side says its own"
    one = effect(OUTCOMES["adoption_rate"], np.array([1.0]), np.array([2.0]))
    assert (one.n, one.difference) == (1, 1.0) and math.isnan(one.ci_low)


def test_quantiles_over_runs_leave_out_what_is_not_defined() -> None:
    values = np.random.default_rng(1).normal(size=(12, 5))
    values[:4, 1] = np.nan
    values[:, 2] = np.nan
    found = spread(values)
    assert found[:, 0].tolist() == [12, 8, 0, 12, 12]
    for point in (0, 1, 3, 4):
        np.testing.assert_allclose(found[point, 1], np.nanmean(values[:, point]))
        np.testing.assert_allclose(found[point, 2:], np.nanquantile(values[:, point], [0.05, 0.25, 0.5, 0.75, 0.95]))
    assert np.isnan(found[2, 1:]).all()


def test_cells() -> None:
    assert [cell(v) for v in (math.nan, 1 / 3, 2.0, 3, "x", np.float64(0.1))] == [
        "",
        "0.3333333333",
        "2",
        "3",
        "x",
        "0.1",
    ]


@pytest.mark.parametrize("replicates", [1, 4, 5, 32, 33, 300, 1000])
def test_shards_cover_every_run_once(replicates: int) -> None:
    design = Design.of(_root(f"replicates={replicates}"))
    jobs = [job for shard in range(design.shards) for job in design.jobs(shard)]
    assert [job.run for job in jobs] == list(range(2 * replicates))


def test_when_processes_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: {0, 1}, raising=False)

    def chosen(*words: str, runs: int = 64, shards: int = 8) -> int:
        return choose(_root(*words).study, runs, shards).processes

    assert chosen() == 2
    assert chosen(runs=8, shards=1) == 0
    assert chosen("study.executor=processes", runs=8, shards=1) == 1
    assert chosen("study.processes=5") == 5
    assert chosen("study.executor=serial") == 0
    assert chosen("study.executor=processes", runs=0, shards=0) == 0


def _root(*words: str) -> Root:
    return compose([*TINY, *words])
