"""Commands that can be pasted: a value is quoted for Hydra's grammar, then the whole for the shell.

Hydra takes ``a,b`` for two values, ``1e3`` for a number and ``${x}`` for a reference, and refuses a letter such as ``ë``
outside quotes; the shell has its own opinion of blanks, brackets and quotes. Words that a user typed are in Hydra's
grammar already and need the shell's quotes only.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

RUN_FOLDER = "hydra.run.dir"


def command(words: Sequence[str], config_dirs: Sequence[str | Path] = (), folder: str | Path | None = None) -> str:
    """The command with these words, in a form for a shell in any working folder.

    Args:
        words: overrides and options as they were typed.
        config_dirs: folders added with ``--config-dir``; they are made absolute.
        folder: where the results go, if that is to be named.

    >>> print(command(["scenario=patient"], folder="run (2)"))
    pullthrough scenario=patient 'hydra.run.dir="run (2)"'
    """
    dirs = [f"--config-dir={Path(d).resolve()}" for d in config_dirs]
    into = [override(RUN_FOLDER, str(folder))] if folder is not None else []
    return shlex.join(["pullthrough", *dirs, *words, *into])


def override(key: str, value: str) -> str:
    """``key=value`` such that Hydra gives the key this text and no other value.

    >>> print(override("hydra.run.dir", "outputs/a"), override("hydra.run.dir", "a,b"))
    hydra.run.dir=outputs/a hydra.run.dir="a,b"
    """
    from hydra.core.override_parser.types import Quote, QuotedString

    if re.fullmatch(r"[A-Za-z_./][\w./-]*", value, re.ASCII) and text_of(f"{key}={value}") == value:
        return f"{key}={value}"
    # a reference ${...} is escaped, and so is what stands before it
    literal = re.sub(r"(\\*)\$\{", lambda m: m[1] * 2 + r"\${", value)
    return f"{key}={QuotedString(literal, Quote.double).with_quotes()}"


def text_of(word: str) -> str | None:
    """The text that Hydra would give the key of a word; None if the word is no override, or gives several or none.

    A number or a switch is written as Python writes it, as Hydra does where it wants a text. Raises nothing: a reference to
    what is not here gives None.
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        value = OverridesParser.create().parse_override(word).value()
        if not isinstance(value, str | int | float):
            return None
        return str(OmegaConf.create({"value": value}).value)
    except (HydraException, OmegaConfBaseException):
        return None
