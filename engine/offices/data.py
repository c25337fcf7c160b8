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
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from engine.data import absence
from engine.data.dataset import DataSet, Datum, Key, Wanted, accepted, conform_rows
from engine.data.kontrak import Kontrak
from engine.data.plausibility import plausible
from engine.data.readers.blocks import Blocks
from engine.data.readers.csv import Records, rows_of
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic, Problems
from engine.language.types import NUMBER
from engine.language.values import Outcome, absent
from engine.manual.checked import Entry, Manual, Unit, Variable
from engine.manual.given import read_text, unit_of
from engine.manual.written import PERCENT, NumberFormat
from engine.record import dataclass
from engine.source import Source, Span

REMEMBERED = 500
"""Texts of values that are kept, for each variable."""
SHORT = 40
"""Digits of a number that is read quickly."""
FAR = 7.9
"""A value so many times the one before may be misread; the exact bound is 8."""

Series: TypeAlias = "dict[tuple[str, str], dict[str, Outcome]]"
"""By kode and variable: the values of each period."""
Texts: TypeAlias = "list[tuple[Source, Blocks]]"
"""The lines of an office, and the file in which they stand."""


@dataclass(slots=True, eq=False)
class Taken:
    """What a row of one variable gives. `known`: texts that were read; None for those that are not plain."""

    entry: Entry
    wanted: Wanted
    id: str
    unit: Unit | None
    known: dict[str, Outcome | None] = field(default_factory=dict)

    def plain(self, text: str, format: NumberFormat) -> Fraction | None:
        """A number without sign, as most are, within its limits; None for whatever has to be looked at closely."""
        quantity = self.wanted.quantity
        value = plain_number(text, format, self.unit) if quantity.type == NUMBER and not quantity.whole else None
        low, high = quantity.lowest, quantity.highest
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            return None
        return value


@dataclass(slots=True, eq=False)
class SharedData:
    """What the manual declares of the rows of all offices under one shared contract."""

    manual: Manual
    kontrak: Kontrak
    taken: Mapping[tuple[str, str], Taken] = field(init=False)
    base: tuple[str, ...] = field(init=False)

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

    def plain(self, office: str, texts: Texts) -> dict[Key, Datum] | None:
        """None as soon as anything is not plain."""
        data: dict[Key, Datum] = {}
        series: Series = {}
        try:
            for text, blocks in texts:
                if not self._read(office, text, blocks, data, series):
                    return None
        except (csv.Error, OverflowError):
            return None
        return None if any(map(self._doubtful, series.items())) or self._over(series) else data

    def _read(self, office: str, text: Source, blocks: Blocks, data: dict[Key, Datum], series: Series) -> bool:
        at = {name: i for i, name in enumerate(blocks.columns)}
        kode_at, name_at, period_at = at["kode"], at["variabel"], at["periode"]
        value_at, reason_at, note_at = at["nilai"], at["alasan"], at["keterangan"]
        taken, periods, starts = self.taken, self.manual.periods, (*text.starts, len(text.text))
        lines = csv.reader(text.text.splitlines(keepends=True), delimiter=blocks.delimiter, strict=True)
        line = 0
        for cells in lines:
            start, line = starts[line], lines.line_num
            if len(cells) != len(at):
                return False
            kode, name, period = cells[kode_at], cells[name_at], cells[period_at]
            one = taken.get((kode, name))
            if one is None or period not in periods:
                return False
            note, key = cells[note_at], (kode, name, period, office)
            if key in data or (one.wanted.wins and not note.strip()):
                return False
            place = Span(text, start, starts[line])
            if cells[reason_at]:
                outcome = self._absence(one, cells[value_at], cells[reason_at], place)
            else:
                value = cells[value_at]
                outcome = one.known[value] if value in one.known else self._value(one, value, blocks)
            if outcome is None:
                return False
            data[key] = Datum(outcome, place, note.strip() or None)
            series.setdefault((kode, name), {})[period] = outcome
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

    # ---- doubts

    def _doubtful(self, series: tuple[tuple[str, str], dict[str, Outcome]]) -> bool:
        """Whether values of base periods may jump, or fall where they count from the first period on."""
        (kode, name), values = series
        variable = self.taken[kode, name].entry.variables.get(name)
        counts = variable is not None and variable.consolidation == "kumulatif"
        found = [(at, values[one].value) for at, one in enumerate(self.base, 1) if one in values]
        numbers = [(at, value) for at, value in found if isinstance(value, Fraction)]
        if counts and any(later < earlier for (_, earlier), (_, later) in pairwise(numbers)):
            return True
        sizes = [abs(one.numerator / one.denominator) / (at if counts else 1) for at, one in numbers if one]
        return any(later > FAR * earlier or earlier > FAR * later for earlier, later in pairwise(sizes))

    def _over(self, series: Series) -> bool:
        """Whether a part may be above its whole."""
        for (kode, name), values in series.items():
            one = self.taken[kode, name].entry.variables.get(name)
            whole = None if one is None or one.part_of is None else series.get((kode, one.part_of))
            if one is not None and whole is not None and self._above(one, values, whole):
                return True
        return False

    def _above(self, variable: Variable, part: dict[str, Outcome], whole: dict[str, Outcome]) -> bool:
        """Where both have the same base periods, what is not above in any of them is not above in any other."""
        same = part.keys() == whole.keys() and part.keys() <= set(self.base)
        pairs = ((one.value, whole[period].value) for period, one in part.items()) if same else ()
        return not same or any(
            isinstance(less, Fraction) and isinstance(more, Fraction) and less > more for less, more in pairs
        )


def plain_number(text: str, format: NumberFormat, unit: Unit | None) -> Fraction | None:
    """Digits, perhaps with groups of thousands, decimals and the percent sign of the unit, and nothing else."""
    below = 1
    if unit is not None and unit.symbol is not None:
        if unit.symbol != PERCENT or text[-1:] != PERCENT:
            return None
        text, below = text[:-1], 100
    whole, sign, part = text.partition(format.decimal)
    if format.thousands is not None and format.thousands in whole:
        first, *groups = whole.split(format.thousands)
        if not 0 < len(first) < 4 or first[0] == "0" or any(len(group) != 3 for group in groups):
            return None
        whole = first + "".join(groups)
    digits = whole + part
    if not whole or (sign and not part) or len(digits) > SHORT or not digits.isdigit() or not digits.isascii():
        return None
    return Fraction(int(digits), below * 10 ** len(part))


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
