"""The explorer in a browser: its numbers are those of ``pullthrough.run``, a drag is one study, nobody else is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import pullthrough
from pullthrough.explore.server import Explorer
from pullthrough.study.design.design import replicate_seed

if TYPE_CHECKING:
    from browser.conftest import Page

pytestmark = pytest.mark.slow
FIRST = {"scenario": "as_enacted", "against": "no_change", "start": "2027Q1", "levers": {}, "seed": 1, "pairs": 4}
DRAG = """
const slider = document.querySelector('[data-lever="engagement.lead"]');
for (let value = 8; value <= 17; value += 1) {
  slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true }));
}
slider.value = 24; slider.dispatchEvent(new Event('input', { bubbles: true }));
"""


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    made = Explorer(dict(FIRST), ("world=tiny",), processes=1)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def settled(page: Page) -> None:
    page.until(lambda: page.of("return document.body.dataset.state") == "done", "all pairs are there")


def test_ten_moves_of_a_drag_are_one_study_whose_numbers_are_those_of_the_model(explorer: Explorer, page: Page) -> None:
    page.requests()
    page.open(explorer.address)
    settled(page)
    page.until(
        lambda: page.of("return document.querySelector('[data-lever=\"engagement.lead\"]') !== null"),
        "the levers are there",
    )
    before = explorer.workers.newest
    page.of("document.body.dataset.state = 'moving'")
    page.of(DRAG)
    settled(page)
    assert explorer.workers.newest == before + 1
    words = page.of("return document.getElementById('command').textContent")
    assert "policy.engagement.lead=24" in words
    levers = {"world": "tiny", "policy.start": "2027Q1", "policy.engagement.lead": 24}
    seeds = [replicate_seed(1, i) for i in range(4)]
    wanted = [
        pullthrough.run(levers, seed)["public_cost"]
        - pullthrough.run({"world": "tiny", "scenario": "no_change"}, seed)["public_cost"]
        for seed in seeds
    ]
    told = page.of(
        "const t = window.pullthroughPage.state.data.views.money.tables[0].values; return "
        "t.difference[t.outcome.indexOf('Public cost of pull-through')]"
    )
    assert told == pytest.approx(sum(wanted) / 4, rel=1e-4)
    assert {url.split("/")[2] for url in page.requests() if url.startswith("http")} == {
        f"127.0.0.1:{explorer.server_port}"
    }
    assert page.complaints() == []


def test_one_pair_can_be_followed_through_both_worlds(explorer: Explorer, page: Page) -> None:
    page.of("document.getElementById('pair').value = 2; document.getElementById('follow').click()")
    page.until(lambda: page.of("return document.body.dataset.followed") == "2", "the pair is followed")
    for name in ("life-of-a-technology", "life-of-a-firm", "ties"):
        page.of(f"document.getElementById('{name}').scrollIntoView()")
        page.until(
            lambda n=name: page.of(f"return !!document.querySelector('#{n} figure.chart svg')"), f"{name} is drawn"
        )
    worlds = page.of(
        "return [...new Set([...document.querySelectorAll('#life-of-a-firm tbody tr')].map((r) => r.cells[1].innerText))]"
    )
    assert set(worlds) == {"without the policy", "with the policy"}
    assert page.complaints() == []


def test_a_link_restores_the_view(explorer: Explorer, page: Page) -> None:
    link = page.of("return document.getElementById('link').href")
    page.open("about:blank")
    page.open(link)
    settled(page)
    assert "policy.engagement.lead=24" in page.of("return document.getElementById('command').textContent")


def test_the_explorer_has_no_serious_fault_for_whoever_cannot_see_or_point(explorer: Explorer, page: Page) -> None:
    page.open(explorer.address)
    settled(page)
    assert page.audit() == []
