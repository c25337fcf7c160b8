"""Contract + data + manual -> doubts about data that can be read: parts above their whole, and values that jump.

What a value says by itself (a limit, a whole number) and what falls is told where rows become data. A value that was
doubted there is left out here, and so is a part or whole that jumps: one mistake, one message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from fractions import Fraction

from engine.data import jumps
from engine.data import plausibility_problems as problem
from engine.data.dataset import DataSet, Datum, accepted
from engine.data.jumps import Jump, Series
from engine.data.kontrak import Kontrak
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic, Message, Problems, in_order
from engine.language.types import NUMBER
from engine.manual.checked import Entry, Manual, Period, Quantity, Variable
from engine.manual.given import is_whole, shown, unit_of
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Seen:
    """A raw datum as a period sees it, and the rows it comes from."""

    number: Fraction
    rows: tuple[Row, ...]


def plausible(kontrak: Kontrak, data: DataSet, manual: Manual) -> Problems:
    """What is doubtful in the data of a contract. Nothing here keeps a value from being used."""
    found: list[Diagnostic] = []
    for member in kontrak.root.all():
        if member.entry is not None:
            offices = kontrak.reporters if member.entry.over_places else (kontrak.unit_kerja,)
            for office in offices:
                found += _Doubts(member.entry, office, data, manual).all()
    return in_order(found)


@dataclass(slots=True)
class _Doubts:
    """The data of one office about one entry. `told`: the rows that something has been said of."""

    entry: Entry
    office: str
    data: DataSet
    manual: Manual
    told: set[Span] = field(default_factory=set)

    def all(self) -> Iterator[Diagnostic]:
        for name, wanted in accepted(self.entry, self.manual).items():
            yield from self._jumps(self._series(name, wanted.quantity))
        for variable in self.entry.variables.values():
            whole = self.entry.variables.get(variable.part_of or "")
            if whole is not None and _comparable(variable.quantity, whole.quantity):
                yield from self._parts(variable, whole)

    def _get(self, name: str, period: str) -> Datum | None:
        return self.data.get(self.entry.kode, name, period, self.office)

    # Jumps

    def _series(self, name: str, quantity: Quantity) -> Series:
        base = [code for code, period in self.manual.periods.items() if period.is_base]
        found = [(code, at, datum) for at, code in enumerate(base, 1) if (datum := self._get(name, code))]
        points = jumps.points_of(one for one in found if self._trusted(one[2], quantity))
        variable = self.entry.variables.get(name)
        how = variable.consolidation if variable else None
        unit = unit_of(quantity, self.manual.units, self.entry.unit)
        return Series(quantity, unit, how, variable is None or how == "kumulatif", points)

    def _jumps(self, series: Series) -> Iterator[Diagnostic]:
        for jump in jumps.jumps_of(series):
            earlier, later = jump.earlier, jump.later
            self.told |= {earlier.datum.place, later.datum.place}
            grown = abs(later.value) > abs(earlier.value)
            cells = later.row.nilai.span, earlier.row.nilai.span
            yield problem.jumps(*cells, jump.times, grown, earlier.period, _fix(jump, series))

    def _trusted(self, datum: Datum, quantity: Quantity) -> bool:
        """Whether the value keeps to what the manual declares of it."""
        value = datum.outcome.value
        if not isinstance(value, Fraction) or datum.row is None:
            return False
        low, high = quantity.lowest, quantity.highest
        whole = not quantity.whole or is_whole(value, unit_of(quantity, self.manual.units, self.entry.unit))
        return whole and (low is None or value >= low) and (high is None or value <= high)

    # Parts

    def _parts(self, part: Variable, whole: Variable) -> Iterator[Diagnostic]:
        """In base periods first: what is wrong there is wrong in every period that consists of them."""
        for period in sorted(self.manual.periods.values(), key=lambda period: len(period.parts)):
            less, more = self._seen(part, period), self._seen(whole, period)
            if less is None or more is None or less.number <= more.number:
                continue
            rows = {row.place for row in (*less.rows, *more.rows)}
            if not rows & self.told:
                self.told |= rows
                places = less.rows[-1].nilai.span, more.rows[-1].nilai.span, part.place
                yield problem.part_over_whole(places, self._amount(part, less), self._amount(whole, more), period.code)

    def _amount(self, variable: Variable, seen: Seen) -> problem.Amount:
        """To two decimals where there is no end of them."""
        unit = unit_of(variable.quantity, self.manual.units, self.entry.unit)
        hundredth = (unit.one if unit else Fraction(1)) / 100
        number = seen.number if _ends(seen.number) else round(seen.number / hundredth) * hundredth
        return problem.Amount(variable.name, shown(number, unit, seen.rows[-1].format))

    def _seen(self, variable: Variable, period: Period) -> Seen | None:
        """A raw datum as the period sees it; None where it has no value, or one that was doubted."""
        data = self._data(variable, period)
        known = [datum for datum in data if datum is not None and self._trusted(datum, variable.quantity)]
        if not known or len(known) < len(data):
            return None
        total = sum((datum.outcome.value for datum in known if isinstance(datum.outcome.value, Fraction)), Fraction(0))
        number = total / len(known) if variable.consolidation == "rata-rata" else total
        return Seen(number, tuple(datum.row for datum in known if datum.row is not None))

    def _data(self, variable: Variable, period: Period) -> tuple[Datum | None, ...]:
        """What its value is put together from."""
        entered = self._get(variable.name, period.code)
        if entered is not None:
            return (entered,)
        rows = tuple(self._get(variable.name, part) for part in period.parts)
        match variable.consolidation:
            case "kumulatif":
                return rows[-1:]
            case "nilai terakhir":
                return tuple(row for row in rows if row is not None)[-1:]
            case None if period.parts != (period.code,):
                return ()
        return rows


def _comparable(part: Quantity, whole: Quantity) -> bool:
    """Two numbers in one unit; that a part is counted in another is said of the manual."""
    return part.type == whole.type == NUMBER and part.unit == whole.unit


def _ends(number: Fraction) -> bool:
    """Whether its decimals come to an end."""
    return pow(10, number.denominator.bit_length(), number.denominator) == 0


def _fix(jump: Jump, series: Series) -> Message:
    found = jumps.meant(jump, series)
    if found is None:
        return problem.other_reading(None, None)
    point, reading = found
    written = shown(reading, series.unit, point.row.format)
    return problem.other_reading(written, None if point is jump.later else point.period)
