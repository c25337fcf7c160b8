"""Names and paths -> typed tree: what a bare name or a step after a dot stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from engine.diagnostics.model import Diagnostic
from engine.language import problems, syntax, typed
from engine.language.functions import FUNCTIONS
from engine.language.scope import Element, Names, Scope, Variable
from engine.language.types import (
    ANY,
    DATE,
    NUMBER,
    STRING,
    AnyType,
    ContextType,
    EntityType,
    ListType,
    NullType,
    Type,
    type_of,
)
from engine.source import Span

Sink = Callable[[Diagnostic], None]
PERIOD = "periode"
EVERY_ENTITY = ("kode", "nama")
DATE_PARTS = ("year", "month", "day")


def resolve_name(node: syntax.Name, scope: Scope, sink: Sink, beside: Type | None = None) -> typed.Typed | None:
    """The nearest meaning of a bare name. `beside` is the kind of value that is wanted at its place, if known."""
    found = _nearest(node, scope, sink, beside)
    if scope.seen is not None and found is not None:
        scope.seen(node.span, node.text, found, scope)
    return found


def _nearest(node: syntax.Name, scope: Scope, sink: Sink, beside: Type | None) -> typed.Typed | None:
    found = _bound(node, scope)
    if found is None and scope.level:
        found = _of_entity(node, scope)
    if found is not None:
        return found
    constant = scope.names.constant(node.text)
    if constant is not None:
        # A constant that is wrong has no value, and may be of any kind.
        return typed.Literal(
            constant, type=ANY if constant.value is None else type_of(constant), span=node.span, constant=node.text
        )
    if node.text in FUNCTIONS or scope.names.definition(node.text):
        sink(problems.function_as_name(node.span, node.text))
    else:
        sink(problems.unknown_name(node.span, node.text, visible(scope), beside))
    return None


def _bound(node: syntax.Name, scope: Scope) -> typed.Typed | None:
    """The nearest variable of this name, or what the nearest element has of it."""
    place = scope.places.get(node.text, len(scope.bindings))
    for at in takewhile(lambda at: at < place, scope.elements):
        found = _of_element(node, scope.bindings[at], scope.names)
        if found is not None:
            return found
    if place == len(scope.bindings):
        return None
    return typed.Local(node.text, type=scope.bindings[place].type, span=node.span)


def _of_element(node: syntax.Name, binding: Variable | Element, names: Names) -> typed.Typed | None:
    assert isinstance(binding, Element)
    element = typed.Local(binding.local, type=binding.type, span=node.span)
    if node.text == "item":
        return element
    # Of a member that may be anything no entry is known, and a bare name is looked for further out.
    return None if binding.type == ANY else step(element, node.text, node.span, names)


def _of_entity(node: syntax.Name, scope: Scope) -> typed.Typed | None:
    assert scope.level is not None
    here = typed.Self(type=EntityType(scope.level), span=node.span)
    own = scope.own.get(node.text)
    if own is not None:
        return typed.Path(here, node.text, type=own, span=node.span)
    return step(here, node.text, node.span, scope.names)


def step(object_: typed.Typed, name: str, span: Span, names: Names) -> typed.Typed | None:
    """`object.name`, or None if it has nothing of that name."""
    type_ = object_.type
    single = type_.element if isinstance(type_, ListType) else type_
    found = _part(single, name, names)
    if found is None:
        return None
    part, relative = found
    if isinstance(type_, ListType):
        part = ListType(part.element if relative and isinstance(part, ListType) else part)
    node = typed.Relative if relative else typed.Path
    return node(object_, name, type=part, span=span)


def _part(type_: Type, name: str, names: Names) -> tuple[Type, bool] | None:
    match type_:
        case EntityType(level):
            return _of_level(level, name, names)
        case ContextType(entries):
            entry = dict(entries).get(name)
            return None if entry is None else (entry, False)
        case AnyType() | NullType():
            return ANY, False
    return (NUMBER, False) if type_ == DATE and name in DATE_PARTS else None


def _of_level(level: str, name: str, names: Names) -> tuple[Type, bool] | None:
    attribute = names.attribute(level, name)
    if attribute is not None:
        return attribute, False
    levels = names.levels()
    if name in levels and name != level:
        above = levels.index(name) < levels.index(level)
        return (EntityType(name) if above else ListType(EntityType(name))), True
    return (STRING, False) if name in EVERY_ENTITY else None


def resolve_path(node: syntax.Path, object_: typed.Typed, scope: Scope, sink: Sink) -> typed.Typed | None:
    """A step after a dot."""
    found = step(object_, node.name, node.span, scope.names)
    if found is None:
        sink(problems.no_entry(node.name_span, node.name, parts(object_.type, scope.names)))
    elif scope.seen is not None:
        scope.seen(node.name_span, node.name, found, scope)
    return found


def period_field(node: syntax.Path, scope: Scope, sink: Sink) -> typed.Typed | None:
    """`periode.kode` and `periode.nama`."""
    if node.name in EVERY_ENTITY:
        return typed.PeriodField(node.name, type=STRING, span=node.span)
    sink(problems.no_entry(node.name_span, node.name, EVERY_ENTITY))
    return None


def is_period(node: syntax.Expr, scope: Scope) -> bool:
    """`periode` before a dot, unless something nearer has that name."""
    named = isinstance(node, syntax.Name) and node.text == PERIOD
    return scope.has_period and named and PERIOD not in scope.places


def parts(type_: Type, names: Names) -> tuple[str, ...]:
    """The names that may stand after the dot of such a value."""
    match type_:
        case ListType(element):
            return parts(element, names)
        case ContextType(entries):
            return tuple(name for name, _ in entries)
        case EntityType(level):
            others = tuple(name for name in names.levels() if name != level)
            return names.attributes(level) + others + EVERY_ENTITY
    return DATE_PARTS if type_ == DATE else ()


def visible(scope: Scope) -> tuple[str, ...]:
    """Every name that can be seen from here, for suggestions."""

    def seen() -> Iterator[str]:
        for binding in scope.bindings:
            yield from (binding.name,) if isinstance(binding, Variable) else parts(binding.type, scope.names)
        if scope.level:
            yield from scope.own
            yield from parts(EntityType(scope.level), scope.names)
        yield from scope.names.constants()

    return tuple(dict.fromkeys(seen()))
