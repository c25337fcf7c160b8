"""Behind a mistake reading goes on: the second one is found as well, and one mistake gives one message."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.diagnostics.model import Problems, in_order
from engine.language import parse
from engine.language.parse import parse_cell, parse_formula
from engine.language.rest import check_rest, check_rest_of_cell
from engine.language.scope import Scope, Variable
from engine.language.standing import edited
from engine.language.types import ANY, NUMBER, STRING
from engine.source import Source, Span
from tests.amounts import tries

SCOPE = Scope().bind(*(Variable(name, NUMBER) for name in ("target", "realisasi", "b", "c", "d", "e")),
                     Variable("nama", STRING), Variable("xs", ANY))  # fmt: skip


def span(text: str) -> Span:
    return Source("<formula>", text).span()


def problems(text: str) -> Problems:
    """What is wrong with a formula, names included."""
    expr, found = parse_formula(span(text))
    assert expr is None
    return in_order((*found, *check_rest(span(text), SCOPE)))


def said(found: Problems) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.text if problem.place else "") for problem in found]


# ---- several mistakes, one message for each

SEVERAL = {
    "b == c and d =< e": [("E220", "=="), ("E220", "=<")],
    "sum(b; c) / d =< 5 and e == 2": [("E226", ";"), ("E220", "=<"), ("E220", "==")],
    "IF b > 1 THEN 0,5 ELSE c == d": [("E227", "IF"), ("E224", "0,5"), ("E220", "==")],
    "[b c, d == 1]": [("E228", "b c"), ("E220", "==")],
    "(2 b) * (90 %)": [("E231", "b"), ("E223", "90 %")],
    "min(b, ) + max(, c)": [("E210", ")"), ("E210", ",")],
    "b +\n* c\n+ d e": [("E210", "*"), ("E228", "d e")],
    "b c\n+ 'x' + d": [("E228", "b c"), ("E222", "'x'")],
    '"b\n+ c == d': [("E205", '"'), ("E220", "==")],
    "if b > 1\nthen c then d\nelse 5 kg": [("E210", "then"), ("E231", "kg")],
    "sum(b; c": [("E226", ";"), ("E213", "c")],
    "b, c == d": [("E236", ","), ("E220", "==")],
    "function(x) x + 2 kg": [("E241", "function"), ("E231", "kg")],
    "b in ]1..5[ and c in [1..d[": [("E242", "]"), ("E242", "[")],
    '"\\q" + @"2023-02-30" + (b c)': [("E206", "\\q"), ("E207", '@"2023-02-30"'), ("E228", "b c")],
    "b\u00a0+ c\u00a0* d e": [("E253", "\u00a0"), ("E228", "d e")],
    # names and kinds, in what is certain
    "taget == reailsasi": [("E301", "taget"), ("E220", "=="), ("E301", "reailsasi")],
    "taget + (b c)": [("E301", "taget"), ("E228", "b c")],
    "nama * 2 == 4": [("E306", "nama"), ("E220", "==")],
    "sum(target, reailsasi": [("E301", "reailsasi"), ("E213", "i")],
    'if b then taget else "x': [("E205", '"')],
}  # fmt: skip


@pytest.mark.parametrize("text", SEVERAL)
def test_several_mistakes(text: str) -> None:
    assert said(problems(text)) == SEVERAL[text]


# ---- one mistake, whatever seems wrong because of it

ONE = {
    "if b > 1, c, d": "E216",  # and the second comma
    "iku b != null].bobot": "E228",  # the bracket that closes
    "sum b, c)": "E228",  # the comma and the bracket
    "flatten[1, 2])": "E210",
    "if (b > 1 then c else d": "E213",
    "sum(b, min(c, d": "E213",  # both brackets
    "sum(xs[b > 1)": "E215",  # the round bracket is not missing
    "for i j in xs return i + j": "E228",  # i and j are variables
    "for i xs return i": "E216",
    "jumlah data + jumlah": "E228",
    "2 x + 1": "E231",  # x is no name
    "b > 1 c / d > 1": "E231",  # no chain of comparisons
    "1 + @\"2023-02-30\"": "E207",
    "b + 1e1000 * nama": "E204",
    "(function(x, y) x + y)(1, 2)": "E241",
    "$A$1 + 1": "E252",
    "IF b > 1 THEN c ELSE d": "E227",
    "b; c; d": "E226",
    "b, c, d": "E236",
    "sum(b; c; d)": "E226",
    "b++": "E210",
    "and": "E232",
    "%": "E223",
    ")": "E214",
}  # fmt: skip


@pytest.mark.parametrize("text", ONE)
def test_one_mistake(text: str) -> None:
    assert [problem.code for problem in problems(text)] == [ONE[text]]


def test_in_cells() -> None:
    text = '=> taget, 90 %, "x"'
    cell, found = parse_cell(span(text))
    further = check_rest_of_cell(span(text), NUMBER, SCOPE)
    assert cell is None
    assert said(in_order((*found, *further)))[:3] == [("E220", "=>"), ("E301", "taget"), ("E223", "90 %")]


# ---- any two mistakes side by side

MISTAKES = [
    tuple(part.strip() for part in row.split(" | ")[:2])
    for row in Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").splitlines()[1:]
]
SWALLOW = {'"abc', '"abc”', "a /* x"}  # they take what follows with them


def codes(text: str) -> list[str]:
    return sorted(problem.code for problem in parse_formula(span(text))[1])


@pytest.mark.parametrize("around", ["[{}, {}]", "({}) + ({})", "f({}, g({}))"])
def test_two_mistakes(around: str) -> None:
    """Each alone between brackets is itself there; together both are found, nearly always, and nothing else."""
    first = [row for row in MISTAKES if codes(around.format(row[0], 1)) == [row[1]] and row[0] not in SWALLOW]
    second = [row for row in MISTAKES if codes(around.format(1, row[0])) == [row[1]]]
    assert len(first) > 60 and len(second) > 60
    chosen = random.Random(around).sample([(a, b) for a in first for b in second], tries(400, 4_000))
    pairs = [((a, b), sorted([x, y]), codes(around.format(a, b))) for (a, x), (b, y) in chosen]
    assert sum(found == wanted for _, wanted, found in pairs) >= 0.96 * len(pairs)
    assert sum(not set(found) <= set(wanted) for _, wanted, found in pairs) <= 0.003 * len(pairs)


# ---- one word or sign too few or too many

FORMULAS = [
    "sum(for i in iku[indeks != null] return i.indeks * i.bobot) / sum(iku[indeks != null].bobot)",
    "if dikonversi then 120 else if a > 1 and b < 2 then max(a, b) else (1 + (1 - a / b)) * 100",
    'string(count(iku[konversi])) + " IKU, kuota " + string(floor(count(iku) * 20%))',
    "(65% * min(a / b, 100%) + 35% * c) / round half up(d.e[1], 2)",
    "some x in xs satisfies x in ([1..5], > 10) or not(x.a between 1 and 5)",
    "substring(string: nama, start position: 2) + upper case(nama)",
    'if tanggal < @"2023-12-31" then {a: 1, "b c": [1, 2]}.a else tidak tersedia("x")',
]


def changed(formula: str) -> Iterator[str]:
    """The formula without one of its signs, and with one of them twice."""
    for sign in parse._signs(formula, 0, len(formula))[0]:
        yield formula[: sign.start] + formula[sign.end :]
        yield f"{formula[: sign.end]} {sign.text}{formula[sign.end :]}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_one_sign_too_few_or_too_many(formula: str) -> None:
    assert parse_formula(span(formula))[0] is not None
    counts = {text: len(parse_formula(span(text))[1]) for text in changed(formula)}
    assert sum(count > 1 for count in counts.values()) <= 0.02 * len(counts), [t for t in counts if counts[t] > 1]


# ---- corrections


@pytest.mark.parametrize("row", [row for row in MISTAKES if row[1] in ("E220", "E222", "E223", "E224", "E225", "E226",
                                                                       "E227", "E242", "E250")])  # fmt: skip
def test_a_formula_with_its_edits_can_be_read(row: tuple[str, str]) -> None:
    """Where a mistake has one reading, that is a formula without mistakes."""
    _, (problem,) = parse_formula(span(row[0]))
    several = ("!a", "a & b", "a%", "10 % 3")
    assert (problem.edits == ()) == (row[0] in several)
    if problem.edits:
        assert parse_formula(span(edited(span(row[0]), problem.edits)))[1] == ()


ONE_READING = {
    "b =< 0,5": "b <= 0.5",
    "sum(b; c; min(d, e))": "sum(b, c, min(d, e))",
    "IF b > 1 THEN c ELSE d": "if b > 1 then c else d",
    "jika b > 1 maka c selain d": "if b > 1 then c else d",
    "b in ]1..5[": "b in (1..5)",
    "b ≥ 90 % && c ≠ 1.234,5 × d": "b >= 90% and c != 1234.5 * d",
    "=b + c": "b + c",
    "= b + c": "b + c",
    "“a” + ‘b’": '"a" + "b"',
    '"a” + nama': '"a" + nama',
    "b\u00a0+ c\u200b": "b + c",
    "rond half up(b, 2)": "round half up(b, 2)",
    "b[c] – d": "b[c] - d",
}


@pytest.mark.parametrize("text", ONE_READING)
def test_edits(text: str) -> None:
    edits = tuple(edit for problem in parse_formula(span(text))[1] for edit in problem.edits)
    assert edited(span(text), edits) == ONE_READING[text]


@pytest.mark.parametrize("text", ["1,234 + b", "min(1,5; b)", "b & c", "b | c", "!b", "b; c", "a%", r"“a\b”"])
def test_no_edits_where_there_are_two_readings(text: str) -> None:
    assert [problem.edits for problem in parse_formula(span(text))[1]] == [()]


AROUND = {
    ('a: "@"', "b = 'x'"): False,  # a quote would end the value
    ("a: '@'", "b = “x”"): True,
    ("a: @", "“x” = b"): False,  # a value that begins with a quote ends with the next
    ("a: @", "b = “x”"): True,
    ("a: |\n  @", "“x” = b"): True,
    ("  “k” | @", "“x” = b"): True,  # a cell
    ("a: {b: @}", "sum(b; c)"): False,  # a comma would end the value
    ("a: @", "sum(b; c)"): True,
    ("a: @", "=[b, c]"): False,  # a list of the file
    ("a: @", "=b"): True,
    ("a: '@'", "=[b, c]"): True,
}


@pytest.mark.parametrize("around, text", AROUND)
def test_no_edits_that_would_end_the_value(around: str, text: str) -> None:
    start = around.index("@")
    place = Source("a.yaml", around.replace("@", text)).span(start, start + len(text))
    assert bool(parse_formula(place)[1][0].edits) == AROUND[around, text]


# ---- however large


LARGE = ["a b + ", "a == b and ", "a; ", "€ ", "'a' ", "then ", "if a ", '"a" ', '"a\n', "1,5 + ", ")", "x in ", ":",
         "a\u00a0+ ", "a.b c, "]  # fmt: skip


@pytest.mark.parametrize("part", LARGE)
def test_no_formula_takes_long(part: str) -> None:
    text = (part * 40_000)[:60_000]
    start = time.process_time()
    _, found = parse_formula(span(text))
    assert 1 <= len(found) <= 100
    assert time.process_time() - start < 5


def test_nothing_makes_it_fail() -> None:
    chance = random.Random(8)
    pieces = [*'ab ()[]{},;:.=<+-%1"\'“&|!@\\?é漢\n\t\u00a0\u202e', "..", "2,5", "if ", "then ", "else ", "for ", "in ",
              "return ", "not", "between ", "and ", "round up", "/*", "*/", "//"]  # fmt: skip
    for _ in range(400):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 25)))
        for read in (parse_formula, parse_cell):
            node, found = read(span(text))
            assert (node is None) == bool(found)
        check_rest(span(text), SCOPE)
        check_rest_of_cell(span(text), NUMBER, SCOPE)
