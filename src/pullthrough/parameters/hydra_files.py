"""How Hydra reads the configuration folders for the command line.

Two things differ from Hydra's own reader. ``scenario/`` and ``policy/`` hold files that are looked up by name, so that
``scenario=x`` and ``against=x`` are plain values and not choices of a group. And a file is parsed once, though one
command composes three times: to check, to find out its mode, and to run.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

from hydra._internal.core_plugins import file_config_source
from hydra._internal.sources_registry import SourcesRegistry
from hydra.plugins.config_source import ConfigResult

from pullthrough.parameters.locate import LIBRARIES

_READ: dict[tuple[str, str, str, int], ConfigResult] = {}


class FileConfigSource(file_config_source.FileConfigSource):
    """Hydra's reader of folders, with its name, because Hydra keeps the first registered of a name."""

    def is_group(self, config_path: str) -> bool:
        """Whether a folder is a group to choose from."""
        return config_path not in LIBRARIES and super().is_group(config_path)

    def load_config(self, config_path: str) -> ConfigResult:
        """The content of a file; a copy, since Hydra changes what it gets."""
        file = Path(self.path, self._normalize_file_name(config_path))
        key = (self.provider, self.path, config_path, file.stat().st_mtime_ns if file.is_file() else 0)
        if key not in _READ:
            _READ[key] = super().load_config(config_path)
        read = _READ[key]
        return replace(read, config=copy.deepcopy(read.config), header=dict(read.header))


def register() -> None:
    """Make this the reader of folders; to be called before Hydra starts."""
    SourcesRegistry.instance().register(FileConfigSource)
