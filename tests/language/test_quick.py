"""What is read without the grammar is read as the grammar reads it."""

from __future__ import annotations

import random
from itertools import product

import pytest

from engine.language import parse
from engine.language.quick import quick
from engine.language.syntax_words import KEYWORDS
from engine.source import Source, Span

PLAIN = ("1", "0", "007", "90%", "1.5", "0.00%", "9" * 18, "a", "A_1", "_", "item", '""', '"a b"', '"//"')
ATOMS = (
    *PLAIN, *sorted(KEYWORDS), ".5", "1e3", "1.", "9" * 19, "é", "partial", r'"\n"', '"a', '"é"', "-", "", "?", "f()",
    "a.b", '@"2023-12-31"', "1,5", "a b",
)  # fmt: skip
OPERATORS = ("+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=")
SIGNS = (*OPERATORS, "**", "=<", "<>", "==", "//", "..", "in", "and", ",", "")
GAPS = ("", " ", "\n  ", "\t", "\u00a0", " // x\n", "/* x */")


def shown(node: object) -> object:
    """A node with the places of all its parts."""
    if isinstance(node, tuple):
        return [shown(one) for one in node]
    if not hasattr(node, "__dataclass_fields__"):
        return type(node), node
    if isinstance(node, Span):
        return node.start, node.end
    return type(node), [shown(getattr(node, name)) for name in node.__dataclass_fields__]


def by_grammar(span: Span, start: parse.Start, monkeypatch: pytest.MonkeyPatch) -> tuple[object, bool]:
    with monkeypatch.context() as without:
        without.setattr(parse, "quick", lambda span, start: None)
        node, problems = (parse.parse_formula if start == "formula" else parse.parse_cell)(span)
    return shown(node), not problems


@pytest.mark.parametrize("start", ["formula", "cell"])
def test_the_same_nodes_at_the_same_places(start: parse.Start, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    texts = [*ATOMS, *(f"{sign} {atom}" for sign, atom in product(SIGNS, ATOMS))]
    texts += [" ".join(parts) for parts in chance.sample(list(product(PLAIN, OPERATORS, PLAIN)), k=500)]
    for left, sign, right in chance.sample(list(product(ATOMS, SIGNS, ATOMS)), k=1_500):
        texts.append("".join((chance.choice(GAPS), left, chance.choice(GAPS), sign, chance.choice(GAPS), right, "\n")))
    read = 0
    for text in texts:
        span = Span(Source("a.yaml", f"a: {text} #"), 3, 3 + len(text))
        node = quick(span, start)
        if node is not None:
            read += 1
            assert (shown(node), True) == by_grammar(span, start, monkeypatch), text
    assert read > 500


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1", "formula"),
        ("a / b", "formula"),
        ("90%", "cell"),
        (">= 90%", "cell"),
        ('"naik"', "cell"),
        ("a > 0", "formula"),
    ],
)
def test_what_rule_files_hold_is_read_quickly(text: str, start: parse.Start) -> None:
    assert quick(Source("a", text).span(), start) is not None
