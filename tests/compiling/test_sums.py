"""Sums of many fractions: over one line, over many, over some that several summands share."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

import engine

SHAPES = {
    "one line": lambda at, size: "b0",
    "a line each": lambda at, size: f"b{at}",
    "lines shared": lambda at, size: f"(b{at} * b{at * 7 % size})",
    "lines that come again": lambda at, size: f"b{at % 11}",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [3, 9, 33])
def test_a_sum_of_fractions(shape: str, size: int) -> None:
    chance = Random(size)
    terms = [f"a{at} / {SHAPES[shape](at, size)}" for at in range(size)]
    signs = [chance.choice("+-") for _ in terms]
    formula = "0 " + " ".join(f"{sign} {term}" for sign, term in zip(signs, terms, strict=True))
    compiled = engine.compile(formula)
    for low in (1, -9):
        numbers = [n for n in range(low, 10) if n]
        record = {f"{name}{at}": chance.choice(numbers) for name in "ab" for at in range(size)}
        result = compiled(record)
        assert result == eval(formula, {}, {name: Fraction(value) for name, value in record.items()})
    assert "n1 = " in compiled.program.source or "number.above" in compiled.program.source


def test_a_divisor_of_zero_among_many() -> None:
    compiled = engine.compile(" + ".join(f"a / b{at}" for at in range(20)))
    record = {"a": 1, **{f"b{at}": at + 1 for at in range(20)}}
    assert compiled(record).status == "final"
    result = compiled({**record, "b13": 0})
    assert [reason.code for reason in result.reasons] == ["pembagi_nol"]
