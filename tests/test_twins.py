"""Twin worlds: the same entity looked up in both scenarios."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from inputs import TINY
from numpy.typing import NDArray

from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import EVENTS
from pullthrough.observe.window import Window
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.study.kinds.compare import compare
from pullthrough.study.methods.matched_events import CLASSES, SHARES, classify, twins
from pullthrough.study.storage.store import read_runs
from pullthrough.world.codes import NEVER

WINDOW = Window(10, 20, 0, 29)
WORDS = [*TINY, "study.executor=serial", "replicates=3"]


def events(**quarters: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keys and quarters of entities with one-letter names."""
    return np.array([ord(k) for k in quarters], np.int64), np.array(list(quarters.values()), np.int64)


def test_each_entity_is_classified_by_hand() -> None:
    without = events(a=12, b=15, c=12, d=13, e=25, f=5, g=11)
    with_policy = events(a=12, b=11, c=18, e=19, f=5, h=14, i=25, g=22)
    pair = classify(without, with_policy, WINDOW)
    # a the same, b and e earlier, c and g later, d lost, h additional; f and i lie outside the window
    assert pair.counts == {"anyway": 1, "earlier": 2, "later": 2, "additional": 1, "lost": 1}
    assert sorted(pair.shifts.tolist()) == [-6, -4, 0, 6, 11]
    assert pair.shift("earlier") == -5.0 and pair.shift("later") == 8.5 and np.isnan(pair.shift("anyway"))
    assert pair.value("deadweight") == 4 / 5 and pair.value("displacement") == 1.0


def test_nothing_to_compare_is_not_a_number() -> None:
    none = classify(events(), events(), WINDOW)
    assert set(none.counts.values()) == {0} and np.isnan(none.value("deadweight"))
    rows = twins({"adopted": [none, none]})
    assert {t.n for t in rows if t.name in CLASSES} == {2} and {t.n for t in rows if t.name in SHARES} == {0}


def test_the_difference_is_what_is_additional_less_what_is_lost_but_for_shifts_over_the_edge() -> None:
    draws = np.random.default_rng(1)
    for _ in range(50):
        keys = draws.permutation(60)
        a, b = ((keys[cut], draws.integers(0, 30, 40)) for cut in (slice(0, 40), slice(20, 60)))
        pair = classify(a, b, WINDOW)
        late = dict(zip(*a, strict=True)), dict(zip(*b, strict=True))
        both = late[0].keys() & late[1].keys()
        inside = [{k for k in both if WINDOW.start <= quarter[k] < WINDOW.stop} for quarter in late]
        counted = int(WINDOW.holds(b[1]).sum()) - int(WINDOW.holds(a[1]).sum())
        moved = len(inside[1] - inside[0]) - len(inside[0] - inside[1])
        assert counted == pair.counts["additional"] - pair.counts["lost"] + moved


def test_a_null_reform_changes_nothing(tmp_path: Path) -> None:
    found = compare(compose([*WORDS, "scenario=global_competition_2012"]), tmp_path)
    by_class = {(t.what, t.name): t for t in found.twins}
    assert by_class["entered", "anyway"].mean > 0
    for what in EVENTS:
        for name in ("earlier", "later", "additional", "lost"):
            assert (by_class[what, name].mean, by_class[what, name].ci_high) == (0.0, 0.0)


def test_events_agree_with_the_flows_and_are_read_back(tmp_path: Path) -> None:
    no_spin_outs = "world.processes.hand_over=false"  # these enter, and are counted apart
    found = compare(compose([*WORDS, no_spin_outs]), tmp_path)
    assert {t.what for t in found.twins} == set(EVENTS)
    burn_in = found.design.tested.world.calendar.burn_in
    for row in read_runs(tmp_path):
        for event, series in (("adopted", "adoptions"), ("entered", "entrants")):
            quarters = row.events[f"{event}_quarter"]
            assert len(set(row.events[f"{event}_key"].tolist())) == len(quarters)
            counted = np.bincount(quarters[quarters >= burn_in] - burn_in, minlength=len(row.series[series]))
            again = row.series[series] - counted  # a firm that comes back to defence has entered once
            assert (again >= 0).all() and (event == "entered" or not again.any())
    with (tmp_path / "twins.csv").open(newline="") as file:
        assert [(r["what"], r["class"]) for r in csv.DictReader(file)] == [(t.what, t.name) for t in found.twins]


def test_what_has_the_same_key_is_the_same_thing() -> None:
    not_for_money = [
        "world.ideas.money_elasticity=0",
        "world.ideas.sme_money_elasticity=0",
    ]  # so that ideas come anyway
    root = compose([*WORDS, *not_for_money])
    runs = [PullThroughModel(setting(root, tested=tested), rng=5).run().tables for tested in (False, True)]
    a, b = (t.technologies[: int(t.clock.technologies[0])] for t in runs)
    _, i, j = np.intersect1d(a.key, b.key, return_indices=True)
    assert len(np.unique(a.key)) == len(a) and len(i) > 0.9 * len(a)
    assert (a.origin[i] == b.origin[j]).mean() > 0.98  # a firm may bring its n-th idea along, or have it inside
    for name in ("born_kind", "segment"):
        np.testing.assert_array_equal(a[name][i], b[name][j])
    kept = (a.handed_over[i] == NEVER) & (b.handed_over[j] == NEVER)
    np.testing.assert_array_equal(a.owner_key[i][kept], b.owner_key[j][kept])
    assert (a.begun[i] == b.begun[j]).mean() > 0.9  # the rest: the n-th idea of a firm that came at another time


def test_equal_studies_give_equal_twins(tmp_path: Path) -> None:
    for name in ("a", "b"):
        compare(compose(WORDS), tmp_path / name)
    for file in ("twins.csv", "twin_shifts.csv"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
