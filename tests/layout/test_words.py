"""Spaces between the words of a formula, and the lines of a long one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.parse import parse_formula
from engine.language.print import print_cell, print_formula
from engine.layout import breaks
from engine.layout.words import spaced, words
from engine.source import Source
from tests.amounts import tries
from tests.properties.test_print_parse import cells, formulas

SPACED = """
a+b*-c                            | a + b * -c
a - -b                            | a - -b
- - a ** 2                        | --a ** 2
min( a ,b )                       | min(a, b)
if(a)then(b)else - c              | if (a) then (b) else -c
not ( a )or b                     | not(a) or b
xs [ 1 ] . nilai                  | xs[1].nilai
x in( 1,>5 )                      | x in (1, > 5)
x in[ 90 .. 100 )                 | x in [90..100)
[ 1.. .5 ]                        | [1.. .5]
for i in 1 .. n return i          | for i in 1..n return i
round   half  up( 0.90,  2 )      | round half up(0.90, 2)
substring( string : s , start  position:2 ) | substring(string: s, start position: 2)
{ a :1 , "b c":[ 1,2 ]}           | {a: 1, "b c": [1, 2]}
"a" [1]                           | "a"[1]
(a).b                             | (a).b
1e3+ 43.50%+.5                    | 1e3 + 43.50% + .5
date( "2023-01-01" )<= @"2023-12-31" | date("2023-01-01") <= @"2023-12-31"
x between-1 and - 2               | x between -1 and -2
return_ and(b)                    | return_ and (b)
>=100                             | >= 100
"a","b"                           | "a", "b"
?>-5 and?<3                       | ? > -5 and ? < 3
-                                 | -
""".strip().splitlines()


@pytest.mark.parametrize("row", SPACED)
def test_spaces(row: str) -> None:
    written, expected = (part.strip() for part in row.split(" | "))
    found = words(written)
    assert found is not None
    assert spaced(found) == expected


def test_a_remark_has_no_place_of_its_own() -> None:
    assert words("a // b") is None
    assert words("a /* b */ + c") is None
    assert words('"http://a"') is not None


@settings(max_examples=tries(80, 2_000), deadline=None)
@given(formulas)
def test_spaces_are_those_of_the_printer(tree: object) -> None:
    text = print_formula(tree)  # type: ignore[arg-type]
    found = words(text)
    assert found is not None
    assert spaced(found) == text


@settings(max_examples=tries(40, 1_000), deadline=None)
@given(cells)
def test_spaces_in_cells_are_those_of_the_printer(tree: object) -> None:
    text = print_cell(tree)  # type: ignore[arg-type]
    found = words(text)
    assert found is not None
    assert spaced(found) == text


BROKEN = {
    'if a = "x" and b > 1000 then false else if c = "y" and d in ("low", "high") then false else true': """
if a = "x" and b > 1000 then false
else if c = "y" and d in ("low", "high") then false
else true
""",
    "if kondisi_pertama and kondisi_kedua or kondisi_ketiga_itu then nilai(a) else nilai(b)": """
if kondisi_pertama and kondisi_kedua
  or kondisi_ketiga_itu
then nilai(a)
else nilai(b)
""",
    "every c in xs[benar] satisfies count(xs[lain and not(benar_sekali) and urutan < c.urutan]) = 0": """
every c in xs[benar] satisfies
  count(
    xs[
      lain and not(benar_sekali) and urutan < c.urutan
    ]
  )
  = 0
""",
    'string(count(xs)) + " dipilih untuk itu, kuotanya " + string(floor(count(xs) * 20%)) + "."': """
string(count(xs)) + " dipilih untuk itu, kuotanya "
+ string(floor(count(xs) * 20%)) + "."
""",
    "min(100%, max(0, (terburuk - capaian) / terburuk * 100, batas_bawah_yang_lain))": """
min(
  100%,
  max(
    0,
    (terburuk - capaian) / terburuk * 100,
    batas_bawah_yang_lain
  )
)
""",
    "x between batas_bawah_pertama and batas_atas_kedua and y between 1 and 2": """
x between batas_bawah_pertama and batas_atas_kedua
and y between 1 and 2
""",
    '"teks yang sangat panjang, yang tidak dapat dipotong di mana pun"': """
"teks yang sangat panjang, yang tidak dapat dipotong di mana pun"
""",
    "if a\nthen b +\nc\nelse (\nd)": """
if a
then b
  + c
else (
  d
)
""",
    "a\n+ b\n.c\n* sum\n(xs)": """
a
+ b.c
* sum(xs)
""",
}


@pytest.mark.parametrize("formula", BROKEN)
def test_lines(formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaks, "TOO_LONG", 55)
    found = words(formula)
    assert found is not None
    assert "\n".join(breaks.lines(found, 0)) == BROKEN[formula].strip()


@settings(max_examples=tries(80, 2_000), deadline=None)
@given(formulas, st.integers(10, 60), st.randoms())
def test_lines_say_the_same_and_are_stable(tree: object, width: int, chance: object) -> None:
    text = print_formula(tree)  # type: ignore[arg-type]
    found = words(text)
    assert found is not None
    written = "".join(word.text + chance.choice((" ", " ", "\n")) for word in found)  # type: ignore[attr-defined]
    before, breaks.TOO_LONG = breaks.TOO_LONG, width
    try:
        rows = breaks.lines(words(written) or (), 0)
        again = breaks.lines(words("\n".join(rows)) or (), 0)
    finally:
        breaks.TOO_LONG = before
    assert parse_formula(Source("<lines>", "\n".join(rows)).span()) == (tree, ())
    assert again == rows
