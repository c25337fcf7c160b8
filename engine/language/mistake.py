"""A place where a formula cannot be read: the signs around it, and what could have stood there."""

from __future__ import annotations

from functools import cached_property

from engine.language.syntax_words import CLOSERS
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Sign:
    """A word or sign of a formula. `kind` is its name in the grammar, or FOREIGN, QUOTED (between other quotes), END.

    `ours`: it was put there so that reading could go on, in place of something wrong.
    """

    kind: str
    text: str
    start: int
    end: int
    ours: bool = False


@dataclass(frozen=True)
class Mistake:
    """`signs[index]` cannot stand where it stands, or the end cannot; `accepted` are the kinds that could."""

    span: Span
    in_cell: bool
    signs: tuple[Sign, ...]
    index: int
    accepted: frozenset[str]

    @cached_property
    def sign(self) -> Sign:
        return self.at(self.index)

    @cached_property
    def before(self) -> Sign:
        return self.at(self.index - 1)

    @cached_property
    def value_wanted(self) -> bool:
        return "NUMBER" in self.accepted

    @cached_property
    def level(self) -> tuple[int, ...]:
        """The indexes of the signs on the same level, from the bracket that opens it to the one that closes it."""
        opening, closing = set(CLOSERS), set(CLOSERS.values())
        left, _ = _reach(self.signs, range(self.index - 1, -1, -1), opening, closing)
        right, _ = _reach(self.signs, range(self.index, len(self.signs)), closing, opening)
        return (*reversed(left), *right)

    @cached_property
    def level_end(self) -> int:
        """The index of the bracket that closes the level, or behind the last sign."""
        closing = set(CLOSERS.values())
        return _reach(self.signs, range(self.index, len(self.signs)), closing, set(CLOSERS))[1]

    def moved(self, index: int) -> Mistake:
        """The same formula at another place, of which it is not known what could stand there."""
        return Mistake(self.span, self.in_cell, self.signs, index, frozenset())

    def at(self, index: int) -> Sign:
        return self.signs[index] if 0 <= index < len(self.signs) else Sign("END", "", self.span.end, self.span.end)

    def place(self, start: int, end: int) -> Span:
        return Span(self.span.source, start, end)

    def over(self, first: Sign, last: Sign | None = None) -> Span:
        return self.place(first.start, (last or first).end)

    @cached_property
    def here(self) -> Span:
        """The wrong sign; at the end of the formula its last sign's last character."""
        if self.sign.kind != "END":
            return self.over(self.sign)
        last = self.signs[-1].end if self.signs else self.span.end
        return self.place(max(last - 1, self.span.start), last)

    @cached_property
    def open(self) -> tuple[Sign, ...]:
        """What is open at the place, outermost first: brackets, and words that wait for another word."""
        return still_open(self.signs[: self.index])


FORMS = {"IF", "FOR", "SOME", "EVERY"}
WAITS = {"THEN": ("IF",), "ELSE": ("THEN",), "RETURN": ("FOR",), "SATISFIES": ("SOME", "EVERY")}


def still_open(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """The brackets and words that these signs opened and did not close, outermost first."""
    stack: list[Sign] = []
    for sign in signs:
        if sign.kind in CLOSERS.values():
            while stack and stack.pop().kind not in CLOSERS:
                pass
        elif sign.kind in WAITS and stack and stack[-1].kind in WAITS[sign.kind]:
            stack.pop()
        if sign.kind in CLOSERS or sign.kind in FORMS or sign.kind == "THEN":
            stack.append(sign)
    return tuple(stack)


def _reach(signs: tuple[Sign, ...], indexes: range, end: set[str], inner: set[str]) -> tuple[list[int], int]:
    """The indexes up to the bracket that ends the level, without what lies in brackets of its own; and that bracket."""
    found: list[int] = []
    depth = 0
    for index in indexes:
        kind = signs[index].kind
        if depth == 0 and kind in end:
            return found, index
        if depth == 0:
            found.append(index)
        depth += (kind in inner) - (kind in end)
    return found, len(signs)
