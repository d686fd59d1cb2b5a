"""What is wrong with a design and the study that uses it; everything at once, before the first run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.check import value_problems
from pullthrough.parameters.checking.problems import ConfigurationError, Problem, nearest_name
from pullthrough.parameters.checking.relations import check_relations
from pullthrough.parameters.policy.setting import setting
from pullthrough.parameters.policy.timeline import AD_HOC, start_problems
from pullthrough.parameters.register import records, variants
from pullthrough.parameters.schema.design import DesignSpec
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.factors import Known, admitted, default_range, factors, is_number, is_whole, numbers
from pullthrough.study.design.points import MOST_POINTS, count, points_of
from pullthrough.study.design.variation import POLICY, varied
from pullthrough.study.storage.csv_tables import RESPONSES
from pullthrough.study.storage.store import PLACE


def problems_of(root: Root) -> list[Problem]:
    """All problems of the design, the scenarios and the outcomes of a study."""
    found = [*_base_points(root), *_scenarios(root), *_outcomes(root)]
    if root.design.kind == "none":
        return found
    keyed = [*_keys(root), *_size(root)]
    return found + (keyed or [*_count(root)] or ([] if found else list(_points(root))))


def _base_points(root: Root) -> Iterator[Problem]:
    if root.design.kind == "sobol" and root.design.n & (root.design.n - 1):
        below = 2 ** (root.design.n.bit_length() - 1)
        yield Problem("design.n", root.design.n, f"must be a power of two for Sobol', such as {below} or {2 * below}")


def _scenarios(root: Root) -> Iterator[Problem]:
    named = root.study.scenarios
    for i, name in enumerate(named):
        try:
            setting(root, name)
        except ConfigurationError as error:
            for problem in error.problems:
                key = f"study.scenarios[{i}]" if problem.key == "scenario" else problem.key
                yield Problem(key, problem.value, problem.message, problem.nearest)
        if name in named[:i]:
            yield Problem(f"study.scenarios[{i}]", name, "is named twice")
        if name == root.against:
            yield Problem(f"study.scenarios[{i}]", name, "is already the baseline (against)")
    if root.study.pairs == "all" and len(named) < 2:
        yield Problem("study.pairs", "all", "needs at least two names in study.scenarios")


def _outcomes(root: Root) -> Iterator[Problem]:
    named = {f"study.outcomes[{i}]": name for i, name in enumerate(root.study.outcomes)}
    for key, name in {**named, "study.precision.outcome": root.study.precision.outcome}.items():
        if name not in OUTCOMES:
            message = "is not an outcome; `pullthrough show outcomes` lists them"
            yield Problem(key, name, message, nearest_name(name, OUTCOMES))


def _keys(root: Root) -> Iterator[Problem]:
    """Keys that do not exist, and values that they do not admit."""
    spec, known = root.design, Known(root)
    for key, given in spec.ranges.items():
        yield from _range(known, key, given, key in spec.log)
    for i, key in enumerate(spec.fixed):
        if not any(row.leaf.path == key or row.leaf.path.startswith(f"{key}.") for row in records.table(root.world)):
            yield known.problem(f"design.fixed[{i}]", key, key)
    for key in spec.log:
        if key not in spec.ranges:
            yield Problem("design.log", key, "is not among design.ranges", nearest_name(key, spec.ranges))
    for key, values in spec.values.items():
        where = f"design.values.{key}"
        if not values:
            yield Problem(where, values, "must have at least one value")
        yield from _given(known, where, key, values)
    for name, cases in spec.cases.items():
        if name.lower() in _columns():
            message = "is the name of a column in the tables of points; choose another name"
            yield Problem(f"design.cases.{name}", name, message)
        if not cases:
            yield Problem(f"design.cases.{name}", cases, "must have at least one case")
        for case, chosen in cases.items():
            for key, value in chosen.items():
                yield from _given(known, f"design.cases.{name}.{case}.{key}", key, [value])
    for rule, names in spec.variants.items():
        yield from _variants(known, f"design.variants.{rule}", rule, names)
    for i, point in enumerate(spec.points):
        for key, value in point.items():
            where = f"design.points[{i}].{key}"
            if key.startswith(variants.PREFIX):
                yield from _variants(known, where, key.removeprefix(variants.PREFIX), [value])
            else:
                yield from _given(known, where, key, [value])
    if spec.kind == "list":
        if not spec.points:
            yield Problem("design.points", [], "must have at least one point, such as [{policy.engagement.lead: 8}]")
        if spec.ranges or spec.values or spec.cases or spec.graded or spec.variants:
            yield Problem(
                "design.kind", "list", "takes design.points only; leave out ranges, values, cases and variants"
            )
        if spec.weights and (len(spec.weights) != len(spec.points) or not sum(spec.weights) > 0):
            message = f"must be one number for each of the {len(spec.points)} points, 0 or above, not all 0"
            yield Problem("design.weights", spec.weights, message)
    elif spec.weights:
        yield Problem("design.weights", spec.weights, f"are for design=list; design={spec.kind} has no weights")
    elif spec.points:
        yield Problem("design.points", spec.points, f"are for design=list; design={spec.kind} varies ranges and values")
    yield from _twice(spec.ranges, spec.values, spec.cases)
    yield from _twice_by_variants(spec)


@cache
def _columns() -> frozenset[str]:
    """The columns beside which those of factors stand, in small letters."""
    return frozenset(name.lower() for name in ("point", "n", *PLACE, *RESPONSES, *OUTCOMES))


def _range(known: Known, key: str, given: Sequence[Any], log: bool) -> Iterator[Problem]:
    where = f"design.ranges.{key}"
    leaf = known.leaf(key)
    if leaf is None:
        yield known.problem(where, key, given)
        return
    if not is_number(leaf):
        yield Problem(where, given, f"{key} is not a number; give its values in design.values")
        return
    if not given and default_range(key, leaf) is None:
        yield Problem(where, given, "has no plausible range in the register; give [lowest, highest]")
        return
    ends = numbers(given or default_range(key, leaf) or ())
    if len(ends) != 2 or len(given) not in (0, 2):
        yield Problem(where, given, "must be [lowest, highest], or [] for the plausible range of its record")
        return
    low, high = ends
    for value in (low, high):
        if not admitted(leaf.quantity, value) or (is_whole(leaf) and value != int(value)):
            kind = "whole number" if is_whole(leaf) else "number"
            unit = leaf.quantity.unit
            yield Problem(where, given, f"{value:g} must be a {kind} from {leaf.quantity.range_text()} (unit: {unit})")
    if low >= high:
        yield Problem(where, given, "the lowest value must be below the highest")
    if log and low <= 0:
        yield Problem("design.log", key, f"a range on a logarithmic scale must start above 0, not at {low:g}")


def _given(known: Known, where: str, key: str, values: Sequence[Any]) -> Iterator[Problem]:
    leaf = known.leaf(key)
    if leaf is None:
        yield known.problem(where, key, values[0] if len(values) == 1 else list(values))
        return
    for value in values:
        if value is None:
            yield Problem(where, value, "must have a value")
        else:
            yield from value_problems(where, value, leaf.type, leaf.quantity)
    if len(set(map(str, values))) < len(values):
        yield Problem(where, list(values), "has a duplicate value")


def _variants(known: Known, where: str, rule: str, names: Sequence[Any]) -> Iterator[Problem]:
    """A rule that has no variants, a variant that it does not have, and values that this world does not take."""
    rules = variants.rules()
    if rule not in rules:
        message = f"is not a rule with variants; the rules are {', '.join(rules)}"
        yield Problem(where, rule, message, nearest_name(rule, rules))
        return
    there = rules[rule].variants
    for name in names:
        if name not in there:
            message = f"is not a variant of {rule}; its variants are {', '.join(there)}"
            yield Problem(where, name, message, nearest_name(str(name), there))
    if len(set(map(str, names))) < len(names):
        yield Problem(where, list(names), "has a duplicate value")
    for name in names or there:
        for key, value in there[name].values if name in there else ():
            yield from _given(known, f"{where} ({name}) {key}", key, [value])


def _twice(*groups: Mapping[str, Any]) -> Iterator[Problem]:
    ranges, values, cases = groups
    in_cases = {key for named in cases.values() for key in {k for case in named.values() for k in case}}
    times = Counter([*ranges, *values, *in_cases])
    for key, n in times.items():
        if n > 1:
            yield Problem("design", key, "is varied twice; name it in only one of ranges, values and cases")


def _twice_by_variants(spec: DesignSpec) -> Iterator[Problem]:
    """A number that two rules set, or a rule and a range, would be what was laid on last."""
    rules = variants.rules()
    times = Counter(
        key for rule in spec.variants if rule in rules
        for key in {key for variant in rules[rule].variants.values() for key, _ in variant.values}
    )  # fmt: skip
    for key in times:
        if times[key] > 1 or key in spec.ranges or key in spec.values:
            yield Problem("design", key, "is varied twice: by a variant of a rule, and by another or as a number")


def _size(root: Root) -> Iterator[Problem]:
    spec = root.design
    if spec.kind != "list" and not (spec.ranges or spec.values or spec.cases or spec.graded or spec.variants):
        message = "varies nothing; name keys in design.ranges, design.values, design.cases or design.variants"
        yield Problem("design.kind", spec.kind, message)
    if spec.kind == "morris" and spec.levels % 2:
        yield Problem("design.levels", spec.levels, "must be even for Morris, such as 4")


def _count(root: Root) -> Iterator[Problem]:
    spec = root.design
    found = factors(root) if spec.kind != "list" else []
    points = count(spec.kind, found, spec.n, spec.levels, len(spec.points))
    if points > MOST_POINTS:
        message = f"gives {points:,} points, at most {MOST_POINTS:,} are allowed; take fewer levels, values or n"
        yield Problem("design.kind", spec.kind, message)


def _points(root: Root) -> Iterator[Problem]:
    """Points whose values are sound one by one, but not together."""
    base, made = setting(root), points_of(root)
    if any(key.startswith(POLICY) for point in made.points for key, _ in point.values):
        yield from start_problems(AD_HOC, root.policy.start or "always", root.world, latest=True)
    seen: dict[str, tuple[int, int, Problem]] = {}
    for number, point in enumerate(made.points):
        here = copy(root)
        here.world = varied(base, dict(point.values), levers=False).world
        for problem in check_relations(here):
            first, times, kept = seen.get(problem.key, (number, 0, problem))
            seen[problem.key] = (first, times + 1, kept)
    for first, times, problem in seen.values():
        where = f"at point {first} of the design" + (f" and {times - 1} more" if times > 1 else "")
        yield Problem(problem.key, problem.value, f"{problem.message} ({where})", problem.nearest)
