"""What the two sides of a change call by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.difference.bodies import ComponentSet
from engine.difference.model import Change, Piece
from engine.language import typed
from engine.manual.checked import Check, Entry, Rule


def mentioned(change: Change) -> tuple[frozenset[str], frozenset[str]]:
    """The names in the formulas of a change, before and after."""
    return _names(change.before), _names(change.after)


def _names(piece: Piece | None) -> frozenset[str]:
    return frozenset(name for body in _bodies(piece.value if piece else None) for name in in_body(body))


def in_body(body: object) -> Iterator[str]:
    """The attributes, functions and constants that a formula calls."""
    for node in typed.walk(body):
        match node:
            case typed.Path(_, name):
                yield name
            case typed.Apply(definition):
                yield definition.name
            case typed.Literal(constant=str() as name):
                yield name


def _bodies(value: Any) -> Iterator[object]:
    match value:
        case typed.Node() | typed.Row():
            yield value
        case Rule(body=body) | typed.Definition(body=body):
            yield body
        case Check(condition=condition, message=message):
            yield from (condition, message)
        case ComponentSet(condition, parts):
            yield from ((*parts, condition) if condition is not None else parts)
        case Entry():
            for rule in (value.result, *value.rules.values(), *value.members):
                yield from _bodies(rule)
        case tuple():
            for one in value:
                yield from _bodies(one)
