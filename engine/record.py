"""`dataclass` as the whole engine uses it: checked as the standard one, and quick to define and to make.

The standard decorator writes and compiles six methods for each class as soon as the class is there; with some 200 small
classes that was a seventh of each start. Here only `__init__` is made that way, when the first record is. Comparing,
hashing and showing are three functions for all records, and `frozen` is held by the type checker: mypy runs in strict
mode over all of the engine and refuses to set a field of a frozen record, so that the guard at run time, which doubles
the price of making one, would find nothing more.
"""

from __future__ import annotations

import dataclasses
from dataclasses import _FIELD, MISSING, Field  # type: ignore[attr-defined]
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
        fields = {**_inherited(cls), **_own(cls)}
        made = _slotted(cls, fields) if slots else cls
        made._fields = fields
        made._names = tuple(fields)
        made.__dataclass_fields__ = _STANDARD
        made.__match_args__ = tuple(name for name, one in fields.items() if one.init and one.kw_only is not True)
        _define(made, "__init__", _beginning(made))
        _define(made, "__repr__", _shown)
        if eq:
            compared = [name for name, one in fields.items() if one.compare]
            made._values = _getter(compared)
            made._hashed_by = _getter([name for name in compared if fields[name].hash is not False])
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


# ---- defining


def _inherited(cls: Any) -> dict[str, Any]:
    """The fields of the records that a class builds on."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(base.__dict__.get("_fields", ()))
    return found


def _own(cls: Any) -> dict[str, Any]:
    """The fields that a class names itself. What is no `field(…)` is the default of a plain one."""
    found: dict[str, Any] = {}
    for name, annotation in cls.__annotations__.items():
        if "ClassVar" in str(annotation):
            continue
        default = cls.__dict__.get(name, MISSING)
        found[name] = default if isinstance(default, Field) else dataclasses.field(default=default)
        if isinstance(default, Field) and default.default is MISSING:
            delattr(cls, name)
        elif isinstance(default, Field):
            setattr(cls, name, default.default)
    return found


def _slotted(cls: Any, fields: dict[str, Any]) -> Any:
    """The same class with a place for each field, and no room for more."""
    taken = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    kept = {name: one for name, one in cls.__dict__.items() if name not in fields}
    kept.pop("__dict__", None)
    kept.pop("__weakref__", None)
    kept["__slots__"] = tuple(name for name in fields if name not in taken)
    made: Any = type(cls)(cls.__name__, cls.__bases__, kept)
    made.__qualname__ = cls.__qualname__
    return made


def _define(made: Any, name: str, method: Any) -> None:
    """A method that the class does not define itself."""
    if name not in made.__dict__ or name == "__hash__":
        setattr(made, name, method)


def _beginning(made: Any) -> Any:
    """An `__init__` that puts the real one into its place when it is called for the first time."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _initializer(made)
        made.__init__(self, *values, **named)

    return __init__


def _initializer(made: Any) -> Any:
    """An `__init__` that takes the fields and sets them."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    heads: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for name, one in made._fields.items():
        value = name
        if one.default_factory is not MISSING:
            known[f"_new_{name}"], default = one.default_factory, " = _MISSING"
            value = f"_new_{name}() if {name} is _MISSING else {name}" if one.init else f"_new_{name}()"
        elif one.default is not MISSING:
            known[f"_default_{name}"], default = one.default, f" = _default_{name}"
            value = name if one.init else f"_default_{name}"
        else:
            default = ""
            if not one.init:
                continue
        if one.init:
            heads[one.kw_only is True].append(name + default)
        lines.append(f" self.{name} = {value}\n")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()\n")
    head = ", ".join(["self", *heads[False], *(["*"] if heads[True] else []), *heads[True]])
    exec(f"def __init__({head}):\n{''.join(lines) or ' pass'}", known)
    known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return known["__init__"]


class _Standard:
    """`__dataclass_fields__`, by which the standard library knows records; filled in when it is asked for."""

    def __get__(self, record: Any, made: Any = None) -> dict[str, Any]:
        fields: dict[str, Any] = made._fields
        for name, one in fields.items():
            one.name, one._field_type = name, _FIELD
        made.__dataclass_fields__ = fields
        return fields


_STANDARD = _Standard()


# ---- methods


def _shown(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, one in self._fields.items() if one.repr)
    return f"{type(self).__name__}({', '.join(shown)})"


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
