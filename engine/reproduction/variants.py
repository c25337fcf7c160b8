"""A formula -> the same formula with one thing in it done otherwise: a bound away, a part dropped, another branch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from engine.language import typed
from engine.language.types import NUMBER
from engine.language.values import Outcome
from engine.record import names_of, replace

_INNER = (typed.Node, typed.Row, typed.Iterator)


def exchanged(node: Any, old: object, new: object) -> Any:
    """The formula with `new` in the place of the node `old` itself."""
    if node is old:
        return new
    if isinstance(node, tuple):
        made = tuple(exchanged(one, old, new) for one in node)
        return node if all(one is other for one, other in zip(made, node, strict=True)) else made
    if not isinstance(node, _INNER):
        return node
    inner = {name: getattr(node, name) for name in names_of(node) if name not in ("type", "span")}
    changes = {name: made for name, one in inner.items() if (made := exchanged(one, old, new)) is not one}
    return replace(node, **changes) if changes else node


def unbounded(body: typed.Typed) -> Iterator[tuple[str, typed.Typed]]:
    """Without one of its bounds, and without any."""
    clamps = [one for one in typed.walk(body) if isinstance(one, typed.Clamp)]
    for clamp in clamps:
        yield _text(clamp.operand), exchanged(body, clamp, clamp.operand)
    if len(clamps) > 1:
        free: Any = body
        while any(isinstance(one, typed.Clamp) for one in typed.walk(free)):
            clamp = next(one for one in typed.walk(free) if isinstance(one, typed.Clamp))
            free = exchanged(free, clamp, clamp.operand)
        yield "", free


def bounded(body: typed.Typed, limit: Fraction) -> Iterator[tuple[str, typed.Typed]]:
    """With an upper bound that is not there: on one component, on all, on the whole."""
    parts = [one.operand for one in typed.walk(body) if isinstance(one, typed.Labelled)]
    values = [_weighted_value(part) for part in parts]
    for value in values:
        yield _text(value), exchanged(body, value, _clamped(value, limit))
    if len(values) > 1:
        every: Any = body
        for value in values:
            every = exchanged(every, value, _clamped(value, limit))
        yield "", every
    yield "", _clamped(body, limit)


def _weighted_value(part: typed.Typed) -> typed.Typed:
    """The value in `weight * value`."""
    return part.operands[-1] if isinstance(part, typed.Arithmetic) else part


def _clamped(node: typed.Typed, limit: Fraction) -> typed.Typed:
    bound = typed.Literal(Outcome(limit), type=NUMBER, span=node.span)
    return typed.Clamp(node, None, bound, type=node.type, span=node.span)


def without_a_part(body: typed.Typed) -> Iterator[tuple[str, typed.Typed]]:
    """Sums without one of what they add up."""
    for node in typed.walk(body):
        if isinstance(node, typed.Arithmetic) and "+" in node.operators:
            for at, operand in enumerate(node.operands):
                if at == 0 or node.operators[at - 1] == "+":
                    nothing = typed.Literal(Outcome(Fraction(0)), type=NUMBER, span=operand.span)
                    yield _text(operand), exchanged(body, operand, nothing)
                    yield from _weights_again(body, node, operand, nothing)


def _weights_again(
    body: typed.Typed, node: typed.Arithmetic, operand: typed.Typed, nothing: typed.Typed
) -> Iterator[tuple[str, typed.Typed]]:
    """Without a component, the weights of the others made to add up again."""
    inner = operand.operand if isinstance(operand, typed.Labelled) else None
    weight = inner.operands[0] if isinstance(inner, typed.Arithmetic) else None
    if isinstance(weight, typed.Literal) and isinstance(weight.outcome.value, Fraction) and weight.outcome.value != 1:
        rest = typed.Literal(Outcome(1 - weight.outcome.value), type=NUMBER, span=weight.span)
        others = exchanged(node, operand, nothing)
        whole = typed.Arithmetic((others, rest), ("/",), type=node.type, span=node.span)
        yield _text(operand), exchanged(body, node, whole)


def other_branches(body: typed.Typed) -> Iterator[tuple[str, typed.Typed]]:
    """What the other branches of conditions and the other rows of tables would have given."""
    for node in typed.walk(body):
        if isinstance(node, typed.If):
            yield _text(node.then), exchanged(body, node, node.then)
            yield _text(node.otherwise), exchanged(body, node, node.otherwise)
        elif isinstance(node, typed.Table):
            for row in node.rows:
                yield " ".join(row.span.text.split()), exchanged(body, node, row.output)


def component_means(body: typed.Typed) -> Iterator[tuple[str, typed.Typed]]:
    """Weighted components with equal weights."""
    for node in typed.walk(body):
        if isinstance(node, typed.Arithmetic) and all(isinstance(one, typed.Labelled) for one in node.operands):
            equal = Fraction(1, len(node.operands))
            made: Any = body
            for part in node.operands:
                inner = part.operand if isinstance(part, typed.Labelled) else part
                if isinstance(inner, typed.Arithmetic):
                    weight = typed.Literal(Outcome(equal), type=NUMBER, span=inner.operands[0].span)
                    made = exchanged(made, inner.operands[0], weight)
            yield "", made


def _text(node: typed.Node | Any) -> str:
    if isinstance(node, typed.Labelled):
        return node.label
    return " ".join(node.span.text.split())
