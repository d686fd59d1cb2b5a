"""``pullthrough guess FOLDER KEY=VALUE ...``: what an emulator expects at a point, and how far it may be off. Runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.verbs.arguments import DONE, NoResults, Words, existing, refuse
from pullthrough.verbs.telling import add_forms, told

if TYPE_CHECKING:
    from pullthrough.study.methods.emulator_file import Answer, Emulators


def main(argv: list[str]) -> int:
    """Print what is expected of each outcome; exit code 2 if nothing can be known there."""
    words = Words(
        "guess", "Ask an emulator (study=emulate) what to expect at a point that was not run. Nothing is run."
    )
    words.add_argument("folder", metavar="FOLDER", help="a result folder of study=emulate")
    words.add_argument("point", metavar="KEY=VALUE", nargs="*", help="a value for every key that its design varied")
    words.add_argument("--outcome", action="append", default=[], help="only this outcome; may be given several times")
    words.add_argument(
        "--of",
        choices=("effect", "policy", "baseline"),
        action="append",
        help="effect of the policy (the default), or a level",
    )
    add_forms(words)
    given = words.parse_args(argv)
    from pullthrough.study.methods import emulator_file, extras

    if lacking := list(extras.missing("sklearn", "guess", given.folder)):
        return refuse("guess", ConfigurationError(lacking))
    try:
        emulators = emulator_file.read(existing(given.folder))
        answers = emulators.answers(point_of(given.point), given.of or ("effect",), known(emulators, given.outcome))
    except (NoResults, ValueError, ConfigurationError) as error:
        return refuse("guess", error)

    def tell() -> int:
        for line in lines(emulators, answers):
            print(line)
        return DONE

    return told("guess", given, tell, lambda: {"answers": [asdict(answer) for answer in answers], "emulated": True})


def point_of(given: Sequence[str]) -> dict[str, Any]:
    """The values of a point, each a number, a switch or a name.

    Raises:
        ConfigurationError: for a word that is not of the form key=value.
    """
    import yaml

    found, bad = {}, []
    for word in given:
        key, sign, value = word.partition("=")
        if sign and key:
            found[key] = yaml.safe_load(value)
        else:
            bad.append(Problem(word, word, "is not of the form key=value"))
    if bad:
        raise ConfigurationError(bad)
    return found


def known(emulators: Emulators, outcomes: Sequence[str]) -> Sequence[str]:
    """The outcomes asked for.

    Raises:
        ConfigurationError: for one that has no emulator, with the nearest that has.
    """
    from pullthrough.parameters.checking.problems import nearest_name

    names = {k.outcome for k in emulators.known}
    unknown = [n for n in outcomes if n not in names]
    if unknown:
        message = "has no emulator in this folder"
        raise ConfigurationError([Problem("--outcome", n, message, nearest_name(n, names)) for n in unknown])
    return outcomes


def lines(emulators: Emulators, answers: Sequence[Answer]) -> Iterator[str]:
    """Each answer as a line that says whether it is a guess."""
    from pullthrough.observe.registry import OUTCOMES
    from pullthrough.present.console import format_number

    about = emulators.about
    yield (
        f"Expected by an emulator of run {about.get('run_id')}, {about.get('scenario')} against {about.get('against')}; not "
        f"a run."
    )
    for a in answers:
        label = OUTCOMES[a.outcome].label if a.outcome in OUTCOMES else a.outcome
        signed = a.of == "effect"
        what = "" if signed else f", {a.of}"
        ends = f"{format_number(a.low, signed=signed)} to {format_number(a.high, signed=signed)}"
        guess = f"  A guess: {a.why}." if a.guess else ""
        yield f"{label}{what}: {format_number(a.expected, signed=signed)} {a.unit if a.unit != '1' else ''} (95 % {ends}){guess}"
