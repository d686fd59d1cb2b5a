"""Portfolios that change at a signpost: what a run has published by then decides, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from inputs import TINY

from pullthrough.observe.results import RunResult
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.adaptive import SWITCHED
from pullthrough.study.design.design import Job
from pullthrough.study.execution import adaptive_runs
from pullthrough.study.kinds.registry import problems_of
from pullthrough.study.kinds.robust import design_of

WORDS = [
    *TINY,
    "study=robust",
    "scenario=global_competition_2012",
    "study.robust.trees=false",
    "design=latin_hypercube",
    "design.n=2",
]
WORDS += ["design.ranges={world.need.drift:[0,1]}", "study.robust.portfolios={late:{engagement.lead:16}}"]
FILE = """
kind: robust
robust:
  adaptive:
    waits: {then: late, series: adoptions, below: 2.5, looks: [2019Q1, 2021Q1], years: 1}
"""


@dataclass
class Fake:
    """A run whose adoptions in each quarter are those given; it remembers what it was told."""

    setting: Setting
    adoptions: np.ndarray[Any, Any]
    run_so_far: int = 0
    looked: list[int] = field(default_factory=list)

    def run_until_quarter(self, quarter: int) -> Fake:
        self.run_so_far = quarter
        self.looked.append(quarter)
        return self

    def run(self) -> Fake:
        return self

    def branch(self, setting: Setting) -> Fake:
        return replace(self, setting=setting)

    def results(self) -> RunResult:
        lead = self.setting.timeline.values(80)["engagement.lead"]
        seen = self.adoptions[: self.run_so_far - self.setting.world.calendar.burn_in]
        return RunResult({"lead_at_last": float(lead[-1]), "lead_at_first": float(lead[0])}, {"adoptions": seen}, {})


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """The adaptive run of the first world."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "waiting.yaml").write_text(FILE)
    words = [word for word in WORDS if word != "study=robust"]
    root = compose(["study=waiting", *words], [tmp_path])
    assert not list(problems_of(root))
    jobs = design_of(root).jobs(0)
    return next(job for job in jobs if job.setting.name == "waits")


def run(job: Job, adoptions: list[float]) -> tuple[RunResult, Fake]:
    model = Fake(job.setting, np.repeat(np.array(adoptions), 4))
    return adaptive_runs.finish(model, job), model  # type: ignore[arg-type]


def test_it_changes_after_the_first_look_at_which_the_series_is_beyond_the_value(job: Job) -> None:
    burn_in = job.setting.world.calendar.burn_in
    found, model = run(job, [3, 3, 3, 3, 1, 3, 3, 3, 3, 3])  # 2016 on; 2.5 is not reached in the year before 2021 alone
    assert model.looked == [burn_in + 12, burn_in + 20]
    assert found.followed[SWITCHED].tolist() == [burn_in + 20]
    assert (found.outcomes["lead_at_first"], found.outcomes["lead_at_last"]) == (0.0, 16.0)


def test_it_stays_as_it_is_where_the_value_is_never_crossed(job: Job) -> None:
    found, _ = run(job, [3] * 10)
    assert found.followed[SWITCHED].tolist() == [-1.0] and found.outcomes["lead_at_last"] == 0.0


def test_what_is_not_defined_crosses_nothing(job: Job) -> None:
    found, _ = run(job, [float("nan")] * 10)
    assert found.followed[SWITCHED].tolist() == [-1.0]


def test_runs_share_no_quarter_beyond_a_look() -> None:
    from pullthrough.study.execution.shared_prefix import _common_quarters

    setting: Any = SimpleNamespace(
        first_difference=lambda other: None, world=SimpleNamespace(calendar=SimpleNamespace(quarters=80))
    )
    adapt: Any = SimpleNamespace(looks=(30, 40))
    assert _common_quarters(Job(0, setting, 0, 1), Job(1, setting, 0, 1)) == 80
    assert _common_quarters(Job(0, setting, 0, 1), Job(1, setting, 0, 1, adapt=adapt)) == 30


def test_a_signpost_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    wrong = FILE.replace("then: late", "then: lat").replace("adoptions", "adoption").replace("2021Q1", "2031Q1")
    (tmp_path / "study" / "wrong.yaml").write_text(wrong.replace("below: 2.5, ", ""))
    root = compose(["study=wrong", *(word for word in WORDS if word != "study=robust")], [tmp_path])
    told = " ".join(map(str, problems_of(root)))
    assert "Did you mean 'late'?" in told and "Did you mean 'adoptions'?" in told
    assert "above or below" in told and "from 2017Q1 to 2025Q4" in told
