"""The verbs on result folders: what they say, their exit codes, and what they say of bad input."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from commands import content

from pullthrough import cli
from pullthrough.observe.registry import SERIES
from pullthrough.parameters.composition.compose import compose
from pullthrough.present.pages.report import write_report
from pullthrough.study.kinds.compare import compare
from pullthrough.study.storage.store import FINGERPRINT, read_runs
from pullthrough.verbs import VERBS
from pullthrough.verbs.tables_apart import Tolerance, table_apart

SHORT = [
    "world=tiny",
    "scenario=dsis_core",
    "against=global_competition_2012",
    "world.calendar.first_year=2019",
    "world.calendar.last_year=2022",
    "observe.last_year=2022",
]
WORDS = [*SHORT, "world.calendar.burn_in=8", "replicates=3", "study.executor=serial", "study.figures=false"]


@pytest.fixture(scope="module")
def studies(compiled: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three studies: one, the same with another seed and setting, and one that stopped half way."""
    home = tmp_path_factory.mktemp("studies")
    command = " ".join(["pullthrough", *WORDS])
    compare(compose(WORDS), home / "one", command)
    compare(compose([*WORDS, "seed=2", "policy.pipeline.horizon=4"]), home / "other", command)
    shutil.copytree(home / "one", home / "stopped")
    about = json.loads((home / "stopped" / "manifest.json").read_text())
    about["state"] = "running"
    (home / "stopped" / "manifest.json").write_text(json.dumps(about))
    return home


@pytest.fixture
def here(studies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the studies, in which the test is."""
    shutil.copytree(studies, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output and errors of the command."""
    try:
        code = cli.command(list(argv))
    except SystemExit as ended:
        assert isinstance(ended.code, int)
        code = ended.code
    out = capsys.readouterr()
    assert "Traceback" not in out.err
    return code, out.out, out.err


def test_status(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "status", "one")
    assert code == 0
    for text in (
        "finished",
        "dsis_core against global_competition_2012",
        "6 of 6",
        "as installed here",
        "failed    0",
    ):
        assert text in out
    code, out, _ = said(capsys, "status", "stopped")
    assert code == 1 and "interrupted" in out and "hydra.run.dir=stopped" in out


def test_status_names_failed_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(here / "one", run=3, error="ZeroDivisionError: no rivals (tenders.py:7)")
    code, out, _ = said(capsys, "status", "one")
    assert code == 1 and "failed    1" in out and "run 3 (dsis_core" in out and "no rivals" in out


def test_verify_finds_every_run_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "verify", "one")
    assert (code, err) == (0, "") and "re-ran 6 of 6 runs: 6 bit-identical, 0 different" in out
    code, out, _ = said(capsys, "verify", "other", "--runs=2", "--sample=9")
    assert code == 0 and "2 of 6 runs" in out


def test_verify_finds_one_bit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(here / "one", run=4, public_cost=1e-12)
    code, out, err = said(capsys, "verify", "one")
    assert code == 1 and "5 bit-identical, 1 different" in out
    assert "run 4 (global_competition_2012" in err and "differs in public_cost\n  public_cost: 1e-12 there" in err


def test_verify_says_that_it_is_another_study(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = json.loads((here / "one" / "manifest.json").read_text())
    about["code"], about["fingerprint"] = "f" * 64, "e" * 64
    about["versions"]["numpy"] = "1.0"
    (here / "one" / "manifest.json").write_text(json.dumps(about))
    for path in (here / "one" / "runs").glob("*.parquet"):
        table = pq.read_table(path)
        write_sealed(path, table.replace_schema_metadata(table.schema.metadata | {FINGERPRINT: about["fingerprint"]}))
    code, out, _ = said(capsys, "verify", "one")
    assert code == 0 and "code of the model: ffffffffff" in out and "numpy: 1.0 there" in out


def test_rerun_gives_the_same_bytes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "rerun", "one")
    assert code == 0, err
    assert "effects.csv: the same" in out and "summary.csv: the same" in out
    write_report(here / "one")
    once, again = (
        {name: told for name, told in content(here / folder).items() if name != "report.html"}
        for folder in ("one", "one-rerun")
    )
    assert once == again
    drawn = [_drawn_on(here / folder / "report.html") for folder in ("one", "one-rerun")]
    assert drawn[0] and drawn[0] == drawn[1]  # its words name the day and the folder, what it draws is the same
    assert json.loads((here / "one-rerun" / "manifest.json").read_text())["fingerprint"]
    code, out, err = said(capsys, "rerun", "one", "--into=one-rerun")  # a part that is there is taken
    assert code == 0 and "to do" not in err
    code, _, err = said(capsys, "rerun", "one", "--into=other")
    assert code == 2 and "holds another study" in err and "seed: 2 there, 1 here" in err
    code, _, err = said(capsys, "rerun", "one", "--into=one")
    assert code == 2 and "name another folder" in err


def test_diff(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "diff", "one", "stopped")
    assert code == 0 and "different: nothing; the same: config, seeds, data, code, libraries" in out
    code, out, _ = said(capsys, "diff", "one", "other")
    assert code == 1 and "different: config, seeds; the same: data, code, libraries" in out
    assert "  seed: 1 in A, 2 in B" in out and "  policy.pipeline.horizon: null in A, 4 in B" in out
    assert "summary.csv" in out and "rows only in A" in out  # the scenario has another name
    (here / "stopped" / "manifest.json").unlink()
    (here / "stopped" / "effects.csv").unlink()
    code, out, _ = said(capsys, "diff", "one", "stopped")
    assert code == 1 and "effects.csv" in out and "it is unknown whether" in out


def test_tolerances(tmp_path: Path) -> None:
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text("outcome,n,mean,error\nx,1,100,\ny,2,,\nz,3,0,\n")
    b.write_text("outcome,n,mean,error\nz,3,1e-7,\nx,1,100.1,boom\ny,2,,\n")
    found = table_apart(a, b, Tolerance())
    assert [cell[0] for cell in found.largest_differences(9)] == [
        "error (outcome x)",
        "mean (outcome z)",
        "mean (outcome x)",
    ]
    assert [c[0] for c in table_apart(a, b, Tolerance(0.01)).outside] == ["error (outcome x)", "mean (outcome z)"]
    assert [c[0] for c in table_apart(a, b, Tolerance(0.01, 1e-6)).outside] == ["error (outcome x)"]
    b.write_text("outcome,n,mean,more\nx,1,100,5\n")
    assert table_apart(a, b, Tolerance()).only == [
        "column error only in A",
        "column more only in B",
        "2 rows only in A, such as outcome y",
    ]


def test_export_csv(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "export", "one", "--csv")
    assert code == 0 and out.split()[0] == "one/export/series_by_run.csv"
    with (here / "one" / "export" / "series_by_run.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    runs = read_runs(here / "one")
    assert len(lines) == 6 * 16 and lines[0]["quarter"] == "2019Q1"
    name = next(iter(SERIES))
    for run in runs:
        mine = [float(line[name] or "nan") for line in lines if int(line["run"]) == run.run]
        assert mine == pytest.approx(list(run.series[name]), nan_ok=True, rel=1e-9)
    with (here / "one" / "export" / "data_dictionary.csv").open(newline="") as file:
        assert {(d["file"], d["column"]) for d in csv.DictReader(file)} >= {("series_by_run.csv", c) for c in lines[0]}


@pytest.mark.skipif(find_spec("openpyxl") is None, reason="openpyxl is not installed")
def test_export_workbook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    path = here / "one" / "effects.csv"
    path.write_text(path.read_text() + "=1+1,x,1,,,,,3,0.5\n")
    assert said(capsys, "export", "one", "--xlsx")[0] == 0
    book = openpyxl.load_workbook(here / "one" / "results.xlsx")
    assert book.sheetnames[:2] == ["about", "effects"] and {"summary", "data_dictionary"} <= set(book.sheetnames)
    last = list(book["effects"].rows)[-1]
    assert (last[0].value, last[0].data_type) == ("'=1+1", "s")  # a text, here and wherever it is copied: no formula
    assert (last[2].value, last[3].value, last[7].value) == (1, None, 3)


def test_export_crate(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "export", "one", "--ro-crate", "--licence=CC-BY-4.0")[0] == 0
    crate = json.loads((here / "one" / "ro-crate-metadata.json").read_text())
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(graph) == len(crate["@graph"]) and crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    root = graph["./"]
    assert {"name", "description", "datePublished", "license"} <= set(root) and root["license"] == "CC-BY-4.0"
    files = {entity["@id"] for entity in crate["@graph"] if entity["@type"] == "File"}
    assert {part["@id"] for part in root["hasPart"]} == files >= {"effects.csv", "runs/part-0000.parquet"}
    assert {"@id": "effects.csv"} in graph["#run"]["result"] and graph["#run"]["instrument"]["@id"] in graph
    linked = [v["@id"] for e in graph.values() for values in e.values() for v in _links(values)]
    assert {link for link in linked if not link.startswith("http")} <= set(graph)


BAD = [
    (["status"], ["arguments are required: folder", "usage: pullthrough status"]),
    (["status", ""], ["the name of the folder is empty"]),
    (["status", "on"], ["on: there is no such folder", "Did you mean 'one'?"]),
    (["status", "."], [". holds no study", "old, one, other"]),
    (["status", "one/effects.csv"], ["is a file, not a folder"]),
    (["status", "one", "--al"], ["there is no option '--al'"]),
    (["verify", "nowhere"], ["there is no such folder"]),
    (["verify", "one", "--run=3"], ["there is no option '--run=3'. Did you mean '--runs'?"]),
    (["verify", "one", "--runs=0"], ["--runs and --seconds must be above 0"]),
    (["verify", "one", "--runs=some"], ["invalid int value: 'some'"]),
    (["verify", "one", "--update"], ["--update is for experiments"]),
    (["verify", "empty"], ["empty holds no study"]),
    (["verify", "no_manifest"], ["manifest"]),
    (["verify", "broken"], ["manifest"]),
    (["verify", "old"], ["world.need.drft", "'world.need.drift'"]),
    (["verify", "code"], ["cannot run code"]),
    (["rerun", "on"], ["there is no such folder", "'one'"]),
    (["rerun", "one", "--executor=proceses"], ["invalid choice: 'proceses'", "processes"]),
    (["rerun", "one", "--into=file"], ["cannot write there: File exists"]),
    (["rerun", "no_manifest"], ["manifest"]),
    (["diff", "one"], ["arguments are required: B"]),
    (["diff", "one", "othr"], ["there is no such folder", "Did you mean 'other'?"]),
    (["diff", "one", "empty"], ["empty holds no table"]),
    (["diff", "one", "other", "--relativ=1"], ["Did you mean '--relative'?"]),
    (["diff", "one", "other", "--relative=-1"], ["must be 0 or above"]),
    (["export", "one"], ["choose what to write: --csv, --xlsx, --ema or --ro-crate"]),
    (["export", "one", "--xslx"], ["there is no option '--xslx'. Did you mean '--xlsx'?"]),
    (["export", "no_manifest", "--ro-crate"], ["manifest"]),
    (["verfy", "one"], ["is neither a command", "Did you mean 'verify'?"]),
    (["re-run", "one"], ["is neither a command", "Did you mean 'rerun'?"]),
]


@pytest.mark.parametrize(("argv", "texts"), BAD, ids=[" ".join(argv) for argv, _ in BAD])
def test_bad_input(argv: list[str], texts: list[str], here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "empty").mkdir()
    (here / "file").write_text("")
    shutil.copytree(here / "one", here / "no_manifest")
    (here / "no_manifest" / "manifest.json").unlink()
    shutil.copytree(here / "one" / "runs", here / "broken" / "runs")
    (here / "broken" / "manifest.json").write_text('{"half a ')
    for name, keys in {"old": {"drft": 1.0}, "code": {"_target_": "os.system"}}.items():
        shutil.copytree(here / "one", here / name)
        about = json.loads((here / name / "manifest.json").read_text())
        about["config"]["world"]["need"] |= keys
        (here / name / "manifest.json").write_text(json.dumps(about))
    code, out, err = said(capsys, *argv)
    assert code == 2 and not out
    for text in texts:
        assert text in err


def test_without_openpyxl_it_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pullthrough.verbs.export.find_spec", lambda name: None)
    code, _, err = said(capsys, "export", "one", "--xlsx")
    assert code == 2 and "pip install 'pullthrough[xlsx]'" in err


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "show"])
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, verb, "--help")
    assert code == 0 and f"usage: pullthrough {verb}" in out


def _spoil(folder: Path, run: int, error: str = "", public_cost: float | None = None) -> None:
    """Change one run on disk."""
    for path in sorted((folder / "runs").glob("*.parquet")):
        table = pq.read_table(path)
        rows = table.to_pylist()
        for row in rows:
            if row["run"] == run:
                row["error"] = error or row["error"]
                row["public_cost"] = row["public_cost"] if public_cost is None else public_cost
        write_sealed(path, type(table).from_pylist(rows, schema=table.schema))


def write_sealed(path: Path, table: pa.Table) -> None:
    """A shard as a worker would have written it."""
    pq.write_table(table, path, compression="zstd")
    seal = path.with_name(f"_{path.stem}.sha256")
    seal.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")


def _drawn_on(page: Path) -> str:
    """The data that a report draws."""
    text = page.read_text(encoding="utf-8")
    return text.partition('<script type="application/json" id="data">')[2].partition("</script>")[0]


def _links(value: object) -> list[dict[str, str]]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, dict) and "@id" in v]
