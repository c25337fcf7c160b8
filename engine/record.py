"""`dataclass` as the whole engine uses it: checked as the standard one, and quick to define and to make.

The standard decorator writes and compiles six methods for each class; with some 200 small classes that was a fifth of
each start. Here only `__init__` is made that way. Comparing, hashing and showing are three functions for all records,
and `frozen` is held by the type checker: mypy runs in strict mode over all of the engine and refuses to set a field of
a frozen record, so that the guard at run time, which doubles the price of making one, would find nothing more.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

R = TypeVar("R")


class Hashed:
    """What frozen records of trees inherit: they remember their hash, which otherwise is computed from all below."""

    __slots__ = ("_hashed",)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: Any = None, /, *, frozen: bool = False, eq: bool = True, slots: bool = False) -> Any:
        """Frozen records compare by value and can be hashed; `eq=False` leaves a record equal to itself alone."""
        if cls is None:
            return lambda one: dataclass(one, frozen=frozen, eq=eq, slots=slots)
        made = dataclasses.dataclass(cls, eq=False, repr=False, slots=slots)
        made._names = tuple(field.name for field in dataclasses.fields(made))
        _define(made, "__repr__", _shown)
        if eq:
            compared = [field for field in dataclasses.fields(made) if field.compare]
            made._values = _getter([field.name for field in compared])
            made._hashed_by = _getter([field.name for field in compared if field.hash is not False])
            _define(made, "__eq__", _equal)
            _define(made, "__hash__", (_hash_once if issubclass(made, Hashed) else _hash) if frozen else None)
        return made


def _getter(names: list[str]) -> Any:
    """The values of these fields together."""
    return staticmethod(attrgetter(*names) if names else lambda self: ())


def names_of(record: Any) -> tuple[str, ...]:
    """The fields of a record, in order."""
    names: tuple[str, ...] = record._names
    return names


def replace(record: R, /, **changes: Any) -> R:
    """The same record with other values in these fields; for records that compute none of their own."""
    made: Any = object.__new__(type(record))
    for name in names_of(record):
        setattr(made, name, changes[name] if name in changes else getattr(record, name))
    return made  # type: ignore[no-any-return]


def _define(made: Any, name: str, method: Any) -> None:
    """A method that the class does not define itself."""
    if name not in made.__dict__ or name == "__hash__":
        setattr(made, name, method)


def _shown(self: Any) -> str:
    text = f"{type(self).__name__}("
    for field in dataclasses.fields(self):
        if field.repr:
            text += f"{field.name}={getattr(self, field.name)!r}, "
    return text.removesuffix(", ") + ")"


def _equal(self: Any, other: Any) -> Any:
    if self is other:
        return True
    return self._values(self) == self._values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._hashed_by(self))


def _hash_once(self: Any) -> int:
    try:
        found: int = self._hashed
    except AttributeError:
        found = self._hashed = hash(self._hashed_by(self))
    return found
