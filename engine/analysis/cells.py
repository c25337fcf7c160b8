"""A checked cell of a decision table -> exactly the values of its column that it lets through, if that can be proved.

A cell is a condition on the local `?`, and three-valued: what is compared with an absent value or with one of another
kind is N/A, and a row is hit only by true. So a cell is followed for the answer that is wanted, true or false, and
`not` turns what is wanted. Whatever is made of constants is computed by the evaluator itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from engine.analysis.domains import Dates, Domain, Numbers, Texts, Truths, narrowed
from engine.analysis.sets import (
    EVERY_POINT,
    EVERY_WORD,
    NO_POINT,
    NO_WORD,
    Few,
    Scalar,
    Values,
    above,
    below,
    only,
    words,
)
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.check import INPUT
from engine.language.comparison import ORDERS
from engine.language.types import Kind, kind
from engine.language.values import Outcome, Range
from engine.manual.bodies import is_constant
from engine.record import dataclass

FLIPPED: Final[Mapping[str, str]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
OPPOSITE: Final[Mapping[str, str]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
SUBJECT: Final = frozenset({INPUT})

Subjects: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class Passed:
    """What a cell lets through: values of its column, and whether an absent one."""

    values: Values
    absent: bool = False

    def __and__(self, other: Passed) -> Passed:
        return Passed(self.values & other.values, self.absent and other.absent)  # type: ignore[operator]

    def __or__(self, other: Passed) -> Passed:
        return Passed(self.values | other.values, self.absent or other.absent)  # type: ignore[operator]

    def __invert__(self) -> Passed:
        return Passed(~self.values, not self.absent)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The sets that any column of a sort has."""

    nothing: Passed
    present: Passed
    absent: Passed
    all: Passed


def _bounds(nothing: Values, present: Values) -> Bounds:
    return Bounds(Passed(nothing), Passed(present), Passed(nothing, True), Passed(present, True))


LINE: Final = _bounds(NO_POINT, EVERY_POINT)
LIST: Final = _bounds(NO_WORD, EVERY_WORD)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are read: the kind of its values, and its texts where they are listed."""

    kind: Kind | None
    bounds: Bounds
    listed: tuple[str, ...] | None = None


def reading(domain: Domain | None) -> Reading:
    """How cells over this domain are read."""
    match domain:
        case Numbers():
            return Reading("number", LINE)
        case Dates():
            return Reading("date", LINE)
        case Texts(listed):
            return Reading("string", LIST, listed)
        case Truths():
            return Reading("boolean", LIST)
    return Reading(None, LIST)


def passed(condition: typed.Typed, read: Reading) -> Passed | None:
    """What a cell lets through, or None if that cannot be proved."""
    return _answering(condition, True, read, SUBJECT)


def within(domain: Domain, condition: typed.Typed) -> Domain:
    """The domain as far as the cell lets it through; all of it where that cannot be proved."""
    through = passed(condition, reading(domain))
    return domain if through is None else narrowed(domain, through.values, through.absent)


def without(domain: Domain, condition: typed.Typed) -> Domain:
    """What is left of the domain where the cell does not hold."""
    through = passed(condition, reading(domain))
    return domain if through is None else narrowed(domain, (~through).values, (~through).absent)


def constant(node: typed.Typed) -> Outcome | None:
    """What a node gives that needs no input, or None if it needs one."""
    if isinstance(node, typed.Literal):
        return node.outcome
    return compute(node, Frame()).outcome if is_constant(node) else None


def _answering(node: typed.Typed, wanted: bool, read: Reading, subjects: Subjects) -> Passed | None:
    """The values for which a condition on the subject answers as wanted."""
    match node:
        case typed.Compare():
            return _compared(node, wanted, read, subjects)
        case typed.Logic(operator, operands):
            parts = (_answering(operand, wanted, read, subjects) for operand in operands)
            return _joined(parts, (operator == "or") == wanted)
        case typed.Not(operand):
            return _answering(operand, not wanted, read, subjects)
        case typed.Member(value, container) if _is_subject(value, subjects):
            held = constant(container)
            return None if held is None else _among(held, wanted, read)
        case typed.IsNull(operand, negated) if _is_subject(operand, subjects):
            return read.bounds.absent if negated != wanted else read.bounds.present
        case typed.Local() if _is_subject(node, subjects):
            return Passed(words(wanted)) if read.kind == "boolean" else None
        case typed.Let(name, value, body) if _is_subject(value, subjects):
            return _answering(body, wanted, read, subjects | {name})
    answer = constant(node)
    return None if answer is None else _always(answer.value is wanted, read)


def _is_subject(node: typed.Typed, subjects: Subjects) -> bool:
    return isinstance(node, typed.Local) and node.name in subjects


def _always(holds: bool, read: Reading) -> Passed:
    return read.bounds.all if holds else read.bounds.nothing


def _joined(parts: Iterable[Passed | None], either: bool) -> Passed | None:
    """Three-valued `or` and `and`: one certain answer decides, or all have to give it."""
    result = None
    for part in parts:
        if part is None:
            return None
        result = part if result is None else result | part if either else result & part
    return result


def _compared(node: typed.Compare, wanted: bool, read: Reading, subjects: Subjects) -> Passed | None:
    operator = node.operator if wanted else OPPOSITE[node.operator]
    if _is_subject(node.left, subjects):
        held = constant(node.right)
    elif _is_subject(node.right, subjects):
        operator, held = FLIPPED[operator], constant(node.left)
    else:
        answer = constant(node)
        return None if answer is None else _always(answer.value is wanted, read)
    return None if held is None else _ordered(operator, held, read)


def _ordered(operator: str, held: Outcome, read: Reading) -> Passed | None:
    """Values that stand so to a constant. To something absent or of another kind nothing does."""
    value = held.value
    if read.kind is None:
        return None
    if value is None or kind(value) != read.kind:
        return read.bounds.nothing
    if operator in ("=", "!="):
        return Passed(_equal(value, operator == "="))
    if isinstance(value, Fraction | date):
        return Passed(_beside(operator, value))
    if read.listed is None or not isinstance(value, str):
        return None
    order: Callable[[str, str], bool] = ORDERS[operator]
    return Passed(words(*[text for text in read.listed if order(text, value)]))


def _beside(operator: str, value: Fraction | date) -> Values:
    closed = operator in ("<=", ">=")
    return above(value, closed) if operator in (">", ">=") else below(value, closed)


def _equal(value: object, wanted: bool) -> Values:
    found: Values = only(value) if isinstance(value, Fraction | date) else Few(False, frozenset({value}))
    return found if wanted else ~found


def _among(held: Outcome, wanted: bool, read: Reading) -> Passed | None:
    """`value in container` for a constant container: a range, a list, or a value that it equals."""
    if isinstance(held.value, tuple):
        parts = [_single(item, wanted, read) for item in held.value]
        empty = _always(not wanted, read) & read.bounds.present
        return _joined(parts, wanted) if parts else empty
    return _single(held, wanted, read)


def _single(held: Outcome, wanted: bool, read: Reading) -> Passed | None:
    if not isinstance(held.value, Range):
        return _ordered("=" if wanted else "!=", held, read)
    limits = held.value
    ends = ((limits.low, ">=" if limits.low_closed else ">"), (limits.high, "<=" if limits.high_closed else "<"))
    parts = [
        _ordered(operator if wanted else OPPOSITE[operator], Outcome(end), read)
        for end, operator in ends
        if end is not None
    ]
    return _joined(parts, not wanted) if parts else (read.bounds.present if wanted else read.bounds.nothing)


def mentioned(conditions: Iterable[typed.Typed]) -> tuple[tuple[Scalar, typed.Literal], ...]:
    """The constants that cells are about, in reading order, each with where it is written; `-` is about none."""
    found = []
    for node in typed.walk(tuple(one for one in conditions if not isinstance(one, typed.Literal))):
        if isinstance(node, typed.Literal) and isinstance(node.outcome.value, Fraction | str | bool | date):
            found.append((node.outcome.value, node))
    return tuple(found)
