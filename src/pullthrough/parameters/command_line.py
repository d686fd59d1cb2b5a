"""The command line before Hydra sees it: options known, words checked, nothing run."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.parameters import locate
from pullthrough.parameters.batch import is_batch, one_study
from pullthrough.parameters.compose import BY_NAME, compose
from pullthrough.parameters.overrides import as_entry
from pullthrough.parameters.problems import ConfigurationError, Problem
from pullthrough.parameters.root_schema import Root
from pullthrough.text.quoting import RUN_FOLDER, text_of

SWEEP_FOLDER = "hydra.sweep.dir"
DESIGN = "design."

REFUSED = {
    "experimental_rerun": "is refused: it would run code from a file; give the words of the run again",
    "config_path": "is not supported; add a folder with --config-dir",
    "config_name": "is not supported; add a folder with --config-dir and choose an experiment from it",
}


@dataclass(frozen=True)
class CommandLine:
    """A parsed command line.

    Attributes:
        argv: as given, without the program's name.
        options: Hydra's options.
        words: the overrides among ``argv``.
        config_dirs: folders added with ``--config-dir``.
    """

    argv: tuple[str, ...]
    options: Namespace
    words: tuple[str, ...]
    config_dirs: tuple[str, ...]

    @property
    def is_checked(self) -> bool:
        """Whether the words are overrides that matter, and not a request for help."""
        asked = self.options
        return not (asked.help or asked.hydra_help or asked.shell_completion)

    @property
    def is_run(self) -> bool:
        """Whether something is to be run, not only shown."""
        return self.is_checked and not (self.options.cfg or self.options.info)

    @property
    def run_folder(self) -> str | None:
        """The folder named by ``hydra.run.dir=``, if it is named outright."""
        return self._named(RUN_FOLDER)

    @property
    def sweep_folder(self) -> str | None:
        """The same of ``hydra.sweep.dir=``."""
        return self._named(SWEEP_FOLDER)

    @property
    def names_folder(self) -> bool:
        """Whether a word says where results go, outright or by reference."""
        keys = [word.lstrip("+~").partition("=")[0] for word in self.words]
        return (SWEEP_FOLDER if self.options.multirun else RUN_FOLDER) in keys

    def _named(self, key: str) -> str | None:
        named = [w for w in self.words if w.lstrip("+").startswith(key + "=")]
        return text_of(named[-1]) if named else None


def parse(argv: Sequence[str]) -> CommandLine:
    """Split options from words.

    Raises:
        SystemExit: as argparse does, for an unknown option.
    """
    from hydra._internal.utils import get_args_parser

    parser = get_args_parser()
    parser.prog = "pullthrough"
    options = parser.parse_intermixed_args(list(argv))
    dirs = (options.config_dir,) if options.config_dir else ()
    return CommandLine(tuple(argv), options, tuple(options.overrides), dirs)


def check(line: CommandLine) -> list[Root]:
    """The configurations that the words give: one, or with ``-m`` one for each alternative of each word in turn.

    Raises:
        ConfigurationError: with the problems of all of them.
    """
    options = vars(line.options)
    problems = [
        Problem("--" + name.replace("_", "-"), options[name], text) for name, text in REFUSED.items() if options[name]
    ]
    if line.options.multirun and line.options.cfg:
        problems.append(
            Problem("--cfg", line.options.cfg, "shows one configuration; leave out -m and choose one value of each")
        )
    if problems:
        raise ConfigurationError(problems)
    roots = []
    for words in _studies(line):
        try:
            roots.append(compose(words, line.config_dirs))
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(problems)
    return roots


def _studies(line: CommandLine) -> list[list[str]]:
    """The words of each study that is asked for."""
    if not line.options.multirun:
        return [list(line.words)]
    return [one_study(line.words)] if is_batch(line.words) else _jobs(line.words, line.config_dirs)


def for_hydra(line: CommandLine) -> list[str]:
    """``argv`` in Hydra's dialect: words first, since Hydra cannot find them among options.

    Hydra asks for a plus where a name is new to a table (levers of instruments and regions, what a design varies) and
    refuses one where it is not; here both are admitted, since every key has been checked against the schema.
    """
    if not line.is_checked:
        return list(line.argv)
    groups = locate.groups(line.config_dirs)
    words = [_word_for_hydra(as_entry(w), groups) for w in line.words]
    folders = ",".join(f"'{Path(d).resolve()}'" for d in line.config_dirs)
    words += [f"++config_dirs=[{folders}]"] if folders else []
    return [*words, *(a for a in line.argv if a not in line.words)]


def _word_for_hydra(word: str, groups: Sequence[str]) -> str:
    bare = word.lstrip("+")
    key = bare.partition("=")[0]
    if key in groups or key.startswith("hydra"):
        return bare if key in groups else word
    return "++" + bare if word != bare or key.startswith((*BY_NAME, DESIGN)) else word


def _jobs(words: Sequence[str], config_dirs: Sequence[str]) -> list[list[str]]:
    """Words for the first job, and for one job for each further alternative of each word."""
    options = [_alternatives(word, config_dirs) for word in words]
    first = [o[0] for o in options]
    return [first] + [[*first[:i], other, *first[i + 1 :]] for i, o in enumerate(options) for other in o[1:]]


def _alternatives(word: str, config_dirs: Sequence[str]) -> list[str]:
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.core.override_parser.types import Glob
    from hydra.errors import HydraException

    try:
        parsed: Any = OverridesParser.create().parse_override(word)
        if not parsed.is_discrete_sweep():
            return [word]
        if isinstance(parsed.value(), Glob):
            values = parsed.value().filter(locate.names(parsed.key_or_group, config_dirs))
        else:
            values = list(parsed.sweep_string_iterator())
    except HydraException:
        return [word]
    return [f"{parsed.get_key_element()}={value}" for value in values] or [word]
