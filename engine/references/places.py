"""The characters of a name alone: without quotes, without what stands before a point."""

from __future__ import annotations

from engine.manual.leaves import Key
from engine.manual.nodes import Scalar
from engine.source import Span


def of_scalar(scalar: Scalar) -> Span:
    """The text of a value. Where it is not written as it reads, all of the value."""
    return scalar.slice if scalar.slice is not None and scalar.slice.text == scalar.text else scalar.span


def of_key(key: Key) -> Span:
    """The text of a key."""
    return unquoted(key.span, key)


def unquoted(span: Span, text: str) -> Span:
    """The place without the quotes around it; all of it where the text is not written as it reads."""
    inner = Span(span.source, span.start + 1, span.end - 1)
    return inner if span.text != text and inner.text == text else span


def part(span: Span, start: int, length: int) -> Span:
    """Some characters of a place, counted from its start."""
    return Span(span.source, span.start + start, span.start + start + length)


def split(span: Span, sign: str) -> list[Span]:
    """The pieces of a place between the signs, without spaces around them."""
    found, at = [], 0
    for piece in span.text.split(sign):
        text = piece.strip()
        if text:
            found.append(part(span, at + len(piece) - len(piece.lstrip()), len(text)))
        at += len(piece) + len(sign)
    return found


def before_and_after(span: Span, at: int) -> tuple[Span, Span]:
    """The place up to the sign at this position, and behind it."""
    return part(span, 0, at), Span(span.source, span.start + at + 1, span.end)
