"""Any words and any tree: a configuration, or a ConfigurationError that says why; nothing else, and soon."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import pytest
import yaml
from conftest import root
from hypothesis import given, settings
from hypothesis import strategies as st

from pullthrough.api import words
from pullthrough.parameters.checking.check import known_keys
from pullthrough.parameters.checking.problems import ConfigurationError, nearest_name
from pullthrough.parameters.composition.compose import check, compose
from pullthrough.parameters.files.yaml_files import Unbounded, refuse_unbounded
from pullthrough.parameters.schema.root import Root

KEYS = [
    *known_keys(Root, None),
    "world",
    "policy",
    "hydra.run.dir",
    "world.segments.cyber.budget_share",
    "world/market",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats(allow_nan=True)
    | st.text(max_size=12)
    | st.sampled_from(["${seed}", "${nosuch}", "${seed}${seed}", "${oc.env:HOME}", "???", "2021Q2", "tiny", "NA"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
WORDS = st.builds("{}{}={}".format, st.sampled_from(["", "+", "++", "~"]), st.sampled_from(KEYS), st.text(max_size=20))


def composes_or_says_why(overrides: Any) -> None:
    """Either a configuration, or every problem with a key."""
    try:
        assert isinstance(compose(words(overrides)), Root)
    except ConfigurationError as error:
        assert error.problems and all(p.key and p.message for p in error.problems)
        assert len(str(error)) < 100_000


@pytest.mark.slow
@settings(max_examples=15)
@given(given_=st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=3))
def test_any_value_of_any_key_composes_or_is_refused(given_: dict[str, Any]) -> None:
    composes_or_says_why({"world": "tiny", **given_})


@pytest.mark.slow
@settings(max_examples=15)
@given(given_=st.lists(WORDS | st.text(max_size=20), min_size=1, max_size=3))
def test_any_words_compose_or_are_refused(given_: list[str]) -> None:
    composes_or_says_why(["world=tiny", *given_])


@pytest.mark.slow
@settings(max_examples=15)
@given(path=st.sampled_from(KEYS), value=VALUES)
def test_any_tree_is_a_configuration_or_is_refused(path: str, value: Any) -> None:
    from dataclasses import asdict

    tree = copy.deepcopy(asdict(root()))
    node: Any = tree
    *groups, name = path.split(".")
    for group in groups:
        node = node.setdefault(group, {})
    node[name] = value
    try:
        assert isinstance(check(tree), Root)
    except ConfigurationError as error:
        assert error.problems


@given(text=st.text(alphabet="a:*&[]{},-0123456789 \n#'\"<>!?|%@", max_size=60))
def test_any_text_is_bounded_yaml_or_refused(text: str) -> None:
    try:
        refuse_unbounded(text)
    except (Unbounded, yaml.YAMLError):
        return
    with suppress(yaml.YAMLError, ValueError):  # the reader in Python refuses more than the one in C, such as ">#"
        yaml.safe_load(text) if "!" not in text and "?" not in text else None


@given(name=st.text(max_size=30), valid=st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_the_nearest_name_is_a_valid_one_or_none(name: str, valid: list[str]) -> None:
    assert nearest_name(name, valid) in [*valid, None]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("share_of_cost", "cost_share"),
        ("cost_shre", "cost_share"),
        ("costshare", "cost_share"),
        ("time_decision", "decision_time"),
    ],
)
def test_names_are_compared_by_their_words_too(name: str, near: str) -> None:
    assert nearest_name(name, ["proposal_cost", "cost_share", "decision_time", "loan_rate", "award_cap"]) == near
