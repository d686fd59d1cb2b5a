"""How Hydra reads the configuration folders for the command line.

Two things differ from Hydra's own reader. ``scenario/`` and ``policy/`` hold files that are looked up by name, so that
``scenario=x`` and ``against=x`` are plain values and not choices of a group. And a file is parsed once, though Hydra composes
up to three times for one command.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hydra._internal.core_plugins import file_config_source
from hydra._internal.sources_registry import SourcesRegistry
from hydra.plugins.config_source import ConfigResult

from pullthrough.parameters.locate import LIBRARIES

_Original = file_config_source.FileConfigSource


class FileConfigSource(_Original):
    """Hydra's reader of folders. It bears the original's name because Hydra keeps the first of a name."""

    def is_group(self, config_path: str) -> bool:
        """Whether a folder is a group to choose from."""
        return config_path not in LIBRARIES and super().is_group(config_path)

    def load_config(self, config_path: str) -> ConfigResult:
        """The content of a file; the caller may change it, so it gets a copy."""
        folder = Path(self.path)
        result = _load(str(folder), config_path, self)
        return ConfigResult(
            provider=result.provider, path=result.path, config=result.config.copy(), header=dict(result.header)
        )

    def __hash__(self) -> int:
        return hash((self.provider, self.path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileConfigSource) and (self.provider, self.path) == (other.provider, other.path)


@cache
def _load(folder: str, config_path: str, source: Any) -> ConfigResult:
    return _Original.load_config(source, config_path)


def register() -> None:
    """Make this the reader of folders; to be called before Hydra starts."""
    SourcesRegistry.instance().register(FileConfigSource)
