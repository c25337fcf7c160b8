"""The shortest formulas and cells → their nodes, without the grammar: a number, a name, a text, two with a sign.

Most of what stands in rule files is no more than that. The nodes are those that the grammar gives; what is longer, or
might be wrong, is left to it.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from engine.language import literals
from engine.language import syntax as s
from engine.language.syntax_words import KEYWORDS
from engine.source import Span

LONGEST = 100
"""Characters."""
_ATOM = r'[0-9]{1,18}(?:\.[0-9]{1,18})?%?|[A-Za-z_][A-Za-z0-9_]*|"[ !#-\[\]-~]*"'
_GAP = r"[ \t\r\n]*+"
_QUICK = re.compile(
    rf"{_GAP}(?:(?P<left>{_ATOM}){_GAP})?(?:(?P<sign>!=|<=|>=|[=<>+*/-]){_GAP}(?P<right>{_ATOM}){_GAP})?"
)
_COMPARISONS = ("!=", "<=", ">=", "=", "<", ">")
_NOT_PLAIN = KEYWORDS | {"partial"}


def quick(span: Span, start: Literal["formula", "cell"]) -> Any:
    """The expression or cell at this place; None if it is not one of the shortest."""
    if span.end - span.start > LONGEST:
        return None
    found = _QUICK.fullmatch(span.source.text, span.start, span.end)
    if found is None or found["left"] in _NOT_PLAIN or found["right"] in _NOT_PLAIN:
        return None
    node = _atom(span, found, "left") if found["sign"] is None else _pair(span, found, start)
    return s.Cell((node,), span=node.span) if node is not None and start == "cell" else node


def _pair(span: Span, found: re.Match[str], start: Literal["formula", "cell"]) -> Any:
    """Two with a sign between; or, in a cell, a comparison that the input is the left side of."""
    sign: Any = found["sign"]
    right = _atom(span, found, "right")
    if found["left"] is None:
        place = Span(span.source, found.start("sign"), found.end("right"))
        return s.Test(sign, right, span=place) if start == "cell" and sign in _COMPARISONS else None
    left = _atom(span, found, "left")
    place = left.span.to(right.span)
    if sign in _COMPARISONS:
        return s.Comparison(sign, left, right, span=place)
    return s.Chain(left, ((sign, right),), span=place)


def _atom(span: Span, found: re.Match[str], group: str) -> Any:
    text = found[group]
    if text is None:
        return None
    place = Span(span.source, *found.span(group))
    if text[0] == '"':
        return s.Literal(text[1:-1], span=place)
    if text[0].isdigit():
        return s.Literal(literals.number(text), text[-1] == "%", span=place)
    return s.Name(text, span=place)
