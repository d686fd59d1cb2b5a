"""The documentation as a site: it is whole, opens without a network, and says each thing once."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from pullthrough.cli import command
from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES
from pullthrough.parameters.register.levers import lever_leaves
from pullthrough.parameters.register.limits import caveats, limits
from pullthrough.present import glossary
from pullthrough.present.site import build, links, parts

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
WRITTEN = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
TUTORIALS = sorted(path.name for path in (DOCS / "tutorials").glob("*.md"))
TERMS = """adoption, additionality, baseline, better, call, cell, channel, confidence interval, deadweight, design authority,
    displacement, dose, engagement, ensemble, entrant, fit, instrument, lever, member, merit, Monte Carlo error, n, outcome, pair,
    pipeline, point, proven product, public cost, quantile, replicate, ring fence, route, scenario, seed, segment, slip, TRL,
    tender-to-contract time, tie, valley of death, window"""
"""What the heads and rows of tables and the words of figures suppose a reader to know."""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# Glossary


@pytest.mark.parametrize("term", [term.strip() for term in TERMS.replace("\n", " ").split(",")])
def test_a_term_of_the_tables_and_figures_is_in_the_glossary(term: str) -> None:
    assert glossary.find(term) is not None


PLAIN = """5 to 95 % of runs, 5-95 % of runs, alone, at, class, difference is 0 at, expected, figure, figure is, found, from,
    good enough, highest, last, lowest, mean, meaning, measure, model, of, others, published, reliability, source, share,
    unclear, unit, quarters, shift, within, worse, years"""
"""Heads of tables that mean what they mean in any text."""


def test_a_head_of_a_table_is_in_the_glossary_or_plain_english() -> None:
    tables = ROOT / "src" / "pullthrough" / "present" / "tables"
    heads = {head for file in tables.glob("*.py") for head in re.findall(r'Column\(\s*"([^"]+)"', read(file))}
    plain = {word.strip() for word in PLAIN.replace("\n", " ").split(",")}
    words = {word for head in heads if head not in plain for word in head.split(", ")}
    assert len(heads) > 40 and not {word for word in words - plain if glossary.find(word) is None}


@pytest.mark.parametrize("term", glossary.entries())
def test_a_term_of_the_glossary_is_used(term: str) -> None:
    entry = glossary.entries()[term]
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in (term, *entry.also))
    assert re.search(rf"(?<!\w)({forms})(?!\w)", used_words(), re.IGNORECASE), f"no page, outcome or lever uses {term}"


@pytest.mark.parametrize("term", glossary.entries())
def test_a_term_refers_to_terms_and_outcomes_that_there_are(term: str) -> None:
    for name in glossary.entries()[term].see:
        assert name in glossary.entries() or name in OUTCOMES, name


def test_no_two_terms_claim_the_same_form() -> None:
    forms = [form.lower() for entry in glossary.entries().values() for form in (entry.term, *entry.also)]
    assert sorted(forms) == sorted(set(forms))


@cache
def used_words() -> str:
    """The words of all pages, outcomes and levers, and of the code that prints tables and draws figures."""
    measured = " ".join(f"{o.label} {o.estimator}" for o in OUTCOMES.values())
    measured += " ".join(m.label for m in (*SERIES.values(), *CURVES.values()))
    set_by = " ".join(leaf.quantity.meaning for leaf in lever_leaves())
    pages = " ".join(read(page) for page in WRITTEN)
    shown = " ".join(read(file) for file in (ROOT / "src" / "pullthrough" / "present").rglob("*.py"))
    return " ".join((measured, set_by, pages, shown, " ".join(limit.limit for limit in limits())))


def test_explain_prints_a_term_an_outcome_and_a_lever(capsys: pytest.CaptureFixture[str]) -> None:
    for word, said in (
        ("Additional", "would not have come without it"),
        ("adoption_rate", "Aalen-Johansen"),
        ("engagement.lead", "Cost:"),
        ("policy.engagement.lead", "Cost:"),
        ("limits", "forecast"),
        ("", "valley of death"),
    ):
        assert command(["explain", *word.split()]) == 0
        assert said in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("word", "near"),
    [("additionalty", "additionality"), ("adoption_rat", "adoption_rate"), ("enagement.lead", "engagement.lead")],
)
def test_explain_names_what_was_nearly_asked(word: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["explain", word]) == 2
    assert f"Did you mean '{near}'?" in capsys.readouterr().err


# Each thing once


def test_every_decision_has_an_anchor_of_its_number() -> None:
    text = read(DOCS / links.DECISIONS)
    told = re.findall(r"^(?:<a id=\"(\w+)\"></a>)?\*\*D(\d+)\.", text, re.MULTILINE)
    assert len(told) > 100
    for anchor, number in told:
        assert anchor == f"d{number}", f'D{number}: begin the paragraph with <a id="d{number}"></a>'
    numbers = [number for _, number in told]
    assert len(numbers) == len(set(numbers))


def test_every_decision_that_is_named_exists() -> None:
    there = set(re.findall(r'<a id="d(\d+)">', read(DOCS / links.DECISIONS)))
    for page in WRITTEN:
        text = re.sub(r"```.*?```|`[^`]*`", "", read(page), flags=re.DOTALL)
        assert set(links.NUMBER.findall(text)) <= there, page


def test_no_limit_is_told_twice() -> None:
    """No eight words of a limit stand in another, or in a page that is not about decisions or a review."""
    elsewhere = [page for page in WRITTEN if "reviews" not in page.parts and page.name != "decisions.md"]
    told = {page.relative_to(ROOT).as_posix(): runs(read(page)) for page in elsewhere}
    told |= {limit.limit: runs(f"{limit.limit} {limit.means}") for limit in limits()}
    for limit in limits():
        for place, others in told.items():
            twice = runs(limit.limit) & others
            assert place == limit.limit or not twice, (
                f"{place} tells it as well; point to docs/explanation/limits.md: {twice}"
            )


def runs(text: str, length: int = 8) -> set[str]:
    """Every run of so many words."""
    found = words(text)
    return {" ".join(found[i : i + length]) for i in range(len(found) - length + 1)}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def test_the_manifest_has_the_main_limits() -> None:
    assert 5 <= len(caveats()) <= 12
    assert any("value-for-money" in caveat for caveat in caveats())


# Pages


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere_where_the_project_is_read_as_files(page: Path) -> None:
    text = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
    for _, target, _ in links.LINK.findall(text):
        if ":" not in target:
            assert (page.parent / target).exists(), target


def test_every_part_that_a_page_asks_for_is_made_and_every_one_made_is_asked_for() -> None:
    asked = [name for page in PAGES for name in parts.BLOCK.findall(read(page))]
    assert sorted(asked) == sorted(parts.PARTS)


def test_the_parts_have_what_they_are_for() -> None:
    made = {name: parts.PARTS[name]() for name in ("outcomes", "levers", "glossary", "limits", "columns")}
    assert all(f"`{name}`" in made["outcomes"] for name in OUTCOMES)
    assert all(f"`{leaf.path}`" in made["levers"] for leaf in lever_leaves())
    assert all(f"### {term} " in made["glossary"] for term in glossary.entries())
    assert all(limit.means in made["limits"] for limit in limits())
    assert "| `share_better` |" in made["columns"]


def test_every_figure_is_explained() -> None:
    page = read(DOCS / "reference" / "tables_and_figures.md")
    for figure in {path.stem for path in (ROOT / "experiments").glob("*/*.png")}:
        named = re.sub(
            r"^levers_.*", "levers_GROUP", re.sub(r"_(baseline|as_enacted|as_enacted_old_money)$", "", figure)
        )
        assert f"`{named}`" in page, figure


def test_links_across_the_edge_of_the_documents_are_moved_and_decisions_are_linked() -> None:
    code = "`D30`\n```\nD30 [f](g.md)\n```"
    text = f"See [a](../../experiments/x/README.md#b), [c](odd.md), [d](https://e.uk) and D30.\n{code}\n"
    moved = links.for_site(text, "explanation/limits.md")
    assert "[a](../experiments/x/README.md#b)" in moved and "[c](odd.md)" in moved and "[d](https://e.uk)" in moved
    assert "and [D30](../aqa/decisions.md#d30)." in moved
    assert code in moved
    assert links.for_site("[a](docs/a/b.md) [b](README.md)", "CONTRIBUTING.md") == "[a](a/b.md) [b](index.md)"


def test_code_in_tutorials_is_fenced_and_a_command_never_stands_in_a_file() -> None:
    tutorials = refresher()
    for name in TUTORIALS:
        text = read(DOCS / "tutorials" / name)
        bare = tutorials.BLOCK.sub("", text)
        assert not re.search(r"^(?<=\n\n) {4,}\S", bare, re.MULTILINE), name
        for kind, title, body in tutorials.BLOCK.findall(text):
            if kind in ("yaml", "python"):
                assert title, f"{name}: a {kind} block needs a file name"
                assert not re.search(r"^(pullthrough|python) ", body, re.MULTILINE), name


def refresher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_tutorials", DOCS / "refresh_tutorials.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The command


def test_docs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(build.NEEDED, "no_such_module", "no-such-package")
    assert command(["docs", "--no-open", "--rebuild", "--into", str(tmp_path / "site")]) == 2
    said = capsys.readouterr().err
    assert "no-such-package" in said and "pip install 'pullthrough[docs]'" in said


def test_docs_leaves_a_folder_alone_that_is_no_site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    (tmp_path / "thesis.md").write_text("years of work")
    assert command(["docs", "--no-open", "--into", str(tmp_path)]) == 2
    assert "left alone" in capsys.readouterr().err
    assert (tmp_path / "thesis.md").read_text() == "years of work"


@pytest.mark.slow
def test_the_site_is_built_strictly_and_asks_no_other_host(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    assert command(["docs", "--no-open", "--into", str(tmp_path / "site")]) == 0
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        asked = Requests(page)
        assert not asked.elsewhere, (page, asked.elsewhere)
    for style in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", read(style)), style
    assert 'id="d197"' in read(tmp_path / "site" / "aqa" / "decisions.html")
    assert "Enters defence" in read(
        tmp_path / "site" / "reference" / "api" / "agents.html"
    ) or "enters_defence" in read(tmp_path / "site" / "reference" / "api" / "agents.html")


class Requests(HTMLParser):
    """What a browser fetches by itself when it opens a page; links that a reader may follow are none of it."""

    FETCHED = frozenset({("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")})
    NOT_FETCHED = frozenset({"canonical", "next", "prev", "license"})

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.elsewhere: list[str] = []
        self.feed(read(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link" and dict(attrs).get("rel") in self.NOT_FETCHED:
            return
        for name, value in attrs:
            if (tag, name) in self.FETCHED and re.match(r"(https?:)?//", value or ""):
                self.elsewhere.append(value or "")


@pytest.mark.slow
def test_a_dead_link_and_a_dead_anchor_fail_the_build(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    (tmp_path / "docs").mkdir()
    without = "hooks: []\nplugins: []\nnav: []\ntheme: {name: mkdocs}\nextra_css: []\nextra_javascript: []\n"
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: docs\n{without}")
    for text, code in (("# A\n", 0), ("[a](nowhere.md)\n", 1), ("[a](#nowhere)\n", 1)):
        (tmp_path / "docs" / "index.md").write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr


MAIN_JOBS = ("first_hour.md", "review_this_model.md")
"""Tutorials that carry out the main job, some more than once."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long if name in MAIN_JOBS else pytest.mark.slow) for name in TUTORIALS],
)
def test_a_tutorial_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    tutorials = refresher()
    text = read(DOCS / "tutorials" / name)
    now = tutorials.refreshed(text, tmp_path)
    assert tutorials.lasting(now) == tutorials.lasting(text), f"run python docs/refresh_tutorials.py {name}"
