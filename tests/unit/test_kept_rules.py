"""Compiled rules on disk: read only from where nobody else can write; a damaged one is as good as none."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from toy import Toy

from pullthrough.engine import inner, keep, place, quarter
from pullthrough.engine.place import CacheUnusable
from pullthrough.engine.trust import why_not_trusted
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.study.execution import compile_cache
from pullthrough.world.layout import without_rows
from pullthrough.world.setup import create


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    place._be_sure_of.cache_clear()
    return Toy(tmp_path, monkeypatch)


DAMAGE: list[tuple[str, Callable[[Path], Any]]] = [
    ("cut short", lambda path: path.write_bytes(path.read_bytes()[:10])),
    ("empty", lambda path: path.write_bytes(b"")),
    ("one bit", lambda path: path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))),
    ("of something else", lambda path: path.write_bytes(pickle.dumps([1]))),
]


@pytest.mark.parametrize("spoil", [s for _, s in DAMAGE], ids=[name for name, _ in DAMAGE])
def test_a_damaged_file_is_compiled_again(toy: Toy, spoil: Callable[[Path], Any]) -> None:
    assert toy.cash(toy.build()) == [4.0, 109.0]
    files = toy.compiled_files()
    for path in files:
        spoil(path)
    toy.load()
    assert toy.cash(toy.build()) == [4.0, 109.0]
    assert toy.compiled_files() == files and all(keep.whole(path) for path in files)


def test_a_cache_works_wherever_it_lies(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.cash(toy.build())
    shutil.copytree(toy.folder / "cache", toy.folder / "copied")
    monkeypatch.setenv(place.ENVIRONMENT_VARIABLE, str(toy.folder / "copied"))
    capsys.readouterr()
    toy.load()
    monkeypatch.setenv(place.ENVIRONMENT_VARIABLE, str(toy.folder / "copied"))
    assert toy.cash(toy.build()) == [4.0, 109.0]
    assert "compiling" not in capsys.readouterr().err


OPEN_TO_OTHERS: list[tuple[str, Callable[[Path], Any], str]] = [
    ("others", lambda folder: folder.chmod(0o777), "chmod go-w"),
    ("the group", lambda folder: folder.chmod(0o770), "chmod go-w"),
    ("above it", lambda folder: folder.parent.chmod(0o775), "chmod go-w"),
    ("sticky but itself", lambda folder: folder.chmod(0o1777), "chmod go-w"),
]


@pytest.mark.parametrize(
    ("open_up", "cure"), [(o, c) for _, o, c in OPEN_TO_OTHERS], ids=[n for n, _, _ in OPEN_TO_OTHERS]
)
def test_a_folder_that_others_can_write_is_refused_with_the_cure(
    toy: Toy, open_up: Callable[[Path], Any], cure: str
) -> None:
    toy.cash(toy.build())
    open_up(toy.folder / "cache")
    place._be_sure_of.cache_clear()
    toy.load()
    try:
        with pytest.raises(CacheUnusable, match="compiled rules are not read") as refused:
            toy.cash(toy.build())
    finally:
        toy.folder.chmod(0o700)
    assert cure in str(refused.value) and place.ENVIRONMENT_VARIABLE in str(refused.value)


@pytest.mark.parametrize("mode", [0o666, 0o620])
def test_a_file_that_others_can_write_is_refused(toy: Toy, mode: int) -> None:
    toy.cash(toy.build())
    for path in toy.compiled_files():
        path.chmod(mode)
    toy.load()
    with pytest.raises(CacheUnusable, match="chmod go-w"):
        toy.cash(toy.build())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_or_folder_of_somebody_else_is_refused(toy: Toy) -> None:
    toy.cash(toy.build())
    for path in toy.compiled_files():
        os.chown(path, 12345, 12345)
    toy.load()
    with pytest.raises(CacheUnusable, match="belongs to somebody else"):
        toy.cash(toy.build())
    assert "belongs to somebody else" in _given_away(toy.folder / "cache")


def _given_away(folder: Path) -> str:
    os.chown(folder, 12345, 12345)
    return why_not_trusted(folder)


def test_a_link_is_as_good_as_the_folders_on_both_its_ways(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    own, loose = tmp_path / "own", tmp_path / "loose"
    own.mkdir(mode=0o700)
    loose.mkdir()
    loose.chmod(0o777)
    (own / "cache").mkdir()
    (tmp_path / "link").symlink_to(own / "cache")
    assert why_not_trusted(tmp_path / "link") == ""
    (loose / "link").symlink_to(own / "cache")  # whoever can write in ``loose`` can put another link there
    assert f"others can write to {loose}" in why_not_trusted(loose / "link")
    (own / "away").symlink_to(loose)
    assert f"others can write to {loose}" in why_not_trusted(own / "away" / "cache")
    assert why_not_trusted(tmp_path / "nothing" / "yet") == ""


def test_what_is_made_for_the_cache_is_private(toy: Toy) -> None:
    before = os.umask(0)
    try:
        toy.cash(toy.build())
    finally:
        os.umask(before)
    places = [toy.folder / "cache", *(toy.folder / "cache").rglob("*")]
    assert places and not [place for place in places if place.stat().st_mode & 0o022]


def test_where_the_cache_cannot_be_written_rules_are_compiled_and_it_is_said(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keep, "write_private", full)
    keep._say_not_kept.cache_clear()
    assert toy.cash(toy.build()) == [4.0, 109.0]
    err = capsys.readouterr().err
    assert err.count("No space left on device") == 1 and place.ENVIRONMENT_VARIABLE in err


def test_without_numbas_private_parts_rules_are_compiled_the_plain_way(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pullthrough.engine.inner_pipeline", None)
    assert inner.options() == inner.PLAIN
    monkeypatch.setattr(quarter, "INNER", inner.options())
    assert toy.cash(toy.build()) == [4.0, 109.0]


def test_rules_that_are_there_already_are_known_to_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit that leaves the rules as they are nothing is compiled, and yet they are loaded before workers fork."""
    monkeypatch.setenv(place.ENVIRONMENT_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(compile_cache, "rules_are_kept", lambda setting: True)
    chosen = setting(compose(["world=tiny"]))
    compile_cache.compile_together(chosen, nullcontext(), lambda: 1000)
    assert without_rows(compile_cache.mark().read_text())._fields == create(chosen, 0)._fields
