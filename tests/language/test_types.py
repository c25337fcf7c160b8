"""The static types: how they are spelled, joined and fitted, and what the built-in functions make of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from engine.diagnostics.model import Reason, say
from engine.language.functions import FUNCTIONS
from engine.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    EntityType,
    ListType,
    RangeType,
    conforms,
    fits,
    join,
    spelled,
    type_of,
)
from engine.language.values import Context, Outcome, Range, absent

ONE = Outcome(Fraction(1))
MISSING = absent(Reason("tanpa_data", say("no data")))


@pytest.mark.parametrize(
    ("name", "types", "expected"),
    [
        ("sum", (ListType(NUMBER),), "number"),
        ("min", (ListType(DATE),), "date"),
        ("max", (ANY,), "Any"),
        ("mode", (ListType(NUMBER),), "list<number>"),
        ("append", (ListType(NUMBER), ListType(NUMBER)), "list<number>"),
        ("append", (ListType(NUMBER), ListType(STRING)), "list<Any>"),
        ("insert before", (ListType(NUMBER), NUMBER, NULL), "list<number>"),
        ("concatenate", (ListType(ListType(STRING)),), "list<string>"),
        ("union", (ListType(ANY),), "list<Any>"),
        ("flatten", (ListType(ListType(NUMBER)),), "list<number>"),
        ("reverse", (ListType(EntityType("unit")),), "list<unit>"),
        ("sublist", (ListType(BOOLEAN), NUMBER, None), "list<boolean>"),
        ("index of", (ListType(STRING), STRING), "list<number>"),
        ("substring", (STRING, NUMBER, None), "string"),
        ("date", (STRING,), "date"),
    ],
)
def test_result_types(name: str, types: tuple[Any, ...], expected: str) -> None:
    assert spelled(FUNCTIONS[name].result_type(types)) == expected


def test_parameters_have_the_names_of_the_standard() -> None:
    def names(function: str) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in FUNCTIONS[function].parameters)

    assert names("substring") == ("string", "start position", "length")
    assert names("number") == ("from", "grouping separator", "decimal separator")
    assert names("insert before") == ("list", "position", "newItem")
    assert names("modulo") == ("dividend", "divisor")


def test_parameters_accept() -> None:
    (comparable,) = FUNCTIONS["min"].parameters
    assert comparable.accepts(ListType(DATE)) and comparable.accepts(ListType(ANY)) and comparable.accepts(ANY)
    assert not comparable.accepts(ListType(BOOLEAN)) and not comparable.accepts(NUMBER)


AB = ContextType((("a", NUMBER), ("b", STRING)))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (NUMBER, NUMBER, "number"),
        (NUMBER, STRING, "Any"),
        (NULL, STRING, "string"),
        (ListType(NULL), ListType(NUMBER), "list<number>"),
        (ListType(NUMBER), ListType(STRING), "list<Any>"),
        (AB, ContextType((("a", NUMBER),)), "context<a: number>"),
        (RangeType(NUMBER), RangeType(NULL), "range<number>"),
        (EntityType("unit"), EntityType("bagian"), "Any"),
    ],
)
def test_join(a: Any, b: Any, expected: str) -> None:
    assert spelled(join(a, b)) == spelled(join(b, a)) == expected


def test_fits() -> None:
    assert fits(ANY, NUMBER) and fits(NUMBER, ANY) and fits(NULL, NUMBER)
    assert fits(ListType(NULL), ListType(NUMBER)) and not fits(ListType(STRING), ListType(NUMBER))
    assert fits(AB, ContextType((("a", NUMBER),))) and not fits(ContextType((("a", NUMBER),)), AB)
    assert not fits(NUMBER, NULL) and not fits(NUMBER, ListType(NUMBER))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (ONE, "number"),
        (Outcome(True), "boolean"),
        (Outcome("a"), "string"),
        (MISSING, "null"),
        (Outcome(date(2023, 1, 1)), "date"),
        (Outcome((ONE, MISSING)), "list<number>"),
        (Outcome((ONE, Outcome("a"))), "list<Any>"),
        (Outcome(()), "list<Any>"),
        (Outcome((MISSING,)), "list<null>"),
        (Outcome(Context((("a", ONE),))), "context<a: number>"),
        (Outcome(Range(Fraction(1), None)), "range<number>"),
    ],
)
def test_type_of(outcome: Outcome, expected: str) -> None:
    assert spelled(type_of(outcome)) == expected
    assert conforms(outcome, type_of(outcome))
