"""How the configuration folders are read and composed by Hydra's rules.

Hydra's own entry points keep what they compose with in global state: a second one in the same process, or another
thread, is refused. Here a loader of configurations is made for each composition, with its own sources, so that
``pullthrough.run`` works inside somebody else's Hydra application and leaves it as it is.

Three things differ from Hydra's own reader. ``scenario/`` and ``policy/`` hold files that are looked up by name, so that
``scenario=x`` and ``against=x`` are plain values and not choices of a group. A file is parsed once, though one command
composes it more than once. And a file that is too large or too deep is refused before it is parsed.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

from hydra import version
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.config_repository import ConfigRepository, IConfigRepository
from hydra._internal.config_search_path_impl import ConfigSearchPathImpl
from hydra._internal.core_plugins import file_config_source
from hydra._internal.sources_registry import SourcesRegistry
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.default_element import ResultDefault
from hydra.core.plugins import Plugins
from hydra.plugins.config_source import ConfigLoadError, ConfigResult, ConfigSource
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from yaml import YAMLError

from pullthrough.parameters.composition import batch
from pullthrough.parameters.files.locate import LIBRARIES, config_folder
from pullthrough.parameters.files.yaml_files import is_readable, text_of

SCHEMA = "root_schema"
"""The first entry of the defaults in ``config.yaml``: empty here, since ``check.py`` knows the schema."""
PRIMARY = "config"
VERSION_BASE = "1.3"

_READ: dict[Path, tuple[tuple[int, int], ConfigResult]] = {}
_ALONE = threading.RLock()
"""Held while something of Hydra's that all threads share is looked at or set."""


class FileConfigSource(file_config_source.FileConfigSource):
    """Hydra's reader of folders, with its name, because Hydra keeps the first registered of a name."""

    def is_group(self, config_path: str) -> bool:
        """Whether a folder is a group to choose from."""
        return config_path not in LIBRARIES and super().is_group(config_path)

    def is_config(self, config_path: str) -> bool:
        """Whether a file can be read, and is no hidden one."""
        return is_readable(Path(self.path, self._normalize_file_name(config_path)))

    def load_config(self, config_path: str) -> ConfigResult:
        """The content of a file; a copy, since Hydra changes what it gets."""
        file = Path(self.path, self._normalize_file_name(config_path))
        if not is_readable(file):
            raise ConfigLoadError(f"Config not found : {file}")
        about = file.stat()
        stamp = about.st_mtime_ns, about.st_size
        if file not in _READ or _READ[file][0] != stamp:
            _READ[file] = stamp, self._read(file)
        read = _READ[file][1]
        return replace(read, provider=self.provider, config=copy.deepcopy(read.config), header=dict(read.header))

    def _read(self, file: Path) -> ConfigResult:
        try:
            text = text_of(file)
            header = ConfigSource._get_header_dict(text[:512])
            config: Any = OmegaConf.load(StringIO(text))
        except (YAMLError, OSError, ValueError) as error:
            raise ConfigLoadError(f"{file}: {error}") from None
        return ConfigResult(config=config, path=f"file://{self.path}", provider=self.provider, header=header)


class _NoSchemas:
    """Hydra holds a file against a schema of the same name that anybody has stored; none of others' is for files here."""

    def load_config(self, config_path: str) -> ConfigResult:
        """There is none."""
        raise ConfigLoadError(f"no schema {config_path}")


class _Repository(ConfigRepository):
    """The folders of one composition; nothing of it is registered anywhere."""

    only_hydra = False
    """Leave out all but Hydra's own settings, and what ``config.yaml`` says of them."""

    def initialize_sources(self, config_search_path: ConfigSearchPath) -> None:
        """Make the sources; those of files are read as here, whatever reader a host program has registered."""
        super().initialize_sources(config_search_path)
        self.sources = [
            FileConfigSource(s.provider, s.path) if s.scheme() == "file" else s  # type: ignore[attr-defined]
            for s in self.sources
        ]

    def get_schema_source(self) -> ConfigSource:
        """Where schemas are looked for that have the name of a file."""
        return _NoSchemas()  # type: ignore[return-value]

    def load_config(self, config_path: str) -> ConfigResult | None:
        """The content of a file, or of the schema."""
        if config_path == SCHEMA:
            nothing = OmegaConf.create({})
            place = {"path": "structured://", "provider": "schema", "header": {"package": None}}
            return ConfigResult(config=nothing, is_schema_source=True, **place)  # type: ignore[arg-type]
        found = super().load_config(config_path)
        if found and self.only_hydra and config_path == PRIMARY and isinstance(found.config, DictConfig):
            found.defaults_list = [d for d in found.defaults_list or () if d.is_self() or d.is_override()]
            found.config = OmegaConf.create({"hydra": found.config.hydra})
        return found

    def config_exists(self, config_path: str) -> bool:
        """Whether there is such a file, or it is the schema."""
        return config_path == SCHEMA or super().config_exists(config_path)


class _Loader(ConfigLoaderImpl):
    """Hydra's loader, which remembers which file said what."""

    def __init__(self, config_search_path: ConfigSearchPath) -> None:
        super().__init__(config_search_path)
        self.repository: _Repository = _Repository(config_search_path)
        self.loaded: list[tuple[Path, DictConfig]] = []

    def _load_single_config(self, default: ResultDefault, repo: IConfigRepository) -> ConfigResult:
        found = super()._load_single_config(default, repo)
        place = str(found.path or "")
        if place.startswith("file://") and isinstance(found.config, DictConfig):
            self.loaded.append((Path(place.removeprefix("file://"), f"{default.config_path}.yaml"), found.config))
        return found


@dataclass(frozen=True)
class Composed:
    """What Hydra makes of the files, plain and unresolved. Shared between callers: not to be changed.

    Attributes:
        tree: the configuration.
        hydra: Hydra's own settings.
        loaded: the files in the order in which they were laid over each other, each with what it says, at its place.
    """

    tree: dict[str, Any]
    hydra: dict[str, Any]
    loaded: list[tuple[Path, DictConfig]] = field(default_factory=list)

    def said_by(self, key: str) -> Path | None:
        """The file that the value of a dotted key comes from; None if no file has it."""
        parts = key.split(".")
        for file, config in reversed(self.loaded):
            if _has(config, parts):
                return file
        return None


def composed(words: Sequence[str], dirs: Sequence[str], *, only_hydra: bool = False) -> Composed:
    """Compose by Hydra's rules: choices of groups on ``config.yaml``; or Hydra's own settings alone.

    Raises:
        hydra.errors.HydraException, omegaconf.errors.OmegaConfBaseException, yaml.YAMLError, OSError, ValueError,
        TypeError, LookupError, RecursionError: as the files may have it.
    """
    with _ALONE, _version_base():
        Plugins.instance()  # makes the sources and sweepers known that Hydra comes with
        batch.register()
        loader = _Loader(_search_path(dirs))
        loader.repository.only_hydra = only_hydra
        config = loader.load_configuration(PRIMARY, list(words), RunMode.RUN)
        tree = OmegaConf.to_container(config, resolve=False)
    assert isinstance(tree, dict)
    named = {str(k): v for k, v in tree.items()}
    return Composed(named, named.pop("hydra"), loader.loaded)


def register() -> None:
    """Make this the reader of folders for the command; to be called before Hydra starts."""
    SourcesRegistry.instance().register(FileConfigSource)


def _search_path(dirs: Sequence[str]) -> ConfigSearchPathImpl:
    path = ConfigSearchPathImpl()
    path.append("hydra", "pkg://hydra.conf")
    path.append("main", f"file://{config_folder()}")
    for folder in dirs:
        path.append("command-line", f"file://{folder}")
    path.append("schema", "structured://")
    return path


@contextmanager
def _version_base() -> Iterator[None]:
    """Hydra 1.3's rules, whichever the program around has asked for."""
    shared = version.VersionBase.instance()
    before = shared.version_base
    version.setbase(VERSION_BASE)
    try:
        yield
    finally:
        shared.version_base = before


def _has(config: Any, parts: Sequence[str]) -> bool:
    for part in parts:
        if not isinstance(config, DictConfig) or config._is_none() or part not in config:
            return False
        node = config._get_node(part)
        if not isinstance(node, DictConfig):
            return True
        config = node
    return True
