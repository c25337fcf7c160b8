"""Values, cells and rows of a decision table -> text as a person writes it in that table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction

from engine.analysis.cells import Passed, mentioned
from engine.analysis.sets import Few, Line, Scalar, intervals
from engine.analysis.table_report import Case, Merge
from engine.diagnostics.model import Example
from engine.language import typed
from engine.language.literals import decimal, quoted
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass, replace

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
    """One column: its heading, how its numbers are written, the values that its cells mention as they do it, from the
    top, and whether the table goes from large values to small ones."""

    heading: str
    notation: Notation = PLAIN
    written: Mapping[Scalar, str] = field(default_factory=dict)
    falling: bool = False

    def in_order(self, values: Iterable[Scalar | None]) -> list[Scalar | None]:
        """As the table has them: texts by where they are mentioned, numbers and dates rising or falling."""
        found = list(values)
        if any(isinstance(value, str | bool | None) for value in found):
            place = {value: at for at, value in enumerate(self.written)}
            return sorted(found, key=lambda value: len(place) if value is None else place.get(value, len(place)))
        return sorted(found, reverse=self.falling)  # type: ignore[type-var]


def wordings(table: typed.Table, notation: Sequence[Notation]) -> tuple[Wording, ...]:
    """The columns of a table. Without a notation it is read off the cells: a column with `%` is in percent."""
    text = read_table(table.span)[0]
    headings = [cell.text for cell in text.header if not cell.text.startswith(("=", "#"))] if text else []
    found = []
    for at, header in enumerate(table.inputs):
        lanes = [mentioned([row.conditions[at]]) for row in table.rows]
        written: dict[Scalar, str] = {}
        for value, node in (pair for lane in lanes for pair in lane):
            written.setdefault(value, node.span.text)
        percent = any(text.endswith(PERCENT) for text in written.values())
        own = notation[at] if notation else Notation(Fraction(1, 100), PERCENT) if percent else PLAIN
        heading = headings[at] if len(headings) == len(table.inputs) else header.span.text.strip()
        found.append(Wording(heading, own, written, _falls([lane[0][0] for lane in lanes if lane])))
    return tuple(found)


def _falls(firsts: Sequence[Scalar]) -> bool:
    """Whether the rows mostly begin with smaller and smaller values."""
    pairs = list(zip(firsts, firsts[1:], strict=False))
    down = sum(isinstance(a, Fraction | date) and type(a) is type(b) and b < a for a, b in pairs)  # type: ignore[operator]
    return 2 * down > len(pairs)


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
    """The same taken apart, for a message, where a constant stands for its value."""
    wording = replace(wording, written={value: value_text(value, wording.notation) for value in wording.written})
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
        pieces = [_interval(*piece, wording) for piece in intervals(values)]
        return pieces[::-1] if wording.falling else pieces
    return [_written(value, wording) for value in wording.in_order(values.values) if value is not None]


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
