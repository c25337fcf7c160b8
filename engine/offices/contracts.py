"""A shared contract and the rows of one office -> the contract of that office.

Most rows say a number of an attribute that has been seen before, and nothing else; they are taken up as they are read.
Every other row is looked at cell by cell. Both ways give the same contract.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from engine.data import absence
from engine.data.kontrak import Kontrak, Member
from engine.data.problems import unknown_period, unknown_reason
from engine.data.readers.blocks import Blocks
from engine.data.readers.csv import Records, extent, full
from engine.data.row_problems import empty_cell, no_value, note_needed, row_twice, value_and_reason
from engine.data.stated import Slot, refused, slots
from engine.data.tidy import Cell
from engine.diagnostics.model import Diagnostic, Problems
from engine.language.types import ListType
from engine.language.values import Outcome, absent
from engine.manual.checked import Given, Manual, Unit
from engine.manual.given import read_given, read_text, unit_of
from engine.manual.nodes import Scalar
from engine.offices import problems as problem
from engine.record import dataclass, replace
from engine.source import Source, Span

WANTED = ("unit_kerja", "id", "periode", "nilai")
OPTIONAL = ("alasan", "keterangan")
REMEMBERED = 20_000
"""Texts of numbers whose value is kept."""

Sink = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Aim:
    """What an id means: an attribute of the member that is the `at`-th from the root down."""

    at: int
    slot: Slot
    id: str
    unit: Unit | None
    entry_unit: str | None


@dataclass(slots=True, eq=False)
class SharedContract:
    """The contract that many offices share, ready to become that of one."""

    manual: Manual
    kontrak: Kontrak
    members: tuple[Member, ...] = field(init=False)
    aims: Mapping[str, Aim] = field(init=False)
    over_places: bool = field(init=False)
    """Whether the manual puts places together for one of them; each office is then its only one."""
    numbers: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    """By id and text: values that were read before without any doubt."""

    def __post_init__(self) -> None:
        self.members = tuple(self.kontrak.root.all())
        self.over_places = any(one.entry is not None and one.entry.over_places for one in self.members)
        self.aims = {aim.id: aim for at, member in enumerate(self.members) for aim in self._aims(at, member)}

    def _aims(self, at: int, member: Member) -> Iterator[Aim]:
        manual, entry = self.manual, member.entry
        entry_unit = entry.unit if entry else None
        for name, slot in slots(manual.levels[member.level], entry, manual).items():
            id_ = absence.input_id(member.level if at else None, member.kode, name)
            yield Aim(at, slot, id_, unit_of(slot.quantity, manual.units, entry_unit), entry_unit)

    def of(self, office: str, blocks: Iterable[Blocks]) -> tuple[Kontrak, Problems]:
        """The contract of an office. What is wrong in its rows is an absence that is not lawful."""
        reading = _Reading(self)
        for one in blocks:
            for text, found in one.texts(office):
                reading.problems += found
                if text is not None:
                    reading.read(text, one)
        reading.spoil()
        root = _Renewed(iter(self.members), reading.changes).root(office, reading.place)
        reporters = (office,) if self.over_places else ()
        return replace(self.kontrak, unit_kerja=office, reporters=reporters, root=root), tuple(reading.problems)


@dataclass(slots=True)
class Change:
    """What an office states of one member."""

    given: dict[str, Given] = field(default_factory=dict)
    per_period: dict[str, dict[str, Given]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """The rows of one office. `place`: the first of them."""

    shared: SharedContract
    changes: dict[int, Change] = field(default_factory=dict)
    first: dict[tuple[str, str], Span] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    spoilt: list[tuple[Aim, Given]] = field(default_factory=list)
    place: Span | None = None

    def read(self, text: Source, blocks: Blocks) -> None:
        """All rows of a text."""
        at, starts, width = {name: i for i, name in enumerate(blocks.columns)}, text.starts, len(blocks.columns)
        id_at, period_at, value_at = at["id"], at["periode"], at["nilai"]
        others = tuple(at[name] for name in OPTIONAL if name in at)
        aims, numbers, first = self.shared.aims, self.shared.numbers, self.first
        lines = csv.reader(text.text.splitlines(keepends=True), delimiter=blocks.delimiter, strict=True)
        line = 0
        try:
            for cells in lines:
                start, line = starts[line], lines.line_num
                if len(cells) == width:
                    id_, period = cells[id_at], cells[period_at]
                    outcome, aim = numbers.get((id_, cells[value_at])), aims.get(id_)
                    plain = outcome is not None and not (others and any([cells[other] for other in others]))
                    if plain and (id_, period) not in first and self._fits(aim, period):
                        assert outcome is not None and aim is not None
                        place = Span(text, start, starts[line] if line < len(starts) else len(text.text))
                        first[id_, period] = place
                        self.place = self.place or place
                        self._keep(aim, period, Given(outcome, place))
                        continue
                self._closely(text, start, starts[line] if line < len(starts) else len(text.text), blocks)
        except csv.Error:
            self._closely(text, starts[line], len(text.text), blocks)

    def _fits(self, aim: Aim | None, period: str) -> bool:
        if aim is None or aim.slot.wins:
            return False
        return period in self.shared.manual.periods if aim.slot.per_period else not period

    def _keep(self, aim: Aim, period: str, given: Given) -> None:
        change = self.changes.get(aim.at)
        if change is None:
            change = self.changes[aim.at] = Change()
        if aim.slot.per_period:
            change.per_period.setdefault(aim.slot.name, {})[period] = given
        else:
            change.given[aim.slot.name] = given

    def _closely(self, text: Source, start: int, end: int, blocks: Blocks) -> None:
        """Rows that are not plain."""
        records = Records(text, blocks.delimiter, self.problems.append, at=start, end=end)
        for cells in full(records, len(blocks.columns), self.problems.append):
            self._row(extent(cells), dict(zip(blocks.columns, cells, strict=True)), blocks)

    def _row(self, place: Span, row: Mapping[str, Cell], blocks: Blocks) -> None:
        id_, period = row["id"], row["periode"]
        said = [row[name] for name in row if name not in ("unit_kerja", "keterangan") and row[name].text]
        self.place = self.place or place
        if not said:
            return  # a row that only names the office
        if not id_.text:
            self.problems.append(empty_cell(place, "id"))
            return
        aim = self.shared.aims.get(id_.text)
        if aim is None:
            self.problems.append(self._unknown(id_))
            return
        key = id_.text, period.text
        first = self.first.setdefault(key, place)
        if first is not place:
            self.problems.append(row_twice(place, first))
            given = Given(absent(absence.doubled(aim.id, first)), first)
        else:
            given = self._given(aim, place, row, blocks)
        if aim.slot.per_period == bool(period.text) and (not period.text or period.text in self.shared.manual.periods):
            self._keep(aim, period.text, given)
            return
        self.problems.append(self._wrong_period(aim, place, period))
        self.spoilt.append((aim, Given(absent(absence.unreadable(aim.id, place)), place)))

    def spoil(self) -> None:
        """What stands in a row of an unknown period may be meant for any: no shared value is taken instead."""
        for aim, unusable in self.spoilt:
            change, name = self.changes.setdefault(aim.at, Change()), aim.slot.name
            if aim.slot.per_period:
                every = dict.fromkeys(self.shared.manual.periods, unusable)
                change.per_period[name] = {**every, **change.per_period.get(name, {})}
            else:
                change.given.setdefault(name, unusable)

    def _wrong_period(self, aim: Aim, place: Span, period: Cell) -> Diagnostic:
        periods = self.shared.manual.periods
        if not aim.slot.per_period:
            return problem.period_not_wanted(period.span, aim.id)
        return (
            unknown_period(period.span, period.text, periods)
            if period.text
            else problem.period_needed(place, aim.id, periods)
        )

    def _unknown(self, id_: Cell) -> Diagnostic:
        """Why nothing of this id may be given."""
        head, _, name = id_.text.rpartition(".")
        manual = self.shared.manual
        for at, member in enumerate(self.shared.members):
            if absence.input_id(member.level if at else None, member.kode, name) == id_.text:
                why = refused(name, id_.span, manual.levels[member.level], member.entry, manual)
                return why or problem.unknown_id(id_.span, id_.text, (one for one in self.shared.aims))
        return problem.unknown_id(id_.span, id_.text, self.shared.aims)

    def _given(self, aim: Aim, place: Span, row: Mapping[str, Cell], blocks: Blocks) -> Given:
        value, reason, note = row["nilai"], row.get("alasan"), row.get("keterangan")
        said = (note.text if note else "") or None
        if aim.slot.wins and not said:
            self.problems.append(note_needed(place, aim.slot.name))
        if reason is not None and reason.text:
            return self._absence(aim, value, reason, said)
        if not value.text:
            self.problems.append(no_value(place))
            return Given(absent(absence.unreadable(aim.id, place)), place, said)
        outcome, found = self._value(aim, value, blocks)
        if found is not None:
            self.problems.append(found)
        elif outcome is not None and not aim.slot.wins:
            if len(self.shared.numbers) >= REMEMBERED:
                self.shared.numbers.clear()
            self.shared.numbers[aim.id, value.text] = outcome
        return Given(outcome or absent(absence.unreadable(aim.id, place)), value.span, said)

    def _value(self, aim: Aim, value: Cell, blocks: Blocks) -> tuple[Outcome | None, Diagnostic | None]:
        quantity, units = aim.slot.quantity, self.shared.manual.units
        if isinstance(quantity.type, ListType):
            node = Scalar(value.text, value.span, "plain", value.span)
            return read_given(node, quantity, units, aim.entry_unit)
        return read_text(value.text, value.span, quantity, aim.unit, blocks.format)

    def _absence(self, aim: Aim, value: Cell, reason: Cell, note: str | None) -> Given:
        if value.text:
            self.problems.append(value_and_reason(value.span, reason.span))
            return Given(absent(absence.unreadable(aim.id, value.span)), value.span, note)
        found = absence.declared(reason.text, self.shared.manual.reasons, aim.id, reason.span)
        if found is None:
            self.problems.append(unknown_reason(reason.span, reason.text, self.shared.manual.reasons))
            found = absence.unreadable(aim.id, reason.span)
        return Given(absent(found), reason.span, note)


@dataclass(slots=True)
class _Renewed:
    """The tree anew with what one office states; members that it does not touch are those of all."""

    members: Iterator[Member]
    changes: Mapping[int, Change]
    at: int = -1

    def root(self, office: str, place: Span | None) -> Member:
        """The office itself."""
        old = next(self.members)
        kode = office if old.kode == old.nama else old.kode
        return replace(self._of(old), nama=office, kode=kode, place=place or old.place)

    def _next(self) -> Member:
        return self._of(next(self.members))

    def _of(self, old: Member) -> Member:
        self.at += 1
        change = self.changes.get(self.at)
        below = tuple([self._next() for _ in old.members])
        if change is None:
            same = all(new is one for new, one in zip(below, old.members, strict=True))
            return old if same else replace(old, members=below)
        per_period = dict(old.per_period)
        for name, values in change.per_period.items():
            per_period[name] = {**per_period.get(name, {}), **values}
        return replace(old, given={**old.given, **change.given}, per_period=per_period, members=below)
