"""Placed nodes -> forms, and what is wrong with them as diagnostics, each at its place."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from engine.diagnostics.model import Diagnostic, Problems
from engine.diagnostics.near import nearest
from engine.manual import form_problems as problem
from engine.manual.forms import Form, Mistake, fields, inner_form, read
from engine.manual.nodes import Mapping, Node

F = TypeVar("F", bound=Form)


def conform(node: Mapping, form: type[F]) -> tuple[F | None, Problems]:
    """The form of this mapping. With problems, the form without the parts that are wrong, where that can be told."""
    found: list[Diagnostic] = []
    again = False
    while True:
        made, mistakes = read(form, node)
        if made is not None:
            return cast(F, made), tuple(found)
        # What is missing only because its bad value was taken away has been reported already.
        new = [one for one in mistakes if not (again and one.what == "missing")]
        found += [one for one in (_diagnostic(mistake, node, form) for mistake in new) if one not in found]
        again = True
        smaller = _without(node, [mistake.keys for mistake in mistakes])
        if smaller is None or smaller == node:
            return None, tuple(found)
        node = smaller


def _diagnostic(mistake: Mistake, node: Node, form: type[Form]) -> Diagnostic:
    if mistake.found is not None:
        return mistake.found
    above, key = mistake.keys[:-1], mistake.keys[-1]
    holder = _held(node, above)
    known = _keys(form, above)
    if mistake.what == "missing":
        names = {name.text: name.span for name, _ in holder.entries if name.text not in known}
        near = nearest(key, names)
        if near is not None:
            return problem.unknown_key(names[near], near, (key,))
        return problem.missing_key(_place_of(node, above), key)
    place = next(name.span for name, _ in holder.entries if name.text == key)
    there = {name.text for name, _ in holder.entries}
    return problem.unknown_key(place, key, known, there)


def _held(node: Node, loc: tuple[str, ...]) -> Mapping:
    for part in loc:
        assert isinstance(node, Mapping)
        node = next(value for key, value in node.entries if key.text == part)
    assert isinstance(node, Mapping)
    return node


def _place_of(node: Node, loc: tuple[str, ...]) -> Any:
    if not loc:
        if isinstance(node, Mapping) and node.entries and not node.flow:
            return node.entries[0][0].span
        return node.span
    holder = _held(node, loc[:-1])
    return next(key.span for key, _ in holder.entries if key.text == loc[-1])


def _keys(form: type[Form], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that the form at this place knows."""
    for part in keys:
        field = fields(form).get(part)
        if field is not None:
            form = inner_form(field.kind) or form
    return tuple(fields(form))


def _without(node: Mapping, locs: list[tuple[str, ...]]) -> Mapping | None:
    """The mapping without the entries at these places; a missing key takes away the entry that lacks it."""
    kept = node
    for loc in locs:
        smaller = _drop(kept, loc)
        if smaller is None:
            return None
        kept = smaller
    return kept


def _drop(node: Mapping, loc: tuple[str, ...]) -> Mapping | None:
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
