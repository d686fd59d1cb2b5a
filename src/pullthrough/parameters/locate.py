"""Where the configuration is: beside the source in a clone, inside the package in a wheel, and in users' folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LIBRARIES = ("scenario", "policy", "register")
"""Folders of files that are looked up by name, unlike the other folders, which are Hydra groups."""


def config_folder() -> Path:
    """The folder with ``config.yaml``.

    Raises:
        FileNotFoundError: if the installation is broken.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "configs", package.parents[1] / "configs"):
        if (folder / "config.yaml").is_file():
            return folder
    raise FileNotFoundError(f"no configs/config.yaml beside {package}: install pullthrough again")


def folders(config_dirs: Sequence[str | Path] = ()) -> list[Path]:
    """All configuration folders, the project's own first."""
    return [config_folder(), *(Path(d) for d in config_dirs)]


def names(group: str, config_dirs: Sequence[str | Path] = ()) -> list[str]:
    """The names that may be chosen in a group such as ``world`` or ``world/market``, sorted."""
    return sorted({f.stem for folder in folders(config_dirs) for f in (folder / group).glob("*.yaml")})


def groups(config_dirs: Sequence[str | Path] = ()) -> list[str]:
    """All Hydra groups: sub-folders with files to choose from, libraries left out."""
    found = {"world", "study", "experiment"}
    for folder in folders(config_dirs):
        for file in folder.glob("*/**/*.yaml"):
            group = file.parent.relative_to(folder)
            if group.parts[0] not in LIBRARIES:
                found.update(p.as_posix() for p in (group, *group.parents) if p.parts)
    return sorted(found)


def files(group: str, name: str, config_dirs: Sequence[str | Path] = ()) -> list[Path]:
    """The files that define a name; more than one means that two folders define it."""
    return [f for folder in folders(config_dirs) if (f := folder / group / f"{name}.yaml").is_file()]
