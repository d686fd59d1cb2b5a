"""Pages of the Python reference: which modules they show, from their docstrings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
FOLDER = "reference/api"
PUBLIC = {
    "run": ("Run the model", ("pullthrough.api", "pullthrough.model", "pullthrough.bridges")),
    "settings": ("Settings", ("pullthrough.parameters.composition.compose", "pullthrough.parameters.policy.setting")),
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
        found[name] = _page(title, tuple(_modules(package)))
    titles = {**PUBLIC, **WHOLE}
    listed = "".join(f"- [{titles[name][0]}]({name}.md)\n" for name in found)
    index = f"# Python reference\n\nMade from docstrings. Every name is below the package `pullthrough`.\n\n{listed}"
    return {f"{FOLDER}/{name}.md": text for name, text in ({"index": index} | found).items()}


def _modules(package: str) -> Iterator[str]:
    """The modules of a package and of the packages in it, by their full names."""
    for path in sorted((PACKAGE / package).rglob("[a-z]*.py")):
        yield ".".join(("pullthrough", *path.relative_to(PACKAGE).with_suffix("").parts))


def _page(title: str, modules: tuple[str, ...]) -> str:
    return f"# {title}\n\n" + "".join(f"::: {module}\n\n" for module in modules)
