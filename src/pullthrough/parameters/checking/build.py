"""A checked tree of plain settings made into the typed objects of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin

from pullthrough.parameters.checking.check import default_of
from pullthrough.parameters.schema.quantity import types_of


def build[T](schema: type[T], tree: Mapping[str, Any]) -> T:
    """The object of a schema dataclass with the values of ``tree``, and defaults where it has none."""
    hints = types_of(schema)  # type: ignore[arg-type]
    values = {}
    for f in fields(schema):  # type: ignore[arg-type]
        hint = hints[f.name]
        if is_dataclass(hint):
            values[f.name] = build(hint, tree.get(f.name, {}))  # type: ignore[arg-type]
        else:
            values[f.name] = _value(hint, tree.get(f.name, default_of(f)))
    return schema(**values)


def _value(hint: Any, value: Any) -> Any:
    if value is None or hint is Any:
        return value
    if isinstance(hint, UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    origin = get_origin(hint)
    if origin is dict:
        return {str(k): _value(get_args(hint)[1], v) for k, v in value.items()}
    if origin is list:
        return [_value(get_args(hint)[0], v) for v in value]
    if is_dataclass(hint):
        return build(hint, value)  # type: ignore[arg-type]
    return hint(value)
