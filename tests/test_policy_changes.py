"""What a policy of one's own changes is said: the lever, from which value to which, and when."""

from __future__ import annotations

import io
from pathlib import Path

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.changes import changes_of, in_short
from pullthrough.parameters.policy.setting import setting
from pullthrough.present.console import heading, plain_console
from pullthrough.present.listings import scenarios
from pullthrough.present.superseded import superseded
from pullthrough.study.design.resolve import design_of
from pullthrough.study.output.manifest import manifest


def test_a_policy_that_lowers_a_lever_says_so(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "scenario").mkdir()
    (tmp_path / "policy" / "mine.yaml").write_text("start: 2027Q1\ntitle: Mine\nengagement: {lead: 12}\n")
    (tmp_path / "scenario" / "mine.yaml").write_text("title: Mine\nlike: as_enacted\npolicies: [mine]\n")
    root = compose(["world=tiny", "scenario=mine", "against=as_enacted"], [tmp_path])
    design = design_of(root)
    before = setting(root, tested=False).timeline.values(200)["engagement.lead"][-1]
    said = [f"engagement.lead {before:g} -> 12 from 2027Q1"]
    assert changes_of(design.tested, design.against) == said
    assert manifest(root, design, "")["changes"] == {"mine": said}
    row = next(row for row in scenarios([str(tmp_path)]).rows if row[0] == "mine")
    assert said[0] in row[3]


def test_a_policy_that_a_later_one_replaces_is_said_to_end(tmp_path: Path) -> None:
    """Policies hold in the order of their dates: one of 2016 loses its levers to those enacted after it."""
    (tmp_path / "policy").mkdir()
    (tmp_path / "scenario").mkdir()
    (tmp_path / "policy" / "mine.yaml").write_text(
        "start: 2016Q1\ntitle: Mine\nentry: {outreach: 2000}\nprocurement: {small_time: 2, minimum_trl: 8}\n"
    )
    (tmp_path / "scenario" / "mine.yaml").write_text("title: Mine\nlike: as_enacted\npolicies: [mine]\n")
    root = compose(["world=tiny", "scenario=mine", "against=as_enacted"], [tmp_path])
    design = design_of(root)
    ended = ["entry.outreach from 2017Q1", "procurement.small_time from 2021Q2"]  # and minimum_trl holds to the end
    assert superseded(design.tested, design.against) == ended
    out = io.StringIO()
    heading(plain_console(out, 150), design, "1 paired run")
    assert f"then as in the baseline: {'; '.join(ended)}" in out.getvalue()


def test_what_a_scenario_leaves_out_is_said_too() -> None:
    root = compose(["world=tiny", "scenario=no_change", "against=dsis_core"])
    told = changes_of(setting(root), setting(root, tested=False))
    assert "pipeline.horizon stays 2, in the baseline 12 from 2021Q2" in told
    assert changes_of(setting(root), setting(root)) == []


def test_many_changes_are_counted() -> None:
    assert in_short([f"a {i} -> {i + 1} from 2020Q1" for i in range(9)]).startswith("9 lever changes, the first: a 0")
