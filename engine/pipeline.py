"""The whole program: read, check, conform, calculate. Every surface calls these functions and shows what they give."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.model import Problems, in_order

if TYPE_CHECKING:
    from engine.evaluation.formula import Evaluation
    from engine.results.calculation import Calculation


def evaluate(formula: str, inputs: Mapping[str, object]) -> Evaluation:
    """One formula with its inputs."""
    _make_room()
    from engine.evaluation.formula import evaluate_formula

    return evaluate_formula(formula, inputs)


def calculate(
    paket: Path, *, period: str | None = None, manual: Path | None = None
) -> tuple[Calculation | None, Problems]:
    """Every figure of a paket in one period. None where contract or manual cannot be read at all; the problems say why.

    Otherwise the problems are part of the calculation.
    """
    _make_room()
    from engine.calculation.paket import calculate_paket
    from engine.data.paket import read_paket
    from engine.manual.check import check_manual
    from engine.manual.read import read_manuals, shelves

    read, problems = read_paket(paket)
    if read is None:
        return None, problems
    stack, found = read_manuals(read.form.manual.text, shelves(paket, manual), read.form.manual.span)
    problems += found
    checked, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    if checked is None:
        return None, in_order(problems)
    return calculate_paket(read, checked, stack, period, problems)


def _make_room() -> None:
    """Python's limit on calls inside calls, raised if it is lower than what deep formulas need; never lowered."""
    from engine.language.limits import STACK

    if sys.getrecursionlimit() < STACK:
        sys.setrecursionlimit(STACK)
