"""Boxes over columns -> which points none of them holds, and which of them the others hold.

Every column is cut into atoms, the smallest sets of values that no cell tells apart. A cell is a set of atoms, a row is
a box: one set for each column. Nothing is sampled. Columns are not followed one after the other, which does not end on
nested partitions:

- rows that do not meet leave nothing out if their sizes add up to that of the space; if not, halving the space towards
  the part where they do not add up leads to a point that is missing;
- where rows meet, the space is split until one row holds all of a part. An atom that all rows of another atom hold as
  well needs no look of its own: if the other is held, so is this one. A row that holds all of a part but for one column
  takes its atoms away from that column. What is left after that is little, and a budget ends what is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from engine.analysis.boxes import Bits, Box, Holders, Lane, bits_of, columns_of, common, holding, lane_of, size
from engine.record import dataclass

WORK = 1_500_000
"""How many atoms may be looked at for one table before it counts as not proven: some seconds."""


SOME = 32
"""Atoms of each column where a free point is looked for first."""


class BudgetSpent(Exception):
    """Never leaves this module: it becomes an answer that says so."""


@dataclass(slots=True)
class Budget:
    left: int = WORK

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise BudgetSpent


@dataclass(frozen=True, slots=True)
class Holes:
    """Boxes that no row holds any part of. `complete`: there are no others; if not, there may be."""

    boxes: tuple[Box, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows that the rows before them hold all of. `proven`: it is known of every other row that it is none."""

    rows: tuple[int, ...]
    proven: bool


def holes(
    boxes: Sequence[Box], columns: Sequence[Holders], space: Box, apart: bool, most: int, budget: Budget
) -> Holes:
    """What no row holds, in boxes as large as they get, at most so many. `apart`: no two rows share a point."""
    if not all(space) or (boxes and not space):
        return Holes((), True)
    if apart:
        return _missing_boxes(boxes, columns, space, most)
    found: list[Box] = []
    try:
        while True:
            known = len(found)
            together = columns if not found else columns_of([*boxes, *found], space)
            lanes = [column.lane(bits) for column, bits in zip(together, space, strict=True)]
            for point in _unheld(lanes, (1 << (len(boxes) + known)) - 1, budget):
                if any(_inside(point, hole) for hole in found):
                    continue
                if len(found) == most:
                    return Holes(tuple(found), False)
                found.append(grown(point, boxes, columns, found, space))
            if len(found) == known:
                return Holes(tuple(found), True)
    except BudgetSpent:
        return Holes(tuple(found), False)


def _inside(point: tuple[int, ...], box: Box) -> bool:
    return all(bits >> atom & 1 for bits, atom in zip(box, point, strict=True))


def hidden(
    rows: Sequence[Box], boxes: Sequence[Box], columns: Sequence[Holders], meets: Sequence[Bits], budget: Budget
) -> Hidden:
    """Rows of which every point is held by one of the boxes before them that they meet. A box of a row that is hidden
    itself adds nothing to the others."""
    found: list[int] = []
    useful, proven = -1, True
    for row, (box, before) in enumerate(zip(rows, meets, strict=True)):
        try:
            if before & useful and _held(box, boxes, columns, before & useful, budget):
                found.append(row)
                useful &= ~(1 << row)
        except BudgetSpent:
            proven = False
    return Hidden(tuple(found), proven)


def _held(box: Box, boxes: Sequence[Box], columns: Sequence[Holders], others: Bits, budget: Budget) -> bool:
    """Whether the others hold every point of the box. First what is quick: one holds all, a point is free at once, or
    together they are too small."""
    if holding(box, columns, others):
        return True
    if _free_point([column.lane(bits, SOME) for column, bits in zip(columns, box, strict=True)], others):
        return False
    near = [common(box, boxes[other]) for other in bits_of(others)]
    budget.spend(len(near) * len(box))
    if sum(map(size, near)) < size(box):
        return False
    lanes = [lane_of([other[at] for other in near], bits) for at, bits in enumerate(box)]
    return next(_unheld(lanes, (1 << len(near)) - 1, budget), None) is None


def _free_point(lanes: list[Lane], rows: Bits) -> bool:
    """Whether a point without rows is found at once: in each column the atom that fewest of the rows left hold."""
    for lane in lanes:
        best = rows
        for held, _ in lane:
            left = rows & held
            if left.bit_count() < best.bit_count():
                best = left
        rows = best
    return not rows


# Rows that do not meet: counting


def _missing_boxes(boxes: Sequence[Box], columns: Sequence[Holders], space: Box, most: int) -> Holes:
    rows = [box for box in (common(box, space) for box in boxes) if all(box)]
    left = size(space) - sum(map(size, rows))
    found: list[Box] = []
    while left > 0:
        if len(found) == most:
            return Holes(tuple(found), False)
        hole = grown(missing_point([*rows, *found], space), boxes, columns, found, space)
        found.append(hole)
        left -= size(hole)
    return Holes(tuple(found), True)


def missing_point(boxes: Sequence[Box], space: Box) -> tuple[int, ...]:
    """A point that is missing in boxes whose sizes add up to less than the space: of two halves one must lack."""
    rows = [(box, size(box)) for box in boxes]
    room = size(space)
    point = []
    for at, whole in enumerate(space):
        atoms, part = list(bits_of(whole)), whole
        while len(atoms) > 1:
            middle = len(atoms) // 2
            lower = part & ((1 << atoms[middle]) - 1)
            room //= len(atoms)
            kept = _within(rows, at, lower)
            if sum(weight for _, weight in kept) < room * middle:
                part, atoms = lower, atoms[:middle]
            else:
                part, atoms = part ^ lower, atoms[middle:]
                kept = _within(rows, at, part)
            rows, room = kept, room * len(atoms)
        point.append(atoms[0])
        rows = [(box, weight) for box, weight in rows if box[at] & part]
    return tuple(point)


Weighed: TypeAlias = "list[tuple[Box, int]]"


def _within(rows: Weighed, at: int, part: Bits) -> Weighed:
    """Rows as far as they lie in a part of one column, with their sizes there."""
    kept = []
    for box, weight in rows:
        bits = box[at]
        inside = bits & part
        if inside == bits:
            kept.append((box, weight))
        elif inside:
            smaller = weight // bits.bit_count() * inside.bit_count()
            kept.append(((*box[:at], inside, *box[at + 1 :]), smaller))
    return kept


def grown(
    point: tuple[int, ...], boxes: Sequence[Box], columns: Sequence[Holders], others: Sequence[Box], space: Box
) -> Box:
    """The point, widened column by column as far as no row and no other box is touched; of two orders the one that
    gives more."""
    found = []
    for order in (range(len(space)), range(len(space) - 1, -1, -1)):
        hole = [1 << atom for atom in point]
        for at in order:
            rows = -1
            for other, column in enumerate(columns):
                rows = rows & column.touching(hole[other]) if other != at else rows
            beside = [boxes[row] for row in bits_of(rows if rows > 0 else (1 << len(boxes)) - 1)] if rows else []
            beside += [box for box in others if _beside(box, hole, at)]
            hole[at] = space[at]
            for box in beside:
                hole[at] &= ~box[at]
        found.append(tuple(hole))
    return max(found, key=size)


def _beside(box: Box, hole: list[Bits], at: int) -> bool:
    """Whether they meet in every column but this."""
    return all(bits & hole[other] for other, bits in enumerate(box) if other != at)


# Rows that meet: splitting


def _unheld(lanes: list[Lane], rows: Bits, budget: Budget) -> Iterator[tuple[int, ...]]:
    """Points of this part of the space that no row holds, at least one for each part where there is one."""
    waiting = [(lanes, rows)]
    budget.spend(sum(map(len, lanes)))
    while waiting:
        lanes, rows = waiting.pop()
        left = _simplified(lanes, rows, budget)
        if left is None:
            continue
        lanes, rows = left
        if not rows:
            yield tuple(lane[0][1] for lane in lanes)
            continue
        waiting += _split(lanes, rows, budget)


def _simplified(lanes: list[Lane], rows: Bits, budget: Budget) -> tuple[list[Lane], Bits] | None:
    """The part without what is known to be held; None if nothing is left. Without rows all of it is unheld."""
    while True:
        lanes = [_lowest(lane, rows) for lane in lanes]
        budget.spend(sum(map(len, lanes)))
        some, every = rows, []
        for lane in lanes:
            either, both = 0, rows
            for held, _ in lane:
                either |= held
                both &= held
            some &= either
            every.append(both)
        if not some:
            return lanes, 0
        before = rows
        rows = some
        trimmed = _trimmed(lanes, every, rows)
        if trimmed is None:
            return None
        if trimmed is lanes and rows == before:
            return lanes, rows
        lanes = trimmed


def _trimmed(lanes: list[Lane], every: list[Bits], rows: Bits) -> list[Lane] | None:
    """Without the atoms that a row takes which holds all else; None if such a row holds everything."""
    result = lanes
    for at, lane in enumerate(lanes):
        full = rows
        for other, both in enumerate(every):
            if other != at:
                full &= both
        if full:
            kept = [entry for entry in lane if not entry[0] & full]
            if not kept:
                return None
            if len(kept) < len(lane):
                return [*result[:at], kept, *result[at + 1 :]]
    return result


def _lowest(lane: Lane, rows: Bits) -> Lane:
    """Without atoms that all rows of a neighbour hold as well: they are held wherever the neighbour is."""
    kept: Lane = []
    for held, atom in lane:
        held &= rows
        while kept and kept[-1][0] & held == held:
            kept.pop()
        if not kept or kept[-1][0] & held != kept[-1][0]:
            kept.append((held, atom))
    return kept


def _split(lanes: list[Lane], rows: Bits, budget: Budget) -> list[tuple[list[Lane], Bits]]:
    """Two parts, cut where the larger one has the fewest rows."""
    best: tuple[int, int, int] | None = None
    for at, lane in enumerate(lanes):
        if len(lane) < 2:
            continue
        after, right = [], 0
        for held, _ in reversed(lane):
            right |= held
            after.append(right)
        left = 0
        for cut in range(1, len(lane)):
            left |= lane[cut - 1][0]
            larger = max(left.bit_count(), after[-1 - cut].bit_count())
            if best is None or larger < best[0]:
                best = larger, at, cut
    assert best is not None, "a part with one atom in each column is held by all its rows"
    _, at, cut = best
    budget.spend(sum(map(len, lanes)))
    parts = [[*lanes[:at], piece, *lanes[at + 1 :]] for piece in (lanes[at][:cut], lanes[at][cut:])]
    return [(part, rows) for part in parts]
