"""What a formula says: the tree the parser builds. Nothing is looked up here; `check` turns it into the typed tree.

Every node knows its span, which does not take part in comparison: `parse(print(tree)) == tree`.
`+ -` and `* /` are chains, `and` and `or` take any number of operands, so that a long sum is not a deep tree.
"""

from __future__ import annotations

from collections import abc
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias
from typing import Literal as Words

from engine.record import dataclass, names_of
from engine.source import Span

ChainOperator = Words["+", "-", "*", "/"]
CompareOperator = Words["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Node:
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number (`90%` has `percent`), a text, true, false, null (None) or a date."""

    value: Fraction | str | bool | date | None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Name(Node):
    text: str


@dataclass(frozen=True, slots=True)
class Placeholder(Node):
    """`?`, the input of a table cell."""


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Entry(Node):
    key: str
    value: Expr


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    low: Expr
    high: Expr
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """`first op operand op operand …` from left to right; the operators are all of `+ -` or all of `* /`."""

    first: Expr
    rest: tuple[tuple[ChainOperator, Expr], ...]


@dataclass(frozen=True, slots=True)
class Power(Node):
    base: Expr
    exponent: Expr


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: CompareOperator
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class Test(Node):
    """`>= 5` without a left side: it stands only after `in`, inside its brackets, and in table cells."""

    operator: CompareOperator
    operand: Expr


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """`(1, > 5)`: several tests, or one that is no expression, in brackets. A bracketed expression is just itself."""

    items: tuple[Expr | Test, ...]


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """`value in tests`. One test without brackets is a tuple of one."""

    value: Expr
    tests: tuple[Expr | Test, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    operator: Words["and", "or"]
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not(…)`. Several tests, or one that is no expression, are allowed only at the top of a cell."""

    tests: tuple[Expr | Test, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`name in domain`, or with `upto` `name in domain..upto`."""

    name: str
    domain: Expr
    upto: Expr | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    quantifier: Words["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expr


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`object.name`; `name_span` is the name alone."""

    object: Expr
    name: str
    name_span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bracket(Node):
    """`object[inside]`: an index or a filter, which `check` decides."""

    object: Expr
    inside: Expr


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """One argument of a call; `name` where it is given by name."""

    value: Expr
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(…)`; words of a long name are separated by one space. `name_span` is the name alone."""

    function: str
    arguments: tuple[Argument, ...]
    name_span: Span = field(compare=False, repr=False)


Expr: TypeAlias = (
    "Literal | Name | Placeholder | ListLiteral | ContextLiteral | RangeLiteral | Negation | Chain | Power | Comparison"
    " | Between | Tests | Membership | Logic | Not | If | For | Quantified | Path | Bracket | Call"
)


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A table cell. No tests at all is `-`, which every input meets; `negated` is `not(…)` around all of them."""

    tests: tuple[Expr | Test, ...]
    negated: bool = False


Operation: TypeAlias = "RangeLiteral | Negation | Power | Comparison | Logic | If"


def names_in(expr: object) -> tuple[str, ...]:
    """Every bare name in a formula once, in reading order, whatever it means there."""
    return tuple(dict.fromkeys(one.text for one in walk(expr) if type(one) is Name))


def walk(expr: object) -> abc.Iterator[Node]:
    """Every node of a tree in reading order, from the outside in."""
    waiting: list[object] = [expr]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, Node):
            yield one
            kind: Any = type(one)
            waiting.extend([getattr(one, name) for name in _inside(kind)])


@cache
def _inside(kind: Any) -> tuple[str, ...]:
    """The fields that may hold nodes, the last first."""
    return tuple(name for name in reversed(names_of(kind)) if name not in ("span", "name_span"))
