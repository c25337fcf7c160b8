"""A calculation -> the printed report: the table that the rule files lay out, its totals, and what has to be said.

Headings, labels and status words are those of the rule files. A figure under which something is missing is marked in
its own line, always in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from engine.diagnostics.model import Reason, say
from engine.diagnostics.render import render
from engine.results.calculation import Calculation, Line, Table
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from engine.surfaces.cli.columns import GAP, Cell, Piece, laid_out, measure
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.remarks import remarks

INDENT = "  "
MARK = "*"
MOST_CODES = 3


def show(console: Console, calculation: Calculation) -> None:
    """The report goes out; what is wrong in files goes to stderr, with its place."""
    errors = tuple(problem for problem in calculation.problems if problem.severity == "error")
    console.talk(render(errors, console.language, console.error_colour))
    console.out("".join(f"{line.rstrip()}\n" for line in _lines(console, calculation)))


def _lines(console: Console, calculation: Calculation) -> Iterator[str]:
    table = calculation.table
    if table is not None:
        yield console.painted(visible(table.title), "bold")
    yield _used(console, calculation)
    yield ""
    if table is not None:
        yield from _table(console, calculation, table)
        yield ""
        yield from _totals(console, calculation, table)
        yield ""
    yield from remarks(console, calculation)


def _used(console: Console, calculation: Calculation) -> str:
    """The manual, those it stands under, and where they lie."""
    places = ", ".join(reversed(calculation.files))
    codes = ", ".join((calculation.manual.code, *reversed(calculation.manual.under)))
    period = calculation.manual.periods[calculation.period]
    message = say(
        "period {code} ({name}), manual {codes}, from {places}",
        code=period.code, name=period.name, codes=codes, places=places,
    )  # fmt: skip
    return console.painted(visible(console.words(message)), "faint")


def _table(console: Console, calculation: Calculation, table: Table) -> Iterator[str]:
    rows = [_row(console, calculation, table, line) for line in table.lines]
    heading = [Cell(visible(text)) for text in (*table.headings, "")]
    columns = [_aligned(list(column)) for column in zip(heading, *rows, strict=True)]
    lines = laid_out([list(row) for row in zip(*columns, strict=True)], console.width)
    for pieces in lines[0]:
        yield _joined(console, pieces, "bold")
    yield "─" * _width(lines)
    for line in lines[1:]:
        for pieces in line:
            yield _joined(console, pieces)


def _aligned(column: list[Cell]) -> list[Cell]:
    """A column that holds numbers stands to the right, the marks of some of them outside the figures."""
    if not any(cell.right for cell in column):
        return column
    marked = any(cell.text.endswith(MARK) for cell in column)
    return [
        replace(cell, text=cell.text + " " if marked and not cell.text.endswith(MARK) else cell.text, right=True)
        for cell in column
    ]


def _width(lines: list[list[list[Piece]]]) -> int:
    """The width of the longest line."""
    plain = Console("en")
    return max(measure(_joined(plain, pieces).rstrip()) for line in lines for pieces in line)


def _joined(console: Console, pieces: list[Piece], style: str | None = None) -> str:
    texts = []
    for piece in pieces:
        before, text, behind = piece.parts
        wanted = style or piece.cell.style
        texts.append(before + (console.painted(text, wanted) if wanted else text) + behind)
    return GAP.join(texts)


def _row(console: Console, calculation: Calculation, table: Table, line: Line) -> list[Cell]:
    cells = [_cell(calculation, table, cell) for cell in line.cells]
    cells[0] = Cell(INDENT * line.depth + cells[0].text, style=cells[0].style)
    doubtful = any(cell is not None and cell.outcome.status == "provisional" for cell in line.cells)
    return [*cells, Cell(f"({console.words(say('provisional'))})" if doubtful else "")]


def _cell(calculation: Calculation, table: Table, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("")
    text = visible(shown(calculation, table, figure))
    mark = MARK if figure.outcome.status == "provisional" else ""
    return Cell(text + mark, isinstance(figure.outcome.value, Fraction), _style(calculation, table, figure))


def _style(calculation: Calculation, table: Table, figure: Figure) -> str | None:
    """The colour of a status; the word stands there as well."""
    display = calculation.manual.display
    status = display.status if display else None
    if status is None or figure.id.rpartition(".")[2] != status.rpartition(".")[2]:
        return None
    return table.colours.get(str(figure.outcome.value))


def shown(calculation: Calculation, table: Table, figure: Figure) -> str:
    """The figure as the rule files have it printed."""
    return displayed(figure.outcome, unit_of(figure.unit, calculation.manual.units), table.decimals)


def _totals(console: Console, calculation: Calculation, table: Table) -> Iterator[str]:
    rows = [
        [Cell(visible(label), style="bold"), Cell(visible(shown(calculation, table, figure)), style="bold"), Cell("")]
        for label, figure in table.totals
    ]
    if not rows:
        return
    for line, (_, figure) in zip(laid_out(rows, console.width), table.totals, strict=True):
        for pieces in line:
            yield _joined(console, pieces).rstrip() + _doubt(console, figure)


def _doubt(console: Console, figure: Figure) -> str:
    """What a total must not be read without."""
    outcome = figure.outcome
    if outcome.status == "final":
        return ""
    if outcome.status == "na":
        return GAP + console.words(say("(no value, lawfully: {codes})", codes=_codes(outcome.reasons)))
    missing = tuple(reason for reason in (*outcome.reasons, *outcome.carried) if not reason.lawful)
    count = len(dict.fromkeys(missing))
    return GAP + console.words(say("(provisional, missing: {count})", count=count))


def _codes(reasons: tuple[Reason, ...]) -> str:
    codes = list(dict.fromkeys(reason.code for reason in reasons))
    return ", ".join(codes[:MOST_CODES]) + (", …" if len(codes) > MOST_CODES else "")
