"""FEEL's equality and order on values, three-valued: what is absent makes the answer N/A, unless the rest decides it.

Different kinds do not compare: that is N/A too, with `salah_tipe`, never a silent "no". Lists and contexts compare deep
and within the limit of steps, since one small list can stand in another a great many times.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from engine.diagnostics.model import Reason
from engine.language.limits import STEPS
from engine.language.reasons import not_comparable, too_many_steps
from engine.language.types import kind
from engine.language.values import Context, Entity, Outcome, Range, Value, merged
from engine.source import Span

Pairs = list[tuple[Outcome, Outcome]]
OrderOperator = Literal["<", "<=", ">", ">="]
Fingerprint: TypeAlias = tuple[Hashable, ...]

ORDERED_KINDS = ("number", "string", "date")

ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def ordered(operator: OrderOperator, left: Outcome, right: Outcome, place: Span | None = None) -> Outcome:
    """`<`, `<=`, `>`, `>=` on two numbers, two texts (by code point) or two dates. N/A if a side is, and for others."""
    if left.value is None or right.value is None:
        return _with_sides(None, (left.reasons, right.reasons), left, right)
    kinds = kind(left.value), kind(right.value)
    if kinds[0] != kinds[1] or kinds[0] not in ORDERED_KINDS:
        return _with_sides(None, ((not_comparable(*kinds, place),),), left, right)
    return _with_sides(ORDERS[operator](left.value, right.value), (), left, right)


def equal(left: Outcome, right: Outcome, place: Span | None = None) -> Outcome:
    """`=` between two expressions. False as soon as one part differs for certain; otherwise N/A for every part that is
    absent or of another kind; otherwise true. (A test against a written `null` is no comparison and not done here.)"""
    unknown: list[tuple[Reason, ...]] = []
    pairs: Pairs = [(left, right)]
    steps = 0
    while pairs:
        steps += 1
        if steps > STEPS:
            return _with_sides(None, ((too_many_steps(place),),), left, right)
        one, other = pairs.pop()
        if one.value is None or other.value is None:
            unknown.append(one.reasons + other.reasons)
        elif kind(one.value) != kind(other.value):
            unknown.append((not_comparable(kind(one.value), kind(other.value), place),))
        elif not _alike(one.value, other.value, pairs):
            return _with_sides(False, (), left, right)
    return _with_sides(None if unknown else True, unknown, left, right)


def _with_sides(value: bool | None, reasons: Iterable[tuple[Reason, ...]], left: Outcome, right: Outcome) -> Outcome:
    carried = merged((left.carried, right.carried))
    return Outcome(value, merged(reasons), carried, left.rounded or right.rounded)


def _alike(left: Value, right: Value, pairs: Pairs) -> bool:
    """False if two values of one kind differ for certain. What is inside them goes to `pairs`, its first part last."""
    match left, right:
        case tuple(), tuple():
            pairs.extend(zip(reversed(left), reversed(right), strict=False))
            return len(left) == len(right)
        case Context(entries), Context(others):
            known = dict(others)
            pairs.extend((entry, known[name]) for name, entry in reversed(entries) if name in known)
            return dict(entries).keys() == known.keys()
        case Range(), Range():
            return _alike_ranges(left, right, pairs)
        case _:
            return _atom(left) == _atom(right)


def _alike_ranges(left: Range, right: Range, pairs: Pairs) -> bool:
    for end, other in ((left.high, right.high), (left.low, right.low)):
        if (end is None) != (other is None):
            return False
        if end is not None:
            pairs.append((Outcome(end), Outcome(other)))
    return (left.low_closed, left.high_closed) == (right.low_closed, right.high_closed)


def _atom(value: Value | None) -> Hashable:
    """What can be told apart by hashing. A member of the tree is known by its level and kode."""
    match value:
        case bool() | Fraction() | str() | date() | None:
            return value
        case Range(low, high, low_closed, high_closed):
            return _atom(low), _atom(high), low_closed, high_closed
        case tuple() | Context():
            return len(value) if isinstance(value, tuple) else tuple(sorted(name for name, _ in value.entries))
        case _:
            return _entity_id(value)


def _entity_id(entity: Entity) -> Hashable:
    return entity.level, entity.kode


def fingerprints(outcomes: Iterable[Outcome]) -> list[Fingerprint | None] | None:
    """For each value something hashable: two values are equal for certain iff both have the same one. None for a value
    that is absent or holds something absent, and so equals nothing for certain; None for all if they are too big."""
    result: list[Fingerprint | None] = []
    left = STEPS
    for outcome in outcomes:
        marks: list[Hashable] | None = _marks(outcome, left)
        left -= len(marks) if marks else 1
        if left < 0:
            return None
        result.append(tuple(marks) if marks else None)
    return result


def _marks(outcome: Outcome, most: int) -> list[Hashable] | None:
    """The value taken apart, in reading order: kind and atom of every part. Stops once longer than `most`."""
    marks: list[Hashable] = []
    parts = [outcome]
    while parts and len(marks) <= most:
        value = parts.pop().value
        if value is None:
            return None
        marks.append((kind(value), _atom(value)))
        if isinstance(value, tuple):
            parts.extend(reversed(value))
        elif isinstance(value, Context):
            parts.extend(entry for _, entry in sorted(value.entries, key=lambda pair: pair[0]))
    return marks
