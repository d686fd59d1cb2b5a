"""The engine: rules bound to actors, compiled or not, cached by content. Tried on a toy."""

from __future__ import annotations

import inspect
import linecache
from pathlib import Path

import pytest
from toy import Toy

from pullthrough.agents import ROLES
from pullthrough.engine import place
from pullthrough.engine.binding import Binder, decisions

BOTH = pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "uncompiled"])


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    return Toy(tmp_path, monkeypatch)


@BOTH
def test_a_decision_is_that_of_the_kind(toy: Toy, compiled: bool) -> None:
    assert toy.cash(toy.build(compiled)) == [4.0, 109.0]


@BOTH
def test_a_line_that_is_switched_off_does_not_run(toy: Toy, compiled: bool) -> None:
    built = toy.build(compiled)
    assert toy.cash(built, False, False) == [0.0, 0.0]
    assert toy.cash(built, True, True) == [2.0, 54.5]
    assert toy.cash(built, False, True) == [0.0, 0.0]


@BOTH
def test_a_subclass_changes_the_run_and_nothing_else(toy: Toy, compiled: bool) -> None:
    text = "class Greedy(Trader):\n    @decision\n    def gain(self, price):\n        return price * 3.0\n"
    (toy.folder / "mine.py").write_text(text)
    greedy = toy.define(text, str(toy.folder / "mine.py"))["Greedy"]
    assert toy.cash(toy.build(compiled, Trader=greedy)) == [29.0, 109.0]
    assert toy.cash(toy.build(compiled)) == [4.0, 109.0]


def test_the_original_functions_stay_as_they_are(toy: Toy) -> None:
    module, actor = toy.modules["toy_trade"], toy.modules["toy_actors"].Trader
    before = module.step.__globals__["Trader"]
    toy.build()
    assert module.step.__globals__["Trader"] is before is actor
    assert inspect.isfunction(actor.gain)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [("toy_actors", "price + 100.0", "price + 200.0", [4.0, 209.0]),
     ("toy_trade", "gain(trader, 10.0)", "gain(trader, 20.0)", [9.0, 119.0]),
     ("toy_tools", "x / 2.0", "x / 5.0", [1.0, 109.0])],
)  # fmt: skip
def test_an_edit_is_seen_and_reverting_it_is_warm(
    toy: Toy, name: str, old: str, new: str, expected: list[float]
) -> None:
    first = toy.build()
    assert toy.cash(first) == [4.0, 109.0]
    toy.edit(name, old, new)
    edited = toy.build()
    assert edited.key != first.key
    assert toy.cash(edited) == expected
    there = toy.compiled_files()
    toy.edit(name, new, old)
    back = toy.build()
    assert back.key == first.key
    assert toy.cash(back) == [4.0, 109.0]
    assert toy.compiled_files() == there, "reverting compiled again"


def test_an_edited_constant_of_another_file_is_seen(toy: Toy) -> None:
    assert toy.cash(toy.build()) == [4.0, 109.0]
    toy.edit("toy_codes", "FEE = 1.0", "FEE = 3.0")
    assert toy.cash(toy.build()) == [2.0, 107.0]


def test_an_edited_constant_that_is_looked_up_in_its_module_is_seen(toy: Toy) -> None:
    assert toy.cash(toy.build()) == [4.0, 109.0]
    toy.edit("toy_codes", "TOLL = 0.0", "TOLL = 2.0")
    assert toy.cash(toy.build()) == [2.0, 107.0]


def test_a_process_that_is_loaded_anew_is_the_new_one(toy: Toy) -> None:
    assert toy.cash(toy.build()) == [4.0, 109.0]
    text = toy.files["toy_trade"].replace("10.0", "20.0")
    exec(compile(text, "toy_trade.py", "exec"), vars(toy.modules["toy_trade"]))  # what importlib.reload does
    assert toy.cash(toy.build()) == [9.0, 119.0]


@BOTH
def test_a_rule_may_call_a_function_of_its_own_file(toy: Toy, compiled: bool) -> None:
    text = "def triple(x):\n    return 3.0 * x\n"
    text += "class Bold(Trader):\n    @decision\n    def gain(self, price):\n        return triple(price)\n"
    (toy.folder / "mine.py").write_text(text)
    bold = toy.define(text, str(toy.folder / "mine.py"))["Bold"]
    assert toy.cash(toy.build(compiled, Trader=bold)) == [29.0, 109.0]


def test_two_subclasses_in_one_file_are_two_rules(toy: Toy) -> None:
    text = "".join(
        f"class {name}(Trader):\n    @decision\n    def gain(self, price):\n        return price * {factor}\n"
        for name, factor in (("Bold", 3.0), ("Shy", 0.1))
    )
    (toy.folder / "mine.py").write_text(text)
    mine = toy.define(text, str(toy.folder / "mine.py"))
    assert toy.cash(toy.build(Trader=mine["Bold"])) == [29.0, 109.0]
    assert toy.cash(toy.build(Trader=mine["Shy"])) == [0.0, 109.0]
    assert toy.cash(toy.build(Broker=mine["Bold"])) == [4.0, 29.0]


@BOTH
def test_an_override_may_call_the_rule_that_it_replaces(toy: Toy, compiled: bool) -> None:
    text = "class Bold(Trader):\n    @decision\n    def gain(self, price):\n        return 2.0 * Trader.gain(self, price)\n"
    (toy.folder / "mine.py").write_text(text)
    bold = toy.define(text, str(toy.folder / "mine.py"))["Bold"]
    assert toy.cash(toy.build(compiled, Trader=bold)) == [9.0, 109.0]


def test_a_rule_may_be_written_in_a_notebook(toy: Toy) -> None:
    text = "class Bold(Trader):\n    @decision\n    def gain(self, price):\n        return price * 3.0\n"
    cell = str(toy.folder / "cell.py")  # no such file; a notebook keeps the lines of its cells in the line cache
    linecache.cache[cell] = (len(text), None, text.splitlines(keepends=True), cell)
    assert toy.cash(toy.build(Trader=toy.define(text, cell)["Bold"])) == [29.0, 109.0]


def test_a_rule_typed_anew_is_a_new_rule(toy: Toy) -> None:
    text = "class Bold(Trader):\n    @decision\n    def gain(self, price):\n        return price * 3.0\n"
    assert toy.cash(toy.build(Trader=toy.define(text, "<stdin>")["Bold"])) == [29.0, 109.0]
    again = text.replace("3.0", "4.0")
    assert toy.cash(toy.build(Trader=toy.define(again, "<stdin>")["Bold"])) == [39.0, 109.0]


@BOTH
def test_a_rule_may_be_made_by_a_function(toy: Toy, compiled: bool) -> None:
    text = (
        "def made(factor):\n    class Bold(Trader):\n        @decision\n        def gain(self, price):\n"
        "            return price * factor\n    return Bold\n"
    )
    (toy.folder / "mine.py").write_text(text)
    bold = toy.define(text, str(toy.folder / "mine.py"))["made"](3.0)
    assert toy.cash(toy.build(compiled, Trader=bold)) == [29.0, 109.0]


def test_the_layout_of_the_tables_is_part_of_the_key(toy: Toy) -> None:
    assert toy.build(layout="a").key != toy.build(layout="b").key
    assert toy.build(layout="a", compiled=False).key != toy.build(layout="b", compiled=False).key


def test_a_quarter_is_built_once_in_a_process(toy: Toy) -> None:
    assert toy.build() is toy.build()
    assert toy.build(compiled=False) is not toy.build()


def test_it_says_when_it_compiles_and_only_then(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.cash(toy.build())
    assert "compiling" in capsys.readouterr().err
    toy.load()
    toy.cash(toy.build())
    assert capsys.readouterr().err == ""


def test_the_text_of_the_schedule_lies_beside_the_compiled_code(toy: Toy) -> None:
    built = toy.build()
    text = (place.cache_root() / built.key / "quarter.py").read_text()
    assert text.index("toy_trade_step(state)") < text.index("toy_tax_step(state)")


def test_decisions_are_the_marked_methods(toy: Toy) -> None:
    assert decisions(toy.modules["toy_actors"].Broker) == ["gain"]
    assert "upkeep" not in decisions(ROLES["SME"]) and "enters_defence" in decisions(ROLES["SME"])
    assert not {"state", "remove", "step", "record"} & set(decisions(ROLES["SME"]))


def test_a_binder_gives_the_same_copy_each_time(toy: Toy) -> None:
    binder = Binder({"Trader": toy.modules["toy_actors"].Trader}, lambda function: function, {})
    step = toy.modules["toy_trade"].step
    assert binder.function(step) is binder.function(step) is not step
    assert any("halve" in part for part in binder.parts)


def test_where_compiled_code_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(place.ENVIRONMENT_VARIABLE, str(tmp_path / "own"))
    assert place.cache_root() == tmp_path / "own"
    monkeypatch.delenv(place.ENVIRONMENT_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert place.cache_root() == tmp_path / "x" / "pullthrough"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert place.cache_root() == Path.home() / ".cache" / "pullthrough"
