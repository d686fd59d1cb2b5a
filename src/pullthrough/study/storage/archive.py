"""The extension of a study: at work in each process that runs it, and its source beside the results, for readers.

Nothing loads what lies in a result folder; whoever wants to run it again names it on the command line.
"""

from __future__ import annotations

from pathlib import Path

from pullthrough.parameters.checking import extended
from pullthrough.parameters.checking.extended import Origin
from pullthrough.study.storage.writing import write_whole

FOLDER = "extension"


def work_with(origin: Origin | None) -> None:
    """Work with the extension of a study in this process, or with none; nothing of the model is imported for none."""
    if origin is None:
        extended.use(None)
    else:
        from pullthrough.extension import loading

        loading.work_with(origin)


def archive(folder: Path, origin: Origin | None) -> None:
    """Write the source of an extension into a result folder."""
    for name, text in origin.files if origin else ():
        path = folder / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
