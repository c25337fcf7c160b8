"""Rows of a table that is unique before and after -> the smallest groups of changed rows that can be changed alone.

A value that falls into a row that goes must fall into a row that comes, and into just one. So rows that go and rows
that come belong together where one value can fall into both; and since every value falls into just one row before and
into just one after, the rows of such a group hold exactly the same values before and after. Whichever groups are
changed, the table stays without holes and without overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.check import INPUT
from engine.language.values import Outcome, absent

VARYING = (typed.Local, typed.Self, typed.Relative, typed.Path, typed.PeriodField, typed.Builtin, typed.Apply)
"""What a cell may hold besides values that are written in it."""


def may_meet(one: typed.Row, other: typed.Row) -> bool:
    """Whether a value may fall into both rows, which have the same columns in the same order."""
    return all(_meet(a, b) for a, b in zip(one.conditions, other.conditions, strict=True))


def _meet(one: typed.Typed, other: typed.Typed) -> bool:
    """Whether some value passes both cells: one is tried on each side of everything that is written in them."""
    if not _plain(one) or not _plain(other):
        return True
    return any(_passes(one, value) and _passes(other, value) for value in _tried((one, other)))


def _plain(cell: typed.Typed) -> bool:
    """Whether a cell is about the value in its column alone."""
    return not any(isinstance(node, VARYING) for node in typed.walk(cell) if not _is_value(node))


def _is_value(node: object) -> bool:
    return isinstance(node, typed.Local) and node.name == INPUT


def _passes(cell: typed.Typed, value: Outcome) -> bool:
    return compute(cell, Frame(locals={INPUT: value})).outcome.value is True


def _tried(cells: tuple[typed.Typed, ...]) -> Iterator[Outcome]:
    written = {node.outcome.value for cell in cells for node in typed.walk(cell) if isinstance(node, typed.Literal)}
    numbers = sorted(value for value in written if isinstance(value, Fraction))
    days = sorted(value for value in written if isinstance(value, date))
    yield absent()
    yield from (Outcome(value) for value in (True, False, "\0"))
    yield from (Outcome(value) for value in sorted(one for one in written if isinstance(one, str)))
    if numbers:
        between = [(a + b) / 2 for a, b in zip(numbers, numbers[1:], strict=False)]
        yield from (Outcome(value) for value in (numbers[0] - 1, *numbers, *between, numbers[-1] + 1))
    else:
        yield Outcome(Fraction(0))
    for day in days:
        yield from (Outcome(day + timedelta(days=step)) for step in (-1, 0, 1))
