"""What keys of the configuration are called where people read them: by what they mean, not by their path."""

from __future__ import annotations

import re
from functools import cache

from pullthrough.parameters.schema.quantity import Leaf, leaves
from pullthrough.parameters.schema.root import Root
from pullthrough.text.safe import one_line

KEY = re.compile(r"\b(?:world|policy)(?:\.[a-z0-9_]+)+")
VARIANT = re.compile(r"\bvariant\.([a-z0-9_]+) (is not|is) ([a-z0-9_]+)")

SHORTEST, LONGEST = 6, 64
"""Signs of a meaning that is a name: a shorter one is a symbol of the ODD, a longer one a sentence."""

LEANS = re.compile(
    r"\b(of|in|at|by|for|with) (that|those|it|them|each of them)\b|^what that|\bthat (it|hazard|cost|chance|score|quality)\b|_"
)
"""A meaning with such words leans on the line before it in its schema, or is a symbol: no name by itself."""


def human_name(key: str) -> str:
    """A lever, an assumption or a factor in words: the first clause of its meaning, else the last parts of its path.

    >>> human_name("world.tender.bid_cost_per_quarter"), human_name("policy.engagement.slots")
    ('further bid cost for each quarter the procedure lasts', 'technologies engaged for each requirement')
    >>> human_name("world.nothing.of_the_kind")
    'nothing: of the kind'
    """
    leaf = _leaf(key)
    words = one_line(leaf.quantity.meaning) if leaf else ""
    for sign in (";", ":", " (", ","):
        if sign != "," or len(words) > LONGEST:
            words = words.partition(sign)[0].strip()
    if SHORTEST < len(words) <= LONGEST and not LEANS.search(words):
        which = _which(key)
        return f"{words.partition(', by its')[0]} ({which})" if which else words
    return short_key(key)


def unit_beside(key: str) -> str:
    """The unit that stands beside the name of a lever or an assumption; empty where the name says it or there is none.

    >>> unit_beside("policy.funding.pull_through_fund"), unit_beside("policy.engagement.lead")
    ('GBP thousand per year', '')
    """
    leaf = _leaf(key)
    unit = leaf.quantity.unit if leaf else ""
    return "" if unit in ("", "1") or unit.split(" ")[0].lower() in human_name(key).lower() else unit


def named_in(text: str) -> str:
    """A sentence in which keys of the configuration are called by their names, as a program that found it wrote them.

    >>> named_in("Where world.tender.bid_cost_per_quarter <= 0.26 and variant.staying is not in_use, it fails.")
    'Where “further bid cost for each quarter the procedure lasts” ≤ 0.26 and the rule “staying” is not in use, it fails.'
    """
    text = VARIANT.sub(lambda m: f"the rule “{_spaced(m[1])}” {m[2]} {_spaced(m[3])}", text)
    text = KEY.sub(lambda m: f"“{human_name(m[0])}”", text)
    return text.replace("<=", "≤").replace(">=", "≥")


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def short_key(key: str) -> str:
    """The last two parts of a path in words.

    >>> short_key("world.private_money.tries")
    'private money: tries'
    """
    parts = [part for part in key.removeprefix("world.").removeprefix("policy.").split(".") if part != "*"]
    return ": ".join(part.replace("_", " ") for part in parts[-2:])


def _which(key: str) -> str:
    """Of which member of a table a key tells, such as a funding instrument."""
    if _exact(key) is not None:
        return ""
    parts = key.split(".")
    for i in range(len(parts) - 1, 0, -1):
        if _exact(".".join([*parts[:i], "*", *parts[i + 1 :]])) is not None:
            return parts[i].replace("_", " ")
    return parts[-1].replace("_", " ")


def _leaf(key: str) -> Leaf | None:
    """The declaration of a key; of a member of a table that of all its members."""
    if (found := _exact(key)) is not None:
        return found
    parts = key.split(".")
    for i in range(len(parts) - 1, 0, -1):
        if (found := _exact(".".join([*parts[:i], "*", *parts[i + 1 :]]))) is not None:
            return found
    return _exact(".".join(parts[:-1]))


def _exact(key: str) -> Leaf | None:
    declared = _declared()
    return declared.get(key) or declared.get(f"policy.{key}") or declared.get(f"world.{key}")


@cache
def _declared() -> dict[str, Leaf]:
    return {leaf.path: leaf for leaf in leaves(Root)}
