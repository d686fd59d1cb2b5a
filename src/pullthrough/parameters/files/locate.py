"""Where the configuration is: beside the source in a clone, inside the package in a wheel, and in users' folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pullthrough.parameters.files.yaml_files import SUFFIX, is_readable

LIBRARIES = ("scenario", "policy", "register")
"""Folders of files that are looked up by name, unlike the other folders, which are Hydra groups."""


@cache
def config_folder() -> Path:
    """The folder with ``config.yaml``.

    Raises:
        FileNotFoundError: if the installation is broken.
    """
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "configs", package.parents[1] / "configs"):
        if (folder / "config.yaml").is_file():
            return folder
    raise FileNotFoundError(f"no configs/config.yaml beside {package}: install pullthrough again")


def folders(config_dirs: Sequence[str | Path] = ()) -> list[Path]:
    """All configuration folders, the project's own first."""
    return [config_folder(), *(Path(d) for d in config_dirs)]


def names(group: str, config_dirs: Sequence[str | Path] = ()) -> list[str]:
    """The names that may be chosen in a group such as ``world`` or ``world/market``, sorted."""
    found = (folder / group for folder in folders(config_dirs))
    return sorted({f.stem for place in found for f in place.glob(f"*{SUFFIX}") if is_readable(f)})


def groups(config_dirs: Sequence[str | Path] = ()) -> list[str]:
    """All Hydra groups: sub-folders with files to choose from, libraries left out."""
    found = {"world", "study", "experiment"}
    for folder in folders(config_dirs):
        for place, _ in _below(folder):
            parts = Path(place).parts
            if parts and parts[0] not in LIBRARIES:
                found.update("/".join(parts[: i + 1]) for i in range(len(parts)))
    return sorted(found)


def files(group: str, name: str, config_dirs: Sequence[str | Path] = ()) -> list[Path]:
    """The files that define a name; more than one means that two folders define it."""
    return [f for folder in folders(config_dirs) if is_readable(f := folder / group / f"{name}{SUFFIX}")]


def stamps(config_dirs: Sequence[str | Path] = ()) -> Iterator[tuple[str, int, int]]:
    """Name, time of change and size of every file that may take part in a configuration."""
    for folder in folders(config_dirs):
        for _, file in _below(folder):
            try:
                about = os.stat(file)  # noqa: PTH116 - a path for each of many files would take most of the time
            except OSError:  # it has gone since, or leads nowhere
                continue
            yield file, about.st_mtime_ns, about.st_size


def absence(group: str, name: str, config_dirs: Sequence[str | Path] = ()) -> str:
    """Why there is no file of a name, for a message: what is near, and what there is."""
    for folder in folders(config_dirs):
        place = folder / group / f"{name}.yml"
        if place.exists():
            return f"there is {place}, but names of files end in {SUFFIX} here; rename it"
        place = folder / group / f"{name}{SUFFIX}"
        if place.is_symlink() or place.exists():
            return f"{place} cannot be read: it is not a file, or it is a broken link"
    return f"there is no {group} of that name (known: {', '.join(names(group, config_dirs))})"


def _below(folder: Path) -> Iterator[tuple[str, str]]:
    """Folder, relative to the one given, and whole name of each file below it that may be read; hidden ones left out."""
    for place, inner, files in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        here = place[len(str(folder)) :].strip(os.sep)
        for name in sorted(files):
            if name.endswith(SUFFIX) and not name.startswith("."):
                yield here, os.path.join(place, name)  # noqa: PTH118
