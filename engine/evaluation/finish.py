"""Outcomes of the parts -> outcome of a node, for every node: what the tree walker and the generated programs share.

Which parts are computed, in which order and how often is the business of an evaluator. What comes out of them is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from engine.diagnostics.model import say
from engine.evaluation import combine, reasons
from engine.evaluation.frame import BudgetSpent, Frame
from engine.evaluation.tables import clamp, scale, shown
from engine.language import arithmetic, typed
from engine.language.problems import kind
from engine.language.reasons import stated
from engine.language.types import BOOLEAN, type_of
from engine.language.values import Context, Outcome, Range, Value, absent, merged

Outcomes = Sequence[Outcome]


def combined(node: typed.Strict, given: tuple[Outcome, ...], frame: Frame) -> Outcome:
    """A node whose parts are all computed first."""
    match node:
        case typed.Absence():
            return _stated(given[0], node, frame)
        case typed.ListOf():
            return Outcome(given)
        case typed.RangeOf():
            return combine.range_of(node, given)
        case typed.Negate():
            return combine.negate(given[0], node.span)
        case typed.Arithmetic():
            return combine.chain(node, given)
        case typed.Power():
            return combine.power(given, node.span)
        case typed.Compare():
            return combine.compare(node, given)
        case typed.IsNull():
            return combine.is_null(node, given[0])
        case typed.Member():
            return combine.member(given[0], given[1], node.span)
        case typed.Not():
            return combine.inverted(truth(given[0], node.operand))
        case typed.Index():
            return combine.index(given[0], given[1], node.span)
        case typed.Builtin():
            return _called(node, given)
        case typed.Scale():
            return scale(node, given[0])
        case typed.Clamp():
            return clamp(node, given)
        case typed.Round():
            return _rounded(node, given[0])
        case typed.Labelled():
            return given[0]
        case _:
            assert_never(node)


def _stated(text: Outcome, node: typed.Absence, frame: Frame) -> Outcome:
    """`tidak tersedia(x)`: a declared code has its lawfulness, any other text is missing."""
    if not isinstance(text.value, str):
        return text if text.value is None else absent(stated(shown(text), node.span))
    declared = frame.world.reason(text.value)
    if declared is not None:
        return absent(replace(declared, place=node.span))
    return absent(stated(text.value, node.span))


def _called(node: typed.Builtin, given: tuple[Outcome, ...]) -> Outcome:
    values = iter(given)
    arguments = tuple(None if argument is None else next(values) for argument in node.arguments)
    return node.function.apply(arguments, node.span)


def _rounded(node: typed.Round, operand: Outcome) -> Outcome:
    def rounding(values: tuple[Fraction, ...]) -> arithmetic.Result:
        result = arithmetic.round_to(values[0] / node.one, Fraction(node.decimals), "round half up")
        return result if isinstance(result, arithmetic.Failure) else arithmetic.bounded(result.value * node.one)

    return combine.numeric((operand,), node.span, rounding)


def truth(outcome: Outcome, node: typed.Typed) -> Outcome:
    """True, false or N/A: what is none of them came out of data whose kind is not declared."""
    if outcome.value is None or isinstance(outcome.value, bool):
        return outcome
    reason = reasons.wrong_kind(kind(type_of(outcome)), kind(BOOLEAN), node.span)
    return Outcome(None, (reason,), outcome.carried)


def chosen(condition: Outcome, branch: Outcome) -> Outcome:
    """`if`: the branch taken, and under it what was absent in the condition that took it."""
    return combine.under(branch, (Outcome(True, (), merged((condition.reasons, condition.carried))),))


def followed(node: typed.Path | typed.Relative, start: Outcome, frame: Frame) -> Outcome:
    """A part, an attribute or relatives: of one value, or of each member of a list."""
    value = start.value
    if value is None:
        return start
    found = Outcome(_each(node, value, frame)) if isinstance(value, tuple) else _one(node, value, frame)
    return combine.under(found, (start,))


def _each(node: typed.Path | typed.Relative, members: tuple[Outcome, ...], frame: Frame) -> tuple[Outcome, ...]:
    """The step from every member of a list; members of members are flattened."""
    found: list[Outcome] = []
    for member in members:
        frame.budget.spend()
        outcome = member if member.value is None else _one(node, member.value, frame)
        if isinstance(node, typed.Relative) and isinstance(outcome.value, tuple):
            found.extend(outcome.value)
        else:
            found.append(combine.under(outcome, (member,)))
    return tuple(found)


def _one(node: typed.Path | typed.Relative, value: Value, frame: Frame) -> Outcome:
    if isinstance(value, Fraction | str | bool | date | tuple | Context | Range):
        return combine.part(value, node.name if isinstance(node, typed.Path) else node.level, node.span)
    if isinstance(node, typed.Path):
        return frame.world.attribute(value, node.name)
    relatives = frame.world.relatives(value, node.level)
    return Outcome(tuple(Outcome(one) for one in relatives)) if isinstance(relatives, tuple) else Outcome(relatives)


def gathered(node: typed.For | typed.Quantified, answers: Outcomes, domains: Outcomes) -> Outcome:
    """What came out for every combination of the variables, as a list or as one answer."""
    under = tuple(domains)
    if isinstance(node, typed.For):
        return Outcome(tuple(answers), (), combine.carried(under))
    truths = tuple(truth(answer, node.condition) for answer in answers)
    every = node.quantifier == "every"
    return combine.under(combine.all_of(truths) if every else combine.any_of(truths), under)


def members(iterator: typed.Iterator, ends: Outcomes, frame: Frame) -> tuple[Outcome, ...] | Outcome:
    """What a variable goes through: a list, or whole numbers. An Outcome is the N/A of the whole iteration."""
    nothing = combine.absent(tuple(ends))
    if nothing is not None:
        return nothing
    value = ends[0].value
    if iterator.upto is not None:
        return _counted(value, ends[1].value, iterator, frame)
    if isinstance(value, Range):
        return _counted(value.low, value.high, iterator, frame, value)
    if not isinstance(value, tuple):
        reason = reasons.wrong_kind(kind(type_of(ends[0])), say("a list"), iterator.domain.span)
        return Outcome(None, (reason,), ends[0].carried)
    return value


def _counted(
    low: object, high: object, iterator: typed.Iterator, frame: Frame, limits: Range | None = None
) -> tuple[Outcome, ...] | Outcome:
    """Whole numbers from `low` to `high`, downwards if `high` is less; an open end of a range leaves its number out."""
    for end in (low, high):
        if not isinstance(end, Fraction) or end.denominator != 1:
            return absent(reasons.whole_ends(iterator.domain.span))
    first, last = int(low), int(high)  # type: ignore[call-overload]
    if abs(last - first) > frame.budget.left:
        raise BudgetSpent
    step = 1 if last >= first else -1
    numbers = list(range(first, last + step, step))
    if limits is not None:
        numbers = numbers[not limits.low_closed : len(numbers) - (not limits.high_closed)]
    return tuple(Outcome(Fraction(number)) for number in numbers)


def filtered(node: typed.Filter, list_: Outcome) -> Outcome | None:
    """The N/A of a filter on what is no list, else None: then every member is to be tested."""
    if list_.value is None:
        return list_
    if isinstance(list_.value, tuple):
        return None
    reason = reasons.wrong_kind(kind(type_of(list_)), say("a list"), node.span)
    return Outcome(None, (reason,), list_.carried)


def kept(node: typed.Filter, list_: Outcome, tests: Outcomes) -> Outcome:
    """Members whose test is true. What was absent in a test lies under the list: something was left out for it."""
    assert isinstance(list_.value, tuple)
    truths = [truth(test, node.test) for test in tests]
    found = tuple(member for member, one in zip(list_.value, truths, strict=True) if one.value is True)
    left_out = merged(group for one in truths for group in (one.reasons, one.carried))
    return Outcome(found, (), merged((list_.carried, left_out)))
