"""`engine.compile`: what goes in, what comes out, and what is promised of both."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.compiling.formula import compile_formula
from engine.compiling.number import Number
from engine.language.values import Outcome

HERE = Path(__file__).parent
CAPPED = "65% * min(a / b, 100%) + 35% * min(c / b, 100%)"


def rows() -> Iterator[Any]:
    with (HERE / "inputs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield pytest.param(row["rumus"], row["masukan"], row["hasil"], id=row["catatan"])


def written(outcome: Outcome) -> str:
    """A result as the table writes it."""
    match outcome.value:
        case None:
            return "N/A: " + ", ".join(dict.fromkeys(reason.code for reason in outcome.reasons))
        case bool():
            return str(outcome.value).lower()
        case tuple() as members:
            return "[" + ", ".join("null" if member.value is None else written(member) for member in members) + "]"
    under = ", ".join(reason.code for reason in outcome.carried)
    return f"{outcome.value} ~ {under}" if under else str(outcome.value)


@pytest.mark.parametrize(("formula", "inputs", "expected"), list(rows()))
def test_inputs_of_every_kind(formula: str, inputs: str, expected: str) -> None:
    given = eval(inputs, {"Decimal": Decimal, "Fraction": Fraction})
    compiled = engine.compile(formula)
    for result in (compiled(given), compiled.map([given])[0], compiled.program.generally(given)):
        codes = [problem.code for problem in result.problems if problem.code != "E610"]
        assert (", ".join(codes) if codes else written(result.outcome)) == expected


def test_a_number_equals_whatever_is_as_much() -> None:
    number = engine.compile("a / b")({"a": 27, "b": 36})
    assert isinstance(number, Number)
    assert number == Fraction(3, 4) == number == Decimal("0.75") and number != 1
    assert engine.compile("a")({"a": 3}) == 3
    assert {number: "x"}[Fraction(3, 4)] == "x" and hash(number) == hash(Decimal("0.75"))
    assert number < 1 and number <= Decimal("0.75") and number > Fraction(1, 2) and number >= number
    assert (str(number), repr(number), number.numerator, number.denominator) == ("0.75", "Number(3/4)", 3, 4)
    assert number.status == "final" and number.reasons == number.carried == number.problems == ()


def test_a_number_and_a_float_do_not_meet() -> None:
    number = engine.compile("a / b")({"a": 1, "b": 2})
    assert number != 0.5
    with pytest.raises(TypeError):
        assert number < 0.5


def test_the_sign_is_above_the_line() -> None:
    number = engine.compile("a / b")({"a": 2, "b": -4})
    assert (number.numerator, number.denominator) == (-1, 2)  # type: ignore[union-attr]


def test_what_is_missing_is_marked() -> None:
    result = engine.compile("if a = null then b / 2 else a")({"a": None, "b": 3})
    assert (result, result.status) == (Fraction(3, 2), "provisional")
    assert [reason.input for reason in result.carried] == ["a"]
    again = pickle.loads(pickle.dumps(result))
    assert (again.outcome, type(again)) == (result.outcome, type(result))


def test_pickled_as_text() -> None:
    compiled = engine.compile(CAPPED)
    stored = pickle.dumps(compiled)
    assert b"def formula" not in stored and CAPPED.encode() in stored
    assert pickle.loads(stored)({"a": 1, "b": 2, "c": 3}) == Fraction(27, 40)


def test_several_threads_at_once() -> None:
    compiled = engine.compile(CAPPED)
    kinds = (int, Fraction, Decimal, str)
    records = [
        {"a": kind(at), "b": kind(7), "c": None if at % 5 == 0 else kind(3)} for at in range(80) for kind in kinds
    ]
    alone = [engine.compile(CAPPED)(record).outcome for record in records]
    with ThreadPoolExecutor(8) as pool:
        assert [result.outcome for result in pool.map(compiled, records)] == alone


def test_the_same_formula_is_the_same_source() -> None:
    assert compile_formula(CAPPED).program.source == compile_formula(CAPPED).program.source


def test_the_source_can_be_read() -> None:
    """`source.txt` is what a person is shown; whoever changes it looks at it."""
    assert compile_formula(CAPPED).program.source == (HERE / "source.txt").read_text(encoding="utf-8")


def test_many_records_at_once() -> None:
    compiled = engine.compile("a / b")
    assert compiled.map([{"a": 1, "b": 2}, {"a": 3, "b": 4}]) == [Fraction(1, 2), Fraction(3, 4)]
    assert compiled.columns({"a": [1, 3], "b": [2, 4]}) == [Fraction(1, 2), Fraction(3, 4)]
    with pytest.raises(ValueError):
        compiled.columns({"a": [1, 3], "b": [2]})


def test_problems_whatever_the_inputs() -> None:
    assert engine.compile("a / b").program.problems == ()
    assert [problem.code for problem in engine.compile('"x" * 2').program.problems] == ["E306"]
    assert engine.compile("a + b * a").names == ("a", "b")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("10 ** 5000 * a / 10 ** 4999", 20),
        ("not(" * 99 + "a > 1" + ")" * 99, False),
        ("if a > 1 then " * 99 + "a" + " else 0" * 99, 2),
        ("min(" * 60 + "a" + ", 3)" * 60, 2),
        (" + ".join(f"(if a > {at} then a else null)" for at in range(-60, 0)), 120),
        (" + ".join(f"a / {at}" for at in range(1, 300)).replace("/ 1 +", "* 0 +"), None),
        ("a + (" * 90 + "a" + ")" * 90, 182),
        (" and ".join(f"a / {at} > 0" for at in range(1, 400)), True),
    ],
)
def test_formulas_that_are_deep_or_long(formula: str, expected: Any) -> None:
    result = engine.compile(formula)({"a": 2})
    assert result.outcome == engine.evaluate(formula, {"a": 2}).outcome
    assert expected is None or result.value == expected
