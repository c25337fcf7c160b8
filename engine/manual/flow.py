"""Values that the commas of `{ }` and `[ ]` have cut into pieces, put together again.

`{formula: min(a, b)}` arrives as `formula: min(a` and a key `b)` without a value. Two signs tell of such a cut for
certain: a key without a colon, and a `(` that is closed only in a later piece. The whole is reported once, with the
quotes it needs, and goes on as the value that was meant, so that nothing follows from the mistake.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.nodes import Node, Scalar
from engine.manual.places_problems import cut_in_flow, key_without_value
from engine.source import Span

Pair: TypeAlias = "tuple[Scalar, Node]"

_PIECES = 24  # no call has more arguments; a file made to keep us busy might
DECIMAL_COMMA = re.compile(r"-?\d+,\d+ ?%?")
_COLON = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*+)*+:")


def mended_pairs(pairs: list[Pair]) -> tuple[list[Pair], Problems]:
    """The entries of a `{ }` as they were meant."""
    done: list[Pair] = []
    problems: list[Diagnostic] = []
    at = 0
    while at < len(pairs):
        key, value = pairs[at]
        upto = _end_of_value(pairs, at) if _has_colon(key) else at
        if upto > at:
            value = _whole(value.span.to(_end_of_pair(pairs[upto])))
            if not DECIMAL_COMMA.fullmatch(value.text):  # whoever reads the number says it
                problems.append(cut_in_flow(value.span))
        if not _has_colon(key):
            problems.append(key_without_value(key.span))
        else:
            done.append((key, value))
        at = upto + 1
    return done, tuple(problems)


def mended_items(items: list[Node]) -> tuple[list[Node], Problems]:
    """The members of a `[ ]` as they were meant. Only an open `(` tells that there was a cut."""
    done: list[Node] = []
    problems: list[Diagnostic] = []
    at = 0
    while at < len(items):
        item = items[at]
        upto = _closing(item, [later.span for later in items[at + 1 : at + _PIECES]]) + at
        if upto > at:
            item = _whole(item.span.to(items[upto].span))
            problems.append(cut_in_flow(item.span))
        done.append(item)
        at = upto + 1
    return done, tuple(problems)


def _end_of_value(pairs: list[Pair], at: int) -> int:
    """The index of the last entry that belongs to the value of entry `at`."""
    value = pairs[at][1]
    if not _is_plain(value):
        return at
    upto = at + _closing(value, [_end_of_pair(pair) for pair in pairs[at + 1 : at + _PIECES]])
    while upto + 1 < len(pairs) and not _has_colon(pairs[upto + 1][0]):
        upto += 1
    return upto


def _closing(node: Node, later: list[Span]) -> int:
    """How many of the later pieces belong to a value so that its round brackets are closed; 0 if it is whole."""
    depth = _depth(node.span.text) if _is_plain(node) else 0
    start = node.span.end
    for count, piece in enumerate(later, start=1):
        if depth <= 0:
            break
        depth += _depth(piece.source.text[start : piece.end])
        start = piece.end
        if depth == 0:
            return count
    return 0


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


def after_colon(key: Span) -> int | None:
    """Where the colon of a key ends, perhaps on a later line; None for a key without one."""
    colon = _COLON.match(key.source.text, key.end)
    return None if colon is None else colon.end()


def _has_colon(key: Scalar) -> bool:
    return after_colon(key.span) is not None


def _is_plain(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style == "plain" and bool(node.text)


def _end_of_pair(pair: Pair) -> Span:
    key, value = pair
    return value.span if _has_colon(key) else key.span


def _whole(span: Span) -> Scalar:
    return Scalar(span.text, span, "plain", span)
