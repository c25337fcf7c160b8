"""Typed tree + inputs -> Step: the meaning of the language. Every other evaluator must give what this one gives.

A Step holds its outcome and the steps it was computed from, so that every figure can explain itself. What is absent
stays a value with its reasons; nothing here raises for anything a formula or its data can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from engine.diagnostics.model import say
from engine.evaluation import combine, reasons
from engine.evaluation.frame import BudgetSpent, Frame, Step
from engine.evaluation.tables import clamp, scale, shown, table_row
from engine.language import arithmetic, typed
from engine.language.problems import kind
from engine.language.reasons import stated, too_many_steps
from engine.language.types import BOOLEAN, type_of
from engine.language.values import Context, Outcome, Range, Value, absent, merged


def compute(node: typed.Typed, frame: Frame) -> Step:
    """The outcome of a formula and how it came about. Spending the whole budget of steps is an N/A of the formula."""
    try:
        return evaluate(node, frame)
    except BudgetSpent:
        return Step(node, absent(too_many_steps(node.span)))


def evaluate(node: typed.Typed, frame: Frame) -> Step:
    """One node, from the outcomes of its parts."""
    frame.budget.spend()
    match node:
        case typed.Literal(outcome):
            return Step(node, outcome)
        case typed.Local(name):
            return Step(node, frame.locals[name])
        case typed.Self():
            return Step(node, Outcome(frame.entity))
        case typed.PeriodField(name):
            return Step(node, Outcome(frame.world.period(name)))
        case typed.Path() | typed.Relative():
            return _followed(node, frame)
        case typed.If():
            return _chosen(node, frame)
        case typed.Logic():
            return _logic(node, frame)
        case typed.For() | typed.Quantified():
            return _iterated(node, frame)
        case typed.Filter():
            return _filtered(node, frame)
        case typed.Apply():
            return _applied(node, frame)
        case typed.Let(name, value, body):
            first = evaluate(value, frame)
            second = evaluate(body, frame.bind(name, first.outcome))
            return Step(node, second.outcome, (first, second))
        case typed.Table():
            return _looked_up(node, frame)
        case typed.ContextOf():
            return _context(node, frame)
        case _:
            parts = tuple(evaluate(part, frame) for part in operands(node))
            return Step(node, _combined(node, tuple(part.outcome for part in parts), frame), parts)


def operands(node: typed.Strict) -> tuple[typed.Typed, ...]:
    """The parts that are all computed first."""
    match node:
        case typed.Absence(reason):
            return (reason,)
        case typed.ListOf(items):
            return items
        case typed.RangeOf(low, high, _, _):
            return low, high
        case typed.Negate(operand) | typed.IsNull(operand, _) | typed.Not(operand) | typed.Labelled(_, operand):
            return (operand,)
        case typed.Round(operand, _, _) | typed.Scale(operand, _, _):
            return (operand,)
        case typed.Arithmetic(items, _):
            return items
        case typed.Power(left, right) | typed.Compare(_, left, right) | typed.Member(left, right):
            return left, right
        case typed.Index(left, right):
            return left, right
        case typed.Builtin(_, arguments):
            return tuple(argument for argument in arguments if argument is not None)
        case typed.Clamp(operand, low_, high_):
            return tuple(part for part in (operand, low_, high_) if part is not None)
        case _:
            assert_never(node)


def _combined(node: typed.Strict, given: tuple[Outcome, ...], frame: Frame) -> Outcome:
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
            return combine.inverted(_truth(given[0], node.operand))
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


def _truth(outcome: Outcome, node: typed.Typed) -> Outcome:
    """True, false or N/A: what is none of them came out of data whose kind is not declared."""
    if outcome.value is None or isinstance(outcome.value, bool):
        return outcome
    reason = reasons.wrong_kind(kind(type_of(outcome)), kind(BOOLEAN), node.span)
    return Outcome(None, (reason,), outcome.carried)


def _followed(node: typed.Path | typed.Relative, frame: Frame) -> Step:
    start = evaluate(node.object, frame)
    value = start.outcome.value
    if value is None:
        return Step(node, start.outcome, (start,))
    if isinstance(value, tuple):
        found = Outcome(_each(node, value, frame))
    else:
        found = _one(node, value, frame)
    return Step(node, combine.under(found, (start.outcome,)), (start,))


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


def _context(node: typed.ContextOf, frame: Frame) -> Step:
    """An entry sees the entries before it."""
    parts: list[Step] = []
    for key, item in zip(node.keys, node.items, strict=True):
        parts.append(evaluate(item, frame))
        frame = frame.bind(key, parts[-1].outcome)
    entries = tuple((key, part.outcome) for key, part in zip(node.keys, parts, strict=True))
    return Step(node, Outcome(Context(entries)), tuple(parts))


def _chosen(node: typed.If, frame: Frame) -> Step:
    """A condition that is N/A takes `else`; if it is missing and not lawfully absent, that is carried."""
    condition = evaluate(node.condition, frame)
    truth = _truth(condition.outcome, node.condition)
    branch = evaluate(node.then if truth.value is True else node.otherwise, frame)
    under = Outcome(True, (), merged((truth.reasons, truth.carried)))
    return Step(node, combine.under(branch.outcome, (under,)), (condition, branch))


def _logic(node: typed.Logic, frame: Frame) -> Step:
    deciding = node.operator == "or"
    parts: list[Step] = []
    for operand in node.operands:
        step = evaluate(operand, frame)
        truth = _truth(step.outcome, operand)
        step = step if truth is step.outcome else replace(step, outcome=truth)
        parts.append(step)
        if step.outcome.value is deciding and step.outcome.status == "final":
            break
    answers = tuple(step.outcome for step in parts)
    return Step(node, combine.any_of(answers) if deciding else combine.all_of(answers), tuple(parts))


def _iterated(node: typed.For | typed.Quantified, frame: Frame) -> Step:
    domains: list[Step] = []
    bodies: list[Step] = []
    body = node.body if isinstance(node, typed.For) else node.condition
    failed = None
    for inside in _bindings(node.iterators, frame, domains):
        if isinstance(inside, Outcome):
            failed = inside
            break
        bodies.append(evaluate(body, inside))
    return Step(node, failed or _gathered(node, bodies, domains), (*domains, *bodies))


def _gathered(node: typed.For | typed.Quantified, bodies: list[Step], domains: list[Step]) -> Outcome:
    under = tuple(domain.outcome for domain in domains)
    answers = tuple(step.outcome for step in bodies)
    if isinstance(node, typed.For):
        return Outcome(answers, (), combine.carried(under))
    truths = tuple(_truth(answer, node.condition) for answer in answers)
    every = node.quantifier == "every"
    return combine.under(combine.all_of(truths) if every else combine.any_of(truths), under)


def _bindings(iterators: tuple[typed.Iterator, ...], frame: Frame, domains: list[Step]) -> Iterator[Frame | Outcome]:
    """Every combination, the first iterator outermost; a later one sees the earlier ones. An Outcome ends it: N/A."""
    if not iterators:
        yield frame
        return
    members, steps = _members(iterators[0], frame)
    domains.extend(steps)
    if isinstance(members, Outcome):
        yield members
        return
    for member in members:
        frame.budget.spend()
        yield from _bindings(iterators[1:], frame.bind(iterators[0].name, member), domains)


def _members(iterator: typed.Iterator, frame: Frame) -> tuple[tuple[Outcome, ...] | Outcome, list[Step]]:
    steps = [evaluate(iterator.domain, frame)]
    if iterator.upto is not None:
        steps.append(evaluate(iterator.upto, frame))
    outcomes = tuple(step.outcome for step in steps)
    nothing = combine.absent(outcomes)
    if nothing is not None:
        return nothing, steps
    value = outcomes[0].value
    if iterator.upto is not None:
        return _counted(value, outcomes[1].value, iterator, frame), steps
    if isinstance(value, Range):
        return _counted(value.low, value.high, iterator, frame, value), steps
    if not isinstance(value, tuple):
        reason = reasons.wrong_kind(kind(type_of(outcomes[0])), say("a list"), iterator.domain.span)
        return Outcome(None, (reason,), outcomes[0].carried), steps
    return value, steps


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


def _filtered(node: typed.Filter, frame: Frame) -> Step:
    """Members whose test is true. What was absent in a test lies under the list: something was left out for it."""
    list_ = evaluate(node.object, frame)
    if list_.outcome.value is None:
        return Step(node, list_.outcome, (list_,))
    if not isinstance(list_.outcome.value, tuple):
        reason = reasons.wrong_kind(kind(type_of(list_.outcome)), say("a list"), node.span)
        return Step(node, Outcome(None, (reason,), list_.outcome.carried), (list_,))
    tests = [evaluate(node.test, frame.bind(node.item, member)) for member in list_.outcome.value]
    truths = [_truth(test.outcome, node.test) for test in tests]
    kept = tuple(member for member, truth in zip(list_.outcome.value, truths, strict=True) if truth.value is True)
    left_out = merged(group for truth in truths for group in (truth.reasons, truth.carried))
    found = Outcome(kept, (), merged((list_.outcome.carried, left_out)))
    return Step(node, found, (list_, *tests))


def _applied(node: typed.Apply, frame: Frame) -> Step:
    """A function of a rule file: it sees its parameters, nothing of the caller."""
    arguments = tuple(evaluate(argument, frame) for argument in node.arguments)
    given = {name: step.outcome for name, step in zip(node.definition.parameters, arguments, strict=True)}
    body = evaluate(node.definition.body, Frame(frame.world, None, given, frame.budget))
    return Step(node, body.outcome, (*arguments, body))


def _looked_up(node: typed.Table, frame: Frame) -> Step:
    inputs = tuple(evaluate(input_, frame) for input_ in node.inputs)
    found = table_row(node, tuple(step.outcome for step in inputs), frame, evaluate)
    if isinstance(found, Outcome):
        return Step(node, found, inputs)
    outputs = tuple(evaluate(row.output, frame) for row in found.rows)
    under = Outcome(True, (), found.carried)
    if node.policy == "semua":
        list_ = Outcome(tuple(output.outcome for output in outputs))
        return Step(node, combine.under(list_, (under,)), (*inputs, *outputs))
    return Step(node, combine.under(outputs[0].outcome, (under,)), (*inputs, outputs[0]), found.rows[0])
