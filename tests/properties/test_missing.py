"""Missing is not lawful: whatever rows of a real office are taken away or excused, and whatever was reached."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.dataset import DataSet
from engine.language.values import Outcome
from engine.results.figure import Figure
from tests.amounts import tries
from tests.golden.offices import Key, Office, missing, read_office

PAKET = Path(__file__).resolve().parents[2] / "examples" / "kalbagbar-2023"
YEAR = "Y"
OFFICE = read_office(PAKET)
KEYS = list(OFFICE.data.data)
GIVEN = [key for key in KEYS if key[1] == "realisasi"]
WITH_FORMULA = "11a-N"  # its result is given, and without that computed: what is missing there depends on both

few_runs = settings(max_examples=tries(10, 100), deadline=None, derandomize=True)
some_keys = st.sets(st.sampled_from(KEYS), max_size=len(KEYS))
codes = st.sampled_from([code for code, reason in OFFICE.manual.reasons.items() if reason.lawful])
reached = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4)


def input_id(key: Key) -> str:
    kode, variable, *_ = key
    return f"{'sub_iku' if '.' in kode else 'iku'}/{kode}.{variable}"


def formula_lacks(removed: AbstractSet[Key], excused: AbstractSet[Key]) -> bool:
    """Whether the entry with both a given result and a formula has neither, for want of rows."""
    own = {key[1]: key for key in KEYS if key[0] == WITH_FORMULA}
    if own["realisasi"] not in removed:
        return False
    first, second = own["lo_self_assessment"], own["lo_survei"]
    unknown = (first in removed and second not in excused) or (second in removed and first not in excused)
    return unknown or bool({own["efektivitas_pkp"], own["pemenuhan_skj"]} & removed)


def indices(figures: dict[str, Figure]) -> list[Fraction]:
    found = (
        one.outcome.value for id, one in figures.items() if id.startswith("iku/") and id.endswith("indeks_capaian")
    )
    return [value for value in found if isinstance(value, Fraction)]


def lies_between(total: Outcome, values: list[Fraction]) -> bool:
    return isinstance(total.value, Fraction) and min(values) <= total.value <= max(values)


@few_runs
@given(some_keys, some_keys, codes)
def test_provisional_if_and_only_if_something_is_missing(removed: set[Key], excused: set[Key], code: str) -> None:
    excused -= removed
    figures, _ = OFFICE.without(removed).excused(excused, code).figures(YEAR)
    total = figures["nko"].outcome
    lacking = {input_id(key) for key in removed if key[0] != WITH_FORMULA}
    assert (total.status == "provisional") == bool(lacking or formula_lacks(removed, excused))
    assert {id for id in missing(total) if id and WITH_FORMULA not in id} == lacking
    assert figures["predikat"].outcome.status == total.status
    if total.status == "final":
        assert lies_between(total, indices(figures))
    if total.value is None:
        assert indices(figures) == []
    assert all(0 <= value <= 120 for value in indices(figures))


@few_runs
@given(some_keys, codes)
def test_lawful_absences_alone_never_make_provisional(excused: set[Key], code: str) -> None:
    total, predikat = OFFICE.excused(excused, code).at_root(YEAR, "nko", "predikat")
    assert total.outcome.status == predikat.outcome.status
    assert total.outcome.status == ("na" if total.outcome.value is None else "final")


@few_runs
@given(st.lists(reached, min_size=len(GIVEN), max_size=len(GIVEN)))
def test_indices_stay_within_their_limits(values: list[Fraction]) -> None:
    figures, _ = with_results(values).figures(YEAR)
    assert all(0 <= value <= 120 for value in indices(figures))
    assert len(indices(figures)) == 17
    assert lies_between(figures["nko"].outcome, indices(figures))
    assert figures["nko"].outcome.status == "final"


def with_results(values: list[Fraction]) -> Office:
    """The office with other given results."""
    rows = {
        key: replace(OFFICE.data.data[key], outcome=Outcome(value)) for key, value in zip(GIVEN, values, strict=True)
    }
    return replace(OFFICE, data=DataSet({**OFFICE.data.data, **rows}))
