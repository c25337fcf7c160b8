"""A table and the rows that a later version changes, adds or takes out -> one table, every cell at its own place.

A row is told from the others by what stands in the columns that tell rows apart: the inputs of a decision table, the
first column of the points of a scale, `nama` (and `bila`, the condition of its set) of components, `kode` of a table of
codes. Nothing is guessed: a row that is not there, or is there twice, is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias, cast

from engine.diagnostics.model import Diagnostic
from engine.manual import version_problems as problem
from engine.manual.content import plain
from engine.manual.table_problems import missing_column, unknown_column
from engine.manual.texttable import TextTable, read_table
from engine.manual.written import PERCENT, POINT, read_number
from engine.record import dataclass
from engine.source import Source, Span

Sink = Callable[[Diagnostic], None]
Keys: TypeAlias = Callable[[TextTable], tuple[str, ...]]
Row: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows of one table that a version states: changed, new, and those that are no more."""

    changed: TextTable | None = None
    new: TextTable | None = None
    gone: TextTable | None = None


def of_decision(table: TextTable) -> tuple[str, ...]:
    """The inputs."""
    return tuple(cell.text for cell in table.header if not cell.text.startswith(("=", "#")))


def of_points(table: TextTable) -> tuple[str, ...]:
    """The input of a scale."""
    return (table.header[0].text,)


def of_components(table: TextTable) -> tuple[str, ...]:
    """The name of a component."""
    return ("nama",)


def of_codes(table: TextTable) -> tuple[str, ...]:
    """The code."""
    return ("kode",)


def read_changes(changed: Span | None, new: Span | None, gone: Span | None, sink: Sink) -> Changes:
    """The tables of `baris`, `baris_baru` and `baris_hapus`."""
    return Changes(*(_read(block, sink) for block in (changed, new, gone)))


def _read(block: Span | None, sink: Sink) -> TextTable | None:
    if block is None:
        return None
    table, problems = read_table(block)
    for one in problems:
        sink(one)
    return table


@dataclass(slots=True)
class Patched:
    """A table that is being changed. `names`: the columns that tell its rows apart."""

    table: TextTable
    names: tuple[str, ...]
    sink: Sink
    rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = list(self.table.rows)

    @property
    def columns(self) -> list[str]:
        return [plain(cell.text) for cell in self.table.header]

    def key(self, row: Row, columns: list[str]) -> tuple[str, ...]:
        """What tells a row from the others."""
        return tuple(plain(row[columns.index(plain(name))].text) for name in self.names)

    def hits(self, key: tuple[str, ...]) -> list[int]:
        """The rows with this key."""
        return [at for at, row in enumerate(self.rows) if self.key(row, self.columns) == key]

    def fits(self, table: TextTable) -> list[str] | None:
        """The columns of a table of changes; None if they are not columns of this table, or do not tell rows apart."""
        columns = [plain(cell.text) for cell in table.header]
        possible = [cell.text for cell in self.table.header]
        unknown = [cell for cell in table.header if plain(cell.text) not in self.columns]
        absent = [name for name in self.names if plain(name) not in columns]
        for cell in unknown:
            self.sink(unknown_column(cell, possible))
        for name in absent:
            self.sink(missing_column(table.header[0].to(table.header[-1]), name))
        return None if unknown or absent else columns

    def found(self, row: Row, columns: list[str]) -> int | None:
        """The one row that is meant."""
        key = self.key(row, columns)
        hits = self.hits(key)
        if len(hits) == 1:
            return hits[0]
        if hits:
            self.sink(problem.row_twice(row[0], " | ".join(key), [self.rows[at][0] for at in hits]))
        else:
            names = [" | ".join(self.key(other, self.columns)) for other in self.rows]
            self.sink(problem.unknown_row(row[0], " | ".join(key), names, self.table.header[0]))
        return None

    def change(self, table: TextTable) -> None:
        """Cells exchanged, row by row."""
        columns = self.fits(table)
        if columns is None:
            return
        if all(name in [plain(key) for key in self.names] for name in columns):
            self.sink(problem.no_changed_column(table.header[0].to(table.header[-1])))
            return
        for row in table.rows:
            at = self.found(row, columns)
            if at is None:
                continue
            before = self.rows[at]
            self.rows[at] = tuple(
                row[columns.index(name)] if name in columns else cell
                for name, cell in zip(self.columns, before, strict=True)
            )
            if all(plain(a.text) == plain(b.text) for a, b in zip(before, self.rows[at], strict=True)):
                self.sink(problem.changes_nothing(row[0].to(row[-1]), row[0].text, before[0]))

    def take_out(self, table: TextTable) -> None:
        """Rows that are no more."""
        columns = self.fits(table)
        hits = [self.found(row, columns) for row in table.rows] if columns is not None else []
        self.rows = [row for at, row in enumerate(self.rows) if at not in hits]

    def add(self, table: TextTable) -> None:
        """New rows, behind the others; those of a scale where their number belongs is for the table's own check."""
        columns = self.fits(table)
        absent = [cell.text for cell in self.table.header if plain(cell.text) not in (columns or ())]
        for name in absent if columns is not None else ():
            self.sink(missing_column(table.header[0].to(table.header[-1]), name))
        if columns is None or absent:
            return
        for row in table.rows:
            first = self.hits(self.key(row, columns))
            if first:
                self.sink(problem.row_is_there(row[0], row[0].text, self.rows[first[0]][0]))
            else:
                self.rows.append(tuple(row[columns.index(name)] for name in self.columns))

    def in_order(self) -> None:
        """Points of a scale in rising order, if all are plain numbers."""
        numbers = [
            read_number(row[0].text, POINT, PERCENT if row[0].text.endswith(PERCENT) else None) for row in self.rows
        ]
        if all(isinstance(number, Fraction) for number in numbers):
            order = sorted(range(len(numbers)), key=lambda at: cast("Fraction", numbers[at]))
            self.rows = [self.rows[at] for at in order]


def patched(block: Span, changes: Changes, keys: Keys, sink: Sink) -> Span:
    """The table of a block with these changes: a text put together out of the cells of all."""
    table = _read(block, sink)
    if table is None:
        return block
    names = keys(table)
    if any(table.column(name) is None for name in names):
        return block
    wrong: list[Diagnostic] = []
    result = Patched(table, names, wrong.append)
    for rows, step in ((changes.gone, result.take_out), (changes.changed, result.change), (changes.new, result.add)):
        if rows is not None:
            step(rows)
    if keys is of_points and changes.new is not None:
        result.in_order()
    for one in wrong:
        sink(one)
    if wrong:  # half of the changes would bring mistakes that nobody made
        return block
    return block if result.rows == list(table.rows) else put_together(table.header, result.rows)


def put_together(header: Row, rows: Iterable[Row]) -> Span:
    """One text out of these cells, which knows where each came from."""
    lines = (header, *rows)
    widths = [max(len(cell.text) for cell in column) for column in zip(*lines, strict=True)]
    text, pieces = "", []
    for row in lines:
        for at, cell in enumerate(row):
            pieces.append((len(text), cell))
            text += cell.text if at == len(row) - 1 else f"{cell.text:<{widths[at]}} | "
        text += "\n"
    return Source(header[0].source.name, text, tuple(pieces)).span()


def codes(block: Span) -> list[str]:
    """The codes of a table of codes."""
    table, _ = read_table(block)
    at = None if table is None else table.column("kode")
    return [] if table is None or at is None else [row[at].text for row in table.rows]


def without(block: Span, names: Collection[str]) -> Span | None:
    """A table of codes without these; None if no row is left."""
    table, _ = read_table(block)
    at = None if table is None else table.column("kode")
    if table is None or at is None:
        return block
    kept = [row for row in table.rows if row[at].text not in names]
    if len(kept) == len(table.rows):
        return block
    return put_together(table.header, kept) if kept else None


# ---- several sets of components

CONDITION = "bila"


def by_set(
    changes: Changes, conditions: Sequence[str], tables: Sequence[Span | None], sink: Sink
) -> tuple[Changes | None, ...]:
    """The changes of each set: that with the condition in the column `bila`, or the only one that has the name."""
    read = [None if block is None else read_table(block)[0] for block in tables]
    names = [[] if one is None else [row[one.column("nama") or 0].text for row in one.rows] for one in read]
    kinds = [
        _distributed(table, conditions, names, at == 1, sink)
        for at, table in enumerate((changes.changed, changes.new, changes.gone))
    ]
    found = [Changes(*(kind[at] for kind in kinds)) for at in range(len(conditions))]
    return tuple(None if one == Changes() else one for one in found)


def _distributed(
    table: TextTable | None, conditions: Sequence[str], names: list[list[str]], new: bool, sink: Sink
) -> list[TextTable | None]:
    """The rows of one table of changes, for each set."""
    if table is None:
        return [None for _ in conditions]
    at, name = table.column(CONDITION), table.column("nama")
    found: list[list[Row]] = [[] for _ in conditions]
    for row in table.rows:
        if at is not None:
            hits = [number for number, text in enumerate(conditions) if text == plain(row[at].text)]
        else:
            hits = [
                number for number, known in enumerate(names) if name is not None and (new or row[name].text in known)
            ]
        if len(hits) == 1:
            found[hits[0]].append(tuple(cell for number, cell in enumerate(row) if number != at))
        elif hits:
            sink(problem.set_unclear(row[0], conditions))
        elif at is not None:
            sink(problem.unknown_set(row[at], conditions))
        else:
            sink(problem.unknown_row(row[0], row[0].text, [one for known in names for one in known], table.header[0]))
    header = tuple(cell for number, cell in enumerate(table.header) if number != at)
    return [TextTable(header, tuple(rows), table.span) if rows else None for rows in found]
