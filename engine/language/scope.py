"""What names mean where: nearest first the elements of filters and the variables, then the entity, then the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Protocol, TypeAlias

from engine.language.typed import Definition, Typed
from engine.language.types import Type
from engine.language.values import Outcome
from engine.record import dataclass, replace
from engine.source import Span


class Names(Protocol):
    """What a rule set defines. The language asks it and knows nothing else about rules."""

    def levels(self) -> tuple[str, ...]:
        """The levels of the tree from the top."""

    def attribute(self, level: str, name: str) -> Type | None:
        """The type of an attribute, None if the level has none of this name."""

    def attributes(self, level: str) -> tuple[str, ...]: ...
    def constant(self, name: str) -> Outcome | None: ...
    def constants(self) -> tuple[str, ...]: ...
    def definition(self, name: str) -> Definition | None:
        """A function of the rule files."""

    def definitions(self) -> tuple[str, ...]: ...


class NoNames:
    """Outside any rule set."""

    def levels(self) -> tuple[str, ...]:
        return ()

    def attribute(self, level: str, name: str) -> Type | None:
        return None

    def attributes(self, level: str) -> tuple[str, ...]:
        return ()

    def constant(self, name: str) -> Outcome | None:
        return None

    def constants(self) -> tuple[str, ...]:
        return ()

    def definition(self, name: str) -> Definition | None:
        return None

    def definitions(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A name bound by `for`, `some`, `every`, a parameter, or an input."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Element:
    """The member that a filter looks at: `item`, and its own attributes or entries without any prefix."""

    local: str
    type: Type


Seen: TypeAlias = "Callable[[Span, str, Typed, Scope], None]"
"""Told of a name at its place, what it was found to mean, and the scope that decided it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What can be seen from a place in a formula. `level` is that of the entity, `own` what only this entity has.

    `seen`, if any, is told of every name that is found: names are looked up here alone, and whoever wants to know where
    a name is used listens. `places`: where the nearest variable of a name stands among the bindings; `elements`: where
    elements stand. So a name is found without looking at all the others.
    """

    names: Names = field(default_factory=NoNames)
    level: str | None = None
    own: Mapping[str, Type] = field(default_factory=dict)
    bindings: tuple[Variable | Element, ...] = ()
    placeholder: Type | None = None
    has_period: bool = False
    seen: Seen | None = None
    places: Mapping[str, int] = field(init=False, compare=False, repr=False)
    elements: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        places, elements = _places(self.bindings)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "elements", elements)

    def bind(self, *bindings: Variable | Element) -> Scope:
        """The same scope, seen from inside: the last of these is the nearest."""
        every = tuple(reversed(bindings)) + self.bindings
        places, elements = _places(every)
        return replace(self, bindings=every, places=places, elements=elements)


def _places(bindings: tuple[Variable | Element, ...]) -> tuple[Mapping[str, int], tuple[int, ...]]:
    """Where the nearest variable of each name stands, and where elements stand."""
    outward = list(enumerate(bindings))
    named = {one.name: at for at, one in reversed(outward) if isinstance(one, Variable)}
    return named, tuple(at for at, one in outward if isinstance(one, Element))
