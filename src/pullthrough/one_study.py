"""The study of a command that asks for one: its folder by Hydra's rules, and the record that Hydra leaves there.

Hydra's own entry point would compose the configuration twice more to start a single function. It carries out what needs more
of it: ``-m``, ``--cfg`` and its kin, and settings of Hydra beside the folder.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullthrough.parameters.composition import hydra_settings
from pullthrough.study.storage.writing import write_whole
from pullthrough.text.quoting import RUN_FOLDER

if TYPE_CHECKING:
    from pullthrough.parameters.composition.compose import Whole

RECORD = ".hydra"
FOLDER = RUN_FOLDER.removeprefix("hydra.")


def needs_hydra(whole: Whole) -> bool:
    """Whether more of Hydra is set than the folder of the results."""
    return bool(whole.set_of_hydra - {FOLDER})


def folder_of(whole: Whole) -> Path:
    """Where the results go, as ``hydra.run.dir`` has it."""
    return Path(hydra_settings.run_folder(whole.hydra, whole.tree, whole.words)).absolute()


def words_of(whole: Whole) -> list[str]:
    """The words that are not of Hydra's own settings."""
    return [word for word in whole.words if not hydra_settings.is_of_hydra(word)]


def write_record(whole: Whole, folder: Path) -> None:
    """Write down the configuration, Hydra's settings and the words, as Hydra does."""
    home = folder / RECORD
    if home.is_symlink():
        return
    home.mkdir(exist_ok=True)
    hydra = hydra_settings.record(whole.hydra, whole.words, str(folder))
    for name, content in (("config", asdict(whole.root)), ("hydra", {"hydra": hydra}), ("overrides", words_of(whole))):
        write_whole(home / f"{name}.yaml", _yaml(content))


def _yaml(content: Any) -> str:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # some installations have no library in C
    text: str = yaml.dump(content, Dumper=dumper, sort_keys=False, allow_unicode=True)
    return text
