"""What ``pullthrough --help`` prints: the text of ``config.yaml``, and what there is to choose from.

Hydra's own way to it composes a configuration and asks every folder for every group, which takes four times as long.
"""

from __future__ import annotations

from string import Template
from typing import Any

import yaml

from pullthrough.parameters.files import locate
from pullthrough.parameters.files.yaml_files import text_of


def text() -> str:
    """The whole page."""
    content: Any = yaml.load(text_of(locate.config_folder() / "config.yaml"), Loader=yaml.SafeLoader)
    template = str(content["hydra"]["help"]["template"])
    choices = [f"{group}: {', '.join(names)}" for group in locate.groups() if (names := locate.names(group))]
    return Template(template).safe_substitute(APP_CONFIG_GROUPS="\n".join(choices) + "\n")
