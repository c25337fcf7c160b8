"""Boxes and what they leave out, against looking at every single point."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from engine.analysis import boxes, cover
from engine.analysis.boxes import Box, bits_of
from engine.analysis.cover import Budget

Point = tuple[int, ...]


def points(box: Box) -> set[Point]:
    return set(product(*(bits_of(bits) for bits in box)))


def random_boxes(chance: Random) -> tuple[list[Box], Box, Box]:
    """Boxes, all of the space, and the part of it that is looked at for holes."""
    sizes = [chance.randint(1, 5) for _ in range(chance.randint(1, 4))]
    whole = tuple((1 << size) - 1 for size in sizes)
    space = tuple(chance.getrandbits(size) or 1 for size in sizes) if chance.random() < 0.3 else whole

    def cell(size: int) -> int:
        return (1 << size) - 1 if chance.random() < 0.3 else chance.getrandbits(size)

    return [tuple(map(cell, sizes)) for _ in range(chance.randint(0, 9))], whole, space


@pytest.mark.parametrize("seed", range(4))
def test_every_point_is_accounted_for(seed: int) -> None:
    chance = Random(seed)
    for _ in range(250):
        rows, whole, space = random_boxes(chance)
        columns = boxes.columns_of(rows, whole)
        meets = boxes.meetings(rows, columns)
        assert meets == [
            sum(1 << other for other in range(at) if points(rows[other]) & points(row)) for at, row in enumerate(rows)
        ]
        found = cover.holes(rows, columns, space, not any(meets), 10**6, Budget())
        missing = [point for hole in found.boxes for point in points(hole)]
        assert found.complete and len(missing) == len(set(missing))
        assert set(missing) == points(space) - set().union(*map(points, rows))
        hidden = cover.hidden(rows, rows, columns, meets, Budget())
        taken = [set().union(*map(points, rows[:at])) for at in range(len(rows))]
        assert hidden.proven
        assert list(hidden.rows) == [at for at, row in enumerate(rows) if points(row) and points(row) <= taken[at]]


def test_a_hole_cannot_be_wider() -> None:
    chance = Random(7)
    for _ in range(300):
        rows, whole, space = random_boxes(chance)
        columns = boxes.columns_of(rows, whole)
        for hole in cover.holes(rows, columns, space, False, 1, Budget()).boxes:
            for at, bits in enumerate(hole):
                for atom in bits_of(space[at] & ~bits):
                    wider = (*hole[:at], 1 << atom, *hole[at + 1 :])
                    assert any(points(wider) & points(row) for row in rows)


def test_what_a_row_takes_is_found_column_by_column() -> None:
    rows = [(0b111, 0b001), (0b011, 0b111), (0b111, 0b111)]
    columns = boxes.columns_of(rows, (0b111, 0b111))
    assert boxes.takers(rows[2], columns, 0b011) == (0b010, 0b001)


def test_nested_partitions_end() -> None:
    """A thousand rows cut one inside the other, each cut at a place of its own: whole, and with one row removed."""
    chance = Random(1)
    rows: list[list[tuple[int, int]]] = [[(0, 10**6)] * 6]
    while len(rows) < 1000:
        row, column = chance.choice(rows), chance.randrange(6)
        low, high = row[column]
        cut = chance.randrange(low + 1, high)
        rows.append([*row[:column], (cut, high), *row[column + 1 :]])
        row[column] = (low, cut)
    ends = [sorted({end for row in rows for end in row[column]}) for column in range(6)]
    places = [{end: at for at, end in enumerate(lane)} for lane in ends]
    cells = [
        tuple((1 << at[high]) - (1 << at[low]) for (low, high), at in zip(row, places, strict=True)) for row in rows
    ]
    space = tuple((1 << len(lane) - 1) - 1 for lane in ends)
    for kept, holes in ((cells, 0), (cells[:500] + cells[501:], 1)):
        columns = boxes.columns_of(kept, space)
        for apart in (True, False):
            found = cover.holes(kept, columns, space, apart, 2, Budget())
            assert found.complete and len(found.boxes) == holes
            assert not holes or points_counted(found.boxes[0]) >= points_counted(cells[500])


def points_counted(box: Box) -> int:
    return boxes.size(box)


def test_a_spent_budget_is_said() -> None:
    rows = [(0b0111, 0b0011), (0b1110, 0b1100), (0b1001, 0b0110), (0b0110, 0b1001), (0b1111, 0b0100)]
    columns = boxes.columns_of(rows, (0b1111, 0b1111))
    assert cover.holes(rows, columns, (0b1111, 0b1111), False, 9, Budget(3)) == cover.Holes((), False)
    whole = [*rows, (0b1111, 0b1011), (0b1111, 0b1111)]
    columns = boxes.columns_of(whole, (0b1111, 0b1111))
    meets = boxes.meetings(whole, columns)
    assert cover.hidden(whole, whole, columns, meets, Budget(0)).proven is False
