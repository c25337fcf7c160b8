"""A formula with its numbers put in: every name that has one value is replaced by it, loops by what they gave.

The text is that of the rule file; only the places of names change, so that a person recognises the formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.evaluation.frame import Step
from engine.explain.values import MOST_MEMBERS, Eyes
from engine.language import typed
from engine.language.types import NUMBER
from engine.source import Span

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SEPARATOR = "; "

Change = tuple[int, int, str]


def put_in(step: Step, eyes: Eyes) -> str:
    """The text of a step's formula, on one line, with numbers put in."""
    return text_with(step.node.span, step, eyes)


def text_with(span: Span, step: Step, eyes: Eyes) -> str:
    """The text at `span`, with the values of this step and of those inside it."""
    text, at = [], span.start
    for start, end, value in sorted(_changes(step, eyes, span)):
        if start >= at and end <= span.end:
            text += [span.source.text[at:start], value]
            at = end
    return one_line("".join([*text, span.source.text[at : span.end]]))


def one_line(text: str) -> str:
    """Text of a formula without its comments, line ends and indentation."""
    return " ".join(text.split())


def _changes(step: Step, eyes: Eyes, within: Span) -> Iterator[Change]:
    """The outermost places that become a value."""
    node = step.node
    if node.span.source is not within.source:
        return
    place = (node.span.start, node.span.end)
    match node:
        case typed.Path() | typed.Local() | typed.PeriodField() | typed.Relative() | typed.Filter():
            yield (*place, eyes.value(step))
        case typed.Literal() if NAME.fullmatch(node.span.text) and node.type == NUMBER:
            yield (*place, eyes.shown(step.outcome, None))
        case typed.For():
            yield (*place, _listed(step, eyes))
        case typed.Apply():
            for argument in step.parts[:-1]:
                yield from _changes(argument, eyes, within)
        case typed.Quantified():
            return
        case _:
            for part in step.parts:
                yield from _changes(part, eyes, within)


def _listed(step: Step, eyes: Eyes) -> str:
    bodies = bodies_of(step)
    texts = [put_in(body, eyes) for body in bodies[:MOST_MEMBERS]]
    return "[" + SEPARATOR.join(texts) + (f"{SEPARATOR}…]" if len(bodies) > MOST_MEMBERS else "]")


def bodies_of(step: Step) -> tuple[Step, ...]:
    """The bodies of a loop, one for each time it ran."""
    node = step.node
    assert isinstance(node, typed.For)
    return tuple(part for part in step.parts if part.node is node.body)


def unwrapped(step: Step) -> Step:
    """A step without its bounds and rounding."""
    while isinstance(step.node, typed.Clamp | typed.Round):
        step = step.parts[0]
    return step


def components_of(step: Step) -> tuple[Step, ...]:
    """The weighted components that a step adds up; empty for any other step."""
    if isinstance(step.node, typed.Labelled):
        return (step,)
    adds = isinstance(step.node, typed.Arithmetic) and all(isinstance(one.node, typed.Labelled) for one in step.parts)
    return step.parts if adds else ()


def weighted(components: tuple[Step, ...], eyes: Eyes) -> str:
    """`65% × 100,00 % + …`: a list of components as a sum."""
    pairs = (component.parts[0].parts for component in components)
    return " + ".join(f"{weight.node.span.text} × {eyes.in_figure(value)}" for weight, value in pairs)
