"""What computes a value, before and after, and some of the changes -> the body in which just those are made.

Bounds and rounding lie around one of four forms. A change carries the very nodes that it is about, so that a part is
found by being that node. Where the form is another one, the whole core is one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from engine.difference.bodies import ComponentSet, component_sets
from engine.difference.comparable import Names, comparable
from engine.difference.model import Change
from engine.language import typed
from engine.language.types import NUMBER
from engine.record import dataclass, replace

N = TypeVar("N")


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """A body taken apart: the core, the bounds around it, the rounding around those."""

    core: typed.Typed
    low: typed.Typed | None
    high: typed.Typed | None
    rounded: typed.Round | None


def layers(body: typed.Typed) -> Layers:
    """The layers of a body."""
    rounded = body if isinstance(body, typed.Round) else None
    inner = rounded.operand if rounded else body
    if isinstance(inner, typed.Clamp):
        return Layers(inner.operand, inner.low, inner.high, rounded)
    return Layers(inner, None, None, rounded)


def mixed_body(old: typed.Typed, new: typed.Typed, made: Sequence[Change]) -> typed.Typed:
    """The body with those changes that are made."""
    one, other = layers(old), layers(new)
    parts = {change.part for change in made}
    core = other.core if "body" in parts else _core(one.core, other.core, made)
    low = other.low if "bound_low" in parts else one.low
    high = other.high if "bound_high" in parts else one.high
    if low is not None or high is not None:
        core = typed.Clamp(core, low, high, type=NUMBER, span=core.span)
    rounded = other.rounded if "rounding" in parts else one.rounded
    if rounded is None:
        return core
    unit = (other.rounded if "unit" in parts else one.rounded) or rounded
    return typed.Round(core, rounded.decimals, unit.one, type=NUMBER, span=core.span)


def took(made: Iterable[Change], old: object, new: object) -> bool:
    """Whether the change from this very node to that one is among those that are made."""
    return any(_is(change, old, new) for change in made)


def _is(change: Change, old: object, new: object) -> bool:
    before = change.before.value if change.before else None
    after = change.after.value if change.after else None
    return (old is not None and before is old) or (new is not None and after is new)


def _core(old: typed.Typed, new: typed.Typed, made: Sequence[Change]) -> typed.Typed:
    sets = component_sets(old), component_sets(new)
    if sets[0] is not None and sets[1] is not None:
        return _components(old, new, sets[0], sets[1], made)
    match old, new:
        case typed.Table(), typed.Table():
            return _table(old, new, made)
        case typed.Scale(), typed.Scale():
            return _scale(old, new, made)
    return old


# Tables


def _table(old: typed.Table, new: typed.Table, made: Sequence[Change]) -> typed.Table:
    parts = {change.part for change in made}
    removed = {id(change.before.value) for change in made if change.part == "row" and change.before}
    added = [change.after.value for change in made if change.part == "row" and change.after]
    rows = [_turned(row, new, old) for row in new.rows if any(row is one for one in added)]
    instead = {id(change.before.value): change.after.value for change in made if change.before and change.after}
    found: list[typed.Row] = []
    for row in old.rows:
        if id(row) not in removed:
            found.append(row)
        elif isinstance(instead.get(id(row)), typed.Row):
            found.append(_turned(instead[id(row)], new, old))  # type: ignore[arg-type]
    known = {id(one) for one in found}
    placed = [row.span for row in found]
    found += [row for row in rows if id(row) not in known and row.span not in placed]
    if "row_order" in parts:
        found = _as_ordered(found, new, old)
    policy = new.policy if "policy" in parts else old.policy
    return replace(old, rows=tuple(found), policy=policy, closed=new.closed if "closed" in parts else old.closed)


def _turned(row: typed.Row, table: typed.Table, wanted: typed.Table) -> typed.Row:
    """A row of one table as another one with the same columns has it, whose columns may be in another order."""
    names = [comparable(one, Names()) for one in table.inputs]
    order = [names.index(comparable(one, Names())) for one in wanted.inputs]
    if order == sorted(order):
        return row
    return replace(row, conditions=tuple(row.conditions[at] for at in order))


def _as_ordered(rows: list[typed.Row], new: typed.Table, old: typed.Table) -> list[typed.Row]:
    """The rows in the order of the new table, those that it does not have at the end."""
    order = [_cells(_turned(row, new, old)) for row in new.rows]
    return sorted(rows, key=lambda row: order.index(_cells(row)) if _cells(row) in order else len(order))


def _cells(row: typed.Row) -> object:
    return tuple(comparable(one, Names()) for one in row.conditions)


# Scales


def _scale(old: typed.Scale, new: typed.Scale, made: Sequence[Change]) -> typed.Scale:
    parts = {change.part for change in made}
    points = dict(old.points)
    for change in made:
        if change.part == "point":
            for side in (change.before, change.after):
                if side is not None:
                    points.pop(side.value[0], None)  # type: ignore[index]
            if change.after is not None:
                x, y = change.after.value  # type: ignore[misc]
                points[x] = y
    return replace(
        old,
        input=new.input if "input" in parts else old.input,
        points=tuple(sorted(points.items())),
        ends=new.ends if "ends" in parts else old.ends,
    )


# Weighted components


def _components(
    old: typed.Typed,
    new: typed.Typed,
    sets: tuple[ComponentSet, ...],
    others: tuple[ComponentSet, ...],
    made: Sequence[Change],
) -> typed.Typed:
    """Sets are matched by their conditions, components inside them by their labels."""
    one, other = _by_condition(sets), _by_condition(others)
    gone = {_condition(change.before.value) for change in made if change.part == "set" and change.before}
    came = {_condition(change.after.value) for change in made if change.part == "set" and change.after}
    found: dict[object, ComponentSet] = {}
    for condition, group in one.items():
        if condition not in gone:
            against = other.get(condition)
            found[condition] = group if against is None else _set(group, against, made)
    found.update({condition: group for condition, group in other.items() if condition in came})
    if any(change.part == "row_order" for change in made):
        order = list(other)
        found = dict(sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))
    return _chain(tuple(found.values()), _last(old) or _last(new), old)


def _by_condition(sets: Iterable[ComponentSet]) -> dict[object, ComponentSet]:
    return {_condition(one): one for one in sets}


def _condition(one: object) -> object:
    condition = one.condition if isinstance(one, ComponentSet) else None
    return None if condition is None else comparable(condition, Names())


def _set(old: ComponentSet, new: ComponentSet, made: Sequence[Change]) -> ComponentSet:
    one, other = _by_label(old), _by_label(new)
    found = [
        part if key not in other else _component(part, other[key], made)
        for key, part in one.items()
        if key in other or not took(made, part, None)
    ]
    found += [part for key, part in other.items() if key not in one and took(made, None, part)]
    return replace(old, parts=tuple(found))


def _by_label(one: ComponentSet) -> dict[tuple[str, int], typed.Labelled]:
    found: dict[tuple[str, int], typed.Labelled] = {}
    for part in one.parts:
        number = sum(1 for label, _ in found if label == part.label)
        found[part.label, number] = part
    return found


def _component(old: typed.Labelled, new: typed.Labelled, made: Sequence[Change]) -> typed.Labelled:
    (weight, value), (other_weight, other_value) = _product(old), _product(new)
    one, other = layers(value), layers(other_value)
    low = other.low if took(made, one.low, other.low) else one.low
    high = other.high if took(made, one.high, other.high) else one.high
    core = other.core if took(made, one.core, other.core) else one.core
    if low is not None or high is not None:
        core = typed.Clamp(core, low, high, type=NUMBER, span=core.span)
    factor = other_weight if took(made, weight, other_weight) else weight
    if factor is weight and core is value:
        return old
    return replace(old, operand=replace(old.operand, operands=(factor, core)))


def _product(part: typed.Labelled) -> tuple[typed.Typed, typed.Typed]:
    assert isinstance(part.operand, typed.Arithmetic)
    weight, value = part.operand.operands
    return weight, value


def _last(core: typed.Typed) -> typed.Typed | None:
    """What holds where no set of components does."""
    while isinstance(core, typed.If):
        core = core.otherwise
    return core if isinstance(core, typed.Absence) else None


def _chain(sets: tuple[ComponentSet, ...], last: typed.Typed | None, old: typed.Typed) -> typed.Typed:
    result = last or old
    for one in reversed(sets):
        body = _added(one.parts, old)
        result = body if one.condition is None else typed.If(one.condition, body, result, type=NUMBER, span=body.span)
    return result


def _added(parts: tuple[typed.Labelled, ...], old: typed.Typed) -> typed.Typed:
    if len(parts) == 1:
        return parts[0]
    return typed.Arithmetic(parts, ("+",) * (len(parts) - 1), type=NUMBER, span=old.span)


def weight_of(part: typed.Labelled) -> Fraction | None:
    """The weight of a component."""
    weight, _ = _product(part)
    value = weight.outcome.value if isinstance(weight, typed.Literal) else None
    return value if isinstance(value, Fraction) else None
