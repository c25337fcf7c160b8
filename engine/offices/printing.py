"""The figures of an office in a period -> the lines of a table, quickly where a program computed them.

What a program returns becomes text without a figure being made of it: for each figure it is known beforehand what
stands before and behind its number, and of most that are absent all of it. A test holds the lines against figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any, TypeAlias

from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.offices.cells import line_of, quoted, text
from engine.offices.computed import Computed, Heading
from engine.programs.figures import Figures, Fixed, Quotient, Recipe, Word
from engine.record import dataclass
from engine.results.display import digits

OFFICE = "\0"
"""Stands for the name of the office; no cell has it."""
MOST = 256

TEXTS = 20_000
"""Numbers whose text is kept."""

Quick: TypeAlias = "tuple[str, int, int, tuple[int, ...], tuple[int, ...], bool, str]"
"""What stands before it, the scale above and below the line, the numbers of values above and below, whether no decimals
are shown of a whole number, what stands behind."""
Piece: TypeAlias = "str | Quick | tuple[str, int, str] | tuple[str, Unit | None]"
"""A text; a number; a word with what is around it; or a figure that has to be looked at."""


@dataclass(slots=True, eq=False)
class Printer:
    """Lines without the exact column. `decimals`: as the manual shows figures. `known`: the pieces for each program,
    which is known by its recipes."""

    decimals: int
    known: dict[tuple[int, int, str], tuple[object, object, list[Piece]]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    """By a number that is rounded, in units of its last decimal."""
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        self.twice = 2 * 10**self.decimals

    def lines(self, computed: Computed, office: str, period: str) -> str:
        """All lines of an office in a period."""
        figures, headings = computed.figures, computed.known.headings
        written = "".join(self._written(self._pieces(figures.recipes, headings, period), figures))
        return written.replace(OFFICE, quoted(text(office)))

    def _pieces(self, recipes: Mapping[str, Recipe], headings: Sequence[Heading], period: str) -> list[Piece]:
        key = id(recipes), id(headings), period
        if key not in self.known:
            if len(self.known) >= MOST:
                self.known.clear()
            # Both are kept, so that no other has their place in memory meanwhile.
            self.known[key] = recipes, headings, list(_joined(self._made(recipes, headings, period)))
        return self.known[key][2]

    def _made(self, recipes: Mapping[str, Recipe], headings: Sequence[Heading], period: str) -> Iterator[Piece]:
        for id_, unit in headings:
            recipe = recipes.get(id_)
            begin = f"{OFFICE};{quoted(text(period))};{quoted(id_)};"
            match recipe:
                case Fixed(result):
                    yield begin + line_of(result.outcome, unit, self.decimals)
                case Word(at, under):
                    yield begin, at, f";{Outcome(True, (), under).status}\n"
                case Quotient(scale, above, below, under):
                    one = unit.one if unit else Fraction(1)
                    sign = f" {unit.symbol}" if unit and unit.symbol == "%" else ""
                    count = unit is not None and unit.kind == "hitungan"
                    end = f"{sign};{Outcome(scale, (), under).status}\n"
                    top, bottom = (scale / one).as_integer_ratio()
                    yield begin, top, bottom, above, below, count, end
                case None:
                    yield f"{begin}{id_}", unit

    def _written(self, pieces: list[Piece], figures: Figures) -> list[str]:
        values: Sequence[Any] = figures.returned
        found: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                found.append(piece)
            elif len(piece) == 7:
                begin, above, below, tops, bottoms, count, end = piece
                for at in tops:
                    above *= values[at]
                for at in bottoms:
                    below *= values[at]
                found += begin, self._digits(above, below, count), end
            elif len(piece) == 3:
                value = values[piece[1]]
                shown = ("tidak", "ya")[value] if isinstance(value, bool) else quoted(text(value))
                found += piece[0], shown, piece[2]
            else:
                begin, _, id_ = piece[0].rpartition(";")
                found.append(f"{begin};{line_of(figures[id_].outcome, piece[1], self.decimals)}")
        return found

    def _digits(self, above: int, below: int, count: bool) -> str:
        """A quotient as it is shown; many have the same few digits."""
        if count or above < 0 or below < 0:
            return digits(above, below, self.decimals, count=count)
        rounded = (above * self.twice + below) // (2 * below)
        shown = self.texts.get(rounded)
        if shown is None:
            if len(self.texts) >= TEXTS:
                self.texts.clear()
            shown = self.texts[rounded] = digits(above, below, self.decimals)
        return shown


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Texts that follow each other are one."""
    waiting: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            waiting.append(piece)
            continue
        head = "".join(waiting)
        waiting.clear()
        yield from (head,) if head else ()
        yield piece
    if waiting:
        yield "".join(waiting)
