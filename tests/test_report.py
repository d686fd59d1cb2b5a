"""The report: one file that asks nobody for anything, says first what matters, and does nothing that a title asks for."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from result_folder import made_up, write

from pullthrough.cli import command
from pullthrough.present.pages.charts import facts_of, views_of
from pullthrough.present.pages.report import write_report
from pullthrough.present.pages.report.document import VEGA
from pullthrough.present.pages.report.summary import OtherComparison, lines

LARGEST = 1_500_000
NASTY = '</title><script>alert("1")</script><img src=x onerror=alert(2)>'


class Parts(HTMLParser):
    """Elements, their attributes and the texts of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "h1": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.texts.get(self._inside):
            self.texts[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def report(folder: Path) -> tuple[str, Parts]:
    text = write_report(folder).read_text(encoding="utf-8")
    return text, Parts(text)


def test_the_programs_that_draw_are_those_that_were_published() -> None:
    sums = (VEGA[0].parent / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    told = dict(reversed(line.split("  ", 1)) for line in sums if line)
    assert set(told) == {path.name for path in VEGA}
    for path in VEGA:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told[path.name]
        licence = path.with_name(path.name.replace(".min.js", ".LICENSE"))
        assert "Redistribution and use in source and binary forms" in licence.read_text(encoding="utf-8")


def test_a_report_is_small_and_nothing_in_it_is_fetched(tmp_path: Path) -> None:
    text, parts = report(made_up(tmp_path))
    assert len(text.encode()) < LARGEST
    for tag, attributes in parts.found:
        assert not attributes.keys() & {"src", "srcset", "action", "data", "poster"}, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert (attributes.get("href") or "#").startswith("#"), attributes
    assert not any("@import" in style or "url(" in style for style in parts.texts["style"])


def test_only_the_programs_of_the_report_may_run(tmp_path: Path) -> None:
    _, parts = report(made_up(tmp_path))
    policy = next(a["content"] for tag, a in parts.found if tag == "meta" and a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    kinds = [attributes.get("type") for tag, attributes in parts.found if tag == "script"]
    runs = [text for kind, text in zip(kinds, parts.texts["script"], strict=True) if kind is None]
    assert len(runs) == len(VEGA) + 1 and kinds.count("application/json") == 1
    for text in (*runs, *parts.texts["style"]):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy


@pytest.mark.parametrize("place", ["title", "question", "scenario", "command", "world", "experiment"])
def test_what_a_user_wrote_is_shown_and_does_nothing(tmp_path: Path, place: str) -> None:
    plain = len(report(made_up(tmp_path))[1].found)
    folder = made_up(tmp_path)
    about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if place == "scenario":
        about["titles"]["as_enacted"] = NASTY
    elif place == "experiment":
        about["config"]["experiment"] = {"title": NASTY, "question": NASTY}
    elif place in about:
        about[place] = NASTY
    else:
        about["config"]["experiment"] = {place: NASTY}
    (folder / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    text, parts = report(folder)
    assert NASTY not in text
    tags = [tag for tag, _ in parts.found]
    assert "img" not in tags and tags.count("script") == len(VEGA) + 2
    assert abs(len(tags) - plain) <= 1  # a question is a paragraph more


def test_the_summary_says_the_numbers_of_the_table(tmp_path: Path) -> None:
    folder = made_up(tmp_path)
    with (folder / "effects.csv").open(encoding="utf-8") as file:
        row = next(r for r in csv.DictReader(file) if r["outcome"] == "exports")
    told = {line.outcome: line for line in lines(facts_of(folder), folder)}
    assert len(told) == 6
    line = told["exports"]
    assert float(line.difference.replace("−", "-")) == pytest.approx(float(row["difference"]), abs=0.001)
    ends = [float(end.replace("−", "-")) for end in line.chance.split(" to ")]
    assert ends == pytest.approx([float(row["ci_low"]), float(row["ci_high"])], abs=0.001)
    text, _ = report(folder)
    assert line.chance in text and "What not to conclude" in text and "What gets worse" in text


def test_beside_an_ensemble_the_summary_has_both_intervals_and_refuses_another_comparison(tmp_path: Path) -> None:
    one, many = tmp_path / "one", tmp_path / "many"
    for place in (one, many):
        place.mkdir()
        made_up(place)
    head = (
        "outcome",
        "unit",
        "members",
        "difference",
        "q05",
        "q95",
        "sd_chance",
        "sd_parameters",
        "share_favourable",
        "share_significant",
    )
    write(many / "ensemble.csv", head, [("exports", "GBP billion per year", 24, 4.0, 3.5, 4.5, 0.1, 0.3, 1.0, 1.0)])
    (many / "manifest.json").write_text(
        json.dumps(json.loads((many / "manifest.json").read_text()) | {"config": {"study": {}}, **valid()}),
        encoding="utf-8",
    )
    told = {line.outcome: line for line in lines(facts_of(one), one, many)}
    assert told["exports"].everything == "+3.5 to +4.5" and not told["public_cost"].everything
    made_up(many, against="something_else")
    (many / "manifest.json").write_text(
        json.dumps(json.loads((many / "manifest.json").read_text()) | {"config": {"study": {}}, **valid()}),
        encoding="utf-8",
    )
    with pytest.raises(OtherComparison, match="against something_else, here no_change"):
        lines(facts_of(one), one, many)


def valid() -> dict[str, object]:
    return {"fingerprint": "0" * 64, "code": "0" * 64}


def test_each_of_several_scenarios_is_named_at_its_marks(tmp_path: Path) -> None:
    names = ("the_defence_plan_a", "the_defence_plan_b", "small_fund")
    folder = made_up(tmp_path, names)
    facts = facts_of(folder)
    assert len(set(facts.names)) == len(names) + 1
    effects, series = (next(v for v in views_of(folder) if v.name == name) for name in ("effects", "over-time"))
    for view in (effects, series):
        assert {record["scenario"] for record in view.table.records()} >= set(facts.names[1:])
    text, _ = report(folder)
    assert all(name in text for name in facts.names)


def test_a_table_that_no_chart_knows_is_shown_as_it_is(tmp_path: Path) -> None:
    folder = made_up(tmp_path)
    write(folder / "portfolio.csv", ("policy", "cost", "outcome"), [("<b>plan</b>", 12.5, "adoptions_per_year")])
    view = next(v for v in views_of(folder) if v.name == "table-portfolio")
    assert not view.spec and view.table.cells() == [["<b>plan</b>", "12.5", "Adoptions"]]
    assert "<b>plan" not in report(folder)[0]


def test_a_chart_is_a_specification_that_a_notebook_shows(tmp_path: Path) -> None:
    for view in views_of(made_up(tmp_path)):
        bundle = view._repr_mimebundle_()
        spec = bundle["application/vnd.vegalite.v6+json"]
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        fields = set(re.findall(r'"field": "(\w+)"', json.dumps(view.spec)))
        known = {column.name for column in view.table.columns}
        assert fields <= known | {"start", "end", "words", "at"}, view.name


def test_the_verb_writes_the_page_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    made_up(folder)
    assert command(["report", str(folder)]) == 0
    assert Path(capsys.readouterr().out.strip()) == folder / "report.html"
    assert command(["report", str(tmp_path / "studi")]) == 2
    assert "Did you mean" in capsys.readouterr().err
    assert command(["report", str(folder), "--ensemble", str(folder)]) == 2
    assert "no ensemble.csv" in capsys.readouterr().err


def test_figures_for_print_are_pdf_and_plain_ones_have_no_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_up(tmp_path)
    monkeypatch.setattr("pullthrough.present.figures.NAMES", ("effects", "trl_funnel"))
    sizes = []
    for words in ([], ["--plain"]):
        assert command(["figures", str(folder), *words]) == 0
        paths = [Path(line) for line in capsys.readouterr().out.split()]
        assert paths and all(path.read_bytes().startswith(b"%PDF") for path in paths)
        sizes.append(page_height(next(path for path in paths if path.stem == "effects")))
    assert sizes[1] < sizes[0] - 50


def page_height(path: Path) -> float:
    """Height of the page of a PDF, in points."""
    found = re.search(rb"/MediaBox \[ *([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", path.read_bytes())
    assert found
    return float(found[4])
