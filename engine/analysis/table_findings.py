"""What was found in a decision table -> findings: at most one of each kind for a table, in the words of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.analysis import table_findings_problems as problem
from engine.analysis.table_report import Case, Hole, TableReport, Unreached
from engine.analysis.table_words import (
    Notation,
    Wording,
    case_text,
    cell_tests,
    cell_text,
    example,
    merged_rows,
    ready_rows,
    wordings,
)
from engine.diagnostics.model import Diagnostic, Message, Problems, say
from engine.language import typed
from engine.source import Span

SHOWN = 3
"""Cases that are named; the others are counted."""


def findings(table: typed.Table, report: TableReport, notation: Sequence[Notation] = ()) -> Problems:
    """The findings of one table."""
    columns = wordings(table, notation)
    return (
        *_holes(table, report, columns),
        *_overlaps(table, report, columns),
        *_unreached(table, report),
        *_merges(table, report, columns),
        *_unproven(table, report),
        *_duplicates(table, report),
        *_unknown(report),
        *(problem.no_row_for_absence(table.inputs[at].span) for at in report.unanswered if not report.holes),
    )


def _place(table: typed.Table) -> Span:
    """The headings of the inputs stand for the whole table."""
    return table.inputs[0].span.to(table.inputs[-1].span) if table.inputs else table.span


# Holes


def _holes(table: typed.Table, report: TableReport, columns: tuple[Wording, ...]) -> Iterator[Diagnostic]:
    if report.holes:
        cases = [(hole, case) for hole in report.holes for case in _in_order(columns, hole.cases)]
        message = _one_column(report, columns[0]) if len(columns) == 1 else _cases(report, columns, cases)
        rows = [
            [cell_text(cell, column) for cell, column in zip(hole.cells, columns, strict=True)] for hole in report.holes
        ]
        examples = tuple(example(case, columns) for _, case in cases[:SHOWN])
        yield problem.hole(_place(table), message, ready_rows(table, rows), examples)


def _in_order(columns: Sequence[Wording], cases: Sequence[Case]) -> list[Case]:
    """The cases of a hole, which differ in one column, as the table has its values."""
    for at, column in enumerate(columns):
        if len({case[at] for case in cases}) > 1:
            order = column.in_order(case[at] for case in cases)
            return sorted(cases, key=lambda case: order.index(case[at]))
    return list(cases)


def _one_column(report: TableReport, column: Wording) -> Message:
    """What is missing, in the words of cells: `90 and 70 belong to no row`."""
    tests = [test for hole in report.holes for test in cell_tests(hole.cells[0], column)]
    shown = ", ".join(tests[:SHOWN])
    if report.more_holes:
        return say("{values} and more belong to no row", values=shown)
    if len(tests) > SHOWN:
        return say("{values} and {count} more belong to no row", values=shown, count=len(tests) - SHOWN)
    if len(tests) > 1:
        return say("{values} and {last} belong to no row", values=", ".join(tests[:-1]), last=tests[-1])
    return say("{value} belongs to no row", value=tests[0])


def _cases(report: TableReport, columns: tuple[Wording, ...], cases: Sequence[tuple[Hole, Case]]) -> Message:
    texts = [case_text(case, columns, _matters(hole)) for hole, case in cases]
    shown = "; ".join(texts[:SHOWN])
    if report.more_holes:
        return say("no row holds for {cases}; and for more", cases=shown)
    if len(texts) > SHOWN:
        return say("no row holds for {cases}; and for {count} more", cases=shown, count=len(texts) - SHOWN)
    return say("no row holds for {cases}", cases=shown)


def _matters(hole: Hole) -> list[bool]:
    """The columns in which a hole does not hold everything; all of them if it holds everything."""
    narrow = [not (~cell.values).empty for cell in hole.cells]
    return narrow if any(narrow) else [True] * len(narrow)


# Overlaps


def _overlaps(table: typed.Table, report: TableReport, columns: tuple[Wording, ...]) -> Iterator[Diagnostic]:
    if not report.overlaps:
        return
    first = report.overlaps[0]
    place, other = table.rows[first.second].span, table.rows[first.first].span
    case = case_text(first.case, columns, [True] * len(columns))
    if report.overlap_count == 1:
        message = say("this row and the one on line {line} both hold for {case}", line=other.line, case=case)
    else:
        message = say(
            "{count} pairs of rows hold at once: this row and the one on line {line} for {case}",
            count=report.overlap_count,
            line=other.line,
            case=case,
        )
    others = [(say("the other row"), other)]
    for found in report.overlaps[1:SHOWN]:
        line = table.rows[found.first].span.line
        case = case_text(found.case, columns, [True] * len(columns))
        others.append(
            (
                say("so do this row and the one on line {line}, for {case}", line=line, case=case),
                table.rows[found.second].span,
            )
        )
    examples = tuple(example(found.case, columns) for found in report.overlaps[:SHOWN])
    yield problem.overlap(place, message, tuple(others), examples)


# Rows


def _unreached(table: typed.Table, report: TableReport) -> Iterator[Diagnostic]:
    empty = [found for found in report.unreached if found.empty is not None]
    taken = [found for found in report.unreached if found.empty is None]
    if empty:
        places = [_cell(table, found) for found in empty]
        message = say("nothing can fit this cell, so its row never holds")
        if len(empty) > 1:
            message = say(
                "nothing can fit this cell, so its row never holds; {count} rows are like this", count=len(empty)
            )
        yield problem.unreached(places[0], message, _as_well(places), say("correct the cell, or delete the row"))
    if taken:
        places = [table.rows[found.row].span for found in taken]
        message = say("this row never counts, because the rows above it take all of its cases")
        if len(taken) > 1:
            message = say(
                "this row never counts, because the rows above it take all of its cases; {count} rows are like this",
                count=len(taken),
            )
        takers = [(say("taken here"), table.rows[row].span) for row in taken[0].before[:2]]
        fix = say("put it above the rows that take its cases, or delete it")
        yield problem.unreached(places[0], message, (*takers, *_as_well(places)), fix)


def _cell(table: typed.Table, found: Unreached) -> Span:
    return table.rows[found.row].conditions[found.empty or 0].span


def _as_well(places: Sequence[Span]) -> problem.Others:
    return tuple((say("here as well"), place) for place in places[1:SHOWN])


def _merges(table: typed.Table, report: TableReport, columns: tuple[Wording, ...]) -> Iterator[Diagnostic]:
    if report.merges:
        places = [table.rows[one.first].span.to(table.rows[one.last].span) for one in report.merges]
        message = say("these rows give the same and can be one row")
        if len(places) > 1:
            message = say("these rows give the same and can be one row, and so in {count} places", count=len(places))
        rows = merged_rows(table, report.merges[:SHOWN], columns)
        yield problem.mergeable(places[0], message, _as_well(places), rows)


def _duplicates(table: typed.Table, report: TableReport) -> Iterator[Diagnostic]:
    if report.duplicates:
        places = [table.rows[second].span for _, second in report.duplicates]
        first = table.rows[report.duplicates[0][0]].span
        message = say("this row holds for the same as the one on line {line} and gives the same", line=first.line)
        yield problem.duplicate(places[0], message, ((say("the other row"), first), *_as_well(places)))


# What cannot be looked at


def _unproven(table: typed.Table, report: TableReport) -> Iterator[Diagnostic]:
    by_reason = {why: [found for found in report.unproven if found.why == why] for why in ("cell", "shared", "work")}
    message, fix = (
        say("this table cannot be proved to be complete and unambiguous"),
        say("split it into smaller tables"),
    )
    if by_reason["cell"]:
        message = say("because of this cell the table cannot be proved to be complete and unambiguous")
        fix = say(
            "write constants, ranges, lists, `not(…)`, `null` or `-`;"
            " what is computed from inputs becomes a column of its own"
        )
    elif by_reason["shared"]:
        message = say(
            "because this column depends on the same input as another one,"
            " the table cannot be proved to be complete and unambiguous"
        )
        fix = say("ask for each input in one column only")
    found = by_reason["cell"] or by_reason["shared"] or by_reason["work"]
    if found:
        places = [one.place or _place(table) for one in found]
        yield problem.unproven(places[0], message, _as_well(places), fix)


def _unknown(report: TableReport) -> Iterator[Diagnostic]:
    by_text: dict[tuple[str, tuple[str, ...]], list[Span]] = {}
    for found in report.unknown:
        by_text.setdefault((found.text, found.declared), []).append(found.place)
    for (text, declared), places in by_text.items():
        yield problem.unknown_text(places, text, declared)
