"""Which values jump as misread numbers do: by about 10, 100 or 1,000 times against the period before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engine.data.dataset import Datum
from engine.data.tidy import Row
from engine.manual.checked import Consolidation, Quantity, Unit
from engine.manual.given import is_whole
from engine.manual.written import PERCENT, other_readings
from engine.record import dataclass

_ABOUT: tuple[tuple[int, Fraction | int, Fraction | int], ...] = (
    (10, 8, Fraction(25, 2)),
    (100, 50, 200),
    (1000, 500, 2000),
)
"""A jump, and from where to where it is about that: nature has tenfold growth, but hardly any of fifty times."""

_SMALL = 10
"""A count below this can really change ten times, and grow a hundred times."""


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one base period, the `number`-th of the year."""

    period: str
    number: int
    value: Fraction
    datum: Datum
    row: Row


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one raw datum or given result over the base periods, without those that are 0."""

    quantity: Quantity
    unit: Unit | None
    consolidation: Consolidation | None
    grows: bool
    """Whether it may accumulate over the year."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """`later` is `times` times `earlier`, or one of so many parts of it."""

    earlier: Point
    later: Point
    times: int


def jumps_of(series: Series) -> Iterator[Jump]:
    """Each jump once: the way back from a value that jumped is none, and neither is going on from there."""
    fitting: Point | None = None
    previous: Point | None = None
    for point in series.points:
        times = None if previous is None else times_of(previous, point, series)
        if previous is not None and times and (fitting is None or times_of(fitting, point, series)):
            yield Jump(previous, point, times)
        else:
            fitting = point
        previous = point


def times_of(earlier: Point, later: Point, series: Series) -> int | None:
    """10, 100 or 1000 if one value is about so many times the other; None where that may well be."""
    ratio = _amount(later, series) / _amount(earlier, series)
    if ratio <= 0 or _told_as_fall(earlier, later, series):
        return None
    for times, low, high in _ABOUT:
        if low <= max(ratio, 1 / ratio) <= high:
            return None if _natural(earlier, later, times, series) else times
    return None


def _amount(point: Point, series: Series) -> Fraction:
    """What accumulates is looked at as its mean over the periods so far, so that an even growth shows as none."""
    return point.value / point.number if series.consolidation == "kumulatif" else point.value


def _told_as_fall(earlier: Point, later: Point, series: Series) -> bool:
    return series.consolidation == "kumulatif" and later.value < earlier.value


def _natural(earlier: Point, later: Point, times: int, series: Series) -> bool:
    smaller = min(abs(earlier.value), abs(later.value)) / (series.unit.one if series.unit else 1)
    counts = all(is_whole(point.value, series.unit) for point in (earlier, later))
    grown = abs(later.value) > abs(earlier.value)
    if counts and smaller < _SMALL and (times == 10 or (times == 100 and grown)):
        return True
    if series.unit is not None and series.unit.symbol == PERCENT and grown and later.value <= 1:
        return True
    return series.grows and grown and times == 10


def meant(jump: Jump, series: Series) -> tuple[Point, Fraction] | None:
    """The one reading of a number with which there is no jump: of the later one, or of the very first, with which no
    other goes together."""
    symbol = series.unit.symbol if series.unit else None
    pairs = [(jump.later, jump.earlier)]
    if jump.earlier is series.points[0]:
        pairs.append((jump.earlier, jump.later))
    for point, other in pairs:
        readings = other_readings(point.row.nilai.text, point.row.format, symbol)
        fitting = [reading for reading in readings if _fits(reading, point, other, series)]
        if len(fitting) == 1:
            return point, fitting[0]
    return None


def _fits(reading: Fraction, point: Point, other: Point, series: Series) -> bool:
    """Whether the reading is of the size of the other value."""
    one = Point(point.period, point.number, reading, point.datum, point.row)
    ratio = abs(_amount(one, series) / _amount(other, series))
    return Fraction(1, 8) < ratio < 8


def points_of(found: Iterable[tuple[str, int, Datum]]) -> tuple[Point, ...]:
    """The numbers among these data, (period, number, datum), that are not 0."""
    return tuple(
        Point(period, number, datum.outcome.value, datum, datum.row)
        for period, number, datum in found
        if isinstance(datum.outcome.value, Fraction) and datum.outcome.value and datum.row is not None
    )
