"""A large CSV -> where in it the lines of each office stand, so that one office at a time can be read.

The file is gone through once, line by line, for the cell that names the office; nothing else is looked at, and only
places are kept. Where the rows of an office stand together that is one place, whatever the order of the offices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, TypeAlias

from engine.data.readers.csv import Records, decoded, header_fits
from engine.data.tidy import DataSource
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.form_problems import missing_key
from engine.manual.written import NumberFormat
from engine.record import dataclass
from engine.source import Source

Run: TypeAlias = "tuple[int, int, int]"
"""Lines that follow each other: from which byte to which, and how many lines stand before them."""
Place: TypeAlias = "tuple[Source | None, Problems]"

NO_OFFICE = ""
SOME = 1 << 16
"""Bytes that are looked at together."""
_MARK = b"\xef\xbb\xbf"
_OLD_END = re.compile(rb"\r(?!\n)")


@dataclass(slots=True, eq=False)
class Blocks:
    """`runs`: where the lines of each office stand. `name`: the file as the person knows it."""

    name: str
    source: DataSource
    columns: tuple[str, ...]
    runs: dict[str, list[Run]]
    read: Callable[[int, int], bytes] = field(repr=False)
    """The bytes from one place to another."""

    @property
    def delimiter(self) -> str:
        assert self.source.delimiter is not None
        return self.source.delimiter

    @property
    def format(self) -> NumberFormat:
        assert self.source.format is not None
        return self.source.format

    def texts(self, office: str) -> Iterator[Place]:
        """The lines of an office, each run of them as a text that knows its place in the file; None where one cannot
        be read."""
        for start, end, before in self.runs.get(office, ()):
            yield decoded(self.read(start, end), self.name, self.source.encoding, before)

    def first(self, office: str) -> Source:
        """The first of these texts, even if it is not in the encoding declared."""
        start, end, before = self.runs[office][0]
        text = self.read(start, end).decode(self.source.encoding, errors="replace")
        return Source(self.name, text, before=before)


def read_blocks(
    file: IO[bytes], name: str, source: DataSource, wanted: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Blocks | None, Problems]:
    """Where the offices stand in a file of these columns. The file stays open as long as its lines are wanted."""
    if source.delimiter is None or source.format is None:
        absent = (("pemisah", source.delimiter), ("desimal", source.format))
        return None, tuple(missing_key(source.place, key) for key, value in absent if value is None)
    file = _with_known_ends(file)
    found: list[Diagnostic] = []
    lines = _lines(file, source.delimiter)
    columns: tuple[str, ...] = ()
    for _, _, before, line in lines:
        if line.strip():
            text, problems = decoded(line, name, source.encoding, before)
            found += problems
            header = next(iter(Records(text, source.delimiter, found.append)), None) if text else None
            if header is None or not header_fits(header, source.delimiter, found.append, wanted, optional):
                return None, tuple(found)
            columns = tuple(cell.text for cell in header)
            break
    if not columns:
        return None, decoded(b"", name, source.encoding)[1]
    runs = _runs(lines, columns.index(wanted[0]), source)
    return Blocks(name, source, columns, runs, _reader(file)), tuple(found)


def _with_known_ends(file: IO[bytes]) -> IO[bytes]:
    """Old programs end a line with a carriage return alone; then all of the file is changed in memory."""
    returns = any(b"\r" in some for some in iter(partial(file.read, SOME), b""))
    file.seek(0)
    for line in file if returns else ():
        if b"\r" in line and _OLD_END.search(line):
            file.seek(0)
            return BytesIO(_OLD_END.sub(b"\n", file.read()))
    file.seek(0)
    return file


def _reader(file: IO[bytes]) -> Callable[[int, int], bytes]:
    """Opened each time: processes that share an open file would share the position in it."""
    if isinstance(file, BytesIO):
        data = file.getvalue()
        return lambda start, end: data[start:end]
    path = Path(file.name)

    def read(start: int, end: int) -> bytes:
        with path.open("rb") as again:
            again.seek(start)
            return again.read(end - start)

    return read


def _lines(file: IO[bytes], delimiter: str) -> Iterator[tuple[int, int, int, bytes]]:
    """Each record: from where, to where, behind how many lines, and its bytes. Most records are a line."""
    at = number = 0
    sign = delimiter.encode()
    waiting, began, line_before = b"", 0, 0
    for line in file:
        if number == 0 and line.startswith(_MARK):
            at, line = len(_MARK), line[len(_MARK) :]
        start, before = (began, line_before) if waiting else (at, number)
        at += len(line)
        number += 1
        if waiting or b'"' in line:
            line = waiting + line
            if _is_open(line, sign):
                waiting, began, line_before = line, start, before
                continue
            waiting = b""
        yield start, at, before, line
    if waiting:
        yield began, at, line_before, waiting


def _is_open(record: bytes, sign: bytes) -> bool:
    """Whether a cell between quotes goes on in the next line."""
    at = 0
    while at <= len(record):
        if record.startswith(b'"', at):
            at += 1
            while True:
                at = record.find(b'"', at)
                if at < 0:
                    return True
                if not record.startswith(b'""', at):
                    break
                at += 2
        following = record.find(sign, at)
        if following < 0:
            return False
        at = following + 1
    return False


def _runs(lines: Iterator[tuple[int, int, int, bytes]], column: int, source: DataSource) -> dict[str, list[Run]]:
    assert source.delimiter is not None
    sign = source.delimiter.encode()
    runs: dict[str, list[Run]] = {}
    known: dict[bytes, str] = {}
    latest, first, last, lines_before = None, 0, 0, 0
    begin: bytes | None = None  # of lines of the latest office, where its name is the first cell
    for start, end, before, line in lines:
        if begin is not None and start == last and line.startswith(begin):
            last = end
            continue
        cells = line.split(sign, column + 1)
        cell = cells[column] if column < len(cells) and b'"' not in line else None
        office = known.get(cell) if cell is not None else None
        if office is None:
            if not line.strip(b" \t\r\n" + sign):
                continue
            office = _office(line, column, source)
            if cell is not None:
                known[cell] = office
        begin = cell + sign if cell and column == 0 else None
        if office == latest and start == last:
            last = end
            continue
        if latest is not None:
            runs.setdefault(latest, []).append((first, last, lines_before))
        latest, first, last, lines_before = office, start, end, before
    if latest is not None:
        runs.setdefault(latest, []).append((first, last, lines_before))
    return runs


def _office(line: bytes, column: int, source: DataSource) -> str:
    """The cell that names the office; empty where it cannot be told."""
    assert source.delimiter is not None
    try:
        text = Source("", line.decode(source.encoding))
    except UnicodeDecodeError:
        return NO_OFFICE
    cells = next(iter(Records(text, source.delimiter, lambda found: None)), [])
    return cells[column].text if column < len(cells) else NO_OFFICE
