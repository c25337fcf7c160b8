"""What computes a value, before and after, and some of the changes -> the body in which just those are made.

Bounds and rounding lie around one of four forms. A change says where on both sides the part stands that it is about.
Where the form is another one, the whole core is one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.difference.bodies import ComponentSet, component_sets
from engine.difference.comparable import Names, comparable
from engine.difference.model import Change, Part, Piece
from engine.language import typed
from engine.language.syntax import ChainOperator
from engine.language.types import NUMBER
from engine.record import dataclass, replace
from engine.source import Span

ROWS: tuple[Part, ...] = ("row", "row_input")
SETS: tuple[Part, ...] = ("set",)


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


def took(made: Iterable[Change], parts: Iterable[Part], old: Span | None, new: Span | None) -> bool:
    """Whether the change of one of these parts, from this very place or to that one, is among those that are made."""
    return any(change.part in parts and (_at(change.before, old) or _at(change.after, new)) for change in made)


def _at(piece: Piece | None, place: Span | None) -> bool:
    return piece is not None and place is not None and piece.place == place


def _instead(made: Iterable[Change], parts: Iterable[Part], old: Span) -> Change | None:
    """The change that is made of what stands here."""
    return next((change for change in made if change.part in parts and _at(change.before, old)), None)


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
    others = {row.span: row for row in new.rows}
    found: list[typed.Row] = []
    for row in old.rows:
        change = _instead(made, ROWS, row.span)
        if change is None:
            found.append(row)
        elif change.after is not None and change.after.place in others:
            found.append(_turned(others[change.after.place], new, old))
    come = [row for row in new.rows if any(_at(one.after, row.span) for one in made if _is_new(one))]
    found += [_turned(row, new, old) for row in come]
    if "row_order" in parts:
        found = _as_ordered(found, new, old)
    policy = new.policy if "policy" in parts else old.policy
    return replace(old, rows=tuple(found), policy=policy, closed=new.closed if "closed" in parts else old.closed)


def _is_new(change: Change) -> bool:
    return change.part in ROWS and change.before is None


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
        if change.part in ("point", "point_input"):
            for side in (change.before, change.after):
                if side is not None:
                    points.pop(side.value[0], None)  # type: ignore[index]
            if change.after is not None:
                points.update(point for point in new.points if point == change.after.value)
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
    against = {_condition(one): one for one in others}
    found: list[ComponentSet] = []
    for one in sets:
        change = _instead(made, SETS, _block(one))
        other = against.get(_condition(one))
        if change is None:
            found.append(one if other is None else _set(one, other, made))
        elif change.after is not None:
            found += [other for other in others if _at(change.after, _block(other))]
    found += [one for one in others if any(_at(change.after, _block(one)) for change in made if _is_new_set(change))]
    if any(change.part == "row_order" for change in made):
        order = list(against)
        found.sort(key=lambda one: order.index(_condition(one)) if _condition(one) in order else len(order))
    return _chain(tuple(found), _last(old) or _last(new), old)


def _is_new_set(change: Change) -> bool:
    return change.part == "set" and change.before is None


def _block(one: ComponentSet) -> Span:
    return one.parts[0].span.to(one.parts[-1].span)


def _condition(one: ComponentSet) -> object:
    return None if one.condition is None else comparable(one.condition, Names())


def _set(old: ComponentSet, new: ComponentSet, made: Sequence[Change]) -> ComponentSet:
    others = _by_label(new)
    found: list[typed.Labelled] = []
    for key, part in _by_label(old).items():
        change = _instead(made, ("component",), part.span)
        if change is None:
            found.append(_component(part, others[key], made) if key in others else part)
        elif change.after is not None:
            found += [other for other in new.parts if _at(change.after, other.span)]
    found += [part for part in new.parts if any(_at(one.after, part.span) for one in made if _is_new_component(one))]
    return replace(old, parts=tuple(found))


def _is_new_component(change: Change) -> bool:
    return change.part == "component" and change.before is None


def _by_label(one: ComponentSet) -> dict[tuple[str, int], typed.Labelled]:
    found: dict[tuple[str, int], typed.Labelled] = {}
    for part in one.parts:
        number = sum(1 for label, _ in found if label == part.label)
        found[part.label, number] = part
    return found


def _component(old: typed.Labelled, new: typed.Labelled, made: Sequence[Change]) -> typed.Labelled:
    (weight, value), (other_weight, other_value) = _product(old), _product(new)
    one, other = layers(value), layers(other_value)
    low = other.low if _took(made, "component_low", one.low, other.low) else one.low
    high = other.high if _took(made, "component_high", one.high, other.high) else one.high
    core = other.core if _took(made, "component_value", one.core, other.core) else one.core
    factor = other_weight if _took(made, "weight", weight, other_weight) else weight
    if factor is weight and core is one.core and low is one.low and high is one.high:
        return old
    if low is not None or high is not None:
        core = typed.Clamp(core, low, high, type=NUMBER, span=core.span)
    return replace(old, operand=replace(old.operand, operands=(factor, core)))


def _took(made: Sequence[Change], part: Part, old: typed.Typed | None, new: typed.Typed | None) -> bool:
    return took(made, (part,), old.span if old else None, new.span if new else None)


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
    plus: tuple[ChainOperator, ...] = tuple("+" for _ in parts[1:])
    return typed.Arithmetic(parts, plus, type=NUMBER, span=old.span)
