"""Rows -> typed raw data, each checked against what the contract and the manual declare.

A row that cannot be used stays as an absence that is not lawful, so that a mistyped value is never excused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from engine.data import absence
from engine.data import row_problems as problem
from engine.data.kontrak import Kontrak, Member
from engine.data.problems import unknown_period, unknown_reason
from engine.data.stated import quantity_of, rules_of
from engine.data.tidy import Row
from engine.data.tree import defined_levels
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language.types import NUMBER
from engine.language.values import Outcome, absent
from engine.manual.checked import Entry, Manual, Quantity, Unit
from engine.manual.given import is_whole, read_text, shown, unit_of
from engine.record import dataclass
from engine.source import Span

Key: TypeAlias = tuple[str, str, str, str]
"""kode, variable, period, office."""

_NEEDED = ("unit_kerja", "periode", "kode", "variabel")


@dataclass(frozen=True, slots=True)
class Datum:
    """A value of the data, or why there is none, at its row; `note` is what stands beside it. `row`: as it was
    written, where one row gives it."""

    outcome: Outcome
    place: Span = field(compare=False, repr=False)
    note: str | None = None
    row: Row | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DataSet:
    """All raw data and given results of a paket."""

    data: Mapping[Key, Datum]

    def get(self, kode: str, variabel: str, periode: str, unit_kerja: str) -> Datum | None:
        """The datum of this entry, office and period; None if no row gives it."""
        return self.data.get((kode, variabel, periode, unit_kerja))


def conform_rows(rows: Iterable[Row], kontrak: Kontrak, manual: Manual) -> tuple[DataSet, Problems]:
    """The rows that say something of this contract. Of two rows for one value none is used."""
    found: list[Diagnostic] = []
    conforming = _Rows(kontrak, manual, found.append)
    for row in rows:
        conforming.add(row)
    data = DataSet(conforming.data)
    return data, in_order((*found, *falls_in(data, kontrak, manual)))


def falls_in(data: DataSet, kontrak: Kontrak, manual: Manual) -> Problems:
    """Raw data that count from the first period on and become less from one row to the next."""
    entries = {member.kode: member.entry for member in kontrak.root.all() if member.entry is not None}
    return tuple(_falls(data.data, entries, manual))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row's `variabel` stands for. `wins`: over a rule of the manual, so that a note is obligatory."""

    quantity: Quantity
    wins: bool = False


@dataclass(slots=True)
class _Rows:
    kontrak: Kontrak
    manual: Manual
    sink: Callable[[Diagnostic], None]
    members: dict[str, Member] = field(init=False)
    entries: dict[str, Entry] = field(init=False)
    defined: frozenset[str] = field(init=False)
    data: dict[Key, Datum] = field(default_factory=dict)
    first: dict[Key, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        members = sorted(self.kontrak.root.all(), key=lambda member: member.entry is not None)
        self.members = {member.kode: member for member in members}  # where kodes meet, the entry is meant
        self.entries = {member.kode: member.entry for member in members if member.entry is not None}
        self.defined = defined_levels(self.manual)

    def add(self, row: Row) -> None:
        """Takes up a row, if it can be told what it is about."""
        empty = next((name for name in _NEEDED if not getattr(row, name).text), None)
        if empty is not None:
            self.sink(problem.empty_cell(row.place, empty))
            return
        entry = self._entry(row)
        wanted = self._wanted(row, entry) if entry is not None and self._fits(row, entry) else None
        if entry is not None and wanted is not None:
            self._keep(row, entry, wanted)

    def _keep(self, row: Row, entry: Entry, wanted: Wanted) -> None:
        key = (entry.kode, row.variabel.text, row.periode.text, row.unit_kerja.text)
        id = absence.input_id(entry.level, entry.kode, row.variabel.text)
        first = self.first.setdefault(key, row.place)
        if first is not row.place:
            self.sink(problem.row_twice(row.place, first))
            self.data[key] = Datum(absent(absence.doubled(id, first)), first)
            return
        if wanted.wins and not row.keterangan.text:
            self.sink(problem.note_needed(row.place, row.variabel.text))
        outcome = self._outcome(row, entry, wanted.quantity, id)
        self.data[key] = Datum(outcome, row.place, row.keterangan.text or None, row)

    def _entry(self, row: Row) -> Entry | None:
        """The entry that a row is about."""
        kode, member = row.kode, self.members.get(row.kode.text)
        if member is None:
            self.sink(problem.unknown_kode(kode.span, kode.text, self.entries))
            return None
        if member.entry is None and member.level not in self.defined:  # otherwise it has been said of the contract
            self.sink(problem.takes_no_data(kode.span, kode.text, member.level))
        return member.entry

    def _fits(self, row: Row, entry: Entry) -> bool:
        """Whether office and period are those of the contract and the manual."""
        offices = self.kontrak.reporters if entry.over_places else (self.kontrak.unit_kerja,)
        known_office = row.unit_kerja.text in offices
        if not known_office:
            self.sink(problem.other_office(row.unit_kerja.span, row.unit_kerja.text, offices))
        known_period = row.periode.text in self.manual.periods
        if not known_period:
            self.sink(unknown_period(row.periode.span, row.periode.text, self.manual.periods))
        return known_office and known_period

    def _wanted(self, row: Row, entry: Entry) -> Wanted | None:
        name = row.variabel.text
        known = accepted(entry, self.manual)
        if name in known:
            return known[name]
        level = self.manual.levels[entry.level]
        place, rule = row.variabel.span, rules_of(level, entry, self.manual).get(name)
        rule = entry.result if name == level.result else rule
        if rule is not None:
            self.sink(problem.computed(place, name, entry.kode, rule.provenance.place))
        elif name in level.attributes:
            self.sink(problem.belongs_in_contract(place, name))
        else:
            self.sink(problem.unknown_variable(place, name, entry.kode, known))
        return None

    def _outcome(self, row: Row, entry: Entry, quantity: Quantity, id: str) -> Outcome:
        """The value of a row, or the declared reason why it has none."""
        if row.nilai.text and row.alasan.text:
            self.sink(problem.value_and_reason(row.nilai.span, row.alasan.span))
        elif row.nilai.text:
            value = self._value(row, entry, quantity)
            if value is not None:
                return value
        elif row.alasan.text:
            reason = absence.declared(row.alasan.text, self.manual.reasons, id, row.alasan.span)
            if reason is not None:
                return absent(reason)
            self.sink(unknown_reason(row.alasan.span, row.alasan.text, self.manual.reasons))
        else:
            self.sink(problem.no_value(row.place))
        return absent(absence.unreadable(id, row.place))

    def _value(self, row: Row, entry: Entry, quantity: Quantity) -> Outcome | None:
        """A value of the declared kind. Limits are judged after it: outside them a value is doubtful, and used."""
        unit = unit_of(quantity, self.manual.units, entry.unit)
        without_limits = replace(quantity, whole=False, lowest=None, highest=None)
        outcome, found = read_text(row.nilai.text, row.nilai.span, without_limits, unit, row.format)
        if found is not None:
            self.sink(found)
        if outcome is not None and isinstance(outcome.value, Fraction):
            self._judge(outcome.value, row, quantity, unit)
        return outcome

    def _judge(self, value: Fraction, row: Row, quantity: Quantity, unit: Unit | None) -> None:
        place, text = row.nilai.span, row.nilai.text
        if quantity.whole and not is_whole(value, unit):
            self.sink(problem.not_whole(place, text))
        if quantity.lowest is not None and value < quantity.lowest:
            self.sink(problem.too_low(place, text, shown(quantity.lowest, unit, row.format)))
        if quantity.highest is not None and value > quantity.highest:
            self.sink(problem.too_high(place, text, shown(quantity.highest, unit, row.format)))


def accepted(entry: Entry, manual: Manual) -> dict[str, Wanted]:
    """What a row may give of an entry, by name: its raw data, and results where the manual lets them be given."""
    level = manual.levels[entry.level]
    found = {name: Wanted(variable.quantity) for name, variable in entry.variables.items()}
    result = entry.result
    if level.result is not None and (result is None or result.given_by == "data"):
        limits = entry.limits
        quantity = Quantity(NUMBER, entry.unit, (), limits.whole, limits.lowest, limits.highest)
        found[level.result] = Wanted(quantity, wins=result is not None)
    for name, rule in rules_of(level, entry, manual).items():
        if rule.given_by == "data":
            found[name] = Wanted(quantity_of(rule), wins=True)
    return found


def _falls(data: Mapping[Key, Datum], entries: Mapping[str, Entry], manual: Manual) -> Iterator[Diagnostic]:
    base = [code for code, period in manual.periods.items() if period.is_base]
    counting = {(kode, name, office) for kode, name, _, office in data if _counts(entries[kode], name)}
    for kode, name, office in sorted(counting):
        known = [(period, data[key]) for period in base if (key := (kode, name, period, office)) in data]
        numbers = [(period, datum) for period, datum in known if isinstance(datum.outcome.value, Fraction)]
        for (period, earlier), (_, later) in pairwise(numbers):
            if _number(later) < _number(earlier):
                yield problem.falls(later.place, earlier.place, period)


def _counts(entry: Entry, name: str) -> bool:
    return name in entry.variables and entry.variables[name].consolidation == "kumulatif"


def _number(datum: Datum) -> Fraction:
    assert isinstance(datum.outcome.value, Fraction)
    return datum.outcome.value
