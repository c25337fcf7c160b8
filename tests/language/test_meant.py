"""What was meant: a slip that is common enough has its own words, and an edit where there is one reading."""

from __future__ import annotations

import pytest

from engine.diagnostics.edits import corrections
from engine.diagnostics.model import Problems
from engine.language.check import check_cell, check_formula
from engine.language.parse import parse_cell, parse_formula
from engine.language.scope import Scope, Variable
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, ListType, Type
from engine.source import Source

SCOPE = Scope().bind(
    Variable("daftar", ListType(NUMBER)),
    Variable("hari", DATE),
    Variable("lunas", BOOLEAN),
    Variable("skor", NUMBER),
    Variable("arah", STRING),
)


def problems(text: str, cell_of: Type | None = None) -> Problems:
    """What is wrong with a formula, or with a cell of a column of this kind."""
    span = Source("rumus", text).span(0, len(text))
    if cell_of is None:
        formula, found = parse_formula(span)
        return found if formula is None else check_formula(formula, SCOPE)[1]
    cell, found = parse_cell(span)
    return found if cell is None else check_cell(cell, cell_of, SCOPE)[1]


FORMULAS = [
    ("arah = naik", None, "E301", 'arah = "naik"'),
    ("arah in (naik, turun)", None, "E301", 'arah in ("naik", "turun")'),
    ("Baik", STRING, "E301", '"Baik"'),
    ("lunas = tidak", None, "E301", "lunas = false"),
    ("ya", BOOLEAN, "E301", "true"),
    ("arah = araah", None, "E301", "arah = arah"),
    ('"ada " + skor', None, "E306", '"ada " + string(skor)'),
    ('skor != ""', None, "E307", "skor != null"),
    ("<= 2031-01-31", DATE, "E307", '<= @"2031-01-31"'),
    ('hari = "2031-01-31"', None, "E307", 'hari = @"2031-01-31"'),
    ("skor : 2", None, "E220", "skor / 2"),
    ("[70-90)", NUMBER, "E215", "[70..90)"),
    ("[90..70)", NUMBER, "E321", "[70..90)"),
    ("(90%..70%]", NUMBER, "E321", "(70%..90%]"),
]


@pytest.mark.parametrize(("text", "cell_of", "code", "right"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_one_reading_is_written(text: str, cell_of: Type | None, code: str, right: str) -> None:
    found = problems(text, cell_of)
    assert {one.code for one in found} == {code}
    assert list(corrections(found).texts.values()) == [right]


UNSURE = [
    ("70-90", NUMBER, "E239", "[70..90)"),
    ("[70-90]", NUMBER, "E239", "[70..90)"),
    ("70 : 90", NUMBER, "E220", "/"),
    ("Sangat Baik", STRING, "E228", '"Sangat Baik"'),
    ("skor x 2", None, "E228", "skor * 2"),
    ("skor dibagi skor", None, "E228", "skor / skor"),
    ("skor is not null", None, "E228", "skor != null"),
    ("daftar < 5", None, "E307", "xs[item < 5]"),
    ("skor = naik", None, "E301", None),
]


@pytest.mark.parametrize(("text", "cell_of", "code", "said"), UNSURE, ids=[row[0] for row in UNSURE])
def test_several_readings_are_said(text: str, cell_of: Type | None, code: str, said: str | None) -> None:
    (found,) = problems(text, cell_of)
    assert (found.code, found.edits) == (code, ())
    assert found.fix is not None
    assert said is None or said in found.fix.text.format(**dict(found.fix.values))


@pytest.mark.parametrize("text", ["[70..90)", "[skor..70]", "-5", "70", "skor - 5", "[90..90]"])
def test_what_is_right_passes(text: str) -> None:
    assert problems(text, NUMBER) == ()
