"""Steps of a computation -> the parts of its explanation: only what a person would tell.

Components with weight and value, members of a sum, the row of a table that held, the branch that was taken, functions
called, bounds that bit, rounding. Steps that only carry a value on say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.calculation.tree import Node
from engine.diagnostics.model import Message, say
from engine.evaluation.frame import Step
from engine.explain.model import LeftOut, Part
from engine.explain.numbers import bodies_of, components_of, one_line, put_in, unwrapped, weighted
from engine.explain.values import Eyes, label
from engine.language import typed
from engine.language.values import Outcome, merged

MOST = 100
"""Members told one by one; the rest is counted."""

PLAIN = (typed.Arithmetic, typed.Builtin, typed.Power, typed.Negate)


def parts_of(step: Step, eyes: Eyes) -> tuple[Part, ...]:
    """What there is to tell about a step, its own part outside those of the steps in it."""
    match step.node:
        case typed.Labelled():
            return (_component(step, eyes),)
        case typed.Clamp():
            return (*parts_of(step.parts[0], eyes), *_bounds(step, eyes))
        case typed.Round(decimals=decimals):
            return (*parts_of(step.parts[0], eyes), _rounding(step, decimals, eyes))
        case typed.If():
            return (_branch(step, eyes),)
        case typed.Table():
            return _rows(step, eyes)
        case typed.Scale():
            return (*_inner(step, eyes), _along(step, eyes))
        case typed.Apply():
            return (_call(step, eyes),)
        case typed.For():
            return (*_inner_domains(step, eyes), *_members(step, eyes))
        case _:
            return _inner(step, eyes)


def _inner(step: Step, eyes: Eyes) -> tuple[Part, ...]:
    return tuple(part for inner in step.parts for part in parts_of(inner, eyes))


def told(step: Step, eyes: Eyes) -> tuple[Part, ...]:
    """A step that computes something: its formula, its numbers and its value, then what is in it."""
    inner = unwrapped(step)
    if not isinstance(inner.node, PLAIN):
        return parts_of(step, eyes)
    value = eyes.in_figure(inner)
    formula, components = one_line(inner.node.span.text), components_of(inner)
    numbers = weighted(components, eyes) if components else put_in(inner, eyes)
    if components or formula == numbers:
        said = say("{numbers} = {value}", numbers=numbers, value=value)
    else:
        said = say("`{formula}` = {numbers} = {value}", formula=formula, numbers=numbers, value=value)
    return (Part("computed", said, inner.node.span), *parts_of(step, eyes))


def _component(step: Step, eyes: Eyes) -> Part:
    node = step.node
    assert isinstance(node, typed.Labelled)
    weight, value = step.parts[0].parts
    said = say(
        "{label}: {weight} × {value} = {product}",
        label=node.label,
        weight=weight.node.span.text,
        value=eyes.in_figure(value),
        product=eyes.in_figure(step),
    )
    return Part("component", said, node.span, told(value, eyes))


def _bounds(step: Step, eyes: Eyes) -> Iterator[Part]:
    """The bound that changed the value, if one did."""
    node, before, after = step.node, step.parts[0].outcome, step.outcome
    assert isinstance(node, typed.Clamp)
    if after.value is None or before.value is None or after.value == before.value:
        return
    bounds = dict(zip((one for one in ("low", "high") if getattr(node, one)), step.parts[1:], strict=True))
    at_low = "low" in bounds and bounds["low"].outcome.value == after.value
    bound = bounds["low" if at_low else "high"]
    was, limit = eyes.in_figure(step.parts[0]), eyes.in_figure(bound)
    if at_low:
        said = say("{before} is raised to the lower bound {bound}", before=was, bound=limit)
    else:
        said = say("{before} is cut to the upper bound {bound}", before=was, bound=limit)
    yield Part("bound", said, bound.node.span)


def _rounding(step: Step, decimals: int, eyes: Eyes) -> Part:
    said = say(
        "{before} is rounded to {decimals} decimals: {after}",
        before=eyes.in_figure(step.parts[0]),
        decimals=decimals,
        after=eyes.in_figure(step),
    )
    return Part("rounding", said)


def _branch(step: Step, eyes: Eyes) -> Part:
    """Which way an `if` went."""
    node, condition, chosen = step.node, step.parts[0], step.parts[1]
    assert isinstance(node, typed.If)
    truth, numbers = eyes.shown(condition.outcome, None), put_in(condition, eyes)
    asked = one_line(node.condition.span.text)
    if numbers in (truth, asked):
        said = say("`{condition}` is {truth}, so {chosen} applies", condition=asked, truth=truth, chosen=_way(chosen))
    else:
        said = say(
            "`{condition}` is {truth} ({numbers}), so {chosen} applies",
            condition=asked, truth=truth, numbers=numbers, chosen=_way(chosen),
        )  # fmt: skip
    return Part("branch", said, chosen.node.span, (*parts_of(condition, eyes), *told(chosen, eyes)))


def _way(chosen: Step) -> Message:
    """The branch itself; the line where it begins if it has several."""
    text = chosen.node.span.text.strip()
    if "\n" in text:
        return say("what begins on line {line}", line=chosen.node.span.line)
    return say("`{text}`", text=text)


def _rows(step: Step, eyes: Eyes) -> tuple[Part, ...]:
    node = step.node
    assert isinstance(node, typed.Table)
    inputs = step.parts[: len(node.inputs)]
    shown = tuple(
        Part("input", say("{name} = {value}", name=one_line(one.node.span.text), value=eyes.value(one)))
        for one in inputs
    )
    inside = tuple(part for one in inputs for part in parts_of(one, eyes))
    if step.row is None:
        return (*shown, *inside)
    output = told(step.parts[-1], eyes)
    line, row = step.row.span.line, one_line(step.row.span.text)
    said = say("line {line} of the table holds: {row}", line=line, row=row)
    if node.span.source.pieces:
        said = say("the row {file}:{line} holds: {row}", file=step.row.span.source.name, line=line, row=row)
    return (Part("row", said, step.row.span, (*shown, *inside, *output)),)


def _along(step: Step, eyes: Eyes) -> Part:
    """Between which points of a scale a value lies."""
    node, given = step.node, step.parts[0]
    assert isinstance(node, typed.Scale)
    value = given.outcome.value
    points = [(eyes.shown(Outcome(x), eyes.unit_of(given)), eyes.shown(Outcome(y), None)) for x, y in node.points]
    above = [at for at, (x, _) in enumerate(node.points) if isinstance(value, type(x)) and x >= value]
    at = min(max(above[0] if above else len(points) - 1, 1), len(points) - 1)
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    said = say(
        "{value} lies on the line from ({x0}, {y0}) to ({x1}, {y1}) of the scale: {result}",
        value=eyes.value(given), x0=x0, y0=y0, x1=x1, y1=y1, result=eyes.in_figure(step),
    )  # fmt: skip
    return Part("scale", said, node.span)


def _call(step: Step, eyes: Eyes) -> Part:
    node, body = step.node, step.parts[-1]
    assert isinstance(node, typed.Apply)
    units = {name: eyes.unit_of(one) for name, one in zip(node.definition.parameters, step.parts[:-1], strict=True)}
    said = say("{call} = {value}", call=put_in(step, eyes), value=eyes.in_figure(step))
    inside = told(body, eyes.with_locals(units))
    arguments = tuple(part for one in step.parts[:-1] for part in parts_of(one, eyes))
    return Part("call", said, node.definition.body.span, (*arguments, *inside))


def _inner_domains(step: Step, eyes: Eyes) -> tuple[Part, ...]:
    node = step.node
    assert isinstance(node, typed.For)
    domains = (part for part in step.parts if part.node is not node.body)
    return tuple(part for domain in domains for part in parts_of(domain, eyes))


def _members(step: Step, eyes: Eyes) -> Iterator[Part]:
    """Each time a loop ran."""
    bodies = bodies_of(step)
    members = step.parts[0].outcome.value
    named = isinstance(members, tuple) and len(members) == len(bodies)
    for at, body in enumerate(bodies[:MOST]):
        member = members[at].value if named and isinstance(members, tuple) else None
        name = label(member) if isinstance(member, Node) else f"{at + 1}"
        said = say("{name}: {numbers} = {value}", name=name, numbers=put_in(body, eyes), value=eyes.in_figure(body))
        yield Part("member", said, None, parts_of(body, eyes))
    if len(bodies) > MOST:
        yield Part("more", say("and {count} more", count=len(bodies) - MOST))


def left_out(step: Step, eyes: Eyes) -> tuple[LeftOut, ...]:
    """Every member that a filter anywhere in the computation dropped, each once."""
    return tuple(dict.fromkeys(_left_out(step, eyes)))


def _left_out(step: Step, eyes: Eyes) -> Iterator[LeftOut]:
    node = step.node
    if isinstance(node, typed.Filter) and isinstance(step.parts[0].outcome.value, tuple):
        members, tests = step.parts[0].outcome.value, step.parts[1:]
        for member, test in zip(members, tests, strict=True):
            if test.outcome.value is not True:
                reasons = merged((test.outcome.reasons, test.outcome.carried))
                yield LeftOut(eyes.shown(member, None), one_line(node.test.span.text), reasons)
    for part in step.parts:
        yield from _left_out(part, eyes)
