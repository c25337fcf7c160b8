"""A computation -> how far each of its numbers was from where the answer changes: comparisons, bounds, table edges.

The distance is 0 on the edge itself, so an input that moves it to 0 is a value that an example should have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

from engine.analysis.cells import constant
from engine.analysis.reach import Identity, identity
from engine.cases.goals import limited
from engine.evaluation.frame import Step
from engine.language import typed
from engine.language.values import Outcome, Range

COLUMNS = 1024
_KNOWN: dict[tuple[int, int], tuple[typed.Table, tuple[Fraction, ...]]] = {}
"""The numbers of columns of tables that were looked at last."""

Edge: TypeAlias = "tuple[Identity, str]"
"""A node and which of its edges."""
Distance: TypeAlias = "tuple[Edge, Fraction]"
"""How far a number was from an edge."""


def distances(steps: Iterable[Step]) -> Iterator[Distance]:
    """The edges of every node that was computed, each with the distance from it."""
    waiting = list(steps)
    while waiting:
        step = waiting.pop()
        here = identity(step.node)
        yield from (((here, name), distance) for name, distance in _of(step))
        waiting += step.parts


def _of(step: Step) -> Iterator[tuple[str, Fraction]]:
    outcomes = [part.outcome for part in step.parts]
    match step.node:
        case typed.Compare():
            yield from _between("", outcomes[0], outcomes[1])
        case typed.Member():
            held = outcomes[1].value if len(outcomes) > 1 else None
            if isinstance(held, Range):
                yield from _from(outcomes[0], "low", held.low)
                yield from _from(outcomes[0], "high", held.high)
        case typed.Clamp():
            for at, bound in enumerate(outcomes[1:]):
                yield from _between(str(at), outcomes[0], bound)
        case typed.Builtin() if limited(step.node) is not None and step.parts:
            sides = step.parts[0].parts
            yield from _between("", sides[0].outcome, sides[1].outcome)
        case typed.Scale(_, points):
            for at, (x, _) in enumerate(points):
                yield from _from(outcomes[0], str(at), x)
        case typed.Table(inputs):
            for at, outcome in enumerate(outcomes[: len(inputs)]):
                for end in _ends(step.node, at):
                    yield from _from(outcome, f"{at} {end}", end)


def _ends(table: typed.Table, column: int) -> tuple[Fraction, ...]:
    """The numbers that the cells of a column are about, each once; looked for once in each table."""
    key = id(table), column
    if key not in _KNOWN or _KNOWN[key][0] is not table:
        if len(_KNOWN) > COLUMNS:
            _KNOWN.clear()
        _KNOWN[key] = table, _ends_in(tuple(row.conditions[column] for row in table.rows))
    return _KNOWN[key][1]


def _ends_in(conditions: tuple[typed.Typed, ...]) -> tuple[Fraction, ...]:
    found: dict[Fraction, None] = {}
    for node in typed.walk(conditions):
        parts: tuple[typed.Typed, ...] = (node.left, node.right) if isinstance(node, typed.Compare) else ()
        parts = (node.container,) if isinstance(node, typed.Member) else parts
        for outcome in (constant(part) for part in parts):
            found.update(dict.fromkeys(_numbers(outcome.value if outcome is not None else None)))
    return tuple(found)


def _numbers(value: object) -> Iterator[Fraction]:
    match value:
        case Fraction():
            yield value
        case Range(low, high):
            yield from (end for end in (low, high) if isinstance(end, Fraction))
        case tuple():
            yield from (number for one in value for number in _numbers(one.value))


def _between(name: str, left: Outcome, right: Outcome) -> Iterator[tuple[str, Fraction]]:
    yield from _from(left, name, right.value)


def _from(outcome: Outcome, name: str, end: object) -> Iterator[tuple[str, Fraction]]:
    if isinstance(outcome.value, Fraction) and isinstance(end, Fraction):
        yield name, outcome.value - end


def zero(points: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Where a distance becomes 0, from three measurements (input, distance): on a line, or on a quotient of two lines,
    which is what formulas of one input mostly are. None where it nowhere does, or does not depend on the input."""
    (a, fa), (b, fb), (c, fc) = points
    if fa == fb == fc:
        return None
    if (fb - fa) * (c - a) == (fc - fa) * (b - a):
        return a - fa * (b - a) / (fb - fa)
    # f (x + s) = p x + q, so p x + q - s f = f x
    slope, other = (fb * b - fa * a) / (b - a), (fc * c - fa * a) / (c - a)
    bend, wider = (fb - fa) / (b - a), (fc - fa) / (c - a)
    if bend == wider:
        return None
    s = (other - slope) / (bend - wider)
    p = slope + s * bend
    q = fa * (a + s) - p * a
    return -q / p if p else None
