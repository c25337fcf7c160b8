"""Values, cells and rows of a decision table -> text as a person writes it in that table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction

from engine.analysis.cells import Passed, mentioned
from engine.analysis.sets import Few, Interval, Line, Scalar, intervals
from engine.analysis.table_report import Case, Merge
from engine.diagnostics.model import Example
from engine.language import typed
from engine.language.literals import decimal, quoted
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass

ANY = "-"
REASON = 'tidak tersedia("…")'
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Notation:
    """How the numbers of a column are written: what is written as 1, and the sign behind it."""

    one: Fraction = Fraction(1)
    symbol: str = ""


PLAIN = Notation()


@dataclass(frozen=True, slots=True)
class Wording:
    """One column: its heading, how its numbers are written, and the values that its cells mention as they do it."""

    heading: str
    notation: Notation = PLAIN
    written: Mapping[Scalar, str] = field(default_factory=dict)

    def order(self, value: object) -> int:
        """The place of a value among those that the table mentions, from the top."""
        known = list(self.written)
        return known.index(value) if value in self.written else len(known)  # type: ignore[arg-type]


def wordings(table: typed.Table, notation: Sequence[Notation]) -> tuple[Wording, ...]:
    """The columns of a table. Without a notation it is read off the cells: a column with `%` is in percent."""
    found = []
    for at, header in enumerate(table.inputs):
        literals = mentioned(row.conditions[at] for row in table.rows)
        written = {value: node.span.text for value, node in reversed(literals)}
        percent = any(text.endswith(PERCENT) for text in written.values())
        own = notation[at] if notation else Notation(Fraction(1, 100), PERCENT) if percent else Notation()
        in_order = {value: written[value] for value, _ in literals}
        found.append(Wording(header.span.text.strip(), own, in_order))
    return tuple(found)


def value_text(value: Scalar | None, notation: Notation = PLAIN) -> str:
    """A value as a cell has it: `90%`, `"a"`, `@"2023-12-31"`, `true`; `null` for an absent one."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case date():
            return f'@"{value.isoformat()}"'
    scaled = value / notation.one
    if _ends(scaled):
        return decimal(scaled) + notation.symbol
    return decimal(value) if _ends(value) else f"{value.numerator}/{value.denominator}"


def _ends(value: Fraction) -> bool:
    """Whether its decimals come to an end."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


def cell_text(cell: Passed, wording: Wording) -> str:
    """A cell that lets just this through."""
    values = cell.values
    if values.empty:
        return "null"
    if (~values).empty:
        return ANY if cell.absent else "not(null)"
    if not cell.absent and _negated(values):
        return f"not({', '.join(_tests(~values, wording))})"
    return ", ".join([*_tests(values, wording), *(["null"] if cell.absent else [])])


def cell_tests(cell: Passed, wording: Wording) -> list[str]:
    """The same taken apart, for a message."""
    alone = cell.absent or cell.values.empty or (~cell.values).empty or _negated(cell.values)
    return [cell_text(cell, wording)] if alone else _tests(cell.values, wording)


def _negated(values: Line | Few) -> bool:
    """Whether it is simpler to say what is left out: single values."""
    if isinstance(values, Few):
        return values.others
    return values.first and all(
        low is not None and high is not None and low[0] == high[0] for low, high in intervals(~values)
    )


def _tests(values: Line | Few, wording: Wording) -> list[str]:
    if isinstance(values, Line):
        pieces = sorted(intervals(values), key=lambda piece: min(_orders(piece, wording)))
        return [_interval(*piece, wording) for piece in pieces]
    return [
        _written(value, wording) for value in sorted(values.values, key=lambda value: (wording.order(value), value))
    ]


def _orders(piece: Interval, wording: Wording) -> list[int]:
    return [wording.order(cut[0]) for cut in piece if cut is not None]


def _interval(low: tuple[Scalar, bool] | None, high: tuple[Scalar, bool] | None, wording: Wording) -> str:
    if low is None and high is not None:
        return f"{'<=' if high[1] else '<'} {_written(high[0], wording)}"
    if high is None and low is not None:
        return f"{'>' if low[1] else '>='} {_written(low[0], wording)}"
    assert low is not None and high is not None, "a cell that lets everything through is written otherwise"
    if low[0] == high[0]:
        return _written(low[0], wording)
    ends = _written(low[0], wording), _written(high[0], wording)
    return f"{'(' if low[1] else '['}{ends[0]}..{ends[1]}{']' if high[1] else ')'}"


def _written(value: Scalar, wording: Wording) -> str:
    """As the table writes it elsewhere, a constant by its name."""
    return wording.written.get(value) or value_text(value, wording.notation)


def example(case: Case, columns: Sequence[Wording]) -> Example:
    """Values by heading."""
    return tuple(
        (column.heading, value_text(value, column.notation)) for column, value in zip(columns, case, strict=True)
    )


def case_text(case: Case, columns: Sequence[Wording], shown: Sequence[bool]) -> str:
    """`a = 90%, b = "x"`: the columns that matter."""
    parts = [f"{name} = {text}" for (name, text), wanted in zip(example(case, columns), shown, strict=True) if wanted]
    return ", ".join(parts)


def ready_rows(table: typed.Table, rows: Sequence[Sequence[str]]) -> str:
    """New rows, aligned like the table: their cells for its inputs, and a reason for want of a value."""
    text = read_table(table.span)[0]
    if text is None:
        return "\n".join(" | ".join([*row, REASON]) for row in rows)
    return _aligned(text, [_placed(text, row) for row in rows])


def _placed(text: TextTable, cells: Sequence[str]) -> list[str]:
    """The cells of a new row in the order of the table's columns."""
    inputs = iter(cells)
    row = []
    for header in text.header:
        row.append(REASON if header.text.startswith("=") else ANY if header.text.startswith("#") else next(inputs))
    return row


def merged_rows(table: typed.Table, merges: Sequence[Merge], columns: Sequence[Wording]) -> str:
    """For each merge the one row that stands for all of them."""
    text = read_table(table.span)[0]
    assert text is not None, "the table was read once already"
    inputs = [at for at, header in enumerate(text.header) if not header.text.startswith(("=", "#"))]
    rows = []
    for merge in merges:
        row = [cell.text for cell in text.rows[merge.first]]
        row[inputs[merge.column]] = cell_text(merge.cell, columns[merge.column])
        rows.append(row)
    return _aligned(text, rows)


def _aligned(text: TextTable, rows: Sequence[Sequence[str]]) -> str:
    widths = [
        max(
            len(row[at])
            for row in ([cell.text for cell in text.header], *([cell.text for cell in own] for own in text.rows), *rows)
        )
        for at in range(len(text.header))
    ]
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
