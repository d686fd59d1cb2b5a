"""Loading an extension: the one place where code of a user's own is imported, and only because a user has named it.

What is loaded is known by the hash of its source. A setting carries that source along (:class:`Origin`), so that a worker
process, wherever it runs, works with the very text that was hashed; a module is imported there and must have that hash.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from pullthrough.engine.binding import decisions, text_of
from pullthrough.extension.checking import problems_of, rules_of
from pullthrough.extension.declaration import Extension
from pullthrough.observe import registry
from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.extended import EXTENSION, Declared, Origin
from pullthrough.parameters.checking.problems import ConfigurationError, Problem

NAME = "extension"
"""What a file or module of an extension calls it."""

MODULE = "pullthrough_extension_"
"""Begins the name under which a file is imported."""

MADE_HERE = "(made by this program)"


@dataclass(frozen=True)
class Loaded:
    """An extension, and which code it is."""

    origin: Origin
    extension: Extension

    @property
    def declared(self) -> Declared:
        """What of it is known by name."""
        own = self.extension
        outcomes = {
            name: registry.Outcome(name, o.unit, o.label, o.estimator, o.better) for name, o in own.outcomes.items()
        }
        return Declared(self.origin, own.levers, own.numbers, outcomes)


_loaded: dict[str, Loaded] = {}
"""By hash, what has been loaded in this process."""


def load(what: str | Path | ModuleType | Extension) -> Loaded:
    """Load an extension and check it.

    Args:
        what: a file (``rules.py``, or any name with a folder), the name of an installed module, a module, or an extension.

    Raises:
        ConfigurationError: if it cannot be imported, or with everything that is wrong with what it declares.
    """
    if isinstance(what, Extension):
        origin, module = Origin(MADE_HERE, _hash_of_object(what)), None
    elif isinstance(what, ModuleType):
        origin, module = _origin_of_module(what), what
    elif isinstance(what, Path) or what.endswith(".py") or "/" in what or "\\" in what:
        origin = _origin_of_file(Path(what))
        module = _loaded_module(origin) or _executed(origin)
    else:
        module = _imported(str(what))
        origin = _origin_of_module(module)
    if origin.sha256 not in _loaded:
        extension = what if isinstance(what, Extension) else getattr(module, NAME, None)
        if not isinstance(extension, Extension):
            message = f"has no '{NAME} = Extension(...)'; see pullthrough.extension"
            raise ConfigurationError([Problem(EXTENSION, origin.where or origin.name, message)])
        if problems := list(problems_of(extension, origin.name)):
            raise ConfigurationError(problems)
        _keep(Loaded(origin, extension))
    return _loaded[origin.sha256]


def _keep(loaded: Loaded) -> None:
    _loaded[loaded.origin.sha256] = loaded
    extended.know(loaded.declared)


def resolve(origin: Origin | None) -> Loaded | None:
    """The extension that a setting carries, loaded in this process if it is not yet.

    Raises:
        ConfigurationError: if it is not here, or is another than that of the setting.
    """
    if origin is None:
        return None
    if origin.sha256 not in _loaded:
        if origin.name == MADE_HERE:
            message = "was made by a program and does not exist in this process; save it in a file, and name the file"
            raise ConfigurationError([Problem(EXTENSION, origin.name, message)])
        module = _executed(origin) if origin.where else _imported(origin.name)
        if not origin.where and (here := _origin_of_module(module)).sha256 != origin.sha256:
            message = f"is {here.sha256[:10]} here, and the study began with {origin.sha256[:10]}"
            raise ConfigurationError([Problem(EXTENSION, origin.name, message)])
        _keep(Loaded(origin, getattr(module, NAME)))
    return _loaded[origin.sha256]


def work_with(origin: Origin | None) -> None:
    """Work with the extension that a setting carries, or with none: its outcomes are those of this process from now on."""
    loaded = resolve(origin)
    extended.use(loaded.declared if loaded else None)


def _origin_of_file(path: Path) -> Origin:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigurationError([Problem(EXTENSION, str(path), f"cannot be read: {reason}")]) from None
    files = ((path.name, text),)
    return Origin(path.stem, _hash_of_files(files), str(path.resolve()), files)


def _origin_of_module(module: ModuleType) -> Origin:
    """A module alone, or all Python files of the package that it stands in."""
    top = module.__name__.partition(".")[0]
    package = getattr(sys.modules.get(top), "__path__", None)
    if package:
        home = Path(next(iter(package)))
        paths = [(f"{top}/{path.relative_to(home).as_posix()}", path) for path in sorted(home.rglob("*.py"))]
    else:
        paths = [(Path(str(module.__file__)).name, Path(str(module.__file__)))]
    files = tuple((name, path.read_text(encoding="utf-8")) for name, path in paths)
    return Origin(module.__name__, _hash_of_files(files), "", files)


def _hash_of_files(files: tuple[tuple[str, str], ...]) -> str:
    digest = hashlib.sha256()
    for name, text in files:
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()


def _hash_of_object(extension: Extension) -> str:
    """A hash of what a program made: what each function computes, and everything else as it is shown."""
    parts = [text_of(function) for function in _functions_of(extension)]
    shown = (extension.title, extension.levers, extension.numbers, extension.fields, extension.flows)
    told = [(name, o.unit, o.label, o.estimator, o.better) for name, o in extension.outcomes.items()]
    places = [(p.place, p.line) for p in extension.processes]
    return hashlib.sha256(repr((parts, shown, told, places)).encode()).hexdigest()


def _functions_of(extension: Extension) -> Iterator[FunctionType]:
    found: list[Any] = [p.step for p in extension.processes]
    found += [outcome.measure for outcome in extension.outcomes.values()]
    found += [getattr(actor, name) for actor in extension.actors.values() for name in decisions(actor)]
    yield from (rule for function in found if isinstance(function, FunctionType) for rule in rules_of(function))


def _loaded_module(origin: Origin) -> ModuleType | None:
    """The module of a file that this process has executed already, if it is of the same text."""
    return sys.modules.get(MODULE + origin.name) if origin.sha256 in _loaded else None


def _executed(origin: Origin) -> ModuleType:
    """A module made of the text of a file."""
    module = ModuleType(MODULE + origin.name)
    module.__file__ = origin.where
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module  # Numba and dataclasses look it up by name
    try:
        exec(compile(origin.files[0][1], origin.where, "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        sys.modules.pop(module.__name__)
        if before:
            sys.modules[module.__name__] = before
        raise _not_imported(origin.where, error) from None
    return module


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            message = "is not an installed module; name a file with its ending, such as --extension rules.py"
            raise ConfigurationError([Problem(EXTENSION, name, message)]) from None
        raise _not_imported(name, error) from None
    except (Exception, SystemExit) as error:
        raise _not_imported(name, error) from None


def _not_imported(name: str, error: BaseException) -> ConfigurationError:
    """Why it failed, with the last line of the user's code on the way."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "pullthrough/extension" not in f.filename]
    where = [f for f in frames if not f.filename.startswith("<")]
    line = f", line {error.lineno}" if isinstance(error, SyntaxError) else f", line {where[-1].lineno}" if where else ""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return ConfigurationError([Problem(EXTENSION, name, f"cannot be imported: {type(error).__name__}: {text}{line}")])
