"""Decision tables and scales: what can come out of them, and whether they are whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.analysis import arithmetic, branches, conditions, domains, facts
from engine.analysis import range_problems as doubt
from engine.analysis.domains import Domain
from engine.analysis.facts import ANYTHING, Day, Fact, Many, Nothing, Number, Text, Truth
from engine.analysis.range_words import range_words
from engine.analysis.ranges import ALL, Range, both
from engine.analysis.seen import Seen, key_of
from engine.analysis.table_report import reaching, study
from engine.analysis.units import FREE
from engine.diagnostics.model import say
from engine.language import typed
from engine.language.check import INPUT
from engine.language.operators import comparable
from engine.language.types import BOOLEAN
from engine.record import replace

if TYPE_CHECKING:
    from engine.analysis.infer import Inference


def table(node: typed.Table, infer: Inference, seen: Seen) -> Fact:
    """Each output is looked at with what the cells of its row, and the rows before it, leave of the inputs."""
    inputs = tuple(infer.fact(input_, seen) for input_ in node.inputs)
    known = tuple(domain(fact) for fact in inputs)
    left = _studied(node, known, infer, seen)
    outputs: list[branches.Branch] = []
    alive: list[Fact] = []
    for row, columns in zip(node.rows, left, strict=True):
        inside = _row(node, row, columns, inputs, infer, seen)
        fact = infer.fact(row.output, inside)
        outputs.append((row.output.span, fact))
        if not inside.dead or seen.dead:
            alive.append(fact)
    good = branches.alike(outputs, infer, seen)
    result = facts.join_all(tuple(alive), infer.declared.algebra) if good else ANYTHING
    if node.policy == "semua":
        return Many(result, "possible", any(fact.absent for fact in inputs))
    return facts.may_be_absent(result, result.absent or any(fact.absent for fact in inputs))


def _studied(
    node: typed.Table, known: tuple[Domain | None, ...], infer: Inference, seen: Seen
) -> tuple[tuple[Domain | None, ...], ...]:
    """What reaches each row. What is found of the table itself is kept, once for each set of inputs."""
    uses = infer.tables.setdefault(node.span, (node, {}))[1]
    if seen.dead:
        return uses[known][1] if known in uses else reaching(node.rows, node.policy, known)
    if known not in uses:
        uses[known] = study(node.inputs, node.rows, node.policy, known)
    return uses[known][1]


def _row(
    node: typed.Table,
    row: typed.Row,
    columns: tuple[Domain | None, ...],
    inputs: tuple[Fact, ...],
    infer: Inference,
    seen: Seen,
) -> Seen:
    """What is known where this row answers. Its cells are looked at for units and kinds."""
    inside = seen
    parts = zip(node.inputs, row.conditions, columns, inputs, strict=True)
    for input_, condition, column, fact in parts:
        key = key_of(input_, seen)
        written = written_in(condition)
        if written is None or not all(comparable(facts.type_of(fact), part.type) for part in written):
            # A value of another kind is wrong wherever it stands, in a row that is never reached too.
            around = inside if written is None else seen
            infer.fact(condition, replace(around.alias(INPUT, fact, key), quiet=True))
            inside = conditions.assume(condition, True, infer, inside.alias(INPUT, fact, key))
        elif isinstance(fact, Number):
            arithmetic.percent_signs(written, (fact,), infer, seen)
        if column is not None and domains.impossible(column) and not column.absent:
            inside = inside.cut()
        elif column is not None and key is not None:
            now = inside.refined.get(key, fact)
            inside = inside.say(key, narrowed(column, now), now)
    return inside


def written_in(condition: typed.Typed) -> tuple[typed.Literal, ...] | None:
    """The values that a cell is made of, if it is made of nothing else: its column then says all of it."""
    match condition:
        case typed.Literal() if condition.type == BOOLEAN:
            return ()  # `-`
        case typed.Compare(_, typed.Local(name), typed.Literal(_, None) as value) if name == INPUT:
            return (value,)
        case typed.IsNull(typed.Local(), _):
            return ()
        case typed.Not(operand):
            return written_in(operand)
        case typed.Logic(_, operands):
            parts = [written_in(operand) for operand in operands]
            good = [part for part in parts if part is not None]
            return tuple(value for part in good for value in part) if len(good) == len(parts) else None
        case typed.Member(typed.Local(name), container) if name == INPUT:
            members = container.items if isinstance(container, typed.ListOf) else (container,)
            values = tuple(one for one in members if isinstance(one, typed.Literal) and one.constant is None)
            return values if len(values) == len(members) else None
    return None


def domain(fact: Fact) -> Domain | None:
    """The values that an input can have, as the tables want to know it."""
    match fact:
        case Number(range_, absent=absent):
            return domains.Numbers(range_, absent)
        case Text(choices, full, absent):
            listed = None if choices is None else tuple(sorted(choices))
            return domains.Texts(listed, None if full is None else tuple(sorted(full)), absent)
        case Truth(true, false, absent):
            return domains.Truths(true, false, absent)
        case Day(absent):
            return domains.Dates(absent=absent)
    return None


def narrowed(column: Domain, now: Fact) -> Fact:
    """The fact of an input whose values are those of the column."""
    match column, now:
        case domains.Numbers(range_, absent), Number():
            return replace(now, range=range_, absent=absent)
        case domains.Texts(listed, _, absent), Text():
            return replace(now, choices=None if listed is None else frozenset(listed), absent=absent)
        case domains.Truths(true, false, absent), Truth():
            return Truth(true, false, absent)
        case _, Nothing():
            return now
    return facts.may_be_absent(now, column.absent)


def scale(node: typed.Scale, infer: Inference, seen: Seen) -> Fact:
    """A linear scale gives a plain number, which takes the satuan of the rule; its points are in that of the input."""
    fact = infer.fact(node.input, seen)
    if not arithmetic.numbers((node.input,), (fact,), "skala", seen) or not isinstance(fact, Number):
        return ANYTHING
    first, last = node.points[0][0], node.points[-1][0]
    inside = Range(first, last)
    outside = both(fact.range, inside) != fact.range
    if node.ends == "kosong" and outside and not seen.dead and not fact.range.empty:
        needs = say("a value in {range}", range=range_words(inside, fact.percent))
        found = doubt.outside_domain(node.input.span, "skala", needs, fact.origin)
        seen.findings.found(found, seen.calls)
    absent = fact.absent or (node.ends == "kosong" and outside)
    return Number(_heights(node, fact.range), FREE, absent=absent)


def _heights(node: typed.Scale, input_: Range) -> Range:
    """The results of a scale over a range of inputs."""
    reached = [y for x, y in node.points if input_.holds(x)] + [_at(node, end) for end in _ends(node, input_)]
    if node.ends == "lanjut":
        if input_.low is None or input_.high is None:
            return ALL
        reached += [_at(node, input_.low), _at(node, input_.high)]
    return Range(min(reached), max(reached)) if reached else ALL


def _ends(node: typed.Scale, input_: Range) -> list[Fraction]:
    """The ends of the inputs, moved to the points where the scale stays level or gives nothing outside."""
    first, last = node.points[0][0], node.points[-1][0]
    low = first if input_.low is None else min(max(input_.low, first), last)
    high = last if input_.high is None else max(min(input_.high, last), first)
    return [low, high]


def _at(node: typed.Scale, x: Fraction) -> Fraction:
    """The line through the two points around `x`, or through the outermost two."""
    points = node.points
    at = next((at for at in range(1, len(points)) if x <= points[at][0]), len(points) - 1)
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return y0 + (x - x0) * (y1 - y0) / (x1 - x0)
