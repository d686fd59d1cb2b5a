"""Pieces of HTML: everything that anybody wrote is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence

from pullthrough.present.pages.charts.view import Table, View
from pullthrough.text.safe import one_line

CODE = re.compile(r"`([^`]+)`")
DECISIONS = re.compile(r"\s*\(D\d+(?:, D\d+)*\)")
FORMATS = (("csv", "Numbers (CSV)"), ("svg", "Chart (SVG)"), ("png", "Chart (PNG)"))


def escaped(text: object) -> str:
    """A text that is shown as it stands, on one line, and does nothing."""
    return html.escape(one_line(text), quote=True)


def prose(text: str) -> str:
    """A sentence in which words between backticks are code; numbers of decisions are left out."""
    return CODE.sub(r"<code>\1</code>", escaped(DECISIONS.sub("", text)))


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of prose."""
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{prose(text)}</p>"


def table(found: Table, links: Mapping[str, str], caption: str) -> str:
    """A table with heads of columns and rows.

    Args:
        found: what it holds.
        links: anchors of words, for the first column.
        caption: what it shows, for somebody who hears it.
    """
    shown = [column for column in found.columns if column.shown]
    heads = "".join(f'<th scope="col"{_side(c.text)}>{escaped(c.label)}</th>' for c in shown)
    lines = []
    for cells in found.cells():
        first = _linked(cells[0], links)
        rest = "".join(
            f"<td{_side(c.text)}>{_verdict(cell)}</td>" for c, cell in zip(shown[1:], cells[1:], strict=True)
        )
        lines.append(f'<tr><th scope="row">{first}</th>{rest}</tr>')
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escaped(caption)}"><table><caption class="unseen">'
        f"{escaped(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _side(text: bool) -> str:
    return "" if text else ' class="number"'


def _linked(cell: str, links: Mapping[str, str]) -> str:
    name = cell.partition(" (")[0]
    anchor = links.get(cell) or links.get(name)
    return f'<a href="#{escaped(anchor)}">{escaped(cell)}</a>' if anchor else escaped(cell)


def _verdict(cell: str) -> str:
    return f'<span class="{cell}">{cell}</span>' if cell in ("better", "worse") else escaped(cell)


def block(name: str, title: str, body: str, kind: str = "") -> str:
    """A part of the page with its heading."""
    head = f'<section{f" class={kind}" if kind else ""} id="{escaped(name)}" aria-labelledby="{escaped(name)}-title">'
    return f'{head}<h2 id="{escaped(name)}-title">{escaped(title)}</h2>{body}</section>'


def section(view: View, links: Mapping[str, str]) -> str:
    """A view: its question, how it is read, a place for the chart, the numbers, what can be taken away."""
    name, options = escaped(view.name), "".join(f"<option>{escaped(label)}</option>" for label in view.choices)
    choose = (
        f'<p class="choice"><label for="{name}-choice">Show</label> <select id="{name}-choice">{options}</select></p>'
    )
    words = escaped(view.spec.get("description", ""))
    chart = f'<figure class="chart scroll" tabindex="0" role="img" aria-label="{words}"></figure>'
    numbers = f'<div class="numbers">{table(view.table, links, view.table.title or view.title)}</div>'
    body = f"<details><summary>The numbers</summary>{numbers}</details>" if view.folded and view.spec else numbers
    buttons = "".join(
        f'<button type="button" data-save="{kind}">{label}</button>'
        for kind, label in FORMATS
        if view.spec or kind == "csv"
    )
    shown = f"{parts_of(view, choose, chart)}{body}"
    return block(view.name, view.title, f'{shown}<p class="take" hidden>{buttons}</p>', "view")


def parts_of(view: View, choose: str, chart: str) -> str:
    """What stands above the numbers of a view."""
    found = paragraph(view.finding, "found") if view.finding else ""
    return found + paragraph(view.says, "says") + (choose if view.choices else "") + (chart if view.spec else "")


def listed(items: Iterable[str]) -> str:
    """A list of prose."""
    return f"<ul>{''.join(f'<li>{prose(item)}</li>' for item in items)}</ul>"


def definitions(pairs: Sequence[tuple[str, str, str]]) -> str:
    """A list of definitions: anchor, term, meaning."""
    lines = (f'<dt id="{escaped(anchor)}">{escaped(term)}</dt><dd>{prose(means)}</dd>' for anchor, term, means in pairs)
    return f"<dl>{''.join(lines)}</dl>"
