"""What formulas mean as trees, and what people are told about those that cannot be read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engine.diagnostics.model import Message
from engine.language import syntax as s
from engine.language.parse import parse_cell, parse_formula
from engine.language.print import print_cell, print_formula
from engine.source import Source, Span

AROUND = "formula: |\n  {}\n  keyakinan: A\n"


def inside(text: str) -> Span:
    """The text as it lies in a file."""
    start = AROUND.index("{")
    return Source("x.yaml", AROUND.replace("{}", text)).span(start, start + len(text))


def formula(text: str) -> s.Expr:
    expr, problems = parse_formula(inside(text))
    assert expr is not None and problems == (), problems
    return expr


def cell(text: str) -> s.Cell:
    tests, problems = parse_cell(inside(text))
    assert tests is not None and problems == (), problems
    return tests


def english(message: Message) -> str:
    values = {name: english(value) if isinstance(value, Message) else value for name, value in message.values}
    return message.text.format(**values) if values else message.text


# ---- trees, by their canonical text

CANONICAL = r"""
a+b-c*d/2                        | a + b - c * d / 2
(a + b) + c                      | (a + b) + c
a + (b + c)                      | a + (b + c)
(a * b) + c                      | a * b + c
((a))                            | a
-2 ** 2                          | -2 ** 2
-(2 ** 2)                        | -(2 ** 2)
2 ** 3 ** 2                      | 2 ** 3 ** 2
(2 ** 3) ** 2                    | 2 ** 3 ** 2
2 ** (3 ** 2)                    | 2 ** (3 ** 2)
- - a                            | --a
2 - -3                           | 2 - -3
-a.b[1]                          | -a.b[1]
(-a).b                           | (-a).b
a or b and c or d                | a or b and c or d
(a or b) and c                   | (a or b) and c
a and (b and c)                  | a and (b and c)
(a < b) = true                   | (a < b) = true
a between 1 and 2 and b          | a between 1 and 2 and b
x in > 5 and y                   | x in > 5 and y
x in (> 5)                       | x in > 5
x in (1)                         | x in 1
x in (1, > 5, [2..3))            | x in (1, > 5, [2..3))
x in ((1, 2))                    | x in ((1, 2))
x in ((1, 2), 3)                 | x in ((1, 2), 3)
x in (a or b)                    | x in (a or b)
x in xs                          | x in xs
[90..100)                        | [90..100)
(0.5..5]                         | (0.5..5]
(a..b + 1)                       | (a..b + 1)
90%+.5                           | 90% + 0.5
1.50                             | 1.5
1e3 + 1E-3 + 2.5e+1              | 1000 + 0.001 + 25
0.1%                             | 0.1%
12.5%                            | 12.5%
if a then b else if c then d else e   | if a then b else if c then d else e
(if a then b else c) + 1         | (if a then b else c) + 1
if a then b else c + 1           | if a then b else c + 1
[if a then b else c, 1]          | [if a then b else c, 1]
f(if a then b else c)            | f(if a then b else c)
for i in 1..3, j in xs return i * j   | for i in 1..3, j in xs return i * j
some x in xs satisfies x > 1 or y     | some x in xs satisfies x > 1 or y
(every x in xs satisfies x > 1) or y  | (every x in xs satisfies x > 1) or y
not(a)                           | not(a)
not(1, > 2)                      | not(1, > 2)
(1, 2)                           | (1, 2)
(> 2)                            | (> 2)
{}                               | {}
{a: 1, "b c": [], "then": null}  | {a: 1, "b c": [], "then": null}
{"a": 1}                         | {a: 1}
[]                               | []
xs[-1].a                         | xs[-1].a
iku[indeks != null].bobot        | iku[indeks != null].bobot
now()                            | now()
round   half  up (x, 2)          | round half up(x, 2)
substring(string: s, start  position : 2) | substring(string: s, start position: 2)
round(x) + index                 | round(x) + index
"a\"b\\c\/d\n\t\r"        | "a\"b\\c/d\n\t\r"
"\u0041\U01F600\uD83D\uDE00" | "A😀😀"
"\u202e\u00a0"                 | "\u202E\u00A0"
@"2023-12-31"                    | @"2023-12-31"
a // to the end                  | a
a /* ( " */ + b                  | a + b
"// no comment /*"               | "// no comment /*"
true and false or null           | true and false or null
"""


@pytest.mark.parametrize("row", CANONICAL.strip().splitlines())
def test_canonical_text(row: str) -> None:
    text, _, canonical = (part.strip() for part in row.rpartition(" | "))
    tree = formula(text)
    assert print_formula(tree) == canonical
    assert formula(canonical) == tree


CELLS = [
    "-",
    ">= 100",
    "= 5",
    "[90..100)",
    '"a", "b"',
    "not(1, > 2)",
    "not(?)",
    "(not(?))",
    "null",
    "-5",
    "? > 3 and a",
]


@pytest.mark.parametrize("text", CELLS)
def test_cells(text: str) -> None:
    assert print_cell(cell(text)) == text


def test_tree_of_a_cell() -> None:
    assert cell("-").tests == ()
    assert cell("not(1)").negated and not cell("(not(1))").negated


def test_exact_values() -> None:
    assert formula("0.1") == s.Literal(Fraction(1, 10), span=inside(""))
    assert formula("90%") == s.Literal(Fraction(9, 10), percent=True, span=inside(""))
    assert formula("1e-999") == s.Literal(Fraction(1, 10**999), span=inside(""))
    assert formula('@"2024-02-29"') == s.Literal(date(2024, 2, 29), span=inside(""))


def test_chains_are_flat_and_brackets_stay() -> None:
    flat, bracketed = formula("a + b - c"), formula("(a + b) - c")
    assert isinstance(flat, s.Chain) and [sign for sign, _ in flat.rest] == ["+", "-"]
    assert isinstance(bracketed, s.Chain) and isinstance(bracketed.first, s.Chain)
    disjunction = formula("a or b or c")
    assert isinstance(disjunction, s.Logic) and len(disjunction.operands) == 3


def test_spans_point_into_the_file() -> None:
    tree = formula("(a + bc) * round up(d.e, 2)")
    assert isinstance(tree, s.Chain)
    call = tree.rest[0][1]
    assert isinstance(call, s.Call) and isinstance(call.arguments[0].value, s.Path)
    shown = [tree.span, tree.first.span, call.span, call.name_span, call.arguments[0].value.name_span]
    assert [place.text for place in shown] == [
        "(a + bc) * round up(d.e, 2)",
        "a + bc",
        "round up(d.e, 2)",
        "round up",
        "e",
    ]
    assert (call.span.line, call.span.column) == (2, 14)


def test_threads_do_not_mix() -> None:
    with ThreadPoolExecutor(4) as pool:
        spans = [inside(f"a{number} + " * 50 + "b") for number in range(40)]
        trees = list(pool.map(lambda span: parse_formula(span)[0], spans))
    assert all(tree is not None and tree.span.source is span.source for tree, span in zip(trees, spans, strict=True))


# ---- mistakes

ROWS = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", ROWS)
def test_mistakes(row: str) -> None:
    text, code, place, message, fix = (part.strip() for part in f"{row} ".split(" | "))
    expr, problems = parse_formula(inside(text))
    assert expr is None
    assert [problem.code for problem in problems] == [code]
    problem = problems[0]
    assert problem.place is not None and problem.place.text == place
    assert english(problem.message) == message
    assert (english(problem.fix) if problem.fix else "") == fix


CELL_MISTAKES = [
    ("", "E212", ""),
    ("not 5", "E234", "not"),
    (">= 10 and < 20", "E238", "and"),
    ("> 1 < 5", "E235", "<"),
    ("a,", "E211", ","),
    ("]1..5]", "E242", "]"),
]


@pytest.mark.parametrize("text, code, place", CELL_MISTAKES)
def test_mistakes_in_cells(text: str, code: str, place: str) -> None:
    tests, problems = parse_cell(inside(text))
    assert tests is None
    assert [(problem.code, problem.place.text if problem.place else None) for problem in problems] == [(code, place)]


@pytest.mark.parametrize("text", ["", "   ", "// only this", "/* and this */"])
def test_nothing_written(text: str) -> None:
    assert [problem.code for problem in parse_formula(inside(text))[1]] == ["E212"]


@pytest.mark.parametrize("text", ["a\u200bb", "a +\u00a0b", '"a\u202eb"', "\ufeffa", "a\x00"])
def test_characters_that_cannot_be_seen(text: str) -> None:
    assert [problem.code for problem in parse_formula(inside(text))[1]] == ["E253"]


def test_several_mistakes_inside_one_formula() -> None:
    problems = parse_formula(inside('"\\q" + @"2023-02-30" + "\\x" + 1e9999999'))[1]
    assert [problem.code for problem in problems] == ["E206", "E207", "E206", "E204"]


# ---- bounds: every one is a diagnostic, at once, however large the text

BOUNDS = {
    "100,000 brackets": ("(" * 100_000, "E201"),
    "60,000 brackets": ("(" * 60_000, "E202"),
    "201 brackets": ("(" * 201 + "a" + ")" * 201, "E202"),
    "brackets after an open quote": ("'" + "(" * 60_000, "E222"),
    "100,000 minus signs": ("-" * 100_000 + "1", "E201"),
    "60,000 minus signs": ("-" * 60_000 + "1", "E203"),
    "powers": ("2" + "**2" * 20_000, "E203"),
    "paths": ("a" + ".b" * 30_000, "E203"),
    "filters": ("a" + "[1]" * 20_000, "E203"),
    "else if": ("if a then b else " * 3_000 + "c", "E203"),
    "for": ("for i in a return " * 3_000 + "c", "E203"),
    "digits": ("1" * 1_001, "E204"),
    "zeros": ("0" * 60_000, "E204"),
    "digits of an exponent": ("1e" + "9" * 60_000, "E204"),
    "open texts": ('"\\' * 30_000, "E205"),
    "open comments": ("/*" + "*" * 60_000, "E208"),
    "bytes, not characters": ('"' + "é" * 40_000 + '"', "E201"),
}


@pytest.mark.parametrize("text, code", BOUNDS.values(), ids=BOUNDS)
def test_bounds(text: str, code: str) -> None:
    assert [problem.code for problem in parse_formula(inside(text))[1]] == [code]


FITS = [
    "(" * 200 + "a" + ")" * 200,
    "-" * 199 + "a",
    "a" + ".b" * 199,
    "1" + " + 1" * 10_000,
    "1" * 1_000,
    '"' + "(" * 500 + '"',
]


@pytest.mark.parametrize("text", FITS)
def test_just_within_bounds(text: str) -> None:
    tree = formula(text)
    assert formula(print_formula(tree)) == tree


def test_deep_trees_can_be_printed_and_compared() -> None:
    for text in ("(1, " * 199 + "2" + ")" * 199, "(a or b and " * 99 + "c" + ")" * 99, "not(" * 199 + "a" + ")" * 199):
        tree = formula(text)
        assert formula(print_formula(tree)) == tree
        assert hash(tree) == hash(formula(text)) and repr(tree)
