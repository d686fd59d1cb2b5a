"""``pullthrough docs``: build the documentation as a site, offline, and open it."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from pullthrough.verbs.arguments import DONE, Words, refuse


def main(argv: list[str]) -> int:
    """Build the site if it is out of date, print where it is, and open it; exit code 2 if it cannot be built."""
    words = Words("docs", "Build the documentation as a site that needs no network, and open it in the browser.")
    words.add_argument("--into", metavar="DIR", help="where the site goes (default: site/ in the project)")
    words.add_argument("--rebuild", action="store_true", help="build it even if nothing has changed")
    words.add_argument("--no-open", action="store_true", help="do not open the browser")
    given = words.parse_args(argv)
    from pullthrough.present.site.build import FIRST_PAGE, CannotBuild, build, is_current, project

    try:
        root = project()
        site = Path(given.into).absolute() if given.into else root / "site"
        if given.rebuild or not is_current(root, site):
            print("Building the site; this takes about a minute or two.", flush=True)
            build(root, site)
    except CannotBuild as error:
        return refuse("docs", error)
    print(site / FIRST_PAGE)
    if not given.no_open:
        webbrowser.open((site / FIRST_PAGE).as_uri())
    return DONE
