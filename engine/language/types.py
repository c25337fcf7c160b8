"""What kind of value a formula gives, as far as it is known before it is computed. Spelled as FEEL spells types.

`ANY` is "not known": it goes wherever anything goes, and what really stands there is looked at while computing.
`NULL` is the type of an absence alone, which may stand wherever a value may.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias, assert_never
from typing import Literal as Words

from engine.language.values import Context, Outcome, Range, Value
from engine.record import dataclass

Kind = Words["number", "string", "boolean", "date", "list", "context", "range", "entity"]


@dataclass(frozen=True, slots=True)
class Simple:
    name: Words["number", "string", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class ListType:
    element: Type


@dataclass(frozen=True, slots=True)
class ContextType:
    """Entries in the order written; a context with more entries than these fits too."""

    entries: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class RangeType:
    element: Type


@dataclass(frozen=True, slots=True)
class EntityType:
    """A member of this level of the tree."""

    level: str


@dataclass(frozen=True, slots=True)
class AnyType:
    pass


@dataclass(frozen=True, slots=True)
class NullType:
    pass


Type: TypeAlias = "Simple | ListType | ContextType | RangeType | EntityType | AnyType | NullType"

NUMBER: Final = Simple("number")
STRING: Final = Simple("string")
BOOLEAN: Final = Simple("boolean")
DATE: Final = Simple("date")
ANY: Final = AnyType()
NULL: Final = NullType()


def spelled(type: Type) -> str:
    """`list<number>`, `context<a: number>`, `range<date>`, `Any`, `null`; an entity is spelled by its level."""
    match type:
        case Simple(name):
            return name
        case ListType(element):
            return f"list<{spelled(element)}>"
        case ContextType(entries):
            return f"context<{', '.join(f'{name}: {spelled(entry)}' for name, entry in entries)}>"
        case RangeType(element):
            return f"range<{spelled(element)}>"
        case EntityType(level):
            return level
        case AnyType():
            return "Any"
        case NullType():
            return "null"
        case _:
            assert_never(type)


def join(a: Type, b: Type) -> Type:
    """The least type both are: an absence joins to the other, lists and ranges by their elements, contexts by the
    entries both have, anything else that differs is ANY."""
    if a is b:
        return a
    match a, b:
        case (NullType(), other) | (other, NullType()):
            return other
        case ListType(left), ListType(right):
            return ListType(join(left, right))
        case RangeType(left), RangeType(right):
            return RangeType(join(left, right))
        case ContextType(entries), ContextType(others):
            known = dict(others)
            return ContextType(tuple((name, join(entry, known[name])) for name, entry in entries if name in known))
    return a if a == b else ANY


def join_all(types: tuple[Type, ...]) -> Type:
    """The least type that all are, ANY for none at all."""
    return reduce(join, types) if types else ANY


def fits(actual: Type, wanted: Type) -> bool:
    """May an `actual` stand where a `wanted` is asked for? ANY fits both ways, an absence everywhere."""
    if actual is wanted:
        return True
    match actual, wanted:
        case (AnyType() | NullType(), _) | (_, AnyType()):
            return True
        case ListType(left), ListType(right):
            return fits(left, right)
        case RangeType(left), RangeType(right):
            return fits(left, right)
        case ContextType(entries), ContextType(needed):
            known = dict(entries)
            return all(name in known and fits(known[name], entry) for name, entry in needed)
    return actual == wanted


def element_of(type: Type) -> Type:
    """What stands in a list of this type; ANY where that is not known."""
    return type.element if isinstance(type, ListType) else ANY


def kind(value: Value) -> Kind:
    """The kind alone, without looking inside. (In Python `1 == True`; in a formula they do not even compare.)"""
    match value:
        case bool():
            return "boolean"
        case Fraction():
            return "number"
        case str():
            return "string"
        case date():
            return "date"
        case tuple():
            return "list"
        case Context():
            return "context"
        case Range():
            return "range"
        case _:
            return "entity"


def conforms(outcome: Outcome, wanted: Type) -> bool:
    """Is this value of the wanted type? Looks no deeper than the type says; an absence conforms to every type."""
    value = outcome.value
    match wanted:
        case _ if value is None:
            return True
        case AnyType():
            return True
        case NullType():
            return False
        case Simple(name):
            return kind(value) == name
        case ListType(element):
            return isinstance(value, tuple) and (element == ANY or all(conforms(member, element) for member in value))
        case ContextType(entries):
            return isinstance(value, Context) and all(_entry_conforms(value, name, entry) for name, entry in entries)
        case RangeType(element):
            return isinstance(value, Range) and all(conforms(Outcome(end), element) for end in (value.low, value.high))
        case EntityType(level):
            return kind(value) == "entity" and getattr(value, "level", None) == level
        case _:
            assert_never(wanted)


def _entry_conforms(context: Context, name: str, wanted: Type) -> bool:
    entry = context.get(name)
    return entry is not None and conforms(entry, wanted)


def type_of(outcome: Outcome) -> Type:
    """The type of a value at hand. Absent members do not change the element type: `list<number>`, `list<null>` if all
    are absent, `list<Any>` if they differ or there are none. NULL for an absence."""
    return _type_of(outcome, {})


def _type_of(outcome: Outcome, known: dict[int, Type]) -> Type:
    """`known`: types of lists by identity, since one list may stand many times inside another."""
    value = outcome.value
    if isinstance(value, tuple):
        if id(value) not in known:
            known[id(value)] = ListType(join_all(tuple(_type_of(member, known) for member in value)))
        return known[id(value)]
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case Fraction():
            return NUMBER
        case str():
            return STRING
        case date():
            return DATE
        case Context(entries):
            return ContextType(tuple((name, _type_of(entry, known)) for name, entry in entries))
        case Range(low, high):
            ends = tuple(_type_of(Outcome(end), known) for end in (low, high) if end is not None)
            return RangeType(join_all(ends))
        case _:
            return EntityType(value.level)
