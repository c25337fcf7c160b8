# ruff: noqa: E501 (whole messages stand in these tables)
"""Values stated in rule files and contracts, by their declared kind."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.language.types import ANY, BOOLEAN, DATE, NUMBER, STRING, ListType, Type
from engine.language.values import Outcome
from engine.manual.checked import Quantity
from engine.manual.given import read_given
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.source import Source
from tests.data.small import UNITS, told


def read(written: str, quantity: Quantity, unit: str | None = "persen") -> tuple[object, list[str]]:
    node, problems = compose(Source("x", f"k: {written}\n"))
    assert isinstance(node, Mapping) and problems == ()
    outcome, found = read_given(node.entries[0][1], quantity, UNITS, unit)
    return plain(outcome), told((found,)) if found else []


def plain(outcome: Outcome | None) -> object:
    if outcome is not None and isinstance(outcome.value, tuple):
        return tuple(plain(one) for one in outcome.value)
    return outcome.value if outcome else None


@pytest.mark.parametrize(
    ("written", "quantity", "expected"),
    [
        ("95.62%", Quantity(NUMBER, "persen"), Fraction(9562, 10000)),
        ("95.62%", Quantity(NUMBER, "entri"), Fraction(9562, 10000)),
        ("-3", Quantity(NUMBER), Fraction(-3)),
        ("1.234", Quantity(NUMBER), Fraction(1234, 1000)),
        ("Rp5", Quantity(NUMBER, "rupiah"), Fraction(5)),
        ("83%", Quantity(NUMBER, "persen", whole=True), Fraction(83, 100)),
        ("3", Quantity(STRING), "3"),
        ("naik", Quantity(STRING, choices=("naik", "turun")), "naik"),
        ("ya", Quantity(BOOLEAN), True),
        ("2023-12-31", Quantity(DATE), date(2023, 12, 31)),
        ("a, b", Quantity(ListType(ANY)), ("a", "b")),
        ("[a, '1']", Quantity(ListType(ANY)), ("a", "1")),
        ("1%, 2%", Quantity(ListType(ANY), "persen"), (Fraction(1, 100), Fraction(2, 100))),
        ("[1, 2]", Quantity(ListType(ANY), "berkas"), (Fraction(1), Fraction(2))),
    ],
)
def test_values(written: str, quantity: Quantity, expected: object) -> None:
    assert read(written, quantity) == (expected, [])


@pytest.mark.parametrize(
    ("written", "quantity", "expected"),
    [
        ("83.5%", Quantity(NUMBER, "persen", whole=True),
         "1:4 E455 `83.5%` is no whole number, and only those are possible here | write a whole number"),
        ("-1%", Quantity(NUMBER, "persen", lowest=Fraction(0)),
         "1:4 E456 `-1%` is less than the smallest possible value, 0% | correct the number, or `minimal` where it is declared"),
        ("120%", Quantity(NUMBER, "persen", highest=Fraction(6, 5) - 1),
         "1:4 E457 `120%` is more than the largest possible value, 20% | correct the number, or `maksimal` where it is declared"),
        ("{a: 1}", Quantity(NUMBER), "1:4 E458 here must stand a number | write it as in `1234.5`"),
        ("{a: 1}", Quantity(STRING), "1:4 E401 here must stand a text"),
        ("a # b", Quantity(STRING),
         "1:4 E115 the value ends before `#`: what follows is read as a comment | put the comment on the line above, or the whole value in quotes"),
        ("naek", Quantity(STRING, choices=("naik", "turun")), "1:4 E402 `naek` is not possible here | write `naik`"),
        ("true", Quantity(BOOLEAN), "1:4 E401 here must stand `ya` or `tidak`"),
        ("31/12/2023", Quantity(DATE), "1:4 E401 here must stand a date such as 2023-12-31"),
        ("1, x", Quantity(ListType(ANY), "berkas"),
         "1:7 E450 `x` is no number as they are written here, with `.` before the decimals and nothing between the thousands "
         "| write it as in `1234.5`"),
        ("a, c", Quantity(ListType(ANY), choices=("a", "b")), "1:7 E402 `c` is not possible here | write one of: a, b"),
    ],
)  # fmt: skip
def test_mistakes(written: str, quantity: Quantity, expected: str) -> None:
    value, problems = read(written, quantity)
    assert (value, problems) == (None, [expected])


def test_types_are_what_was_asked_for() -> None:
    kinds: tuple[Type, ...] = (NUMBER, STRING)
    assert [type(read("3", Quantity(kind), None)[0]) for kind in kinds] == [Fraction, str]
