"""The rows of one office -> its raw data, quickly where they are plain.

A row is plain if it says a value that was read before for the same variable, or can be read without any doubt, and
nothing else. Numbers of such rows are looked at once more: whether one of them falls, jumps, or is above its whole. As
soon as anything is not plain, all rows of the office are read anew as those of a paket are, and every doubt is said
there: nothing here has a meaning of its own, and a test holds both against each other.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from operator import itemgetter
from typing import TypeAlias

from engine.data import absence
from engine.data.dataset import DataSet, accepted, conform_rows
from engine.data.kontrak import Kontrak
from engine.data.laid import Laid, Lines, Slot
from engine.data.plausibility import plausible
from engine.data.readers.blocks import Blocks
from engine.data.readers.csv import Records, rows_of
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic, Problems
from engine.language.values import Outcome, absent
from engine.manual.checked import Manual
from engine.manual.given import read_text, unit_of
from engine.offices.taken import Rows, Taken
from engine.record import dataclass
from engine.source import Source, Span

REMEMBERED = 500
"""Texts of values that are kept, for each variable."""
LAYOUTS = 256
"""Orders of rows that are kept."""
CELLS = ("kode", "variabel", "periode", "nilai", "alasan", "keterangan")

Cells: TypeAlias = "tuple[str, str, str, str, str, str]"
"""Those of a row under `CELLS`."""
_SLOT = itemgetter(0, 1, 2)

Texts: TypeAlias = "list[tuple[Source, Blocks]]"
"""The lines of an office, and the file in which they stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of an office in a text, each of which is a line."""

    blocks: Blocks
    rows: list[Cells]
    lines: Lines


@dataclass(slots=True, eq=False)
class SharedData:
    """What the manual declares of the rows of all offices under one shared contract."""

    manual: Manual
    kontrak: Kontrak
    taken: Mapping[tuple[str, str], Taken] = field(init=False)
    base: tuple[str, ...] = field(init=False)
    layouts: dict[tuple[Slot, ...], Rows | None] = field(default_factory=dict)
    latest: Rows | None = None

    def __post_init__(self) -> None:
        entries = [member.entry for member in self.kontrak.root.all() if member.entry is not None]
        self.taken = {
            (entry.kode, name): Taken(entry, wanted, absence.input_id(entry.level, entry.kode, name), unit)
            for entry in entries
            for name, wanted in accepted(entry, self.manual).items()
            for unit in (unit_of(wanted.quantity, self.manual.units, entry.unit),)
        }
        self.base = tuple(code for code, period in self.manual.periods.items() if period.parts == (code,))

    def of(self, kontrak: Kontrak, blocks: Iterable[Blocks]) -> tuple[DataSet, Problems]:
        """The data of an office, whose contract this is."""
        texts, problems = _texts(kontrak.unit_kerja, blocks)
        data = None if problems else self.plain(kontrak.unit_kerja, texts)
        return self.closely(kontrak, texts, problems) if data is None else (DataSet(data), ())

    def closely(self, kontrak: Kontrak, texts: Texts, problems: Problems) -> tuple[DataSet, Problems]:
        """The data of an office, cell by cell."""
        found: list[Diagnostic] = [*problems]
        rows = [row for text, one in texts for row in _rows(text, one, found)]
        data, more = conform_rows(rows, kontrak, self.manual)
        return data, (*found, *more, *plausible(kontrak, data, self.manual))

    def plain(self, office: str, texts: Texts) -> Laid | None:
        """None as soon as anything is not plain."""
        try:
            tables = [_table(text, blocks) for text, blocks in texts]
            rows = [row for table in tables if table for row in table.rows]
            layout = self._layout(rows) if None not in tables else None
            if layout is None or layout.doubtful:
                return None
            outcomes: list[Outcome] = []
            if not all(table and self._read(table, layout, outcomes) for table in tables):
                return None
            if any(series.doubtful(outcomes) for series in layout.series) or layout.over(outcomes):
                return None
        except (csv.Error, OverflowError):
            return None
        return Laid(office, layout.layout, outcomes, [table.lines for table in tables if table])

    def _layout(self, rows: list[Cells]) -> Rows | None:
        """What is known of offices with these rows; None where a row is of nothing that is declared."""
        latest = self.latest
        if latest is None or list(map(_SLOT, rows)) != latest.slots:
            slots = list(map(_SLOT, rows))
            key = tuple(slots)
            if key not in self.layouts:
                if len(self.layouts) >= LAYOUTS:
                    self.layouts.clear()
                known = all(slot[:2] in self.taken and slot[2] in self.manual.periods for slot in key)
                self.layouts[key] = Rows.of(slots, self.taken, self.base) if known else None
            self.latest = latest = self.layouts[key]
        return latest

    def _read(self, table: Table, layout: Rows, outcomes: list[Outcome]) -> bool:
        """The values of a table, behind those of others; False as soon as one is not plain."""
        first = len(outcomes)
        for at, (cells, one) in enumerate(zip(table.rows, layout.taken[first:], strict=False)):
            _, _, _, value, reason, note = cells
            if one.wins and not note.strip():
                return False
            outcome = one.known.get(value)
            if reason:
                outcome = self._absence(one, value, reason, table.lines.place(at))
            elif outcome is None:
                outcome = None if value in one.known else self._value(one, value, table.blocks)
            if outcome is None:
                return False
            outcomes.append(outcome)
        return True

    def _absence(self, one: Taken, value: str, reason: str, place: Span) -> Outcome | None:
        found = None if value else absence.declared(reason.strip(), self.manual.reasons, one.id, place)
        return None if found is None else absent(found)

    def _value(self, one: Taken, text: str, blocks: Blocks) -> Outcome | None:
        """A value within the limits that the manual declares."""
        value = one.plain(text, blocks.format)
        bare = text.strip()
        outcome = None if value is None else Outcome(value)
        if outcome is None and bare:
            outcome, _ = read_text(bare, Source("", bare).span(), one.wanted.quantity, one.unit, blocks.format)
        if len(one.known) >= REMEMBERED:
            one.known.clear()
        one.known[text] = outcome
        return outcome


def _table(text: Source, blocks: Blocks) -> Table | None:
    """The cells of a text; None where a row is no line, or too short or long."""
    at = {name: i for i, name in enumerate(blocks.columns)}
    chosen = itemgetter(*(at[name] for name in CELLS))
    lines = text.text.splitlines(keepends=True)
    records = list(csv.reader(lines, delimiter=blocks.delimiter, strict=True))
    if len(records) != len(lines) or any(len(record) != len(at) for record in records):
        return None
    rows = list(map(chosen, records))
    return Table(blocks, rows, Lines(text, [row[-1] for row in rows]))


def _texts(office: str, blocks: Iterable[Blocks]) -> tuple[Texts, Problems]:
    found: Texts = []
    problems: list[Diagnostic] = []
    for one in blocks:
        for text, more in one.texts(office):
            problems += more
            if text is not None:
                found.append((text, one))
    return found, tuple(problems)


def _rows(text: Source, blocks: Blocks, found: list[Diagnostic]) -> Iterator[Row]:
    """The rows of a text, cell by cell."""
    return rows_of(Records(text, blocks.delimiter, found.append), blocks.columns, blocks.format, found.append)
