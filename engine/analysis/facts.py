"""What is known of a value before it is computed: its kind, its unit, its numbers, its texts, whether it may be absent.

Facts are found from the declarations at the edges (attributes, raw data, constants) inward, so nobody annotates a
formula. `origin` is the declaration that a unit comes from, for the other side of a message.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from functools import reduce
from typing import Final, Literal, TypeAlias

from engine.analysis.ranges import ALL, Range, both, hull
from engine.analysis.units import FREE, PLAIN, UNKNOWN, Algebra, Measure
from engine.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    EntityType,
    ListType,
    RangeType,
    Type,
)
from engine.record import dataclass, replace
from engine.source import Span

Empty = Literal["never", "unfilled", "possible"]
EMPTINESS: Final[tuple[Empty, ...]] = ("never", "unfilled", "possible")


@dataclass(frozen=True, slots=True)
class Number:
    """`percent`: written and shown in hundredths. `written`: a number as the formula itself says it."""

    range: Range = ALL
    unit: Measure = PLAIN
    percent: bool = False
    written: bool = False
    absent: bool = True
    origin: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """`choices`: all it can be here; None for any text. `full`: the closed list that a rule file declares."""

    choices: frozenset[str] | None = None
    full: frozenset[str] | None = None
    absent: bool = True
    origin: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether it can be true, and whether it can be false."""

    true: bool = True
    false: bool = True
    absent: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    absent: bool = True


@dataclass(frozen=True, slots=True)
class Many:
    """A list. `empty`: never; only for want of data, when its reasons are those of what was left out; or possibly."""

    element: Fact
    empty: Empty = "never"
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A set of named values."""

    entries: tuple[tuple[str, Fact], ...]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of a level. `owner` tells it apart from others; `known` is what a condition says of its attributes."""

    level: str
    owner: str
    known: tuple[tuple[str, Fact], ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A range of values."""

    element: Fact
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """An absence and nothing else."""

    absent: bool = True


@dataclass(frozen=True, slots=True)
class Anything:
    """Nothing is known, because something is wrong that has been reported, or because values of any kind may come."""

    absent: bool = True


Fact: TypeAlias = "Number | Text | Truth | Day | Many | Parts | Member | Between | Nothing | Anything"

ONE: Final = Fraction(1)
ANYTHING: Final = Anything()
NOTHING: Final = Nothing()


def type_of(fact: Fact) -> Type:
    """The kind of value, in the language's own terms."""
    match fact:
        case Number():
            return NUMBER
        case Text():
            return STRING
        case Truth():
            return BOOLEAN
        case Day():
            return DATE
        case Many(element):
            return ListType(type_of(element))
        case Parts(entries):
            return ContextType(tuple((name, type_of(entry)) for name, entry in entries))
        case Member(level):
            return EntityType(level)
        case Between(element):
            return RangeType(type_of(element))
        case Nothing():
            return NULL
        case Anything():
            return ANY


def of_type(type_: Type, absent: bool = True) -> Fact:
    """All that a kind alone says. A number of unknown origin has an unknown unit."""
    plain = _OF_TYPE.get(type_)
    if plain is not None:
        return plain[absent]
    match type_:
        case ListType(element):
            return Many(of_type(element), "possible", absent)
        case RangeType(element):
            return Between(of_type(element), absent)
        case ContextType(entries):
            return Parts(tuple((name, of_type(entry)) for name, entry in entries), absent)
        case EntityType(level):
            return Member(level, "?", absent=absent)
    return Anything(absent)


_OF_TYPE: dict[Type, tuple[Fact, Fact]] = {
    NUMBER: (Number(unit=UNKNOWN, absent=False), Number(unit=UNKNOWN, absent=True)),
    STRING: (Text(absent=False), Text(absent=True)),
    BOOLEAN: (Truth(absent=False), Truth(absent=True)),
    DATE: (Day(False), Day(True)),
    NULL: (NOTHING, NOTHING),
}
"""What such a kind says of a value that is there, and of one that may be absent."""


def may_be_absent(fact: Fact, absent: bool) -> Fact:
    """The same, absent or not."""
    return fact if fact.absent == absent or isinstance(fact, Nothing) else replace(fact, absent=absent)


def join(a: Fact, b: Fact, algebra: Algebra) -> Fact:
    """What is known of a value that is one or the other. Units that differ are for the caller to report."""
    absent = a.absent or b.absent
    match a, b:
        case (Nothing(), other) | (other, Nothing()):
            return may_be_absent(other, True)
        case Number(), Number():
            return Number(
                hull(a.range, b.range),
                algebra.joined(a.unit, b.unit),
                a.percent or b.percent,
                a.written and b.written,
                absent,
                a.origin or b.origin,
            )
        case Text(), Text():
            choices = None if a.choices is None or b.choices is None else a.choices | b.choices
            full = None if a.full is None or b.full is None else a.full | b.full
            return Text(choices, full, absent, a.origin or b.origin)
        case Truth(), Truth():
            return Truth(a.true or b.true, a.false or b.false, absent)
        case Day(), Day():
            return Day(absent)
        case Many(), Many():
            return Many(join(a.element, b.element, algebra), emptier(a.empty, b.empty), absent)
        case Between(), Between():
            return Between(join(a.element, b.element, algebra), absent)
        case Parts(), Parts():
            others = dict(b.entries)
            shared = ((name, join(fact, others[name], algebra)) for name, fact in a.entries if name in others)
            return Parts(tuple(shared), absent)
        case Member(), Member() if a.level == b.level:
            known = dict(b.known)
            same = tuple((name, join(fact, known[name], algebra)) for name, fact in a.known if name in known)
            return Member(a.level, a.owner if a.owner == b.owner else "each", same, absent)
    return Anything(absent)


def join_all(facts: tuple[Fact, ...], algebra: Algebra) -> Fact:
    """What is known of a value that is one of these; nothing is one of none."""
    return reduce(lambda a, b: join(a, b, algebra), facts) if facts else NOTHING


def emptier(*words: Empty) -> Empty:
    """The worst of them."""
    for word in EMPTINESS[::-1]:
        if word in words:
            return word
    return "never"


def meet(a: Fact, b: Fact) -> Fact:
    """What is known if both hold of one value."""
    absent = a.absent and b.absent
    match a, b:
        case Number(), Number():
            unit = b.unit if a.unit in (FREE, UNKNOWN) else a.unit
            return replace(a, range=both(a.range, b.range), unit=unit, absent=absent)
        case Text(), Text():
            if b.choices is not None:
                kept = b.choices if a.choices is None else a.choices & b.choices
                return replace(a, choices=kept, absent=absent)
            return may_be_absent(a, absent)
        case Truth(), Truth():
            return Truth(a.true and b.true, a.false and b.false, absent)
        case Anything(), _:
            return may_be_absent(b, absent)
    return may_be_absent(a, absent)


def impossible(fact: Fact) -> bool:
    """Whether no value at all fits: this place is never reached with a value."""
    match fact:
        case Number():
            return fact.range.empty
        case Text():
            return fact.choices is not None and not fact.choices
        case Truth():
            return not fact.true and not fact.false
    return False
