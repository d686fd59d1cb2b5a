"""The report in a browser without a network: every chart is drawn, nothing is asked of anybody, everybody can read it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from result_folder import made_up

from pullthrough.present.pages.report import write_report

if TYPE_CHECKING:
    from browser.conftest import Page

pytestmark = pytest.mark.slow


@pytest.fixture(params=[("as_enacted",), ("one", "two", "three")], ids=["one scenario", "three scenarios"])
def report(request: pytest.FixtureRequest, tmp_path: Path, page: Page) -> Path:
    path = write_report(made_up(tmp_path, request.param))
    page.requests()
    page.open(path.as_uri())
    page.until(lambda: page.of("return document.body.dataset.ready") == "true", "all charts are drawn")
    return path


def test_a_report_opens_from_a_file_and_draws_every_chart(report: Path, page: Page) -> None:
    empty = (
        "return [...document.querySelectorAll('figure.chart')].filter((f) => "
        "!f.querySelector('svg')).map((f) => f.parentNode.id)"
    )
    assert page.of(empty) == []
    assert page.complaints() == []
    assert set(page.requests()) <= {report.as_uri()}


def test_a_report_has_no_serious_fault_for_whoever_cannot_see_or_point(report: Path, page: Page) -> None:
    assert page.audit() == []


def test_another_series_brings_its_own_table_and_chart(report: Path, page: Page) -> None:
    before = page.of("return document.querySelector('#over-time figure.chart').dataset.drawn")
    page.of(
        "const s = document.querySelector('#over-time select'); s.selectedIndex = 3; "
        "s.dispatchEvent(new Event('change'))"
    )
    page.until(
        lambda: page.of("return document.querySelector('#over-time figure.chart').dataset.drawn") != before,
        "it is drawn again",
    )
    chosen = page.of("return window.pullthroughPage.state.shown['over-time']")
    lines = page.of("return document.querySelectorAll('#over-time .numbers tbody tr').length")
    assert chosen == 3 and lines == 96 * (
        2 if report.parent.joinpath("effects.csv").read_text().startswith("outcome") else 4
    )


def test_the_page_says_the_numbers_of_the_table(report: Path, page: Page) -> None:
    with (report.parent / "effects.csv").open(encoding="utf-8") as file:
        wanted = [float(row["difference"]) for row in csv.DictReader(file) if row["outcome"] == "exports"]
    told = page.of(
        "return [...document.querySelectorAll('table.six tr')].filter((r) => "
        "r.innerText.includes('Defence export')).map((r) => r.innerText)"
    )
    assert len(told) == len(wanted)
    for row, difference in zip(told, wanted, strict=True):
        assert f"{difference:+.3f}".replace("-", "−") in row or f"{difference:+.2f}".replace("-", "−") in row
