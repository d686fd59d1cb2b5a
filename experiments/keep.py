"""Keep what experiments found: their small tables and pictures in ``experiments/NAME/``, and the numbers in documents.

python experiments/keep.py NAME [FOLDER]     # keeps the results of one; FOLDER is outputs/NAME if it is not given
python experiments/keep.py --run NAME ...    # runs these first
python experiments/keep.py --run changed     # runs those that other code or other words made
python experiments/keep.py --run all         # runs all, one after another, and writes every page that rests on them

``kept.yaml`` lists them. What was interrupted goes on where it was, by the same command. Results of other code or settings in
``outputs/NAME`` are renamed, not deleted.
"""

from __future__ import annotations

import argparse
import csv
import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pullthrough.present.prose.cells import KEPT, MAIN
from pullthrough.present.prose.documents import documents, write
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.provenance import code_hash

HOME = Path(__file__).resolve().parent
ROOT = HOME.parent
OUTPUTS = ROOT / "outputs"
TABLES = (
    "effects.csv", "dose_response.csv", "comparisons.csv", "responses.csv", "switching.csv", "screening.csv", "indices.csv",
    "precision.csv", "twins.csv", "attribution.csv", "levers.csv", "verdicts.csv", "equal_cost.csv", "replay.csv", "waves.csv",
    "members.csv", "left_out.csv", "ensemble.csv", "regret.csv", "failing.csv", "validation.csv",
    "counterfactual.csv", "emulator.csv", "emulated_indices.csv", "portfolios.csv", "pareto.csv", "robust.csv", "thresholds.csv",
    "worlds_of_failure.csv", "trade_offs.csv", "information.csv", "coverage.csv",
    "fates.csv", "channels.csv",
)  # fmt: skip
BESIDE = ("effects.csv", "validation.csv")
"""Tables kept of runs beside the main one."""

MEMBERS = ROOT / "configs" / "design" / "ensemble_uk.yaml"
OTHER_STUDY = 2
Runs = Mapping[str, Sequence[str]]


def listed() -> dict[str, Runs]:
    """Every experiment that is kept, with its runs and their words, in order."""
    return dict(yaml.safe_load((HOME / "kept.yaml").read_text(encoding="utf-8")))


def keep(name: str, folder: Path, run: str = MAIN) -> list[Path]:
    """Copy tables and PNG figures of a result folder, and note the run; returns the copies.

    Raises:
        SystemExit: if the folder has no manifest that says what it holds.
    """
    about = read_manifest(folder)
    if not about:
        sys.exit(f"{folder} has no manifest that can be read, so that nobody can say which run its tables are of")
    home = HOME / name
    home.mkdir(exist_ok=True)
    if run == MAIN:
        found = [folder / table for table in TABLES] + sorted((folder / "figures").glob("*.png"))
        copies = [Path(shutil.copy(path, home)) for path in found if path.exists()]
    else:
        found = [folder / table for table in BESIDE]
        copies = [Path(shutil.copy(p, home / f"{p.stem}_{run}{p.suffix}")) for p in found if p.exists()]
    note(home / KEPT, run, about)
    return copies


def note(path: Path, run: str, about: Mapping[str, Any]) -> None:
    """Write down which run the tables are of."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    name = path.parent.name
    words = listed().get(name, {}).get(run)
    known[run] = {
        "command": shlex.join(["pullthrough", *words]) if words is not None else about["command"],
        "run_id": about["run_id"],
        "version": about["versions"]["pullthrough"],
        "code": about["code"],
        "comparisons": about.get("comparisons", {}),
        "world": about["world"],
        "years": [about["observe"]["first_year"], about["observe"]["last_year"]],
        "replicates": about["replicates"],
        "runs": about["total_runs"],
        "seconds": about.get("seconds"),
    }
    order = [MAIN, *listed().get(name, {})]
    known = dict(sorted(known.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))
    path.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def is_kept(name: str, run: str, words: Sequence[str]) -> bool:
    """Whether the tables kept are those that this code and these words make."""
    path = HOME / name / KEPT
    about = json.loads(path.read_text(encoding="utf-8")).get(run, {}) if path.is_file() else {}
    return bool(about.get("code") == code_hash() and about["command"] == shlex.join(["pullthrough", *words]))


def run_design(name: str, run: str, words: Sequence[str]) -> Path:
    """Run a study into its folder, or go on there; results of another study are put aside.

    Raises:
        SystemExit: if it does not come to its end.
    """
    folder = OUTPUTS / (name if run == MAIN else f"{name}.{run}")
    if (about := read_manifest(folder)) and about.get("code") != code_hash():
        put_aside(folder)
    more = [f"hydra.run.dir={folder}", *([] if run == MAIN else ["study.figures=false"])]
    command = [sys.executable, "-m", "pullthrough", *words, *more]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode == OTHER_STUDY and folder.is_dir():
        put_aside(folder)
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"{folder.name}: ended with code {done.returncode}. To go on: the same command")
    return folder


def put_aside(folder: Path) -> None:
    """Rename a result folder."""
    name = f"{folder.name}.before"
    taken = {path.name for path in folder.parent.iterdir()}
    number = next(i for i in range(1, len(taken) + 2) if f"{name}.{i}" not in taken)
    folder.rename(folder.parent / f"{name}.{number}")


def run_all(chosen: Mapping[str, Runs], *, only_changed: bool) -> None:
    """Carry out experiments one after another and keep what each found."""
    other_members = False
    for name, runs in chosen.items():
        for run, words in runs.items():
            title = name if run == MAIN else f"{name}, {run}"
            if only_changed and is_kept(name, run, words) and not (other_members and name == "ensemble"):
                print(f"{title}: kept already", flush=True)
                continue
            began = time.perf_counter()
            folder = run_design(name, run, words)
            keep(name, folder, run)
            if run == "by_lot":
                against_the_lot(name, folder)
            if name == "calibrate":
                shutil.copy(folder / "ensemble.yaml", MEMBERS)
                other_members = True
            print(f"{title}: {time.perf_counter() - began:.0f} s", flush=True)


def against_the_lot(name: str, by_lot: Path) -> None:
    """Write what a search found beside what the same number of portfolios drawn by lot gave."""
    compared = [ROOT / "benchmarks" / "search.py", OUTPUTS / name, by_lot, "--write", HOME / name / "search.csv"]
    subprocess.run([sys.executable, *map(str, compared)], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def pages(*, only_changed: bool) -> None:
    """Write the pages and tables that rest on experiments: validation, behaviour."""
    validation = next(iter(sorted((ROOT / "docs").glob("**/validation.md"))))
    if (card := OUTPUTS / "ensemble.in_use_as_enacted").is_dir():
        step("validation", lambda: printed(validation, "pullthrough.present.pages.card", str(card)))
    words = [sys.executable, "benchmarks/behaviour.py", "--write", *(["--changed"] if only_changed else [])]
    step("behaviour", lambda: subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, check=True))


def other_factors() -> str:
    """What the sensitivity study varies that is not among the largest of the screening; empty if nothing."""
    with (HOME / "screening_dsis" / "screening.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["of"], row["outcome"]) == ("effect", "adoptions_per_year")]
    varied = yaml.safe_load((ROOT / "configs" / "experiment" / "sensitivity_dsis.yaml").read_text(encoding="utf-8"))
    ranges = set(varied["design"]["ranges"])
    largest = sorted(rows, key=lambda row: -float(row["mu_star"] or 0))[: len(ranges)]
    missed = [row["factor"] for row in largest if row["factor"] not in ranges]
    return (
        f"sensitivity_dsis does not vary {', '.join(missed)}, which the screening puts among the largest"
        if missed
        else ""
    )


def printed(path: Path, module: str, *words: str) -> None:
    """Write what a module prints."""
    done = subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    path.write_text(done.stdout, encoding="utf-8")


def step(title: str, work: Callable[[], object]) -> None:
    """Do something and say how long it took."""
    began = time.perf_counter()
    work()
    print(f"{title}: {time.perf_counter() - began:.0f} s", flush=True)


def main() -> int:
    """Keep one experiment, or run and keep several; exit code 1 if a sentence no longer holds."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--run", action="store_true", help="carry the experiments out first")
    words.add_argument("name", nargs="+", help="names; with --run also all, or changed; without it a name and a folder")
    given = words.parse_args()
    known = listed()
    if not given.run:
        name, folder = given.name[0], Path(given.name[1]) if given.name[1:] else OUTPUTS / given.name[0]
        for copy in keep(name, folder):
            print(copy)
    else:
        whole = given.name in (["all"], ["changed"])
        if unknown := [name for name in given.name if not whole and name not in known]:
            words.error(f"not in kept.yaml: {', '.join(unknown)}; there are all, changed, {', '.join(known)}")
        only_changed = given.name == ["changed"]
        run_all(known if whole else {name: known[name] for name in given.name}, only_changed=only_changed)
        if whole:
            pages(only_changed=only_changed)
            update = [sys.executable, "-m", "pullthrough", "verify", "experiments", "--update"]
            step("small versions", lambda: subprocess.run(update, cwd=ROOT, check=True))
    left = [line for line in (other_factors(), *write(documents())) if line]
    print("\n".join([*left, f"{len(left)} sentences and numbers to be seen to" if left else "every sentence holds"]))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
