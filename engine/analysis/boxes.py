"""Rows of a table as boxes over columns of atoms, and the same from the side of the atoms.

Sets are whole numbers used as bits, of the atoms of a column here and of rows there, so that one operation looks at all
rows at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import accumulate
from math import prod
from operator import xor
from typing import TypeAlias

from engine.record import dataclass

Bits: TypeAlias = int
Box: TypeAlias = tuple[Bits, ...]
Lane: TypeAlias = "list[tuple[Bits, int]]"
"""The atoms of one column in a part of the space: the rows that hold each, and its number."""


def size(box: Box) -> int:
    """How many points it has."""
    return prod(bits.bit_count() for bits in box)


def bits_of(bits: Bits) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def runs(bits: Bits) -> Iterator[tuple[int, int]]:
    """Stretches of set bits: from (included) to (excluded)."""
    start = 0
    while bits:
        gap = (bits & -bits).bit_length() - 1
        bits >>= gap
        length = (~bits & (bits + 1)).bit_length() - 1
        start += gap
        yield start, start + length
        bits >>= length
        start += length


@dataclass(frozen=True, slots=True)
class Holders:
    """One column from the side of its atoms: which rows hold each (`at`), where that changes (`starts`), and quickly,
    which rows hold some or all of many."""

    at: list[Bits]
    starts: list[int]
    some: list[list[Bits]] = field(default_factory=list)
    every: list[list[Bits]] = field(default_factory=list)
    known: dict[Bits, Bits] = field(default_factory=dict)

    def touching(self, bits: Bits) -> Bits:
        """The rows that hold at least one of these atoms."""
        found = self.known.get(bits)
        if found is None:
            found = 0
            for start, end in runs(bits):
                level, last = self._level(self.some, start, end)
                found |= level[start] | level[last]
            self.known[bits] = found
        return found

    def holding(self, bits: Bits, rows: Bits) -> Bits:
        """Those of the rows that hold all of these atoms."""
        for start, end in runs(bits):
            level, last = self._level(self.every, start, end)
            rows &= level[start] & level[last]
        return rows

    def _level(self, table: list[list[Bits]], start: int, end: int) -> tuple[list[Bits], int]:
        """Entries that stand for 1, 2, 4, 8 … atoms each, the largest that fit, and where the last of them begins."""
        wanted = (end - start).bit_length() - 1
        if not table:
            table.append(self.at)
        while len(table) <= wanted:
            last, shifted = table[-1], table[-1][1 << (len(table) - 1) :]
            pairs = zip(last, shifted, strict=False)
            table.append([a | b for a, b in pairs] if table is self.some else [a & b for a, b in pairs])
        return table[wanted], end - (1 << wanted)

    def lane(self, bits: Bits, most: int | None = None) -> Lane:
        """These atoms, one for each stretch that the same rows hold; of each stretch of bits not many more than `most`,
        evenly spread."""
        found: Lane = []
        for start, end in runs(bits):
            found.append((self.at[start], start))
            first, last = bisect_right(self.starts, start), bisect_left(self.starts, end)
            step = 1 if most is None else (last - first) // most + 1
            found += [(self.at[atom], atom) for atom in self.starts[first:last:step]]
        return found


def holders(cells: Sequence[Bits], atoms: int) -> Holders:
    """From the cells of a column, row by row, to the rows of each of its atoms."""
    changes = [0] * (atoms + 1)
    for row, bits in enumerate(cells):
        for start, end in runs(bits):
            changes[start] ^= 1 << row
            changes[end] ^= 1 << row
    at = list(accumulate(changes[:-1], xor))
    return Holders(at, [atom for atom in range(atoms) if changes[atom]])


def lane_of(cells: Sequence[Bits], atoms: Bits) -> Lane:
    """The lane of a few rows, which lie within these atoms: less work than by way of all rows."""
    changes = dict.fromkeys((start for start, _ in runs(atoms)), 0)
    for row, bits in enumerate(cells):
        for ends in runs(bits):
            for end in ends:
                changes[end] = changes.get(end, 0) ^ 1 << row
    found: Lane = []
    now = 0
    for atom in sorted(changes):
        now ^= changes[atom]
        if atoms >> atom & 1:
            found.append((now, atom))
    return found


def columns_of(boxes: Sequence[Box], space: Box) -> tuple[Holders, ...]:
    """Every column from the side of its atoms. A row may hold more than the space that is looked at."""
    lanes = [[box[at] for box in boxes] for at in range(len(space))]
    return tuple(holders(cells, max(bits, *cells, 0).bit_length()) for cells, bits in zip(lanes, space, strict=True))


def meetings(boxes: Sequence[Box], columns: Sequence[Holders]) -> list[Bits]:
    """For each box the rows of the columns before it that share a point with it."""
    found = []
    for row, box in enumerate(boxes):
        before = (1 << row) - 1
        for bits, column in zip(box, columns, strict=True):
            before &= column.touching(bits)
            if not before:
                break
        found.append(before)
    return found


def holding(box: Box, columns: Sequence[Holders], rows: Bits) -> Bits:
    """Those of the rows that hold all of the box."""
    for bits, column in zip(box, columns, strict=True):
        rows = column.holding(bits, rows)
        if not rows:
            break
    return rows


def takers(box: Box, columns: Sequence[Holders], rows: Bits) -> Box:
    """For each column those of the rows that hold all of the box in every other column."""
    whole = [column.holding(bits, rows) for bits, column in zip(box, columns, strict=True)]
    found = []
    for at in range(len(box)):
        left = rows
        for other, held in enumerate(whole):
            left = left & held if other != at else left
        found.append(left)
    return tuple(found)


def common(one: Box, other: Box) -> Box:
    """The points of both."""
    return tuple(a & b for a, b in zip(one, other, strict=True))
