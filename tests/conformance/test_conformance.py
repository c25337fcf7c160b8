"""Every row of the tables is a test of every evaluator: a formula, its inputs, and exactly what must come out.

The tables are written from the definition of the language, not from what an evaluator prints; README.md says how a row
is read. What an evaluator cannot do yet stands in gaps.csv with a reason; a gap that has gone away fails until it is
taken out.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine import api
from engine.compiling.formula import compile_formula, compile_node
from engine.diagnostics.model import Problems, Reason
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.check import INPUT, check_cell
from engine.language.functions import FUNCTIONS
from engine.language.parse import parse_cell
from engine.language.scope import Scope, Variable
from engine.language.typed import Typed
from engine.language.types import ANY, Type, type_of
from engine.language.values import Context, Outcome
from engine.source import Source

HERE = Path(__file__).parent
GAPS = HERE / "gaps.csv"
CELLS = "cells.csv"


# ---- rows


@dataclass(frozen=True)
class Row:
    """One row of a table. `subject` is what a cell is asked about, and None for a formula."""

    file: str
    line: int
    text: str
    inputs: Mapping[str, Any]
    expected: str
    subject: Any = None

    @property
    def is_cell(self) -> bool:
        return self.file == CELLS

    @property
    def id(self) -> str:
        return f"{self.file}:{self.line}"


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The line on which a record begins, and the record. A field in quotes may hold line ends."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=";", strict=True)
        header = next(reader)
        begins = reader.line_num + 1
        for fields in reader:
            yield begins, dict(zip(header, fields, strict=True))
            begins = reader.line_num + 1


@cache
def rows() -> tuple[Row, ...]:
    """All rows of all tables, in the order of the files."""
    tables = sorted(path for path in HERE.glob("*.csv") if path != GAPS)
    return tuple(row(path, line, record) for path in tables for line, record in records(path))


def row(path: Path, line: int, record: dict[str, str]) -> Row:
    inputs = dict(named_values(record["masukan"]))
    if path.name == CELLS:
        return Row(path.name, line, record["sel"], inputs, record["hasil"], one_value(record["nilai"]))
    return Row(path.name, line, record["formula"], inputs, record["hasil"])


DECODER = json.JSONDecoder(
    parse_float=Fraction, object_hook=lambda entry: date.fromisoformat(entry["date"]) if "date" in entry else entry
)


def one_value(text: str) -> Any:
    return DECODER.decode(text)


def named_values(text: str) -> Iterator[tuple[str, Any]]:
    """`a=33 xs=[1, null] d={"date": "2023-12-31"}` -> names and values."""
    at = 0
    while at < len(text):
        name, _, _ = text[at:].partition("=")
        value, at = DECODER.raw_decode(text, at + len(name) + 1)
        yield name, value
        at += len(text[at:]) - len(text[at:].lstrip())


# ---- evaluators


class Answer(NamedTuple):
    """What an evaluator says: an outcome, or None with problems."""

    outcome: Outcome | None
    problems: Problems


def reference(row: Row) -> Answer:
    """The evaluator that defines the meaning."""
    if row.is_cell:
        return reference_cell(row)
    answer = api.evaluate(row.text, row.inputs)
    return Answer(None if answer.outcome == Outcome(None) else answer.outcome, answer.problems)


def reference_cell(row: Row) -> Answer:
    given, subject, condition, problems = cell(row)
    if condition is None:
        return Answer(None, problems)
    return Answer(compute(condition, Frame(locals={**given, INPUT: subject})).outcome, ())


def cell(row: Row) -> tuple[dict[str, Outcome], Outcome, Typed | None, Problems]:
    """A cell is a condition on its subject; the inputs reach it as the results of other formulas would."""
    given = {name: api.evaluate(name, {name: value}).outcome for name, value in row.inputs.items()}
    subject = api.evaluate("nilai", {"nilai": row.subject}).outcome
    parsed, problems = parse_cell(Source("<cell>", row.text).span())
    if parsed is None:
        return given, subject, None, problems
    scope = Scope().bind(*(Variable(name, kind(outcome)) for name, outcome in given.items()))
    return given, subject, *check_cell(parsed, kind(subject), scope)


def compiled(row: Row) -> Answer:
    """Generated programs: for the kinds of the inputs of this row, and once more through the general bodies alone."""
    if row.is_cell:
        return compiled_cell(row)
    formula = compile_formula(row.text, texts_are_numbers=False)
    results = [formula(row.inputs), formula.program.generally(row.inputs)]
    answers = [Answer(None if one.outcome == Outcome(None) else one.outcome, one.problems) for one in results]
    assert (answers[0].outcome, codes(answers[0].problems)) == (answers[1].outcome, codes(answers[1].problems))
    return answers[0]


def compiled_cell(row: Row) -> Answer:
    given, subject, condition, problems = cell(row)
    if condition is None:
        return Answer(None, problems)
    return Answer(compile_node(condition, (*given, INPUT)).outcome({**given, INPUT: subject}), ())


def kind(outcome: Outcome) -> Type:
    """An absent input may be of any kind."""
    return ANY if outcome.value is None else type_of(outcome)


EVALUATORS: Mapping[str, Callable[[Row], Answer]] = {"reference": reference, "compiled": compiled}


# ---- what is expected


VALUE = re.compile(
    r"""\s*(?:(?P<number>-?\d+(?:\.\d+)?(?:/\d+)?)|@"(?P<date>[\d-]+)"|(?P<text>"(?:[^"\\]|\\.)*")"""
    r"""|(?P<word>true|false|null)|(?P<mark>[\[\]{},])|(?P<key>\w+):)"""
)
WORDS = {"true": True, "false": False, "null": None}


def literal(text: str) -> Any:
    """A value as a formula would write it, with `9/10` for a number and `null` for an absent member."""
    value, end = _read(text, 0)
    assert not text[end:].strip(), f"not a value: {text}"
    return value


def _read(text: str, at: int) -> tuple[Any, int]:
    match = VALUE.match(text, at)
    assert match, f"not a value: {text[at:]}"
    if match["mark"] == "[":
        return _members(text, match.end(), "]")
    if match["mark"] == "{":
        entries, at = _members(text, match.end(), "}")
        return dict(entries), at
    if match["key"]:
        value, at = _read(text, match.end())
        return (match["key"], value), at
    if match["number"]:
        return Fraction(match["number"]), match.end()
    if match["date"]:
        return date.fromisoformat(match["date"]), match.end()
    return json.loads(match["text"]) if match["text"] else WORDS[match["word"]], match.end()


def _members(text: str, at: int, end: str) -> tuple[list[Any], int]:
    members: list[Any] = []
    while True:
        match = VALUE.match(text, at)
        assert match, f"not a value: {text[at:]}"
        if match["mark"] in (end, ","):
            at = match.end()
            if match["mark"] == end:
                return members, at
            continue
        member, at = _read(text, at)
        members.append(member)


def plain(outcome: Outcome) -> Any:
    """An outcome as `literal` gives it."""
    match outcome.value:
        case tuple() as members:
            return [plain(member) for member in members]
        case Context(entries):
            return {name: plain(entry) for name, entry in entries}
    return outcome.value


def same(expected: Any, found: Any) -> bool:
    """Equal and of one kind: true is not 1."""
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, dict) and isinstance(found, dict):
        return list(expected) == list(found) and all(same(expected[key], found[key]) for key in expected)
    return type(expected) is type(found) and bool(expected == found)


def codes(reasons: tuple[Reason, ...] | Problems) -> list[str]:
    """Each code once, in order."""
    return list(dict.fromkeys(reason.code for reason in reasons))


def carried(outcome: Outcome) -> list[str]:
    """The codes of what lies under a value and under its members."""
    below: list[str] = codes(outcome.carried)
    if isinstance(outcome.value, tuple):
        below += [code for member in outcome.value for code in carried(member)]
    return list(dict.fromkeys(below))


def is_code(expected: str) -> bool:
    return re.fullmatch(r"E\d{3}(, E\d{3})*", expected) is not None


def verify(expected: str, answer: Answer) -> None:
    """The answer is what the column `hasil` says."""
    if is_code(expected):
        assert codes(answer.problems) == expected.split(", ")
        assert answer.outcome is None
        return
    outcome = answer.outcome
    assert outcome is not None, f"problems {codes(answer.problems)}"
    assert [code for code in codes(answer.problems) if not code.startswith("E6")] == []
    if expected.startswith("N/A: "):
        assert (plain(outcome), codes(outcome.reasons)) == (None, expected.removeprefix("N/A: ").split(", "))
        return
    value, _, under = expected.partition(" ~ ")
    assert same(literal(value.removeprefix("≈")), plain(outcome)), f"{value} != {plain(outcome)}"
    assert carried(outcome) == (under.split(", ") if under else [])
    assert outcome.rounded == value.startswith("≈")


# ---- the tests


@cache
def gaps() -> dict[tuple[str, str], str]:
    """(evaluator, row) -> why it cannot do this yet."""
    return {(gap["evaluator"], f"{gap['berkas']}:{gap['baris']}"): gap["alasan"] for _, gap in records(GAPS)}


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in rows()])
def test_row(row: Row) -> None:
    for evaluator, answer in EVALUATORS.items():
        wrong: Exception | None = None
        try:
            verify(row.expected, answer(row))
        except Exception as error:
            wrong = error
        reason = gaps().get((evaluator, row.id))
        if reason is None and wrong is not None:
            raise AssertionError(f"{evaluator}: {row.text}") from wrong
        assert reason is None or wrong is not None, f"{evaluator} can do this now, in spite of: {reason}"


def test_gaps_name_rows_and_give_reasons() -> None:
    known = {(evaluator, row.id) for evaluator in EVALUATORS for row in rows()}
    assert set(gaps()) <= known
    assert all(gaps().values())


# ---- the tables themselves


def test_there_are_enough_rows() -> None:
    assert len(rows()) >= 700


def test_no_row_stands_twice() -> None:
    asked = Counter((row.file, row.text, repr(row.inputs), repr(row.subject)) for row in rows())
    assert [key for key, times in asked.items() if times > 1] == []


def test_every_row_has_a_note() -> None:
    tables = (path for path in HERE.glob("*.csv") if path != GAPS)
    assert [(path.name, line) for path in tables for line, record in records(path) if not record["catatan"]] == []


def test_a_third_of_the_rows_are_about_absence_or_mistakes() -> None:
    special = [row for row in rows() if row.expected.startswith("N/A") or "~" in row.expected or is_code(row.expected)]
    assert len(special) * 3 >= len(rows())


NAMES = "|".join(sorted((*FUNCTIONS, "tidak tersedia"), key=len, reverse=True))
CALLS = re.compile(rf"\b({NAMES})\s*\(")


def test_every_function_has_five_rows() -> None:
    used = Counter(name for row in rows() for name in set(CALLS.findall(row.text)))
    assert {name: used[name] for name in (*FUNCTIONS, "tidak tersedia") if used[name] < 5} == {}


CONSTRUCTS: Mapping[str, str] = {
    "number": r"^-?[\d.]+(e[+-]?\d+)?$",
    "text": r'"',
    "true, false": r"\b(true|false)\b",
    "written absence": r"\bnull\b",
    "date": r'@"',
    "list": r"\[\d",
    "context": r"\{",
    "range": r"[\[(][^\[(]*\.\.[^\])]*[\])]",
    "half-open range": r"\([^()]*\.\.[^\])]*\]|\[[^\[\]]*\.\.[^\])]*\)",
    "+": r" \+ ",
    "-": r" - ",
    "*": r" \* ",
    "/": r" / ",
    "**": r"\*\*",
    "unary minus": r"(^|[(\[,*/] ?)-[\w.(\-]",
    "=": r" = ",
    "!=": r" != ",
    "<": r" < ",
    "<=": r" <= ",
    ">": r" > ",
    ">=": r" >= ",
    "and": r"\band\b",
    "or": r"\bor\b",
    "not": r"\bnot\(",
    "between": r"\bbetween\b.+\band\b",
    "in a range": r"\bin [\[(][^\[(]*\.\.",
    "in a list": r"^(?!.*(for|some|every)).*\bin \[(?!.*\.\.)",
    "in tests": r"\bin (\(|[<>]=? )",
    "if": r"\bif\b.+\bthen\b.+\belse\b",
    "for": r"\bfor \w+ in .+\breturn\b",
    "for over numbers": r"\bfor \w+ in [^,]+\.\..+\breturn\b",
    "for, several": r"\bfor \w+ in .+, \w+ in .+\breturn\b",
    "some": r"\bsome\b.+\bsatisfies\b",
    "every": r"\bevery\b.+\bsatisfies\b",
    "path": r"[a-z}]\.[a-z]",
    "path over a list": r"\]\.[a-z]|ks(\[.+\])?\.[a-z]",
    "filter": r"\w\[[^\]]*(item|[a-z]+ (=|!=|<|>))",
    "item": r"\bitem\b",
    "index": r"[\w\]]\[-?\d+\]",
    "index from the end": r"\]\[-\d|\w\[-\d",
    "remark": r"//|/\*",
    "percent": r"\d%",
    "named argument": r"\(\w+( \w+)?: ",
    "date parts": r"\.(year|month|day)\b",
}
CELL_CONSTRUCTS: Mapping[str, str] = {
    "any": r"^-$",
    "comparison": r"^(<|>|=|!)",
    "range": r"^[\[(].*\.\.",
    "several": r'^[^(\["]+, |^"\w",',
    "not": r"^not\(",
    "written absence": r"\bnull\b",
    "?": r"\?",
    "expression": r"^(a|xs|if|1 /|> a)",
}
CUT: Mapping[str, str] = {
    "names with spaces": "E228",
    "reversed brackets": "E242",
    "ranges as truth values": "E317",
    "instance of": "E240",
    "function literals": "E241",
    "partial": "E243",
    "functions left out": "E303",
    "single values as lists": "E311",
    "dates that are calculated with": "E315",
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_every_construct_has_five_rows(construct: str) -> None:
    pattern = re.compile(CONSTRUCTS[construct])
    assert sum(bool(pattern.search(row.text)) for row in rows() if not row.is_cell) >= 5


@pytest.mark.parametrize("construct", CELL_CONSTRUCTS)
def test_every_construct_of_cells_has_five_rows(construct: str) -> None:
    pattern = re.compile(CELL_CONSTRUCTS[construct])
    assert sum(bool(pattern.search(row.text)) for row in rows() if row.is_cell) >= 5


@pytest.mark.parametrize("construct", CUT)
def test_everything_left_out_has_five_rows(construct: str) -> None:
    assert sum(row.expected == CUT[construct] for row in rows()) >= 5
