"""Conditions: whether they can be true and false at all, and what is known where they hold."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from engine.analysis import arithmetic, facts
from engine.analysis import range_problems as doubt
from engine.analysis.facts import ANYTHING, NOTHING, Between, Fact, Many, Nothing, Number, Text, Truth
from engine.analysis.ranges import Range
from engine.analysis.seen import Seen, key_of
from engine.diagnostics.near import nearest
from engine.language import operators, typed
from engine.language.syntax import CompareOperator
from engine.record import replace

if TYPE_CHECKING:
    from engine.analysis.infer import Inference

OPPOSITE: dict[CompareOperator, CompareOperator] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip
MIRRORED: dict[CompareOperator, CompareOperator] = {
    "=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip
EITHER = Truth()


def tested(node: typed.Typed, infer: Inference, seen: Seen) -> Fact:
    """The fact of something used as a condition; one that always or never holds is reported."""
    fact = infer.fact(node, seen)
    if not operators.condition(arithmetic.as_known(node, fact), arithmetic.sink_of(seen)):
        return ANYTHING
    if isinstance(fact, Truth) and not isinstance(node, typed.Compare | typed.Literal) and not seen.dead:
        decided = (not fact.true or not (fact.false or fact.absent)) and not _said_inside(node, seen)
        claim = seen.findings.claim
        claim("W817", node.span, decided, partial(doubt.decided_condition, node.span, fact.true), fact.true)
    return fact


def _said_inside(node: typed.Typed, seen: Seen) -> bool:
    """Whether a comparison inside decides the condition, which is then said of that comparison."""
    comparisons = (part for part in typed.walk(node) if isinstance(part, typed.Compare))
    return any(seen.findings.always("W816", place) for part in comparisons for place in (part.span, part.right.span))


def condition(
    node: typed.Compare | typed.IsNull | typed.Member | typed.Logic | typed.Not, infer: Inference, seen: Seen
) -> Fact:
    """True, false, or both, and whether it can be absent."""
    match node:
        case typed.Compare():
            return _compared(node, infer, seen)
        case typed.IsNull(operand, negated):
            fact = infer.fact(operand, seen)
            absent, present = fact.absent, not isinstance(fact, Nothing)
            return Truth(present if negated else absent, absent if negated else present, False)
        case typed.Member():
            return _member(node, infer, seen)
        case typed.Not(operand):
            inner = infer.fact(operand, seen)
            operators.condition(arithmetic.as_known(operand, inner), arithmetic.sink_of(seen))
            return Truth(inner.false, inner.true, inner.absent) if isinstance(inner, Truth) else EITHER
        case typed.Logic():
            return _logic(node, infer, seen)


def _logic(node: typed.Logic, infer: Inference, seen: Seen) -> Fact:
    """Each operand is looked at where those before it have not decided yet."""
    both = node.operator == "and"
    known: list[Fact] = []
    for operand in node.operands:
        fact = infer.fact(operand, seen)
        operators.condition(arithmetic.as_known(operand, fact), arithmetic.sink_of(seen))
        known.append(fact)
        seen = assume(operand, both, infer, seen)
    truths = [fact if isinstance(fact, Truth) else EITHER for fact in known]
    absent = any(fact.absent for fact in known)
    if both:
        return Truth(all(one.true for one in truths), any(one.false for one in truths), absent)
    return Truth(any(one.true for one in truths), all(one.false for one in truths), absent)


def _compared(node: typed.Compare, infer: Inference, seen: Seen) -> Fact:
    left, right = infer.fact(node.left, seen), infer.fact(node.right, seen)
    sides = (arithmetic.as_known(node.left, left), arithmetic.as_known(node.right, right))
    if sides != (node.left, node.right):
        if operators.comparison(node.operator, *sides, node.span, arithmetic.sink_of(seen)) is None:
            return EITHER
    absent = left.absent or right.absent
    if isinstance(left, Number) and isinstance(right, Number):
        arithmetic.alike((node.left, node.right), (left, right), node.operator, infer, seen)
        arithmetic.percent_signs((node.left, node.right), (left, right), infer, seen)
        answer = _numbers(node.operator, left.range, right.range)
    elif isinstance(left, Text) and isinstance(right, Text):
        unknown = _unknown_text(node, left, right, seen)
        answer = EITHER if unknown else _texts(node.operator, left, right)
    else:
        return replace(EITHER, absent=absent)
    _decided(node, answer, facts.impossible(left) or facts.impossible(right), left, right, seen)
    return replace(answer, absent=absent)


def _decided(node: typed.Compare, answer: Truth, never: bool, left: Fact, right: Fact, seen: Seen) -> None:
    if seen.dead or never or seen.quiet:
        return
    origin = getattr(left, "origin", None) or getattr(right, "origin", None)
    # `between` and `in [a..b]` are two comparisons in one text, each about its own end.
    place = node.span if node.operator in node.span.text else node.right.span
    decided = answer.true != answer.false
    make = partial(doubt.decided_comparison, place, answer.true, origin)
    seen.findings.claim("W816", place, decided, make, answer.true)


def _numbers(operator: CompareOperator, left: Range, right: Range) -> Truth:
    """Both answers that are possible between numbers of two ranges."""
    match operator:
        case "=" | "!=":
            apart = _apart(left, right)
            same = left.point is not None and left.point == right.point
            equal, unequal = not apart, not same
            return Truth(equal, unequal) if operator == "=" else Truth(unequal, equal)
        case "<" | ">=":
            less, not_less = _can_be_less(left, right), _can_reach(left, right)
            return Truth(less, not_less) if operator == "<" else Truth(not_less, less)
    return _numbers(MIRRORED[operator], right, left)


def _apart(left: Range, right: Range) -> bool:
    from engine.analysis.ranges import both

    return both(left, right).empty


def _can_be_less(left: Range, right: Range) -> bool:
    """Whether some number of `left` is below some number of `right`."""
    return left.low is None or right.high is None or left.low < right.high


def _can_reach(left: Range, right: Range) -> bool:
    """Whether some number of `left` is at or above some number of `right`."""
    if left.high is None or right.low is None or left.high > right.low:
        return True
    return left.high == right.low and left.high_closed and right.low_closed


def _texts(operator: CompareOperator, left: Text, right: Text) -> Truth:
    if operator not in ("=", "!=") or left.choices is None or right.choices is None:
        return EITHER
    equal = bool(left.choices & right.choices)
    unequal = not (len(left.choices) == 1 and left.choices == right.choices)
    return Truth(equal, unequal) if operator == "=" else Truth(unequal, equal)


def _unknown_text(node: typed.Compare, left: Text, right: Text, seen: Seen) -> bool:
    """Whether a written text is none of those that are declared; reported if it never is."""
    for side, other, written in ((left, right, node.right), (right, left, node.left)):
        if side.full is not None and isinstance(written, typed.Literal) and written.constant is None:
            return unknown_text(written, side, other, seen)
    return False


def unknown_text(written: typed.Literal, declared: Text, fact: Text, seen: Seen) -> bool:
    """The same for one text and one declaration."""
    text = written.outcome.value
    known = tuple(sorted(declared.full or ()))
    if not isinstance(text, str) or seen.dead or not known:
        return False
    near = nearest(text, known) if text not in known else None
    seen.findings.claim(
        "E829",
        written.span,
        text not in known,
        lambda: doubt.unknown_text(written.span, text, known, near, declared.origin),
    )
    return text not in known


def _member(node: typed.Member, infer: Inference, seen: Seen) -> Fact:
    value, container = infer.fact(node.value, seen), infer.fact(node.container, seen)
    sides = (arithmetic.as_known(node.value, value), arithmetic.as_known(node.container, container))
    if sides != (node.value, node.container):
        operators.member(*sides, node.span, arithmetic.sink_of(seen))
    inner = container
    while isinstance(inner, Many | Between):
        inner = inner.element
    arithmetic.alike((node.value, node.container), (value, inner), "in", infer, seen)
    arithmetic.percent_signs((node.value, *_parts(node.container)), (value,), infer, seen)
    if isinstance(value, Text) and value.full is not None:
        for part in _parts(node.container):
            if isinstance(part, typed.Literal):
                unknown_text(part, value, value, seen)
    return Truth(absent=value.absent or container.absent)


def asks_for_values(test: typed.Typed) -> bool:
    """Whether a filter leaves out only what has no value: its reasons then explain an empty list."""
    match test:
        case typed.IsNull(_, negated):
            return negated
        case typed.Logic("and", operands):
            return all(asks_for_values(operand) for operand in operands)
    return False


def assume(node: typed.Typed, holds: bool, infer: Inference, seen: Seen) -> Seen:
    """What is known where a condition holds, or where it does not hold (and may be absent)."""
    match node:
        case typed.Not(operand):
            return assume(operand, not holds, infer, seen)
        case typed.Logic(operator, operands):
            if (operator == "and") == holds:
                for operand in operands:
                    seen = assume(operand, holds, infer, seen)
                return seen
            return _either(operands, holds, infer, seen)
        case typed.Compare(operator, left, right):
            operator = operator if holds else OPPOSITE[operator]
            seen = _narrowed(left, operator, right, holds, infer, seen)
            return _narrowed(right, MIRRORED[operator], left, holds, infer, seen)
        case typed.IsNull(operand, negated):
            return _presence(operand, negated == holds, infer, seen)
        case typed.Member(value, container):
            return _inside(value, container, holds, infer, seen)
        case typed.Let(name, value, body):
            fact = quietly(value, infer, seen)
            return assume(body, holds, infer, seen.alias(name, fact, key_of(value, seen)))
        case typed.Local() | typed.Path():
            now = quietly(node, infer, seen)
            if isinstance(now, Truth):
                said = Truth(holds and now.true, not holds and now.false, not holds and now.absent)
                seen = seen.say(key_of(node, seen), said, now)
                return seen.cut() if facts.impossible(said) and not said.absent else seen
        case typed.Literal(outcome) if isinstance(outcome.value, bool) and outcome.value != holds:
            return seen.cut()
    return seen


def quietly(node: typed.Typed, infer: Inference, seen: Seen) -> Fact:
    """A fact looked at again: what is wrong has been reported the first time."""
    return infer.fact(node, replace(seen, dead=True))


def _either(operands: tuple[typed.Typed, ...], holds: bool, infer: Inference, seen: Seen) -> Seen:
    """One of several holds: what all of them say of one name is known."""
    sides = [assume(operand, holds, infer, seen) for operand in operands]
    alive = [side for side in sides if not side.dead] or sides[:1]
    for key in set.intersection(*({key for key in side.refined} for side in alive)):
        fact = facts.join_all(tuple(side.refined[key] for side in alive), infer.declared.algebra)
        if fact != seen.refined.get(key):
            seen = replace(seen, refined={**seen.refined, key: fact})
    return seen.cut() if all(side.dead for side in sides) else seen


def _presence(operand: typed.Typed, present: bool, infer: Inference, seen: Seen) -> Seen:
    """Where something has a value, or has none."""
    key, now = key_of(operand, seen), quietly(operand, infer, seen)
    if present:
        if isinstance(now, Nothing):
            return seen.cut()
        return seen if key is None else seen.know(key, facts.may_be_absent(now, False))
    if not now.absent:
        return seen.cut()
    return seen if key is None else seen.know(key, NOTHING)


def _narrowed(
    node: typed.Typed, operator: CompareOperator, other: typed.Typed, decided: bool, infer: Inference, seen: Seen
) -> Seen:
    """What `node operator other` says of `node`. `decided`: it holds for certain, so that both have values."""
    seen = _counted(node, operator, other, infer, seen)
    key = key_of(node, seen)
    if key is None:
        return seen
    now, beside = quietly(node, infer, seen), quietly(other, infer, seen)
    if beside.absent and not decided:
        return seen  # the comparison may be N/A, whatever this value is
    said: Fact
    match now, beside:
        case Number(), Number():
            said = replace(now, range=_beside(operator, beside.range), unit=now.unit, absent=now.absent and not decided)
        case Text(), Text(choices) if choices is not None and operator == "=":
            said = Text(choices, absent=now.absent and not decided)
        case Text(known), Text(choices) if choices is not None and known is not None and operator == "!=":
            said = Text(known - choices if len(choices) == 1 else known, absent=now.absent and not decided)
        case Truth(), Truth() if operator in ("=", "!="):
            flip = operator == "!="
            said = Truth(beside.false if flip else beside.true, beside.true if flip else beside.false, now.absent)
        case _:
            said = facts.may_be_absent(now, now.absent and not decided)
    return seen.say(key, said, now)


def _counted(node: typed.Typed, operator: CompareOperator, other: typed.Typed, infer: Inference, seen: Seen) -> Seen:
    """`count(xs) > 0` says that the list has members."""
    if not isinstance(node, typed.Builtin) or node.function.name != "count" or node.arguments[0] is None:
        return seen
    list_, size = node.arguments[0], quietly(other, infer, seen)
    key, now = key_of(list_, seen), quietly(list_, infer, seen)
    if key is None or not isinstance(now, Many) or not isinstance(size, Number):
        return seen
    some = _beside(operator, size.range)
    return seen.know(key, replace(now, empty="never")) if not some.holds(Fraction(0)) else seen


def _beside(operator: CompareOperator, other: Range) -> Range:
    """The numbers that can stand in this relation to one of `other`."""
    match operator:
        case "=":
            return other
        case "!=":
            return Range(nonzero=other.point == 0)
        case "<" | "<=":
            return Range(high=other.high, high_closed=operator == "<=" and other.high_closed)
    return Range(low=other.low, low_closed=operator == ">=" and other.low_closed)


def _inside(value: typed.Typed, container: typed.Typed, holds: bool, infer: Inference, seen: Seen) -> Seen:
    key = key_of(value, seen)
    if key is None:
        return seen
    now, around = quietly(value, infer, seen), quietly(container, infer, seen)
    inner = around
    while isinstance(inner, Many):
        inner = inner.element
    if holds:
        said = facts.may_be_absent(inner if type(inner) is type(now) else now, False)
        if isinstance(said, Number) and isinstance(now, Number):
            said = replace(said, unit=now.unit)
        return seen.say(key, said, now)
    fixed = isinstance(container, typed.ListOf | typed.Literal)
    if fixed and isinstance(now, Text) and now.choices is not None and isinstance(inner, Text) and inner.choices:
        return seen.say(key, Text(now.choices - inner.choices, absent=now.absent), now)
    if isinstance(now, Number) and any(_is_zero(part, infer, seen) for part in _parts(container)):
        return seen.say(key, replace(now, range=Range(nonzero=True)), now)
    return seen


def _parts(container: typed.Typed) -> tuple[typed.Typed, ...]:
    return container.items if isinstance(container, typed.ListOf) else (container,)


def _is_zero(node: typed.Typed, infer: Inference, seen: Seen) -> bool:
    fact = quietly(node, infer, seen)
    return isinstance(fact, Number) and fact.range.point == 0 and not fact.absent
