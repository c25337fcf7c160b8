"""The made-up weather agency at its edges: ends of ranges, limits of scores, values below 0 and far above.

What is expected is written down here from the data and the articles, with fractions alone.
"""

from __future__ import annotations

from fractions import Fraction as F
from functools import cache
from pathlib import Path

import pytest

from engine.api import calculate
from engine.results.calculation import Calculation

PAKET = Path(__file__).parent / "asing" / "paket-tepi"
PERIODS = ("C1", "C2", "C3", "TH")
NONE = None

# What each measure reaches, from the data.
WARMTH = (F(26), F(28), F(28))  # the mean of 25.9 + 0.1 and 26, and so on
REACHED: dict[str, tuple[F | None, ...]] = {
    "S1": (*WARMTH, sum(WARMTH) / 3),
    "S2": (F(1), F(4200, 6000), F(5400, 6000), F(6100 + 4200 + 5400, 18000)),  # 6,100 of 6,000 is no more than all
    "H1": (F(250), F(100), F(30), F(380)),
    "K1": (
        F(60, 100) + F(40, 100) * F(3, 4),  # 130 of 100 is no more than all
        F(96, 120),
        F(60, 100) * F(70, 80) + F(40, 100) * F(3, 4),
        F(60, 100) * F(130 + 96 + 70, 300) + F(40, 100) * F(6, 8),
    ),
    "K2": (F(0), F(-5, 30), F(50), (F(0) + F(-5, 30) + F(50)) / 3),
    "K3": (NONE, F(0), F(99, 100), F(99, 100)),
    "L1": (F("3.2"), F("4.8"), F("4.9"), F("4.9")),
    "L2": (F(1000), F(1250), F(750), F(3000)),
}


def outside(width: F, distance: F) -> F:
    """10 at the edge, 6 half a width away, 0 from two widths on."""
    away = distance / width
    if away <= F(1, 2):
        return 10 - away * 8
    return max(F(0), 6 - (away - F(1, 2)) * 4)


def near(wanted: int, reached: F) -> F:
    return 10 - abs(reached - wanted) / wanted * 10


# The score before the factor and before 0 and 10 hold it, by article 4 or, for K3, by its own scale.
SCORES: dict[str, tuple[F | None, ...]] = {
    "S1": (F(10), F(10), F(10), outside(F(1), 30 - F(82, 3))),
    "S2": (F(100, 98) * 10, F(7), F(9), F(15700, 18000) / F(98, 100) * 10),
    "H1": (near(100, F(250)), near(100, F(100)), near(100, F(30)), NONE),
    "K1": tuple(reached * 10 for reached in REACHED["K1"] if reached is not None),
    "K2": (F(10), NONE, F(30, 50) * 10, 30 / (F(299, 6) / 3) * 10),
    "L1": (F(8), F(12), F("12.25"), F("12.25")),
    "L2": (F(10), F("12.5"), F("7.5"), F(10)),
}
OWN_SCALE = (NONE, 5 - F(50, 40) * 5, 10 + F(9, 40) * 5, 10 + F(9, 40) * 5)
FACTOR = {"L2": F(1, 2)}


@cache
def calculated(period: str) -> Calculation:
    result = calculate(PAKET, periode=period).calculation
    assert result is not None
    return result


def value(period: str, id: str) -> object:
    outcome = calculated(period).all[id].outcome
    assert not outcome.rounded
    return outcome.value


def held(score: F | None) -> F | None:
    return None if score is None else min(F(10), max(F(0), score))


def sign(score: F | None) -> str:
    if score is None:
        return "kosong"
    return "aman" if score >= 9 else "waspada" if score >= 7 else "awas"


@pytest.mark.parametrize("kode", REACHED)
def test_a_measure(kode: str) -> None:
    for at, period in enumerate(PERIODS):
        raw = SCORES[kode][at] if kode in SCORES else None
        before = OWN_SCALE[at] if kode == "K3" else None if raw is None else raw * FACTOR.get(kode, F(1))
        score = held(before)
        found = [value(period, f"ukuran/{kode}.{name}") for name in ("capaian", "skor", "tanda")]
        assert found == [REACHED[kode][at], score, sign(score)], period
        if kode != "K3":
            assert value(period, f"ukuran/{kode}.skor_dasar") == raw


def test_what_is_not_determined_is_missing() -> None:
    for period, kode in (("C2", "K2"), ("TH", "H1")):
        outcome = calculated(period).all[f"ukuran/{kode}.skor"].outcome
        assert outcome.status == "provisional" and [reason.code for reason in outcome.reasons] == ["dinyatakan"]


def test_grades_at_their_limits() -> None:
    """Where the mean of two scores is rational: 10 of 10 and 10, 8 of 8 alone, nothing of nothing."""
    assert value("C1", "program/P1.golongan") == "A"
    assert value("C1", "program/P2.skor") == 0 and value("C1", "program/P2.golongan") == "C"
    assert value("C2", "program/P3.skor") == 8 and value("C2", "program/P3.golongan") == "B"
    assert value("TH", "program/P2.golongan") == "-"


def test_an_instrument_of_the_year_itself_is_not_old() -> None:
    for period in PERIODS:
        assert value(period, "ukuran/S1.alat_tua") is False
        assert value(period, "ukuran/H1.alat_tua") is True


def test_messages() -> None:
    """Two basic measures below 9 are enough; one below and one of just 9 are not (term I)."""
    found = {period: calculated(period).all["pesan_kepala"].outcome.value for period in PERIODS}
    texts = {period: [one.value for one in some] for period, some in found.items() if isinstance(some, tuple)}
    assert texts == {
        "C1": ["laporan caturwulan I", "nilai akhir di bawah 9", "ada ukuran berstatus awas"],
        "C2": ["laporan caturwulan II", "nilai akhir di bawah 9", "ada ukuran berstatus awas"],
        "TH": [
            "laporan setahun",
            "nilai akhir di bawah 9",
            "ada ukuran berstatus awas",
            "ukuran pokok di bawah 9: S1, K1",
        ],
        "C3": [
            "laporan caturwulan III",
            "nilai akhir di bawah 9",
            "ada ukuran berstatus awas",
            "ukuran pokok di bawah 9: K1, K2",
        ],
    }


def test_findings() -> None:
    """A range without width, and scores above 12; 12 itself is none. Warnings are those of the measures in danger."""
    found = {period: [(one.code, one.message.text) for one in calculated(period).findings] for period in PERIODS}
    year = 30 / (F(299, 6) / 3) * 10
    assert {period: [text for code, text in some if code == "T701"] for period, some in found.items()} == {
        "C1": [],
        "C2": [
            "batas atas rentang harus di atas batas bawahnya",
            "skor 12.5 jauh di atas 10: naikkan ambang caturwulan II",
        ],
        "C3": ["skor 12.25 jauh di atas 10: naikkan ambang caturwulan III"],
        "TH": [
            f"skor {texted(year)} jauh di atas 10: naikkan ambang setahun",
            "skor 12.25 jauh di atas 10: naikkan ambang setahun",
        ],
    }
    for period, some in found.items():
        awas = sum(value(period, f"ukuran/{kode}.tanda") == "awas" for kode in REACHED)
        assert [code for code, _ in some].count("W701") == awas


def texted(number: F) -> str:
    """34 significant digits, as numbers are written into texts."""
    whole, part = divmod(number, 1)
    digits = 34 - len(str(whole))
    return f"{whole}.{round(part * 10**digits):0{digits}d}"
