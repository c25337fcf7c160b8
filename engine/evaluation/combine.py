"""Outcomes of the operands -> outcome of the operator, for every node whose operands are all computed first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import cast

from engine.diagnostics.model import Reason, say
from engine.evaluation import reasons
from engine.language import arithmetic, comparison, typed
from engine.language.limits import TEXT_CHARACTERS
from engine.language.problems import kind
from engine.language.reasons import WRITTEN_NULL, too_long_text
from engine.language.types import NUMBER, STRING, type_of
from engine.language.values import Context, Outcome, Range, Value, merged
from engine.source import Span

Operands = tuple[Outcome, ...]
ORDERED = (Fraction, str, date)


def absent(operands: Operands) -> Outcome | None:
    """N/A with the reasons of all operands that are, or None if every operand has a value."""
    missing = [operand for operand in operands if operand.value is None]
    if not missing:
        return None
    return Outcome(None, merged(operand.reasons for operand in missing), carried(operands))


def carried(operands: Operands) -> tuple[Reason, ...]:
    """What lies under all of these."""
    return merged([operand.carried for operand in operands])


def under(outcome: Outcome, operands: Operands) -> Outcome:
    """The outcome, with what lies under the operands that led to it."""
    together = carried((*operands, outcome))
    rounded = outcome.rounded or any(operand.rounded for operand in operands)
    if together == outcome.carried and rounded == outcome.rounded:
        return outcome
    return Outcome(outcome.value, outcome.reasons, together, rounded)


def negate(operand: Outcome, span: Span) -> Outcome:
    """`-` before a number."""
    return numeric((operand,), span, lambda values: arithmetic.Exact(-values[0]))


def power(operands: Operands, span: Span) -> Outcome:
    """`base ** exponent`."""
    return numeric(operands, span, lambda values: arithmetic.power(values[0], values[1]))


def numeric(operands: Operands, span: Span, compute: Callable[[tuple[Fraction, ...]], arithmetic.Result]) -> Outcome:
    """A computation on numbers: N/A if an operand is, or is no number after all."""
    nothing = absent(operands) or _not_all(operands, Fraction, span)
    if nothing is not None:
        return nothing
    values = cast("tuple[Fraction, ...]", tuple(operand.value for operand in operands))
    return under(arithmetic.outcome(compute(values), span), operands)


def _not_all(operands: Operands, wanted: type, span: Span) -> Outcome | None:
    for operand in operands:
        if not isinstance(operand.value, wanted):
            word = kind(STRING if wanted is str else NUMBER)
            return Outcome(None, (reasons.wrong_kind(kind(type_of(operand)), word, span),), carried(operands))
    return None


def chain(node: typed.Arithmetic, operands: Operands) -> Outcome:
    """`first op operand …`, N/A at the first division by zero, which is pointed at."""
    nothing = absent(operands)
    if nothing is not None:
        return nothing
    if "+" in node.operators and isinstance(operands[0].value, str):
        return _joined(node, operands)
    wrong = _not_all(operands, Fraction, node.span)
    if wrong is not None:
        return wrong
    total = cast("Fraction", operands[0].value)
    for operator, operand, part in zip(node.operators, operands[1:], node.operands[1:], strict=True):
        result = _operate(operator, total, cast("Fraction", operand.value))
        if isinstance(result, arithmetic.Failure):
            return under(arithmetic.outcome(result, part.span), operands)
        total = result.value
    return under(Outcome(total), operands)


def _operate(operator: str, left: Fraction, right: Fraction) -> arithmetic.Exact | arithmetic.Failure:
    match operator:
        case "+":
            return arithmetic.bounded(left + right)
        case "-":
            return arithmetic.bounded(left - right)
        case "*":
            return arithmetic.bounded(left * right)
        case _:
            return arithmetic.divided(left, right)


def _joined(node: typed.Arithmetic, operands: Operands) -> Outcome:
    wrong = _not_all(operands, str, node.span)
    if wrong is not None:
        return wrong
    if sum(len(str(operand.value)) for operand in operands) > TEXT_CHARACTERS:
        return Outcome(None, (too_long_text(node.span),), carried(operands))
    return under(Outcome("".join(str(operand.value) for operand in operands)), operands)


def compare(node: typed.Compare, operands: Operands) -> Outcome:
    """A comparison of two values."""
    left, right = operands
    match node.operator:
        case "=":
            return comparison.equal(left, right, node.span)
        case "!=":
            return inverted(comparison.equal(left, right, node.span))
        case _:
            return comparison.ordered(node.operator, left, right, node.span)


def inverted(outcome: Outcome) -> Outcome:
    """True for false and the other way round; N/A stays."""
    if outcome.value is None:
        return outcome
    return Outcome(not outcome.value, outcome.reasons, outcome.carried, outcome.rounded)


def is_null(node: typed.IsNull, operand: Outcome) -> Outcome:
    """A test for absence has an answer, and carries what is absent into whatever uses that answer."""
    found = operand.value is None
    # A `null` that the formula writes itself is no input that is absent.
    reasons_ = tuple(reason for reason in operand.reasons if reason.code != WRITTEN_NULL)
    return Outcome(found != node.negated, (), merged((reasons_, operand.carried)))


def member(value: Outcome, container: Outcome, span: Span) -> Outcome:
    """`value in container`: inside a range, equal to a member of a list or inside one that is a range, or equal."""
    match container.value:
        case Range():
            return inside(value, container, span)
        case tuple() as items if not isinstance(value.value, tuple) or any(isinstance(i.value, tuple) for i in items):
            return any_of(tuple(_alike(value, item, span) for item in items), (value, container))
    return comparison.equal(value, container, span)


def _alike(value: Outcome, item: Outcome, span: Span) -> Outcome:
    return inside(value, item, span) if isinstance(item.value, Range) else comparison.equal(value, item, span)


def inside(value: Outcome, container: Outcome, span: Span) -> Outcome:
    """Inside a range, as two comparisons joined by `and`."""
    limits = cast("Range", container.value)
    answers = []
    if limits.low is not None:
        operator = ">=" if limits.low_closed else ">"
        answers.append(comparison.ordered(operator, value, Outcome(limits.low), span))  # type: ignore[arg-type]
    if limits.high is not None:
        operator = "<=" if limits.high_closed else "<"
        answers.append(comparison.ordered(operator, value, Outcome(limits.high), span))  # type: ignore[arg-type]
    return under(all_of(tuple(answers)), (value, container))


def all_of(answers: Operands) -> Outcome:
    """Three-valued `and`: a certain false decides; else one that rests on something missing; else N/A; else true."""
    return _decided(answers, deciding=False)


def any_of(answers: Operands, operands: Operands = ()) -> Outcome:
    """Three-valued `or` of answers found on `operands`."""
    nothing = absent(operands[:1])
    return under(nothing or _decided(answers, deciding=True), operands)


def _decided(answers: Operands, *, deciding: bool) -> Outcome:
    decisive = [answer for answer in answers if answer.value is deciding]
    if decisive:
        certain = [answer for answer in decisive if answer.status == "final"]
        return Outcome(deciding, (), carried(tuple(certain[:1] or decisive)))
    return absent(answers) or Outcome(not deciding, (), carried(answers))


def range_of(node: typed.RangeOf, operands: Operands) -> Outcome:
    """A range of two numbers, texts or dates."""
    nothing = absent(operands)
    if nothing is not None:
        return nothing
    low, high = (operand.value for operand in operands)
    if not isinstance(low, ORDERED) or type(low) is not type(high):
        return comparison.ordered("<=", operands[0], operands[1], node.span)
    limits = Range(low, high, node.low_closed, node.high_closed)
    return under(Outcome(limits), operands)


def index(list_: Outcome, position: Outcome, span: Span) -> Outcome:
    """One member, from 1, or from the end with a negative position."""
    nothing = absent((list_, position))
    if nothing is not None:
        return nothing
    items, at = list_.value, position.value
    if not isinstance(items, tuple):
        return Outcome(None, (reasons.wrong_kind(kind(type_of(list_)), say("a list"), span),), list_.carried)
    if not isinstance(at, Fraction) or isinstance(at, bool):
        return Outcome(None, (reasons.wrong_kind(kind(type_of(position)), kind(NUMBER), span),), list_.carried)
    if at.denominator != 1 or not 1 <= abs(at) <= len(items):
        reason = reasons.no_member(arithmetic.number_text(at), len(items), span)
        return Outcome(None, (reason,), carried((list_, position)))
    found = items[int(at) - 1 if at > 0 else int(at)]
    return under(found, (list_, position))


def part(value: Value, name: str, span: Span) -> Outcome:
    """An entry of a context or a part of a date; the attributes of entities are not looked up here."""
    match value:
        case Context():
            found = value.get(name)
            return found if found is not None else Outcome(None, (reasons.no_entry(name, span),))
        case date() if name in ("year", "month", "day"):
            return Outcome(Fraction(getattr(value, name)))
    return Outcome(None, (reasons.no_entry(name, span),))
