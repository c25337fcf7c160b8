"""Checked manual <-> plain data for JSON. What stands there is data and never code.

Each value stands behind what it is made of, so that what is one and the same stays so: the name of its kind and where
its parts stand, below 0 among the texts and numbers that JSON has itself. Only the kinds that a checked manual is made
of can be named; a built-in function is its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import cache
from operator import attrgetter
from types import ModuleType
from typing import Any

from engine.diagnostics import model as diagnostics
from engine.language import typed, types, values
from engine.language.functions import FUNCTIONS, Function
from engine.manual import checked
from engine.manual.checked import Manual
from engine.record import dataclass
from engine.source import Source, Span

ROOMS: tuple[ModuleType, ...] = (diagnostics, types, values, typed, checked)
ONLY_ONE = {one: one for one in (types.ANY, types.NULL, types.NUMBER, types.STRING, types.BOOLEAN, types.DATE)}
"""Types that are compared as what they are, not by what they hold."""
TakeApart = Callable[[Any], Iterable[Any]]


def to_data(manual: Manual) -> dict[str, Any]:
    """A manual as data. Raises TypeError for what cannot be stored."""
    row = _Row({}, {}, [], _takers())
    row.number(manual)
    return {"plain": [value for _, value in row.plain], "made": row.made}


def from_data(data: dict[str, Any]) -> Manual:
    """A manual from such data. Raises what reading damaged data raises."""
    plain, makers = data["plain"], _makers()
    made: list[Any] = []
    for name, *parts in data["made"]:
        made.append(makers[name]([made[at] if at >= 0 else plain[~at] for at in parts]))
    if not made or not isinstance(made[-1], Manual):
        raise TypeError
    return made[-1]


# ---- to data


@dataclass(slots=True)
class _Row:
    plain: dict[tuple[type, Any], int]
    """Texts and numbers; `True` is not 1 here."""
    numbers: dict[int, int]
    made: list[list[Any]]
    takers: dict[type, tuple[str, TakeApart]]
    held: list[Any] = field(default_factory=list)
    """What has been numbered, so that no other value takes its identity."""

    def number(self, value: Any) -> int:
        """The place of a value, where it is put if it is not there yet."""
        kind = type(value)
        if kind is str or kind is int or kind is bool or value is None:
            return ~self.plain.setdefault((kind, value), len(self.plain))
        at = self.numbers.get(id(value))
        if at is not None:
            return at
        found = self.takers.get(kind)
        if found is None:
            raise TypeError(kind)
        name, take_apart = found
        entry: list[Any] = [name]
        for part in take_apart(value):
            entry.append(self.number(part))
        self.numbers[id(value)] = len(self.made)
        self.held.append(value)
        self.made.append(entry)
        return len(self.made) - 1


def _takers() -> dict[type, tuple[str, TakeApart]]:
    """By its kind: the name of a value, and what takes it apart."""
    return {
        **{kind: (name, _parts_of(kind)) for name, kind in _kinds().items()},
        Source: ("Source", lambda one: (one.name, one.text, one.pieces, one.before)),
        Function: ("Function", lambda one: (_own(one).name,)),
        Fraction: ("Fraction", lambda one: (one.numerator, one.denominator)),
        date: ("date", lambda one: (one.isoformat(),)),
        tuple: ("tuple", lambda one: one),
        frozenset: ("frozenset", lambda one: one),
        dict: ("dict", lambda one: [part for pair in one.items() for part in pair]),
    }


def _parts_of(kind: Any) -> TakeApart:
    names = kind._names
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: [getattr(one, name) for name in names]


def _own(function: Function) -> Function:
    """Raises TypeError for a function that is none of the language's."""
    if FUNCTIONS.get(function.name) is not function:
        raise TypeError(function.name)
    return function


# ---- from data


@cache
def _kinds() -> dict[str, type]:
    """The records that a manual is made of, by name."""
    found = {
        name: one
        for room in ROOMS
        for name, one in vars(room).items()
        if isinstance(one, type) and hasattr(one, "_names") and one.__module__ == room.__name__
    }
    return {**found, "Span": Span}


def _makers() -> dict[str, Callable[[list[Any]], Any]]:
    makers: dict[str, Callable[[list[Any]], Any]] = {
        "Source": lambda parts: Source(*parts),
        "Function": lambda parts: FUNCTIONS[parts[0]],
        "Fraction": lambda parts: Fraction(*parts),
        "date": lambda parts: date.fromisoformat(parts[0]),
        "tuple": tuple,
        "frozenset": frozenset,
        "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    }
    makers |= {name: _maker(kind) for name, kind in _kinds().items()}
    return makers | {one.__name__: _only_one(makers[one.__name__]) for one in {type(one) for one in ONLY_ONE}}


def _maker(kind: Any) -> Callable[[list[Any]], Any]:
    """Makes a record of this kind of its parts, in their order."""
    setters = [getattr(kind, name).__set__ for name in kind._names]

    def make(parts: list[Any]) -> Any:
        made = object.__new__(kind)
        for put, part in zip(setters, parts, strict=True):
            put(made, part)
        return made

    return make


def _only_one(make: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    def only(parts: list[Any]) -> Any:
        made = make(parts)
        return ONLY_ONE.get(made, made)

    return only
