"""Formulas as deep as they may be compute, also when we are called from deep inside another program."""

from __future__ import annotations

import pytest

from engine import evaluate
from engine.language.limits import NESTING

DEEPEST = NESTING - 2
FORMULAS = {
    "calls": ("abs(" * DEEPEST + "1" + ")" * DEEPEST, "1"),
    "signs": ("-" * DEEPEST + "1", "1"),
    "conditions": ("if false then 0 else " * DEEPEST + "1", "1"),
    "filters": ("xs" + "[item > 0]" * (DEEPEST - 1) + "[1]", "7"),
    "membership": ("1 in (" * DEEPEST + "1" + ")" * DEEPEST, None),
    "powers": ("2" + "**1" * DEEPEST, "2"),
}


def from_below(frames: int, formula: str) -> object:
    """The value, computed `frames` calls further down."""
    return from_below(frames - 1, formula) if frames else evaluate(formula, {"xs": [7]})["value"]


@pytest.mark.parametrize("name", FORMULAS)
def test_the_deepest_formula(name: str) -> None:
    formula, value = FORMULAS[name]
    assert from_below(500, formula) == value


def test_one_deeper_is_refused() -> None:
    answer = evaluate("abs(" * (NESTING + 1) + "1" + ")" * (NESTING + 1))
    assert [problem.code for problem in answer.problems] == ["E202"]
