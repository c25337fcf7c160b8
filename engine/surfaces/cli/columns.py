"""Rows of cells -> lines of text: columns aligned, numbers to the right, the longest texts wrapped to the width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from engine.record import dataclass

GAP = "  "
NARROWEST = 16
"""A column of text is never made narrower than this: a line may then be longer than the width."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`style` is put around the text once its width no longer matters. A text of several lines keeps them."""

    text: str
    right: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell on one line, filled up to its column."""

    text: str
    fill: str
    cell: Cell

    @property
    def parts(self) -> tuple[str, str, str]:
        """(before, text, behind)."""
        return (self.fill, self.text, "") if self.cell.right else ("", self.text, self.fill)


def laid_out(rows: Sequence[Sequence[Cell]], width: int) -> list[list[list[Piece]]]:
    """For each row its lines, each a piece for every column."""
    widths = _widths(rows, width)
    return [_row(row, widths) for row in rows]


def _row(row: Sequence[Cell], widths: Sequence[int]) -> list[list[Piece]]:
    columns = [
        [line for part in _lines([cell.text]) for line in wrapped(part, size)]
        for cell, size in zip(row, widths, strict=True)
    ]
    lines = []
    for at in range(max(len(column) for column in columns)):
        texts = [column[at] if at < len(column) else "" for column in columns]
        trios = zip(texts, row, widths, strict=True)
        lines.append([Piece(text, " " * (size - measure(text)), cell) for text, cell, size in trios])
    return lines


def _lines(texts: Iterable[str]) -> list[str]:
    """All lines of these texts; an empty text is one line."""
    return [line for text in texts for line in text.split("\n")]


def _widths(rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """The widest column of text gives way until the lines fit."""
    natural = [max(map(measure, _lines(row[at].text for row in rows))) for at in range(len(rows[0]))]
    room = width - len(GAP) * (len(natural) - 1)
    texts = [at for at in range(len(natural)) if not any(row[at].right for row in rows)]
    while sum(natural) > room and texts:
        widest = max(texts, key=lambda at: natural[at])
        if natural[widest] <= NARROWEST:
            break
        natural[widest] = max(NARROWEST, natural[widest] - (sum(natural) - room))
    return natural


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines of at most `width` columns, later ones indented; a longer word stands on its own."""
    if measure(text) <= width:
        return [text]
    lines, line = [], ""
    for word in text.split():
        if line.strip() and measure(line) + 1 + measure(word) > width:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line.strip() else f"{line}{word}"
    lead = text[: len(text) - len(text.lstrip())]
    lines.append(line)
    return [lead + lines[0], *lines[1:]]


def measure(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_wide, text))


def _wide(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
