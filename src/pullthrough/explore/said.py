"""The present view in other forms: the command, the policy as a file, the command that opens it again."""

from __future__ import annotations

from pullthrough.explore.question import Question, Side
from pullthrough.text.quoting import command
from pullthrough.text.safe import one_line


def said(question: Question) -> dict[str, str]:
    """By name: ``command``, ``policy`` as YAML, ``explore``."""
    words = question.words()
    return {
        "command": question.command(),
        "policy": policy(question.tested),
        "explore": command([], question.config_dirs).strip()
        + " explore "
        + command(words).removeprefix("pullthrough "),
    }


def policy(side: Side) -> str:
    """The levers of a side as a file of ``policy/``; a comment if none is moved.

    >>> print(policy(Side("as_enacted", "2027Q1", {"engagement.lead": 24.0})))
    start: 2027Q1
    title: Levers moved on as_enacted
    engagement: {lead: 24}
    """
    if not side.levers:
        return f"# no lever is moved: {one_line(side.scenario)} as it is"
    groups: dict[str, list[str]] = {}
    for name, value in sorted(side.levers.items()):
        group, _, lever = name.partition(".")
        groups.setdefault(group, []).append(f"{lever}: {value:g}" if abs(value) < 1e6 else f"{lever}: {value:.0f}")
    lines = [f"{group}: {{{', '.join(levers)}}}" for group, levers in groups.items()]
    return "\n".join([f"start: {side.start}", f"title: Levers moved on {one_line(side.scenario)}", *lines])
