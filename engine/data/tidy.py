"""Raw data as every reader hands them on: one row for each value, every cell at its place in the file."""

from __future__ import annotations

from engine.manual.written import NumberFormat
from engine.record import dataclass
from engine.source import Span

COLUMNS = ("unit_kerja", "periode", "kode", "variabel", "nilai", "alasan", "keterangan")


@dataclass(frozen=True, slots=True)
class DataSource:
    """A data file as the contract declares it. `name` is the path inside the paket, at its `place` in the contract.

    `delimiter` and `format` are None where they are not declared; a reader that needs one says so.
    """

    name: str
    place: Span
    delimiter: str | None = None
    format: NumberFormat | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell without the spaces around it; `span` is where it stands, its quotes included."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One value, with the format that its number is written in. The columns are called as in the file."""

    place: Span
    format: NumberFormat
    unit_kerja: Cell
    periode: Cell
    kode: Cell
    variabel: Cell
    nilai: Cell
    alasan: Cell
    keterangan: Cell
