"""Words and signs of a formula → the nodes of syntax.py, while the grammar recognises them.

The grammar names the function that makes each node; it is called with the words and parts found, signs included,
innermost first. So there is no second pass over a tree, and no recursion. What is wrong inside a part that the grammar
accepts (an unknown escape, a date that does not exist, something cut from the language) becomes a problem, and reading
goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from engine.diagnostics.model import Diagnostic
from engine.language import literals, syntax_problems
from engine.language import syntax as s
from engine.language.limits import NESTING
from engine.source import Source, Span

Part: TypeAlias = tuple[Any, int, int, int]
"""A word as it is written, or a finished node; where it begins and ends with the brackets around it; and how deep a
tree it is, 0 for a word."""

UNREAD = "…"
"""The name of what could not be read; no name can be written so. A tree with it is checked further, never computed."""

Children: TypeAlias = Sequence[Part]
"""Words and parts in reading order. Which stands where, the grammar's rule says."""


def _nodes(children: Children) -> tuple[Any, ...]:
    return tuple([child[0] for child in children if child[3]])


def _in_brackets(part: Part) -> bool:
    return bool(part[1] != part[0].span.start)


class Builder:
    """Makes the nodes of one formula."""

    __slots__ = ("problems", "source", "too_deep")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.too_deep = False

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _part(self, make: Callable[..., s.Node], children: Children, *fields: object, **more: object) -> Part:
        """The node over these children. A tree that gets too deep is cut off here, so that it never exists."""
        start, end = children[0][1], children[-1][2]
        depth = max([child[3] for child in children]) + 1
        if depth > NESTING:
            return self._cut_off(start, end)
        return make(*fields, span=Span(self.source, start, end), **more), start, end, depth

    def _inside(self, make: Callable[..., s.Node], children: Children, *fields: object) -> Part:
        """A part of what stands around it, which does not make a tree deeper."""
        start, end = children[0][1], children[-1][2]
        return make(*fields, span=Span(self.source, start, end)), start, end, max([child[3] for child in children])

    def _cut_off(self, start: int, end: int) -> Part:
        span = self._span(start, end)
        if not self.too_deep:
            self.problems.append(syntax_problems.tree_too_deep(span))
        self.too_deep = True
        return s.Name(UNREAD, span=span), start, end, 1

    # ---- the two starts

    def whole(self, children: Children) -> Part:
        return children[0]

    def any_input(self, children: Children) -> Part:
        return self._part(s.Cell, children, ())

    def cell(self, children: Children) -> Part:
        tests = _nodes(children)
        if len(tests) == 1 and isinstance(tests[0], s.Not) and not _in_brackets(children[0]):
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
        return self._part(s.Quantified, children, children[0][0], tuple(iterators), condition)

    def iterator(self, children: Children) -> Part:
        return self._inside(s.Iterator, children, children[0][0], *_nodes(children))

    def logic(self, children: Children) -> Part:
        return self._part(s.Logic, children, children[1][0], _nodes(children))

    def comparison(self, children: Children) -> Part:
        left, operator, right = children
        return self._part(s.Comparison, children, operator[0], left[0], right[0])

    def between(self, children: Children) -> Part:
        return self._part(s.Between, children, *_nodes(children))

    def membership(self, children: Children) -> Part:
        """The brackets of `x in (1, > 5)` belong to `in`; in `x in ((1, > 5))` the inner ones are its only test."""
        value, member = children[0][0], children[2][0]
        several = isinstance(member, s.Tests) and not _in_brackets(children[2])
        return self._part(s.Membership, children, value, member.items if several else (member,))

    def chain(self, children: Children) -> Part:
        rest = tuple([(children[at][0], children[at + 1][0]) for at in range(1, len(children), 2)])
        return self._part(s.Chain, children, children[0][0], rest)

    def power(self, children: Children) -> Part:
        return self._part(s.Power, children, children[0][0], children[2][0])

    def negation(self, children: Children) -> Part:
        return self._part(s.Negation, children, children[1][0])

    def path(self, children: Children) -> Part:
        name, start, end, _ = children[2]
        return self._part(s.Path, children, children[0][0], name, name_span=self._span(start, end))

    def filter(self, children: Children) -> Part:
        return self._part(s.Bracket, children, *_nodes(children))

    # ---- literals and names

    def number(self, children: Children) -> Part:
        return self._number(children, percent=False)

    def percent(self, children: Children) -> Part:
        return self._number(children, percent=True)

    def _number(self, children: Children, percent: bool) -> Part:
        value = literals.number(children[0][0])
        if value is None:
            return self._unread(children, syntax_problems.number_too_long)
        return self._leaf(s.Literal, children, value, percent)

    def _leaf(self, make: Callable[..., s.Node], children: Children, *fields: object) -> Part:
        """The node of one word."""
        _, start, end, _ = children[0]
        return make(*fields, span=Span(self.source, start, end)), start, end, 1

    def _unread(self, children: Children, problem: Callable[[Span], Diagnostic]) -> Part:
        part = self._leaf(s.Name, children, UNREAD)
        self.problems.append(problem(part[0].span))
        return part

    def string(self, children: Children) -> Part:
        return self._leaf(s.Literal, children, self._text(children[0]))

    def _text(self, word: Part) -> str:
        text, bad = literals.string(word[0])
        for start, end in bad:
            self.problems.append(syntax_problems.unknown_escape(self._span(word[1] + start, word[1] + end)))
        return text

    def date(self, children: Children) -> Part:
        value = literals.day(children[0][0][2:-1])
        if value is None:
            return self._unread(children, syntax_problems.no_such_date)
        return self._leaf(s.Literal, children, value)

    def true(self, children: Children) -> Part:
        return self._leaf(s.Literal, children, True)

    def false(self, children: Children) -> Part:
        return self._leaf(s.Literal, children, False)

    def null(self, children: Children) -> Part:
        return self._leaf(s.Literal, children, None)

    def name(self, children: Children) -> Part:
        text, start, end, _ = children[0]
        span = Span(self.source, start, end)
        if text == "partial":
            self.problems.append(syntax_problems.partial(span))
        return s.Name(text, span=span), start, end, 1

    def placeholder(self, children: Children) -> Part:
        return self._leaf(s.Placeholder, children)

    # ---- brackets

    def call(self, children: Children) -> Part:
        word, start, end, _ = children[0]
        name_span = self._span(start, end)
        if word == "function":
            self.problems.append(syntax_problems.function_literal(name_span))
        return self._part(s.Call, children, _spaced(word), _nodes(children), name_span=name_span)

    def argument(self, children: Children) -> Part:
        name = None if len(children) == 1 else _spaced(children[0][0])
        return self._inside(s.Argument, children, children[-1][0], name)

    def negated(self, children: Children) -> Part:
        return self._part(s.Not, children, _nodes(children))

    def unary_test(self, children: Children) -> Part:
        return self._part(s.Test, children, children[0][0], children[1][0])

    def brackets(self, children: Children) -> Part:
        """`(a)` is `a`, and remembers where its brackets are."""
        node, _, _, depth = children[1]
        if len(children) > 3 or isinstance(node, s.Test):
            return self._part(s.Tests, children, _nodes(children))
        return node, children[0][1], children[-1][2], depth

    def list(self, children: Children) -> Part:
        return self._part(s.ListLiteral, children, _nodes(children))

    def range(self, children: Children) -> Part:
        low, high = _nodes(children)
        low_closed, high_closed = children[0][0] == "[", children[-1][0] == "]"
        return self._part(s.RangeLiteral, children, low, high, low_closed, high_closed)

    def context(self, children: Children) -> Part:
        return self._part(s.ContextLiteral, children, _nodes(children))

    def entry(self, children: Children) -> Part:
        key = children[0]
        text = self._text(key) if key[0][0] == '"' else key[0]
        return self._inside(s.Entry, children, text, children[2][0])


def _spaced(name: str) -> str:
    """Words of a long name are separated by one space."""
    return name if name.isidentifier() else " ".join(name.split())
