"""Typed tree + a world -> the value, where nothing is absent, and None as soon as anything is not plain.

Under thousands of sets of changes the same few formulas are computed on other numbers. What is never asked of those is
how they came about; so here are the plain cases of the language, without steps and reasons. Whatever is not plain, an
absent value, a division by zero, a rare construct, is left to the reference: nothing here has a meaning of its own, and
a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import Any, TypeAlias

from engine.evaluation.frame import World
from engine.language import typed
from engine.language.check import INPUT
from engine.language.values import Entity, Outcome

Locals: TypeAlias = "Mapping[str, Any]"

ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}
OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "/": truediv}
LARGEST = 2_000
"""Bits of a number; longer ones are left to the reference, which knows how long they may get."""
STEPS = 5_000
"""Nodes that are looked at; more are left to the reference, which knows how many there may be."""


class NotPlain(Exception):
    """Never leaves this module."""


def quickly(body: typed.Typed, world: World, entity: Entity) -> Outcome | None:
    """The outcome, final; None where the reference has to say what it is."""
    try:
        value = _Quick(world, entity).value(body, {})
    except NotPlain:
        return None
    return Outcome(value) if isinstance(value, Fraction | str | bool) else None


class _Quick:
    """One computation. Values are numbers, texts, truths, entities, and lists of these."""

    __slots__ = ("entity", "left", "world")

    def __init__(self, world: World, entity: Entity) -> None:
        self.world, self.entity, self.left = world, entity, STEPS

    def value(self, node: typed.Typed, known: Locals) -> Any:
        """The value of a node."""
        self.left -= 1
        how = NODES.get(type(node))
        if how is None or self.left < 0:
            raise NotPlain
        return how(self, node, known)

    def number(self, node: typed.Typed, known: Locals) -> Fraction:
        """The value, if it is a number."""
        value = self.value(node, known)
        if not isinstance(value, Fraction):
            raise NotPlain
        return value

    def truth(self, node: typed.Typed, known: Locals) -> bool:
        """The value, if it is true or false."""
        value = self.value(node, known)
        if not isinstance(value, bool):
            raise NotPlain
        return value

    def members(self, node: typed.Typed, known: Locals) -> list[Any]:
        """The value, if it is a list."""
        value = self.value(node, known)
        if not isinstance(value, list):
            raise NotPlain
        return value

    def attribute(self, entity: Any, name: str) -> Any:
        """An attribute of an entity."""
        if isinstance(entity, Fraction | str | bool | list):
            raise NotPlain
        return _plain(self.world.attribute(entity, name))

    def relatives(self, entity: Any, level: str) -> Any:
        """The entity above, or those below."""
        if isinstance(entity, Fraction | str | bool | list):
            raise NotPlain
        found = self.world.relatives(entity, level)
        return list(found) if isinstance(found, tuple) else found


def _plain(outcome: Outcome) -> Any:
    value = outcome.value
    if outcome.carried or outcome.rounded or not isinstance(value, Fraction | str | bool):
        raise NotPlain
    return value


def _path(quick: _Quick, node: typed.Path, known: Locals) -> Any:
    start = quick.value(node.object, known)
    if isinstance(start, list):
        return [quick.attribute(one, node.name) for one in start]
    return quick.attribute(start, node.name)


def _relative(quick: _Quick, node: typed.Relative, known: Locals) -> Any:
    start = quick.value(node.object, known)
    if not isinstance(start, list):
        return quick.relatives(start, node.level)
    found: list[Any] = []
    for one in start:
        more = quick.relatives(one, node.level)
        found += more if isinstance(more, list) else [more]
    return found


def _arithmetic(quick: _Quick, node: typed.Arithmetic, known: Locals) -> Fraction:
    total = quick.number(node.operands[0], known)
    for operator, operand in zip(node.operators, node.operands[1:], strict=True):
        other = quick.number(operand, known)
        if operator == "/" and not other:
            raise NotPlain
        total = OPERATIONS[operator](total, other)
    if total.denominator.bit_length() > LARGEST or total.numerator.bit_length() > LARGEST:
        raise NotPlain
    return total


def _compared(operator: str, left: Any, right: Any) -> bool:
    """Two numbers, or two texts that are equal or not."""
    numbers = isinstance(left, Fraction) and isinstance(right, Fraction)
    texts = isinstance(left, str) and isinstance(right, str) and operator in ("=", "!=")
    if not numbers and not texts:
        raise NotPlain
    return ORDERS[operator](left, right)


def _member(quick: _Quick, node: typed.Member, known: Locals) -> bool:
    """Equal to a value that is written; other containers are left to the reference."""
    if not isinstance(node.container, typed.Literal):
        raise NotPlain
    return _compared("=", quick.value(node.value, known), _plain(node.container.outcome))


def _for(quick: _Quick, node: typed.For, known: Locals) -> list[Any]:
    if len(node.iterators) != 1 or node.iterators[0].upto is not None:
        raise NotPlain
    one = node.iterators[0]
    return [quick.value(node.body, {**known, one.name: member}) for member in quick.members(one.domain, known)]


def _filter(quick: _Quick, node: typed.Filter, known: Locals) -> list[Any]:
    return [
        member for member in quick.members(node.object, known) if quick.truth(node.test, {**known, node.item: member})
    ]


def _builtin(quick: _Quick, node: typed.Builtin, known: Locals) -> Fraction:
    """Sum, mean and number of one list."""
    if node.function.name not in ("sum", "mean", "count") or len(node.arguments) != 1 or node.arguments[0] is None:
        raise NotPlain
    members = quick.members(node.arguments[0], known)
    if node.function.name == "count":
        return Fraction(len(members))
    if not members or not all(isinstance(one, Fraction) for one in members):
        raise NotPlain
    total = sum(members, Fraction(0))
    return total / len(members) if node.function.name == "mean" else total


def _clamp(quick: _Quick, node: typed.Clamp, known: Locals) -> Fraction:
    value = quick.number(node.operand, known)
    bounds = [None if one is None else quick.number(one, known) for one in (node.low, node.high)]
    value = bounds[0] if bounds[0] is not None and value < bounds[0] else value
    return bounds[1] if bounds[1] is not None and value > bounds[1] else value


def _apply(quick: _Quick, node: typed.Apply, known: Locals) -> Any:
    given = [quick.value(one, known) for one in node.arguments]
    return quick.value(node.definition.body, dict(zip(node.definition.parameters, given, strict=True)))


def _table(quick: _Quick, node: typed.Table, known: Locals) -> Any:
    if node.policy == "semua":
        raise NotPlain
    given = [quick.value(one, known) for one in node.inputs]
    held = None
    for row in node.rows:
        cells = zip(row.conditions, given, strict=True)
        if all(quick.truth(cell, {**known, INPUT: value}) for cell, value in cells):
            if held is not None:
                raise NotPlain
            held = row
            if node.policy == "pertama":
                break
    if held is None:
        raise NotPlain
    return quick.value(held.output, known)


def _logic(quick: _Quick, node: typed.Logic, known: Locals) -> bool:
    how = any if node.operator == "or" else all
    return how(quick.truth(one, known) for one in node.operands)


def _is_null(quick: _Quick, node: typed.IsNull, known: Locals) -> bool:
    quick.value(node.operand, known)
    return node.negated


def _if(quick: _Quick, node: typed.If, known: Locals) -> Any:
    return quick.value(node.then if quick.truth(node.condition, known) else node.otherwise, known)


NODES: Mapping[type, Callable[[_Quick, Any, Locals], Any]] = {
    typed.Literal: lambda quick, node, known: _plain(node.outcome),
    typed.Local: lambda quick, node, known: known[node.name],
    typed.Self: lambda quick, node, known: quick.entity,
    typed.Labelled: lambda quick, node, known: quick.value(node.operand, known),
    typed.Negate: lambda quick, node, known: -quick.number(node.operand, known),
    typed.Not: lambda quick, node, known: not quick.truth(node.operand, known),
    typed.Compare: lambda quick, node, known: _compared(
        node.operator, quick.value(node.left, known), quick.value(node.right, known)
    ),
    typed.Path: _path,
    typed.Relative: _relative,
    typed.Arithmetic: _arithmetic,
    typed.Member: _member,
    typed.Logic: _logic,
    typed.IsNull: _is_null,
    typed.If: _if,
    typed.For: _for,
    typed.Filter: _filter,
    typed.Builtin: _builtin,
    typed.Clamp: _clamp,
    typed.Apply: _apply,
    typed.Table: _table,
}
