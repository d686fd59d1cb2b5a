"""The register of levers: how each works, what shows it, what it costs and what it can make worse.

Unit, admitted range and meaning of a lever stand in ``schema/policy.py``, its values in ``configs/policy/``. What it
*does* stands in ``configs/register/levers/``, one file a group; source and plausible range stand there under ``record``,
or in ``configs/register/policies.yaml``. A note is under the lever's path, with ``*`` for any name of a table of levers such
as the budgets of instruments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_origin

from pullthrough.parameters.checking.extended import EXTENSION, own_levers
from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.register.records import matches
from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.quantity import Leaf, leaves

RECORD = "record"
"""Of a note: source, grade and plausible range, which :mod:`pullthrough.parameters.register.records` reads."""


@dataclass(frozen=True)
class Note:
    """What a lever does.

    Attributes:
        lever: its path, such as ``engagement.lead``; ``funding.*`` stands for every instrument without a note of its own.
        mechanism: which rule, cost, chance, information or budget it changes, and what follows, in words of the field.
        files: where, below ``src/pullthrough/``.
        channel: outcomes that show the mechanism at work, whatever comes of it in the end.
        cost: what it costs the public, and others.
        worsens: outcomes that it can make worse, each with the reason.
        needs: other levers without which it does nothing, all of them above 0; of "a or b" one is enough.
    """

    lever: str
    mechanism: str
    files: tuple[str, ...]
    channel: tuple[str, ...]
    cost: str
    worsens: Mapping[str, str]
    needs: tuple[str, ...] = ()


def lever_leaves() -> list[Leaf]:
    """Every declared lever, in the order of the schema; a table of levers has one, with the path ``funding.*``."""
    return [
        Leaf(f"{leaf.path}.*", leaf.type, leaf.quantity) if get_origin(leaf.type) is dict else leaf
        for leaf in leaves(Levers)
    ]


def notes(folder: Path | None = None) -> Mapping[str, Note]:
    """All notes by lever, in the order of the files' names.

    Args:
        folder: by default ``configs/register/levers`` of the project.

    Raises:
        ValueError: if two files speak of the same lever, or a note has a field too many or too few.
    """
    own = {
        f"{EXTENSION}.{name}": note_from(f"{EXTENSION}.{name}", {"files": (), **number.effect}, EXTENSION)
        for name, number in own_levers().items()
    }
    return {**_notes(folder or config_folder() / "register" / "levers"), **own}


def note_of(lever: str, folder: Path | None = None) -> Note | None:
    """The note of a lever: its own before that of a table of levers."""
    known = notes(folder)
    fitting = [key for key in known if matches(key, lever)]
    return known[min(fitting, key=lambda key: key.count("*"))] if fitting else None


@cache
def _notes(folder: Path) -> Mapping[str, Note]:
    from omegaconf import OmegaConf

    found: dict[str, Note] = {}
    for file in sorted(folder.glob("*.yaml")):
        for lever, entry in (OmegaConf.to_container(OmegaConf.load(file)) or {}).items():  # type: ignore[union-attr]
            if lever in found:
                raise ValueError(f"{file.name}: {lever} has a note already")
            found[str(lever)] = note_from(str(lever), entry, file.name)
    return found


def note_from(lever: str, entry: Any, file: str) -> Note:
    """A note from its entry in a file.

    Raises:
        ValueError: if it is none; the message says why.
    """
    try:
        lists = {name: tuple(str(v) for v in entry[name]) for name in ("files", "channel")}
        lists["needs"] = tuple(str(v) for v in entry.get("needs", ()))
        worsens = {str(outcome): str(reason) for outcome, reason in entry["worsens"].items()}
        told = {name: text for name, text in entry.items() if name != RECORD}
        return Note(lever=lever, **{**told, **lists, "worsens": worsens})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{file}: {lever} is not a note on a lever: {error}") from None
