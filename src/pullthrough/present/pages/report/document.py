"""A page as one text: it carries its styles, programs and data, and says that nothing else may be loaded or run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pullthrough.present.pages.charts.style import CONFIG
from pullthrough.present.pages.charts.view import View, in_json
from pullthrough.present.pages.report.parts import escaped

HOME = Path(__file__).parent
PAGE = HOME / "page.js"
VEGA = tuple(HOME / "vega" / f"{name}.min.js" for name in ("vega", "vega-lite", "vega-embed"))


def document(
    title: str, body: str, json: str, scripts: Sequence[str], styles: Sequence[str] = (), further: str = ""
) -> str:
    """A page that carries all it needs and may load nothing else.

    Args:
        title: of the page.
        body: its content, as HTML.
        json: what the scripts read.
        scripts, styles: texts that may run and be used; no other.
        further: more of the policy of what the page may do.
    """
    looks = [script(HOME / "page.css"), *styles]
    policy = (
        f"default-src 'none'; script-src {' '.join(map(digest, scripts))}; style-src {' '.join(map(digest, looks))}; "
        f"img-src data: blob:; base-uri 'none'; form-action 'none'{further}"
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n"
        + "".join(f"<style>{text}</style>\n" for text in looks)
        + f'</head>\n<body>\n<a class="skip" href="#main">Skip to the content</a>\n{body}\n'
        + f'<script type="application/json" id="data">{json}</script>\n'
        + "".join(f"<script>{text}</script>\n" for text in scripts)
        + "</body>\n</html>\n"
    )


@cache
def script(path: Path) -> str:
    """A program or a style sheet as it is put into the page."""
    text = path.read_text(encoding="utf-8").strip()
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL="))


@cache
def digest(text: str) -> str:
    """How a content security policy names a text that it admits."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data(views: Sequence[View]) -> str:
    """What the page's programs draw, as text."""
    return in_json({"views": views_in_json(views), "config": CONFIG})


def views_in_json(views: Sequence[View]) -> dict[str, Any]:
    """The same as plain data, by the names of views; the style is left out, since all have the same."""
    told = {}
    for view in views:
        tables = list((view.choices or {view.title: view.table}).values())
        columns = [t.values() for t in tables]
        told[view.name] = {
            "spec": {key: value for key, value in view.spec.items() if key != "config"},
            "tables": [
                {"title": t.title, "values": _told_anew(c, columns[0])} for t, c in zip(tables, columns, strict=True)
            ],
            "columns": [asdict(column) for column in view.table.columns],
        }
    return told


def _told_anew(columns: dict[str, list[Any]], first: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The columns of a table that are not those of the first one, which the page uses in their place."""
    return {name: values for name, values in columns.items() if columns is first or values != first.get(name)}
