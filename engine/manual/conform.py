"""Placed nodes -> forms, and pydantic's complaints -> our diagnostics, each at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.diagnostics.model import Diagnostic, Problems
from engine.diagnostics.near import nearest
from engine.manual import form_problems as problem
from engine.manual.model import OURS, Form
from engine.manual.nodes import Mapping, Node

F = TypeVar("F", bound=Form)


def conform(node: Mapping, form: type[F]) -> tuple[F | None, Problems]:
    """The form of this mapping. With problems, the form without the parts that are wrong, where that can be told."""
    found: list[Diagnostic] = []
    again = False
    while True:
        try:
            return form.model_validate(node), tuple(found)
        except ValidationError as error:
            # What is missing only because its bad value was taken away has been reported already.
            new = [item for item in error.errors() if not (again and item["type"] == "missing")]
            found += [one for one in (_diagnostic(item, node, form) for item in new) if one not in found]
            again = True
            smaller = _without(node, [tuple(item["loc"]) for item in error.errors()])
            if smaller is None or smaller == node:
                return None, tuple(found)
            node = smaller


def _diagnostic(item: Any, node: Node, form: type[BaseModel]) -> Diagnostic:
    if item["type"] == "placed":
        found = item["ctx"]["diagnostic"]
        assert isinstance(found, Diagnostic)
        return found
    loc = tuple(item["loc"])
    holder, key = _held(node, loc[:-1]), str(loc[-1])
    if item["type"] == "missing":
        names = {name.text: name.span for name, _ in holder.entries if name.text not in _keys(form, loc[:-1])}
        near = nearest(key, names)
        if near is not None:
            return problem.unknown_key(names[near], near, (key,))
        return problem.missing_key(_place_of(node, loc[:-1]), key)
    assert item["type"] == "extra_forbidden", item
    place = next(name.span for name, _ in holder.entries if name.text == key)
    there = {name.text for name, _ in holder.entries}
    return problem.unknown_key(place, key, _keys(form, loc[:-1]), there)


def _held(node: Node, loc: tuple[Any, ...]) -> Mapping:
    for part in loc:
        if part == "[key]":
            continue
        assert isinstance(node, Mapping)
        node = next(value for key, value in node.entries if key.text == part)
    assert isinstance(node, Mapping)
    return node


def _place_of(node: Node, loc: tuple[Any, ...]) -> Any:
    if not loc:
        if isinstance(node, Mapping) and node.entries and not node.flow:
            return node.entries[0][0].span
        return node.span
    holder = _held(node, loc[:-1])
    return next(key.span for key, _ in holder.entries if key.text == loc[-1])


def _keys(form: type[BaseModel], loc: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that the form at `loc` knows."""
    for part in loc:
        field = form.model_fields.get(str(part))
        if field is not None:
            form = _inner(field.annotation) or form
    return tuple(name for name in form.model_fields if name not in OURS)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The form inside `X | None` or `dict[Key, X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner(argument)
        if found is not None:
            return found
    return None


def _without(node: Mapping, locs: list[tuple[Any, ...]]) -> Mapping | None:
    """The mapping without the entries at these places; a missing key takes away the entry that lacks it."""
    kept = node
    for loc in locs:
        known = tuple(part for part in loc if part != "[key]")
        smaller = _drop(kept, known)
        if smaller is None:
            return None
        kept = smaller
    return kept


def _drop(node: Mapping, loc: tuple[Any, ...]) -> Mapping | None:
    if not loc:
        return None
    entries = []
    hit = False
    for key, value in node.entries:
        if key.text != loc[0]:
            entries.append((key, value))
            continue
        hit = True
        inner = _drop(value, loc[1:]) if isinstance(value, Mapping) and len(loc) > 1 else None
        if inner is not None:
            entries.append((key, inner))
    return Mapping(tuple(entries), node.span, node.flow) if hit else None
