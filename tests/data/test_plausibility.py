# ruff: noqa: E501 (whole messages stand in these tables)
"""Data that can be read and are hardly right: parts above their whole, values that jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.data.kontrak import conform_kontrak, read_kontrak
from engine.data.plausibility import plausible
from engine.language.types import NUMBER
from engine.manual.checked import Manual, Period, Quantity
from engine.manual.written import NumberFormat, other_readings
from engine.source import Source
from tests.data.small import HEAD, Conform, entry, told, variables

PERIODS = {
    "T1": Period("T1", ("T1",), "term 1"),
    "T2": Period("T2", ("T2",), "term 2"),
    "S": Period("S", ("T1", "T2"), "half"),
    "T3": Period("T3", ("T3",), "term 3"),
    "Y": Period("Y", ("T1", "T2", "T3"), "year"),
}
COUNT, SHARE = Quantity(NUMBER, "berkas", whole=True, lowest=Fraction(0)), Quantity(NUMBER, "persen")
RAW = variables(
    ("semua", COUNT, "jumlah"),
    ("baik", COUNT, "jumlah"),
    ("penduduk", COUNT, "nilai terakhir"),
    ("anggota", COUNT, "kumulatif"),
    ("terbaik", COUNT, "nilai terakhir"),
    ("skor", Quantity(NUMBER), "rata-rata"),
    ("skor_inti", Quantity(NUMBER), "rata-rata"),
    ("lepas", Quantity(NUMBER), None),
    ("uang", Quantity(NUMBER, "rupiah"), "jumlah"),
    ("bagian", SHARE, "nilai terakhir"),
)  # fmt: skip
PARTS = {"baik": "semua", "anggota": "penduduk", "terbaik": "penduduk", "skor_inti": "skor", "uang": "semua"}
KONTRAK = (
    HEAD + "unit_pelapor: [Kantor Satu, Kantor Dua]\nsasaran:\n  s1:\n    nama: Satu\n    ukur: {A: {}, B: {}, D: {}}\n"
)

Doubts = Callable[..., list[str]]


@pytest.fixture
def manual(manual: Manual) -> Manual:
    raw = {name: replace(one, part_of=PARTS.get(name)) for name, one in RAW.items()}
    ours = {
        "A": entry("ukur", "A", "persen", variables=raw),
        "B": entry("ukur", "B", "persen"),
        "D": entry("ukur", "D", "persen", variables=raw, over_places="data mentah"),
    }
    return replace(manual, periods=PERIODS, entries=ours)


@pytest.fixture
def doubts(manual: Manual, conformed: Conform) -> Doubts:
    """What is doubted of these rows, `period kode.variable value` each, with what reading them found already."""

    def find(*rows: str) -> list[str]:
        form, _ = read_kontrak(Source("paket/kontrak.yaml", KONTRAK))
        assert form is not None
        kontrak, problems = conform_kontrak(form, manual)
        assert problems == ()
        data, reported = conformed("".join(_line(row) for row in rows), KONTRAK)
        return sorted((*reported, *told(plausible(kontrak, data, manual))))

    return find


def _line(row: str) -> str:
    period, name, value, *office = row.split(" ", 3)
    kode, _, variable = name.partition(".")
    return f"{office[0] if office else 'Kantor Satu'};{period};{kode};{variable};{value};;\n"


def over(line: str, period: str, part: str, whole: str) -> str:
    (name, amount), (other, limit) = part.split(), whole.split()
    return (
        f"{line} W842 in {period} `{name}` ({amount}) is more than `{other}` ({limit}), of which it is a part"
        " | correct one of the two values, or `bagian_dari` in the manual"
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("T1 A.baik 9, T1 A.semua 9", [], id="equal"),
        pytest.param("T1 A.baik 9, T1 A.semua 8", [over("2:23", "T1", "baik 9", "semua 8")], id="one period"),
        pytest.param("T1 A.baik 9, T2 A.semua 8", [], id="never in one period"),
        pytest.param("T1 A.baik 9", [], id="whole unknown"),
        pytest.param("T1 A.baik 9, T1 A.semua 8, T2 A.baik 1, T2 A.semua 1, T3 A.baik 1, T3 A.semua 1",
                     [over("2:23", "T1", "baik 9", "semua 8")], id="sums only follow"),
        pytest.param("T1 A.baik 9, T1 A.semua 8, T2 A.baik 5, T2 A.semua 4",
                     [over("2:23", "T1", "baik 9", "semua 8"),
                      over("4:23", "T2", "baik 5", "semua 4")], id="two mistakes"),
        pytest.param("Y A.baik 9, Y A.semua 8", [over("2:22", "Y", "baik 9", "semua 8")], id="entered for the year"),
        pytest.param("T1 A.baik 9, T2 A.baik 9, T3 A.baik 9, Y A.semua 20",
                     [over("4:23", "Y", "baik 27", "semua 20")], id="sum against what was entered"),
        pytest.param("T1 A.penduduk 20, T2 A.anggota 30",
                     [over("3:26", "S", "anggota 30", "penduduk 20")], id="the latest whole"),
        pytest.param("T3 A.penduduk 20, T1 A.terbaik 30",
                     [over("3:26", "Y", "terbaik 30", "penduduk 20")], id="the latest part"),
        pytest.param("T1 A.penduduk 20, T1 A.anggota 10, T2 A.anggota 15, T3 A.anggota 20", [], id="accumulated up to the whole"),
        pytest.param("T1 A.skor 1, T2 A.skor 1, T3 A.skor 2, T1 A.skor_inti 1, T2 A.skor_inti 1, T3 A.skor_inti 3",
                     [over("7:28", "T3", "skor_inti 3", "skor 2")], id="means"),
        pytest.param("T1 A.skor 1, T2 A.skor 1, T3 A.skor 2, Y A.skor_inti 2",
                     [over("5:27", "Y", "skor_inti 2", "skor 1,33")], id="a mean without end"),
        pytest.param("T1 A.uang 9, T1 A.semua 8", [], id="two units cannot be compared"),
        pytest.param("T1 A.baik 9, T1 A.semua -8", ["3:24 W551 `-8` is less than the smallest value in the manual, 0 | check the number"], id="doubted already"),
        pytest.param("T1 A.baik 900, T2 A.baik 900, T1 A.semua 2.000, T2 A.semua 2",
                     ["5:24 W843 this value is about 1/1000 of that of T1: was a separator misread? | "
                      "if it was in T1, write `2` there; otherwise check both numbers"], id="the whole jumps"),
        pytest.param("T1 D.baik 9 Kantor Dua, T1 D.semua 8 Kantor Satu", [], id="two offices"),
        pytest.param("T1 D.baik 9 Kantor Dua, T1 D.semua 8 Kantor Dua",
                     [over("2:22", "T1", "baik 9", "semua 8")], id="another office"),
    ],
)  # fmt: skip
def test_parts(doubts: Doubts, rows: str, expected: list[str]) -> None:
    assert doubts(*rows.split(", ")) == expected


def up(line: str, times: int, fix: str, period: str = "T1") -> str:
    return f"{line} W843 this value is about {times} times that of {period}: was a separator misread? | {fix}"


def down(line: str, times: int, fix: str, period: str = "T1") -> str:
    return f"{line} W843 this value is about 1/{times} of that of {period}: was a separator misread? | {fix}"


BOTH = "check both numbers: a separator or zeros may be missing"


def other(written: str) -> str:
    return f"if it was, write `{written}`; otherwise check both numbers"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("T1 A.lepas 1.234; T2 A.lepas 1.300", [], id="none"),
        pytest.param("T1 A.lepas 1,2; T2 A.lepas 1.300", [up("3:24", 1000, other("1,3"))], id="thousands for decimals"),
        pytest.param("T1 A.lepas 1.200; T2 A.lepas 1,300", [down("3:24", 1000, other("1.300"))], id="decimals for thousands"),
        pytest.param("T1 A.lepas 1.200; T2 A.lepas 1.250; T3 A.lepas 1,3", [down("4:24", 1000, BOTH, "T2")], id="1,3 has no other reading, and T2 fits T1"),
        pytest.param("T1 A.lepas 97,83; T2 A.lepas 9783", [up("3:24", 100, BOTH)], id="a lost comma"),
        pytest.param("T1 A.lepas 12,5; T2 A.lepas 130", [up("3:24", 10, BOTH)], id="a lost comma, one decimal"),
        pytest.param("T1 A.uang Rp1.200.000; T2 A.uang Rp1.300", [down("3:23", 1000, BOTH)], id="written in thousands"),
        pytest.param("T1 A.uang 1.200.000; T2 A.uang 9.500.000", [], id="eightfold growth"),
        pytest.param("T1 A.uang 1.200.000; T2 A.uang 9.600.000", [up("3:23", 10, BOTH)], id="8 is about 10"),
        pytest.param("T1 A.uang 1.200.000; T2 A.uang 15.000.000", [up("3:23", 10, BOTH)], id="12.5 is about 10"),
        pytest.param("T1 A.uang 1.200.000; T2 A.uang 15.100.000", [], id="more is not"),
        pytest.param("T1 A.uang 1.000.000; T2 A.uang 49.900.000", [], id="not yet 50"),
        pytest.param("T1 A.uang 1.000.000; T2 A.uang 50.000.000", [up("3:23", 100, BOTH)], id="50 is about 100"),
        pytest.param("T1 A.uang 1.000.000; T2 A.uang 200.000.000", [up("3:23", 100, BOTH)], id="200 is about 100"),
        pytest.param("T1 A.uang 1.000.000; T2 A.uang 500.000.000", [up("3:23", 1000, BOTH)], id="500 is about 1000"),
        pytest.param("T1 A.uang 1.000; T2 A.uang 2.000.000", [up("3:23", 1000, BOTH)], id="2000 is about 1000"),
        pytest.param("T1 A.uang 1.000; T2 A.uang 2.010.000", [], id="nothing is about more"),
        pytest.param("T1 A.lepas 1.200; T2 A.lepas 0; T3 A.lepas 1,200", [down("4:24", 1000, other("1.200"))], id="0 is passed over"),
        pytest.param("T1 A.lepas -12,5; T2 A.lepas -125", [up("3:24", 10, BOTH)], id="negative"),
        pytest.param("T1 A.lepas -12,5; T2 A.lepas 125", [], id="another sign is another matter"),
        pytest.param("T1 A.uang 1.200; T2 A.uang 1.300.000; T3 A.uang 1.400", [up("3:23", 1000, BOTH)], id="the way back is no jump"),
        pytest.param("T1 A.uang 1.200; T2 A.uang 1.300.000; T3 A.uang 1.400.000", [up("3:23", 1000, BOTH)], id="nor is going on from there"),
        pytest.param("T1 A.uang 1.200; T2 A.uang 1.300.000; T3 A.uang 13.000.000",
                     [up("3:23", 1000, BOTH)], id="the next is compared with what fitted"),
        pytest.param("T1 A.semua 2; T2 A.semua 20", [], id="a small count grows tenfold"),
        pytest.param("T1 A.semua 9; T2 A.semua 900", [], id="a small count grows a hundredfold"),
        pytest.param("T1 A.semua 900; T2 A.semua 9", [down("3:24", 100, BOTH)], id="a count comes down to a hundredth"),
        pytest.param("T1 A.semua 90; T2 A.semua 9", [], id="a count comes down to a tenth"),
        pytest.param("T1 A.semua 9; T2 A.semua 9.000", [up("3:24", 1000, other("9"))], id="a small count does not grow a thousandfold"),
        pytest.param("T1 A.semua 12; T2 A.semua 120", [up("3:24", 10, BOTH)], id="a zero too many"),
        pytest.param("T1 A.bagian 10%; T2 A.bagian 95%", [], id="progress up to 100%"),
        pytest.param("T1 A.bagian 97,83%; T2 A.bagian 9.783%", [up("3:25", 100, BOTH)], id="a percentage lost its comma"),
        pytest.param("T1 A.bagian 97,83%; T2 A.bagian 0,98%", [down("3:25", 100, BOTH)], id="a percentage written as a ratio"),
        pytest.param("T1 A.bagian 9,5%; T2 A.bagian 9.600%", [up("3:25", 1000, other("9,6%"))], id="the other reading of a percentage"),
        pytest.param("T1 A.anggota 12; T2 A.anggota 250; T3 A.anggota 380", [], id="what accumulates grows tenfold"),
        pytest.param("T1 A.anggota 1.200; T2 A.anggota 2.500.000", [up("3:26", 1000, BOTH)], id="but not a thousandfold"),
        pytest.param("T1 A.anggota 1.200; T2 A.anggota 2.400; T3 A.anggota 3.600.000", [up("4:26", 1000, BOTH, "T2")], id="compared as means"),
        pytest.param("T1 A.anggota 1.200.000; T2 A.anggota 2.500",
                     ["3:1 W553 this value counts from the first period on, and is less than in T1 | write the amount since the first period, or correct the earlier value"],
                     id="a fall is told as a fall"),
        pytest.param("T1 A.semua 1.200; T2 A.semua 1,25",
                     ["3:24 W550 `1,25` is no whole number, and the manual declares whole numbers here | check the number"], id="doubted already"),
        pytest.param("T1 B.hasil 97,83%; T2 B.hasil 9783%", [up("3:24", 100, BOTH)], id="a given result"),
        pytest.param("T1 B.hasil 110%; T2 B.hasil 1100%", [], id="a given result may accumulate"),
        pytest.param("S A.uang 1.200; Y A.uang 1.200.000", [], id="only base periods"),
    ],
)  # fmt: skip
def test_jumps(doubts: Doubts, rows: str, expected: list[str]) -> None:
    assert doubts(*rows.split("; ")) == expected


@pytest.mark.parametrize(
    ("text", "symbol", "expected"),
    [
        ("1.234", None, ["617/500"]),
        ("1,234", None, ["1234"]),
        ("Rp1.234", "Rp", ["617/500"]),
        ("9.600%", "%", ["12/125"]),
        ("-1.234", None, ["-617/500"]),
        ("1.234.567", None, []),
        ("1.234,5", None, []),
        ("1234", None, []),
        ("12,5", None, []),
        ("x", None, []),
    ],
)
def test_other_readings(text: str, symbol: str | None, expected: list[str]) -> None:
    readings = other_readings(text, NumberFormat(",", "."), symbol)
    assert [str(reading) for reading in readings] == expected
