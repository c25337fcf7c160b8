"""Numeric functions of FEEL (DMN 1.5, 10.3.4.5), and what is computed of a list of numbers (10.3.4.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from engine.language import arithmetic
from engine.language.arithmetic import Exact, Failure, Result
from engine.language.reasons import not_whole, too_few
from engine.language.values import Outcome

Numbers = tuple[Fraction, ...]


def rounding(name: str) -> Callable[[Fraction, Fraction | None], Exact | Failure]:
    """`name(n, scale)`: rounds to `scale` decimals the way this function of FEEL does; without a scale, to whole."""

    def rounded(n: Fraction, scale: Fraction | None = None) -> Exact | Failure:
        return arithmetic.round_to(n, Fraction(0) if scale is None else scale, name)

    rounded.__doc__ = ROUNDING_TEXTS[name]
    return rounded


ROUNDING_TEXTS = {
    "decimal": "`decimal(2.5, 0)` is 2: the nearest with `scale` decimals, a half to the even neighbour.",
    "floor": "`floor(-1.56, 1)` is -1.6: down to `scale` decimals; without `scale`, to a whole number.",
    "ceiling": "`ceiling(-1.56, 1)` is -1.5: up to `scale` decimals; without `scale`, to a whole number.",
    "round up": "`round up(-1.121, 2)` is -1.13: away from 0.",
    "round down": "`round down(-1.126, 2)` is -1.12: towards 0.",
    "round half up": "`round half up(-5.5, 0)` is -6: the nearest, a half away from 0.",
    "round half down": "`round half down(-5.5, 0)` is -5: the nearest, a half towards 0.",
}


def absolute(n: Fraction) -> Fraction:
    """`abs(-10)` is 10."""
    return abs(n)


def modulo(dividend: Fraction, divisor: Fraction) -> Result:
    """`modulo(-12, 5)` is 3: `dividend - divisor * floor(dividend / divisor)`, so the sign is the divisor's."""
    return arithmetic.modulo(dividend, divisor)


def sqrt(number: Fraction) -> Result:
    """`sqrt(16/9)` is 4/3, exactly; an irrational root is rounded to 34 digits. None for a negative number."""
    return arithmetic.sqrt(number)


def exp(number: Fraction) -> Result:
    """`exp(0)` is 1; any other power of e is rounded to 34 digits."""
    return arithmetic.exp(number)


def log(number: Fraction) -> Result:
    """`log(1)` is 0: the natural logarithm, otherwise rounded to 34 digits. Only for numbers greater than 0."""
    return arithmetic.log(number)


def odd(number: Fraction) -> bool | Failure:
    """`odd(5)` is true. A number that is not whole is neither odd nor even: there is no answer."""
    return Failure(not_whole("number")) if number.denominator != 1 else number % 2 == 1


def even(number: Fraction) -> bool | Failure:
    """`even(2)` is true. A number that is not whole is neither odd nor even: there is no answer."""
    return Failure(not_whole("number")) if number.denominator != 1 else number % 2 == 0


def smallest(values: tuple[Fraction, ...] | tuple[str, ...] | tuple[date, ...]) -> Fraction | str | date:
    """`min([1, 2, 3])` is 1. Texts are compared by their characters, dates by time."""
    return min(values)


def largest(values: tuple[Fraction, ...] | tuple[str, ...] | tuple[date, ...]) -> Fraction | str | date:
    """`max(1, 2, 3)` is 3. Texts are compared by their characters, dates by time."""
    return max(values)


def total(numbers: Numbers) -> Result:
    """`sum([1, 2, 3])` is 6."""
    return arithmetic.total(numbers)


def mean(numbers: Numbers) -> Result:
    """`mean([1, 2])` is 1.5: the sum divided by the number of members."""
    sum_ = arithmetic.total(numbers)
    return sum_ if isinstance(sum_, Failure) else arithmetic.bounded(sum_.value / len(numbers))


def product(numbers: Numbers) -> Result:
    """`product([2, 3, 4])` is 24."""
    return arithmetic.product(numbers)


def median(numbers: Numbers) -> Result:
    """`median([6, 1, 2, 3])` is 2.5: the middle one by size, or the mean of the middle two."""
    by_size = sorted(numbers)
    middle = len(by_size) // 2
    return mean(tuple(by_size[middle : middle + 1] if len(by_size) % 2 else by_size[middle - 1 : middle + 1]))


def stddev(numbers: Numbers) -> Result:
    """`stddev([2, 4, 7, 5])`: the sample standard deviation (divided by n - 1), for two numbers or more."""
    if len(numbers) < 2:
        return Failure(too_few(2, len(numbers)))
    average = mean(numbers)
    if isinstance(average, Failure):
        return average
    squares = arithmetic.total((number - average.value) ** 2 for number in numbers)
    return squares if isinstance(squares, Failure) else arithmetic.sqrt(squares.value / (len(numbers) - 1))


def mode(numbers: Numbers) -> tuple[Outcome, ...]:
    """`mode([6, 1, 9, 6, 1])` is [1, 6]: the most frequent ones, in ascending order; of no members, none."""
    frequency = Counter(numbers)
    most = max(frequency.values(), default=0)
    return tuple(Outcome(number) for number in sorted(frequency) if frequency[number] == most)
