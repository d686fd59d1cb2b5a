"""Bad input: everything that is wrong is said at once, exit code 2, nothing run, nothing written, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from inputs import BAD_DESIGNS, TINY

from pullthrough import cli
from pullthrough.parameters.composition.compose import compose

# words, then what the message must contain: key, value given, what is admitted, and the nearest valid name
BAD = [
    (["replicate=3"], ["replicate = 3", "no such key", "'replicates'"]),
    (["policy.pipline.horizon=3"], ["policy.pipline.horizon = 3", "'policy.pipeline.horizon'"]),
    (["engagement.lead=3"], ["engagement.lead = 3", "'policy.engagement.lead'"]),
    (["+levers.typo=1"], ["levers.typo = 1", "no such key", "policy"]),
    (["++world.need.drft=1"], ["world.need.drft = 1", "'world.need.drift'"]),
    (["world.need.drift.x=1"], ["world.need.drift.x = 1", "no such key"]),
    (["world.segments.ciber.budget_share=0.2"], ["world.segments.ciber.budget_share", "'world.segments.cyber"]),
    (["+world.segments.extra.budget_share=0"], ["world.segments.extra.sovereignty", "has no value", "one of open"]),
    (["replicates=abc"], ["replicates = abc", "whole number from 1 to 100000", "runs of each scenario"]),
    (["replicates=2.5"], ["replicates = 2.5", "whole number"]),
    (["replicates=0"], ["replicates = 0", "1 to 100000"]),
    (["replicates=-4"], ["replicates = -4", "1 to 100000"]),
    (["replicates=null"], ["replicates = null", "whole number"]),
    (["replicates=true"], ["replicates = true", "whole number"]),
    (["world.need=3"], ["world.need = 3", "group of keys", "drift"]),
    (["world.processes.entry=maybe"], ["world.processes.entry = maybe", "true or false"]),
    (["world.need.drift=nan"], ["world.need.drift = nan", "number from 0 to 1", "1 per sqrt(quarter)"]),
    (["world.need.drift=inf"], ["world.need.drift = inf", "0 to 1"]),
    (["world.need.drift=1.5"], ["world.need.drift = 1.5", "0 to 1"]),
    (["policy.procurement.ring_fence=-0.1"], ["policy.procurement.ring_fence = -0.1", "a number from 0 to 1"]),
    (["policy.pipeline.horizon=41"], ["policy.pipeline.horizon = 41", "0 to 40", "quarters"]),
    (["world.population.innovating_share=[2,0,0,0,0,0,0]"], ["innovating_share[0] = 2", "0 to 1"]),
    (["world.population.innovating_share=[0.5]"], ["innovating_share", "must have 7 entries, not 1"]),
    (["world.population.innovating_share=0.5"], ["innovating_share = 0.5", "must be a list"]),
    (["world.market.size_curve_share=[0.9,0.5,0.6,0.7]"], ["size_curve_share", "must not decrease"]),
    (["world.market.size_curve_firms=[1,2,2,3]"], ["size_curve_firms", "must increase"]),
    (["world.segments.cyber.budget_share=0.9"], ["budget_share", "cyber 0.9", "must add up to 1, not 1.7"]),
    (["world.segments.cyber.sovereignty=opn"], ["sovereignty = opn", "one of open,", "'open'"]),
    (["world.instruments.open_call.trl_min=8"], ["trl_min = 8", "must not be above", "trl_max", "which is"]),
    (["world.instruments.open_call.applicants=[smes]"], ["applicants[0] = smes", "one of sme, prime", "'sme'"]),
    (["world.instruments.open_call.applicants=[]"], ["applicants", "at least one of sme"]),
    (["world.instruments.open_call.theme=them"], ["theme = them", "one of open, segment, requirement"]),
    (["world.instruments.open_cal.budget=1"], ["open_cal.budget", "'world.instruments.open_call.budget'"]),
    (
        ["policy.funding.open_cal=1"],
        ["policy.funding.open_cal = 1", "no funding instrument", "'policy.funding.open_call'"],
    ),
    (["policy.funding.open_call=-1"], ["policy.funding.open_call = -1", "0 to 1e+08", "GBP thousand per year"]),
    (["world.entry.trl_low=9", "world.entry.trl_high=2"], ["world.entry.trl_low = 9", "world.entry.trl_high"]),
    (["world.calendar.last_year=2010"], ["world.calendar.first_year = 2016", "must not be above", "2010"]),
    (["observe.first_year=2024", "observe.last_year=2022"], ["observe.first_year = 2024", "which is 2022"]),
    (["observe.last_year=2040"], ["observe.last_year = 2040", "2016 to 2025"]),
    (
        ["policy.start=2021", "policy.pipeline.horizon=8"],
        ["policy.start = 2021", "'always' or a quarter such as 2021Q2"],
    ),
    (["policy.start=2030Q1", "policy.pipeline.horizon=8"], ["policy.start = 2030Q1", "2025Q4"]),
    (["scenario=dsis_cor"], ["scenario = dsis_cor", "no scenario of that name", "'dsis_core'"]),
    (["against=globl"], ["against = globl", "known: as_enacted", "'global_competition_2012'"]),
    (["world=tyny"], ["world = tyny", "no world of that name", "'tiny'"]),
    (["world/market=ukk"], ["world/market = ukk", "'uk'"]),
    (["world/markt=uk"], ["world/markt = uk", "no such group", "'world/market'"]),
    (["study=compar"], ["study = compar", "'compare'"]),
    (["study.executor=process"], ["study.executor = process", "one of auto, serial, processes", "'processes'"]),
    (["study.executor=slurm"], ["study.executor = slurm"]),
    (["study.cluster.adress=x"], ["study.cluster.adress = x", "'study.cluster.address'"]),
    (["experiment=tiny_chek"], ["experiment = tiny_chek", "'tiny_check'"]),
    (["policy=dsis_core"], ["policy = dsis_core", "group of keys", "pipeline"]),
    (["+world._target_=os.system"], ["world._target_ = os.system", "cannot run code"]),
    (["+world.need={_target_: os.system}"], ["world.need._target_ = os.system", "cannot run code"]),
    (["+x=[{_args_: 1}]"], ["x[0]._args_ = 1", "cannot run code"]),
    (["+hydra.callbacks.x._target_=os.system"], ["hydra.callbacks.x._target_ = os.system", "cannot run code"]),
    (["++hydra.job_logging.handlers.console.class=os.system"], ["class = os.system", "cannot run code"]),
    (["hydra.nonsense=1"], ["hydra.nonsense = 1", "cannot be set"]),
    (["hydra.searchpath=[x]"], ["hydra.searchpath", "--config-dir"]),
    (["seed=${world.nonsense}"], ["seed", "cannot be resolved"]),
    (["~seed"], ["seed", "cannot be deleted"]),
    (["a b"], ["a b", "not of the form key=value"]),
    (["seed=[1"], ["seed=[1", "not of the form key=value"]),
    (["seed=1,2"], ["seed = 1,2", "several values", "-m"]),
    (["-m", "seed=1,-2"], ["seed = -2", "0 to 1e+14"]),
    (["-m", "scenario=dsis_core,dsis_cor"], ["scenario = dsis_cor", "'dsis_core'"]),
    (["-m", "--cfg=job"], ["--cfg = job", "leave out -m"]),
    (["-m", "seed=1,2", "hydra.run.dir=mine"], ["hydra.run.dir = mine", "hydra.sweep.dir"]),
    (["hydra.sweep.dir=mine"], ["hydra.sweep.dir = mine", "-m", "hydra.run.dir"]),
    (["-m", "seed=range(1,100000)"], ["99,999 studies", "at most 1,000", "replicates"]),
    (["-m", "seed=range(1,1000000000000)"], ["at most 1,000"]),
    (["-m", "hydra/sweeper=batch", "policy.engagement.lead=glob(*)"], ["policy.engagement.lead = glob(*)", "files"]),
    (["hydra/sweeper=${oc.select:seed}"], ["hydra/sweeper", "basic or batch"]),
    (["hydra/job_logging=none"], ["hydra/job_logging = none", "cannot be chosen"]),
    (["hydra/launcher=basic"], ["hydra/launcher = basic", "cannot be chosen"]),
    (["+hydra.job.env_set.GIT_CONFIG_COUNT=1"], ["hydra.job.env_set.GIT_CONFIG_COUNT = 1", "cannot be set"]),
    (["hydra.job.env_copy=[NOT_THERE]"], ["hydra.job.env_copy"]),
    (["hydra.mode=MULTIRUN"], ["hydra.mode", "-m"]),
    (["hydra.output_subdir=../../x"], ["hydra.output_subdir = ../../x", "run.dir"]),
    (["hydra.run.dir=${nosuch}"], ["hydra.run.dir = ${nosuch}", "cannot be resolved"]),
    (["hydra.run.dir=${now:"], ["hydra.run.dir"]),
    (
        ["-m", "seed=1,2", "hydra.sweep.subdir=${hydra.job.override_dirname}", f"experiment.title={'long' * 80}"],
        ["hydra.sweep.subdir", "at most 255", "shorter"],
    ),
    (["--resolve"], ["--resolve", "--cfg"]),
    ([f"world.need.drift={'9' * 400}"], ["world.need.drift = 999", "0 to 1"]),
    ([f"seed={'9' * 5000}"], ["seed=999", "not of the form key=value"]),
    ([f"seed={'[' * 1000}{']' * 1000}"], ["seed", "nested more than 30 deep"]),
    (["world.clusters.neighbours.wales=[0.45]"], ["neighbours.wales[0] = 0.45", "is a number; must be a name"]),
    (["study.outcomes=[nan]"], ["study.outcomes[0] = nan", "is a number"]),
    (
        ["world.instruments.open_call.share_of_cost=1"],
        ["share_of_cost = 1", "'world.instruments.open_call.cost_share'"],
    ),
    (["+world.instruments.NA.budget=1"], ["world.instruments.NA = NA", "choose another name"]),
    (["seed=${replicates}", "replicates=${seed}"], ["seed = ${replicates}", "circular"]),
    (["--config-dir=nowhere"], ["nowhere", "no such folder"]),
    (["--config-path=x"], ["--config-path = x", "--config-dir"]),
    (["--experimental-rerun=x"], ["--experimental-rerun = x", "run code"]),
]


IMPORT_AHEAD = cli._import_ahead


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_import_ahead", lambda argv: None)
    monkeypatch.setattr(cli, "_hydra", lambda argv, line: pytest.fail("went on to run"))


@pytest.mark.parametrize(("words", "said"), BAD + BAD_DESIGNS, ids=[" ".join(w) for w, _ in BAD + BAD_DESIGNS])
def test_bad_input_is_refused(words: list[str], said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.command([*TINY, *words]) == 2
    out = capsys.readouterr()
    assert "nothing was run" in out.err
    for text in said:
        assert text in out.err
    assert "Traceback" not in out.err and not out.out
    assert not list(Path.cwd().iterdir())


def test_all_problems_are_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["seed=nan", "replicats=3", "scenario=dsis_cor", "policy.funding.open_cal=3", "policy.start=2050Q1"]
    words += [
        "world.segments.cyber.budget_share=0.9",
        "world.instruments.open_call.trl_min=8",
        "+world._target_=os.system",
    ]
    assert cli.command([*TINY, *words]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 + len(words)
    for word in words:
        assert word.lstrip("+").partition("=")[0].replace("cyber", "*") in err.replace("cyber", "*")


def test_faults_in_files_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _files(
        tmp_path,
        {
            "experiment/broken.yaml": "# @package _global_\nreplicates: 0\nscenario: mine\nworld: {need: {drft: 1}}\n",
            "experiment/yaml.yaml": "a: [1\n",
            "experiment/code.yaml": "# @package _global_\nhydra: {callbacks: {x: {_target_: os.system}}}\n",
            "scenario/mine.yaml": "policies: [global_competition_2012, bad, missing]\n",
            "scenario/empty.yaml": "policies: []\n",
            "policy/bad.yaml": "start: 2021Q2\npipeline: {horizn: 3, horizon: 99}\n_target_: os.system\n",
        },
    )
    said = {
        "experiment=broken": ["replicates = 0", "world.need.drft = 1", "'world.need.drift'"],
        "experiment=yaml": ["cannot be composed", "yaml.yaml"],
        "experiment=code": ["hydra.callbacks.x._target_ = os.system"],
        "scenario=mine": ["horizn", "'policy bad.pipeline.horizon'", "horizon = 99", "_target_", "= missing"],
        "scenario=empty": ["scenario empty.policies", "at least one policy"],
    }
    for word, texts in said.items():
        assert cli.command([*TINY, f"--config-dir={folder}", word]) == 2
        err = capsys.readouterr().err
        assert [t for t in texts if t not in err] == []


def test_a_name_defined_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _files(
        tmp_path, {"scenario/dsis_core.yaml": "policies: [dsis_core]\n", "study/compare.yaml": "kind: compare\n"}
    )
    assert cli.command([*TINY, f"--config-dir={folder}", "study=compare"]) == 2
    err = capsys.readouterr().err
    assert "two folders have a study of that name" in err and "two folders have a scenario of that name" in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["staus", "somewhere"], "Did you mean 'status'?"),
        (["replicates", "4"], "nor a setting of the form key=value"),
    ],
)
def test_an_unknown_verb_is_refused(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.command(argv) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("here already")
    assert cli.command([*TINY, "hydra.run.dir=file/results"]) == 2
    err = capsys.readouterr().err
    assert "cannot write to file/results: Not a directory" in err and "nothing was run" in err


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(SystemExit) as refused:
        cli.command(["--nonsense"])
    assert refused.value.code == 2


def test_an_old_python_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.12 or newer; this is Python 3\.11"):
        cli.main()


def test_the_command_itself_exits_with_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pullthrough", "world=tiny", "replicates=0", "+world._target_=x", "sead=1"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "'seed'" in done.stderr and "replicates = 0" in done.stderr
    assert not list(tmp_path.iterdir())


def _files(root: Path, content: dict[str, str]) -> Path:
    outside = root.parent / f"{root.name}_config"
    for name, text in content.items():
        (outside / name).parent.mkdir(parents=True, exist_ok=True)
        (outside / name).write_text(text)
    return outside


@pytest.mark.parametrize("name", ["nested", "aliases", "itself", "number"])
def test_a_file_without_end_is_refused_at_once(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for here, last in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{here}: &{here} [{', '.join(['*' + last] * 9)}]")
    content, said = {
        "nested": ("a: " + "[" * 1000 + "]" * 1000, "nested more than 30 deep"),
        "aliases": ("\n".join(lines), "more than 200,000 entries"),
        "itself": ("a: &a [*a]", "refers to itself"),
        "number": ("world: {trust: {cancelled: " + "9" * 400 + "}}", "more than 18 digits"),
    }[name]
    head = "# @package _global_\n"
    folder = _files(tmp_path, {"experiment/x.yaml": head + content, "scenario/y.yaml": content})
    begin = time.monotonic()
    for word in ("experiment=x", "scenario=y"):
        assert cli.command([*TINY, f"--config-dir={folder}", word]) == 2
        err = capsys.readouterr().err
        assert said in err and ("x.yaml" in err or "y.yaml" in err)
    assert time.monotonic() - begin < 20


def test_references_to_references_without_end_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["# @package _global_", "x0: [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"x{i}: [{', '.join([f'"${{x{i - 1}}}"'] * 9)}]" for i in range(1, 9)]
    texts = ["# @package _global_", "t0: long", *(f't{i}: "${{t{i - 1}}}${{t{i - 1}}}"' for i in range(1, 40))]
    folder = _files(tmp_path, {"experiment/x.yaml": "\n".join(lines), "experiment/t.yaml": "\n".join(texts)})
    for word, said in (("experiment=x", "expands to more than"), ("experiment=t", "references within texts")):
        assert cli.command([*TINY, f"--config-dir={folder}", word]) == 2
        assert said in capsys.readouterr().err


HYDRA_THAT_RUNS_CODE = {
    "environment": "job: {env_set: {GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: core.fsmonitor}}",
    "queue": "job_logging: {handlers: {x: {class: logging.handlers.QueueHandler, queue: os.abort}}}",
    "stream": "job_logging: {handlers: {x: {class: logging.StreamHandler, stream: 'ext://this'}}}",
    "file": "hydra_logging: {handlers: {x: {class: logging.FileHandler, filename: /tmp/precious}}}",
    "callback": "callbacks: {x: {_target_: os.system}}",
    "launcher": "launcher: {_target_: os.system}",
    "sweeper": "sweeper: {_target_: os.system}",
    "help": "help: {template: x}",
    "subdir": "output_subdir: ../../x",
    "copied": "job: {env_copy: [HOME]}",
}


@pytest.mark.parametrize("name", HYDRA_THAT_RUNS_CODE)
def test_a_file_can_set_no_part_of_hydra_that_runs_code_or_writes_elsewhere(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"# @package _global_\nhydra: {{{HYDRA_THAT_RUNS_CODE[name]}}}\n"
    folder = _files(tmp_path, {"experiment/x.yaml": text})
    assert cli.command([*TINY, f"--config-dir={folder}", "experiment=x"]) == 2
    err = capsys.readouterr().err
    assert f"hydra.{HYDRA_THAT_RUNS_CODE[name].partition(':')[0]}" in err and "x.yaml" in err
    assert "cannot be set" in err


def test_a_group_of_hydra_in_ones_own_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "experiment/x.yaml": "# @package _global_\ndefaults: [override /hydra/hydra_logging: mine]\n",
        "hydra/hydra_logging/mine.yaml": "handlers: {x: {class: logging.FileHandler, filename: elsewhere}}\n",
        "study/y.yaml": "# @package hydra.job.env_set\nGIT_DIR: elsewhere\n",
    }
    folder = _files(tmp_path, files)
    for word in ("experiment=x", "study=y"):
        assert cli.command([*TINY, f"--config-dir={folder}", word]) == 2
        assert "cannot be set" in capsys.readouterr().err


def test_a_file_may_say_where_results_go() -> None:
    assert compose([*TINY, "hydra.run.dir=${scenario}/${now:%Y}", "hydra.job.chdir=true", "hydra.verbose=true"])


def test_a_fault_in_a_file_names_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "experiment/x.yaml": "# @package _global_\nreplicates: 0\n",
        "scenario/mine.yaml": "policies: [global_competition_2012, late]\n",
        "policy/late.yaml": "start: 2090Q1\nengagement: {lead: 99}\n",
    }
    folder = _files(tmp_path, files)
    assert cli.command([*TINY, f"--config-dir={folder}", "experiment=x"]) == 2
    assert "replicates = 0" in (err := capsys.readouterr().err) and "x.yaml" in err
    assert cli.command([*TINY, f"--config-dir={folder}", "experiment=x", "replicates=-1"]) == 2
    assert "x.yaml" not in capsys.readouterr().err  # the word is at fault
    assert cli.command([*TINY, f"--config-dir={folder}", "scenario=mine"]) == 2
    assert "late.yaml" in capsys.readouterr().err


def test_the_cause_comes_first_and_its_consequences_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.command(["world.calendar.last_year=2011"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and "world.calendar.first_year = 2012" in lines[1] and "more problems follow" in lines[2]


def test_an_editors_lock_or_a_folder_among_the_files_is_no_fault(tmp_path: Path) -> None:
    folder = _files(tmp_path, {"scenario/mine.yaml": "like: dsis_core\n", "policy/.hidden.yaml": "a: [1\n"})
    (folder / "policy/.#patient.yaml").symlink_to("user@host.1:1")
    (folder / "policy/gone.yaml").symlink_to("nowhere")
    (folder / "policy/folder.yaml").mkdir()
    assert compose([*TINY, "scenario=mine"], [folder]).scenario == "mine"


def test_a_file_that_ends_in_yml_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _files(tmp_path, {"scenario/mine.yml": "like: dsis_core\n", "experiment/x.yml": "{}\n"})
    for word in ("scenario=mine", "experiment=x"):
        assert cli.command([*TINY, f"--config-dir={folder}", word]) == 2
        assert ".yml" in (err := capsys.readouterr().err) and "end in .yaml" in err


def test_options_may_stand_before_a_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _files(tmp_path, {"scenario/mine.yaml": "title: Of mine\nlike: dsis_core\n"})
    for words in ([f"--config-dir={folder}", "show"], ["--config-dir", str(folder), "show"]):
        assert cli.command([*words, "scenarios", "mine", "--csv"]) == 0
        assert "Of mine" in capsys.readouterr().out


def test_nothing_is_started_for_a_refused_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_import_ahead", IMPORT_AHEAD)
    monkeypatch.setattr(
        "pullthrough.study.execution.process_context.prepare", lambda: pytest.fail("the server was started")
    )
    assert cli.command(["polcy.x=1"]) == 2
