"""What is wrong with a case: one line of a good file is exchanged, and this is said, by `rules check` as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cases.ground import Ground
from engine.cases.prepare import prepare
from engine.cases.read import read_cases
from engine.diagnostics.model import in_order
from engine.diagnostics.render import render
from engine.source import Source
from tests.cases.conftest import BASE, Rules

Put = Callable[[str, str], Path]

GOOD = """\
uji: coba
sumber: {hitungan: tangan}
kasus:
  pelatihan:
    tentang: ukuran/A-1
    tetapan: {batas: 110}
    masukan: {rencana: 80%, selesai: 44, dijadwalkan: 50}
    harapan: {capaian: 88%}
  laporan:
    paket: ../paket
    harapan: {skor: 103.75}
  skala:
    fungsi: skala_huruf
    tabel: |
      baris | masukan | = hasil
      satu  | 50      | 2
      dua   | 100     | 4
"""

MISTAKES = [
    ("selesai: 44", "selesay: 44", "7:29: E920 error: there is no `selesay` of ukuran/A-1", "write `selesai`"),
    ("capaian: 88%", "capain: 88%", "8:15: E920 error: there is no `capain` of ukuran/A-1", "write `capaian`"),
    ("{skor:", "{bidang/A.ratta:", "11:15: E920 error: there is no `bidang/A.ratta` of bidang/A",
     "write `bidang/A.rata`"),
    ("{skor:", "{bidan/A.rata:", "E920 error: there is no `bidan` among the levels of the tree", "write `bidang`"),
    ("{batas:", "{bats:", "6:15: E920 error: there is no `bats` among the constants of the manual", "write `batas`"),
    ("skala_huruf", "skala_hurup", "E920 error: there is no `skala_hurup` among the functions and scales of the manual",
     "write `skala_huruf`"),
    ("| masukan |", "| masuk |", "E920 error: there is no `masuk` in the function `skala_huruf`",
     "write `masukan`"),
    ("= hasil", "= hasilnya", "E920 error: there is no `hasilnya` in the function `skala_huruf`",
     "write `hasil`"),
    ("sumber: {hitungan: tangan}\n", "", "3:3: E921 error: the case `pelatihan` does not say its source",
     "add `sumber` with `dokumen` and `rujukan`, `tercetak` or `hitungan`"),
    ("ukuran/A-1", "ukuran/A-3", "5:14: E922 error: there is no ukuran `A-3` here", "write one of: A-1, A-2, B-1"),
    ("{skor:", "{bidang/C.rata:", "11:15: E922 error: there is no bidang `C` here", "write one of: A, B"),
    ("capaian: 88%", "capaian: {nilai: 88%, alasan: alat_rusak}", "E923 error: an expected value has one of `nilai`"
     " (perhaps with `batas`), `tercetak` and `alasan`", ""),
    ("capaian: 88%", "capaian: 1/0", "E923 error: there is no result, because the divisor is 0", ""),
    ("{skor: 103.75}", "{bidang/A.banyak_ukuran: ya}", "E923 error: of a `pemeriksaan` is expected `temuan` or"
     " `bersih`", ""),
    ("    harapan: {capaian: 88%}\n", "", "4:3: E924 error: the case `pelatihan` expects nothing",
     "add `harapan`, or a column of `tabel` whose heading begins with `=`"),
    ("= hasil", "hasil", "E924 error: the case `skala` expects nothing", ""),
    ("fungsi: skala_huruf", "fungsi: skala_huruf\n    periode: T1",
     "E925 error: `fungsi` and `periode` do not go together", "delete one of them, or make two cases of it"),
    ("../paket", "../pakett", "10:12: E926 error: there is no paket `../pakett`",
     "write the path of a folder with a `kontrak.yaml`, beginning at the folder of this file"),
    ("dua   |", "satu  |", "E929 error: there are two rows `satu`", "give each its own name"),
    ("selesai: 44", "selesai: 44%", "7:38: E4", ""),
    ("rencana: 80%", "rencana: {alasan: lupa}", "E526 error: ", "write one of: belum_waktu, alat_rusak"),
    ("tentang: ukuran/A-1", "tentang: ukuran/A-1\n    periode: T3", "E525 error: there is no period `T3`", ""),
    ("masukan: {r", "masukkan: {r", "E403 error: there is no key `masukkan` here", "write `masukan`"),
    ("tangan}", "tangan", "E1", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told", "fix"), MISTAKES)
def test_a_mistake(old: str, new: str, told: str, fix: str, ground: Ground) -> None:
    assert GOOD.count(old) == 1
    found = problems(GOOD.replace(old, new), ground)
    assert told in found and fix in found, found


def problems(text: str, ground: Ground) -> str:
    """What is wrong with a file of cases beside the manual of the small paket, as a person sees it."""
    file, found = read_cases(Source("coba.uji.yaml", text), BASE / "ukuran-2030")
    for case in file.cases if file is not None else ():
        found += prepare(case, ground)[1]
    return render(in_order(found), "en", colour=False)


def test_the_good_file(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", GOOD)
    assert rules("check", "ukuran-2030/coba.uji.yaml")[0] == 0
    assert rules("test", "ukuran-2030") == (0, "cases: 4; passed: 4\n", "")


def test_rules_check_shows_it(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", GOOD.replace("selesai: 44", "selesay: 44"))
    code, out, _ = rules("check", "ukuran-2030/coba.uji.yaml")
    assert code == 1
    assert "ukuran-2030/coba.uji.yaml:7:29: E920 error: there is no `selesay` of ukuran/A-1" in out


def test_a_paket_of_another_manual(put: Put, rules: Rules) -> None:
    put(
        "kep-7/coba.uji.yaml",
        "uji: a\nsumber: {hitungan: b}\nkasus:\n  c:\n    paket: ../paket\n    harapan: {skor: 1}\n",
    )
    code, out, _ = rules("test", "kep-7")
    assert code == 1
    assert "E927 error: the paket uses the manual `ukuran-2030`, and these are cases of `kep-7`" in out


def test_a_paket_with_errors(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", GOOD)
    put("paket/data.csv", "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\nDinas Uji;T9;A-1;selesai;20;;\n")
    code, out, _ = rules("test", "ukuran-2030", "--run", "laporan")
    assert code == 1
    assert "E928 error: the paket `../paket` has errors: there is no period `T9`" in out


def test_a_file_of_no_manual(put: Put, rules: Rules) -> None:
    put("lain.uji.yaml", GOOD)
    code, out, _ = rules("test", "lain.uji.yaml")
    assert code == 1
    assert "lain.uji.yaml:1:1: E930 error: these cases belong to no manual" in out
    put("lain.uji.yaml", "manual: ukuran-2030\n" + GOOD.replace("../paket", "paket"))
    assert rules("test", "lain.uji.yaml") == (0, "cases: 4; passed: 4\n", "")


def test_a_manual_with_errors(put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", GOOD)
    put("kep-7/rusak.yaml", "tetapan:\n  lain:\n    nilai: batass\n")
    code, out, _ = rules("test", "ukuran-2030")
    assert code == 1
    assert "E931 error: the manual `ukuran-2030` has errors: the name `batass` is not known here" in out
    assert "E931" not in rules("check", "ukuran-2030")[1]
