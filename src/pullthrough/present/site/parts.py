"""Parts of pages that are made from the code and the registers when the site is built.

A page says where, and what stands there where the project is read as files::

    <!-- generated: levers -->
    > Made with the site; `pullthrough show levers` prints it.
    <!-- end -->
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files.locate import config_folder
from pullthrough.parameters.register import limits
from pullthrough.present import glossary
from pullthrough.present.pages import levers, odd
from pullthrough.present.pages import outcomes as outcome_page
from pullthrough.present.pages import parameters as parameter_page
from pullthrough.present.site import columns, commands

BLOCK = re.compile(r"<!-- generated: (\w+) -->\n.*?<!-- end -->\n?", re.DOTALL)


def parameters() -> str:
    """Every number of the world with its source, and the screened effect of each assumption."""
    screening = config_folder().parent / "experiments" / "screening_dsis" / "screening.csv"
    return parameter_page.page(compose().world, parameter_page.screened(screening))


def odd_tables() -> str:
    """Processes, decisions and parameters as the ODD names them."""
    return odd.page(odd.odd_text())


PARTS: dict[str, Callable[[], str]] = {
    "columns": columns.page,
    "commands": commands.page,
    "glossary": glossary.page,
    "levers": levers.page,
    "limits": limits.page,
    "odd_tables": odd_tables,
    "outcomes": outcome_page.page,
    "parameters": parameters,
}
"""What makes each part, by its name."""


def filled(markdown: str) -> str:
    """The text of a page with its parts made.

    Raises:
        KeyError: if a page asks for a part that there is not.
    """
    return BLOCK.sub(lambda block: f"{PARTS[block[1]]()}\n", markdown)
