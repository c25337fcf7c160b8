"""For every syntax tree: `parse(print(tree)) == tree`; and no text at all makes the parser fail."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import syntax as s
from engine.language.parse import parse_cell, parse_formula
from engine.language.print import print_cell, print_formula
from engine.source import Source
from tests.amounts import tries

NOWHERE = Source("<made>", "").span()

names = st.sampled_from(["a", "iku", "index", "round", "item", "_x1", "date", "list", "e5"])
functions = st.sampled_from(["sum", "round half up", "tidak tersedia", "string length", "not_", "date"])
keys = st.one_of(names, st.sampled_from(["start position", "then", "", "b c", 'q"\\\n']))
numbers = st.builds(lambda n, places: Fraction(n, 10**places), st.integers(0, 10**12), st.integers(0, 9))
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def node(kind, *fields, **more):
    return st.builds(lambda *values, **named: kind(*values, span=NOWHERE, **named), *fields, **more)


def several(strategy, least=0, most=3):
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


leaves = st.one_of(
    node(s.Literal, st.one_of(st.booleans(), st.none(), numbers, texts, st.dates())),
    node(s.Literal, numbers, percent=st.just(True)),
    node(s.Name, names),
    node(s.Placeholder),
)


def made_tests(expr):
    return st.one_of(expr, node(s.Test, operators, expr))


def bracketed(expr):
    """`(…)` of several tests, or of one that is no expression."""
    test = node(s.Test, operators, expr)
    return node(s.Tests, st.one_of(several(made_tests(expr), 2), test.map(lambda one: (one,))))


def chains(expr):
    signs = st.sampled_from(["+-", "*/"])
    rest = signs.flatmap(lambda pair: several(st.tuples(st.sampled_from(list(pair)), expr), 1))
    return node(s.Chain, expr, rest)


def larger(expr):
    iterators = several(node(s.Iterator, names, expr, st.one_of(st.none(), expr)), 1, 2)
    arguments = several(node(s.Argument, expr, st.one_of(st.none(), names, st.just("start position"))))
    return st.one_of(
        node(s.ListLiteral, several(expr)),
        node(s.ContextLiteral, several(node(s.Entry, keys, expr))),
        node(s.RangeLiteral, expr, expr, st.booleans(), st.booleans()),
        node(s.Negation, expr),
        chains(expr),
        node(s.Power, expr, expr),
        node(s.Comparison, operators, expr, expr),
        node(s.Between, expr, expr, expr),
        bracketed(expr),
        node(s.Membership, expr, several(made_tests(expr), 1)),
        node(s.Logic, st.sampled_from(["and", "or"]), several(expr, 2)),
        node(s.Not, several(made_tests(expr), 1)),
        node(s.If, expr, expr, expr),
        node(s.For, iterators, expr),
        node(s.Quantified, st.sampled_from(["some", "every"]), iterators, expr),
        node(s.Path, expr, names, name_span=st.just(NOWHERE)),
        node(s.Bracket, expr, expr),
        node(s.Call, st.one_of(names, functions), arguments, name_span=st.just(NOWHERE)),
    )


formulas = st.recursive(leaves, larger, max_leaves=12)
cells = st.one_of(
    node(s.Cell, several(made_tests(formulas))),
    node(s.Cell, several(made_tests(formulas), 1), negated=st.just(True)),
)


@settings(max_examples=tries(100, 5_000), deadline=None)
@given(formulas)
def test_every_formula_reads_as_it_prints(tree):
    text = print_formula(tree)
    assert parse_formula(Source("<printed>", text).span()) == (tree, ())


@settings(max_examples=tries(60, 2_000), deadline=None)
@given(cells)
def test_every_cell_reads_as_it_prints(tree):
    text = print_cell(tree)
    assert parse_cell(Source("<printed>", text).span()) == (tree, ())


WORDS = """
a b 1 2.5 90% "x" @"2023-01-01" ( ) [ ] { } , : . .. + - * / ** = != < >= & % ! ; ' ? and or not if then else for in
return some every satisfies between null true instance of function partial string length " /* //
"""


@settings(max_examples=tries(120, 5_000), deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from([*WORDS.split(), "\n", "\u0430", "\u2264"]), st.text(max_size=2)), max_size=12),
    st.sampled_from([" ", ""]),
)
def test_any_text_is_a_tree_or_a_problem_with_a_place_inside(words, between):
    source = Source("<any>", "(" + between.join(words) + ")")
    for read in (parse_formula, parse_cell):
        tree, problems = read(source.span(1, len(source.text) - 1))
        assert (tree is None) == bool(problems)
        assert all(p.place and 1 <= p.place.start <= p.place.end < len(source.text) for p in problems)
