"""Typed tree + inputs -> Step: the meaning of the language. Every other evaluator must give what this one gives.

A Step holds its outcome and the steps it was computed from, so that every figure can explain itself. What is absent
stays a value with its reasons; nothing here raises for anything a formula or its data can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from engine.evaluation import combine, finish
from engine.evaluation.frame import BudgetSpent, Frame, Step
from engine.evaluation.tables import selected, table_row
from engine.language import typed
from engine.language.check import INPUT
from engine.language.reasons import too_many_steps
from engine.language.values import Context, Outcome, absent


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
            return Step(node, finish.combined(node, tuple(part.outcome for part in parts), frame), parts)


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


def _followed(node: typed.Path | typed.Relative, frame: Frame) -> Step:
    start = evaluate(node.object, frame)
    return Step(node, finish.followed(node, start.outcome, frame), (start,))


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
    truth = finish.truth(condition.outcome, node.condition)
    branch = evaluate(node.then if truth.value is True else node.otherwise, frame)
    return Step(node, finish.chosen(truth, branch.outcome), (condition, branch))


def _logic(node: typed.Logic, frame: Frame) -> Step:
    deciding = node.operator == "or"
    parts: list[Step] = []
    for operand in node.operands:
        step = evaluate(operand, frame)
        truth = finish.truth(step.outcome, operand)
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
    if failed is None:
        answers, ends = (tuple(step.outcome for step in steps) for steps in (bodies, domains))
        return Step(node, finish.gathered(node, answers, ends), (*domains, *bodies))
    return Step(node, failed, (*domains, *bodies))


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
    return finish.members(iterator, tuple(step.outcome for step in steps), frame), steps


def _filtered(node: typed.Filter, frame: Frame) -> Step:
    list_ = evaluate(node.object, frame)
    failed = finish.filtered(node, list_.outcome)
    if failed is not None or not isinstance(list_.outcome.value, tuple):
        return Step(node, failed or list_.outcome, (list_,))
    tests = [evaluate(node.test, frame.bind(node.item, member)) for member in list_.outcome.value]
    found = finish.kept(node, list_.outcome, [test.outcome for test in tests])
    return Step(node, found, (list_, *tests))


def _applied(node: typed.Apply, frame: Frame) -> Step:
    """A function of a rule file: it sees its parameters, nothing of the caller."""
    arguments = tuple(evaluate(argument, frame) for argument in node.arguments)
    given = {name: step.outcome for name, step in zip(node.definition.parameters, arguments, strict=True)}
    body = evaluate(node.definition.body, Frame(frame.world, None, given, frame.budget))
    return Step(node, body.outcome, (*arguments, body))


def _looked_up(node: typed.Table, frame: Frame) -> Step:
    inputs = tuple(evaluate(input_, frame) for input_ in node.inputs)

    def answer(row: int, column: int, given: Outcome) -> Outcome:
        return evaluate(node.rows[row].conditions[column], frame.bind(INPUT, given)).outcome

    found = table_row(node, tuple(step.outcome for step in inputs), answer)
    if isinstance(found, Outcome):
        return Step(node, found, inputs)
    outputs = tuple(evaluate(node.rows[row].output, frame) for row in found.rows)
    given = selected(node, found, tuple(output.outcome for output in outputs))
    return Step(node, given, (*inputs, *outputs), None if node.policy == "semua" else node.rows[found.rows[0]])
