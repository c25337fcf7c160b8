"""A name that is renamed is renamed in the cases as well: they pass before and after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.conftest import Rules

Put = Callable[[str, str], Path]

CASES = """\
uji: coba
manual: ukuran-2030
sumber: {hitungan: tangan}
kasus:
  pelatihan:
    tentang: ukuran/A-1
    periode: T2
    tetapan: {batas: 105}
    masukan: {rencana: {T2: 80%}, selesai: {T1: 0, T2: 44}, dijadwalkan: 50}
    harapan: {capaian: 88%, indeks_ukuran: 105}
  belum waktunya:
    masukan: {ukuran/A-1: {di: bidang/A, rencana: {alasan: belum_waktu}}}
    harapan: {ukuran/A-1.capaian: {alasan: [belum_waktu]}}
    periode: T1
  bidang:
    masukan: {bidang/A.rata: 90, bidang/B.rata: 101}
    harapan: {skor: 95.5, bidang/A.banyak_ukuran: bersih}
  skala:
    fungsi: skala_huruf
    tabel: |
      masukan | = hasil
      50      | 2
  nisbah:
    fungsi: nisbah
    tabel: |
      arah | rencana | capaian               | = hasil          | # rencana
      naik | 80%     | 88%                   | 110              | -
      naik | 80%     | N/A: belum_waktu      | N/A: belum_waktu | -
  tabel:
    tentang: ukuran/A-1
    tabel: |
      periode | rencana          | selesai | dijadwalkan | = capaian
      T1      | N/A: belum_waktu | 1       | 2           | 50%
"""
RENAMES = [
    ("ukuran.capaian", "nyata"),
    ("ukuran/A-1", "A-9"),
    ("bidang.rata", "rerata"),
    ("banyak_ukuran", "jumlah_ukuran"),
    ("nisbah.arah", "menuju"),
    ("belum_waktu", "nanti"),
]


def test_cases_pass_after_names_were_renamed(put: Put, rules: Rules) -> None:
    file = put("ukuran-2030/coba.uji.yaml", CASES)
    assert rules("test", "ukuran-2030") == (0, "cases: 7; passed: 7\n", "")
    for old, new in RENAMES:
        code, out, err = rules("rename", old, new, "--yes")
        assert code == 0, (old, out, err)
    code, out, _ = rules("test", "ukuran-2030")
    assert (code, out) == (0, "cases: 7; passed: 7\n"), out
    text = file.read_text(encoding="utf-8")
    for old, new in RENAMES:
        assert new in text, (old, new)
    assert "# rencana" in text


@pytest.mark.parametrize(("name", "places"), [("skor", 1), ("belum_waktu", 5)])
def test_uses_are_listed(name: str, places: int, put: Put, rules: Rules) -> None:
    put("ukuran-2030/coba.uji.yaml", CASES)
    code, out, _ = rules("uses", name)
    assert code == 0
    assert sum("coba.uji.yaml:" in line for line in out.splitlines()) == places
