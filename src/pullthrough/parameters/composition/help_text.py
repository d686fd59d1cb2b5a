"""What ``pullthrough --help`` prints: the text of ``config.yaml``, and the names that a user chooses among; one screen.

Hydra's own way to it composes a configuration and asks every folder for every group, which takes four times as long.
"""

from __future__ import annotations

import textwrap
from string import Template
from typing import Any

import yaml

from pullthrough.parameters.files import locate
from pullthrough.parameters.files.yaml_files import text_of

GROUPS = ("world", "study", "design", "experiment")
"""The groups whose names are listed; scenarios and policies have ``pullthrough show``."""
WIDTH = 98


def text() -> str:
    """The whole page."""
    content: Any = yaml.load(text_of(locate.config_folder() / "config.yaml"), Loader=yaml.SafeLoader)
    template = str(content["hydra"]["help"]["template"])
    lines = [line for group in GROUPS for line in _names(group)]
    return Template(template).safe_substitute(APP_CONFIG_GROUPS="\n".join(["Names", *lines]) + "\n")


def _names(group: str) -> list[str]:
    """The names in a group, wrapped beside its own name."""
    names = ", ".join(locate.names(group))
    return textwrap.wrap(names, WIDTH, initial_indent=f"  {group:12}", subsequent_indent=" " * 14)
