"""What values an input column of a decision table can have, as far as declarations and conditions tell.

`absent`: the input can be N/A, and a test for `null` would see that. Without it a `null` row is never reached.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from engine.analysis.ranges import ALL, ZERO, Range, both
from engine.analysis.sets import (
    EVERY_POINT,
    EVERY_WORD,
    Few,
    Line,
    Values,
    above,
    below,
    intervals,
    only,
    words,
)
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, Type
from engine.record import dataclass

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of a range; with a step its multiples alone, else all of the dense line."""

    range: Range = ALL
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """`listed`: all it can be; None for any text. `declared`: the whole list that its declaration states."""

    listed: tuple[str, ...] | None = None
    declared: tuple[str, ...] | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """From `low` to `high`, both included; None is without end."""

    low: date | None = None
    high: date | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Truths:
    """Whether it can be true, and whether it can be false."""

    true: bool = True
    false: bool = True
    absent: bool = False


Domain: TypeAlias = "Numbers | Texts | Dates | Truths"


def of_type(type_: Type) -> Domain | None:
    """All values of a kind, absence included; None where the kind is not known."""
    known: dict[Type, Domain] = {
        NUMBER: Numbers(absent=True),
        STRING: Texts(absent=True),
        DATE: Dates(absent=True),
        BOOLEAN: Truths(absent=True),
    }
    return known.get(type_)


def values_of(domain: Domain | None) -> Values:
    """The values that a domain holds; the step of numbers apart."""
    match domain:
        case Numbers(range_):
            return _line(range_)
        case Dates(low, high):
            return _ends(low, high)
        case Texts(listed):
            return EVERY_WORD if listed is None else words(*listed)
        case Truths(true, false):
            return words(*[value for value, possible in ((True, true), (False, false)) if possible])
    return EVERY_WORD


def _line(range_: Range) -> Line:
    line = EVERY_POINT
    if range_.low is not None:
        line &= above(range_.low, range_.low_closed)
    if range_.high is not None:
        line &= below(range_.high, range_.high_closed)
    return line & ~only(ZERO) if range_.nonzero else line


def _ends(low: date | None, high: date | None) -> Line:
    line = EVERY_POINT if low is None else above(low, True)
    return line if high is None else line & below(high, True)


def impossible(domain: Domain) -> bool:
    """Whether there is no value at all; an absence is none."""
    match domain:
        case Numbers(range_):
            return range_.empty
        case Dates(low, high):
            return low is not None and high is not None and low > high
        case Texts(listed):
            return listed == ()
        case Truths(true, false):
            return not true and not false


def narrowed(domain: Domain, values: Values, absent: bool) -> Domain:
    """The domain without what lies outside `values`. Where pieces are left, everything between them is kept."""
    absent = absent and domain.absent
    match domain:
        case Numbers(range_) if isinstance(values, Line):
            return Numbers(_hull(values & _line(range_), range_), absent)
        case Dates(low, high) if isinstance(values, Line):
            return _days(values & _ends(low, high), absent)
        case Texts(listed, declared) if isinstance(values, Few):
            kept = None if values.others else sorted(values.values)
            if listed is not None:
                kept = [text for text in listed if text in values]
            return Texts(None if kept is None else tuple(kept), declared, absent)
        case Truths(true, false) if isinstance(values, Few):
            return Truths(true and True in values, false and False in values, absent)
    return domain


def _hull(line: Line, range_: Range) -> Range:
    """From the first to the last piece; that 0 is missing between them is remembered."""
    pieces = intervals(line)
    if not pieces:
        return Range(Fraction(1), Fraction(0))
    low, high = pieces[0][0], pieces[-1][1]
    found = Range(
        None if low is None else low[0],
        None if high is None else high[0],
        low is None or not low[1],
        high is None or high[1],
        len(pieces) > 1 and ZERO not in line,
    )
    return both(found, range_)


def _days(line: Line, absent: bool) -> Dates:
    pieces = intervals(line)
    low, high = (pieces[0][0], pieces[-1][1]) if pieces else (None, None)
    if not pieces or low == (date.max, True) or high == (date.min, False):
        return Dates(date.max, date.min, absent)
    first = None if low is None else low[0] + DAY * low[1]
    last = None if high is None else high[0] - DAY * (not high[1])
    return Dates(first, last, absent)
