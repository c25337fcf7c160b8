"""What is wrong with a contract is found without data: checks that rest on nothing else, and given values that fall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.calculation.contract import contract_findings
from engine.data.kontrak import conform_kontrak
from engine.data.paket import read_paket
from engine.diagnostics.catalogue import words
from engine.pipeline import calculate
from tests.golden.offices import read_manual, read_office

DECREE = """
manual:
  kode: kep-9
  nama: Keputusan rekaan
tingkat:
  kantor:
    anggota: ukur
  ukur:
    anggota: anak
    hasil: hasil
    mengikuti: target
    atribut:
      target: {dari: kontrak, per: periode, satuan: entri, bila_kosong: belum, tidak_turun: naik}
      arah: {dari: manual, pilihan: [naik, turun]}
      sifat: {dari: kontrak, pilihan: [tetap, berubah], bawaan: tetap}
      bobot: {dari: kontrak, satuan: persen, bawaan: 50%}
  anak:
    seperti: ukur
periode: |
  kode | terdiri_atas   | nama
  Q1   | Q1             | triwulan I
  Q2   | Q2             | triwulan II
  S1   | Q1, Q2         | semester I
  Q3   | Q3             | triwulan III
  Q4   | Q4             | triwulan IV
  S2   | Q3, Q4         | semester II
  Y    | Q1, Q2, Q3, Q4 | setahun
alasan: |
  kode  | sah | uraian
  belum | ya  | belum waktunya
satuan: |
  kode   | jenis    | lambang
  persen | rasio    | %
  berkas | hitungan | -
fungsi:
  jumlah_bobot: {parameter: [xs], formula: sum(xs.bobot)}
  jumlah_hasil: {parameter: [xs], formula: sum(xs.hasil)}
aturan:
  ukur.naik: {juga_untuk: [anak], formula: arah = "naik"}
  ukur.indeks: {formula: hasil / target}
  ukur.kelas:
    boleh_diberikan: kontrak
    tabel: |
      sifat     | = kelas
      "tetap"   | "I"
      "berubah" | "II"
  kantor.banyak: {formula: count(ukur)}
"""
MANUAL = "manual:\n  kode: ukur-9\n  nama: Manual rekaan\n  memakai: kep-9\n  mengisi: ukur\n"
ENTRY = """
kode: {kode}
nama: Ukuran {kode}
satuan: berkas
arah: {arah}
data_mentah:
  masuk: {{satuan: berkas, konsolidasi: jumlah}}
formula: masuk
"""
OWN: dict[str, str] = {}
"""More of the entries, by their kode."""
KONTRAK = "manual: ukur-9\nunit_kerja: Kantor Satu\nukur:\n"

Findings = Callable[..., list[str]]


@pytest.fixture
def paket(tmp_path: Path) -> Callable[[str, str], Path]:
    """A paket with this contract, and its manual with these checks."""

    def write(ukur: str, checks: str) -> Path:
        files = {
            "kep-9/manual.yaml": DECREE + ("pemeriksaan:\n" + checks if checks else ""),
            "ukur-9/manual.yaml": MANUAL,
            "paket/kontrak.yaml": KONTRAK + "".join(f"  {line}\n" for line in ukur.splitlines()),
        }
        for kode, arah in (("A", "naik"), ("B", "turun"), ("C", "naik")):
            files[f"ukur-9/{kode}.yaml"] = ENTRY.format(kode=kode, arah=arah) + OWN.get(kode, "")
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path / "paket"

    return write


@pytest.fixture
def findings(paket: Callable[[str, str], Path]) -> Findings:
    """`line:column code message` of what is found in a contract."""

    def find(ukur: str, checks: str = "") -> list[str]:
        folder = paket(ukur, checks)
        read, problems = read_paket(folder)
        assert read is not None and problems == ()
        manual, of_manual = read_manual("ukur-9", folder.parent)
        assert of_manual == (), of_manual
        kontrak, of_kontrak = conform_kontrak(read.form, manual)
        assert of_kontrak == ()
        return [
            f"{one.place.line}:{one.place.column} {one.code} {words(one.message, 'en')}"
            for one in contract_findings(manual, kontrak)
            if one.place is not None
        ]

    return find


def check(name: str, condition: str, message: str = '"salah"', **more: str) -> str:
    keys = {"syarat": f"|\n      {condition}", "pesan": f"|\n      {message}", **more}
    return f"  {name}:\n" + "".join(f"    {key}: {value}\n" for key, value in keys.items())


@pytest.mark.parametrize(
    ("name", "condition", "expected"),
    [
        ("kantor.x", "count(ukur) <= 1", ["2:13 T701 salah"]),
        ("kantor.x", "banyak <= 1", ["2:13 T701 salah"]),
        ("kantor.x", "banyak <= 2", []),
        ("kantor.x", "sum(ukur.bobot) = 90%", ["2:13 T701 salah"]),
        ("kantor.x", "jumlah_bobot(ukur) = 90%", ["2:13 T701 salah"]),
        ("ukur.x", 'not(arah = "turun" and sifat = "berubah")', ["5:3 T701 salah"]),
        ("ukur.x", 'kelas = "I"', ["5:3 T701 salah"]),
        ("ukur.x", 'kantor.nama != "Kantor Satu" or kode != "A"', ["4:3 T701 salah"]),
        ("kantor.x", "every u in ukur satisfies u.naik", ["2:13 T701 salah"]),
        ("ukur.x", "hasil != null", []),
        ("ukur.x", "indeks > 1", []),
        ("kantor.x", "jumlah_hasil(ukur) = null", []),
        ("kantor.x", "count(ukur[hasil != null]) = 2", []),
        ("ukur.x", "target > 20", ["4:3 T701 salah"]),
        ("ukur.x", 'periode.kode != "Q2"', ["4:3 T701 salah", "5:3 T701 salah"]),
    ],
)
def test_checks(findings: Findings, name: str, condition: str, expected: list[str]) -> None:
    ukur = "A: {target: {Q1: 10, Y: 30}}\nB: {sifat: berubah}"
    assert findings(ukur, check(name, condition)) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("{menimpa: kep-9, alasan: uji, formula: '\"II\"'}", ["4:3 T701 salah"]),
        ('{menimpa: kep-9, alasan: uji, formula: \'if masuk > 1 then "II" else "I"\'}', []),
        ("{menimpa: kep-9, alasan: uji, boleh_diberikan: data, formula: '\"II\"'}", []),
    ],
)
def test_rules_of_entries_count(
    findings: Findings, monkeypatch: pytest.MonkeyPatch, own: str, expected: list[str]
) -> None:
    """An entry that replaces a rule may make it rest on data."""
    monkeypatch.setitem(OWN, "A", f"aturan:\n  kelas: {own}\n")
    assert findings("A: {}", check("ukur.x", 'kelas = "I"')) == expected


def test_what_differs_by_period_is_told_of_each(findings: Findings) -> None:
    text = check("ukur.x", "target > 20", '"target " + periode.nama + " terlalu rendah"')
    assert findings("A: {target: {Q1: 10, Q2: 20, Y: 30}}", text) == [
        "4:3 T701 target triwulan I terlalu rendah",
        "4:3 T701 target triwulan II terlalu rendah",
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "T701"),
        ({"keyakinan": "A"}, "T701"),
        ({"keyakinan": "B"}, "T701"),
        ({"keyakinan": "C"}, "W701"),
        ({"keyakinan": "D"}, "W701"),
        ({"keyakinan": "C", "keparahan": "temuan"}, "T701"),
        ({"keyakinan": "A", "keparahan": "peringatan"}, "W701"),
    ],
)
def test_an_inferred_rule_only_warns(findings: Findings, more: dict[str, str], code: str) -> None:
    assert findings("A: {}", check("kantor.x", "banyak > 1", **more)) == [f"2:13 {code} salah"]


@pytest.mark.parametrize(
    ("ukur", "expected"),
    [
        ("A: {target: {Q1: 10, S1: 20, Y: 30}}", []),
        ("A: {target: {Q1: 10, S1: 10, Y: 10}}", []),
        ("A: {target: {Q1: 10, S1: 9}}", ["4:28 W841 `target` is lower in S1 than in Q1, the beginning of S1"]),
        ("A: {target: {S1: 9, Q1: 10}}", ["4:20 W841 `target` is lower in S1 than in Q1, the beginning of S1"]),
        ("A: {target: {Q1: 10, Y: 9}}", ["4:27 W841 `target` is lower in Y than in Q1, the beginning of Y"]),
        ("A: {target: {Q1: 10, S1: 60, Y: 30}}", ["4:35 W841 `target` is lower in Y than in S1, the beginning of Y"]),
        ("A: {target: {Q3: 10, S2: 9}}", ["4:28 W841 `target` is lower in S2 than in Q3, the beginning of S2"]),
        ("A: {target: {Q1: 10, Q2: 5, Q3: 3, Q4: 1}}", []),
        ("A: {target: {S2: 10, Y: 5}}", []),
        ("A: {target: {Q1: 10, S1: {alasan: belum}, Y: 9}}",
         ["4:48 W841 `target` is lower in Y than in Q1, the beginning of Y"]),
        ("B: {target: {Q1: 10, S1: 9}}", []),
        ("C: {target: {Q1: 10, Y: 9}}\nA: {target: {Q1: 10, Y: 8}}",
         ["4:27 W841 `target` is lower in Y than in Q1, the beginning of Y",
          "5:27 W841 `target` is lower in Y than in Q1, the beginning of Y"]),
    ],
)  # fmt: skip
def test_values_that_fall(findings: Findings, ukur: str, expected: list[str]) -> None:
    assert findings(ukur) == expected


def test_the_calculation_says_the_same(paket: Callable[[str, str], Path]) -> None:
    folder = paket("A: {target: {Q1: 10, Y: 9}}", check("kantor.x", "banyak > 1"))
    calculation, problems = calculate(folder)
    assert calculation is not None
    assert [one.code for one in problems] == ["W841"]
    assert [one.code for one in calculation.findings] == ["T701"]


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("folder", "manuals"),
    [
        ("examples/kalbagbar-2023", "rules"),
        ("tests/golden/asing/paket", "tests/golden/asing"),
        ("tests/golden/k3/paket", "tests/golden/k3"),
        ("tests/golden/konsolidasi/paket", "tests/golden/konsolidasi"),
    ],
)
def test_nothing_is_wrong_with_the_contracts_that_come_along(folder: str, manuals: str) -> None:
    office = read_office(ROOT / folder, ROOT / manuals)
    assert contract_findings(office.manual, office.kontrak) == ()
