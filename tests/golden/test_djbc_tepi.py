"""The computed entries of the 2023 manual once more, on a made-up contract that reaches every bound of theirs.

What is expected is computed from the rows of the data with fractions alone, by the articles as the report prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction as F
from functools import cache
from pathlib import Path

import pytest

from engine.api import calculate
from engine.results.calculation import Calculation
from tests.golden.kalbagbar import half_up
from tests.golden.offices import read_rows

PAKET = Path(__file__).parent / "djbc-2023" / "paket-tepi"
QUARTERS = {"Q1": "Q1", "Q2": "Q2", "S1": "Q2", "Q3": "Q3", "sdQ3": "Q3", "Q4": "Q4", "Y": "Q4"}
TARGETS = {"3a-CP": "1", "4a-CP": "0.8", "6a-N": "0.75", "9b-N": "0.9", "11a-N": "0.8", "12a-N": "0.955"}
PARTS = {"4a-CP.1": "0.7", "4a-CP.2": "0.9"}
IKPA = {
    "revisi_dipa": 10, "deviasi_dipa": 10, "penyerapan": 20, "kontraktual": 10, "tagihan": 10, "up_tup": 10,
    "dispensasi_spm": 5, "capaian_output": 25,
}  # fmt: skip
SMART = {"capaian_keluaran": "43.5", "efisiensi": "28.6", "konsistensi": "18.2", "penyerapan": "9.7"}


def number(text: str) -> F:
    plain = F(text.rstrip("%").replace(".", "").replace(",", "."))
    return plain / 100 if text.endswith("%") else plain


def data(quarter: str) -> dict[str, dict[str, F]]:
    found: dict[str, dict[str, F]] = {}
    for row in read_rows(PAKET / "data.csv"):
        if row["periode"] == quarter and row["nilai"]:
            found.setdefault(row["kode"], {})[row["variabel"]] = number(row["nilai"])
    return found


def whole(value: F) -> F:
    """No more than all of it."""
    return min(F(1), value)


def mean(values: Iterable[F]) -> F:
    found = list(values)
    return sum(found, F(0)) / len(found)


def budget(of: dict[str, F]) -> tuple[F, F]:
    ikpa = sum(F(weight, 100) * of[f"ikpa_{name}"] for name, weight in IKPA.items())
    smart = sum(F(weight) / 100 * of[f"smart_{name}"] for name, weight in SMART.items())
    return F(ikpa), F(smart)


def competence(of: dict[str, F]) -> F:
    if "lo_survei" not in of:
        return F(60, 100) * of["efektivitas_pkp"] + F(40, 100) * of["pemenuhan_skj"]
    learning = (of["lo_self_assessment"] + of["lo_survei"]) / 2 / 80
    return F(40, 100) * of["efektivitas_pkp"] + F(30, 100) * of["pemenuhan_skj"] + F(30, 100) * learning


def goods(quarter: str) -> F:
    of = data(quarter)["4a-CP.2"]
    done = of["poin_pelaksanaan"] / of["pelaksanaan"]
    return F(30, 100) * done + F(70, 100) * whole(of["poin_tindak_lanjut"] / of["jumlah_bap"])


def realisasi(quarter: str) -> dict[str, F]:
    of = data(quarter)
    sea, claims, tax = of["9b-N"], of["6a-N"], of["3a-CP"]
    return {
        "3a-CP": tax["realisasi_penerimaan"] / tax["target_penerimaan"],
        "4a-CP": (of["4a-CP.1"]["realisasi"] + goods(quarter)) / 2,
        "6a-N": F(90, 100) * claims["penyelesaian_lancar"] / claims["piutang_lancar"]
        + F(10, 100) * claims["penyelesaian_macet"] / claims["piutang_macet"],
        "9b-N": F(65, 100) * whole(sea["pelaksanaan"] / sea["rencana"])
        + F(10, 100) * whole(sea["pemeriksaan_sarana"] / sea["pelaksanaan"])
        + F(10, 100) * whole(sea["poin_penindakan"] / sea["pelaksanaan"])
        + F(15, 100) * whole(sea["penindakan_targeting"] / sea["pelaksanaan"]),
        "11a-N": competence(of["11a-N"]),
        "12a-N": half_up(mean(budget(of["12a-N"])), 4),
    }


def of_parts(quarter: str) -> dict[str, F]:
    """The two parts of 4a, each by its own target."""
    reached = {"4a-CP.1": data(quarter)["4a-CP.1"]["realisasi"], "4a-CP.2": goods(quarter)}
    return {kode: min(F(120), 100 * one / F(PARTS[kode])) for kode, one in reached.items()}


def index(kode: str, reached: F) -> F:
    if kode == "12a-N":  # 95.5 % is 100, 98 % is 120, and the line goes on
        raw = 100 + (reached - F("0.955")) * 800
    else:
        raw = 100 * reached / F(TARGETS[kode])
    return min(F(120), max(F(0), raw))


@cache
def calculated(period: str) -> Calculation:
    result = calculate(PAKET, periode=period).calculation
    assert result is not None
    return result


def value(period: str, id: str) -> object:
    outcome = calculated(period).all[id].outcome
    assert outcome.status == "final" and not outcome.rounded
    return outcome.value


@pytest.mark.parametrize("period", QUARTERS)
def test_a_period(period: str) -> None:
    reached = realisasi(QUARTERS[period])
    indices = {kode: index(kode, one) for kode, one in reached.items()}
    assert {kode: value(period, f"iku/{kode}.realisasi") for kode in reached} == reached
    assert {kode: value(period, f"iku/{kode}.indeks_capaian") for kode in reached} == indices
    parts = of_parts(QUARTERS[period])
    assert {kode: value(period, f"sub_iku/{kode}.indeks_capaian") for kode in parts} == parts
    ikpa, smart = budget(data(QUARTERS[period])["12a-N"])
    assert (value(period, "iku/12a-N.ikpa"), value(period, "iku/12a-N.smart")) == (ikpa, smart)
    stakeholder = (indices["3a-CP"] + indices["4a-CP"]) / 2
    learning = (indices["11a-N"] + indices["12a-N"]) / 2
    wanted = F(30, 100) * stakeholder + F(20, 100) * indices["6a-N"]
    assert value(period, "nko") == wanted + F(25, 100) * indices["9b-N"] + F(25, 100) * learning


def test_bounds_are_reached() -> None:
    """What the files are for: parts above their wholes, both ends of the scale, and beyond."""
    sea = {quarter: data(quarter)["9b-N"] for quarter in ("Q1", "Q2", "Q3")}
    assert sea["Q1"]["pelaksanaan"] > sea["Q1"]["rencana"] and sea["Q1"]["poin_penindakan"] > sea["Q1"]["pelaksanaan"]
    assert sea["Q2"]["pemeriksaan_sarana"] > sea["Q2"]["pelaksanaan"]
    assert sea["Q3"]["penindakan_targeting"] > sea["Q3"]["pelaksanaan"]
    assert [value(period, "iku/12a-N.indeks_capaian") for period in ("Q1", "Q2", "Q3")] == [0, 100, 120]


def test_parts_above_their_whole_are_doubted() -> None:
    assert {one.code for one in calculated("Y").problems} == {"W842"}
