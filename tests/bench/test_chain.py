"""What is measured as F4 is the contract of the example: every figure and mark is that of the rule files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bench.chain import Office as ByHand
from bench.chain_records import ROWS, chain_records, in_number
from engine.data.dataset import DataSet
from engine.language.values import Outcome
from tests.golden.offices import Key, Office, read_office

ROOT = Path(__file__).parents[2]
BAD = (20, 39, 50, 79, 120, 150)
"""Records with something absent, a divisor of 0, more than 64 bits."""


@pytest.fixture(scope="module")
def office() -> Office:
    return read_office(ROOT / "examples" / "kalbagbar-2023")


def keys(office: Office) -> dict[str, Key]:
    """The rows of the example by the names that the record has for them."""
    return {
        f"{'sub_iku' if '.' in kode else 'iku'}/{kode}.{variable}@{period}": (kode, variable, period, unit)
        for kode, variable, period, unit in office.data.data
    }


def with_record(office: Office, record: Mapping[str, Any]) -> Office:
    """The office with this raw data; what is None has no row."""
    of = keys(office)
    data = {
        of[name]: replace(office.data.data[of[name]], outcome=Outcome(value))
        for name, value in record.items()
        if value is not None
    }
    return replace(office, data=DataSet(data))


def agrees(office: Office, record: Mapping[str, Any]) -> None:
    values, marks = ByHand(Fraction)(dict(record))
    figures, _ = with_record(office, record).figures("Y")
    found = {id: (figures[id].outcome.value, figures[id].outcome.status) for id in values}
    assert found == {id: (values[id], marks[id]) for id in values}


def test_a_record_has_the_rows_of_the_example(office: Office) -> None:
    assert set(keys(office)) == set(ROWS)


def test_the_example_by_hand_is_what_the_rules_give(office: Office) -> None:
    agrees(office, {name: office.data.data[key].outcome.value for name, key in keys(office).items()})


def test_records_by_hand_are_what_the_rules_give(office: Office) -> None:
    records = in_number(chain_records(), Fraction)
    for at in (*range(14), *BAD):
        agrees(office, records[at])


def test_records_differ_and_some_do_not_compute() -> None:
    records = chain_records()
    assert len({repr(record) for record in records}) == 200
    marks = [set(ByHand(Fraction)(record)[1].values()) for record in in_number(records, Fraction)]
    assert sum("provisional" in each for each in marks) >= 6
    assert any(value is not None and value > 2**64 for value in records[20].values())
