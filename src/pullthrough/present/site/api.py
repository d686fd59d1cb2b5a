"""Pages of the Python reference: which modules they show, from their docstrings."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[2]
FOLDER = "reference/api"
PUBLIC = {
    "run": ("Run the model", ("pullthrough.api", "pullthrough.model", "pullthrough.bridges")),
    "settings": ("Settings", ("pullthrough.parameters.compose", "pullthrough.parameters.setting")),
    "decisions": ("Decisions", ("pullthrough.engine.binding",)),
    "registry": ("Outcomes", ("pullthrough.observe.registry",)),
}
"""Pages, with a title and the modules whose public names they show."""

WHOLE = {
    "agents": ("Actors and their decisions", "agents"),
    "processes": ("Processes", "processes"),
    "world": ("State", "world"),
}
"""Packages of which every module is shown."""


def pages() -> dict[str, str]:
    """The text of each page by its path; the first lists the others."""
    found = {name: _page(title, modules) for name, (title, modules) in PUBLIC.items()}
    for name, (title, package) in WHOLE.items():
        modules = tuple(f"pullthrough.{package}.{p.stem}" for p in sorted((PACKAGE / package).glob("[a-z]*.py")))
        found[name] = _page(title, modules)
    titles = {**PUBLIC, **WHOLE}
    listed = "".join(f"- [{titles[name][0]}]({name}.md)\n" for name in found)
    index = f"# Python reference\n\nMade from docstrings. Every name is below the package `pullthrough`.\n\n{listed}"
    return {f"{FOLDER}/{name}.md": text for name, text in ({"index": index} | found).items()}


def _page(title: str, modules: tuple[str, ...]) -> str:
    return f"# {title}\n\n" + "".join(f"::: {module}\n\n" for module in modules)
