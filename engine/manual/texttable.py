"""A text block with `|` between its columns -> header and rows of cells, each at its place in the file."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import table_problems as problem
from engine.record import dataclass
from engine.source import Source, Span

REMEMBERED = 1_000
_PIECES = re.compile(r'"(?:[^"\\\n]|\\.)*"|\||[^"|]+|"')


@dataclass(frozen=True, slots=True)
class TextTable:
    """Cells without the spaces around them. Every row has as many as the header."""

    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    span: Span

    def column(self, name: str) -> int | None:
        """The position of a column by its heading."""
        names = [cell.text for cell in self.header]
        return names.index(name) if name in names else None


def row_place(row: tuple[Span, ...]) -> Span:
    """Where a row stands. Of one with cells out of several files, in the file that changed it, which names it first."""
    cells = [cell for cell in row if cell.source is row[0].source]
    return row[0].to(cells[-1])


@lru_cache(maxsize=REMEMBERED)
def read_table(block: Span) -> tuple[TextTable | None, Problems]:
    """The table of a block. Rows with a wrong number of cells or an empty cell are reported and left out."""
    lines = [line for line in _lines(block) if line.text.strip()]
    if not lines:
        return None, (problem.no_header(block),)
    header, *rows = (_cells(line) for line in lines)
    found: list[Diagnostic] = [problem.empty_cell(cell) for cell in header if not cell.text]
    names = [cell.text for cell in header]
    found += [problem.column_twice(cell) for at, cell in enumerate(header) if cell.text and cell.text in names[:at]]
    good = []
    for line, row in zip(lines[1:], rows, strict=True):
        trouble = _trouble(line, row, header)
        found += trouble
        if not trouble:
            good.append(row)
    bad_header = bool(found) and not all(names)
    return (None if bad_header else TextTable(header, tuple(good), block)), tuple(found)


def _trouble(line: Span, row: tuple[Span, ...], header: tuple[Span, ...]) -> list[Diagnostic]:
    if len(row) != len(header):
        return [problem.wrong_cells(trimmed(line), len(row), len(header))]
    return [problem.empty_cell(cell) for cell in row if not cell.text]


def _lines(block: Span) -> list[Span]:
    spans = []
    at = block.start
    for line in block.text.splitlines(keepends=True):
        spans.append(Span(block.source, at, at + len(line)))
        at += len(line)
    return spans


def _cells(line: Span) -> tuple[Span, ...]:
    """Split at `|`, except inside quotes."""
    text, at, cells = line.text, line.start, []
    for part in _quoted_parts(text) if '"' in text else text.split("|"):
        cells.append(_trimmed(line.source, at, part).real)
        at += len(part) + 1
    return tuple(cells)


def _quoted_parts(text: str) -> list[str]:
    parts = [""]
    for piece in _PIECES.findall(text):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def trimmed(span: Span) -> Span:
    """Without the spaces at both ends; an empty cell stays at its first character."""
    return _trimmed(span.source, span.start, span.text)


def _trimmed(source: Source, at: int, text: str) -> Span:
    inner = text.strip()
    start = at + len(text) - len(text.lstrip()) if inner else at
    return Span(source, start, start + len(inner))
