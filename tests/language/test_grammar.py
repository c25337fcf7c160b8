"""The grammar itself: no conflicts, no two readings of a word, long names complete, ready-made tables the same."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from lark import Lark

from engine.home import grammar_file, locale_folder, rules_folder
from engine.language import syntax_words, tables
from engine.language.automaton import read, words_in
from engine.language.build import Builder
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
    built = Lark(GRAMMAR, **tables.OPTIONS, strict=True)
    assert built.options.start == ["formula", "cell"]
    assert built.options.lexer == "basic"


def test_every_alternative_has_its_function() -> None:
    built = Lark(GRAMMAR, **tables.OPTIONS)
    names = {rule.alias or rule.origin.name for rule in built.rules}
    inlined = {rule.origin.name for rule in built.rules if rule.options.expand1}
    missing = {name for name in names if not name.startswith("_") and not hasattr(Builder, name)}
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
    kinds = {terminal.name for terminal in Lark(GRAMMAR, **tables.OPTIONS).terminals}
    assert kinds >= syntax_words.VALUE_BEGINS | syntax_words.VALUE_ENDS


def test_ready_made_tables_give_the_same_trees(monkeypatch) -> None:
    expected = [parse_formula(Source("<formula>", formula).span()) for formula in FORMULAS]
    ready = tables.linked(json.loads(tables.tables_json()))
    monkeypatch.setattr("engine.language.automaton.tables", lambda: ready)
    for formula, (node, problems) in zip(FORMULAS, expected, strict=True):
        assert not problems
        words, _ = words_in(formula, 0, len(formula))
        assert read(words, "formula", Builder(Source("<formula>", formula))).node == node


def test_tables_are_used_only_if_they_fit(tmp_path, monkeypatch) -> None:
    copy = tmp_path / "formula.lark"
    shutil.copy(grammar_file(), copy)
    monkeypatch.setattr(tables, "grammar_file", lambda: copy)
    assert tables._ready(GRAMMAR) is None
    copy.with_name("formula.tables.json").write_text(tables.tables_json(), encoding="utf-8")
    assert tables._ready(GRAMMAR) is not None
    assert tables._ready(GRAMMAR + "\n// changed") is None


def test_with_ready_made_tables_no_formula_needs_lark(tmp_path) -> None:
    """Neither one that can be read nor one with mistakes."""
    code = (
        "import sys; from pathlib import Path; from engine.language import tables; from engine.source import Source\n"
        f"tables.grammar_file = lambda: Path({str(tmp_path)!r}) / 'formula.lark'\n"
        "from engine.language.parse import parse_formula\n"
        "for text in ('sum(xs[item > 1]) / 3', 'a +* b)'):\n"
        "    parse_formula(Source('<formula>', text).span())\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'lark'))"
    )
    shutil.copy(grammar_file(), tmp_path)
    (tmp_path / "formula.tables.json").write_text(tables.tables_json(), encoding="utf-8")
    root = grammar_file().parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
