"""A decision table and what its inputs can be -> what is wrong with it, as values: holes, overlaps, rows never reached.

Exact: a table without findings answers for every value, once under `tunggal`, at least once under `pertama`. An absent
value that no row asks for gives an N/A for that reason and is no hole; a row can be reached by it all the same.
"""

from __future__ import annotations

from functools import reduce
from itertools import islice
from operator import or_
from typing import TypeAlias

from engine.analysis import boxes, cover
from engine.analysis.boxes import Bits, Box, Holders
from engine.analysis.cells import Passed
from engine.analysis.columns import a_value, pieces, plain
from engine.analysis.cover import Budget
from engine.analysis.domains import Domain, narrowed
from engine.analysis.sets import Few, Line, Scalar, intervals
from engine.analysis.table_grid import Domains, Grid, Inputs, Rows, UnknownText, Unproven, grid
from engine.language import typed
from engine.language.types import ANY
from engine.record import dataclass, replace
from engine.source import Source

MOST_HOLES = 10
MOST_PAIRS = 20
SOON = cover.WORK // 100
"""The work for holes in a table that is known to be wrong already."""

Case: TypeAlias = "tuple[Scalar | None, ...]"
"""One value for each heading; None is an absent one."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Cells that no row holds any part of, ready for a row of their own, and cases in them: of the column that has the
    most pieces one for each."""

    cells: tuple[Passed, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows, from 0, that both hold for a case."""

    first: int
    second: int
    case: Case


@dataclass(frozen=True, slots=True)
class Unreached:
    """A row that never answers: its cell in the column `empty` lets nothing through, or the rows `before` take all."""

    row: int
    empty: int | None = None
    before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """The rows `first` to `last` give the same and differ in one column only, where `cell` says what all of them say.
    `listing`: the cell is a list and not one range or everything."""

    first: int
    last: int
    column: int
    cell: Passed
    listing: bool


@dataclass(frozen=True, slots=True)
class TableReport:
    """Rows count from 0. `more_holes`: there are, or may be, others. `overlap_count` counts those left out as well."""

    holes: tuple[Hole, ...] = ()
    more_holes: bool = False
    overlaps: tuple[Overlap, ...] = ()
    overlap_count: int = 0
    unreached: tuple[Unreached, ...] = ()
    duplicates: tuple[tuple[int, int], ...] = ()
    merges: tuple[Merge, ...] = ()
    unproven: tuple[Unproven, ...] = ()
    unknown: tuple[UnknownText, ...] = ()
    unanswered: tuple[int, ...] = ()
    """Columns in which `not(null)` tells values from what is absent, and no row is for that."""


@dataclass(frozen=True, slots=True)
class Side:
    """Rows as boxes, the same from the side of the atoms, and for each row those before it that it meets."""

    boxes: tuple[Box, ...]
    columns: tuple[Holders, ...]
    meets: list[Bits]


def study(
    inputs: Inputs, rows: Rows, policy: typed.Policy, domains: Domains
) -> tuple[TableReport, tuple[Domains, ...]]:
    """Both `examine` and `reaching`, for the price of one."""
    table = grid(inputs, rows, domains)
    return _examined(table, rows, policy), _reached(table, policy, domains)


def examine(inputs: Inputs, rows: Rows, policy: typed.Policy, domains: Domains) -> TableReport:
    """Everything that is wrong with a table whose inputs have these domains."""
    return _examined(grid(inputs, rows, domains), rows, policy)


def reaching(rows: Rows, policy: typed.Policy, domains: Domains) -> tuple[Domains, ...]:
    """For each row the domains with which it can be the one that answers: what its cells let through, and under
    `pertama` without what rows before it take that hold all the rest of it. None stays None."""
    headings = tuple(typed.Local(str(at), type=ANY, span=Source("", "").span()) for at in range(len(domains)))
    return _reached(grid(headings, rows, domains), policy, domains)


def _examined(table: Grid, rows: Rows, policy: typed.Policy) -> TableReport:
    if not table.possible:
        return TableReport()
    if policy == "semua":
        return TableReport(unreached=_empty(table), duplicates=_duplicates(table, rows), unknown=table.unknown)
    sure = _side(table.sure, table)
    wide = sure if table.wide == table.sure else _side(table.wide, table)
    budget = Budget()
    report = TableReport(unproven=table.unproven, unknown=table.unknown, unanswered=_unanswered(table, rows))
    report = _overlapping(report, table, sure) if policy == "tunggal" else _covered(report, table, sure, wide, budget)
    if not any(found.why == "shared" for found in table.unproven):
        report = _open(report, table, wide, Budget(SOON) if report.overlap_count else budget)
    return replace(report, merges=_merges(table, rows, report))


def _side(rows: tuple[Box, ...], table: Grid) -> Side:
    columns = boxes.columns_of(rows, tuple(one.all for one in table.columns))
    return Side(rows, columns, boxes.meetings(rows, columns))


def _case(table: Grid, box: Box) -> Case:
    return tuple(a_value(table.columns[at], box[at]) for at in table.of)


def _cases(table: Grid, box: Box) -> tuple[Case, ...]:
    """One case for each piece of the column that has the most; a column that is full counts as one."""
    split = [[bits] if bits == one.present else pieces(one, bits) for one, bits in zip(table.columns, box, strict=True)]
    at = max(range(len(box)), key=lambda at: len(split[at]), default=0)
    return tuple(_case(table, (*box[:at], piece, *box[at + 1 :])) for piece in split[at]) if box else ((),)


def _empty(table: Grid) -> tuple[Unreached, ...]:
    """Rows with a cell that lets nothing through."""
    return tuple(Unreached(row, empty=table.of.index(box.index(0))) for row, box in enumerate(table.wide) if 0 in box)


def _unanswered(table: Grid, rows: Rows) -> tuple[int, ...]:
    """Columns that ask for a value where none may come, without a row that holds then."""
    found = []
    for at, number in enumerate(table.of):
        absent = table.columns[number].absent
        asks = any(_asks_for_value(row.conditions[at]) for row in rows)
        if absent and asks and not any(box[number] & absent for box in table.wide):
            found.append(at)
    return tuple(found)


def _asks_for_value(cell: typed.Typed) -> bool:
    return isinstance(cell, typed.Not) and isinstance(cell.operand, typed.IsNull) and not cell.operand.negated


def _duplicates(table: Grid, rows: Rows) -> tuple[tuple[int, int], ...]:
    """Rows that hold for the same and give the same as one before."""
    first: dict[Box, list[int]] = {}
    found = []
    for row, box in enumerate(table.sure):
        if 0 in box:
            continue
        before = first.setdefault(box, [])
        same = [other for other in before if rows[other].output == rows[row].output]
        found += [(other, row) for other in same[:1]]
        before.append(row)
    return tuple(found)


def _overlapping(report: TableReport, table: Grid, sure: Side) -> TableReport:
    """Under `tunggal`: pairs of rows that hold at once; with headings that are not independent none is certain."""
    report = replace(report, unreached=_empty(table))
    if any(found.why == "shared" for found in table.unproven):
        return report
    pairs = ((other, row) for row, before in enumerate(sure.meets) for other in boxes.bits_of(before))
    overlaps = tuple(
        Overlap(first, second, _case(table, boxes.common(sure.boxes[first], sure.boxes[second])))
        for first, second in islice(pairs, MOST_PAIRS)
    )
    return replace(report, overlaps=overlaps, overlap_count=sum(before.bit_count() for before in sure.meets))


def _covered(report: TableReport, table: Grid, sure: Side, wide: Side, budget: Budget) -> TableReport:
    """Under `pertama`: rows of which the rows before take everything."""
    meets = sure.meets if wide is sure else boxes.meetings(wide.boxes, sure.columns)
    hidden = cover.hidden(wide.boxes, sure.boxes, sure.columns, meets, budget)
    taken = tuple(Unreached(row, before=_takers(row, wide, sure, meets[row])) for row in hidden.rows)
    unproven = report.unproven if hidden.proven else (*report.unproven, Unproven("work", None))
    found = sorted((*_empty(table), *taken), key=lambda unreached: unreached.row)
    return replace(report, unreached=tuple(found), unproven=unproven)


def _takers(row: int, wide: Side, sure: Side, before: Bits) -> tuple[int, ...]:
    """The row that takes all of a row, or else those that take it together."""
    whole = boxes.holding(wide.boxes[row], sure.columns, before)
    return tuple(boxes.bits_of(whole & -whole or before))


def _open(report: TableReport, table: Grid, wide: Side, budget: Budget) -> TableReport:
    """What no row holds."""
    apart = not any(wide.meets)
    found = cover.holes(wide.boxes, wide.columns, table.present, apart, MOST_HOLES, budget)
    inside = sorted(found.boxes, key=lambda box: [bits & -bits for bits in box])
    holes = tuple(Hole(_hole_cells(table, box), _cases(table, box)) for box in inside)
    if holes or found.complete:
        return replace(report, holes=holes, more_holes=not found.complete)
    unproven = tuple(dict.fromkeys((*report.unproven, Unproven("work", None))))
    return report if report.overlap_count else replace(report, unproven=unproven)


def _hole_cells(table: Grid, box: Box) -> tuple[Passed, ...]:
    """The cells of a row that would fill the hole. `-` also takes what is absent; where the table has a row for that
    alone, it has to stay out."""
    cells = []
    for at, number in enumerate(table.of):
        one, own = table.columns[number], box[number]
        repeated = table.of.index(number) != at
        apart = any(row[number] == one.absent for row in table.wide)
        whole = own == one.present and not (one.absent and apart)
        cells.append(plain(one, one.all if repeated else own | one.absent if whole else own))
    return tuple(cells)


def _merges(table: Grid, rows: Rows, report: TableReport) -> tuple[Merge, ...]:
    """Rows one after the other that could be one."""
    wrong = {found.row for found in report.unreached}
    wrong |= {row for overlap in report.overlaps for row in (overlap.first, overlap.second)}
    found: list[Merge] = []
    first = 0
    while first < len(rows):
        last, differing = first, None
        while last + 1 < len(rows) and not {last, last + 1} & wrong:
            column = _differing(table, last, last + 1)
            if column is None or differing not in (None, column) or rows[last].output != rows[last + 1].output:
                break
            last, differing = last + 1, column
        if differing is not None:
            found.append(_merge(table, first, last, differing))
        first = last + 1
    return tuple(found)


def _differing(table: Grid, one: int, other: int) -> int | None:
    """The only column in which two proven rows differ. Absence is kept apart: its row is there to be seen."""
    if table.sure[one] != table.wide[one] or table.sure[other] != table.wide[other]:
        return None
    pairs = list(zip(table.sure[one], table.sure[other], strict=True))
    columns = [at for at, (a, b) in enumerate(pairs) if a != b]
    if len(columns) != 1:
        return None
    a, b = pairs[columns[0]]
    return None if (a | b) & table.columns[columns[0]].absent else columns[0]


def _merge(table: Grid, first: int, last: int, number: int) -> Merge:
    together = reduce(or_, [table.sure[row][number] for row in range(first, last + 1)])
    cell = plain(table.columns[number], together)
    listing = isinstance(cell.values, Line) and len(intervals(cell.values)) > 1
    listing = listing or (isinstance(cell.values, Few) and len(cell.values.values) > 1)
    return Merge(first, last, table.of.index(number), cell, listing)


def _reached(table: Grid, policy: typed.Policy, domains: Domains) -> tuple[Domains, ...]:
    columns = boxes.columns_of(table.sure, tuple(one.all for one in table.columns)) if policy == "pertama" else ()
    found = []
    for row, box in enumerate(table.wide):
        takers = boxes.takers(box, columns, (1 << row) - 1) if columns else (0,) * len(box)
        left = [_left(cells, row, rows) for cells, rows in zip(table.cells, takers, strict=True)]
        found.append(tuple(_narrowed(domain, left[at]) for domain, at in zip(domains, table.of, strict=True)))
    return tuple(found)


def _left(cells: tuple[Passed | None, ...], row: int, takers: Bits) -> Passed | None:
    """A cell without what others take of it; None is everything."""
    left = cells[row]
    for other in boxes.bits_of(takers):
        taken = cells[other]
        if taken is not None:
            left = ~taken if left is None else left & ~taken
    return left


def _narrowed(domain: Domain | None, cell: Passed | None) -> Domain | None:
    return domain if domain is None or cell is None else narrowed(domain, cell.values, cell.absent)


def everywhere(reports: tuple[TableReport, ...]) -> TableReport:
    """One report for a table that is used in several places: a hole or an overlap counts in any of them, a row is
    unreached and two are one only in all."""
    if len(reports) < 2:
        return reports[0] if reports else TableReport()
    first, *others = reports
    holes: list[Hole] = []
    for hole in (hole for report in reports for hole in report.holes):
        if not any(_inside(hole.cases[0], known) for known in holes):
            holes.append(hole)
    overlaps = {(found.first, found.second): found for report in reversed(reports) for found in report.overlaps}
    lost = [found.row for found in first.unreached if all(_has_unreached(found.row, report) for report in others)]
    return TableReport(
        tuple(holes),
        any(report.more_holes for report in reports),
        tuple(overlaps[pair] for pair in sorted(overlaps)),
        max(len(overlaps), *(report.overlap_count for report in reports)),
        tuple(found for found in first.unreached if found.row in lost),
        tuple(pair for pair in first.duplicates if all(pair in report.duplicates for report in others)),
        tuple(merge for merge in first.merges if all(merge in report.merges for report in others)),
        tuple(dict.fromkeys(found for report in reports for found in report.unproven)),
        tuple(text for text in first.unknown if all(text in report.unknown for report in others)),
        tuple(sorted({at for report in reports for at in report.unanswered})),
    )


def _inside(case: Case, hole: Hole) -> bool:
    return all(value is None or value in cell.values for value, cell in zip(case, hole.cells, strict=True))


def _has_unreached(row: int, report: TableReport) -> bool:
    return any(found.row == row for found in report.unreached)
