"""A stand-in for the model in tests of studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pullthrough.observe.results import RunResult
from pullthrough.parameters.policy.setting import Setting
from pullthrough.study.design.design import Job
from pullthrough.study.execution import worker


def replace_runs(monkeypatch: pytest.MonkeyPatch, simulate: Callable[[Setting, int], RunResult]) -> None:
    """Let a function stand in for the model."""

    def run_jobs(jobs: list[Job]) -> Iterator[tuple[Job, RunResult | Exception]]:
        for job in jobs:
            try:
                yield job, simulate(job.setting, job.seed)
            except Exception as error:
                yield job, error

    monkeypatch.setattr(worker, "run_jobs", run_jobs)
