"""Irrational results, correctly rounded: half even to 34 significant digits, the same on every machine.

An irrational number never lies exactly between two numbers of 34 digits. So it is enough to compute a wide estimate
with a bound on its error: if both ends of that interval round to the same 34 digits, those are the digits; if not,
the estimate is made again twice as wide. (Whether a result is rational has to be asked before: `arithmetic` does.)
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

from engine.language.limits import RESULT_DIGITS, SIGNIFICANT_DIGITS

FIRST_PRECISION = SIGNIFICANT_DIGITS + 20
LAST_PRECISION = 2_000
"""Only an argument made for the purpose is still undecided here, and then it takes seconds; either neighbour is right
to within one part in 10**2000 of a half."""
NEAR = Fraction(1, 1000)
FURTHEST = 3 * RESULT_DIGITS
"""`e ** 30_000` has more than RESULT_DIGITS digits, and so it is never computed."""

Estimate = tuple[Decimal, Decimal]


def context(precision: int) -> Context:
    """Our own decimal context, never the global one: wide exponents, and every failure is heard."""
    return Context(precision, ROUND_HALF_EVEN, MIN_EMIN, MAX_EMAX, traps=[InvalidOperation, DivisionByZero, Overflow])


NARROW = context(SIGNIFICANT_DIGITS)


def exponential(exponent: Fraction) -> Fraction | None:
    """e to this power, which is not 0; None if that has far too many digits."""
    if abs(exponent) > FURTHEST:
        return None

    def estimate(wide: Context) -> Estimate:
        power = _decimal(exponent, wide)
        return _raised(power, _part(power, wide), wide)

    return _settled(estimate)


def logarithm(number: Fraction) -> Fraction:
    """The natural logarithm of a positive number, which is not 1."""
    return _settled(lambda wide: _logarithm(number, wide))


def power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """A positive number to any power; None if that has far too many digits. It must not be rational."""
    rough, _ = _exponent_of_e(base, exponent, context(FIRST_PRECISION))
    if rough.copy_abs() > FURTHEST:
        return None
    return _settled(lambda wide: _raised(*_exponent_of_e(base, exponent, wide), wide))


def _exponent_of_e(base: Fraction, exponent: Fraction, wide: Context) -> Estimate:
    """`exponent * ln(base)`, and how wrong that may be."""
    factor = _decimal(exponent, wide)
    logarithm, error = _logarithm(base, wide)
    product = wide.multiply(factor, logarithm)
    return product, wide.add(wide.multiply(factor.copy_abs(), error), _part(product, wide))


def _logarithm(number: Fraction, wide: Context) -> Estimate:
    """Near 1 by the series of `ln(1 + x)`, so that digits do not cancel out: there `ln` itself takes seconds."""
    if abs(number - 1) < NEAR:
        result = _logarithm_near_one(_decimal(number - 1, wide), wide)
        return result, _part(result, wide)
    result = wide.ln(_decimal(number, wide))
    return result, wide.multiply(wide.add(result.copy_abs(), Decimal(2)), _unit(wide))


def _logarithm_near_one(small: Decimal, wide: Context) -> Decimal:
    """`x - x**2 / 2 + x**3 / 3 …`, smallest first; each term is a thousandth of the one before, or less."""
    result = Decimal(0)
    for number in range(wide.prec // -small.adjusted() + 2, 0, -1):
        term = wide.divide(Decimal(1), Decimal(number))
        result = wide.multiply(small, wide.subtract(term, result))
    return result


def _raised(exponent: Decimal, error: Decimal, wide: Context) -> Estimate:
    """`e ** exponent`, where the exponent may be wrong by `error`."""
    result = wide.exp(exponent)
    return result, wide.multiply(result, wide.add(wide.multiply(error, Decimal(2)), _unit(wide)))


def _settled(estimate: Callable[[Context], Estimate]) -> Fraction:
    precision = FIRST_PRECISION
    while True:
        middle, error = estimate(context(precision))
        low, high = NARROW.subtract(middle, error), NARROW.add(middle, error)
        if low == high or precision > LAST_PRECISION:
            return Fraction(NARROW.plus(middle))
        precision *= 2


def _decimal(number: Fraction, wide: Context) -> Decimal:
    return wide.divide(Decimal(number.numerator), Decimal(number.denominator))


def _part(number: Decimal, wide: Context) -> Decimal:
    return wide.multiply(number.copy_abs(), _unit(wide))


def _unit(wide: Context) -> Decimal:
    """Ten times the relative error of one rounding, so that a few of them together stay below it."""
    return Decimal((0, (1,), 2 - wide.prec))
