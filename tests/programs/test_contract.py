"""`engine.compile_kontrak`: a contract as a function of its rows, what goes in and what comes out."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.compiling.number import Number
from engine.language.values import Outcome, absent
from engine.programs.contract import Contract
from tests.programs.offices import EXAMPLES, GOLDEN, office

EXAMPLE = EXAMPLES / "kalbagbar-2023"
Rows = dict[str, Any]


def rows_of(contract: Contract, paket: Path) -> Rows:
    """The rows of a paket as inputs."""
    names = {row: name for name, row in contract._rows.items()}
    return {
        names[kode, name, period, None]: datum.outcome.value
        for (kode, name, period, _), datum in office(paket).data.data.items()
    }


@pytest.fixture(scope="module")
def contract() -> Contract:
    return engine.compile_kontrak(EXAMPLE)


@pytest.fixture
def rows(contract: Contract) -> Rows:
    return rows_of(contract, EXAMPLE)


def expected(rows: Rows, contract: Contract) -> dict[str, Outcome]:
    """What the evaluator says of the same rows."""
    data = contract._data(rows)[0]
    one = office(EXAMPLE)
    figures, _ = type(one)(one.manual, one.kontrak, data, ()).figures(contract.period)
    return {id_: figure.outcome for id_, figure in figures.items()}


def same(contract: Contract, rows: Rows, times: int = 1) -> None:
    """Called so often, it is answered by the evaluator, by a program, by a program of inputs by name."""
    wanted = expected(rows, contract)
    for _ in range(times):
        figures = contract(rows)
        assert {id_: figures.outcome(id_) for id_ in figures} == wanted


def test_the_example(contract: Contract, rows: Rows) -> None:
    figures = contract(rows)
    assert figures["predikat"].value == "Istimewa"
    nko = figures["nko"]
    assert isinstance(nko, Number) and round(nko.value, 2) == Decimal("116.28") and nko.status == "final"
    assert figures.problems == () and figures.ids == contract.ids and len(figures) == len(contract.ids)
    same(contract, rows)


KINDS: dict[str, Callable[[Any], Any]] = {
    "as they are": lambda value: value,
    "Decimal": lambda value: Decimal(value.numerator) / value.denominator,
    "text": lambda value: str(Decimal(value.numerator) / value.denominator),
    "int where whole": lambda value: int(value) if value.denominator == 1 else value,
    "sevenths": lambda value: value * 6 / 7,
    "negative": lambda value: -value,
    "very long": lambda value: value * 10**40,
    "0": lambda value: 0,
}


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_of_every_kind(contract: Contract, rows: Rows, kind: str) -> None:
    given = {name: KINDS[kind](value) for name, value in rows.items()}
    same(contract, given, 5)
    one = next(iter(rows))
    same(contract, {**rows, one: given[one]}, 5)


def test_rows_that_are_not_there(contract: Contract, rows: Rows) -> None:
    for name in list(rows)[::9]:
        without = {other: value for other, value in rows.items() if other != name}
        same(contract, without, 5)
        assert contract({**rows, name: None})["nko"].outcome == contract(without)["nko"].outcome


def test_a_row_that_is_absent_for_a_reason(contract: Contract, rows: Rows) -> None:
    name = "iku/11a-N.lo_survei@Q4"
    given = {**rows, name: {"alasan": "tanpa_permintaan"}}
    same(contract, given, 5)
    reason = office(EXAMPLE).manual.reasons["tanpa_permintaan"]
    figure = contract(given)["iku/11a-N.lo_survei"]
    assert [one.code for one in figure.reasons] == [reason.code]
    assert figure.status == absent(reason).status == "na"


REFUSED = [
    ({"iku/5a-N.realisasi": 4.76}, "E601"),
    ({"iku/5a-N.realisasi": object()}, "E605"),
    ({"iku/5a-N.realisai": 4}, "E975"),
    ({"iku/5a-N.realisasi": {"alasan": "lupa"}}, "E976"),
]


@pytest.mark.parametrize(("more", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_inputs_that_are_refused(contract: Contract, rows: Rows, more: Rows, code: str) -> None:
    for _ in range(5):
        figures = contract({**rows, **more})
        assert [problem.code for problem in figures.problems] == [code]
        assert figures["nko"].value is None and figures["nko"].problems == figures.problems


def test_another_period_sees_other_rows() -> None:
    contract = engine.compile_kontrak(EXAMPLE, periode="S1")
    assert "iku/6a-N.piutang_lancar@Q2" in contract.inputs and "iku/6a-N.piutang_lancar" in contract.inputs
    assert contract({})["nko"].value is None
    half = contract({"iku/1a-N.realisasi@Q1": "0.3", "iku/1a-N.realisasi@Q2": "0.5"})
    assert half["iku/1a-N.realisasi"] == Decimal("0.5")


def test_what_is_warned_of(contract: Contract, rows: Rows) -> None:
    older = {**rows, "iku/5a-N.realisasi@Q1": 4}
    del older["iku/5a-N.realisasi@Q4"]
    for _ in range(5):
        assert [problem.code for problem in contract(older).problems] == ["W601"]
        differs = contract({**rows, "iku/5a-N.realisasi": 4})
        assert [problem.code for problem in differs.problems] == ["W602"]


def test_inputs_may_change_behind_a_call() -> None:
    """What is asked of the evaluator later is asked about the rows of the call."""
    contract = engine.compile_kontrak(GOLDEN / "asing" / "paket")
    rows = rows_of(contract, GOLDEN / "asing" / "paket")
    for _ in range(5):
        given = dict(rows)
        figures = contract(given)
        given.clear()
        assert figures["nilai_akhir"].outcome == contract(rows)["nilai_akhir"].outcome


def test_map_pickle_and_threads(contract: Contract, rows: Rows) -> None:
    records = [{**rows, "iku/5a-N.realisasi@Q4": Decimal(at) / 10} for at in range(20, 50)]
    alone = [figures["nko"].value for figures in contract.map(records)]
    again = pickle.loads(pickle.dumps(contract))
    assert again.inputs == contract.inputs and again.source == ""
    with ThreadPoolExecutor(4) as pool:
        assert [figures["nko"].value for figures in pool.map(again, records)] == alone
    assert "def figures" in contract.source and "nko.yaml" in contract.source
    assert repr(contract) == f"engine.compile_kontrak({EXAMPLE.as_posix()!r}, periode='Y')"


def test_a_paket_that_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        engine.compile_kontrak(EXAMPLE / "nowhere")
    with pytest.raises(ValueError, match="Q9"):
        engine.compile_kontrak(EXAMPLE, periode="Q9")


def test_a_figure_of_no_value_is_a_fraction_nowhere(contract: Contract) -> None:
    figures = contract({})
    assert all(not isinstance(figures[id_].value, Fraction) for id_ in ("nko", "iku/5a-N.realisasi"))
