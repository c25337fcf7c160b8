"""A table called complete is hit at every sampled point of what its inputs are declared to be.

`tunggal`: exactly once, `pertama`: at least once; where an input is absent, `tunggal` at most once. The points are the
edges that the cells name, their neighbours, the ends of what is declared, and absence. Only tables whose inputs are
declared are sampled; for the others there are the points that the data reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import TypeAlias

from engine.calculation.reasons import circular
from engine.evaluation.frame import Frame
from engine.evaluation.reference import evaluate
from engine.language import typed
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING
from engine.language.values import Outcome, Value, absent
from engine.manual.checked import Entry, Manual, Quantity

POINTS = 400
NOTHING = absent(circular("masukan"))
Domain: TypeAlias = "Quantity | Outcome"
"""What an input is declared to be, or the one value that it has."""


@dataclass(frozen=True)
class Sampled:
    """A table and what each of its inputs is declared to be, seen from one place where it is used."""

    table: typed.Table
    domains: tuple[Domain, ...]
    where: str


def tables(manual: Manual) -> Iterator[Sampled]:
    """The tables of a manual whose inputs are all declared, directly or where their function is called."""
    for (level, name), rule in manual.rules.items():
        above: dict[str, Domain] = {one.name: one.quantity for one in manual.levels[level].attributes.values()}
        yield from _used(rule.body, above, f"{level}.{name}")
    for entry in _all(tuple(manual.entries.values())):
        level_ = manual.levels[entry.level]
        given: dict[str, Domain] = {one.name: one.quantity for one in level_.attributes.values()}
        given |= {one.name: one.quantity for one in entry.variables.values()}
        fixed = (name for name in entry.attributes if not level_.attributes[name].overridable)
        given |= {name: entry.attributes[name].outcome for name in fixed}
        for rule in (*entry.rules.values(), *([entry.result] if entry.result else [])):
            yield from _used(rule.body, given, f"{entry.kode}.{rule.name}")


def _all(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.members)


def _used(body: typed.Typed, given: dict[str, Domain], where: str) -> Iterator[Sampled]:
    """The table that a body is, or that the function is which it calls."""
    while isinstance(body, typed.Clamp | typed.Round):
        body = body.operand
    if isinstance(body, typed.Apply):
        found = [_declared(argument, given) for argument in body.arguments]
        known = dict(zip(body.definition.parameters, found, strict=True))
        inner = {name: quantity for name, quantity in known.items() if quantity is not None}
        yield from _used(body.definition.body, inner, f"{where} calling {body.definition.name}")
    elif isinstance(body, typed.Table):
        domains = [_declared(input_, given) for input_ in body.inputs]
        good = tuple(one for one in domains if one is not None)
        names = [getattr(one, "name", "") for one in body.inputs]
        if len(good) == len(domains) and len(set(names)) == len(names):
            yield Sampled(body, good, where)


def _declared(node: typed.Typed, given: dict[str, Domain]) -> Domain | None:
    if isinstance(node, typed.Local):
        return given.get(node.name)
    return given.get(node.name) if isinstance(node, typed.Path) and isinstance(node.object, typed.Self) else None


def misses(sampled: Sampled, chance: Random) -> Iterator[str]:
    """Points at which the number of rows that hold is not what the policy says."""
    table = sampled.table
    if table.policy == "semua" or not all(_is_constant(one) for row in table.rows for one in row.conditions):
        return
    columns = [list(_points(table, at, quantity)) for at, quantity in enumerate(sampled.domains)]
    points = list(product(*columns))
    for point in points if len(points) <= POINTS else chance.sample(points, POINTS):
        hit = [row.span.line for row in table.rows if _holds(row, point)]
        some_absent = any(one.value is None for one in point)
        least, most = (0 if some_absent else 1), (1 if table.policy == "tunggal" else len(table.rows))
        if not least <= len(hit) <= most:
            shown = ", ".join(str(one.value) for one in point)
            yield f"{sampled.where}: rows on lines {hit} hold at ({shown})"


def _is_constant(condition: typed.Typed) -> bool:
    names = [one.name for one in typed.walk(condition) if isinstance(one, typed.Local)]
    return not any(isinstance(one, typed.Self | typed.Relative) for one in typed.walk(condition)) and set(names) <= {
        "?"
    }


def _holds(row: typed.Row, point: tuple[Outcome, ...]) -> bool:
    pairs = zip(row.conditions, point, strict=True)
    return all(evaluate(one, Frame(locals={"?": value})).outcome.value is True for one, value in pairs)


def _points(table: typed.Table, at: int, domain: Domain) -> Iterator[Outcome]:
    """What an input may be: around everything that its column names, and the ends of what is declared."""
    if isinstance(domain, Outcome):
        yield domain
        return
    yield NOTHING
    named = [
        node.outcome.value
        for row in table.rows
        for node in typed.walk(row.conditions[at])
        if isinstance(node, typed.Literal) and node.outcome.value is not None
    ]
    yield from (Outcome(value) for value in dict.fromkeys(_values(domain, named)))


def _values(quantity: Quantity, named: list[Value]) -> Iterator[Value]:
    if quantity.type == NUMBER:
        yield from _numbers(quantity, [one for one in named if isinstance(one, Fraction)])
    elif quantity.type == STRING:
        yield from quantity.choices or (*(one for one in named if isinstance(one, str)), "lain sama sekali", "")
    elif quantity.type == BOOLEAN:
        yield from (True, False)
    elif quantity.type == DATE:
        days = [one for one in named if isinstance(one, date)] or [date(2031, 1, 1)]
        yield from (day + timedelta(days=by) for day in days for by in (-1, 0, 1))


def _numbers(quantity: Quantity, named: list[Fraction]) -> Iterator[Fraction]:
    one = Fraction(1, 100) if quantity.unit == "persen" else Fraction(1)
    ends = [end for end in (quantity.lowest, quantity.highest) if end is not None]
    between = [(a + b) / 2 for a, b in zip(sorted(named), sorted(named)[1:], strict=False)]
    steps = (0, one, -one, one / 7, -one / 7)
    for base in (*named, *ends, *between, Fraction(0)):
        for step in steps:
            value = base + step
            low, high = quantity.lowest, quantity.highest
            inside = (low is None or value >= low) and (high is None or value <= high)
            if inside and not (quantity.whole and (value / one).denominator != 1):
                yield value
