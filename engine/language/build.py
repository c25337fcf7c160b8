"""Words and signs of a formula → the nodes of syntax.py, while the grammar recognises them.

The grammar names the function that makes each node; Lark calls it with the parts found, signs included, innermost
first. So there is no second pass over a tree, and no recursion. What is wrong inside a part that the grammar accepts
(an unknown escape, a date that does not exist, something cut from the language) becomes a problem, and reading goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from engine.diagnostics.model import Diagnostic
from engine.language import literals, syntax_problems
from engine.language import syntax as s
from engine.language.limits import NESTING
from engine.source import Source, Span


class Word(Protocol):
    """A word or sign as Lark hands it over: its kind is the name of a terminal of the grammar."""

    @property
    def type(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def start_pos(self) -> int: ...
    @property
    def end_pos(self) -> int: ...


class Part(NamedTuple):
    """A finished node, where it begins and ends with the brackets around it, and how deep a tree it is."""

    node: Any
    start_pos: int
    end_pos: int
    depth: int

    @property
    def in_brackets(self) -> bool:
        return bool(self.start_pos != self.node.span.start)


UNREAD = "…"
"""The name of what could not be read; no name can be written so. A tree with it is checked further, never computed."""

Children = Sequence[Any]
"""Words and parts in reading order. Which stands where, the grammar's rule says."""


def _parts(children: Children) -> list[Part]:
    return [child for child in children if isinstance(child, Part)]


def _nodes(children: Children) -> tuple[Any, ...]:
    return tuple(child.node for child in children if isinstance(child, Part))


class Builder(threading.local):
    """Makes the nodes of one formula at a time. Lark knows it by its methods, so its state is one per thread."""

    def __init__(self) -> None:
        self.begin(Source("<formula>", ""))

    def begin(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.too_deep = False

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _part(self, make: Callable[..., s.Node], children: Children, *fields: object, **more: object) -> Part:
        """The node over these children. A tree that gets too deep is cut off here, so that it never exists."""
        start, end = children[0].start_pos, children[-1].end_pos
        depth = max((child.depth for child in children if isinstance(child, Part)), default=0)
        depth += make not in (s.Argument, s.Entry, s.Iterator)  # parts of what stands around them
        span = self._span(start, end)
        if depth > NESTING:
            self._refuse_depth(span)
            return Part(s.Name(UNREAD, span=span), start, end, 1)
        return Part(make(*fields, span=span, **more), start, end, depth)

    def _refuse_depth(self, span: Span) -> None:
        if not self.too_deep:
            self.problems.append(syntax_problems.tree_too_deep(span))
        self.too_deep = True

    # ---- the two starts

    def whole(self, children: Children) -> Part:
        return _parts(children)[0]

    def any_input(self, children: Children) -> Part:
        return self._part(s.Cell, children, ())

    def cell(self, children: Children) -> Part:
        tests = _nodes(children)
        if len(tests) == 1 and isinstance(tests[0], s.Not) and not children[0].in_brackets:
            return self._part(s.Cell, children, tests[0].tests, negated=True)
        return self._part(s.Cell, children, tests)

    # ---- from loose to tight

    def if_then_else(self, children: Children) -> Part:
        return self._part(s.If, children, *_nodes(children))

    def for_return(self, children: Children) -> Part:
        *iterators, body = _nodes(children)
        return self._part(s.For, children, tuple(iterators), body)

    def quantified(self, children: Children) -> Part:
        *iterators, condition = _nodes(children)
        return self._part(s.Quantified, children, children[0].value, tuple(iterators), condition)

    def iterator(self, children: Children) -> Part:
        return self._part(s.Iterator, children, children[0].value, *_nodes(children))

    def logic(self, children: Children) -> Part:
        return self._part(s.Logic, children, children[1].value, _nodes(children))

    def comparison(self, children: Children) -> Part:
        left, operator, right = children
        return self._part(s.Comparison, children, operator.value, left.node, right.node)

    def between(self, children: Children) -> Part:
        return self._part(s.Between, children, *_nodes(children))

    def membership(self, children: Children) -> Part:
        """The brackets of `x in (1, > 5)` belong to `in`; in `x in ((1, > 5))` the inner ones are its only test."""
        value, member = children[0], children[2]
        several = isinstance(member.node, s.Tests) and not member.in_brackets
        return self._part(s.Membership, children, value.node, member.node.items if several else (member.node,))

    def chain(self, children: Children) -> Part:
        operators = (sign.value for sign in children[1::2])
        rest = tuple(zip(operators, _nodes(children[2::2]), strict=True))
        return self._part(s.Chain, children, children[0].node, rest)

    def power(self, children: Children) -> Part:
        return self._part(s.Power, children, *_nodes(children))

    def negation(self, children: Children) -> Part:
        return self._part(s.Negation, children, *_nodes(children))

    def path(self, children: Children) -> Part:
        name = children[2]
        name_span = self._span(name.start_pos, name.end_pos)
        return self._part(s.Path, children, children[0].node, name.value, name_span=name_span)

    def filter(self, children: Children) -> Part:
        return self._part(s.Bracket, children, *_nodes(children))

    # ---- literals and names

    def number(self, children: Children) -> Part:
        return self._number(children, percent=False)

    def percent(self, children: Children) -> Part:
        return self._number(children, percent=True)

    def _number(self, children: Children, percent: bool) -> Part:
        value = literals.number(children[0].value)
        if value is None:
            return self._unread(children, syntax_problems.number_too_long)
        return self._part(s.Literal, children, value, percent)

    def _unread(self, children: Children, problem: Callable[[Span], Diagnostic]) -> Part:
        part = self._part(s.Name, children, UNREAD)
        self.problems.append(problem(part.node.span))
        return part

    def string(self, children: Children) -> Part:
        return self._part(s.Literal, children, self._text(children[0]))

    def _text(self, word: Word) -> str:
        text, bad = literals.string(word.value)
        for start, end in bad:
            place = self._span(word.start_pos + start, word.start_pos + end)
            self.problems.append(syntax_problems.unknown_escape(place))
        return text

    def date(self, children: Children) -> Part:
        value = literals.day(children[0].value[2:-1])
        if value is None:
            return self._unread(children, syntax_problems.no_such_date)
        return self._part(s.Literal, children, value)

    def true(self, children: Children) -> Part:
        return self._part(s.Literal, children, True)

    def false(self, children: Children) -> Part:
        return self._part(s.Literal, children, False)

    def null(self, children: Children) -> Part:
        return self._part(s.Literal, children, None)

    def name(self, children: Children) -> Part:
        part = self._part(s.Name, children, children[0].value)
        if part.node.text == "partial":
            self.problems.append(syntax_problems.partial(part.node.span))
        return part

    def placeholder(self, children: Children) -> Part:
        return self._part(s.Placeholder, children)

    # ---- brackets

    def call(self, children: Children) -> Part:
        word = children[0]
        name_span = self._span(word.start_pos, word.end_pos)
        if word.value == "function":
            self.problems.append(syntax_problems.function_literal(name_span))
        return self._part(s.Call, children, " ".join(word.value.split()), _nodes(children), name_span=name_span)

    def argument(self, children: Children) -> Part:
        name = None if len(children) == 1 else " ".join(children[0].value.split())
        return self._part(s.Argument, children, children[-1].node, name)

    def negated(self, children: Children) -> Part:
        return self._part(s.Not, children, _nodes(children))

    def unary_test(self, children: Children) -> Part:
        return self._part(s.Test, children, children[0].value, children[1].node)

    def brackets(self, children: Children) -> Part:
        """`(a)` is `a`, and remembers where its brackets are."""
        inside = _parts(children)
        if len(inside) > 1 or isinstance(inside[0].node, s.Test):
            return self._part(s.Tests, children, _nodes(children))
        return inside[0]._replace(start_pos=children[0].start_pos, end_pos=children[-1].end_pos)

    def list(self, children: Children) -> Part:
        return self._part(s.ListLiteral, children, _nodes(children))

    def range(self, children: Children) -> Part:
        low, high = _nodes(children)
        low_closed, high_closed = children[0].value == "[", children[-1].value == "]"
        return self._part(s.RangeLiteral, children, low, high, low_closed, high_closed)

    def context(self, children: Children) -> Part:
        return self._part(s.ContextLiteral, children, _nodes(children))

    def entry(self, children: Children) -> Part:
        key = children[0]
        text = self._text(key) if key.type == "STRING" else key.value
        return self._part(s.Entry, children, text, children[2].node)
