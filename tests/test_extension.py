"""A researcher's own rules: they act where they are hooked in, travel with every study, and are refused in sentences."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from commands import SMALL, Command, needs_proc
from inputs import TINY
from replacing import replace_runs

import pullthrough
from pullthrough import cli
from pullthrough.agents import SME, Prime
from pullthrough.engine.binding import decision
from pullthrough.extension import Extension, Flow, Number, Outcome, after, before, instead, load
from pullthrough.extension.checking import problems_of
from pullthrough.model import PullThroughModel
from pullthrough.observe.registry import CURVES, MODEL_OUTCOMES, OUTCOMES, SERIES
from pullthrough.observe.results import RunResult
from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.register.levers import note_of
from pullthrough.parameters.register.records import lookup
from pullthrough.schedule import SCHEDULE
from pullthrough.study.design.factors import Known
from pullthrough.study.design.resolve import design_of
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage.folder import OtherStudy
from pullthrough.verbs import rerun
from pullthrough.verbs.crate import write_crate
from pullthrough.verbs.reproduce import study_of
from pullthrough.world import codes, ledger
from pullthrough.world.tables import FLOW_NAMES

if TYPE_CHECKING:
    from conftest import Tiny

TAX_CREDIT = Path(__file__).parents[1] / "examples" / "extension" / "tax_credit.py"
RATE, ADDS = "policy.extension.tax_credit_rate", "world.extension.tax_credit_additionality"
STUDY = [*TINY, "replicates=2", "study.executor=serial", "study.figures=false"]
ASSUMED = {"source": "a test", "date": "2026", "reliability": "D", "decided": "assumption", "review_by": "2027-01-01"}
EFFECT = {"mechanism": "none", "channel": ["entrants_per_year"], "cost": "none", "worsens": {}}


@pytest.fixture(autouse=True)
def without_extension() -> Iterator[None]:
    """No test leaves an extension in use for those after it."""
    yield
    extended.use(None)


def said(error: pytest.ExceptionInfo[ConfigurationError]) -> str:
    return str(error.value)


# --- what rules see and do -------------------------------------------------------------------------------------------------


def count(state):
    """Count lines, and what a level of the lever gives."""
    state.extension.flow[0].calls += 1
    state.extension.flow[0].given += int(state.levers[state.clock[0].t].extension.gift)


def give(state):
    """The Treasury gives every prime as much as the lever says, and the firm remembers it."""
    gift = int(state.levers[state.clock[0].t].extension.gift)
    for row in range(len(state.organisations)):
        if state.organisations[row].kind == codes.PRIME:
            ledger.pay_in(state.accounts, ledger.TREASURY, state.organisations[row], gift)
            state.extension.organisations[row].had += gift


def nothing(state):
    """No tender opens."""


class Sized(Prime):
    """A prime that has as many ideas as a number of the extension says."""

    @decision
    def idea_rate(self, ln_money, rules):
        """A number of the world, whatever the money."""
        return rules.extension.ideas


GIFTS = Extension(
    title="Gifts",
    actors={"Prime": Sized},
    processes=(before("calls", give), after("calls", count), after("calls", count)),
    levers={"gift": Number("GBP thousand", 0, 100, "gift a quarter", 0, ASSUMED, EFFECT, whole=True)},
    numbers={"ideas": Number("per quarter", 0, 2, "ideas of a prime", 0.0, ASSUMED)},
    fields={"organisations": {"had": 0}},
    flows={"calls": Flow("1", "Calls"), "given": Flow("GBP thousand", "Gifts", public_cost=True)},
    outcomes={"gifts": Outcome("1 per year", "Gifts", "gifts a year", 0, lambda run: run.yearly("given"))},
)


def run(of: Setting, extension: Any, quarters: int, compiled: bool = False) -> PullThroughModel:
    model = PullThroughModel(of, rng=1, compiled=compiled, extension=extension)
    for _ in range(quarters):
        model.step()
    return model


def test_own_lines_run_at_their_places_with_own_levers_fields_and_flows(few: Tiny) -> None:
    base = few.setting({"calendar.burn_in": 4})
    given = setting_with(base, GIFTS, gift=3.0)
    model = run(given, GIFTS, 3)
    primes = model.tables.organisations.kind == codes.PRIME
    assert model.own is not None
    assert model.own.flows[:3].tolist() == [[2, 6]] * 3
    assert set(model.own.tables["organisations"].had[primes]) == {9}
    assert not model.own.tables["organisations"].had[~primes].any()
    assert model.tables.accounts.sum() == 0
    assert (model.own.with_cost(model.flows) - model.flows).sum(axis=0)[FLOW_NAMES.index("administration")] == 18


def setting_with(base: Setting, extension: Extension, **levers: float) -> Setting:
    from pullthrough.parameters.policy.setting import with_extension
    from pullthrough.parameters.policy.timeline import Change, Timeline

    told = with_extension(base, load(extension).declared)
    more = [Change(0, f"extension.{name}", value, "test") for name, value in levers.items()]
    return replace(told, timeline=Timeline((*told.timeline.changes, *more)))


def test_a_replaced_decision_sees_the_numbers_of_the_extension(few: Tiny) -> None:
    base = setting_with(few.setting(), GIFTS)

    def ideas(rate: float) -> int:
        told = replace(base, world=replace(base.world, extension={"ideas": rate}))
        organisations = run(told, None, 3).tables.organisations
        return int(organisations.ideas_begun[organisations.kind == codes.PRIME].sum())

    assert ideas(0.0) == 0 < ideas(2.0)


def test_a_line_is_replaced_and_keeps_its_switch(tiny: Tiny) -> None:
    silent = Extension("No calls", processes=(instead("calls", nothing),))
    plain, without = run(tiny.setting(), None, 8, True), run(tiny.setting(), silent, 8, True)
    column = FLOW_NAMES.index("proposals")
    assert plain.flows[:, column].any() and not without.flows[:, column].any()
    off = tiny.setting({"processes.calls": False})
    assert (run(off, silent, 8, True).flows == run(off, None, 8, True).flows).all()


def test_an_extension_that_does_nothing_changes_nothing(tiny: Tiny) -> None:
    class Same(Prime):
        """A prime as it is."""

    idle = Extension("Idle", actors={"Prime": Same}, processes=(before("tenders", nothing), after("exit", nothing)))
    one, other = run(tiny.setting(), None, 12, True), run(tiny.setting(), idle, 12, True)
    assert (one.flows == other.flows).all()
    assert one.tables.organisations.tobytes() == other.tables.organisations.tobytes()


def test_a_new_firm_in_an_old_place_begins_with_the_first_values(few: Tiny) -> None:
    model = run(setting_with(few.setting(), GIFTS, gift=3.0), GIFTS, 2)
    assert model.own is not None
    row = int(np.flatnonzero(model.tables.organisations.kind == codes.PRIME)[0])
    model.tables.organisations.key[row] += np.uint64(1)
    model.step()
    assert model.own.tables["organisations"].had[row] == 3


def test_a_branch_is_the_run_that_a_fresh_model_would_be(few: Tiny) -> None:
    trunk = setting_with(few.setting(), GIFTS, gift=1.0)
    later = replace(trunk, timeline=trunk.timeline.overlaid(2, {"extension.gift": 5.0}))
    branch = run(trunk, None, 2).branch(later)
    branch.step()
    fresh = run(later, None, 3)
    assert branch.own is not None and fresh.own is not None
    assert (branch.own.flows == fresh.own.flows).all() and fresh.own.flows[:3, 1].tolist() == [2, 2, 10]
    assert branch.tables.organisations.tobytes() == fresh.tables.organisations.tobytes()


def test_a_model_with_an_extension_can_be_sent_to_another_process(few: Tiny) -> None:
    declared = load(TAX_CREDIT)
    model = PullThroughModel(few.setting(), rng=1, compiled=False, extension=TAX_CREDIT)
    model.step()
    again = pickle.loads(pickle.dumps(model))
    for one in (model, again):
        one.step()
    assert again.extension is declared.extension and (again.flows == model.flows).all()


# --- settings ----------------------------------------------------------------------------------------------------------------


def test_its_levers_and_numbers_are_settings_like_any_other() -> None:
    declared = load(TAX_CREDIT).declared
    root = compose([*TINY, f"{RATE}=0.2", "policy.start=2022Q1", f"{ADDS}=0.8"], (), declared)
    found = setting(root)
    values = found.timeline.values(found.world.calendar.quarters)["extension.tax_credit_rate"]
    assert set(values) == {0.0, 0.2} and found.world.extension["tax_credit_additionality"] == 0.8
    assert found.world.extension["tax_credit_take_up"] == 0.7
    assert found.extension == declared.origin and found.extension.sha256 == load(TAX_CREDIT).origin.sha256
    for key in (RATE, ADDS):
        leaf = Known(root).leaf(key)
        assert leaf is not None and leaf.quantity.high in (0.5, 3) and lookup(key) is not None
    note = note_of("extension.tax_credit_rate")
    assert note is not None and "tax_credit_cost" in note.channel
    assert list(OUTCOMES)[-1] == "tax_credit_cost"
    compose(TINY)
    assert list(OUTCOMES) == list(MODEL_OUTCOMES), "a study without it knows nothing of it"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (f"{RATE}=0.7", [f"{RATE} = 0.7", "0 to 0.5"]),
        ("policy.extension.tax_credit_rat=0.1", ["no lever of that name", f"'{RATE}'"]),
        (f"{ADDS}=-1", [f"{ADDS} = -1", "0 to 3"]),
        ("world.extension.take_up=0.5", ["no number of the world of that name"]),
    ],
)
def test_a_setting_that_it_does_not_admit_is_refused(word: str, expected: list[str]) -> None:
    with pytest.raises(ConfigurationError) as error:
        compose([*TINY, word], (), load(TAX_CREDIT).declared)
    assert all(text in said(error) for text in expected), said(error)


def test_no_configuration_loads_an_extension(tmp_path: Path) -> None:
    bomb, mark = tmp_path / "bomb.py", tmp_path / "ran"
    bomb.write_text(f"open({str(mark)!r}, 'w').close()\n")
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(f"# @package _global_\nextension: {bomb}\n")
    for words in (["experiment=mine"], [f"extension={bomb}"], [f"+extension={bomb}"]):
        with pytest.raises(ConfigurationError) as error:
            compose([*TINY, *words], [tmp_path])
        assert "is code, and a configuration cannot load code" in said(error) and "--extension" in said(error)
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "credit.yaml").write_text("start: 2022Q1\nextension: {tax_credit_rate: 0.1}\n")
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "credit.yaml").write_text("policies: [global_competition_2012, credit]\n")
    words = [*TINY, "scenario=credit"]
    with pytest.raises(ConfigurationError) as error:
        compose(words, [tmp_path])
    assert "policy credit.extension.tax_credit_rate = 0.1: belongs to an extension (lever), and none is loaded" in said(
        error
    )
    found = setting(compose(words, [tmp_path], load(TAX_CREDIT).declared))
    assert found.timeline.values(found.world.calendar.quarters)["extension.tax_credit_rate"][-1] == 0.1
    assert not mark.exists()


# --- what is refused ---------------------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_with_an_extension_is_said_at_once() -> None:
    class Wrong(SME):
        """A decision of one answer for all, asked of each."""

        @decision
        def gap_left(self, trl, rules):
            """Does not fit."""
            return 0.5

        @decision
        def enters_defence(self, value):
            """Lacks an argument."""
            return True

    def two(state, own):
        """Takes too much."""

    def unknown(state):
        """Uses what there is not."""
        no_such_rule(SHORT)  # noqa: F821

    wrong = Extension(
        title="",
        actors={"SME": Wrong, "Prim": Prime},
        processes=(
            before("tender", nothing),
            instead("accounts", nothing),
            after("notes", nothing),
            after("calls", two),
            after("calls", unknown),
            instead("exit", nothing),
            instead("exit", nothing),
        ),
        levers={"rate": Number("1", 0, 1, "rate", 2.0, {"source": "x"}, {**EFFECT, "channel": ["entrant_per_year"]})},
        numbers={
            "key": Number("1", 0, 1, "taken", 0.5, ASSUMED),
            "none": Number("1", None, 1, "no range", 0.5, None),  # type: ignore[arg-type]
        },
        fields={"organisation": {"x": 0}, "segments": {"y": "no"}},  # type: ignore[dict-item]
        flows={"spend": Flow("1", "Spend")},
        outcomes={"public_cost": Outcome("1", "Cost", "none", 2, lambda run: 0.0)},
    )
    text = "\n".join(map(str, problems_of(wrong, "wrong")))
    for expected in (
        "title = ", "write @decision(of=\"kind\") def gap_left(", "takes (self, value)", "did you mean 'Prime'",
        "tender: is not a line of the schedule. Did you mean 'tenders'", "accounts: is bookkeeping", "notes: records the quarter",
        "takes (state, own)", "the name 'no_such_rule'", "uses 'SHORT', a list", "exit: is replaced 2 times",
        "levers.rate = 2.0: must be a number from 0 to 1",
        "levers.rate", "it has no", "entrant_per_year: is no outcome. Did you mean 'entrants_per_year'", "key: is taken",
        "low, high and value must be numbers",
        "organisation: is not a table", "Did you mean 'organisations'", "segments.y = no: must be the first value",
        "spend: is a flow of the model", "public_cost: is an outcome of the model", "better must be",
    ):  # fmt: skip
        assert expected in text, f"{expected!r} is not in\n{text}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, ["cannot be read: No such file"]),
        ("x = 1\n", ["has no 'extension = Extension(...)'"]),
        ("import no_such_module_at_all\n", ["cannot be imported: ModuleNotFoundError", "line 1"]),
        ("x = 1\ny = 1 / 0\n", ["ZeroDivisionError", "line 2"]),
        ("def f(:\n", ["SyntaxError", "line 1"]),
        ("import sys\nsys.exit(3)\n", ["SystemExit"]),
    ],
)
def test_a_file_that_is_no_extension_is_refused_with_all_else_that_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str | None, expected: list[str]
) -> None:
    file = tmp_path / "mine.py"
    if source is not None:
        file.write_text(source)
    words = [
        f"--extension={file}",
        "world=tiny",
        "replicates=0",
        "policy.extension.rate=1",
        f"hydra.run.dir={tmp_path}/out",
    ]
    assert cli.command(words) == 2
    errors = capsys.readouterr().err
    assert all(text in errors for text in [*expected, "replicates = 0"]), errors
    assert "policy.extension.rate" not in errors and "Traceback" not in errors and not (tmp_path / "out").exists()


def test_a_module_that_is_not_installed_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.command(["extension=no_such.rules", "world=tiny"]) == 2
    assert "no_such.rules: is not an installed module; name a file with its ending" in capsys.readouterr().err


# --- studies -----------------------------------------------------------------------------------------------------------------


def stand_in(of: Setting, seed: int) -> RunResult:
    """A run that shows the lever of the tax credit alone."""
    outcomes = dict.fromkeys(OUTCOMES, 1.0) | {"tax_credit_cost": of.timeline.changes[-1].value + seed % 7}
    return RunResult(outcomes, dict.fromkeys(SERIES, np.zeros(40)), dict.fromkeys(CURVES, np.zeros(9)))


def test_its_source_takes_part_in_fingerprint_manifest_and_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_runs(monkeypatch, stand_in)
    file = tmp_path / "credit.py"
    file.write_text(TAX_CREDIT.read_text())
    folder = tmp_path / "out"

    def study() -> Any:
        return compare(
            compose([*STUDY, f"{RATE}=0.2"], (), load(file).declared), folder, "pullthrough", lambda *_: None
        )

    found = study()
    about = json.loads((folder / "manifest.json").read_text())
    loaded = load(file)
    assert about["extension"] == {
        "name": "credit", "sha256": loaded.origin.sha256, "where": str(file), "files": ["credit.py"]
    }  # fmt: skip
    assert (folder / "extension" / "credit.py").read_text() == TAX_CREDIT.read_text()
    crate = json.loads(write_crate(folder, "none").read_text())
    assert "extension/credit.py" in {entity["@id"] for entity in crate["@graph"]}
    assert "tax_credit_cost" in (folder / "summary.csv").read_text().splitlines()[0]
    assert [e.difference for e in found.effects if e.outcome.name == "tax_credit_cost"] == [pytest.approx(0.2)]
    plain = design_of(compose([*STUDY])).content["code"]
    assert about["code"] != plain
    file.write_text(TAX_CREDIT.read_text().replace("int(credit * spent)", "int(2 * credit * spent)"))
    with pytest.raises(OtherStudy) as error:
        study()
    assert f'extension: "credit {loaded.origin.sha256[:10]}" there' in str(error.value)


def test_a_folder_that_used_one_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_runs(monkeypatch, stand_in)
    folder = tmp_path / "out"
    compare(compose(STUDY, (), load(TAX_CREDIT).declared), folder, "pullthrough", lambda *_: None)
    assert rerun.main([str(folder)]) == 2
    errors = capsys.readouterr().err
    assert "tax_credit (sha256" in errors and "Name it with --extension" in errors
    about = json.loads((folder / "manifest.json").read_text())
    root, design = study_of(about, extension=str(TAX_CREDIT))
    assert design.fingerprint == about["fingerprint"] and root.extension == load(TAX_CREDIT).origin.key
    with pytest.raises(ConfigurationError, match="this study had no extension"):
        study_of(about | {"extension": None}, extension=str(TAX_CREDIT))


# --- compiled, and elsewhere ---------------------------------------------------------------------------------------------------

SHORT = [*TINY, "world.calendar.last_year=2022", "world.calendar.burn_in=8"]


def test_compiled_and_uncompiled_give_the_same_and_the_model_is_not_compiled_again(compiled: None) -> None:
    declared = load(TAX_CREDIT).declared
    found = setting(compose([*SHORT, f"{RATE}=0.3", "policy.start=2016Q1"], (), declared))
    models = [PullThroughModel(found, rng=1, compiled=flag) for flag in (True, False)]
    for model in models:
        for _ in range(9):
            model.step()
        assert model.own is not None and model.own.flows[:, 0].any() and model.tables.accounts.sum() == 0
    one, other = models
    assert (one.flows == other.flows).all() and (one.own.flows == other.own.flows).all()  # type: ignore[union-attr]
    lines = [call.lines for call in one._quarter.calls]  # type: ignore[union-attr]
    assert (
        sum(line.sum() for line in lines if line is not None) == len(SCHEDULE)
        and sum(line is None for line in lines) == 2
    )


def test_a_rule_that_cannot_be_compiled_is_refused_before_it_runs(compiled: None) -> None:
    def lost(state):
        """Reads a field that there is not."""
        state.extension.flow[0].calls += state.organisations[0].no_such_field

    def text(state):
        """Does what no rule can."""
        state.extension.flow[0].calls += len(str(state.clock[0].t))

    wrong = replace(GIFTS, title="Wrong", actors={}, processes=(after("calls", lost), after("exit", text)))
    with pytest.raises(ConfigurationError) as error:
        PullThroughModel(setting(compose(SHORT)), rng=1, extension=wrong)
    assert "lost cannot be compiled: there is no field 'no_such_field' (test_extension.py, line" in said(error)
    assert "text cannot be compiled" in said(error) and "Traceback" not in said(error)


PACKAGE = {
    "__init__.py": "",
    "amounts.py": "def twice(amount):\n    return 2 * amount\n",
    "rules.py": """from ownrules import amounts
from ownrules.amounts import twice
from pullthrough.extension import Extension, Flow, after

def pay(state):
    state.extension.flow[0].paid += twice(3) + amounts.twice(1)

extension = Extension("Package", processes=(after("calls", pay),), flows={"paid": Flow("1", "Paid")})
""",
}


def test_an_installed_package_is_an_extension_with_all_its_files(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in PACKAGE.items():
        (tmp_path / "ownrules").mkdir(exist_ok=True)
        (tmp_path / "ownrules" / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    model = run(tiny.setting(), "ownrules.rules", 2, compiled=True)
    assert model.own is not None and model.own.flows[:2, 0].tolist() == [8, 8]
    origin = load("ownrules.rules").origin
    assert [name for name, _ in origin.files] == [f"ownrules/{name}" for name in sorted(PACKAGE)] and not origin.where


def test_run_and_function_take_an_extension(compiled: None) -> None:
    from pullthrough.bridges import Function

    words = [*SHORT, f"{RATE}=0.3"]
    found = pullthrough.run(words, seed=1, extension=TAX_CREDIT)
    assert found["tax_credit_cost"] > 0
    assert "tax_credit_cost" not in pullthrough.run(SHORT, seed=1)
    function = Function({RATE: [0, 0.5]}, SHORT, replicates=1, extension=TAX_CREDIT)
    assert function({RATE: 0.3})["tax_credit_cost"] > function({RATE: 0.1})["tax_credit_cost"] > 0


def carried_out(folder: Path, executor: str) -> bytes:
    """The table of a study with the extension; it is in the folder of the executor's name."""
    words = [
        *SMALL,
        "world.calendar.burn_in=8",
        "replicates=16",
        "study.processes=2",
        f"{RATE}=0.3",
        "policy.start=2016Q1",
    ]
    words += [f"study.executor={executor}", f"hydra.run.dir={executor}"]
    code, _, errors = Command(folder, f"--extension={TAX_CREDIT}", *words).end(900)
    assert code == 0, errors
    return (folder / executor / "summary.csv").read_bytes()


@pytest.fixture(scope="module")
def one_by_one(compiled: None, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What its runs give one after the other."""
    return carried_out(tmp_path_factory.mktemp("serial"), "serial")


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize("executor", ["processes", "dask"])  # by Ray and Slurm it travels as by Dask
def test_whoever_carries_runs_out_has_the_extension(executor: str, tmp_path: Path, one_by_one: bytes) -> None:
    pytest.importorskip({"dask": "distributed", "processes": "numpy"}[executor])
    assert carried_out(tmp_path, executor) == one_by_one
    if executor == "processes":
        code, out, errors = Command(tmp_path, "verify", executor, f"--extension={TAX_CREDIT}", "--runs=1").end(900)
        assert code == 0 and "1 bit-identical, 0 different" in out, errors


def test_the_tutorial_shows_the_file_of_the_example() -> None:
    page = Path(__file__).parents[1] / "docs" / "tutorials" / "own_extension.md"
    assert f'```python title="tax_credit.py"\n{TAX_CREDIT.read_text()}```\n' in page.read_text()
