"""The command line before Hydra sees it: options known, words checked, nothing run."""

from __future__ import annotations

import math
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.parameters.checking.extended import EXTENSION, Declared, in_use
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.composition.batch import is_batch, one_study
from pullthrough.parameters.composition.compose import BY_NAME, Whole, compose_whole
from pullthrough.parameters.composition.overrides import as_entry
from pullthrough.parameters.files import locate
from pullthrough.text.quoting import RUN_FOLDER, text_of

DESIGN = "design."
OPTION = "--extension"
EVERYTHING = "--all"
"""The option for a table of every outcome; it is ours, not Hydra's."""
SWEEP_FOLDER, SWEEP_SUBFOLDER = "hydra.sweep.dir", "hydra.sweep.subdir"

MOST_STUDIES = 1000
"""Studies that one command may ask for with ``-m``."""

REFUSED = {
    "experimental_rerun": "is rejected: it would run code from a file; repeat the command of the run instead",
    "config_path": "is not supported; add a folder with --config-dir",
    "config_name": "is not supported; add a folder with --config-dir and choose an experiment from it",
}


@dataclass(frozen=True)
class CommandLine:
    """A parsed command line.

    Attributes:
        argv: as given, without the program's name and what names an extension.
        options: Hydra's options.
        words: the overrides among ``argv``.
        config_dirs: folders added with ``--config-dir``.
        extensions: files and modules of the user's own code, as named by ``--extension`` and ``extension=``.
    """

    argv: tuple[str, ...]
    options: Namespace
    words: tuple[str, ...]
    config_dirs: tuple[str, ...]
    extensions: tuple[str, ...] = ()

    @property
    def extension(self) -> str | None:
        """The extension, such that it can be named from any folder."""
        if not self.extensions:
            return None
        file = Path(self.extensions[0])
        return str(file.resolve()) if file.is_file() else self.extensions[0]

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
    parser.add_argument(OPTION, action="append", default=[], help="a file or module with your own rules")
    parser.add_argument(EVERYTHING, action="store_true", help="show every outcome in the table of a comparison")
    options = parser.parse_intermixed_args(list(argv))
    dirs = (options.config_dir,) if options.config_dir else ()
    named = [word for word in options.overrides if word.lstrip("+").startswith(f"{EXTENSION}=")]
    words = tuple(word for word in options.overrides if word not in named)
    extensions = (*options.extension, *(text_of(word) or word.partition("=")[2] for word in named))
    return CommandLine(_without_extension(argv, named), options, words, dirs, extensions)


def _without_extension(argv: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """A command line without what names an extension: neither words nor Hydra's options."""
    found, skip = [], False
    for word in argv:
        if not skip and word != OPTION and not word.startswith(f"{OPTION}=") and word not in named:
            found.append(word)
        skip = word == OPTION
    return tuple(found)


def check(line: CommandLine, load: Callable[[str], Declared | None] = lambda name: None) -> list[Whole]:
    """The configurations that the words give: one, or with ``-m`` one for each alternative of each word in turn.

    Args:
        line: the command line.
        load: loads an extension by the name of its file or module.

    Raises:
        ConfigurationError: with the problems of all of them.
    """
    problems = _problems_of_options(line)
    if problems:
        raise ConfigurationError(problems)
    wholes, consequences = [], 0
    own, unfit = _extension(line, load)
    for words in _studies(line):
        try:
            wholes.append(compose_whole(words, line.config_dirs, own))
        except ConfigurationError as error:  # without the extension nothing is known of its settings
            problems += [p for p in error.problems if not unfit or f"{EXTENSION}." not in p.key]
            consequences += error.consequences
    problems = unfit + problems
    if problems:
        raise ConfigurationError(problems, consequences)
    return wholes


def _extension(line: CommandLine, load: Callable[[str], Declared | None]) -> tuple[Declared | None, list[Problem]]:
    """What the extension of a command adds to the settings, and what is wrong with it."""
    if line.extension is None:
        return None, []
    if len(line.extensions) > 1:
        message = (
            "names more than one extension, and a study takes one; import one from the other, or put both into one file"
        )
        return None, [Problem(EXTENSION, list(line.extensions), message)]
    try:
        return load(line.extension), []
    except ConfigurationError as error:
        return None, error.problems


def _problems_of_options(line: CommandLine) -> list[Problem]:
    """What is wrong with the options, and with words that go with some of them only."""
    asked = vars(line.options)
    found = [Problem("--" + name.replace("_", "-"), asked[name], text) for name, text in REFUSED.items() if asked[name]]
    many, named = asked["multirun"], {w.lstrip("+").partition("=")[0]: w.partition("=")[2] for w in line.words}
    if many and asked["cfg"]:
        found.append(
            Problem("--cfg", asked["cfg"], "shows one configuration; leave out -m and choose one value of each")
        )
    if asked["resolve"] and not asked["cfg"]:
        found.append(Problem("--resolve", True, "goes with --cfg job, which shows a configuration"))
    if sum(map(bool, (asked["run"], many, asked["info"], asked["shell_completion"]))) > 1:
        found.append(Problem("-m", True, "goes with none of --run, --info and --shell-completion"))
    if many and RUN_FOLDER in named:
        message = "is the folder of a single study; with -m set hydra.sweep.dir, the folder of all of them"
        found.append(Problem(RUN_FOLDER, named[RUN_FOLDER], message))
    for key in () if many else (SWEEP_FOLDER, SWEEP_SUBFOLDER):
        if key in named:
            found.append(Problem(key, named[key], f"needs -m; for a single study set {RUN_FOLDER}"))
    return found


def _studies(line: CommandLine) -> list[list[str]]:
    """The words of each study that is asked for.

    Raises:
        ConfigurationError: if there are too many of them.
    """
    if not line.options.multirun:
        return [list(line.words)]
    words = [_spelt_out(word, line.config_dirs) for word in line.words]
    asked = math.prod(_count(word) for word in words)
    if asked > MOST_STUDIES:
        message = (
            f"asks for {asked:,} {'points' if is_batch(words) else 'studies'}, at most {MOST_STUDIES:,} are allowed; "
            "replicates= gives more runs of one study, each with a seed of its own, and design= many points"
        )
        longest = max(words, key=_count)
        raise ConfigurationError([Problem("-m", longest, message)])
    return [one_study(words)] if is_batch(words) else _jobs(words)


def for_hydra(line: CommandLine) -> list[str]:
    """``argv`` in Hydra's dialect: words first, since Hydra cannot find them among options.

    Hydra asks for a plus where a name is new to a table (levers of instruments and regions, what a design varies) and
    refuses one where it is not; here both are admitted, since every key has been checked against the schema.
    """
    if not line.is_checked:
        return list(line.argv)
    groups = locate.groups(line.config_dirs)
    given = [_spelt_out(w, line.config_dirs) if line.options.multirun else w for w in line.words]
    words = [_word_for_hydra(as_entry(w), groups) for w in given]
    folders = ",".join(f"'{Path(d).resolve()}'" for d in line.config_dirs)
    words += [f"++config_dirs=[{folders}]"] if folders else []
    own = in_use()
    words += [f"++{EXTENSION}='{own.origin.key}'"] if own else []
    return [*words, *(a for a in line.argv if a not in line.words and a != EVERYTHING)]


def _word_for_hydra(word: str, groups: Sequence[str]) -> str:
    bare = word.lstrip("+")
    key = bare.partition("=")[0]
    if key in groups or key.startswith("hydra"):
        return bare if key in groups else word
    return "++" + bare if word != bare or key.startswith((*BY_NAME, DESIGN)) else word


def _jobs(words: Sequence[str]) -> list[list[str]]:
    """Words for the first job, and for one job for each further alternative of each word."""
    options = [_alternatives(word) for word in words]
    first = [o[0] for o in options]
    return [first] + [[*first[:i], other, *first[i + 1 :]] for i, o in enumerate(options) for other in o[1:]]


def _alternatives(word: str) -> list[str]:
    parsed = _parsed(word)
    if parsed is None or not parsed.is_discrete_sweep() or parsed.value_type == _types().GLOB_CHOICE_SWEEP:
        return [word]
    return [f"{parsed.get_key_element()}={value}" for value in parsed.sweep_string_iterator()] or [word]


def _spelt_out(word: str, config_dirs: Sequence[str]) -> str:
    """``scenario=glob(dsis_*)`` as the names that it stands for; other words as they are.

    Raises:
        ConfigurationError: if it stands for none.
    """
    parsed = _parsed(word)
    if parsed is None or parsed.value_type != _types().GLOB_CHOICE_SWEEP:
        return word
    key = parsed.key_or_group
    known = locate.names("scenario" if key == "against" else key, config_dirs)
    found = parsed.value().filter(known)
    if not found:
        message = f"finds no name (known: {', '.join(known)})" if known else "chooses among files, but there are none"
        raise ConfigurationError([Problem(key, word.partition("=")[2], message)])
    return f"{parsed.get_key_element()}={','.join(found)}"


def _count(word: str) -> int:
    """How many values a word has, without making them: a range may be without end."""
    parsed = _parsed(word)
    if parsed is None or not parsed.is_discrete_sweep():
        return 1
    value = parsed.value()
    if parsed.value_type == _types().RANGE_SWEEP:
        start, stop, step = (float(v or 0) for v in (value.start, value.stop, value.step))
        span = (stop - start) / step if step else math.inf
        return max(1, math.ceil(span)) if math.isfinite(span) else MOST_STUDIES + 1
    return max(1, len(getattr(value, "list", ())))


def _parsed(word: str) -> Any:
    """A word by Hydra's grammar; None if it is not of that form, which is said when it is checked."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    try:
        return OverridesParser.create().parse_override(word)
    except (HydraException, ValueError, RecursionError):
        return None


def _types() -> Any:
    from hydra.core.override_parser.types import ValueType

    return ValueType
