"""Checked things -> plain tuples that are equal where the things mean the same.

A rule that calls another one, a function or a constant names it and does not contain it: what is changed in there is a
change there alone. So calls and constants are compared by name, and the kinds of values, which follow from what is
called, are not compared at all. Places never are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field

from engine.language import typed
from engine.language.types import EntityType, ListType, Type
from engine.language.values import Context, Outcome, Range
from engine.record import dataclass, names_of

Kind = str
"""`attribute`, `constant`, `function` or `own`: of an entry."""


def _same(kind: Kind, owner: str, name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Names:
    """How names are read: `new` gives the name that something has on the other side, if it has another one there.
    `entry` is the label of the entry whose rules are read, with the level of it."""

    new: Callable[[Kind, str, str], str] = field(default=_same)
    entry: str = ""
    level: str = ""

    def attribute(self, object: typed.Typed, name: str) -> str:
        """The name of an attribute of an entity, or of each in a list."""
        level = _level(object.type)
        if level is None:
            return name
        if self.entry and isinstance(object, typed.Self):
            own = self.new("own", self.entry, name)
            if own != name:
                return own
        return self.new("attribute", level, name)

    def constant(self, name: str) -> str:
        """The name of a constant, that of the entry before one of all."""
        own = self.new("constant", self.entry, name) if self.entry else name
        return own if own != name else self.new("constant", "", name)


def _level(type: Type) -> str | None:
    match type:
        case EntityType(level):
            return level
        case ListType(element):
            return _level(element)
    return None


def comparable(value: object, names: Names) -> Hashable:
    """Equal tuples for what means the same, under other names where `names` says so."""
    match value:
        case typed.Apply(definition, arguments):
            called = names.new("function", "", definition.name)
            return ("Apply", called, tuple(comparable(one, names) for one in arguments))
        case typed.Literal(constant=str() as name):
            return ("constant", names.constant(name))
        case typed.Literal(outcome):
            return _value(outcome)
        case typed.Path(object, name):
            return ("Path", comparable(object, names), names.attribute(object, name))
        case typed.Builtin(function, arguments):
            return ("Builtin", function.name, tuple(comparable(one, names) for one in arguments))
        case typed.Round(operand, decimals):
            return ("Round", comparable(operand, names), decimals)
        case typed.Node() | typed.Row() | typed.Iterator():
            inner = (one for one in names_of(value) if one not in ("type", "span"))
            return (type(value).__name__, *(comparable(getattr(value, one), names) for one in inner))
        case tuple():
            return tuple(comparable(one, names) for one in value)
        case Outcome():
            return _value(value)
        case _:
            return (type(value).__name__, value)


def _value(outcome: Outcome) -> Hashable:
    """A value with its kind: in Python 1 is True, in a rule it is not. An absence by what is said of it."""
    match outcome.value:
        case None:
            return ("absent", tuple((one.code, one.message) for one in outcome.reasons))
        case tuple() as members:
            return ("list", tuple(_value(one) for one in members))
        case Context(entries):
            return ("context", tuple((name, _value(one)) for name, one in entries))
        case Range(low, high, low_closed, high_closed):
            return ("range", _value(Outcome(low)), _value(Outcome(high)), low_closed, high_closed)
        case value:
            return (type(value).__name__, value)
