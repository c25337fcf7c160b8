"""Checked things -> plain tuples that are equal where the things mean the same.

A rule that calls another one, a function or a constant names it and does not contain it: what is changed in there is a
change there alone. So calls and constants are compared by name, and the kinds of values, which follow from what is
called, are not compared at all. Places never are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field

from engine.language import typed
from engine.language.types import EntityType, ListType, Type
from engine.language.values import Context, Outcome, Range
from engine.record import dataclass, names_of, replace

Kind = str
"""`attribute`, `constant`, `function` or `own`: of an entry."""


def _same(kind: Kind, owner: str, name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Names:
    """How names are read: `new` gives the name that something has on the other side, if it has another one there.
    `entry` is the label of the entry whose rules are read, with the level of it. `bound`: what parameters and variables
    of loops are compared as, by the place where they are bound: how they are called does not matter."""

    new: Callable[[Kind, str, str], str] = field(default=_same)
    entry: str = ""
    level: str = ""
    bound: Mapping[str, str] = field(default_factory=dict)

    def binding(self, *variables: str) -> Names:
        """Inside what binds these."""
        new = {name: f"\1{len(self.bound) + at}" for at, name in enumerate(variables)}
        return replace(self, bound={**self.bound, **new})

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
        case typed.Local(name):
            return ("Local", names.bound.get(name, name))
        case typed.For() | typed.Quantified() | typed.Filter() | typed.Let():
            return _binding(value, names)
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


def _binding(node: typed.For | typed.Quantified | typed.Filter | typed.Let, names: Names) -> Hashable:
    """What gives names to values inside itself."""
    match node:
        case typed.Filter(object, item, test):
            return ("Filter", comparable(object, names), comparable(test, names.binding(item)))
        case typed.Let(name, value, body):
            return ("Let", comparable(value, names), comparable(body, names.binding(name)))
        case typed.For(iterators, inner):
            kind = "For"
        case typed.Quantified(quantifier, iterators, inner):
            kind = quantifier
    domains: list[Hashable] = []
    for one in iterators:
        domains.append((comparable(one.domain, names), one.upto and comparable(one.upto, names)))
        names = names.binding(one.name)
    return (kind, tuple(domains), comparable(inner, names))


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
