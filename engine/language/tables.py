"""The grammar → the tables by which formulas are read: its words, and what is to be done at each word in each state.

The only module that knows Lark, which makes the tables. They are data, so an installation carries them ready-made, as
JSON, and needs no Lark to read a formula; they are used only if they were made from this very grammar. Otherwise, as in
a checkout that was not built, Lark makes them anew, which takes longer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from engine.home import grammar_file
from engine.language.build import Builder, Part
from engine.record import dataclass

OPTIONS: dict[str, Any] = {
    "parser": "lalr",
    "lexer": "basic",  # the contextual one lets keywords pass as names
    "start": ["formula", "cell"],
    "keep_all_tokens": True,
    "maybe_placeholders": False,
}
FORM = 1
"""Of the JSON; ready-made tables in another one are not read."""
FOREIGN, END = "FOREIGN", "$END"
"""Kinds of what is no word of the grammar: a character that begins none, the end of the text."""


class Rule(NamedTuple):
    """`size` words and parts make a part of this name; `make` is the function of `build` for it. Without one they are a
    row of words and parts that belongs to what stands around it. `rows`: some of them are such rows. `passes`: the rule
    only passes on what it is made of."""

    name: str
    size: int
    make: Callable[[Builder, list[Part]], Part] | None
    rows: bool
    passes: bool


Row: TypeAlias = "dict[str, Row | Rule | Goto]"
"""A state: by the kind of the next word the state behind it, or the rule to apply first; by the name of a part that was
made, where to go on."""


class Goto(dict[str, Row]):
    """The state behind a part, by the kind of the word that follows.

    Behind an atom a grammar has many rules that only pass it on, from loose to tight: which state they end in, before
    this word, is found once.
    """

    __slots__ = ("base", "row")

    def __init__(self, base: Row, row: Row) -> None:
        self.base = base
        self.row = row

    def __missing__(self, kind: str) -> Row:
        row = self.row
        while isinstance(rule := row.get(kind), Rule) and rule.passes:
            goto = self.base[rule.name]
            assert isinstance(goto, Goto)
            row = goto.row
        self[kind] = row
        return row


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """`word` matches the next word with what is ignored before it, and names its kind; `keywords` are names otherwise.
    `starts` and `ends`: the first and last state for a formula and for a cell."""

    word: re.Pattern[str]
    keywords: dict[str, str]
    starts: dict[str, Row]
    ends: dict[str, Row]


@cache
def tables() -> Tables:
    """Ready-made if they fit, else made from the grammar."""
    grammar = grammar_file().read_text(encoding="utf-8")
    return linked(_ready(grammar) or made(grammar))


def tables_json() -> str:
    """The tables of the grammar as JSON, to be written beside it as `formula.tables.json`."""
    return json.dumps(made(grammar_file().read_text(encoding="utf-8")), separators=(",", ":"))


def _ready(grammar: str) -> dict[str, Any] | None:
    path = grammar_file().with_name("formula.tables.json")
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found if found["key"] == _key(grammar) else None


def _key(grammar: str) -> str:
    return f"{sha256(grammar.encode()).hexdigest()} {FORM}"


# ---- made by Lark


def made(grammar: str) -> dict[str, Any]:
    """What Lark makes of a grammar, as plain data. States and rules are numbers; rules those below 0."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    lark: Any = Lark(grammar, **OPTIONS)
    table = lark.parser.parser.parser.parse_table
    rules = {rule: number for number, rule in enumerate(lark.rules)}
    states = [
        {symbol: rest if action is Shift else ~rules[rest] for symbol, (action, rest) in sorted(row.items())}
        for _, row in sorted(table.states.items())
    ]
    word, keywords = _words(lark)
    return {
        "key": _key(grammar),
        "word": word,
        "keywords": keywords,
        "rules": [_rule(rule) for rule in lark.rules],
        "states": states,
        "starts": table.start_states,
        "ends": table.end_states,
    }


def _rule(rule: Any) -> list[Any]:
    name, parts = rule.origin.name, [symbol.name for symbol in rule.expansion]
    row = name.startswith("_")
    passes = len(parts) == 1 and not rule.alias and (row or rule.options.expand1)
    make = "" if row or passes else rule.alias or name
    return [str(name), len(parts), str(make), any(part.startswith("_") for part in parts), passes]


def _words(lark: Any) -> tuple[str, dict[str, str]]:
    """One pattern for all words in Lark's order, behind whatever is ignored; and the words that are no names."""
    lexer = lark.parser.lexer
    ignored = "|".join(t.pattern.to_regexp() for t in lexer.terminals if t.name in lexer.ignore_types)
    words = [
        f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in lexer.scanner.terminals if t.name not in lexer.ignore_types
    ]
    keywords = {
        word.pattern.value: word.name for unless in lexer.callback.values() for word in unless.scanner.terminals
    }
    return rf"(?:{ignored})*+(?:{'|'.join(words)}|(?P<{FOREIGN}>[\s\S])|\Z)", keywords


# ---- as they are used


def linked(data: dict[str, Any]) -> Tables:
    """Tables out of plain data, in which a state leads to the next itself and not by its number."""
    rules = [
        Rule(name, size, getattr(Builder, make) if make else None, rows, passes)
        for name, size, make, rows, passes in data["rules"]
    ]
    rows: list[Row] = [{} for _ in data["states"]]
    for row, state in zip(rows, data["states"], strict=True):
        for symbol, action in state.items():
            if action < 0:
                row[symbol] = rules[~action]
            else:
                row[symbol] = rows[action] if symbol.isupper() else Goto(row, rows[action])
    starts = {start: rows[number] for start, number in data["starts"].items()}
    ends = {start: rows[number] for start, number in data["ends"].items()}
    return Tables(re.compile(data["word"]), data["keywords"], starts, ends)
