"""The built-in functions, row by row: FEEL's own examples, and what is absent, refused or carried."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from engine.diagnostics.model import Reason, say
from engine.language.functions import FUNCTIONS, gathered, gathered_type
from engine.language.reasons import written_null
from engine.language.types import (
    ANY,
    NUMBER,
    STRING,
    ListType,
    spelled,
    type_of,
)
from engine.language.values import Context, Outcome, Range, absent
from engine.source import Source

F = Fraction
MISSING = Reason("tanpa_data", say("no data"))
LAWFUL = Reason("belum_waktunya", say("not yet"), lawful=True)
NOT_THERE = absent(MISSING)
NULL_HERE = absent(written_null())
PLACE = Source("<formula>", "f(x)").span()


def value(given: Any) -> Outcome:
    """1, "a", True, [1, None], {"a": 1} → Outcome; None is a missing value."""
    match given:
        case Outcome():
            return given
        case None:
            return NOT_THERE
        case bool() | str() | date() | Range():
            return Outcome(given)
        case int() | Fraction():
            return Outcome(F(given))
        case list():
            return Outcome(tuple(map(value, given)))
        case dict():
            return Outcome(Context(tuple((name, value(entry)) for name, entry in given.items())))
    raise TypeError(given)


def call(name: str, *arguments: Any) -> Outcome:
    """As the evaluator calls: written-out lists gathered, optional arguments None where left out."""
    function = FUNCTIONS[name]
    given = tuple(map(value, arguments))
    if function.variadic:
        return function.apply((gathered(given),), PLACE)
    fixed = [parameter for parameter in function.parameters if not parameter.variadic]
    rest = () if len(fixed) == len(function.parameters) else (Outcome(given[len(fixed) :]),)
    padding = (None,) * (len(fixed) - len(given))
    return function.apply((*given[: len(fixed)], *padding, *rest), PLACE)


def plain(outcome: Outcome) -> Any:
    """Outcome → Python value; an absence as `N/A: codes`."""
    if outcome.value is None:
        return "N/A: " + ", ".join(reason.code for reason in outcome.reasons)
    if isinstance(outcome.value, tuple):
        return [plain(member) for member in outcome.value]
    return outcome.value


def f(text: str) -> Fraction:
    return F(text)


NA = "N/A: tanpa_data"
EMPTY = "N/A: daftar_kosong"
DOMAIN = "N/A: di_luar_domain"
TYPE = "N/A: salah_tipe"
ZERO = "N/A: pembagi_nol"
LARGE = "N/A: terlalu_besar"

ROWS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("abs", (-10,), 10),
    ("abs", (None,), NA),
    ("abs", ("x",), TYPE),
    ("abs", (True,), TYPE),
    ("floor", (f("1.5"),), 1),
    ("floor", (f("-1.56"), 1), f("-1.6")),
    ("floor", (1, None), NA),
    ("ceiling", (f("1.5"),), 2),
    ("ceiling", (f("-1.56"), 1), f("-1.5")),
    ("decimal", (F(1, 3), 2), f("0.33")),
    ("decimal", (f("2.5"), 0), 2),
    ("decimal", (1, 6177), DOMAIN),
    ("decimal", (1, F(1, 2)), DOMAIN),
    ("round up", (f("1.121"), 2), f("1.13")),
    ("round down", (f("-1.126"), 2), f("-1.12")),
    ("round half up", (f("-5.5"), 0), -6),
    ("round half down", (f("-5.5"), 0), -5),
    ("modulo", (12, 5), 2),
    ("modulo", (-12, 5), 3),
    ("modulo", (12, -5), -3),
    ("modulo", (-12, -5), -2),
    ("modulo", (f("10.1"), f("4.5")), f("1.1")),
    ("modulo", (f("-10.1"), f("4.5")), f("3.4")),
    ("modulo", (1, 0), ZERO),
    ("sqrt", (F(16, 9),), F(4, 3)),
    ("sqrt", (-1,), DOMAIN),
    ("exp", (0,), 1),
    ("exp", (10**9,), LARGE),
    ("log", (1,), 0),
    ("log", (0,), DOMAIN),
    ("odd", (5,), True),
    ("odd", (-1,), True),
    ("odd", (0,), False),
    ("odd", (f("1.5"),), DOMAIN),
    ("even", (2,), True),
    ("even", (5,), False),
    ("even", (f("1.5"),), DOMAIN),
    ("count", ([1, 2, 3],), 3),
    ("count", ([],), 0),
    ("count", ([1, [2, 3]],), 2),
    ("count", ([1, None],), 2),
    ("count", (None,), NA),
    ("count", (5,), TYPE),
    ("min", ([1, 2, 3],), 1),
    ("min", (3, 1, 2), 1),
    ("min", (1,), 1),
    ("min", (["b", "a"],), "a"),
    ("min", ([date(2023, 2, 1), date(2023, 1, 1)],), date(2023, 1, 1)),
    ("min", ([1, "a"],), TYPE),
    ("min", ([True],), TYPE),
    ("min", ([1, None],), NA),
    ("min", ([],), EMPTY),
    ("max", (1, 2, 3), 3),
    ("max", ([],), EMPTY),
    ("sum", ([1, 2, 3],), 6),
    ("sum", (1, 2, 3), 6),
    ("sum", (1,), 1),
    ("sum", ([],), EMPTY),
    ("sum", (1, None), NA),
    ("sum", ([1, "a"],), TYPE),
    ("sum", (["a", None],), TYPE),
    ("sum", ([[1]],), TYPE),
    ("mean", ([1, 2],), F(3, 2)),
    ("mean", ([],), EMPTY),
    ("mean", ([None],), NA),
    ("product", (2, 3, 4), 24),
    ("product", ([],), EMPTY),
    ("median", (8, 2, 5, 3, 4), 4),
    ("median", ([6, 1, 2, 3],), f("2.5")),
    ("median", ([],), EMPTY),
    ("stddev", ([2, 4, 7, 5],), f("2.081665999466132735282297706979931")),
    ("stddev", ([1, 3],), F("1.414213562373095048801688724209698")),
    ("stddev", ([1, 2, 3],), 1),
    ("stddev", ([47],), DOMAIN),
    ("stddev", (47,), DOMAIN),
    ("stddev", ([],), EMPTY),
    ("mode", (6, 3, 9, 6, 6), [6]),
    ("mode", ([6, 1, 9, 6, 1],), [1, 6]),
    ("mode", ([],), []),
    ("mode", ([1, None],), NA),
    ("all", ([False, None, True],), False),
    ("all", ([True, None],), NA),
    ("all", (True,), True),
    ("all", ([True, True],), True),
    ("all", ([],), True),
    ("all", (0,), TYPE),
    ("all", (None,), NA),
    ("any", ([False, None, True],), True),
    ("any", ([False, None],), NA),
    ("any", (False,), False),
    ("any", ([],), False),
    ("any", (0,), TYPE),
    ("append", ([1], 2, 3), [1, 2, 3]),
    ("append", ([1], None), [1, NA]),
    ("append", (None, 1), NA),
    ("append", ([[1]], [2]), [[1], [2]]),
    ("concatenate", ([1, 2], [3]), [1, 2, 3]),
    ("concatenate", ([1], [None], [3]), [1, NA, 3]),
    ("concatenate", ([1], None), NA),
    ("concatenate", ([1], 2), TYPE),
    ("concatenate", ([1, 2],), [1, 2]),
    ("union", ([1, 2], [2, 3]), [1, 2, 3]),
    ("union", ([None], [None, 1]), [NA, NA, 1]),
    ("insert before", ([1, 3], 1, 2), [2, 1, 3]),
    ("insert before", ([1, 3], -1, 2), [1, 2, 3]),
    ("insert before", ([1, 3], 2, None), [1, NA, 3]),
    ("insert before", ([1, 3], 0, 2), DOMAIN),
    ("insert before", ([1, 3], 3, 2), DOMAIN),
    ("insert before", ([], 1, 2), DOMAIN),
    ("insert before", ([1], F(1, 2), 2), DOMAIN),
    ("remove", ([1, 2, 3], 2), [1, 3]),
    ("remove", ([1, 2, 3], -1), [1, 2]),
    ("remove", ([1], 2), DOMAIN),
    ("remove", ([1], None), NA),
    ("reverse", ([1, None, 3],), [3, NA, 1]),
    ("index of", ([1, 2, 3, 2], 2), [2, 4]),
    ("index of", ([1, "2", True], "x"), []),
    ("index of", ([1, NULL_HERE, 3], NULL_HERE), [2]),
    ("index of", ([1, None], None), [2]),
    ("index of", (None, 1), NA),
    ("sublist", ([4, 5, 6], 1, 2), [4, 5]),
    ("sublist", ([4, 5, 6], 2), [5, 6]),
    ("sublist", ([4, 5, 6], -2, 1), [5]),
    ("sublist", ([4, 5, 6], -1), [6]),
    ("sublist", ([4, 5, 6], 0), DOMAIN),
    ("sublist", ([4, 5, 6], 2, 3), DOMAIN),
    ("sublist", ([4, 5, 6], 2, 0), DOMAIN),
    ("sublist", ([4, 5, 6], 1, F(1, 2)), DOMAIN),
    ("flatten", ([[1, 2], [[3]], 4],), [1, 2, 3, 4]),
    ("flatten", ([[1, None], []],), [1, NA]),
    ("distinct values", ([1, 2, 3, 2, 1],), [1, 2, 3]),
    ("distinct values", ([1, True, "1", [1], [1]],), [1, True, "1", [1]]),
    ("distinct values", ([None, {"a": 1, "b": 2}, {"b": 2, "a": 1}, None],), [NA, value({"a": 1, "b": 2}).value, NA]),
    ("list contains", ([1, 2, 3], 2), True),
    ("list contains", ([1, 2, 3], 4), False),
    ("list contains", ([1, 2, 3], "2"), False),
    ("list contains", ([1], True), False),
    ("list contains", ([1, NULL_HERE], NULL_HERE), True),
    ("list contains", ([1, None], NULL_HERE), True),
    ("list contains", ([1], NULL_HERE), False),
    ("list contains", ([[1, 2]], [1, 2]), True),
    ("list contains", (None, 1), NA),
    ("substring", ("foobar", 3), "obar"),
    ("substring", ("foobar", 3, 3), "oba"),
    ("substring", ("foobar", -2, 1), "a"),
    ("substring", ("\U0001f40eab", 2), "ab"),
    ("substring", ("foobar", 0), DOMAIN),
    ("substring", ("foobar", 7), DOMAIN),
    ("substring", ("foobar", 3, 5), DOMAIN),
    ("substring", ("foobar", 1, None), NA),
    ("string length", ("foo",), 3),
    ("string length", ("\U0001f40eab",), 3),
    ("upper case", ("aBc4",), "ABC4"),
    ("lower case", ("aBc4",), "abc4"),
    ("substring before", ("foobar", "bar"), "foo"),
    ("substring before", ("foobar", "xyz"), ""),
    ("substring before", ("foobar", ""), ""),
    ("substring after", ("foobar", "ob"), "ar"),
    ("substring after", ("", "a"), ""),
    ("substring after", ("foobar", ""), "foobar"),
    ("contains", ("foobar", "of"), False),
    ("contains", ("foobar", 1), TYPE),
    ("starts with", ("foobar", "fo"), True),
    ("ends with", ("foobar", "r"), True),
    ("ends with", ("foobar", None), NA),
    ("string join", (["a", "b", "c"], "_and_"), "a_and_b_and_c"),
    ("string join", (["a", "b", "c"], ""), "abc"),
    ("string join", (["a", "b", "c"], NULL_HERE), "abc"),
    ("string join", (["a", "b", "c"], None), NA),
    ("string join", (["a"], "X"), "a"),
    ("string join", (["a", None, "c"], "X"), "aXc"),
    ("string join", ([], "X"), ""),
    ("string join", (["a", None, "c"],), "ac"),
    ("string join", ([1],), TYPE),
    ("string join", (["x" * 2**19, "y" * 2**19, "z"],), LARGE),
    ("number", ("1 000,0", " ", ","), 1000),
    ("number", ("1,000.0", ",", "."), 1000),
    ("number", ("1.000.000,01", ".", ","), f("1000000.01")),
    ("number", ("1000000.01", NULL_HERE, "."), f("1000000.01")),
    ("number", ("1,000,000.00", ",", NULL_HERE), 1000000),
    ("number", ("00123",), 123),
    ("number", ("-.5",), f("-0.5")),
    ("number", ("1e3",), 1000),
    ("number", ("1e9999999",), DOMAIN),
    ("number", ("1e99999",), LARGE),
    ("number", ("9" * 1001,), LARGE),
    ("number", ("1,000,000.01", " ", "."), DOMAIN),
    ("number", ("1,000,000.01", ":", "."), DOMAIN),
    ("number", ("1,000,000.01", ",", ":"), DOMAIN),
    ("number", ("1,000,000.00", ",", ","), DOMAIN),
    ("number", ("1,000,000.00", ".", "."), DOMAIN),
    ("number", ("1.000.000,01", "."), DOMAIN),
    ("number", ("1.2.3", ".", ","), DOMAIN),
    ("number", ("1234.567", ".", ","), DOMAIN),
    ("number", ("1,5",), DOMAIN),
    ("number", (" 1",), DOMAIN),
    ("number", ("1.",), DOMAIN),
    ("number", ("",), DOMAIN),
    ("number", ("-",), DOMAIN),
    ("number", ("\u0661",), DOMAIN),
    ("number", ("NaN",), DOMAIN),
    ("number", (None, ".", ","), NA),
    ("number", (11,), TYPE),
    ("string", (f("1.1"),), "1.1"),
    ("string", (F(1, 3),), "0.3333333333333333333333333333333333"),
    ("string", ("a",), "a"),
    ("string", (True,), "true"),
    ("string", (date(2023, 12, 31),), "2023-12-31"),
    ("string", ([1, 'a "b"', None, []],), '[1, "a \\"b\\"", null, []]'),
    ("string", ({"a": 1, "b": [True]},), "{a: 1, b: [true]}"),
    ("string", (Range(F(1), F(5), high_closed=False),), "[1..5)"),
    ("string", (Range(F(1), None),), ">= 1"),
    ("string", (Range(None, F(1), high_closed=False),), "< 1"),
    ("string", (None,), NA),
    ("date", ("2023-12-31",), date(2023, 12, 31)),
    ("date", ("2023-02-29",), DOMAIN),
    ("date", ("20231231",), DOMAIN),
    ("date", ("2023-W01-1",), DOMAIN),
    ("date", (None,), NA),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "expected"), ROWS)
def test_function(name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    found = plain(call(name, *arguments))
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


def test_every_function_has_a_row_and_a_text_with_an_example() -> None:
    assert {name for name, _, _ in ROWS} == set(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        assert function.name == name
        assert f"`{name}(" in (function.apply.__doc__ or ""), name


def test_a_failure_has_the_place_of_the_call_and_an_absence_keeps_its_own() -> None:
    assert call("modulo", 1, 0).reasons[0].place == PLACE
    assert call("sum", []).reasons[0].place == PLACE
    assert call("sum", [1, "a"]).reasons[0].place == PLACE
    assert call("string join", ["x" * 2**20, "y"]).reasons[0].place == PLACE
    assert call("sum", [1, None]).reasons[0].place is None
    assert call("all", [True, None]).reasons[0].place is None


def test_reasons_merge_in_reading_order() -> None:
    assert call("sum", [None, absent(LAWFUL), None]).reasons == (MISSING, LAWFUL)
    assert call("modulo", absent(LAWFUL), None).reasons == (LAWFUL, MISSING)
    assert call("all", [absent(LAWFUL), True, None]).reasons == (LAWFUL, MISSING)


def test_an_emptied_filter_gives_the_reasons_of_what_it_left_out() -> None:
    emptied = Outcome((), carried=(LAWFUL,))
    assert call("sum", emptied) == absent(LAWFUL)
    assert call("mean", emptied).status == "na"
    assert call("mode", emptied) == Outcome((), carried=(LAWFUL,))
    assert call("all", emptied) == Outcome(True, carried=(LAWFUL,))
    assert call("count", emptied) == Outcome(F(0), carried=(LAWFUL,))


def test_carried_and_rounded_go_on() -> None:
    carrying, rounded = Outcome(F(1), carried=(MISSING,)), Outcome(F(2), rounded=True)
    assert call("modulo", carrying, rounded) == Outcome(F(1), carried=(MISSING,), rounded=True)
    assert call("sum", [carrying, rounded]) == Outcome(F(3), carried=(MISSING,), rounded=True)
    assert call("max", [carrying, rounded]).carried == (MISSING,)
    assert call("sqrt", 2).rounded
    assert call("decimal", call("sqrt", 2), 2) == Outcome(F("1.41"), rounded=True)
    filtered = Outcome((Outcome(F(1)),), carried=(MISSING,))
    assert call("concatenate", filtered, [2]).carried == (MISSING,)
    assert call("flatten", [filtered]).carried == (MISSING,)
    assert call("append", filtered, 2).carried == (MISSING,)


def test_what_was_passed_over_is_not_forgotten() -> None:
    assert call("list contains", [None, 1], 1) == Outcome(True)
    assert call("list contains", [None, 1], 2) == Outcome(False, carried=(MISSING,))
    assert call("list contains", [None], NULL_HERE) == Outcome(True, carried=(MISSING,))
    assert call("list contains", [NULL_HERE], NULL_HERE).status == "final"
    assert call("index of", [None, 1], 1).carried == (MISSING,)
    assert call("string join", ["a", None]).carried == (MISSING,)
    assert call("string", [1, None]).carried == (MISSING,)


def test_a_list_standing_many_times_in_another_is_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.language.comparison.STEPS", 10_000)
    monkeypatch.setattr("engine.language.library_list.LIST_MEMBERS", 10_000)
    monkeypatch.setattr("engine.language.library_conversion.TEXT_CHARACTERS", 10_000)
    bomb = value([1])
    for _ in range(60):
        bomb = Outcome((bomb, bomb))
    assert plain(call("flatten", bomb)) == LARGE
    assert plain(call("string", bomb)) == LARGE
    assert plain(call("distinct values", bomb)) == "N/A: terlalu_banyak_langkah"
    assert plain(call("list contains", bomb, 1)) == "N/A: terlalu_banyak_langkah"
    assert call("count", bomb).value == 2
    assert spelled(type_of(bomb)).startswith("list<list<")


def test_gathering() -> None:
    assert gathered((value([1]),)) == value([1])
    assert gathered((value([1]), value([2]))) == value([[1], [2]])
    assert gathered((value(1),)) == value([1])
    assert gathered_type((ListType(NUMBER),)) == ListType(NUMBER)
    assert gathered_type((NUMBER, STRING)) == ListType(ANY)
    assert gathered_type((NUMBER,)) == ListType(NUMBER)
    assert gathered_type((ANY,)) == ANY
