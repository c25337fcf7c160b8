"""Exact arithmetic on fractions, within bounds. Only what is irrational is rounded, and says so.

Every function here gives a Result: `Exact`, `Rounded` (half even, 34 significant digits) or a `Failure` with its
reason. Sizes are judged before anything is computed, so that `9 ** (9 ** 9)` is answered at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from engine.diagnostics.model import Reason
from engine.language import irrational
from engine.language.limits import LARGEST_SCALE, LITERAL_DIGITS, RESULT_DIGITS, SMALLEST_SCALE
from engine.language.reasons import (
    division_by_zero,
    logarithm_of_nonpositive,
    not_whole,
    power_of_negative,
    root_of_negative,
    scale_out_of_range,
    too_large,
)
from engine.language.values import Outcome
from engine.record import dataclass
from engine.source import Span

TOO_LARGE = 10**RESULT_DIGITS
MOST_BITS = TOO_LARGE.bit_length()


@dataclass(frozen=True, slots=True)
class Exact:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Rounded:
    """An irrational number, rounded half even to 34 significant digits."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Failure:
    """No value; the reason does not know its place yet."""

    reason: Reason


Result: TypeAlias = "Exact | Rounded | Failure"


def outcome(result: Result, place: Span | None = None) -> Outcome:
    """A result as a value of the language: N/A found at `place` for a failure."""
    match result:
        case Failure(reason):
            return Outcome(None, (replace(reason, place=place),))
        case Exact(value) | Rounded(value):
            return Outcome(value, rounded=isinstance(result, Rounded))


def bounded(value: Fraction) -> Exact | Failure:
    """The value itself, if it has no more than RESULT_DIGITS digits above and below the line. As cheap as comparing."""
    fits = -TOO_LARGE < value.numerator < TOO_LARGE and value.denominator < TOO_LARGE
    return Exact(value) if fits else Failure(too_large())


def divided(dividend: Fraction, divisor: Fraction) -> Exact | Failure:
    """`/`; fails on a divisor of 0."""
    return bounded(dividend / divisor) if divisor else Failure(division_by_zero())


def modulo(dividend: Fraction, divisor: Fraction) -> Exact | Failure:
    """`dividend - divisor * floor(dividend / divisor)`: the sign is the divisor's. Fails on a divisor of 0."""
    return bounded(dividend % divisor) if divisor else Failure(division_by_zero())


def total(numbers: Iterable[Fraction]) -> Exact | Failure:
    """The sum over one common denominator, so that neither value nor failure depends on the order."""
    summands = tuple(numbers)
    common = 1
    for summand in summands:
        if common % summand.denominator:
            common = math.lcm(common, summand.denominator)
            if common >= TOO_LARGE:
                return Failure(too_large())
    return bounded(Fraction(sum(number.numerator * (common // number.denominator) for number in summands), common))


def product(numbers: Iterable[Fraction]) -> Exact | Failure:
    """All multiplied; 0 if any of them is 0, whatever the others are."""
    factors = tuple(numbers)
    result = Exact(Fraction(1))
    for factor in factors if all(factors) else (Fraction(0),):
        step = bounded(result.value * factor)
        if isinstance(step, Failure):
            return step
        result = step
    return result


def power(base: Fraction, exponent: Fraction) -> Result:
    """`**`. Whole exponents are exact, others too where the root is rational: `1000000 ** (1/3)` is 100. Fails for 0 to
    a negative power, a negative base with an exponent that is not whole, and results with too many digits."""
    if exponent.denominator == 1:
        return _whole_power(base, exponent.numerator)
    if base < 0:
        return Failure(power_of_negative())
    if base == 0:
        return Exact(base) if exponent > 0 else Failure(division_by_zero())
    root = exact_root(base, exponent.denominator)
    if root is not None:
        return _whole_power(root, exponent.numerator)
    return _rounded(irrational.power(base, exponent))


def sqrt(number: Fraction) -> Result:
    """The square root, exact where it is rational. Fails below 0."""
    return Failure(root_of_negative()) if number < 0 else power(number, Fraction(1, 2))


def exp(number: Fraction) -> Result:
    """e to this power; only that of 0 is rational. Fails if it has too many digits."""
    return _rounded(irrational.exponential(number)) if number else Exact(Fraction(1))


def log(number: Fraction) -> Result:
    """The natural logarithm; only that of 1 is rational. Fails for 0 and below."""
    if number <= 0:
        return Failure(logarithm_of_nonpositive())
    return Exact(Fraction(0)) if number == 1 else _rounded(irrational.logarithm(number))


def _rounded(value: Fraction | None) -> Rounded | Failure:
    checked = Failure(too_large()) if value is None else bounded(value)
    return checked if isinstance(checked, Failure) else Rounded(checked.value)


def _whole_power(base: Fraction, exponent: int) -> Exact | Failure:
    """A number of k bits, to the power n, has more than (k - 1) * n bits and at most k * n."""
    if base == 0 and exponent < 0:
        return Failure(division_by_zero())
    bits = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if (bits - 1) * abs(exponent) > MOST_BITS:
        return Failure(too_large())
    if bits <= 1 and exponent:
        return Exact(base if exponent % 2 else base * base)
    return bounded(base**exponent)


def exact_root(number: Fraction, degree: int) -> Fraction | None:
    """The root of this degree of a number >= 0, if it is rational: above and below the line must be whole."""
    above, below = _whole_root(number.numerator, degree), _whole_root(number.denominator, degree)
    return None if above is None or below is None else Fraction(above, below)


def _whole_root(number: int, degree: int) -> int | None:
    if number < 2:
        return number
    if degree >= number.bit_length():
        return None
    root = _floor_root(number, degree)
    return root if root**degree == number else None


def _floor_root(number: int, degree: int) -> int:
    """Newton's method on whole numbers. A float is good enough to start from, as long as it lies above the root."""
    if degree == 2:
        return math.isqrt(number)
    bits = math.log2(number) / degree
    shift = max(math.floor(bits) - 50, 0)
    guess = (math.ceil(2 ** (bits - shift) * (1 + 2**-20)) + 1) << shift
    while True:
        closer = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if closer >= guess:
            return guess
        guess = closer


def _half_up(number: Fraction) -> int:
    half = math.floor(abs(number) + Fraction(1, 2))
    return half if number > 0 else -half


def _half_down(number: Fraction) -> int:
    half = math.ceil(abs(number) - Fraction(1, 2))
    return half if number > 0 else -half


def _up(number: Fraction) -> int:
    return math.ceil(number) if number > 0 else math.floor(number)


ROUNDINGS: Mapping[str, Callable[[Fraction], int]] = {
    "decimal": round,
    "floor": math.floor,
    "ceiling": math.ceil,
    "round up": _up,
    "round down": math.trunc,
    "round half up": _half_up,
    "round half down": _half_down,
}
"""FEEL's roundings by function name: half even, down, up, away from 0, towards 0, to the nearest with halves away from
and towards 0."""


def round_to(number: Fraction, scale: Fraction, rounding: str) -> Exact | Failure:
    """`number` with `scale` decimals (negative: tens, hundreds …). Fails unless that is whole and in FEEL's range."""
    if scale.denominator != 1:
        return Failure(not_whole("scale"))
    if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        return Failure(scale_out_of_range())
    unit = Fraction(10) ** -scale.numerator
    return bounded(ROUNDINGS[rounding](number / unit) * unit)


def number_text(number: Fraction) -> str:
    """`1234.5`: exact if that takes at most 34 significant digits, else rounded half even to 34. Without an exponent,
    unless it would be longer than a number may be written in a formula."""
    narrow = irrational.NARROW
    shown = narrow.divide(Decimal(number.numerator), Decimal(number.denominator)).normalize(narrow)
    if abs(shown.adjusted()) < LITERAL_DIGITS - 1:
        return format(shown, "f")
    return str(shown).replace("E+", "e").replace("E", "e")
