"""Operators on typed operands -> typed tree. A mistake is reported once and gives None."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal as Words

from engine.diagnostics.model import Diagnostic, say
from engine.language import problems, typed
from engine.language.syntax import ChainOperator, CompareOperator
from engine.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    STRING,
    AnyType,
    ListType,
    RangeType,
    Type,
    fits,
    join,
)
from engine.source import Span

Sink = Callable[[Diagnostic], None]
ORDERED = (NUMBER, STRING, DATE)


def written_absence(node: typed.Typed) -> bool:
    """`null` as the formula itself writes it: only beside that do `=` and `!=` test for absence."""
    return isinstance(node, typed.Literal) and node.type == NULL


def number(operand: typed.Typed, operator: str, sink: Sink) -> bool:
    """Whether this can be a number; reported if not."""
    if written_absence(operand):
        sink(problems.absence_compared(operand.span, operator))
        return False
    if operand.type == DATE:
        sink(problems.date_arithmetic(operand.span))
        return False
    if not fits(operand.type, NUMBER):
        sink(problems.wrong_operand(operand.span, operator, operand.type, say("a number")))
        return False
    return True


def arithmetic(
    operands: tuple[typed.Typed, ...], operators: tuple[ChainOperator, ...], span: Span, sink: Sink
) -> typed.Typed | None:
    """A chain of `+ -` or `* /`. `+` alone also joins texts."""
    if all([operand.type is NUMBER for operand in operands]):
        return typed.Arithmetic(operands, operators, type=NUMBER, span=span)
    only_plus = set(operators) == {"+"}
    if only_plus and STRING in {operand.type for operand in operands}:
        return _joined(operands, operators, span, sink)
    symbols = (operators[0], *operators)
    good = [number(operand, symbol, sink) for operand, symbol in zip(operands, symbols, strict=True)]
    known = all(operand.type == NUMBER for operand in operands) or not only_plus
    return typed.Arithmetic(operands, operators, type=NUMBER if known else ANY, span=span) if all(good) else None


def _joined(
    operands: tuple[typed.Typed, ...], operators: tuple[ChainOperator, ...], span: Span, sink: Sink
) -> typed.Typed | None:
    wrong = [operand for operand in operands if written_absence(operand) or not fits(operand.type, STRING)]
    for operand in wrong:
        if written_absence(operand):
            sink(problems.absence_compared(operand.span, "+"))
        else:
            right = f"string({operand.span.tight.text})" if operand.type == NUMBER else ""
            sink(problems.wrong_operand(operand.span, "+", operand.type, say("a text, as beside it"), right))
    return None if wrong else typed.Arithmetic(operands, operators, type=STRING, span=span)


def negation(operand: typed.Typed, span: Span, sink: Sink) -> typed.Typed | None:
    """`-` before a number."""
    return typed.Negate(operand, type=NUMBER, span=span) if number(operand, "-", sink) else None


def power(base: typed.Typed, exponent: typed.Typed, span: Span, sink: Sink) -> typed.Typed | None:
    """`**` on numbers."""
    good = [number(base, "**", sink), number(exponent, "**", sink)]
    return typed.Power(base, exponent, type=NUMBER, span=span) if all(good) else None


def comparison(
    operator: CompareOperator, left: typed.Typed, right: typed.Typed, span: Span, sink: Sink
) -> typed.Typed | None:
    """`=` and `!=` on values of one kind, the others on numbers, texts and dates."""
    if operator in ("=", "!=") and (written_absence(left) or written_absence(right)):
        operand = left if written_absence(right) else right
        return typed.IsNull(operand, operator == "!=", type=BOOLEAN, span=span)
    written = [operand for operand in (left, right) if written_absence(operand)]
    if written:
        sink(problems.absence_compared(written[0].span, operator))
        return None
    if not comparable(left.type, right.type):
        sink(problems.unequal_kinds(span, left.type, right.type, right.span))
        return None
    if operator not in ("=", "!="):
        for operand in (left, right):
            if operand.type not in (*ORDERED, ANY, NULL):
                wanted = say("numbers, texts or dates")
                sink(problems.wrong_operand(operand.span, operator, operand.type, wanted))
                return None
    return typed.Compare(operator, left, right, type=BOOLEAN, span=span)


def comparable(left: Type, right: Type) -> bool:
    """Whether two values of these types can be of one kind."""
    return fits(left, right) or fits(right, left)


def member(value: typed.Typed, container: typed.Typed, span: Span, sink: Sink) -> typed.Typed | None:
    """`value in container`: inside a range, among a list, equal to anything else."""
    if written_absence(container):
        return comparison("=", value, container, span, sink)
    if written_absence(value):
        sink(problems.absence_compared(value.span, "in"))
        return None
    if isinstance(container, typed.RangeOf):
        return _between(value, container, span, sink)
    possible = _inside(container.type)
    if not any(comparable(value.type, inside) for inside in possible):
        sink(problems.unequal_kinds(span, value.type, possible[-1], container.span))
        return None
    return typed.Member(value, container, type=BOOLEAN, span=span)


def _between(value: typed.Typed, ends: typed.RangeOf, span: Span, sink: Sink) -> typed.Typed | None:
    """Inside a range that is written out: two comparisons, of which one may decide where the other is N/A."""
    low = comparison(">=" if ends.low_closed else ">", value, ends.low, span, sink)
    high = None if low is None else comparison("<=" if ends.high_closed else "<", value, ends.high, span, sink)
    return None if low is None or high is None else typed.Logic("and", (low, high), type=BOOLEAN, span=span)


def _inside(container: Type) -> tuple[Type, ...]:
    """What a value may be to stand in the container: equal to it, a member of it, or inside one of its ranges."""
    match container:
        case ListType(RangeType(element)):
            return container, element
        case ListType(element):
            return container, element
        case RangeType(element):
            return (element,)
    return (container,)


def range_(
    low: typed.Typed, high: typed.Typed, closed: tuple[bool, bool], span: Span, sink: Sink
) -> typed.Typed | None:
    """`[low..high)`: both ends of one ordered kind."""
    for end in (low, high):
        if end.type not in (*ORDERED, ANY, NULL):
            sink(problems.wrong_operand(end.span, "..", end.type, say("numbers, texts or dates")))
            return None
    if not comparable(low.type, high.type):
        sink(problems.unequal_kinds(span, low.type, high.type))
        return None
    return typed.RangeOf(low, high, *closed, type=RangeType(join(low.type, high.type)), span=span)


def condition(operand: typed.Typed, sink: Sink) -> bool:
    """Whether this can be true or false; reported if not. A written absence is neither, and lawful here."""
    if isinstance(operand.type, RangeType):
        sink(problems.range_as_condition(operand.span))
        return False
    if not fits(operand.type, BOOLEAN):
        sink(problems.no_condition(operand.span, operand.type))
        return False
    return True


def logic(
    operator: Words["and", "or"], operands: tuple[typed.Typed, ...], span: Span, sink: Sink
) -> typed.Typed | None:
    """`and`, `or` on conditions."""
    good = [condition(operand, sink) for operand in operands]
    return typed.Logic(operator, operands, type=BOOLEAN, span=span) if all(good) else None


def conditional(
    condition_: typed.Typed, then: typed.Typed, otherwise: typed.Typed, span: Span, sink: Sink
) -> typed.Typed | None:
    """`if`; the branches may be of different kinds."""
    if not condition(condition_, sink):
        return None
    return typed.If(condition_, then, otherwise, type=join(then.type, otherwise.type), span=span)


def element_of(list_: typed.Typed, construct: str, sink: Sink) -> Type | None:
    """The type of the members; a value that is no list is reported."""
    match list_.type:
        case ListType(element):
            return element
        case AnyType():
            return ANY
    sink(problems.no_list(list_.span, construct, list_.type))
    return None


def list_of(items: tuple[typed.Typed, ...], span: Span) -> typed.Typed:
    """`[a, b]`; members of different kinds make a list of anything."""
    element: Type = NULL if items else ANY
    for item in items:
        element = join(element, item.type)
    return typed.ListOf(items, type=ListType(element), span=span)
