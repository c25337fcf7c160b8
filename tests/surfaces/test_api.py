"""The Python interface: plain dicts of the JSON's shape, exact values behind them, nothing raised for bad input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import engine

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kalbagbar-2023"


def test_a_formula() -> None:
    answer = engine.evaluate("min(a / b, 100%)", {"a": 27, "b": Decimal("36.0")})
    assert answer == {"value": "0.75", "type": "number", "exact": "3/4", "reasons": [], "diagnostics": []}
    assert answer.outcome.value == Fraction(3, 4)


def test_inputs_of_every_kind() -> None:
    inputs = {"n": Fraction(1, 3), "d": date(2023, 12, 31), "t": "a", "yes": True, "xs": [1, None], "k": {"a": 2}}
    answer = engine.evaluate('[n * 3, d.year, t = "a", yes, count(xs), k.a]', inputs)
    assert answer["value"] == ["1", "2023", True, True, "2", "2"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.1, "E601", "the input `a` is a float, which is not exact: 0.1"),
        (10**1000, "E602", "the number in the input `a` has too many digits"),
        ({"date": "2023-02-30"}, "E603", "“2023-02-30” in the input `a` is no date"),
        (object(), "E605", "the input `a` is of the kind `object`, which formulas do not know"),
    ],
)
def test_inputs_that_are_refused(value: object, code: str, text: str) -> None:
    answer = engine.evaluate("a", {"a": value}, lang="en")
    assert [(one["code"], one["message"]) for one in answer["diagnostics"]] == [(code, text)]  # type: ignore[attr-defined]
    assert answer["value"] is None


def test_inputs_nested_too_deeply() -> None:
    value: object = 1
    for _ in range(100):
        value = [value]
    assert [problem.code for problem in engine.evaluate("a", {"a": value}).problems] == ["E604"]


def test_a_report() -> None:
    report = engine.calculate(EXAMPLE, periode="Y", lang="en")
    assert list(report) == ["schema", "paket", "periode", "manual", "figures", "findings"]
    assert report.calculation is not None and report.calculation.clean


def test_a_report_of_nothing() -> None:
    report = engine.calculate(EXAMPLE / "nowhere")
    assert report.calculation is None and report["figures"] == []
    assert [problem.code for problem in report.problems] == ["E516"]
