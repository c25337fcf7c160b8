"""What tests of versions ask: figures, codes of problems, and a manual as it is in force."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from engine import pipeline
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.files import ManualFiles
from engine.results.calculation import Calculation


def calculation(period: str | None = None, paket: str = "paket") -> Calculation:
    """Every figure of the paket; errors are a failure."""
    found, problems = pipeline.calculate(Path(paket), period=period)
    errors = [(one.code, one.message.values) for one in problems if one.severity == "error"]
    assert errors == []
    if found is None:
        raise AssertionError(errors)
    return found


def codes(period: str | None = None, paket: str = "paket") -> list[str]:
    """The codes of everything that is wrong with the paket and its manuals."""
    _, problems = pipeline.calculate(Path(paket), period=period)
    return [one.code for one in problems]


def value(found: Calculation, id_: str) -> Fraction | str | None:
    """One figure."""
    known = found.all[id_].outcome.value
    return known if isinstance(known, Fraction | str) else None


def in_force(name: str) -> tuple[tuple[ManualFiles, ...], Manual]:
    """The files of a manual put together with those of other versions, and the manual as checked."""
    _, stack, problems = pipeline.manual_files(name)
    manual, found = check_manual(stack, problems)
    errors = [one.code for one in (*problems, *found) if one.severity == "error"]
    assert errors == []
    if manual is None:
        raise AssertionError(errors)
    return stack, manual
