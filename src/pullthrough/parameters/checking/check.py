"""A plain tree of settings against the schema: every fault at once.

The tree is what YAML gives: dicts, lists, strings, numbers. Nothing is converted here; a whole number is admitted where
a number is asked, a number where a single name is asked (a title such as 2021), and nothing else. In a list of names a
number is a slip.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from pullthrough.parameters.checking.problems import Problem, nearest_name, unknown_key
from pullthrough.parameters.schema.quantity import OMEGACONF_MISSING, Quantity, types_of

LARGEST_WHOLE = 2**63
"""Whole numbers are below it, whichever sign they have."""

MISSING_WORDS = ("", "na", "n/a", "<na>", "nan", "null", "none", "nil", "#n/a", "inf", "-inf", "true", "false")
"""Words, in small letters, that readers of tables take for a missing value or a switch: no name of anything."""

KINDS = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "a name",
    Any: "a number, a name, true or false",
}


def check_tree(schema: type, tree: Any, path: str = "") -> list[Problem]:
    """All problems of a tree: unknown and missing keys, wrong types, values that are not finite or out of range."""
    return list(_refused(tree, path)) + list(_group(schema, tree, path, known_keys(schema, tree, path)))


def known_keys(schema: type, tree: Any, path: str = "") -> list[str]:
    """All valid dotted keys; where the schema admits any name, those of the tree."""
    found = []
    hints = types_of(schema)
    for f in fields(schema):
        key, inner = _join(path, f.name), _value_schema(hints[f.name])
        below = tree.get(f.name) if isinstance(tree, Mapping) else None
        if is_dataclass(hints[f.name]):
            found += known_keys(hints[f.name], below, key)
        elif inner:
            for name, group in below.items() if isinstance(below, Mapping) else ():
                found += known_keys(inner, group, _join(key, str(name)))
        else:
            found.append(key)
            if get_origin(hints[f.name]) is dict and isinstance(below, Mapping):
                found += [_join(key, str(name)) for name in below]
    return found


def value_problems(key: str, value: Any, hint: Any, q: Quantity) -> list[Problem]:
    """All problems of the value of one key with a declared type and range."""
    return list(_value(key, value, hint, q))


def default_of(f: Field[Any]) -> Any:
    """A field's default, or the missing mark."""
    if f.default_factory is not MISSING:
        return f.default_factory()
    return OMEGACONF_MISSING if f.default is MISSING else f.default


def _refused(tree: Any, path: str) -> Iterator[Problem]:
    """Keys that begin with an underscore: to Hydra some of them are code to be run."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            here = _join(path, str(key))
            if str(key).startswith("_"):
                yield Problem(here, value, "keys that begin with '_' are rejected: a configuration cannot run code")
            else:
                yield from _refused(value, here)
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from _refused(value, f"{path}[{i}]")


def _group(schema: type, tree: Any, path: str, known: list[str]) -> Iterator[Problem]:
    if not isinstance(tree, Mapping):
        inside = ", ".join(f.name for f in fields(schema)[:6])
        yield Problem(path, tree, f"is a group of keys ({inside}, ...), not a value; set {path}.<key>=<value>")
        return
    hints = types_of(schema)
    declared = {f.name: f for f in fields(schema)}
    for key, value in tree.items():
        if key not in declared and not str(key).startswith("_"):
            yield from _unknown(_join(path, str(key)), value, known)
    for name, f in declared.items():
        key, hint, inner = _join(path, name), hints[name], _value_schema(hints[name])
        value = tree.get(name, default_of(f))
        if is_dataclass(hint):
            yield from _group(hint, tree.get(name, {}), key, known)  # type: ignore[arg-type]
        elif inner:
            yield from _named_groups(inner, value, key, known)
        elif value == OMEGACONF_MISSING:
            yield Problem(key, None, f"has no value; it needs {_admitted(hint, f.metadata['quantity'])}")
        else:
            yield from _value(key, value, hint, f.metadata["quantity"])


def _named_groups(inner: type, value: Any, key: str, known: list[str]) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(key, value, "must be a table of named groups")
        return
    for name, group in value.items():
        if not str(name).isidentifier():
            yield Problem(_join(key, str(name)), name, "a name may contain letters, digits and underscores only")
        elif not str(name).startswith("_"):
            yield from _missing_word(key, name)
            yield from _group(inner, group, _join(key, str(name)), known)


def _unknown(key: str, value: Any, known: list[str]) -> Iterator[Problem]:
    if isinstance(value, Mapping) and value:
        for name, below in value.items():
            if not str(name).startswith("_"):
                yield from _unknown(_join(key, str(name)), below, known)
    else:
        yield unknown_key(key, value, known)


def _value(key: str, value: Any, hint: Any, q: Quantity) -> Iterator[Problem]:
    if isinstance(hint, UnionType):
        if value is None:
            return
        hint = next(a for a in get_args(hint) if a is not type(None))
    origin = get_origin(hint)
    if origin is dict or origin is list:
        yield from _collection(key, value, hint, q)
    elif not _has_type(value, hint):
        near = nearest_name(value, q.choices) if q.choices else None
        yield Problem(key, value, f"must be {_admitted(hint, q)}", near)
    elif q.choices and str(value) not in q.choices:
        yield Problem(key, value, f"must be {q.range_text()}", nearest_name(value, q.choices))
    elif hint in (int, float) and not _in_range(value, q):
        yield Problem(key, value, f"must be {_admitted(hint, q)}")


def _collection(key: str, value: Any, hint: Any, q: Quantity) -> Iterator[Problem]:
    origin, element = get_origin(hint), get_args(hint)[-1]
    if not isinstance(value, list if origin is list else Mapping):
        what = "a list" if origin is list else "a table of names"
        yield Problem(key, value, f"must be {what}, each entry {_admitted(element, q)}")
        return
    if isinstance(value, Mapping):
        entries = [(_join(key, str(k)), v) for k, v in value.items() if not str(k).startswith("_")]
    else:
        entries = [(f"{key}[{i}]", v) for i, v in enumerate(value)]
    if element is str:
        wrong = [(k, v) for k, v in entries if isinstance(v, int | float) and not isinstance(v, bool)]
        yield from (Problem(k, v, "is a number; must be a name" + _choices(q)) for k, v in wrong)
        entries = [entry for entry in entries if entry not in wrong]
    if isinstance(value, Mapping):
        yield from (p for k in value for p in _missing_word(key, k))
    faults = [p for k, v in entries for p in _value(k, v, element, q)]
    yield from faults
    if q.total is not None and not faults and abs(sum(v for _, v in entries) - q.total) > 1e-6:
        yield Problem(key, value, f"must add up to {q.total:g}, not {sum(v for _, v in entries):g}")


def _missing_word(key: str, name: Any) -> Iterator[Problem]:
    if str(name).lower() in MISSING_WORDS:
        message = "is what tables write for a missing value, so programs that read them would take it as missing"
        yield Problem(_join(key, str(name)), name, message + "; choose another name")


def _choices(q: Quantity) -> str:
    return f", {q.range_text()}" if q.choices else ""


def _has_type(value: Any, hint: Any) -> bool:
    if hint is Any:
        return isinstance(value, str | bool) or (isinstance(value, int | float) and _is_finite(value))
    if hint is bool:
        return isinstance(value, bool)
    if hint is str:
        return isinstance(value, str | int | float) and not isinstance(value, bool)
    return isinstance(value, int | float if hint is float else int) and not isinstance(value, bool)


def _is_finite(value: float) -> bool:
    """Whether a number is one that 64 bits hold; a whole number of hundreds of digits is none."""
    return abs(value) < LARGEST_WHOLE if isinstance(value, int) else math.isfinite(value)


def _in_range(value: float, q: Quantity) -> bool:
    return _is_finite(value) and (q.low is None or value >= q.low) and (q.high is None or value <= q.high)


def _admitted(hint: Any, q: Quantity) -> str:
    if get_origin(hint) in (list, dict):
        return f"a {'list' if get_origin(hint) is list else 'table'} of values, each {_admitted(get_args(hint)[-1], q)}"
    if isinstance(hint, UnionType):
        return "null or " + _admitted(next(a for a in get_args(hint) if a is not type(None)), q)
    if q.choices:
        return q.range_text()
    if hint in (int, float):
        unit = " (a pure number)" if q.unit == "1" else f" (unit: {q.unit})"
        return f"{KINDS[hint]} from {q.range_text()}{unit}"
    return KINDS[hint]


@cache
def _value_schema(hint: Any) -> type | None:
    """The schema of the values of a ``dict[str, SomeSchema]``."""
    inner = get_args(hint)[1] if get_origin(hint) is dict else None
    return inner if is_dataclass(inner) else None  # type: ignore[return-value]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
