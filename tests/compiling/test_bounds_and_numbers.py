"""Shortcuts of generated source: bounds that return a constant, factors that are multiplied in later, code that is
shared by programs which differ in nothing but their numbers."""

from __future__ import annotations

import pickle
from fractions import Fraction
from itertools import product

import pytest

from engine.compiling.formula import compile_formula
from engine.compiling.making import _compiled, made
from engine.compiling.number import Number, ScaledNumber
from engine.compiling.writer import NUMBER, REMARK
from engine.evaluation.formula import evaluate_formula

BOUNDED = [
    "max(0, min(120, a / b * 100))",
    "min(120, max(0, a / b * 100))",
    "max(min(a / b, 3), 5)",  # the bounds are the wrong way round
    "min(max(a / b, 5), 3)",
    "max(1, a / b, -1, 1/2)",
    "min(max(-2, min(a - b, 4)), 3, 7/2)",
    "max(0, min(120, if a > 0 then a / b else b / a))",
    "min(a, b, 3)",
    "1 + min(2, max(0, a / b))",
    "max(0, min(5, if c > 0 then a / b else 7))",
    "max(null, min(5, a / b))",
]
VALUES = (-7, -1, 0, 1, 2, 6, 500, 2**70, None)


@pytest.mark.parametrize("formula", BOUNDED)
def test_bounds_are_those_of_the_evaluator(formula: str) -> None:
    compiled = compile_formula(formula)
    for a, b in product(VALUES, VALUES):
        inputs = {name: value for name, value in (("a", a), ("b", b), ("c", None)) if name in compiled.names}
        expected = evaluate_formula(formula, inputs)
        found = compiled(inputs)
        assert found.outcome == expected.outcome, inputs
        assert [one.code for one in found.problems] == [one.code for one in expected.problems]


@pytest.mark.parametrize(
    "formula", ["sqrt(2) > 2 and a > 0", "sqrt(2) > 1 or a > 0", "sqrt(2) in [a..2]", "sqrt(2) > 1 and a > 0"]
)
def test_a_rounded_number_in_a_condition_marks_no_answer(formula: str) -> None:
    for a in (-1, 0, 1):
        assert compile_formula(formula)({"a": a}).outcome == evaluate_formula(formula, {"a": a}).outcome


def test_a_bound_that_is_taken_is_no_new_number() -> None:
    compiled = compile_formula("max(0, min(120, a / b * 100))")
    assert compiled({"a": 5, "b": 2}) is compiled({"a": 9, "b": 2})


def test_a_scaled_number_is_a_number_like_any() -> None:
    scaled = compile_formula("a / b * 30%")({"a": 5, "b": 2})
    assert type(scaled) is ScaledNumber and isinstance(scaled, Number)
    plain = compile_formula("a / b")({"a": 3, "b": 4})
    assert scaled == plain == Fraction(3, 4) == scaled.value and hash(scaled) == hash(plain)
    assert (scaled.numerator, scaled.denominator, str(scaled)) == (3, 4, "0.75")
    assert pickle.loads(pickle.dumps(scaled)) == scaled
    assert scaled and not compile_formula("a / b * 30%")({"a": 0, "b": 2})
    assert compile_formula("a / b * -30%")({"a": -5, "b": -2}) == Fraction(-3, 4)


def test_programs_that_differ_only_in_their_numbers_share_their_code() -> None:
    """Each has its own numbers in it, also where Python has put a sign or a pair together."""
    before = _compiled.cache_info().misses
    for factor, other in ((2, 3), (7, 1000), (12345678901234567890, 5), (10**15 + 2, 10**15 + 1)):
        text = f"if a > 0 then {factor} * a - {other} * b / c else -{other} * b + {factor}"
        compiled = compile_formula(text)
        for a, b, c in ((4, 9, 2), (-4, 9, 2), (0, 1, 1), (2, 3, 7)):
            inputs = {"a": a, "b": b, "c": c}
            assert compiled(inputs).outcome == evaluate_formula(text, inputs).outcome
    assert _compiled.cache_info().misses - before <= 4  # two each: for numbers of 0 or more, and for others


def test_equal_numbers_are_another_kind_than_different_ones() -> None:
    def source(first: int, second: int) -> str:
        return f"def f(x):{REMARK}{first}\n    return {NUMBER}{first}{NUMBER} * x, -{NUMBER}{second}{NUMBER}, 7"

    for first, second in ((2, 2), (2, 3), (0, 1), (3, 2)):
        assert made(source(first, second), {})["f"](10) == (10 * first, -second, 7)
