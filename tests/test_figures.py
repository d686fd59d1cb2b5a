"""The figures: drawn from result files alone, the same bytes each time, and no word cut off or written over another.

The result folder here is made up (``SYNTHETIC`` in every title): its numbers come from a formula, not from the model.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from pullthrough.observe.series import FATES, ORIGINS, funnel_of
from pullthrough.observe.ways import WAYS
from pullthrough.parameters.schema.quantity import leaves
from pullthrough.parameters.schema.root import Root
from pullthrough.present.figures import NAMES, draw_all, load_figures
from pullthrough.present.figures.dose_parts import dose_parts
from pullthrough.present.figures.dose_response import dose_response, draw_dose_response
from pullthrough.present.figures.for_print import Print, for_print
from pullthrough.present.figures.load import Effect, Fan, Results, load
from pullthrough.present.figures.page import Page, spread
from pullthrough.present.figures.stamp import finding, number
from pullthrough.present.figures.style import styled
from pullthrough.present.names import human_name
from pullthrough.study.methods.matched_events import CLASSES, SHARES
from pullthrough.world.codes import CLASS_NAMES

NAN = math.nan
MANIFEST: dict[str, Any] = {
    "run_id": "synthetic-0001",
    "scenario": "dsis_core",
    "against": "global_competition_2012",
    "titles": {
        "dsis_core": "SYNTHETIC earlier engagement, faster procurement, pull-through fund",
        "global_competition_2012": "SYNTHETIC 2012 regime",
    },
    "replicates": 32,
    "seed": 1,
    "observe": {"first_year": 2021, "last_year": 2035},
    "policy_start": "2021Q2",
    "versions": {"pullthrough": "0.0.0"},
    "world": "uk",
}
EFFECTS = [  # outcome, unit, baseline, policy, half width of the interval, share of pairs better
    ("adoption_rate", "1", 0.123, 0.144, 0.008, 0.97),
    ("time_to_adoption", "years", 8.3, 7.1, 0.3, 1.0),
    ("adoptions_per_year", "technologies per year", 38.2, 44.9, 2.1, 0.94),
    ("new_entrant_rate_awards", "share", 0.40, 0.41, 0.014, 0.56),
    ("new_entrant_rate_contracts", "share", 0.17, 0.19, 0.012, 0.84),
    ("new_entrant_value_contracts", "share", 0.021, 0.024, 0.002, 0.9),
    ("entrant_survival_3", "share", 0.71, 0.69, 0.03, 0.41),
    ("entrant_survival_10", "share", NAN, NAN, NAN, NAN),
    ("sme_share_direct", "share", 0.044, 0.047, 0.001, 1.0),
    ("top10_share", "share", 0.41, 0.40, 0.004, 0.91),
    ("public_cost", "GBP million per year", 1810.0, 1975.0, 4.0, NAN),
    ("cost_per_adoption", "GBP million per adoption", 47.4, 44.0, 2.9, 0.78),
    ("private_leverage", "GBP per GBP", 0.62, 0.71, 0.05, 0.88),
    ("procurement_time", "quarters", 9.6, 7.2, 0.1, 1.0),
    ("call_success_rate", "share", 0.18, 0.17, 0.003, 0.06),
    ("call_sme_share", "share", 0.55, 0.55, 0.0, 0.0),
    ("integration_failure_rate", "1", 0.05, 0.21, 0.02, 0.0),
    ("stock_trl_4_6", "technologies", 1240.0, 1395.0, 21.0, NAN),
    ("an_outcome_nobody_registered", "1", 0.0, 3.0, 1.0, NAN),
]


def _write(path: Path, header: str, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(header.split(","))
        out.writerows([["" if isinstance(v, float) and math.isnan(v) else v for v in row] for row in rows])


def _quantiles(mean: float, sd: float) -> list[object]:
    return [32, *(mean + k * sd for k in (0.0, -1.64, -0.67, 0.0, 0.67, 1.64))]


def synthetic_folder(folder: Path) -> Path:
    """A made-up result folder of the documented layout."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    rows = [[o, u, b, p, p - b, p - b - h, p - b + h, 32, s] for o, u, b, p, h, s in EFFECTS]
    columns = "outcome,unit,baseline,policy,difference,ci_low,ci_high,n,share_better"
    _write(folder / "effects.csv", columns, rows)
    series: list[list[object]] = []
    curves: list[list[object]] = []
    for scenario, gain in (("global_competition_2012", 0.0), ("dsis_core", 1.0)):
        for t in range(96):
            quarter, since, last = f"{2012 + t // 4}Q{t % 4 + 1}", max(0, t - 37), t % 4 == 3
            wave = math.sin(t / 5)
            yearly = {
                "adoptions": 9 + wave + gain * since * 0.06,
                "adoptions_year": 36 + 4 * wave + gain * since * 0.25 if t > 2 else NAN,
                "entrants": 12 + wave + gain * min(since, 12) * 0.3,
                "entrants_year": 48 + 4 * wave + gain * min(since, 12) if t > 2 else NAN,
                "new_entrant_rate_awards": 0.4 + 0.02 * wave + gain * 0.001 * since if last else NAN,
                "new_entrant_rate_contracts": 0.17 + 0.02 * wave + gain * 0.002 * since if last else NAN,
            }
            for name, mean in yearly.items():
                series.append([scenario, name, "1", quarter, *_quantiles(mean, 0.12 * mean)])
        for x in range(61):
            share = 0.16 * (1 - math.exp(-((x / 40) ** 2.2))) * (1 + 0.17 * gain)
            curves.append([scenario, "cumulative_incidence", "1", x, *_quantiles(share, 0.06 * share)])
            share = 0.66 * (1 - math.exp(-x / 22))
            curves.append([scenario, "cumulative_abandonment", "1", x, *_quantiles(share, 0.02)])
        for level, (stock, entered) in enumerate(zip(STOCK, ENTERED, strict=True), 1):
            up = 1 + 0.1 * gain * (level > 4)
            curves.append([scenario, "funnel_stock", "technologies", level, *_quantiles(stock * up, 0.05 * stock)])
            entered *= up / 15
            flow = [*_quantiles(entered, entered / 30)]
            curves.append([scenario, "funnel_entered", "technologies per year", level, *flow])
            for origin in ORIGINS:
                came = 100.0 * up * math.exp(-max(0, level - 3) / 2)
                curves.append([scenario, funnel_of(origin), "technologies per year", level, *_quantiles(came, 3.0)])
    tail = "n,mean,q05,q25,q50,q75,q95"
    _write(folder / "series_quantiles.csv", f"scenario,series,unit,quarter,{tail}", series)
    _write(folder / "curves_quantiles.csv", f"scenario,curve,unit,x,{tail}", curves)
    twins: list[list[object]] = [
        [what, name, unit, mean, mean - half, mean + half, 32, NAN, NAN, NAN]
        for what, *numbers in (
            ("adopted", 39.5, 8.2, 3.3, 45.1, 4.9, 0.53, 0.11),
            ("entered", 2028.0, 113.2, 0.6, 374.0, 10.6, 0.85, 0.03),
        )
        for name, unit, mean in zip((*CLASSES, *SHARES), ["per run"] * 5 + ["share"] * 2, numbers, strict=True)
        for half in [0.1 * float(mean)]
    ]
    _write(folder / "twins.csv", "what,class,unit,mean,ci_low,ci_high,n,shift,shift_low,shift_high", twins)
    shifts: list[list[object]] = [
        [what, shift, 8.0 / (1 + abs(shift)), 32] for what in ("adopted", "entered") for shift in range(-30, 20)
    ]
    _write(folder / "twin_shifts.csv", "what,shift,mean,n", shifts)
    _write(
        folder / "fates.csv", "scenario,origin,class,fate,begun,number,share,share_low,share_high", synthetic_fates()
    )
    return folder


def synthetic_fates() -> list[list[object]]:
    """Made-up fates of both scenarios: the better the later a class comes in the list; of university ideas no platform."""
    rows: list[list[object]] = []
    for scenario, up in (("global_competition_2012", 1.0), ("dsis_core", 1.3)):
        for place, origin in enumerate(ORIGINS, 1):
            for rank, category in enumerate(("all", *CLASS_NAMES), 1):
                if (origin, category) == ("academic", "platform"):
                    continue
                ways = dict.fromkeys(WAYS, up * 0.002 * rank / place)
                left = 1.0 - sum(ways.values())
                parts = zip([fate for fate in FATES if fate not in WAYS], (0.4, 0.3, 0.2, 0.1), strict=True)
                shares = {"in_service": 1.0 - left} | ways | {fate: part * left for fate, part in parts}
                rows += [
                    [scenario, origin, category, f, 100.0, 100 * s, s, 0.9 * s, 1.1 * s] for f, s in shares.items()
                ]
    return rows


STOCK = (310, 420, 1350, 690, 370, 180, 95, 60, 540)
ENTERED = (2900, 3100, 9800, 5100, 2600, 1500, 900, 640, 575)


def synthetic_doses() -> list[dict[str, object]]:
    """Made-up dose-response rows of one lever: two channels, three headlines, two losses."""
    shapes = (
        ("distance_at_tender", "1", "channel", -0.02), ("steered technologies", "technologies", "channel", 11.0),
        ("adoption_rate", "1", "headline", 0.002), ("adoptions a year", "technologies per year", "headline", 0.5),
        ("new-entrant rate, contracts", "share", "headline", 0.0), ("public cost", "GBP million per year", "loss", 2.5),
        ("mean distance between the designs of the invited firms", "1", "loss", -0.01),
    )  # fmt: skip
    rows: list[dict[str, object]] = []
    for outcome, unit, kind, slope in shapes:
        for dose in (0, 4, 8, 12, 16, 20):
            mean, half = slope * dose, abs(slope) * 2.0 + (0.01 if slope == 0.0 else 0.0)
            half = 0.0 if dose == 0 else half
            rows.append(
                {"lever": "engagement.lead", "dose": dose, "outcome": outcome, "unit": unit, "difference": mean,
                 "ci_low": mean - half, "ci_high": mean + half, "n": 24, "kind": kind}
            )  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic_folder(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return draw_all(folder)


def drawn_words(page: Page) -> Iterator[tuple[str, Bbox]]:
    """Every text as it is drawn (ticks outside the axes are not), with its box in pixels."""
    seen: list[tuple[str, Bbox]] = []
    original = Text.draw

    def recording(self: Text, renderer: object, *args: object, **kwargs: object) -> None:
        original(self, renderer, *args, **kwargs)  # type: ignore[arg-type]
        if self.get_visible() and self.get_text().strip():
            seen.append((self.get_text(), Text.get_window_extent(self, renderer)))  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", recording)
        page.figure.canvas.draw()
    yield from seen


def check_words(page: Page) -> None:
    """All text lies on the page, and no two texts overlap by more than a pixel."""
    words = list(drawn_words(page))
    across, up = page.figure.bbox.width, page.figure.bbox.height
    assert len(words) > 5
    for text, box in words:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= across and box.y1 <= up, f"off the page: {text!r}"
    for i, (text, box) in enumerate(words):
        for other, its in words[:i]:
            common = Bbox.intersection(box, its)
            apart = common is None or min(common.width, common.height) <= 1.5
            assert apart, f"{text!r} is written over {other!r}"


def test_every_figure_is_written_as_png_and_svg(folder: Path, files: list[Path]) -> None:
    assert [f.name for f in files] == [name + end for name in NAMES for end in (".png", ".svg")]
    assert all(f.parent == folder / "figures" and f.stat().st_size > 5000 for f in files)


def test_the_stamp_is_readable_text_in_every_svg(files: list[Path]) -> None:
    for file in files:
        if file.suffix == ".svg":
            text = file.read_text(encoding="utf-8")
            statistic = "95 %" if file.stem in ("effects", "twins", "where_it_fails") else "percentile"
            for part in ("Run synthetic-0001", "n = 32 paired runs", "2035", statistic):
                assert part in text.replace("\n", " "), f"{part} not in {file.name}"


def test_the_same_folder_gives_the_same_bytes(folder: Path, files: list[Path]) -> None:
    before = [f.read_bytes() for f in files]
    assert [f.read_bytes() for f in draw_all(folder)] == before


def test_one_figure_can_be_asked_for_and_a_wrong_name_is_said(folder: Path) -> None:
    assert [f.name for f in draw_all(folder, ["effects"])] == ["effects.png", "effects.svg"]
    with pytest.raises(ValueError, match=r"no such figure: effect; there are adoption_over_time"):
        draw_all(folder, ["effect"])


@pytest.mark.parametrize("name", NAMES)
def test_no_word_leaves_the_page_or_covers_another(folder: Path, name: str) -> None:
    with styled():
        check_words(load_figures()[name](load(folder)))


def test_a_null_reform_with_long_titles_is_legible_and_says_that_nothing_changed(folder: Path, tmp_path: Path) -> None:
    titles = {name: f"{title}, and a good deal more that is said of it" for name, title in MANIFEST["titles"].items()}
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST | {"titles": titles}), encoding="utf-8")
    for file in folder.glob("*_quantiles.csv"):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        same = [row for row in rows if row.startswith("global")]
        same += [row.replace("global_competition_2012", "dsis_core") for row in same]
        (tmp_path / file.name).write_text("\n".join([head, *same]), encoding="utf-8")
    nothing: list[list[object]] = [[o, u, b, b, 0.0, 0.0, 0.0, 32, 0.5] for o, u, b, *_ in EFFECTS]
    _write(tmp_path / "effects.csv", "outcome,unit,baseline,policy,difference,ci_low,ci_high,n,share_better", nothing)
    results = load(tmp_path)
    assert {e.verdict for e in results.effects if not math.isnan(e.baseline)} == {"no change"}
    with styled():
        for draw in load_figures().values():
            check_words(draw(results))


def test_missing_tables_and_series_leave_panels_that_say_so(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST | {"policy_start": None}), encoding="utf-8")
    files = draw_all(tmp_path)
    assert len(files) == 2 * len(NAMES)
    assert "not recorded in this run" in (tmp_path / "figures" / "new_entrants.svg").read_text(encoding="utf-8")
    with styled():
        for name in set(NAMES) - {"effects", "twins"}:
            check_words(load_figures()[name](load(tmp_path)))


def test_without_the_rolling_series_quarters_are_shown_and_named(folder: Path, tmp_path: Path) -> None:
    for file in folder.glob("*.*"):
        text = file.read_text(encoding="utf-8").replace("adoptions_year", "other").replace("entrants_year", "another")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    draw_all(tmp_path, ["adoption_over_time", "new_entrants"])
    assert "adoptions a quarter" in (tmp_path / "figures" / "adoption_over_time.svg").read_text(encoding="utf-8")


def test_one_scenario_and_one_pair_still_draw(folder: Path, tmp_path: Path) -> None:
    for file in folder.glob("*_quantiles.csv"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("dsis_core")]
        (tmp_path / file.name).write_text("\n".join(lines), encoding="utf-8")
    rows: list[list[object]] = [["adoption_rate", "share", 0.1, 0.2, 0.1, NAN, NAN, 1, 1.0]]
    _write(tmp_path / "effects.csv", "outcome,unit,baseline,policy,difference,ci_low,ci_high,n,share_better", rows)
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST | {"replicates": 1}), encoding="utf-8")
    files = draw_all(tmp_path)
    assert {file.stem for file in files} == set(NAMES) and all(file.stat().st_size for file in files)


def test_verdicts_follow_the_interval_and_the_direction(folder: Path) -> None:
    verdicts = {e.outcome: e.verdict for e in load(folder).effects}
    assert verdicts["entrant_survival_10"] == "not defined"
    assert verdicts["call_sme_share"] == "no change"
    assert verdicts["entrant_survival_3"] == "unclear"
    assert verdicts["adoptions_per_year"] == "better"
    assert verdicts["time_to_adoption"] == "better"
    assert verdicts["an_outcome_nobody_registered"] == "higher"


@pytest.mark.parametrize("rows", [synthetic_doses(), synthetic_doses()[:6]])
def test_dose_response_is_written_twice_alike_and_legible(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    first = [f.read_bytes() for f in draw_dose_response(rows, tmp_path / "lead", manifest=MANIFEST)]
    assert first == [f.read_bytes() for f in draw_dose_response(rows, tmp_path / "lead", manifest=MANIFEST)]
    with styled():
        check_words(dose_response(rows, manifest=MANIFEST))


def test_parts_of_a_dose_stand_on_top_of_one_another_beside_the_whole_change() -> None:
    shapes = (
        ("fenced_value_anyway", "part", 1.0),
        ("fenced_value_additional", "part", 3.0),
        ("novel_value", "beside", 2.5),
    )
    rows = [
        {"dose": dose, "outcome": name, "unit": "GBP million per year", "kind": kind, "policy": 100 * slope * dose}
        | {"difference": 100 * slope * dose, "ci_low": 90 * slope * dose, "ci_high": 110 * slope * dose}
        for name, kind, slope in shapes
        for dose in (0.0, 0.05, 0.1, 0.4)
    ]
    with styled():
        drawn = dose_parts(Results(MANIFEST), "procurement.ring_fence", "share", rows)
        check_words(drawn)
    panel = drawn.figure.axes[0]
    tops = {round(patch.get_y() + patch.get_height(), 6) for patch in panel.patches}  # type: ignore[attr-defined]
    assert 160.0 in tops and 40.0 in tops  # the whole of the largest dose, and its first part


def test_numbers_are_written_to_three_figures() -> None:
    values = {0.0: "0", 0.01234: "0.0123", 5.678: "5.68", 12345.0: "12,345", -0.5: "−0.500", math.inf: "–"}
    assert {value: number(value) for value in values} == values
    assert number(0.1234, "share") == "12.3 %"


def test_spread_keeps_order_and_distance() -> None:
    assert np.all(np.diff(spread([1.0, 1.1], 0.5)) >= 0.5 - 1e-12)
    assert spread([3.0, 1.0], 0.5) == [3.0, 1.0]


def test_a_verdict_says_when_its_curve_ends_the_other_way_round() -> None:
    years = np.array([2034.5, 2035.5])
    effect = Effect("new_entrant_rate_awards", "New among winners", "share", 1, 0.2, 0.21, 0.01, 0.005, 0.015, 8, 1.0)
    base, mine = (Fan("%", 8, years, *(np.array([20.0, end]),) * 3) for end in (28.4, 20.1))
    assert "the other way round at the end: 20.1 % with the policy against 28.4 %" in finding(
        effect, {"baseline": base, "policy": mine}
    )
    assert "other way" not in finding(effect, {"baseline": mine, "policy": base})
    assert "other way" not in finding(effect)


def test_what_only_gets_better_is_no_price() -> None:
    def row(outcome: str, dose: float, difference: float) -> dict[str, Any]:
        low, high = difference - 0.1, difference + 0.1
        told = {"lever": "pipeline.horizon", "dose": dose, "outcome": outcome, "unit": "1", "kind": "loss", "n": 4}
        return told | {"difference": difference, "ci_low": low, "ci_high": high}

    rows = [row("private_leverage", dose, dose) for dose in (0.0, 1.0)] + [row("public_cost", d, d) for d in (0.0, 1.0)]
    with styled():
        drawn = dose_response(rows, lever="pipeline.horizon", dose_unit="quarters")
    heads = [words for words in drawn.words if words.isupper() or words.split(":")[0].isupper() or "EXPECTED" in words]
    assert heads == ["THE PRICE: what gets worse", "EXPECTED TO GET WORSE, and at no dose surely does"]


@pytest.mark.parametrize("width", [85.0, 180.0])
def test_a_figure_for_a_journal_is_as_wide_as_its_column(folder: Path, width: float) -> None:
    with for_print(Print(width=width)) as small:
        (path,) = draw_all(folder, ["adoption_over_time"])
    box = re.search(rb"/MediaBox \[ *([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", path.read_bytes())
    assert box and abs(float(box[3]) - width / 25.4 * 72) < 0.5 and not small


def test_no_factor_is_called_by_its_path() -> None:
    for leaf in leaves(Root):
        words = human_name(leaf.path)
        assert words and "_" not in words and "*" not in words and len(words) <= 100, leaf.path
