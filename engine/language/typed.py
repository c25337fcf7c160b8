"""What a formula means: the tree that `check` builds and every evaluator reads.

Names are resolved, index or filter is decided, tests are conditions on the local `?`, and the sugar of the rule forms
(percent, bounds, weighted components) is gone. Every node knows its type and its place in the rule file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from fractions import Fraction
from typing import Literal as Words
from typing import TypeAlias

from engine.language.functions import Function
from engine.language.syntax import ChainOperator, CompareOperator
from engine.language.types import Type
from engine.language.values import Outcome
from engine.record import Hashed, dataclass, names_of
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Node(Hashed):
    type: Type = field(kw_only=True, hash=False)  # it nearly always follows from the rest
    span: Span = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value known beforehand: written in the formula, or that of the named `constant`."""

    outcome: Outcome
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Absence(Node):
    """`tidak tersedia(reason)`."""

    reason: Typed


@dataclass(frozen=True, slots=True)
class Local(Node):
    """A parameter, a variable of `for`, `some`, `every`, an element of a filter, an input, or `?`."""

    name: str


@dataclass(frozen=True, slots=True)
class Self(Node):
    """The entity whose attribute is being computed."""


@dataclass(frozen=True, slots=True)
class Relative(Node):
    """The entity of a level above `object`, or its members on a level below, flattened."""

    object: Typed
    level: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """An attribute of an entity, an entry of a context, a part of a date; over a list, of each member."""

    object: Typed
    name: str


@dataclass(frozen=True, slots=True)
class PeriodField(Node):
    """`periode.kode` or `periode.nama`."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    keys: tuple[str, ...]
    items: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    low: Typed
    high: Typed
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Typed


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`first op operand op operand …`, from left to right."""

    operands: tuple[Typed, ...]
    operators: tuple[ChainOperator, ...]


@dataclass(frozen=True, slots=True)
class Power(Node):
    base: Typed
    exponent: Typed


@dataclass(frozen=True, slots=True)
class Compare(Node):
    operator: CompareOperator
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """`operand = null`, or `!=` where `negated`."""

    operand: Typed
    negated: bool


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`value in container`: inside a range, among a list, or equal."""

    value: Typed
    container: Typed


@dataclass(frozen=True, slots=True)
class Logic(Node):
    operator: Words["and", "or"]
    operands: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    operand: Typed


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Typed
    then: Typed
    otherwise: Typed


@dataclass(frozen=True, slots=True)
class Iterator:
    """`name in domain`, or `name in domain..upto`."""

    name: str
    domain: Typed
    upto: Typed | None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Typed


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    quantifier: Words["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Typed


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """The members of `object` for which `test` is true; in it the member is the local `item`."""

    object: Typed
    item: str
    test: Typed


@dataclass(frozen=True, slots=True)
class Index(Node):
    """One member, from 1; from the end with a negative index."""

    object: Typed
    index: Typed


@dataclass(frozen=True, slots=True)
class Builtin(Node):
    """A function of the library; an optional argument that was not given is None."""

    function: Function
    arguments: tuple[Typed | None, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What values are declared to be: not below, not above, whole as they are written (in their unit)."""

    lowest: Fraction | None = None
    highest: Fraction | None = None
    whole: bool = False


UNLIMITED = Limits()


@dataclass(frozen=True, slots=True)
class Definition:
    """A function of a rule file: it sees its parameters, constants and functions only. `unit`, `limits`: declared."""

    name: str
    parameters: tuple[str, ...]
    body: Typed
    unit: str | None = None
    limits: Limits = UNLIMITED


@dataclass(frozen=True, slots=True)
class Apply(Node):
    definition: Definition
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`body`, in which the local `name` is `value`."""

    name: str
    value: Typed
    body: Typed


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a condition on `?` for each input, and what the row gives."""

    conditions: tuple[Typed, ...]
    output: Typed
    span: Span = field(compare=False, repr=False)


Policy = Words["tunggal", "pertama", "semua"]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """`closed`: its outputs must add up, so that no two of its rows can be one."""

    inputs: tuple[Typed, ...]
    rows: tuple[Row, ...]
    policy: Policy
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Scale(Node):
    """Linear between points (x, y) in rising x; outside: the end's y, the end's line, or N/A."""

    input: Typed
    points: tuple[tuple[Fraction, Fraction], ...]
    ends: Words["tetap", "lanjut", "kosong"]


@dataclass(frozen=True, slots=True)
class Clamp(Node):
    """Not below `low`, not above `high`; a bound that is None does not bind."""

    operand: Typed
    low: Typed | None
    high: Typed | None


@dataclass(frozen=True, slots=True)
class Round(Node):
    """Half up to `decimals` of the unit in which `one` is written as 1 (1/100 for a percent)."""

    operand: Typed
    decimals: int
    one: Fraction


@dataclass(frozen=True, slots=True)
class Labelled(Node):
    """A named part of a sum. The label is for the explanation only."""

    label: str
    operand: Typed


Typed: TypeAlias = (
    "Literal | Absence | Local | Self | Relative | Path | PeriodField | ListOf | ContextOf | RangeOf | Negate"
    " | Arithmetic | Power | Compare | IsNull | Member | Logic | Not | If | For | Quantified | Filter | Index"
    " | Builtin | Apply | Let | Table | Scale | Clamp | Round | Labelled"
)

Strict: TypeAlias = (
    "Absence | ListOf | RangeOf | Negate | Arithmetic | Power | Compare | IsNull | Member | Not | Index"
    " | Builtin | Scale | Clamp | Round | Labelled"
)


_PARTS = (Node, Row, Iterator)
_PLAIN = frozenset(
    "type span outcome constant name level keys low_closed high_closed operators operator negated quantifier item"
    " function definition policy closed points ends decimals one label".split()
)
"""Fields in which no node is."""
_INNER: dict[type, tuple[str, ...] | None] = {tuple: None}


def walk(node: object) -> Iterable[object]:
    """This node and everything in it that is a node, row or iterator, from the outside in."""
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind not in _INNER:
            _INNER[kind] = _inner(one)
        names = _INNER[kind]
        if names is not None:
            yield one
            waiting.extend([getattr(one, name) for name in names])
        elif isinstance(one, tuple):
            waiting.extend(one[::-1])


def _inner(node: object) -> tuple[str, ...] | None:
    """The fields of such a node in which nodes may be, the last first; None for what is no part of a formula."""
    if not isinstance(node, _PARTS):
        return None
    return tuple(name for name in reversed(names_of(node)) if name not in _PLAIN)
