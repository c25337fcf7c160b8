"""Exact arithmetic, example by example: what is exact, what is rounded, what is refused, and that this is fast."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest

from engine.diagnostics.model import Reason, say
from engine.language.arithmetic import (
    Exact,
    Failure,
    Result,
    Rounded,
    bounded,
    divided,
    exp,
    log,
    modulo,
    number_text,
    outcome,
    power,
    product,
    round_to,
    sqrt,
    total,
)
from engine.language.comparison import OrderOperator, equal, fingerprints, ordered
from engine.language.limits import RESULT_DIGITS
from engine.language.values import Context, Outcome, Range, Value, absent

F = Fraction
MISSING = Reason("tanpa_data", say("no data"))
OTHER = Reason("lain", say("something else"))


def code(result: Result) -> str:
    assert isinstance(result, Failure)
    return result.reason.code


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (F(2), F(10), F(1024)),
        (F(2), F(-2), F(1, 4)),
        (F(-2), F(3), F(-8)),
        (F(0), F(0), F(1)),
        (F(0), F(1, 2), F(0)),
        (F(7), F(0), F(1)),
        (F(100**3), F(1, 3), F(100)),
        (F(8, 27), F(1, 3), F(2, 3)),
        (F(8, 27), F(-2, 3), F(9, 4)),
        (F(1), F(10**9000), F(1)),
        (F(-1), F(10**9000 + 1), F(-1)),
        (F(1), F(1, 7), F(1)),
    ],
)
def test_power_is_exact(base: Fraction, exponent: Fraction, expected: Fraction) -> None:
    assert power(base, exponent) == Exact(expected)


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (F(2), F(1, 2), "1.414213562373095048801688724209698"),
        (F(3), F("2.55"), "16.46869549449010783942165680349214"),
        (1 + F(1, 10**4000), 10**4000 + F(1, 2), "2.718281828459045235360287471352662"),
        (F(2), F(1, 10**9000), "1"),
    ],
)
def test_power_is_rounded(base: Fraction, exponent: Fraction, expected: str) -> None:
    result = power(base, exponent)
    assert isinstance(result, Rounded)
    assert number_text(result.value) == expected


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (F(0), F(-1), "pembagi_nol"),
        (F(0), F(-1, 2), "pembagi_nol"),
        (F(-8), F(1, 3), "di_luar_domain"),
        (F(9), F(9**9), "terlalu_besar"),
        (F(9), F(-(9**9)), "terlalu_besar"),
        (F(1, 9), F(9**9), "terlalu_besar"),
        (F(10), F(RESULT_DIGITS), "terlalu_besar"),
        (F(2), 10**9000 + F(1, 2), "terlalu_besar"),
        (F(2), F(-(10**9)) + F(1, 2), "terlalu_besar"),
    ],
)
def test_power_fails(base: Fraction, exponent: Fraction, expected: str) -> None:
    assert code(power(base, exponent)) == expected


def test_the_largest_power_that_fits() -> None:
    assert power(F(10), F(RESULT_DIGITS - 1)) == Exact(F(10 ** (RESULT_DIGITS - 1)))


@pytest.mark.parametrize(
    ("function", "argument", "expected"),
    [
        (sqrt, F(16, 9), Exact(F(4, 3))),
        (sqrt, F(0), Exact(F(0))),
        (sqrt, F(2), Rounded(F("1.414213562373095048801688724209698"))),
        (exp, F(0), Exact(F(1))),
        (exp, F(1), Rounded(F("2.718281828459045235360287471352662"))),
        (exp, F(5), Rounded(F("148.4131591025766034211155800405523"))),
        (log, F(1), Exact(F(0))),
        (log, F(10), Rounded(F("2.302585092994045684017991454684364"))),
        (log, 1 + F(1, 10**9000), Rounded(F(1, 10**9000))),
    ],
)
def test_irrational_functions(function: object, argument: Fraction, expected: Result) -> None:
    assert callable(function)
    assert function(argument) == expected


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (sqrt(F(-1)), "di_luar_domain"),
        (log(F(0)), "di_luar_domain"),
        (log(F(-1)), "di_luar_domain"),
        (exp(F(10**9000)), "terlalu_besar"),
        (exp(F(-(10**9000))), "terlalu_besar"),
        (divided(F(1), F(0)), "pembagi_nol"),
        (modulo(F(1), F(0)), "pembagi_nol"),
        (bounded(F(10**RESULT_DIGITS)), "terlalu_besar"),
        (bounded(F(1, 10**RESULT_DIGITS)), "terlalu_besar"),
        (total([F(1, 10**6000 + 1), F(1, 10**6000)]), "terlalu_besar"),
        (product([F(10**6000), F(10**6000)]), "terlalu_besar"),
    ],
)
def test_failures(result: Result, expected: str) -> None:
    assert code(result) == expected


def test_product_of_a_zero_is_zero_whatever_the_others() -> None:
    assert product([F(10**6000), F(10**6000), F(0)]) == Exact(F(0))


def test_everything_hard_is_answered_soon() -> None:
    start = time.perf_counter()
    power(F(9), F(9**9))
    power(F(10**9999 + 7), F(1, 7919))
    power(F(2), 10**9000 + F(1, 2))
    exp(F(5, 10**34) - F(1, 10**9000))
    log(1 + F(1, 10**9990))
    assert time.perf_counter() - start < 2


def test_the_global_decimal_context_does_not_matter() -> None:
    context = getcontext().copy()
    try:
        getcontext().prec = 3
        assert sqrt(F(2)) == Rounded(F("1.414213562373095048801688724209698"))
        assert number_text(F(123456789)) == "123456789"
    finally:
        getcontext().prec = context.prec


@pytest.mark.parametrize(
    ("rounding", "number", "scale", "expected"),
    [
        ("decimal", "1/3", 2, "0.33"),
        ("decimal", "1.5", 0, "2"),
        ("decimal", "2.5", 0, "2"),
        ("decimal", "1250", -2, "1200"),
        ("floor", "1.5", 0, "1"),
        ("floor", "-1.56", 1, "-1.6"),
        ("ceiling", "1.5", 0, "2"),
        ("ceiling", "-1.56", 1, "-1.5"),
        ("round up", "5.5", 0, "6"),
        ("round up", "-5.5", 0, "-6"),
        ("round up", "1.121", 2, "1.13"),
        ("round up", "-1.126", 2, "-1.13"),
        ("round down", "5.5", 0, "5"),
        ("round down", "-5.5", 0, "-5"),
        ("round down", "-1.126", 2, "-1.12"),
        ("round half up", "5.5", 0, "6"),
        ("round half up", "-5.5", 0, "-6"),
        ("round half up", "1.121", 2, "1.12"),
        ("round half up", "2.675", 2, "2.68"),
        ("round half down", "5.5", 0, "5"),
        ("round half down", "-5.5", 0, "-5"),
        ("round half down", "-1.126", 2, "-1.13"),
        ("round half down", "-0.4", 0, "0"),
        ("round half up", "0.4", 0, "0"),
    ],
)
def test_rounding(rounding: str, number: str, scale: int, expected: str) -> None:
    assert round_to(F(number), F(scale), rounding) == Exact(F(expected))


@pytest.mark.parametrize("scale", [F(1, 2), F(-6112), F(6177)])
def test_rounding_to_no_such_scale(scale: Fraction) -> None:
    assert code(round_to(F(1), scale, "decimal")) == "di_luar_domain"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (F(0), "0"),
        (F(-3, 2), "-1.5"),
        (F(100), "100"),
        (F(1, 3), "0.3333333333333333333333333333333333"),
        (F(2, 3), "0.6666666666666666666666666666666667"),
        (F(12345678901234567890123456789012345), "12345678901234567890123456789012340"),
        (F(10**40), "1" + "0" * 40),
        (F(1, 10**40), "0." + "0" * 39 + "1"),
        (F(10**5000), "1e5000"),
        (F(-15, 10**5000), "-1.5e-4999"),
    ],
)
def test_number_text(number: Fraction, expected: str) -> None:
    assert number_text(number) == expected


def test_an_outcome_has_its_place_and_says_what_was_rounded() -> None:
    assert outcome(Exact(F(1))) == Outcome(F(1))
    assert outcome(Rounded(F(1))) == Outcome(F(1), rounded=True)
    assert outcome(divided(F(1), F(0))).reasons[0].code == "pembagi_nol"


def listed(*values: Value | None) -> Outcome:
    return Outcome(tuple(absent(MISSING) if value is None else Outcome(value) for value in values))


def named(**values: Value | None) -> Outcome:
    entries = tuple((name, absent(MISSING) if value is None else Outcome(value)) for name, value in values.items())
    return Outcome(Context(entries))


@dataclass(frozen=True)
class Member:
    """A member of the tree, as far as a value has to be one."""

    level: str
    kode: str


EQUALITIES: list[tuple[Outcome, Outcome, bool | None]] = [
    (Outcome(F(1)), Outcome(F(1)), True),
    (Outcome(F(1)), Outcome(F(2)), False),
    (Outcome("a"), Outcome("A"), False),
    (Outcome(True), Outcome(True), True),
    (Outcome(F(1)), Outcome(True), None),
    (Outcome(F(1)), Outcome("1"), None),
    (Outcome(date(2023, 1, 1)), Outcome(date(2023, 1, 1)), True),
    (listed(), listed(), True),
    (listed(F(1), F(2)), listed(F(1), F(2)), True),
    (listed(F(1), F(2)), listed(F(2), F(1)), False),
    (listed(F(1)), listed(F(1), F(2)), False),
    (listed(F(1), None), listed(F(1), F(2)), None),
    (listed(F(1), None), listed(F(2), None), False),
    (listed(F(1), None), listed(F(1)), False),
    (listed(F(1)), Outcome(F(1)), None),
    (listed(F(1)), listed("1"), None),
    (named(a=F(1), b="x"), named(b="x", a=F(1)), True),
    (named(a=F(1)), named(a=F(2)), False),
    (named(a=F(1)), named(b=F(1)), False),
    (named(a=F(1)), named(a=F(1), b=F(1)), False),
    (named(a=None), named(a=F(1)), None),
    (Outcome(Member("unit", "1")), Outcome(Member("unit", "1")), True),
    (Outcome(Member("unit", "1")), Outcome(Member("unit", "2")), False),
    (Outcome(Member("unit", "1")), Outcome("1"), None),
    (Outcome(Range(F(1), F(2))), Outcome(Range(F(1), F(2))), True),
    (Outcome(Range(F(1), F(2))), Outcome(Range(F(1), F(2), high_closed=False)), False),
    (Outcome(Range(F(1), None)), Outcome(Range(F(1), F(2))), False),
    (absent(MISSING), Outcome(F(1)), None),
    (absent(MISSING), absent(MISSING), None),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), EQUALITIES)
def test_equality(left: Outcome, right: Outcome, expected: bool | None) -> None:
    for answer in (equal(left, right), equal(right, left)):
        assert answer.value is expected
        assert bool(answer.reasons) == (expected is None)


@pytest.mark.parametrize(("left", "right", "expected"), EQUALITIES)
def test_fingerprints_say_what_is_equal_for_certain(left: Outcome, right: Outcome, expected: bool | None) -> None:
    marks = fingerprints((left, right))
    assert marks is not None
    assert (marks[0] is not None and marks[0] == marks[1]) is (expected is True)


def test_reasons_of_an_equality_in_reading_order() -> None:
    left = Outcome((absent(MISSING), Outcome(F(1)), absent(OTHER)))
    right = Outcome((Outcome(F(1)), Outcome("1"), Outcome(F(3))))
    assert [reason.code for reason in equal(left, right).reasons] == ["tanpa_data", "salah_tipe", "lain"]


def test_a_list_standing_many_times_in_another_is_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.language.comparison.STEPS", 10_000)
    bomb = listed(F(1))
    for _ in range(60):
        bomb = Outcome((bomb, bomb))
    assert [reason.code for reason in equal(bomb, bomb).reasons] == ["terlalu_banyak_langkah"]
    assert fingerprints((bomb,)) is None


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("<", F(1), F(2), True),
        ("<=", F(2), F(2), True),
        (">", "b", "a", True),
        (">=", date(2023, 1, 1), date(2023, 1, 2), False),
        ("<", True, False, None),
        ("<", F(1), "2", None),
        ("<", (), (), None),
    ],
)
def test_order(operator: OrderOperator, left: Value, right: Value, expected: bool | None) -> None:
    answer = ordered(operator, Outcome(left), Outcome(right))
    assert answer.value is expected
    assert [reason.code for reason in answer.reasons] == ([] if expected is not None else ["salah_tipe"])


def test_order_of_what_is_absent() -> None:
    answer = ordered("<", absent(MISSING), absent(OTHER))
    assert (answer.value, answer.reasons) == (None, (MISSING, OTHER))


def test_what_is_known_of_the_sides_goes_on() -> None:
    left, right = Outcome(F(1), carried=(MISSING,)), Outcome(F(1), rounded=True)
    assert equal(left, right) == Outcome(True, carried=(MISSING,), rounded=True)
    assert ordered("<", left, right) == Outcome(False, carried=(MISSING,), rounded=True)


def test_a_long_number_is_no_problem_for_the_text() -> None:
    assert Decimal(number_text(F(7) ** 11000)).adjusted() == 9296
