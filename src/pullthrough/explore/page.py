"""The page of the explorer: that of a report, with levers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pullthrough.explore.form import regions, scenarios
from pullthrough.present.pages.charts.style import CONFIG
from pullthrough.present.pages.charts.view import in_json
from pullthrough.present.pages.report.document import PAGE, VEGA, document, script

HOME = Path(__file__).parent
TITLE = "Explore: pull-through in UK defence"


def page(first: dict[str, Any], base: Sequence[str] = (), config_dirs: Sequence[str] = ()) -> str:
    """The page, with the question it begins with."""
    choices = {"scenarios": scenarios(config_dirs), "regions": regions(base, config_dirs)}
    data = in_json({"views": {}, "config": CONFIG, "first": first, **choices})
    scripts = [script(path) for path in (*VEGA, PAGE, HOME / "explore.js")]
    return document(
        TITLE, script(HOME / "explore.html"), data, scripts, [script(HOME / "explore.css")], "; connect-src 'self'"
    )
