"""Units and ranges, row by row: what a formula gives, and what is said of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest

from engine.analysis import arithmetic, infer
from engine.analysis.facts import Fact, Many, Number
from engine.analysis.findings import Findings
from engine.analysis.infer import Inference
from engine.analysis.range_words import range_words
from engine.analysis.seen import Seen
from engine.analysis.units import UNKNOWN, spelled
from engine.language import typed
from engine.manual.checked import Manual, Rule
from tests.analysis.small import RULES, entry, looked_at

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def fact_of(manual: Manual) -> Fact:
    """What is known of the rule `x`."""

    def body(rule: Rule, seen: Seen) -> Fact:
        return arithmetic.result(infer.fact(rule.body, seen), rule, rule.body, infer, seen)

    infer = Inference(manual, body)
    one = manual.entries["U1"]
    return infer.declared.own_rule(one, one.rules["x"])


def label(row: dict[str, str]) -> str:
    return f"{row['formula']} ({row['masukan']})"


@pytest.mark.parametrize("row", rows("units.csv"), ids=label)
def test_units(row: dict[str, str]) -> None:
    manual, found = looked_at(RULES, entry(row["masukan"], row["formula"]))
    assert " ".join(sorted({one.code for one in found})) == row["temuan"]
    fact = fact_of(manual)
    while isinstance(fact, Many):
        fact = fact.element
    unit = fact.unit if isinstance(fact, Number) else ()
    shown = "?" if unit == UNKNOWN or not isinstance(fact, Number) and row["satuan"] == "?" else spelled(unit)
    assert shown == row["satuan"]


@pytest.mark.parametrize("row", rows("ranges.csv"), ids=label)
def test_ranges(row: dict[str, str]) -> None:
    manual, found = looked_at(RULES, entry(row["masukan"], row["formula"]))
    assert " ".join(sorted({one.code for one in found})) == row["temuan"]
    fact = fact_of(manual)
    shown = range_words(fact.range, fact.percent) if isinstance(fact, Number) else ""
    assert shown == row["rentang"]


def test_a_collection_of_findings_says_what_always_holds() -> None:
    findings = Findings()
    assert findings.all() == ()


def test_something_is_known_of_every_kind_of_node() -> None:
    assert infer._HOW.keys() == set(get_args(eval(typed.Typed, vars(typed))))
