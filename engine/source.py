"""A text and the places in it. Every value the program reads knows its Span, so every message can show it.

A table whose rows were changed by later versions is a text put together out of several files: it can be read like any
other, and what is read in it stands at its place in its own file (`Span.real`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from itertools import accumulate

from engine.record import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text as a person sees it. `name` is the path they would type (POSIX, relative), or `<formula>`.

    `pieces`: of a text that was put together out of several files, which place stands at which offset. `before`: of a
    part of a file, how many of its lines stand before it.
    """

    name: str
    text: str = field(repr=False)
    pieces: tuple[tuple[int, Span], ...] = field(default=(), repr=False)
    before: int = 0
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lengths = (len(line) for line in self.text.splitlines(keepends=True))
        object.__setattr__(self, "starts", tuple(accumulate(lengths, initial=0)))

    def position(self, offset: int) -> tuple[int, int]:
        """Offset -> (line, column), both from 1, columns counted in characters; where the text came from, if pieced."""
        if self.pieces:
            first = Span(self, offset, offset).real
            return first.source.position(first.start)
        line = max(bisect_right(self.starts, offset), 1)
        return line + self.before, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of one line, without its end."""
        if self.pieces:
            return self.pieces[0][1].source.line(number)
        return self.text[self.starts[number - self.before - 1] :].split("\n", 1)[0].rstrip("\r")

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A place in this text; without `end`, up to its last character."""
        return Span(self, start, len(self.text) if end is None else end)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` (included) to `end` (excluded) of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def tight(self) -> Span:
        """Without the spaces and line ends around it: a block of lines begins at its first character."""
        text = self.text
        start = self.start + len(text) - len(text.lstrip())
        return Span(self.source, start, self.start + len(text.rstrip())) if text.strip() else self

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def real(self) -> Span:
        """The place in a file; of a text put together out of several, that of the piece in which it begins."""
        pieces = self.source.pieces
        if not pieces:
            return self
        at, piece = pieces[max(bisect_right(pieces, self.start, key=lambda one: one[0]) - 1, 0)]
        start = piece.start + min(max(self.start - at, 0), piece.end - piece.start)
        return Span(piece.source, start, max(min(piece.start + self.end - at, piece.end), start))

    def to(self, last: Span) -> Span:
        """From the start of this place to the end of `last`, if that stands in the same text."""
        return Span(self.source, self.start, last.end) if last.source is self.source else self
