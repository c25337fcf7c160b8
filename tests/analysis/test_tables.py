"""The cases of tables.txt: a table, what its inputs can be, and just what is found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest

from engine.analysis.domains import Dates, Domain, Numbers, Texts, Truths
from engine.analysis.ranges import Range
from engine.analysis.table_findings import findings
from engine.analysis.table_report import examine
from engine.analysis.table_words import Notation
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.check import check_formula
from engine.language.parse import parse_formula
from engine.language.scope import Scope
from engine.language.values import Outcome
from engine.source import Source
from tests.analysis.table_text import table

TEXT = (Path(__file__).parent / "tables.txt").read_text(encoding="utf-8")
RANGE = re.compile(r"([\[(])([-0-9.]*)\.\.([-0-9.]*)([\])])")
WITH_ROWS = ("E821", "W824")


@dataclass(frozen=True)
class Case:
    title: str
    policy: typed.Policy
    domains: dict[str, Domain | None]
    notations: dict[str, Notation]
    constants: dict[str, Outcome]
    text: str
    expected: list[str]


def cases() -> list[Case]:
    return [read_case(block) for block in TEXT.split("\n## ")[1:]]


def read_case(block: str) -> Case:
    title, _, rest = block.partition("\n")
    *declared, text, expected = re.split(r"\n\n", rest.strip())
    case = Case(title, "tunggal", {}, {}, {}, text + "\n", expected.splitlines())
    policy = "tunggal"
    for line in "\n".join(declared).splitlines():
        name, _, said = line.partition(": ")
        if name == "kebijakan":
            policy = said
        elif said.startswith("tetapan "):
            case.constants[name] = constant(said.removeprefix("tetapan "))
        else:
            case.domains[name] = domain(said)
            case.notations[name] = Notation(Fraction(1, 100), "%") if said.startswith("persen") else Notation()
    return Case(
        title, cast("typed.Policy", policy), case.domains, case.notations, case.constants, case.text, case.expected
    )


def constant(text: str) -> Outcome:
    expr, _ = parse_formula(Source("", f"[{text}]" if "," in text else text).span())
    node, _ = check_formula(expr, Scope())  # type: ignore[arg-type]
    assert node is not None
    return compute(node, Frame()).outcome


def domain(said: str) -> Domain | None:
    said, _, absent = said.partition(" / ")
    match said.split()[0]:
        case "angka" | "persen":
            return Numbers(number_range(said), bool(absent))
        case "teks":
            listed = tuple(re.findall(r'"([^"]*)"', said)) or None
            return Texts(listed, listed, bool(absent))
        case "tanggal":
            days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", said)]
            return Dates(days[0] if days else None, days[-1] if days else None, bool(absent))
        case "ya/tidak":
            return Truths(absent=bool(absent))
    return None


def number_range(said: str) -> Range:
    step = re.search(r"kelipatan ([0-9.]+)", said)
    found = RANGE.search(said)
    left, low, high, right = found.groups() if found else ("[", "", "", "]")
    first, last = (Fraction(end) if end else None for end in (low, high))
    return Range(first, last, left == "[", right == "]", step=Fraction(step[1]) if step else None)


def lines(found: Diagnostic) -> list[str]:
    """A finding as it stands in the file."""
    assert found.place is not None
    shown = [f"{found.code} {found.place.line}: {words(found.message, 'en')}"]
    shown += ["* " + ", ".join(f"{name} = {value}" for name, value in example) for example in found.examples]
    if found.code in WITH_ROWS:
        assert found.fix is not None
        shown += ["+ " + row for row in words(found.fix, "en").splitlines()[1:]]
    return shown


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_findings(case: Case) -> None:
    node = table(case.text, case.domains, case.policy, case.constants)
    known = tuple(case.domains.get(header.span.text.strip("() ")) for header in node.inputs)
    notation = tuple(case.notations.get(header.span.text.strip("() "), Notation()) for header in node.inputs)
    report = examine(node.inputs, node.rows, node.policy, known)
    shown = [line for found in findings(node, report, notation) for line in lines(found)]
    assert (shown or ["bersih"]) == case.expected
