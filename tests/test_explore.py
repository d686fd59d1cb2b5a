"""The explorer: what is asked is checked like a command line, pictures come pair by pair, and strangers are refused."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from pullthrough.explore import server as server_module
from pullthrough.explore.form import form, regions
from pullthrough.explore.lives import lives
from pullthrough.explore.pair import run_pair
from pullthrough.explore.question import Asked, Question, Side, asked, question_of
from pullthrough.explore.said import said
from pullthrough.explore.server import Explorer
from pullthrough.explore.ties import network
from pullthrough.explore.workers import Held, paired
from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.study.storage.store import Row
from pullthrough.verbs.explore import beginning

BASE = ("world=tiny",)
FIRST = {"scenario": "as_enacted", "against": "no_change", "start": "2027Q1", "levers": {}, "seed": 1, "pairs": 3}


class NoModel:
    """In the place of the processes: made-up runs, pair by pair."""

    def __init__(self, processes: int = 0) -> None:
        self.newest = 0
        self.asked: Asked | None = None

    def move(self, found: Asked) -> int:
        self.newest, self.asked = self.newest + 1, found
        return self.newest

    def rows(self, number: int) -> Iterator[Row]:
        assert self.asked is not None
        quarters = 4 * 24
        for replicate in range(self.asked.question.pairs):
            for k, setting in enumerate(self.asked.settings):
                outcomes = dict.fromkeys(OUTCOMES, 1.0 + k + 0.1 * replicate * (k + 1))
                series = {name: np.full(quarters, 1.0 + k) for name in SERIES}
                curves = {name: np.full(4, 1.0 + k) for name in CURVES}
                empty = {
                    f"{what}_{part}": np.zeros(0, np.int64)
                    for what in ("adopted", "entered")
                    for part in ("key", "quarter")
                }
                yield Row(replicate, setting.name, replicate, replicate, "", outcomes, series, curves, 0, empty)

    def end(self) -> None:
        pass


@pytest.fixture
def explorer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Explorer]:
    monkeypatch.setattr(server_module, "Workers", NoModel)
    made = Explorer(dict(FIRST), BASE)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def ask(explorer: Explorer, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", explorer.server_port, timeout=60)
    told = {
        "Host": f"127.0.0.1:{explorer.server_port}",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    connection.putrequest(method, path, skip_host=True)
    for name, value in told.items():
        connection.putheader(name, value)
    if content is not None:
        connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content)
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


def test_only_who_knows_the_address_is_answered(explorer: Explorer) -> None:
    token = explorer.token
    assert ask(explorer, "GET", f"/{token}/")[0] == 200
    for path in ("/", "/wrong/", f"/{token[:-1]}/", f"/{token}x/"):
        assert ask(explorer, "GET", path)[0] == 403, path
    assert ask(explorer, "GET", f"/{token}/", Host="evil.example")[0] == 403
    assert ask(explorer, "GET", f"/{token}/", Host=f"evil.example:{explorer.server_port}")[0] == 403
    assert ask(explorer, "GET", f"/{token}/", Origin="https://evil.example")[0] == 403
    assert ask(explorer, "POST", f"/{token}/run", FIRST, Content_Type="application/json", Origin="null")[0] == 403
    assert ask(explorer, "GET", f"/{token}/", Host=f"localhost:{explorer.server_port}")[0] == 200


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "page.py", "report", "report?run=../x", "run"]
)
def test_no_path_leads_to_a_file(explorer: Explorer, path: str) -> None:
    assert ask(explorer, "GET", f"/{explorer.token}/{path}") == (404, "")


@pytest.mark.parametrize("body", [b"{", b"[" * 60_000, b"x" * 70_000, b""])
def test_what_is_no_question_is_refused(explorer: Explorer, body: bytes) -> None:
    assert ask(explorer, "POST", f"/{explorer.token}/run", body, Content_Type="application/json")[0] == 400


def test_a_form_of_another_page_cannot_ask(explorer: Explorer) -> None:
    assert ask(explorer, "POST", f"/{explorer.token}/run", FIRST, Content_Type="text/plain")[0] == 400


def test_pictures_come_from_the_first_pair_on_and_can_be_kept(explorer: Explorer) -> None:
    question = FIRST | {"levers": {"engagement.lead": 24.0}, "pins": [{"scenario": "no_change", "levers": {}}]}
    status, text = ask(explorer, "POST", f"/{explorer.token}/run", question, Content_Type="application/json")
    pictures = [json.loads(line) for line in text.strip().split("\n")]
    assert status == 200 and pictures[0]["pairs"] == 1 and pictures[-1]["pairs"] == pictures[-1]["of"] == 3
    last = pictures[-1]
    assert {"effects", "over-time", "money"} <= last["views"].keys() == last["sections"].keys()
    assert "What not to conclude" in last["summary"] and "policy.engagement.lead=24" in last["said"]["command"]
    status, report = ask(explorer, "GET", f"/{explorer.token}/report?run={last['run']}")
    assert (
        status == 200
        and report.startswith("<!doctype html>")
        and last["said"]["command"] in report.replace("&#x27;", "'")
    )


def test_what_is_wrong_is_said_as_on_the_command_line(explorer: Explorer) -> None:
    question = FIRST | {"levers": {"engagement.lead": 900.0, "engagement.leed": 3.0}}
    _, text = ask(explorer, "POST", f"/{explorer.token}/run", question, Content_Type="application/json")
    told = " ".join(json.loads(text)["problems"])
    with pytest.raises(ConfigurationError) as error:
        compose([*BASE, "policy.engagement.lead=900", "policy.engagement.leed=3"])
    assert "0 to 40" in told and "engagement.lead" in told and "Did you mean" in told
    assert {str(problem) for problem in error.value.problems} <= set(json.loads(text)["problems"])


@pytest.mark.parametrize(
    "told",
    [
        {"scenario": "as_enacted,no_change"},
        {"scenario": "${oc.env:HOME}"},
        {"scenario": ["as_enacted"]},
        {"levers": {"a b=1 world": 3}},
        {"levers": {"engagement.lead": "1e3"}},
        {"levers": {"engagement.lead": float("nan")}},
        {"levers": {"engagement.lead": True}},
        {"levers": [1]},
        {"start": "2027Q1 hydra.run.dir=/tmp/x"},
        {"pairs": 10**9},
        {"seed": -1},
        {"pins": [{}] * 9},
    ],
)  # fmt: skip
def test_no_word_of_a_command_hides_in_a_question(told: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        question_of(FIRST | told, BASE)


def test_the_command_of_a_view_asks_the_same_question() -> None:
    question = Question(
        Side("dsis_2021", "2026Q3", {"engagement.lead": 24.0, "funding.open_call": 9000.0}), "no_change", base=BASE
    )
    found = asked(question)
    root = compose(question.words())
    assert found.root.policy == root.policy and found.root.replicates == 8 and root.scenario == "dsis_2021"
    assert said(question)["policy"].split("\n")[0] == "start: 2026Q3"
    first, base = beginning(question.words(), [])
    assert question_of(first, base) == question


def test_the_years_of_outcomes_are_of_the_question() -> None:
    question = question_of(FIRST | {"years": [2012, 2030]}, BASE)
    assert {"observe.first_year=2012", "observe.last_year=2030"} <= set(question.words())
    assert asked(question).root.observe.last_year == 2030
    first, base = beginning(question.words(), [])
    assert question_of(first, base) == question and first["usual_years"] == [2012, 2030]
    for years in ([2012], [2012, 2030.5], "2012", [2012, True]):
        with pytest.raises(ConfigurationError):
            question_of(FIRST | {"years": years}, BASE)
    with pytest.raises(ConfigurationError):
        asked(question_of(FIRST | {"years": [2030, 2012]}, BASE))


def test_the_region_that_is_looked_at_is_of_the_question() -> None:
    question = question_of(FIRST | {"region": "london"}, BASE)
    assert "observe.region=london" in question.words() and asked(question).root.observe.region == "london"
    first, base = beginning(question.words(), [])
    assert question_of(first, base) == question
    for region in ("east world=uk", 3, ["east"], "east,london"):
        with pytest.raises(ConfigurationError):
            question_of(FIRST | {"region": region}, BASE)
    assert next(iter(regions(["world=uk", "observe.region=east"])))["title"] == "East"


def test_a_run_without_a_lever_moved_is_held_ready_where_levers_may_be_moved(compiled: None) -> None:
    at_rest = asked(question_of(FIRST, BASE))
    moved = asked(question_of(FIRST | {"levers": {"engagement.lead": 24.0}}, BASE))
    held = Held()
    for found in (at_rest, moved):
        plain = PullThroughModel(found.settings[-1], rng=7).run().results().outcomes["public_cost"]
        row = held.run(found.settings[-1], found.trunks[-1], found.starts[-1], 0, 7)
        assert row.outcomes["public_cost"] == plain and not row.error
        assert [at for _, at, _ in held._trunks] == [found.starts[-1]]  # the move finds what was held before it


@pytest.mark.parametrize("pair", [-1, 3, True, "0", 1.0])
def test_only_a_pair_of_the_question_is_followed(explorer: Explorer, pair: Any) -> None:
    _, text = ask(
        explorer, "POST", f"/{explorer.token}/follow", FIRST | {"pair": pair}, Content_Type="application/json"
    )
    assert "from 0 to 2" in json.loads(text)["problems"][0]


def test_a_pair_is_followed_by_keys_and_its_lives_differ_as_its_events_do(compiled: None) -> None:
    pair = run_pair(asked(question_of(FIRST, BASE)), 1)
    views = {view.name: view for view in [*lives(pair), network(pair)] if view}
    assert set(views) == {"life-of-a-technology", "life-of-a-firm", "ties"}
    for title, table in views["life-of-a-technology"].choices.items():
        served = {row[1] for row in table.rows if row[0] == "enters service"}
        if "with the policy only" in title and "without" not in title:
            assert served == {"with the policy"}, title
        elif "without the policy only" in title:
            assert served == {"without the policy"}, title
        else:
            assert len(served) == 2, title
    drawn = [row for row in views["ties"].table.rows if row[0] == "tie"]
    assert drawn and all(0 <= row[4] <= 4 and 0 <= row[5] <= 6 for row in drawn)


def test_levers_stand_under_the_policy_that_sets_them_with_what_is_known_of_them() -> None:
    groups = {
        group["policy"]: {lever["name"]: lever for lever in group["levers"]}
        for group in form("as_enacted", "2027Q1", BASE)
    }
    lead = groups["dsis_2021"]["engagement.lead"]
    assert (
        lead["value"] == 16
        and lead["low"] == 0
        and lead["plausible"]
        and lead["cost"]
        and lead["worsens"]
        and lead["mechanism"]
    )
    assert sum(map(len, groups.values())) >= 50
    for lever in (lever for group in groups.values() for lever in group.values()):
        assert lever["low"] <= lever["value"] <= lever["high"] and lever["step"] > 0, lever["name"]


def test_a_pair_counts_once_every_side_of_it_has_been_run() -> None:
    def row(replicate: int, scenario: str) -> Row:
        return Row(0, scenario, replicate, 1, "", {}, {}, {})

    rows: Sequence[Row] = [row(0, "a"), row(1, "a"), row(1, "b")]
    assert [r.replicate for r in paired(rows, 2)] == [1, 1]
