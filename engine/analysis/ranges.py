"""What numbers a formula can give: an interval of the exact line, and arithmetic on intervals.

Every operation gives an interval that holds every result (Moore, Interval Analysis, 1966); it may hold more, because
the same input twice counts as two. `nonzero` remembers that 0 is taken out, which is what divisors ask about; `step`
that values are multiples of a number, as whole numbers are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import product as pairs
from typing import Final

from engine.record import Hashed, dataclass

End = tuple[Fraction | None, bool]
"""A bound and whether it belongs to the interval; None is unbounded."""

_remembered = lru_cache(maxsize=10_000)
"""The same few intervals meet again and again: `0..` of all the counts of all the entries."""
TOO_LARGE = 10**60
"""Ends beyond this are taken as unbounded, so that no interval costs more than the numbers it is about."""


@dataclass(frozen=True, slots=True)
class Range(Hashed):
    """The numbers between `low` and `high`; None is unbounded. `*_closed`: whether the end itself belongs to it."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True
    nonzero: bool = False
    step: Fraction | None = None

    @property
    def empty(self) -> bool:
        """No number at all."""
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return not (self.low_closed and self.high_closed) or (self.nonzero and self.low == 0)
        return self.low > self.high

    @property
    def point(self) -> Fraction | None:
        """The only number of the interval."""
        return self.low if self.low is not None and self.low == self.high and not self.empty else None

    def holds(self, number: Fraction) -> bool:
        """Whether the number belongs to the interval."""
        if self.nonzero and number == 0:
            return False
        return not (self.below(number) or self.above(number))

    def below(self, number: Fraction) -> bool:
        """Whether every number of the interval is less than this."""
        return self.high is not None and (self.high < number or (self.high == number and not self.high_closed))

    def above(self, number: Fraction) -> bool:
        """Whether every number of the interval is more than this."""
        return self.low is not None and (self.low > number or (self.low == number and not self.low_closed))


ALL: Final = Range()
COUNT: Final = Range(low=Fraction(0), step=Fraction(1))


def just(number: Fraction) -> Range:
    """One number alone."""
    return Range(number, number, step=Fraction(1) if number.denominator == 1 else None)


@_remembered
def hull(a: Range, b: Range) -> Range:
    """The least interval that holds both."""
    if a.empty or b.empty:
        return b if a.empty else a
    (low, low_closed), (high, high_closed) = _lower(a, b), _upper(a, b)
    return Range(low, high, low_closed, high_closed, not a.holds(ZERO) and not b.holds(ZERO), _common(a, b))


ZERO = Fraction(0)


def _lower(a: Range, b: Range) -> End:
    if a.low is None or b.low is None:
        return None, True
    if a.low == b.low:
        return a.low, a.low_closed or b.low_closed
    return (a.low, a.low_closed) if a.low < b.low else (b.low, b.low_closed)


def _upper(a: Range, b: Range) -> End:
    low, closed = _lower(negated(a), negated(b))
    return None if low is None else -low, closed


def _common(a: Range, b: Range) -> Fraction | None:
    """The step of both: their greatest common divisor. 0 alone is a multiple of everything."""
    if a.point == 0 or b.point == 0:
        return b.step if a.point == 0 else a.step
    if a.step is None or b.step is None:
        return None
    return Fraction(
        math.gcd(a.step.numerator * b.step.denominator, b.step.numerator * a.step.denominator),
        a.step.denominator * b.step.denominator,
    )


@_remembered
def both(a: Range, b: Range) -> Range:
    """The numbers of both intervals."""
    low, low_closed = a.low, a.low_closed
    if low is None or (b.low is not None and (b.low > low or (b.low == low and not b.low_closed))):
        low, low_closed = b.low, b.low_closed
    high, high_closed = a.high, a.high_closed
    if high is None or (b.high is not None and (b.high < high or (b.high == high and not b.high_closed))):
        high, high_closed = b.high, b.high_closed
    return _whole(Range(low, high, low_closed, high_closed, a.nonzero or b.nonzero, a.step or b.step))


def _whole(range_: Range) -> Range:
    """Open ends of a grid are moved to its next point: `> 0` of whole numbers is `>= 1`."""
    step = range_.step
    if step is None:
        return range_
    low, high = range_.low, range_.high
    if low is not None:
        at = math.ceil(low / step)
        at += at * step == low and not range_.low_closed
        low = at * step
    if high is not None:
        at = math.floor(high / step)
        at -= at * step == high and not range_.high_closed
        high = at * step
    if range_.nonzero:
        low = step if low == 0 else low
        high = -step if high == 0 else high
    return Range(low, high, True, True, range_.nonzero, step)


@_remembered
def negated(a: Range) -> Range:
    """`-a`."""
    low, high = (None if end is None else -end for end in (a.high, a.low))
    return Range(low, high, a.high_closed, a.low_closed, a.nonzero, a.step)


@_remembered
def added(a: Range, b: Range) -> Range:
    """`a + b`."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    closed = a.low_closed and b.low_closed, a.high_closed and b.high_closed
    return _bounded(Range(low, high, *closed, False, _common(a, b)))


@_remembered
def multiplied(a: Range, b: Range) -> Range:
    """`a * b`."""
    ends = [_product(x, y) for x, y in pairs(_ends(a), _ends(b))]
    nonzero = not a.holds(ZERO) and not b.holds(ZERO)
    step = a.step * b.step if a.step is not None and b.step is not None else None
    return _bounded(_spanned(ends, nonzero, step))


@_remembered
def divided(a: Range, b: Range) -> Range:
    """`a / b`; everything where `b` holds numbers on both sides of 0, or ends there."""
    if b.holds(ZERO) or (b.low is None or b.low < 0) and (b.high is None or b.high > 0):
        return Range(nonzero=not a.holds(ZERO))
    low = None if b.high is None else (1 / b.high if b.high else None)
    high = None if b.low is None else (1 / b.low if b.low else None)
    if b.high is None:
        low = ZERO
    if b.low is None:
        high = ZERO
    inverse = Range(low, high, b.high_closed and b.high is not None, b.low_closed and b.low is not None, True)
    result = multiplied(a, inverse)
    return Range(result.low, result.high, result.low_closed, result.high_closed, not a.holds(ZERO), None)


Bound = tuple[Fraction | float, bool]


def _ends(a: Range) -> tuple[Bound, Bound]:
    low: Bound = (-math.inf, False) if a.low is None else (a.low, a.low_closed)
    high: Bound = (math.inf, False) if a.high is None else (a.high, a.high_closed)
    return low, high


def _product(x: Bound, y: Bound) -> Bound:
    """The product of two ends. A closed 0 times anything is a closed 0, also where the other end is unbounded."""
    for one, other in ((x, y), (y, x)):
        if one[0] == 0:
            return ZERO, one[1] or (other[0] == 0 and other[1])
    if isinstance(x[0], float) or isinstance(y[0], float):
        return (math.inf if (x[0] > 0) == (y[0] > 0) else -math.inf), False
    return x[0] * y[0], x[1] and y[1]


def _spanned(ends: list[Bound], nonzero: bool, step: Fraction | None) -> Range:
    low = min(ends, key=lambda end: (end[0], not end[1]))
    high = max(ends, key=lambda end: (end[0], end[1]))
    bottom = None if isinstance(low[0], float) else low[0]
    top = None if isinstance(high[0], float) else high[0]
    return Range(bottom, top, low[1] or bottom is None, high[1] or top is None, nonzero, step)


def _bounded(a: Range) -> Range:
    """Ends that have grown beyond all use are let go."""

    def far(end: Fraction | None) -> bool:
        return end is not None and (abs(end.numerator) > TOO_LARGE or end.denominator > TOO_LARGE)

    if not far(a.low) and not far(a.high) and not far(a.step):
        return a
    low, high = None if far(a.low) else a.low, None if far(a.high) else a.high
    return Range(low, high, a.low_closed or low is None, a.high_closed or high is None, a.nonzero, None)


def absolute(a: Range) -> Range:
    """`abs(a)`."""
    if a.low is not None and a.low >= 0:
        return a
    if a.high is not None and a.high <= 0:
        return negated(a)
    low, high = _ends(a)
    top = max((-low[0], low[1]), high, key=lambda end: (end[0], end[1]))
    limit = None if isinstance(top[0], float) else top[0]
    return Range(ZERO, limit, True, top[1] or limit is None, a.nonzero, a.step)


def clamped(a: Range, low: Range | None, high: Range | None) -> Range:
    """Not below `low`, not above `high`."""
    if low is not None:
        a = greater(a, low)
    return a if high is None else lesser(a, high)


@_remembered
def greater(a: Range, b: Range) -> Range:
    """`max(a, b)`."""
    return negated(lesser(negated(a), negated(b)))


@_remembered
def lesser(a: Range, b: Range) -> Range:
    """`min(a, b)`."""
    low, low_closed = _lower(a, b)
    if a.high is None or b.high is None:
        high, high_closed = (b.high, b.high_closed) if a.high is None else (a.high, a.high_closed)
    elif a.high == b.high:
        high, high_closed = a.high, a.high_closed and b.high_closed
    else:
        high, high_closed = min((a.high, a.high_closed), (b.high, b.high_closed))
    return Range(low, high, low_closed, high_closed, not a.holds(ZERO) and not b.holds(ZERO), _common(a, b))


def power(a: Range, exponent: int) -> Range:
    """`a ** exponent`, a whole number."""
    if exponent < 0:
        return divided(just(Fraction(1)), power(a, -exponent))
    if exponent == 0:
        return just(Fraction(1))
    if exponent > 64:
        return Range(low=ZERO if exponent % 2 == 0 or (a.low is not None and a.low >= 0) else None)
    base = absolute(a) if exponent % 2 == 0 else a
    low, high = (None if end is None else end**exponent for end in (base.low, base.high))
    step = None if a.step is None else a.step**exponent
    return _bounded(Range(low, high, base.low_closed, base.high_closed, a.nonzero, step))


def rounded(a: Range, step: Fraction, way: Callable[[Fraction], int] | None = None) -> Range:
    """Rounded to multiples of `step`: down or up as `way` says, or the nearest on either side."""
    low = None if a.low is None else (way or math.floor)(a.low / step) * step
    high = None if a.high is None else (way or math.ceil)(a.high / step) * step
    return Range(low, high, True, True, False, step)
