"""Rows of decision tables, linear scales and bounds: outcomes in, outcomes out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction

from engine.diagnostics.model import Reason
from engine.evaluation import combine, reasons
from engine.language import arithmetic, comparison, typed
from engine.language.values import Outcome, merged
from engine.record import dataclass

Answer = Callable[[int, int, Outcome], Outcome]
"""Row, column, input of the column -> whether the condition that stands there holds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The numbers of the rows that hold, and what was absent in rows that might have held instead."""

    rows: tuple[int, ...]
    carried: tuple[Reason, ...]


def table_row(node: typed.Table, inputs: tuple[Outcome, ...], answer: Answer) -> Hit | Outcome:
    """The row that holds, by the table's policy. Without one: N/A of what kept a row from being decided, or a hole."""
    held: list[int] = []
    answers: list[Outcome] = []
    for row in range(len(node.rows)):
        answers.append(_holds(row, inputs, answer))
        if answers[-1].value is True:
            held.append(row)
            if node.policy == "pertama":
                break
    if node.policy == "tunggal" and len(held) > 1:
        first, second = (node.rows[row].span.line for row in held[:2])
        reason = reasons.two_rows(_shown_inputs(node, inputs), first, second, node.span)
        return Outcome(None, (reason,), combine.carried(inputs))
    if not held and node.policy != "semua":
        nothing = combine.absent(inputs)
        undecided = merged(answer.reasons for answer in answers) or (nothing.reasons if nothing else ())
        hole = reasons.no_row(_shown_inputs(node, inputs), node.span)
        return Outcome(None, undecided or (hole,), combine.carried(tuple(answers)))
    return Hit(tuple(held), merged(answer.reasons + answer.carried for answer in answers))


def _holds(row: int, inputs: tuple[Outcome, ...], answer: Answer) -> Outcome:
    answers = []
    for column, input_ in enumerate(inputs):
        answers.append(answer(row, column, input_))
        if answers[-1].value is False and answers[-1].status == "final":
            break
    return combine.all_of(tuple(answers))


def selected(node: typed.Table, hit: Hit, outputs: tuple[Outcome, ...]) -> Outcome:
    """What the rows that hold give: one value, or with `semua` the list of all."""
    found = Outcome(outputs) if node.policy == "semua" else outputs[0]
    return combine.under(found, (Outcome(True, (), hit.carried),))


def _shown_inputs(node: typed.Table, inputs: tuple[Outcome, ...]) -> str:
    pairs = zip(node.inputs, inputs, strict=True)
    return ", ".join(f"{input_.span.text.strip()} = {shown(outcome)}" for input_, outcome in pairs)


def shown(outcome: Outcome) -> str:
    """A value inside a message, as it would be written in a formula."""
    match outcome.value:
        case None:
            return "N/A"
        case bool():
            return "true" if outcome.value else "false"
        case Fraction():
            return arithmetic.number_text(outcome.value)
        case str():
            return f'"{outcome.value}"'
        case tuple() as items:
            return "[" + ", ".join(shown(item) for item in items[:5]) + (", …]" if len(items) > 5 else "]")
    return str(getattr(outcome.value, "kode", outcome.value))


def scale(node: typed.Scale, given: Outcome) -> Outcome:
    """Linear between the two points around the value; outside as `ends` says."""

    def along(values: tuple[Fraction, ...]) -> arithmetic.Result:
        x, points = values[0], node.points
        if not points[0][0] <= x <= points[-1][0]:
            if node.ends == "kosong":
                return arithmetic.Failure(reasons.outside_scale(shown(given), node.span))
            if node.ends == "tetap":
                return arithmetic.Exact(points[0 if x < points[0][0] else -1][1])
        at = min(max(bisect_left([point for point, _ in points], x), 1), len(points) - 1)
        (x0, y0), (x1, y1) = points[at - 1], points[at]
        return arithmetic.bounded(y0 + (x - x0) * (y1 - y0) / (x1 - x0))

    return combine.numeric((given,), node.input.span, along)


def clamp(node: typed.Clamp, given: tuple[Outcome, ...]) -> Outcome:
    """Not below the lower bound, not above the upper. A bound that is N/A makes the whole N/A."""
    nothing = combine.absent(given)
    if nothing is not None:
        return nothing
    bounds = iter(given[1:])
    value = given[0]
    if node.low is not None:
        value = _limited(value, next(bounds), "<", node)
    if node.high is not None:
        value = _limited(value, next(bounds), ">", node)
    return combine.under(value, given)


def _limited(value: Outcome, bound: Outcome, beyond: comparison.OrderOperator, node: typed.Clamp) -> Outcome:
    answer = comparison.ordered(beyond, value, bound, node.span)
    if answer.value is None:
        return answer
    return bound if answer.value else value
