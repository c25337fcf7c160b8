"""Laws of exact arithmetic, on numbers nobody would think of."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.arithmetic import (
    ROUNDINGS,
    Exact,
    Rounded,
    exp,
    log,
    modulo,
    number_text,
    power,
    product,
    round_to,
    sqrt,
    total,
)
from engine.language.functions import FUNCTIONS
from engine.language.values import Outcome

fractions = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**9)
positive = fractions.filter(lambda number: number > 0)
scales = st.integers(-10, 20)
HALF_UNIT = Fraction(1, 2 * 10**33)
"""Half a unit in the 34th digit is at most this part of the number."""


def exact(result: object) -> Fraction:
    assert isinstance(result, Exact)
    return result.value


def close(rounded: Fraction, true: Fraction, times: int = 1) -> bool:
    return abs(rounded - true) <= abs(true) * HALF_UNIT * times


@given(positive)
def test_a_root_squared_is_the_number_within_34_digits(number: Fraction) -> None:
    root = sqrt(number)
    assert isinstance(root, Exact | Rounded)
    assert close(root.value**2, number, 3)
    assert isinstance(root, Rounded) or root.value**2 == number


@given(positive)
def test_a_root_is_the_nearest_number_of_34_digits(number: Fraction) -> None:
    root = sqrt(number)
    assert isinstance(root, Exact | Rounded)
    if isinstance(root, Rounded):
        scaled = number * Fraction(10) ** 200
        assert number_text(Fraction(math.isqrt(math.floor(scaled)), 10**100)) == number_text(root.value)


@given(positive, st.integers(2, 12), st.integers(-5, 5))
def test_rational_roots_are_exact(root: Fraction, degree: int, exponent: int) -> None:
    assert power(root**degree, Fraction(exponent, degree)) == Exact(root**exponent)


@given(positive, st.fractions(-3, 3, max_denominator=7))
def test_powers_add_exponents(base: Fraction, exponent: Fraction) -> None:
    one, other = power(base, exponent), power(base, 1 - exponent)
    assert isinstance(one, Exact | Rounded) and isinstance(other, Exact | Rounded)
    assert close(one.value * other.value, base, 3)


@given(st.fractions(-50, 50, max_denominator=1000))
def test_exp_and_log_undo_each_other(number: Fraction) -> None:
    raised = exp(number)
    assert isinstance(raised, Exact | Rounded)
    back = log(raised.value)
    assert isinstance(back, Exact | Rounded)
    assert abs(back.value - number) <= 2 * HALF_UNIT * (1 + abs(number))


@given(fractions, fractions.filter(bool))
def test_modulo(dividend: Fraction, divisor: Fraction) -> None:
    rest = exact(modulo(dividend, divisor))
    assert dividend == divisor * (dividend // divisor) + rest
    assert abs(rest) < abs(divisor) and rest * divisor >= 0


@pytest.mark.parametrize("rounding", list(ROUNDINGS))
@given(number=fractions, scale=scales)
def test_rounding(rounding: str, number: Fraction, scale: int) -> None:
    unit = Fraction(10) ** -scale
    rounded = exact(round_to(number, Fraction(scale), rounding))
    assert (rounded / unit).denominator == 1
    assert abs(rounded - number) < unit
    assert round_to(rounded, Fraction(scale), rounding) == Exact(rounded)


@given(fractions, scales)
def test_roundings_among_each_other(number: Fraction, scale: int) -> None:
    to = {name: exact(round_to(number, Fraction(scale), name)) for name in ROUNDINGS}
    mirrored = {name: -exact(round_to(-number, Fraction(scale), name)) for name in ROUNDINGS}
    unit = Fraction(10) ** -scale
    assert to["floor"] <= number <= to["ceiling"] and mirrored["floor"] == to["ceiling"]
    assert abs(to["round down"]) <= abs(number) <= abs(to["round up"])
    for name in ("decimal", "round half up", "round half down"):
        assert abs(to[name] - number) <= unit / 2
    for name in ("decimal", "round up", "round down", "round half up", "round half down"):
        assert mirrored[name] == to[name]


@given(st.lists(fractions).flatmap(lambda numbers: st.tuples(st.just(numbers), st.permutations(numbers))))
def test_sum_and_product_do_not_depend_on_the_order(lists: tuple[list[Fraction], list[Fraction]]) -> None:
    numbers, shuffled = lists
    assert total(numbers) == total(shuffled) == Exact(sum(numbers, Fraction(0)))
    assert product(numbers) == product(shuffled) == Exact(math.prod(numbers, start=Fraction(1)))


@given(st.integers(-(10**33), 10**33), st.integers(-40, 40))
def test_the_text_of_a_number_of_34_digits_is_the_number(digits: int, scale: int) -> None:
    number = digits * Fraction(10) ** scale
    text = number_text(number)
    assert Fraction(text) == number and "e" not in text


@given(fractions)
def test_the_text_of_any_number_is_near(number: Fraction) -> None:
    assert close(Fraction(number_text(number)), number)


@given(st.text(), st.text())
def test_before_and_after_put_together(string: str, match: str) -> None:
    def of(name: str) -> object:
        return FUNCTIONS[name].apply((Outcome(string), Outcome(match)), None).value

    if of("contains") is True:
        assert f"{of('substring before')}{match}{of('substring after')}" == string


@given(st.lists(fractions, min_size=1))
def test_statistics_of_a_list(numbers: list[Fraction]) -> None:
    list_ = Outcome(tuple(map(Outcome, numbers)))

    def of(name: str) -> Fraction:
        value = FUNCTIONS[name].apply((list_,), None).value
        assert isinstance(value, Fraction)
        return value

    assert of("min") <= of("median") <= of("max")
    assert of("min") <= of("mean") <= of("max")
    assert of("mean") * of("count") == of("sum")


@given(st.lists(st.integers(0, 5).map(Fraction)))
def test_distinct_values_are_those_contained(numbers: list[Fraction]) -> None:
    list_ = Outcome(tuple(map(Outcome, numbers)))
    distinct = FUNCTIONS["distinct values"].apply((list_,), None)
    assert isinstance(distinct.value, tuple)
    assert [member.value for member in distinct.value] == list(dict.fromkeys(numbers))
    assert all(FUNCTIONS["list contains"].apply((list_, member), None).value for member in distinct.value)
