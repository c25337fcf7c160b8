"""The description of the language is true: every example in both languages gives what stands beside it.

A fenced block `formula` holds lines `formula // → result`; a first line that is only a remark gives the inputs. In a
block `cell` the value that the cell is asked about stands before the arrow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine import api
from engine.diagnostics.model import Problems
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import cut, limits
from engine.language.check import INPUT, check_cell
from engine.language.functions import FUNCTIONS
from engine.language.parse import parse_cell
from engine.language.scope import Scope
from engine.language.types import ANY, type_of
from engine.language.values import Outcome
from engine.source import Source

GRAMMAR = Path(__file__).parents[2] / "grammar"
ENGINE = Path(api.__file__).parent
READMES = ("README.md", "README.id.md")


class Example(NamedTuple):
    kind: str
    place: str
    formula: str
    inputs: Mapping[str, Any]
    expected: str


FENCE = re.compile(r"^```(formula|cell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"(?P<formula>.*?)\s*// (?P<subject>[^→]*)→ (?P<expected>.+)")
INPUTS = re.compile(r"(\w+) = ")


def examples(name: str) -> Iterator[Example]:
    text = (GRAMMAR / name).read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        first = text.count("\n", 0, fence.start(2)) + 1
        yield from block(fence[1], name, first, fence[2].splitlines())


def block(kind: str, name: str, first: int, lines: list[str]) -> Iterator[Example]:
    inputs: dict[str, Any] = {}
    for number, line in enumerate(lines, first):
        if line.startswith("// ") and "→" not in line:
            inputs = dict(named_values(line.removeprefix("// ")))
            continue
        match = LINE.fullmatch(line)
        assert match, f"{name}:{number} is no example: {line}"
        if kind == "cell":
            inputs = {"nilai": value_of(match["subject"].strip())}
        yield Example(kind, f"{name}:{number}", match["formula"], inputs, match["expected"])


DECODER = json.JSONDecoder(
    parse_float=Fraction, object_hook=lambda entry: date.fromisoformat(entry["date"]) if "date" in entry else entry
)


def value_of(text: str) -> Any:
    return DECODER.decode(text)


def named_values(text: str) -> Iterator[tuple[str, Any]]:
    """`a = 33, d = @"2023-12-31"` -> names and values."""
    text = re.sub(r'@("[\d-]+")', r'{"date": \1}', text)
    at = 0
    while match := INPUTS.match(text, at):
        value, end = DECODER.raw_decode(text, match.end())
        yield match[1], value
        at = end + len(", ")
    assert at > len(text), f"these inputs cannot be read: {text}"


def answer(example: Example) -> tuple[Outcome | None, Problems]:
    if example.kind == "formula":
        given = api.evaluate(example.formula, example.inputs)
        return (None if given.outcome == Outcome(None) else given.outcome), given.problems
    subject = api.evaluate("nilai", example.inputs).outcome
    cell, problems = parse_cell(Source("<cell>", example.formula).span())
    if cell is None:
        return None, problems
    condition, problems = check_cell(cell, ANY if subject.value is None else type_of(subject), Scope())
    if condition is None:
        return None, problems
    return compute(condition, Frame(locals={INPUT: subject})).outcome, ()


def codes(found: Any) -> str:
    return ", ".join(dict.fromkeys(one.code for one in found))


ALL = [example for name in READMES for example in examples(name)]


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.place)
def test_example(example: Example) -> None:
    outcome, problems = answer(example)
    if re.fullmatch(r"E\d{3}", example.expected):
        assert (outcome, codes(problems)) == (None, example.expected)
        return
    assert outcome is not None, codes(problems)
    if example.expected.startswith("N/A: "):
        assert (outcome.value, codes(outcome.reasons)) == (None, example.expected.removeprefix("N/A: "))
        return
    value, _, under = example.expected.removesuffix(")").partition(" (")
    assert outcome.value == api.evaluate(value, {}).outcome.value
    assert codes(outcome.carried) == under.partition(": ")[2]


def test_both_languages_have_the_same_examples() -> None:
    english, indonesian = ([(one.formula, one.inputs) for one in examples(name)] for name in READMES)
    assert len(english) > 150
    assert english == indonesian


@pytest.mark.parametrize("name", READMES)
def test_every_function_is_described_with_its_parameters_and_an_example(name: str) -> None:
    text = (GRAMMAR / name).read_text(encoding="utf-8")
    used = " ".join(example.formula for example in examples(name) if not example.expected.startswith("E"))
    for function in FUNCTIONS.values():
        parameters = (one.name + "?" * one.optional + "…" * one.variadic for one in function.parameters)
        assert f"| `{function.name}({', '.join(parameters)})` |" in text
        assert re.search(rf"(?<!\w){function.name}\(", used), function.name


@pytest.mark.parametrize("name", READMES)
def test_every_reason_is_described(name: str) -> None:
    text = (GRAMMAR / name).read_text(encoding="utf-8")
    sources = (ENGINE / "language/reasons.py", ENGINE / "evaluation/reasons.py")
    known = {code for file in sources for code in re.findall(r'Reason\("(\w+)"', file.read_text(encoding="utf-8"))}
    assert known
    assert {code for code in known if f"`{code}`" not in text} == set()


@pytest.mark.parametrize("name", READMES)
def test_the_limits_are_the_right_ones(name: str) -> None:
    text = (GRAMMAR / name).read_text(encoding="utf-8").replace(".", ",")
    bounds = (limits.NESTING, limits.LITERAL_DIGITS, limits.RESULT_DIGITS, limits.STEPS, limits.LIST_MEMBERS)
    for bound in (*bounds, limits.TEXT_CHARACTERS, limits.SIGNIFICANT_DIGITS):
        assert f"| {bound:,} |" in text
    assert f"{limits.FORMULA_BYTES // 1024} KiB" in text


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("word", (*cut.LEFT_OUT, "external", "partial", "instance of"))
def test_everything_left_out_is_listed(name: str, word: str) -> None:
    text = (GRAMMAR / name).read_text(encoding="utf-8")
    assert re.search(rf"^\|.*`[^`|]*\b{word}\b[^`|]*`.*\|", text, re.MULTILINE)
