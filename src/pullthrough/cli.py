"""The command ``pullthrough``: a configuration is checked, Hydra opens a folder, a study runs and is shown."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullthrough.text import streams
from pullthrough.verbs import VERBS

if TYPE_CHECKING:
    from pullthrough.parameters.composition.command_line import CommandLine
    from pullthrough.parameters.composition.compose import Whole
    from pullthrough.parameters.schema.root import Root

OLDEST_PYTHON = (3, 12)
FAILED, WRONG, STOPPED = 1, 2, 130
"""Exit codes: runs failed; nothing was run because the input is wrong; stopped by Ctrl-C."""

NO_RECORD = "hydra.output_subdir=null"
"""Hydra would record a configuration before it is known whether the folder is free; so it is done here."""

DEFAULT_FOLDER = "outputs"
"""Where result folders are made, unless one is named."""


def main() -> None:
    """Run the command line and exit."""
    if sys.version_info < OLDEST_PYTHON:
        have, need = (".".join(map(str, v)) for v in (sys.version_info[:2], OLDEST_PYTHON))
        sys.exit(
            f"pullthrough needs Python {need} or newer; this is Python {have}. Install a newer Python and try again."
        )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a batch system's way of saying Ctrl-C
    streams.settle()
    gc.disable()  # until there is something to run, see _collect_garbage
    try:
        code = command(sys.argv[1:])
    except KeyboardInterrupt:  # while a study runs it is met there, where it is known what is kept
        print("\npullthrough: interrupted", file=sys.stderr, flush=True)
        code = STOPPED
    if code == WRONG:
        _give_up()
    if error := streams.lost():
        print(f"pullthrough: cannot write to the standard output: {error.strerror}", file=sys.stderr)
        code = code or FAILED
    gc.freeze()  # nothing is taken apart object by object on the way out: the system takes all memory back at once
    sys.exit(code)


def command(argv: list[str]) -> int:
    """Check the words of a command line and run them; returns the exit code.

    Nothing is run or written unless everything is right.
    """
    if "--version" in argv:
        from pullthrough import __version__

        print(f"pullthrough {__version__}")
        return 0
    argv = _verb_first(argv)
    if argv and argv[0] in VERBS:
        _collect_garbage()
        return import_module(f"pullthrough.verbs.{argv[0]}").main(argv[1:])  # type: ignore[no-any-return]
    if argv and argv[0].replace("-", "_").isidentifier() and not argv[0].startswith("-"):
        return _no_verb(argv[0])
    if argv in (["--help"], ["-h"]):
        from pullthrough.parameters.composition import help_text

        print(help_text.text(), end="")
        return 0
    from pullthrough import one_study
    from pullthrough.api import declared
    from pullthrough.parameters.checking.problems import ConfigurationError
    from pullthrough.parameters.composition import command_line, hydra_files
    from pullthrough.parameters.composition.command_line import SWEEP_FOLDER
    from pullthrough.text.quoting import RUN_FOLDER, override

    hydra_files.register()
    line = command_line.parse(argv)
    try:
        wholes = command_line.check(line, declared) if line.is_checked else []
        roots = [whole.root for whole in wholes]
        _check_studies(roots)
    except ConfigurationError as error:
        print(f"pullthrough: {error}", file=sys.stderr)
        return WRONG
    if line.is_run:
        _remark(roots)
    if line.is_run and any(root.dry_run for root in roots):
        _import_ahead(roots)
        return _dry_run(roots)
    if line.is_run and not (_is_fit() and _may_use_folders(line, roots)):
        return WRONG
    if not line.is_run:
        return _hydra(command_line.for_hydra(line), line)
    _import_ahead(roots)
    if line.extensions and not _is_compiled(roots):
        return WRONG
    folder = None if line.names_folder else _free_folder(line)
    if not line.options.multirun and not one_study.needs_hydra(wholes[0]):
        return _run_whole(wholes[0], line, folder)
    words = [override(SWEEP_FOLDER if line.options.multirun else RUN_FOLDER, str(folder))] if folder else []
    return _hydra([*words, NO_RECORD, *command_line.for_hydra(line)], line)


def _collect_garbage() -> None:
    """Look for garbage from now on, among what is made from now on: imports and configurations leave none worth looking for."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _dry_run(roots: list[Root]) -> int:
    """Say what each study would take; nothing is written."""
    _collect_garbage()
    from pullthrough.present.tables import dry_run as shown
    from pullthrough.study.kinds.dry_run import estimate

    for root in roots:
        shown.show(estimate(root))
    return 0


def _no_verb(word: str) -> int:
    from pullthrough.parameters.checking.problems import nearest_name

    near = nearest_name(word, VERBS)
    hint = f" Did you mean '{near}'?" if near else ""
    text = f"is neither a command ({', '.join(VERBS)}) nor a setting of the form key=value; nothing was run.{hint}"
    print(f"pullthrough: '{word}' {text}", file=sys.stderr)
    return WRONG


def _check_studies(roots: list[Root]) -> None:
    """Check what only a kind of study, a design or an executor knows of its own settings."""
    from pullthrough.parameters.checking.problems import ConfigurationError
    from pullthrough.study.design.problems import problems_of as problems_of_design
    from pullthrough.study.execution.executors import problems_of as problems_of_executor

    unfit = [problem for root in roots for problem in problems_of_executor(root.study)]
    unfit += [problem for root in roots for problem in problems_of_design(root)]
    plain = all(root.study.kind == "compare" and root.design.kind == "none" for root in roots)  # nothing to find, often
    if not plain:
        from pullthrough.study.kinds.registry import misfits

        unfit += [problem for root in roots for problem in misfits(root)]
    if unfit:
        raise ConfigurationError(unfit)
    if not plain or any(root.study.equal_cost or root.study.budget_lever for root in roots):
        from pullthrough.study.kinds.registry import problems_of

        problems = [problem for root in roots for problem in problems_of(root)]
        if problems:
            raise ConfigurationError(problems)


def _remark(roots: list[Root]) -> None:
    """Say how many studies there are, and what in them may not be what was meant."""
    from pullthrough.study.kinds.remarks import remarks

    if len(roots) > 1:
        print(f"pullthrough: {len(roots)} studies, one after another", file=sys.stderr, flush=True)
    for text in dict.fromkeys(text for root in roots for text in remarks(root)):
        print(f"pullthrough: note: {text}", file=sys.stderr, flush=True)


def _import_ahead(roots: list[Root]) -> None:
    """Start the server from which workers fork, now that all is sound: it imports the model while Hydra opens a folder."""
    from pullthrough.study.execution.process_context import prepare

    prepare(any(root.study.executor in ("auto", "processes") for root in roots))


def _is_compiled(roots: list[Root]) -> bool:
    """Whether the rules of the extension can be compiled; what cannot be is said before the first run."""
    from pullthrough.model import PullThroughModel
    from pullthrough.parameters.checking.problems import ConfigurationError
    from pullthrough.parameters.policy.setting import setting

    try:
        for root in roots[:1]:  # the rules of all are the same
            PullThroughModel(setting(root), rng=root.seed)
    except ConfigurationError as error:
        print(f"pullthrough: {error}", file=sys.stderr)
        return False
    return True


def _give_up() -> None:
    """Nothing will be run: end the server from which workers fork, before it has imported the model."""
    if starting := sys.modules.get("pullthrough.study.execution.process_context"):
        starting.give_up()


def _is_fit() -> bool:
    """Whether this machine can run anything: cache of compiled rules, temporary folder."""
    from pullthrough.study.execution.surroundings import problems

    found = list(problems())
    for text in found:
        print(f"pullthrough: {text}; nothing was run", file=sys.stderr)
    return not found


def _verb_first(argv: list[str]) -> list[str]:
    """``--config-dir mine show levers`` as it is meant: options that stand before a verb belong behind it."""
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in ("--config-dir", "-cd", "--extension") else 1
    moved = [word.replace("-cd", "--config-dir", 1) if word.startswith("-cd") else word for word in argv[:at]]
    return [argv[at], *moved, *argv[at + 1 :]] if 0 < at < len(argv) and argv[at] in VERBS else argv


def _may_use_folders(line: CommandLine, roots: list[Root]) -> bool:
    """Whether the folders for the results can be written, and are free or hold a part of these very studies."""
    from pullthrough.parameters.checking.problems import ConfigurationError
    from pullthrough.study.kinds.registry import kind_named
    from pullthrough.study.output.manifest import manifest
    from pullthrough.study.storage.folder import AtWork, OtherStudy, make_writable, refuse_at_work, refuse_other, why

    where = line.sweep_folder if line.options.multirun else line.run_folder
    try:
        folder = Path(where or DEFAULT_FOLDER) / ("0" if line.options.multirun else "")
        if where and folder.is_dir() and any(folder.iterdir()):  # of several studies the first
            root = roots[0]
            design = kind_named(root.study.kind).design(root)
            refuse_other(folder, design.fingerprint, lambda: manifest(root, design, ""))
            refuse_at_work(folder)
        make_writable(Path(where or DEFAULT_FOLDER))
    except (OtherStudy, AtWork, ConfigurationError) as error:
        print(f"pullthrough: {error}", file=sys.stderr)
        return False
    except OSError as error:
        print(f"pullthrough: cannot write to {where or DEFAULT_FOLDER}: {why(error)}; nothing was run", file=sys.stderr)
        return False
    return True


def _free_folder(line: CommandLine) -> Path:
    """A folder of its own for this command, where none is named: several may start in one second."""
    from datetime import datetime

    from pullthrough.study.storage.folder import make_free

    home = Path(DEFAULT_FOLDER, "multirun") if line.options.multirun else Path(DEFAULT_FOLDER)
    return make_free(home / f"{datetime.now():%Y-%m-%d/%H-%M-%S}")


def _run_whole(whole: Whole, line: CommandLine, free: Path | None) -> int:
    """One study, without Hydra; returns the exit code.

    Args:
        whole, line: its configuration and the words that gave it.
        free: a folder made for it; None if one is named.
    """
    from pullthrough import one_study
    from pullthrough.text import quoting

    folder = free.absolute() if free else one_study.folder_of(whole)
    words = [*([f"--extension={line.extension}"] if line.extension else []), *one_study.words_of(whole)]
    text = quoting.command([*(f"--config-dir={d}" for d in line.config_dirs), *words])
    resume = quoting.command(words, line.config_dirs, folder)
    return run_study(whole.root, folder, text, resume, lambda: one_study.write_record(whole, folder))


def _hydra(argv: list[str], line: CommandLine) -> int:
    """Let Hydra open a folder for each job and run it there; returns the worst exit code."""
    import hydra
    from hydra.core.config_store import ConfigStore

    from pullthrough.parameters.files.locate import config_folder
    from pullthrough.parameters.schema.root import Root

    codes = [0]
    ConfigStore.instance().store(name="root_schema", node=Root)

    def job(config: Any) -> None:
        codes.append(_job(config, line))

    sys.argv = [sys.argv[0], *argv]
    hydra.main(config_path=str(config_folder()), config_name="config", version_base="1.3")(job)()
    return max(codes)


def _job(config: Any, line: CommandLine) -> int:
    """One study, in the folder that Hydra has made."""
    from hydra.core.hydra_config import HydraConfig
    from omegaconf import OmegaConf

    from pullthrough.parameters.checking.problems import ConfigurationError
    from pullthrough.parameters.composition import compose
    from pullthrough.text import quoting

    tree = OmegaConf.to_container(config, resolve=True)
    assert isinstance(tree, dict)
    folder = Path(HydraConfig.get().runtime.output_dir)
    words = [w for w in HydraConfig.get().overrides.task if not w.startswith(("++config_dirs=", "++extension="))]
    words = [*([f"--extension={line.extension}"] if line.extension else []), *words]
    text = quoting.command([*(f"--config-dir={d}" for d in line.config_dirs), *words])
    resume = quoting.command(words, line.config_dirs, folder)
    try:
        root = compose.check({str(k): v for k, v in tree.items()})
    except ConfigurationError as error:
        print(f"pullthrough: {error}", file=sys.stderr)
        return WRONG
    code = run_study(root, folder, text, resume, lambda: _record(config, folder), line.options.all)
    if code == STOPPED:
        sys.exit(code)
    return code


def _record(config: Any, folder: Path) -> None:
    """Write down what Hydra composed, as Hydra does, once the folder is this study's."""
    from hydra.core.hydra_config import HydraConfig
    from omegaconf import OmegaConf

    from pullthrough.one_study import RECORD
    from pullthrough.study.storage.writing import write_whole

    home = folder / RECORD
    if home.is_symlink():
        return
    home.mkdir(exist_ok=True)
    whole = HydraConfig.instance().cfg
    for name, content in (("config", config), ("hydra", whole), ("overrides", HydraConfig.get().overrides.task)):
        write_whole(home / f"{name}.yaml", OmegaConf.to_yaml(content))


def run_study(
    root: Root,
    folder: Path,
    command: str,
    resume: str,
    record: Callable[[], None] = lambda: None,
    everything: bool = False,
) -> int:
    """Run a study in a folder, draw it and show it; whatever ends it early, say what is saved and how to resume.

    Args:
        root: its configuration.
        folder: where results go.
        command: the words of the command, for the manifest.
        resume: the command that goes on in the same folder.
        record: called once the folder is known to be this study's.
        everything: the table shows every outcome.

    Returns:
        The exit code.
    """
    from pullthrough.study.execution.executors import WorkersLost
    from pullthrough.study.execution.surroundings import NO_MEMORY, Surroundings
    from pullthrough.study.storage.folder import AtWork, OtherStudy, why

    kept = f"Completed runs are saved. To resume:\n  {resume}"
    try:
        return _study(root, folder, command, record, everything)
    except (OtherStudy, AtWork) as error:
        print(f"pullthrough: {error}", file=sys.stderr)
        return WRONG
    except WorkersLost as error:
        print(f"pullthrough: {error}. {kept}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"pullthrough: cannot write the results: {why(error)}. {kept}", file=sys.stderr)
        return FAILED
    except Surroundings as error:
        print(f"pullthrough: the study could not continue on this machine: {error}. {kept}", file=sys.stderr)
        return FAILED
    except MemoryError:
        print(f"pullthrough: the study could not continue on this machine: {NO_MEMORY}. {kept}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"\npullthrough: interrupted. {kept}", file=sys.stderr, flush=True)
        return STOPPED


def _study(root: Root, folder: Path, text: str, record: Callable[[], None], everything: bool) -> int:
    """Run a study; show it while it is drawn."""
    _collect_garbage()
    from pullthrough.observe.registry import OUTCOMES
    from pullthrough.present import drawn
    from pullthrough.present.drawing import Drawing
    from pullthrough.present.progress import StudyProgress
    from pullthrough.present.tables import show
    from pullthrough.study.execution.executors import choose
    from pullthrough.study.kinds.registry import kind_named

    study, kind = root.study, kind_named(root.study.kind)
    record_once, draws = cache(record), study.figures and not drawn.are_there(folder)
    with Drawing(folder, kind.figures) as drawing:

        def report(done: int, total: int) -> None:
            record_once()
            progress.report(done, total)
            if done == total and draws and choose(study, total, total).processes > 1:
                drawing.prepare()  # while the tables are written

        with StudyProgress() as progress:
            found = kind.run(root, folder, text, report)
        shown = tuple(OUTCOMES) if everything else study.outcomes
        show(kind.table, found, drawing.begin() if study.figures else list, shown)
    if study.report:
        _report(folder)
    for row in found.failures[:5]:
        print(f"pullthrough: run {row.run} ({row.scenario}, seed {row.seed}) failed: {row.error}", file=sys.stderr)
    if found.failures:
        print(f"pullthrough: {len(found.failures)} runs failed; see summary.csv, column error", file=sys.stderr)
    return FAILED if found.failures else 0


def _report(folder: Path) -> None:
    """Write the page of a study; if it cannot be made the study is done all the same, and that is said."""
    from pullthrough.present.console import short
    from pullthrough.present.pages.report import write_report

    try:
        print(f"Report: {short(write_report(folder))}")
    except OSError:
        raise
    except Exception as error:  # a table that nobody thought of must not cost a finished study its exit code
        print(f"pullthrough: the report was not written: {type(error).__name__}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
