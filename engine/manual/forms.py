"""A form: what a mapping may hold, key by key, as the annotations of a class. A placed node -> a form, or its mistakes.

`name: Kind` is a key that is needed, `name: Kind | None = None` one that may be absent. A kind is a leaf, another form,
or keys of one's own with values of one kind (`Pairs`). Annotations are read when a form is first wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Any, Literal, Self, TypeAlias, get_args, get_origin

from engine.diagnostics.model import Diagnostic
from engine.manual import form_problems as problem
from engine.manual.leaves import Held, Leaf, pairs
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Node
from engine.record import dataclass
from engine.source import Span

EMPTY: dict[Any, Any] = {}
"""The default of keys of one's own; never written to."""
NEEDED: Any = object()
"""The default of what has none."""


class Form:
    """A mapping with known keys. `place` is its key, `extent` all of it; `extra` what else it has, where it may have
    more. What it does not state is the default of its class."""

    __slots__ = ("__dict__", "extra")
    more = False
    place: Span
    extent: Span
    extra: dict[str, Held]

    def __init_subclass__(cls, *, more: bool | None = None) -> None:
        if more is not None:
            cls.more = more

    @property
    def stated(self) -> tuple[str, ...]:
        """The keys that it has, our `place` and `extent` among them."""
        return (*self.__dict__, *self.extra)

    def but(self, changes: Mapping[str, Any], extra: Mapping[str, Held] | None = None) -> Self:
        """The same form with other values of these keys, and with this for `extra`."""
        keys = changes.keys() if not self.more else {*OURS, *fields(self)} & changes.keys()
        known = self.__dict__ | {name: one for name, one in changes.items() if name in keys}
        added = {name: one for name, one in changes.items() if name not in keys}
        one: Self = made(type(self), known, {**self.extra, **added} if extra is None else dict(extra))
        return one

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self) or not isinstance(other, Form):
            return NotImplemented
        return self.__dict__ == other.__dict__ and self.extra == other.extra

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={one!r}' for name, one in self.__dict__.items())})"


OURS = ("place", "extent")
"""What a form has and its file has not."""


@dataclass(frozen=True, slots=True)
class Many:
    """Values of one kind by keys of one's own."""

    of: Leaf | Many | type[Form]


Kind: TypeAlias = Leaf | Many | type[Form]


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a form. `default` is NEEDED where the key is."""

    kind: Kind
    default: Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place in a form, given by its keys; `found` unless a key is missing or not known there."""

    keys: tuple[str, ...]
    what: Literal["value", "missing", "unknown"]
    found: Diagnostic | None = None


def fields(form: Form | type[Form]) -> Mapping[str, Field]:
    """The keys that a form knows: first those that it has in common with others."""
    kind = form if isinstance(form, type) else type(form)
    if kind not in _KNOWN:
        _KNOWN[kind] = _fields(kind)
    return _KNOWN[kind]


def _fields(form: type[Form]) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for one in reversed(form.__mro__):
        if issubclass(one, Form) and one is not Form:
            for name, annotation in one.__annotations__.items():
                found[name] = Field(_kind(annotation), one.__dict__.get(name, NEEDED))
    return found


def _kind(annotation: Any) -> Kind:
    """What an annotation says: `Leaf`, `Form` or `Pairs`, each perhaps with `| None`."""
    leaf = next((one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Leaf)), None)
    if leaf is not None:
        return leaf
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    if get_origin(annotation) is dict:
        return Many(_kind(get_args(annotation)[1]))
    (inner,) = (one for one in get_args(annotation) if one is not NoneType)
    return _kind(inner)


_KNOWN: dict[type[Form], Mapping[str, Field]] = {}


def inner_form(kind: Kind) -> type[Form] | None:
    """The form that stands at a key, or at each of one's own keys there."""
    while isinstance(kind, Many):
        kind = kind.of
    return None if isinstance(kind, Leaf) else kind


def made(form: type[Any], known: dict[str, Any], extra: dict[str, Held]) -> Any:
    """A form with these values."""
    one = object.__new__(form)
    one.__dict__.update(known)
    one.extra = extra
    return one


def read(form: type[Form], node: Node) -> tuple[Form | None, list[Mistake]]:
    """The form of a whole file. None if anything in it is wrong."""
    mistakes: list[Mistake] = []
    found = _form(form, node, node.span, (), mistakes)
    return (None if mistakes else found), mistakes


def _form(form: type[Form], node: Node, place: Span, keys: tuple[str, ...], mistakes: list[Mistake]) -> Form:
    assert isinstance(node, MappingNode)
    there = {key.text: Held(value, key.span, node.flow) for key, value in node.entries}
    known: dict[str, Any] = {"place": place, "extent": node.span}
    for name, field in fields(form).items():
        held = there.pop(name, None)
        if held is not None:
            known[name] = _value(field.kind, held, (*keys, name), mistakes)
        elif field.default is NEEDED:
            mistakes.append(Mistake((*keys, name), "missing"))
    if not form.more:
        mistakes += [Mistake((*keys, name), "unknown") for name in there]
    found: Form = made(form, known, there)
    return found


def _value(kind: Kind, held: Held, keys: tuple[str, ...], mistakes: list[Mistake]) -> object:
    """A value; where it is wrong, that is noted, and what is given in its place is not used."""
    if isinstance(kind, Leaf):
        value = kind.read(held)
    elif isinstance(kind, Many):
        value = pairs(held)
        if isinstance(value, dict):
            return {key: _value(kind.of, one, (*keys, str(key)), mistakes) for key, one in value.items()}
    elif isinstance(held.node, MappingNode):
        return _form(kind, held.node, held.key, keys, mistakes)
    else:
        value = problem.wrong_form(held.span, "mapping")
    if isinstance(value, Diagnostic):
        mistakes.append(Mistake(keys, "value", value))
    return value
