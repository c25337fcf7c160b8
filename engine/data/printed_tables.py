"""The printed tables of a report: text tables in `published.yaml`, with what must hold between their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from engine.data.model import PrintedTableForm
from engine.data.numbers import printed_number
from engine.data.published_problems import no_such_column, no_such_row, table_twice
from engine.diagnostics.model import Diagnostic
from engine.language.check import check_formula
from engine.language.parse import parse_formula
from engine.language.scope import Scope, Variable
from engine.language.types import ANY
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.leaves import Held, Key
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass
from engine.source import Span

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed: `cells` by row and column, without those that say nothing.

    `sums`: rows that are the sum of others; a name that is no row is a number that the others add up to. `formulas`:
    how the cells of a column follow from those beside them.
    """

    name: str
    where: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, str], Span] = field(compare=False, repr=False)
    sums: Mapping[str, tuple[str, ...]]
    formulas: Mapping[str, Span]
    note: str | None = None


def read_tables(items: tuple[Held, ...], found: list[Diagnostic]) -> Iterator[PrintedTable]:
    """The tables of a report. What is wrong in one of them is told, and left out."""
    first: dict[str, Span] = {}
    for held in items:
        if not isinstance(held.node, MappingNode):
            found.append(wrong_form(held.span, "mapping"))
            continue
        form, problems = conform(held.node, PrintedTableForm)
        found += problems
        table, problems = read_table(form.isi) if form is not None else (None, ())
        found += problems
        if form is not None and form.nama.text in first:
            found.append(table_twice(form.nama.span, first[form.nama.text], form.nama.text))
        elif form is not None and table is not None:
            first[form.nama.text] = form.nama.span
            yield _table(form, table, found)


def _table(form: PrintedTableForm, table: TextTable, found: list[Diagnostic]) -> PrintedTable:
    columns = tuple(cell.text for cell in table.header[1:])
    rows = tuple(row[0].text for row in table.rows)
    named = {(row[0].text, column): cell for row in table.rows for column, cell in zip(columns, row[1:], strict=True)}
    places = {key: cell for key, cell in named.items() if cell.text != NOTHING}
    return PrintedTable(
        form.nama.text,
        form.di.text.strip(),
        columns,
        rows,
        {key: cell.text for key, cell in places.items()},
        places,
        dict(_sums(form, rows, found)),
        {str(key): span for key, span in form.rumus.items() if _is_sound(key, span, columns, found)},
        form.catatan.text.strip() if form.catatan else None,
    )


def _sums(
    form: PrintedTableForm, rows: tuple[str, ...], found: list[Diagnostic]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sums whose rows are all there."""
    for whole, parts in form.jumlah_dari.items():
        unknown = [(part.text, part.span) for part in parts if part.text not in rows]
        if str(whole) not in rows and printed_number(str(whole)) is None:
            unknown.insert(0, (str(whole), whole.span))
        found += [no_such_row(place, name, rows) for name, place in unknown]
        if not unknown:
            yield str(whole), tuple(part.text for part in parts)


def _is_sound(key: Key, formula: Span, columns: tuple[str, ...], found: list[Diagnostic]) -> bool:
    """Whether a formula is for a column of the table and can be computed from the others."""
    if key not in columns:
        found.append(no_such_column(key.span, str(key), columns))
        return False
    expr, problems = parse_formula(formula)
    if expr is not None:
        scope = Scope().bind(*(Variable(name, ANY) for name in columns if name != key))
        problems = (*problems, *check_formula(expr, scope)[1])
    found += problems
    return not any(one.severity == "error" for one in problems)
