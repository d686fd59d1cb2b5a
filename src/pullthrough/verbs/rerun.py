"""``pullthrough rerun DIR``: the same study anew, in a new folder, and whether it gave the same."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.parameters.schema.study import EXECUTORS, Cluster
from pullthrough.study.execution.executors import problems_of
from pullthrough.study.output.manifest import manifest
from pullthrough.study.storage.differences import differences
from pullthrough.study.storage.folder import OtherStudy, make_writable, read_manifest, refuse_other, why
from pullthrough.text import quoting
from pullthrough.verbs.arguments import NoResults, Words, refuse, results
from pullthrough.verbs.diff import print_tables
from pullthrough.verbs.overrides import words_of
from pullthrough.verbs.reproduce import study_of
from pullthrough.verbs.tables_apart import NoTable, Tolerance

AUTO = "auto"


def main(argv: list[str]) -> int:
    """Carry out the study of a result folder again; exit code 1 if a run fails or a table differs."""
    words = Words("rerun", "Run the study of a result folder again in a new folder, and compare the tables.")
    words.add_argument("folder", help="a result folder")
    words.add_argument(
        "--into", help="the new folder (default: the name with -rerun added); it may already hold part of the study"
    )
    words.add_argument("--executor", choices=(AUTO, *EXECUTORS), help="where the runs are executed")
    words.add_argument("--processes", type=int, help="worker processes")
    words.add_argument(
        "--config-dir",
        action="append",
        help="where your folder of scenarios and policies is now, if it has moved",
    )
    words.add_argument("--extension", help="the file or module of the extension that the study ran with")
    given = words.parse_args(argv)
    try:
        folder = results(given.folder)
        into = Path(given.into) if given.into else folder.with_name(f"{folder.resolve().name}-rerun")
        return _rerun(folder, into, given.executor, given.processes, given.config_dir, given.extension)
    except (NoResults, NoTable, OtherStudy, ConfigurationError) as error:
        return refuse("rerun", error)
    except OSError as error:
        return refuse("rerun", NoResults(f"cannot write there: {why(error)}"))


def _rerun(
    folder: Path,
    into: Path,
    executor: str | None,
    processes: int | None,
    config_dirs: list[str] | None,
    extension: str | None,
) -> int:
    from pullthrough.cli import run_study

    about = read_manifest(folder)
    if not about:
        raise NoResults(f"{folder} has no readable manifest, so its settings are unknown")
    if into.resolve() == folder.resolve():
        raise NoResults(f"{into} holds the study itself; name another folder with --into")
    root, design = study_of(about, config_dirs, extension)
    root.study.executor, root.study.processes = executor or AUTO, processes or 0
    root.study.cluster = Cluster()  # where runs are executed is never a folder's to say
    if unfit := list(problems_of(root.study)):
        raise ConfigurationError(unfit)
    here = manifest(root, design, "")
    refuse_other(into, design.fingerprint, lambda: here)
    make_writable(into)
    for difference in differences(about, here):
        print(f"differs: {difference.text('there', 'here')}", flush=True)
    again = ["pullthrough", "rerun", str(folder), f"--into={into}"]
    again += [f"--executor={executor}"] if executor else []
    again += [f"--processes={processes}"] if processes is not None else []
    again += [f"--config-dir={folder}" for folder in config_dirs or ()]
    again += [f"--extension={extension}"] if extension else []
    command = quoting.command(words_of(asdict(root)) or ["rerun", str(folder)])
    code = run_study(root, into, command, shlex.join(again))
    if code not in (0, 1):
        return code
    print(f"\nA  {folder}\nB  {into}")
    return max(code, print_tables(folder, into, Tolerance()))
