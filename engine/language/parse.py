"""Formula text → syntax tree, or what is wrong with it in words of a person.

What could hurt (length, nesting, a text or comment without end) is found by one quick scan before anything is read; of
most formulas it can be seen at once that they hold nothing of the kind. What is wrong with a formula that the grammar
does not recognise, `recover` finds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language import syntax_problems
from engine.language.automaton import read, words_in
from engine.language.build import Builder
from engine.language.limits import FORMULA_BYTES, NESTING
from engine.language.quick import quick
from engine.language.syntax import Cell, Expr
from engine.language.syntax_words import UNSEEN
from engine.source import Source, Span

if TYPE_CHECKING:  # what helps behind a mistake is imported when one was made
    from engine.language.mistake import Sign
    from engine.language.recover import Attempt, Rest
    from engine.language.repair import Signs

Start = Literal["formula", "cell"]

REMEMBERED = 4096
"""Formulas that are kept as they were read."""
_SCAN = re.compile(
    r'(?P<text>"(?:[^"\\\n\r]|\\[^\n\r])*(?P<quote>"?))|//[^\n\r]*'
    r"|(?P<comment>/\*(?:[\s\S]*?(?P<end>\*/)|[\s\S]*))|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<stop>')"
)


def parse_formula(span: Span) -> tuple[Expr | None, Problems]:
    """The text of a span → an expression, whose nodes point into the span's source; or None and E2xx problems."""
    node, problems = _parse(span, "formula")
    return node, problems


def parse_source(source: Source) -> tuple[Expr | None, Problems]:
    """The same of a whole text. It is not remembered: nobody comes back to a formula that stands in no file."""
    node, problems = _read(source.span(), "formula")
    return node, problems


def parse_cell(span: Span) -> tuple[Cell | None, Problems]:
    """The text of a table cell → its tests; or None and E2xx problems."""
    if span.text == "-":  # most cells of wide tables
        return Cell((), span=span), ()
    node, problems = _parse(span, "cell")
    return node, problems


def rest_of(span: Span, start: Start) -> Rest | None:
    """What a formula or cell with mistakes says, as far as that is certain: to be checked, never to be computed."""
    return None if _looked_through(span)[0] else _recovered(span, start)[1]


@lru_cache(REMEMBERED)
def _parse(span: Span, start: Start) -> tuple[Any, Problems]:
    """What stands at a place never changes: a manual that is checked again with one file exchanged is read quickly."""
    return _read(span, start)


def _read(span: Span, start: Start) -> tuple[Any, Problems]:
    node = quick(span, start)
    if node is not None:
        return node, ()
    text = span.text
    plain = len(text) <= FORMULA_BYTES and text.isascii() and sum(map(text.count, "([{")) <= NESTING
    refused, whole = (None, True) if plain else _looked_through(span)
    if refused is not None:
        return None, (refused,)
    words, stop = words_in(span.source.text, span.start, span.end)
    if whole and stop == span.end:
        builder = Builder(span.source)
        node = read(words, start, builder).node
        if node is not None:
            return (None, in_order(builder.problems)) if builder.problems else (node, ())
    return None, in_order(_recovered(span, start)[0])


def _looked_through(span: Span) -> tuple[Diagnostic | None, bool]:
    """What is refused for its size; and whether texts and comments have an end, and no mark turns the reading."""
    text = span.text
    if len(text) > FORMULA_BYTES or len(text.encode("utf-8", "surrogatepass")) > FORMULA_BYTES:
        return syntax_problems.formula_too_long(span), False
    depth, whole = 0, not UNSEEN.search(text)
    for match in _SCAN.finditer(text):
        kind = match.lastgroup
        if kind == "open" or kind == "close":
            depth = depth + 1 if kind == "open" else max(depth - 1, 0)
            if depth > NESTING:
                place = Span(span.source, span.start + match.start(), span.start + match.end())
                return syntax_problems.brackets_too_deep(place), False
        elif kind == "stop" or (kind == "text" and not match["quote"]) or (kind == "comment" and not match["end"]):
            return None, False
    return None, whole


# ---- reading behind a mistake


def _recovered(span: Span, start: Start) -> tuple[Problems, Rest | None]:
    from engine.language.recover import Reader, recover

    source = span.source
    reader = Reader(
        lambda at, end: _signs(source.text, at, end),
        lambda text: _signs(text, 0, len(text))[0],
        lambda signs: _attempt(source, start, signs),
    )
    return recover(span, start == "cell", reader)


def _signs(text: str, at: int, end: int) -> tuple[list[Sign], int]:
    """The words and signs of a part of a text up to the first character that is none, and where that stands."""
    from engine.language.mistake import Sign

    (kinds, words), stop = words_in(text, at, end)
    return [Sign(kind, *word[:3]) for kind, word in zip(kinds, words, strict=True)], stop


def _attempt(source: Source, start: Start, signs: Signs) -> Attempt:
    """The grammar on these signs."""
    from engine.language.recover import Attempt

    builder = Builder(source)
    words = [(sign.text, sign.start, sign.end, 0) for sign in signs]
    reading = read(([sign.kind for sign in signs], words), start, builder)
    return Attempt(reading.node, tuple(builder.problems), reading.index, reading.accepted)
