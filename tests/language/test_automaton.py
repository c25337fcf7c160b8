"""What the automaton reads is what Lark reads: the same words, trees and places, and the same problems."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lark import Lark, TextSlice, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine.home import grammar_file
from engine.language import parse, tables
from engine.language.automaton import read, words_in
from engine.language.build import Builder, Part
from engine.language.mistake import Sign
from engine.language.recover import Attempt
from engine.source import Source, Span
from tests.language.test_quick import shown

ROWS = Path(__file__).parents[1] / "conformance"
WORDS = (
    "a b iku.bobot x[1] 1 0.5 90% 1e3 \"text\" @\"2023-12-31\" true null ( ) [ ] { } , : . .. ? + - * / ** = != < <= >"
    " >= and or not if then else for in return some every satisfies between min( round\u00a0up( start\u00a0position:"
    " tidak\u00a0tersedia( // /* */ ' \" $ é partial function"
).split(" ")  # fmt: skip


class Making:
    """The builder as Lark calls it: each function with words as Lark has them, and parts."""

    def __init__(self) -> None:
        self.builder = Builder(Source("<formula>", ""))

    def __getattr__(self, name: str) -> Callable[[list[Any]], Part]:
        if not hasattr(Builder, name) or name.startswith("_"):
            raise AttributeError(name)

        def make(children: list[Any]) -> Part:
            parts = [(one.value, one.start_pos, one.end_pos, 0) if isinstance(one, Token) else one for one in children]
            return getattr(self.builder, name)(parts)

        return make


MAKING = Making()
LARK: Any = Lark(grammar_file().read_text(encoding="utf-8"), **tables.OPTIONS, transformer=MAKING)


def by_lark(source: Source, at: int, end: int, start: str) -> tuple[object, list[object]]:
    """The node and the problems; None if Lark does not recognise the text."""
    MAKING.builder = Builder(source)
    try:
        part = LARK.parse(TextSlice(source.text, at, end), start=start)
    except UnexpectedInput:
        return None, []
    return shown(part[0]), list(MAKING.builder.problems)


def by_tables(source: Source, at: int, end: int, start: str) -> tuple[object, list[object]]:
    words, stop = words_in(source.text, at, end)
    builder = Builder(source)
    node = read(words, start, builder).node if stop == end else None
    return (None, []) if node is None else (shown(node), list(builder.problems))


def lark_signs(text: str, at: int, end: int) -> tuple[list[Sign], int]:
    signs: list[Sign] = []
    reader = LARK.parse_interactive(TextSlice(text, at, end), start="formula")
    try:
        for word in reader.lexer_thread.lex(None):
            signs.append(Sign(word.type, word.value, word.start_pos, word.end_pos))
    except UnexpectedCharacters as error:
        return signs, error.pos_in_stream
    return signs, end


def lark_attempt(source: Source, start: str, signs: tuple[Sign, ...]) -> Attempt:
    MAKING.builder = Builder(source)
    reader = LARK.parse_interactive("", start=start)
    index = 0
    try:
        for index, sign in enumerate(signs):  # noqa: B007
            reader.feed_token(Token(sign.kind, sign.text, sign.start, end_pos=sign.end))
        index = len(signs)
        part = reader.feed_eof()
    except UnexpectedToken:
        problems = tuple(MAKING.builder.problems)
        accepted = frozenset(reader.accepts())
        return Attempt(None, problems, index, lambda: accepted)
    return Attempt(part[0], tuple(MAKING.builder.problems), index, frozenset)


def formulas() -> Iterator[str]:
    """Every formula and cell of the conformance rows, of the mistakes, and those without a word or two."""
    found: dict[str, None] = {}
    for path in sorted(ROWS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter=";")
            next(rows)
            found.update((row[0], None) for row in rows if row)
    for line in Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").splitlines()[1:]:
        found[line.split(" | ")[0]] = None
    yield from found
    chance = random.Random(7)
    for text in list(found):
        words = re.split(r"(\W)", text)
        if len(words) > 2:
            yield "".join(words[: (at := chance.randrange(len(words)))] + words[at + 1 :])
            yield "".join(words[:at] + [chance.choice(WORDS)] + words[at:])


def random_texts(count: int) -> Iterator[str]:
    chance = random.Random(5)
    for _ in range(count):
        words = (chance.choice(WORDS).replace("\u00a0", " ") for _ in range(chance.randrange(1, 12)))
        yield "".join(word + chance.choice(("", " ", " ", "\n", "\t ")) for word in words)


def test_the_same_trees_and_places() -> None:
    read_texts = 0
    for text in (*formulas(), *random_texts(2_000)):
        source = Source("x.yaml", f"x: {text} #\n")
        for start in ("formula", "cell"):
            expected = by_lark(source, 3, 3 + len(text), start)
            assert by_tables(source, 3, 3 + len(text), start) == expected, text
            read_texts += expected[0] is not None
    assert read_texts > 1_000


def test_the_same_words() -> None:
    for text in (*formulas(), *random_texts(500)):
        (kinds, words), stop = words_in(f"({text})", 1, len(text) + 1)
        signs = [Sign(kind, word, start, end) for kind, (word, start, end, _) in zip(kinds, words, strict=True)]
        assert (signs, stop) == lark_signs(f"({text})", 1, len(text) + 1), text


@pytest.mark.parametrize("start", ["formula", "cell"])
def test_the_same_problems(start: parse.Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading goes on behind each mistake as it does by Lark, and the same could have stood there."""
    wrong = 0
    for text in (*formulas(), *random_texts(300)):
        span = Source("x.yaml", f"x: {text} #\n").span(3, 3 + len(text))
        if parse._looked_through(span)[0] is not None:
            continue
        own, expected = recovered(span, start), None
        with monkeypatch.context() as by:
            by.setattr(parse, "_signs", lark_signs)
            by.setattr(parse, "_attempt", lark_attempt)
            expected = recovered(span, start)
        assert own == expected, text
        wrong += bool(own[0])
    assert wrong > 300


def recovered(span: Span, start: parse.Start) -> tuple[object, object]:
    problems, rest = parse._recovered(span, start)
    return problems, rest and (shown(rest.node), rest.holes, rest.suspect)


def test_a_long_sum_takes_its_time_and_no_more() -> None:
    """Its words are brought together in one row, which is not made anew for each."""
    text = " + ".join(["a"] * 8_000)
    (kinds, words), _ = words_in(text, 0, len(text))
    node = read((kinds, words), "formula", Builder(Source("<formula>", text))).node
    assert len(node.rest) == 7_999
