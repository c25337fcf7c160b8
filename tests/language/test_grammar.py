"""The grammar itself: no conflicts, no two readings of a word, long names complete, ready-made tables the same."""

import json
import re
import shutil

import pytest
from lark import Lark

from engine.home import grammar_file, locale_folder, rules_folder
from engine.language import parse, syntax_words
from engine.language.parse import parse_formula
from engine.source import Source

GRAMMAR = grammar_file().read_text(encoding="utf-8")

# design.md, section 4: every function name of several words, and the parameter names of several words in DMN 1.5
LONG_FUNCTIONS = {
    "round up", "round down", "round half up", "round half down", "insert before", "index of", "distinct values",
    "list contains", "string length", "upper case", "lower case", "substring before", "substring after", "starts with",
    "ends with", "string join", "tidak tersedia",
    # left out on purpose, and known so that each can be told what to write instead
    "date and time", "years and months duration", "day of week", "day of year", "month of year", "week of year",
    "context put", "context merge", "get value", "get entries", "list replace",
}  # fmt: skip
LONG_PARAMETERS = {"start position", "grouping separator", "decimal separator"}

FORMULAS = [
    "sum(for i in iku[nilai != null] return i.nilai * i.bobot) / sum(iku[nilai != null].bobot)",
    "if a > 1 and not(b) then [90..100) else {x: 1, \"y z\": \"a\\nb\"}",
    "some i in 1..3, j in xs satisfies i in (1, > 5) or j between -1 and 90%",
    'substring(string: @"2023-12-31", start position: ?) // comment',
]  # fmt: skip


def test_folders_of_the_checkout() -> None:
    assert grammar_file().is_file()
    assert rules_folder().parent == locale_folder().parent == grammar_file().parent.parent


def test_strict_build_has_no_conflicts() -> None:
    pytest.importorskip("interegular")
    built = Lark(GRAMMAR, **parse._OPTIONS, strict=True)
    assert built.options.start == ["formula", "cell"]
    assert built.options.lexer == "basic"


def test_every_alternative_has_its_function() -> None:
    built = Lark(GRAMMAR, **parse._OPTIONS)
    names = {rule.alias or rule.origin.name for rule in built.rules}
    inlined = {rule.origin.name for rule in built.rules if rule.options.expand1}
    missing = {name for name in names if not name.startswith("_") and not hasattr(parse._BUILDER, name)}
    assert missing <= inlined


@pytest.mark.parametrize("terminal, names", [("LONG_FUNCTION", LONG_FUNCTIONS), ("LONG_PARAMETER", LONG_PARAMETERS)])
def test_long_names_are_complete(terminal: str, names: set[str]) -> None:
    pattern = re.search(rf"^{terminal}\.2: /\((.*?)\)\(\?=", GRAMMAR, re.MULTILINE)
    assert pattern
    assert {name.replace(r"\s+", " ") for name in pattern[1].split("|")} == names


def test_words_of_explanations_are_those_of_the_grammar() -> None:
    keywords = set(re.findall(r'^[A-Z]+: "([a-z]+)"$', GRAMMAR, re.MULTILINE))
    assert keywords == syntax_words.KEYWORDS
    assert set(syntax_words.LONG_FUNCTIONS) == LONG_FUNCTIONS
    kinds = {terminal.name for terminal in Lark(GRAMMAR, **parse._OPTIONS).terminals}
    assert kinds >= syntax_words.VALUE_BEGINS | syntax_words.VALUE_ENDS


def test_ready_made_tables_give_the_same_trees() -> None:
    tables = json.loads(parse.tables_json())
    loaded = parse._from_tables(tables)
    for formula in FORMULAS:
        expected, problems = parse_formula(Source("<formula>", formula).span())
        assert not problems
        assert loaded.parse(formula, start="formula").node == expected
    assert loaded.parse("not(1, > 2)", start="cell").node.negated


def test_tables_are_used_only_if_they_fit(tmp_path, monkeypatch) -> None:
    copy = tmp_path / "formula.lark"
    shutil.copy(grammar_file(), copy)
    monkeypatch.setattr(parse, "grammar_file", lambda: copy)
    assert parse._loaded(GRAMMAR) is None
    tables = parse.tables_json()
    copy.with_name("formula.tables.json").write_text(tables, encoding="utf-8")
    assert parse._loaded(GRAMMAR) is not None
    assert parse._loaded(GRAMMAR + "\n// changed") is None
