"""``pullthrough explore``: levers moved in a browser, answered by runs on this machine as they come."""

from __future__ import annotations

import sys
from typing import Any

from pullthrough.parameters.checking.problems import ConfigurationError
from pullthrough.verbs.arguments import DONE, WRONG, NoResults, Words, existing, refuse

YEARS = ("observe.first_year", "observe.last_year")
REGION = "observe.region"
OF_THE_PAGE = ("scenario", "against", "seed", "replicates", REGION, *YEARS)
"""Settings that are chosen on the page; every other word holds for all that is asked there."""


def main(argv: list[str]) -> int:
    """Serve the explorer until Ctrl-C; exit code 2 if the words are wrong or the port is taken."""
    words = Words("explore", "Move levers in a browser and see paired runs as they come, on this machine alone.")
    words.add_argument(
        "settings", nargs="*", metavar="KEY=VALUE", help="where to begin, such as policy.engagement.lead=24"
    )
    words.add_argument(
        "--config-dir", action="append", default=[], metavar="DIR", help="a folder with your own scenarios and policies"
    )
    words.add_argument(
        "--emulator", metavar="DIR", help="a folder of study=emulate, which answers with a guess until runs are there"
    )
    words.add_argument("--port", type=int, default=0, help="by default a free one")
    words.add_argument("--no-open", action="store_true", help="print the address; do not open a browser")
    given = words.parse_args(argv)
    if not 0 <= given.port <= 65535:
        words.error("--port must be from 0 to 65535")
    from pullthrough.explore.server import LOCAL, Explorer
    from pullthrough.study.execution.process_context import prepare

    try:
        first, base = beginning(given.settings, given.config_dir)
        guesser = guesser_of(given.emulator) if given.emulator else None
        prepare()
        explorer = Explorer(first, base, given.config_dir, given.port, guesser=guesser)
    except ConfigurationError as error:
        print(f"pullthrough explore: {error}", file=sys.stderr)
        return WRONG
    except (NoResults, ValueError) as error:
        return refuse("explore", error)
    except OSError as error:
        return refuse("explore", ValueError(f"cannot listen on {LOCAL}:{given.port}: {error.strerror}"))
    return _serve(explorer, opened=not given.no_open)


def beginning(words: list[str], config_dirs: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The question of the words as plain data, and the words that hold for all questions.

    Raises:
        ConfigurationError: with everything that is wrong.
    """
    from pullthrough.explore.question import PAIRS, START, asked, question_of
    from pullthrough.parameters.composition.compose import compose
    from pullthrough.parameters.policy.timeline import settings_of

    root = compose(words, config_dirs)
    keys = {word: word.partition("=")[0].lstrip("+") for word in words}
    base = [word for word, key in keys.items() if key not in OF_THE_PAGE and not key.startswith("policy.")]
    first = {
        "scenario": root.scenario,
        "against": root.against,
        "start": root.policy.start or START,
        "levers": settings_of(root.policy),
        "seed": root.seed,
        "pairs": root.replicates if "replicates" in keys.values() else PAIRS,
    }
    usual = [root.observe.first_year, root.observe.last_year]
    first |= {"usual_years": usual} | ({"years": usual} if set(YEARS) & set(keys.values()) else {})
    first |= {"region": root.observe.region} if REGION in keys.values() and root.observe.region else {}
    asked(question_of(first, base, config_dirs))
    return first, base


def guesser_of(folder: str) -> Any:
    """The emulators of a folder.

    Raises:
        NoResults: if there is no such folder.
        ValueError: if it holds no emulator, or what reads one is not installed.
    """
    from pullthrough.explore.guessed import Guesser
    from pullthrough.study.methods import extras

    if lacking := list(extras.missing("sklearn", "--emulator", folder)):
        raise ConfigurationError(lacking)
    return Guesser(existing(folder))


def _serve(explorer: Any, *, opened: bool) -> int:
    """Serve until Ctrl-C."""
    print(f"{explorer.address}\nThe address is for this machine and this run alone. Ctrl-C ends it.", flush=True)
    if opened:
        import webbrowser

        webbrowser.open(explorer.address)
    try:
        explorer.serve_forever()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    finally:
        explorer.server_close()
    return DONE
