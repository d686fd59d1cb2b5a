"""Variants of rules: each is a group to choose from, a factor of a design, and has evidence for and against."""

from __future__ import annotations

import math

import pytest
from inputs import TINY

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.register.records import lookup
from pullthrough.parameters.register.variants import IN_USE, rules
from pullthrough.study.design.points import points_of
from pullthrough.study.design.problems import problems_of
from pullthrough.study.design.variation import current

SWEEP = [*TINY, "study=sweep", "design=grid"]


@pytest.mark.parametrize("name", rules())
def test_a_rule_in_dispute_has_readings_with_weights_and_evidence_on_both_sides(name: str) -> None:
    rule = rules()[name]
    assert rule.question.endswith("?") and IN_USE in rule.variants and len(rule.variants) > 1
    assert math.isclose(sum(v.weight for v in rule.variants.values()), 1.0)
    assert rule.variants[IN_USE].values == ()
    for variant in rule.variants.values():
        assert variant.title and variant.speaks_for and variant.speaks_against
        assert (variant.name == IN_USE) == (not variant.values)


@pytest.mark.parametrize("name", rules())
def test_a_variant_sets_what_exists_within_its_plausible_range_and_differs_from_what_is_in_use(name: str) -> None:
    in_use = compose([*TINY, "world=uk"])
    for variant in rules()[name].variants.values():
        for key, value in variant.values:
            now = current(setting(in_use), key)
            record = lookup(key)
            assert value != now, f"{variant.name} sets {key} to what is in use"
            if record and record.plausible:
                assert record.plausible[0] <= value <= record.plausible[1], f"{variant.name}: {key} {value}"


def test_ten_rules_and_some_futures_are_in_dispute() -> None:
    kinds = [rule.kind for rule in rules().values()]
    assert kinds.count("rule") >= 10 and kinds.count("future") >= 2


def test_a_variant_is_chosen_by_a_word_and_a_value_beside_it_still_counts() -> None:
    world = compose([*TINY, "variant/staying=by_hazard", "variant/geometry=three", "world.exit.upkeep=3"]).world
    assert (world.exit.death_hazard, world.exit.upkeep, world.dimensions) == (0.025, 3, 3)
    plain = compose(TINY).world
    assert compose([*TINY, "variant/staying=in_use"]).world == plain


def test_variants_are_crossed_with_numbers_in_one_design() -> None:
    words = ["design.variants={staying:[],prospect:[in_use,sober]}", "design.values={world.entry.cost:[10,20]}"]
    made = points_of(compose([*SWEEP, *words]))
    assert [f.name for f in made.factors] == ["world.entry.cost", "variant.staying", "variant.prospect"]
    assert len(made.points) == 2 * 3 * 2
    values = {labels: dict(point.values) for labels, point in zip(made.labels, made.points, strict=True)}
    assert values[10, "by_hazard", "sober"] == {
        "world.entry.cost": 10, "world.exit.death_hazard": 0.025, "world.exit.upkeep": 0.5, "world.private_money.tries": 1,
    }  # fmt: skip
    assert values[20, "in_use", "in_use"] == {"world.entry.cost": 20}


def test_a_point_of_a_list_may_name_a_variant() -> None:
    words = [
        *TINY,
        "study=sweep",
        "design=list",
        "design.points=[{variant.staying:by_hazard,world.entry.cost:10},{variant.staying:in_use}]",
    ]
    made = points_of(compose(words))
    assert dict(made.points[0].values)["world.exit.death_hazard"] == 0.025 and made.points[1].values == ()
    assert made.labels[0][:1] == ("by_hazard",)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("design.variants={stying:[]}", "Did you mean 'staying'?"),
        ("design.variants={staying:[by_hasard]}", "Did you mean 'by_hazard'?"),
        ("design.variants={staying:[in_use,in_use]}", "duplicate"),
    ],
)
def test_a_variant_that_there_is_not_is_refused(word: str, said: str) -> None:
    assert any(said in str(problem) for problem in problems_of(compose([*SWEEP, word])))


def test_a_number_cannot_be_varied_twice() -> None:
    words = ["design.variants={staying:[]}", "design.values={world.exit.upkeep:[1,2]}"]
    assert any(problem.value == "world.exit.upkeep" for problem in problems_of(compose([*SWEEP, *words])))
