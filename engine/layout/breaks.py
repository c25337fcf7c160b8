"""The words of a formula -> its lines.

Where the person began a new line at an operator, after an open bracket or a comma, or at `then else return satisfies`,
that line stays, as it was put there for the reader. A line that is too long is broken at its loosest operator, and
again until it fits or holds nothing to break at. Each line is indented by what it stands in, so the same breaks always
give the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from engine.layout.parts import BRACKET, POWER, SUM, Part, Parts, parts
from engine.layout.words import Word, spaced

TOO_LONG = 121
"""A line of so many characters."""
STEP = 2
_Row: TypeAlias = tuple[int, int, int]
"""First word, word behind the last, how many steps it is indented."""


def lines(formula: tuple[Word, ...], indent: int) -> list[str]:
    """The lines of a formula, indented by `indent` and by what they stand in."""
    found = parts(formula)
    breaks = _written(formula, found)
    while True:
        rows = list(_rows(formula, found, breaks))
        more = set[int]().union(*(_more(formula, found, row, TOO_LONG - indent) for row in rows))
        if not more:
            return [" " * (indent + level * STEP) + spaced(formula[start:end]) for start, end, level in rows]
        breaks |= more


def _written(formula: tuple[Word, ...], found: Parts) -> set[int]:
    """The breaks of the person, each before the word that may begin a line; those that no reader needs are left out."""
    breaks: set[int] = set()
    for at, word in enumerate(formula):
        if not at or not word.fresh:
            continue
        if found.ranks[at] is not None:
            breaks.add(at)
        elif formula[at - 1].kind == "open":
            breaks |= _inside(found, at - 1)
        elif found.ranks[at - 1] is not None and formula[at - 1].binary:
            breaks.add(at - 1)
    return breaks - {0}


def _inside(found: Parts, opening: int) -> set[int]:
    """The breaks that give what a bracket holds lines of its own."""
    end = found.ends[opening]
    return {opening + 1, end} if end > opening + 1 else set()


def _rows(formula: tuple[Word, ...], found: Parts, breaks: set[int]) -> Iterator[_Row]:
    inner: dict[Part, int] = {found.within[0]: 0}  # steps of a line that begins in a part
    opened_on: dict[int, int] = {}  # steps of the line on which a bracket was opened
    start, level = 0, 0
    for at, word in enumerate(formula):
        if at in breaks:
            yield start, at, level
            start, level = at, _level(word, found.within[at], inner, opened_on)
        part = found.opened.get(at)
        if part is not None and part.outer is not None:
            opened_on[at] = level
            inner[part] = (level if part.kind == "bracket" else inner[part.outer]) + 1
    yield start, len(formula), level


def _level(word: Word, part: Part, inner: dict[Part, int], opened_on: dict[int, int]) -> int:
    if word.kind == "close":
        return opened_on[part.start]
    if word.text in ("then", "else") and part.outer is not None:
        return inner[part.outer]
    return inner[part]


def _more(formula: tuple[Word, ...], found: Parts, row: _Row, room: int) -> set[int]:
    """The breaks that a line needs because it is too long; none if it fits, or cannot be broken."""
    start, end, level = row
    room -= level * STEP
    if len(spaced(formula[start:end])) < room:
        return set()
    ranks = {at: rank for at in range(start + 1, end) if (rank := found.ranks[at]) is not None}
    brackets = [
        (found.opened[at].depth - 1, at)
        for at in range(start, end)
        if formula[at].kind == "open" and at + 2 < found.ends[at] < end
    ]
    ranked = [*ranks.values(), *((depth, BRACKET) for depth, _ in brackets)]
    if not ranked:
        return set()
    loosest = min(ranked)
    if loosest[1] == BRACKET:
        widest = max((at for depth, at in brackets if depth == loosest[0]), key=lambda at: found.ends[at] - at)
        return _inside(found, widest)
    places = [at for at, rank in ranks.items() if rank == loosest]
    return _filled(formula, places, row, room) if SUM <= loosest[1] <= POWER else set(places)


def _filled(formula: tuple[Word, ...], places: list[int], row: _Row, room: int) -> set[int]:
    """As few of these breaks as give lines that fit."""
    start, end, _ = row
    breaks: set[int] = set()
    for place, following in zip(places, [*places[1:], end], strict=True):
        if len(spaced(formula[start:following])) >= room:
            breaks.add(place)
            start = place
    return breaks
