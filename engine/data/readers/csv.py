"""CSV -> rows, every cell at its exact place.

Cells are told apart here and not by Python's own reader, which follows the same rules of quoting but forgets where a
cell stood, and takes a text behind a closing quote, or a quote that is never closed, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field

from engine.data import file_problems as problem
from engine.data.tidy import COLUMNS, Cell, DataSource, Row
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.form_problems import missing_key
from engine.manual.places_problems import forbidden_character
from engine.manual.written import NumberFormat
from engine.record import dataclass
from engine.source import Source, Span

LINE = 2**20  # characters
DELIMITERS = (";", ",", "\t", "|")

_END = re.compile(r"\r\n|\r|\n|\Z")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What cannot be seen and makes two codes look the same: controls, marks of direction, spaces without width.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)

Sink = Callable[[Diagnostic], None]


def read_csv(data: bytes, name: str, source: DataSource) -> tuple[tuple[Row, ...], Problems]:
    """The rows of a CSV file: seven columns in any order, named in the first line."""
    text, problems = whole_text(data, name, source)
    if text is None or source.delimiter is None or source.format is None:
        return (), problems
    found: list[Diagnostic] = []
    records = Records(text, source.delimiter, found.append)
    return tuple(_rows(records, source.format, found.append)), tuple(found)


def whole_text(data: bytes, name: str, source: DataSource) -> tuple[Source | None, Problems]:
    """The text of a CSV file; None where it cannot be read as it is declared."""
    if source.delimiter is None or source.format is None:
        absent = (("pemisah", source.delimiter), ("desimal", source.format))
        return None, tuple(missing_key(source.place, key) for key, value in absent if value is None)
    return decoded(data, name, source.encoding)


def decoded(data: bytes, name: str, encoding: str, before: int = 0) -> tuple[Source | None, Problems]:
    """The text of a file, or of a part of one behind so many lines; None where it is not in this encoding, is empty, or
    has characters that nobody sees."""
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        source = Source(name, data.decode(encoding), before=before)
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode(encoding))
        readable = Source(name, data.decode(encoding, errors="replace"), before=before)
        return None, (problem.wrong_encoding(readable.span(start, start + 1), encoding),)
    if not source.text.strip():
        return None, (problem.empty_file(source.span(0, 0)),)
    match = _FORBIDDEN.search(source.text)
    return (source, ()) if match is None else (None, (forbidden_character(source.span(*match.span())),))


def _rows(records: Records, format: NumberFormat, sink: Sink) -> Iterator[Row]:
    lines = iter(records)
    header = next(lines, None)
    if header is None or records.lossy or not header_fits(header, records.delimiter, sink):
        return
    yield from rows_of(lines, [cell.text for cell in header], format, sink)


def rows_of(records: Iterable[list[Cell]], columns: Sequence[str], format: NumberFormat, sink: Sink) -> Iterator[Row]:
    """Records under a heading of these columns, as rows."""
    at = {column: position for position, column in enumerate(columns)}
    for cells in full(records, len(columns), sink):
        yield Row(extent(cells), format, **{name: cells[at[name]] for name in COLUMNS})


def full(records: Iterable[list[Cell]], width: int, sink: Sink) -> Iterator[list[Cell]]:
    """The records that have so many cells, and something in one of them."""
    for cells in records:
        if len(cells) != width:
            sink(problem.wrong_cells(extent(cells), len(cells), width))
        elif any(cell.text for cell in cells):
            yield cells


def header_fits(
    header: list[Cell], delimiter: str, sink: Sink, wanted: Sequence[str] = COLUMNS, optional: Sequence[str] = ()
) -> bool:
    """Whether these are the columns that are wanted, perhaps with those that are optional, each once."""
    place, names = extent(header), [cell.text for cell in header]
    if not set(names) & set(wanted):
        other = next((sign for sign in DELIMITERS if names[0].count(sign) >= len(wanted) - 1), None)
        line = delimiter.join(wanted)
        sink(problem.other_delimiter(place, delimiter, other) if other else problem.no_header(place, line))
        return False
    absent = [name for name in wanted if name not in names]
    for position, cell in enumerate(header):
        if cell.text not in (*wanted, *optional):
            sink(problem.unknown_column(cell.span if cell.text else place, cell.text, absent or (*wanted, *optional)))
        elif cell.text in names[:position]:
            sink(problem.column_twice(cell.span, header[names.index(cell.text)].span, cell.text))
    for name in absent:
        sink(problem.missing_column(place, name))
    return not absent and len(set(names)) == len(names) and set(names) <= {*wanted, *optional}


def extent(cells: list[Cell]) -> Span:
    """From the first cell of a record to its last."""
    return cells[0].span.to(cells[-1].span)


@dataclass(slots=True)
class Records:
    """The records of a file, a list of cells each, or those that begin from `at` to before `end`. Empty lines are left
    out; so are broken and too long ones, and then the reading is `lossy`."""

    source: Source
    delimiter: str
    sink: Sink
    at: int = 0
    end: int | None = None
    lossy: bool = False
    plain: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.plain = re.compile(rf"[^{re.escape(self.delimiter)}\r\n]*")

    def __iter__(self) -> Iterator[list[Cell]]:
        while self.at < (len(self.source.text) if self.end is None else self.end):
            cells = self._short_record()
            if cells is None:
                self.lossy = True
            elif len(cells) > 1 or cells[0].text:
                yield cells

    def _short_record(self) -> list[Cell] | None:
        start, end = self.at, self._end_of_line()
        long = end.start() - start > LINE
        if long:
            self.at = end.end()
        cells = None if long else self._record()
        if long or self.at - start > 2 * LINE:
            self.sink(problem.line_too_long(self.source.span(start, start + 1), LINE))
            return None
        return cells

    def _end_of_line(self) -> re.Match[str]:
        end = _END.search(self.source.text, self.at)
        assert end is not None
        return end

    def _record(self) -> list[Cell] | None:
        """The cells up to the end of the record, None where it is broken; goes on behind it."""
        cells: list[Cell] = []
        while True:
            cell = self._cell()
            if cell is None:
                self.at = self._end_of_line().end()
                return None
            cells.append(cell)
            if not self.source.text.startswith(self.delimiter, self.at):
                self.at = self._end_of_line().end()
                return cells
            self.at += 1

    def _cell(self) -> Cell | None:
        text, start = self.source.text, self.at
        if not text.startswith('"', start):
            return self._plain()
        match = _QUOTED.match(text, start)
        if match is None:
            self.sink(problem.unclosed_quote(self.source.span(start, start + 1)))
            return None
        self.at = match.end()
        if self.at < len(text) and text[self.at] not in ("\r", "\n", self.delimiter):
            self.sink(problem.text_after_quote(self.source.span(self.at, self._end_of_line().start())))
            return None
        return Cell(match.group(1).replace('""', '"').strip(), self.source.span(start, self.at))

    def _plain(self) -> Cell:
        match = self.plain.match(self.source.text, self.at)
        assert match is not None
        raw, start = match.group(), self.at
        self.at = match.end()
        bare = raw.strip()
        first = start + len(raw) - len(raw.lstrip()) if bare else start
        return Cell(bare, self.source.span(first, first + len(bare)))
