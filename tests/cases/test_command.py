"""`rules test`: what is run, what goes out in each format, and the exit codes; and the same files under pytest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cases.conftest import Rules

Put = Callable[[str, str], Path]

CASES = """\
uji: coba
sumber: {dokumen: Keputusan 7, hitungan: tangan}
kasus:
  pelatihan:
    tentang: ukuran/A-1
    masukan: {dijadwalkan: 50}
    tabel: |
      baris | selesai | = capaian
      tepat | 44      | 88%
      salah | 25      | 88%
  belum: {diperiksa: belum, tentang: ukuran/A-1, masukan: {selesai: 1, dijadwalkan: 2}, harapan: {capaian: 9%}}
  rusak: {tentang: ukuran/A-1, masukan: {selesay: 1}, harapan: {capaian: 9%}}
"""
TEXT = """\
ukuran-2030/coba.uji.yaml:10: FAILED: pelatihan / salah
  source: Keputusan 7; tangan
  ukuran/A-1.capaian: expected 88%, got 50%
    ukuran/A-1.capaian = 50,00 %
      formula:
        selesai / dijadwalkan
      with numbers:
        25 / 50
      rule:
        ukuran/A-1.capaian, ukuran-2030, ukuran-2030/A-1-pelatihan.yaml:14
      computed from:
        ukuran/A-1.selesai = 25  [ukuran-2030/coba.uji.yaml:10]
        ukuran/A-1.dijadwalkan = 50  [ukuran-2030/coba.uji.yaml:6]

ukuran-2030/coba.uji.yaml:11: not confirmed: belum
  ukuran/A-1.capaian: expected 9%, got 50%

ukuran-2030/coba.uji.yaml:12: CANNOT BE RUN: rusak
  source: Keputusan 7; tangan
  ukuran-2030/coba.uji.yaml:12:42: E920 error: there is no `selesay` of ukuran/A-1
     |
  12 |   rusak: {tentang: ukuran/A-1, masukan: {selesay: 1}, harapan: {capaian: 9%}}
     |                                          ^^^^^^^
     = help: write `selesai`

cases: 4; passed: 1; failed: 1; cannot be run: 1; not confirmed, count for nothing: 1
"""


def test_as_text(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", CASES)
    assert rules("test", "ukuran-2030") == (1, TEXT, "")


def test_as_json(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", CASES)
    code, out, _ = rules("test", "ukuran-2030", "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert {key: found[key] for key in ("schema", "cases", "passed", "failed", "broken", "unconfirmed")} == {
        "schema": 1, "cases": 4, "passed": 1, "failed": 1, "broken": 1, "unconfirmed": 1,
    }  # fmt: skip
    assert [one["state"] for one in found["results"]] == ["passed", "failed", "unconfirmed", "broken"]
    assert found["results"][1] == {
        "id": "ukuran-2030/coba.uji.yaml::pelatihan / salah",
        "file": "ukuran-2030/coba.uji.yaml",
        "line": 10,
        "name": "pelatihan / salah",
        "state": "failed",
        "agrees": False,
        "source": {"document": "Keputusan 7", "reference": None, "printed": None, "calculation": "tangan"},
        "expected": [
            {
                "id": "ukuran/A-1.capaian", "line": 10, "agrees": False, "expected": "88%", "got": "50%",
                "value": "0.5", "exact": "1/2", "status": "final",
            }
        ],
        "lowest_difference": "ukuran/A-1.capaian",
        "problems": [],
    }  # fmt: skip


def test_as_junit(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", CASES.replace("tepat", '"&<x>"'))
    code, out, _ = rules("test", "ukuran-2030", "--format", "junit")
    assert code == 1
    whole = ElementTree.fromstring(out.encode())
    assert whole.attrib == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    (suite,) = whole
    assert suite.attrib["name"] == "ukuran-2030/coba.uji.yaml"
    assert [(case.attrib["name"], [child.tag for child in case]) for case in suite] == [
        ('pelatihan / "&<x>"', []),
        ("pelatihan / salah", ["failure"]),
        ("belum", ["skipped"]),
        ("rusak", ["error"]),
    ]
    assert suite[1][0].attrib["message"] == "ukuran/A-1.capaian: expected 88%, got 50%"


def test_what_is_run(put: Put, rules: Rules) -> None:
    (put("ukuran-2030/coba.uji.yaml", CASES).parent / "dalam").mkdir()
    put("ukuran-2030/dalam/satu.uji.yaml", CASES[: CASES.index("  belum")].replace("25 ", "44 "))
    put("paket/laporan.uji.yaml", "uji: a\nsumber: {hitungan: b}\nkasus: {skor: {paket: ., harapan: {skor: 103.75}}}\n")
    assert rules("test", "paket") == (0, "cases: 1; passed: 1\n", "")
    assert rules("test", "paket/laporan.uji.yaml") == (0, "cases: 1; passed: 1\n", "")
    assert rules("test", "ukuran-2030/dalam")[1] == "cases: 2; passed: 2\n"
    assert rules("test", "paket", "ukuran-2030", "--run", "dalam/satu")[1] == (
        "cases: 2; passed: 2; left out by --run: 5\n"
    )
    assert rules("test", "ukuran-2030", "--run", "pelatihan / t*")[1] == "cases: 2; passed: 2; left out by --run: 4\n"


def test_nothing_to_run(put: Put, rules: Rules) -> None:
    assert rules("test", "kep-7") == (2, "", "there are no cases here\n")
    put("kep-7/a.uji.yaml", "uji: a\nsumber: {hitungan: b}\nkasus: {c: {fungsi: skala_huruf, masukan: {masukan: 0}, "
        "harapan: {hasil: 0}}}\n")  # fmt: skip
    assert rules("test", "kep-7", "--run", "lain") == (2, "", "no case has such a name\n")
    code, out, _ = rules("test", "kep-8")
    assert code == 2 and "kep-8" in out


def test_case_files_are_no_rule_files(put: Put, rules: Rules) -> None:
    before = rules("eval", "paket")
    put("ukuran-2030/coba.uji.yaml", CASES)
    assert rules("eval", "paket") == before


def test_under_pytest(put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    put("ukuran-2030/coba.uji.yaml", CASES)
    put("ukuran-2030/lain.uji.yaml", "uji: {")
    put("pytest.ini", "[pytest]\n")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    code = pytest.main(["-p", "engine.surfaces.pytest_cases", "-p", "no:cacheprovider", "-rs", "ukuran-2030"])
    out = capsys.readouterr().out
    assert code == 1 and "3 failed, 1 passed, 1 skipped" in out
    for line in (
        "ukuran-2030/coba.uji.yaml::pelatihan / salah",
        "  ukuran/A-1.capaian: expected 88%, got 50%",
        "        25 / 50",
        "E920 error: there is no `selesay` of ukuran/A-1",
        "ukuran-2030/lain.uji.yaml:1:6: E1",
        "not confirmed by a person",
    ):
        assert line in out
    assert "Traceback" not in out and "suite.py" not in out
