"""`rules test --update`: only the characters of expected values change, and what changed is marked for a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.conftest import Rules

Put = Callable[[str, str], Path]

BEFORE = """\
uji: coba
sumber: {hitungan: tangan}

kasus:
  # yang pertama
  pelatihan:
    tentang: ukuran/A-1   # sebuah entri
    masukan:   {rencana: 80%,  selesai: 44, dijadwalkan: 50}
    harapan:
      capaian: 87%      # sudah benar?
      indeks_ukuran: {nilai: 100, batas: 0.5}

  datar: {tentang: ukuran/A-1, masukan: {selesai: 1, dijadwalkan: 3}, harapan: {capaian: 33%}}

  cocok:
    tentang: ukuran/A-1
    masukan: {selesai: 44, dijadwalkan: 50}
    harapan: {capaian: 88%}

  hilang:
    diperiksa: ya
    tentang: ukuran/A-1
    masukan: {rencana: 0%, selesai: 44, dijadwalkan: 50}
    harapan: {indeks_ukuran: 110}

  baris:
    tentang: ukuran/A-1
    masukan: {dijadwalkan: 50}
    tabel: |
      baris | selesai        | = capaian | diperiksa | # catatan
      satu  |  25            |  50%      | ya        | cocok
      dua   |  30            |  50%      | ya        | bergeser
      tiga  | N/A: alat_rusak| 50%       | ya        | hilang

  bidang:
    masukan: {bidang/A.rata: 90, bidang/B.rata: {alasan: alat_rusak}}
    harapan: {skor: 90, sebutan: kurang}

  pemeriksaan:
    tentang: bidang/A
    masukan: {ukuran/A-1: {}}
    harapan: {banyak_ukuran: temuan}
"""
AFTER = """\
uji: coba
sumber: {hitungan: tangan}

kasus:
  # yang pertama
  pelatihan:
    diperiksa: belum
    tentang: ukuran/A-1   # sebuah entri
    masukan:   {rencana: 80%,  selesai: 44, dijadwalkan: 50}
    harapan:
      capaian: 88%      # sudah benar?
      indeks_ukuran: {nilai: 110, batas: 0.5}

  datar: {diperiksa: belum, tentang: ukuran/A-1, masukan: {selesai: 1, dijadwalkan: 3}, harapan: {capaian: 1/3}}

  cocok:
    tentang: ukuran/A-1
    masukan: {selesai: 44, dijadwalkan: 50}
    harapan: {capaian: 88%}

  hilang:
    diperiksa: belum
    tentang: ukuran/A-1
    masukan: {rencana: 0%, selesai: 44, dijadwalkan: 50}
    harapan: {indeks_ukuran: {alasan: rencana nol tidak ditentukan}}

  baris:
    tentang: ukuran/A-1
    masukan: {dijadwalkan: 50}
    tabel: |
      baris | selesai        | = capaian | diperiksa | # catatan
      satu  |  25            |  50%      | ya        | cocok
      dua   |  30            |  60%      | belum        | bergeser
      tiga  | N/A: alat_rusak| N/A: alat_rusak       | belum        | hilang

  bidang:
    diperiksa: belum
    masukan: {bidang/A.rata: 90, bidang/B.rata: {alasan: alat_rusak}}
    harapan: {skor: {nilai: 90, sementara: ya}, sebutan: {nilai: baik, sementara: ya}}

  pemeriksaan:
    diperiksa: belum
    tentang: bidang/A
    masukan: {ukuran/A-1: {}}
    harapan: {banyak_ukuran: bersih}
"""
MOVED = """\
ukuran-2030/coba.uji.yaml:10: pelatihan: ukuran/A-1.capaian: 87% → 88%
ukuran-2030/coba.uji.yaml:11: pelatihan: ukuran/A-1.indeks_ukuran: {nilai: 100, batas: 0.5} → {nilai: 110, batas: 0.5}
ukuran-2030/coba.uji.yaml:13: datar: ukuran/A-1.capaian: 33% → 1/3
ukuran-2030/coba.uji.yaml:24: hilang: ukuran/A-1.indeks_ukuran: 110 → {alasan: rencana nol tidak ditentukan}
ukuran-2030/coba.uji.yaml:32: baris / dua: ukuran/A-1.capaian: 50% → 60%
ukuran-2030/coba.uji.yaml:33: baris / tiga: ukuran/A-1.capaian: 50% → N/A: alat_rusak
ukuran-2030/coba.uji.yaml:37: bidang: skor: 90 → {nilai: 90, sementara: ya}
ukuran-2030/coba.uji.yaml:37: bidang: sebutan: kurang → {nilai: baik, sementara: ya}
ukuran-2030/coba.uji.yaml:42: pemeriksaan: bidang/A.banyak_ukuran: temuan → bersih
"""


@pytest.fixture(autouse=True)
def no_workflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a person sat before it, wherever the tests run."""
    monkeypatch.delenv("CI", raising=False)


def test_values_are_rewritten_in_place(put: Put, rules: Rules) -> None:
    file = put("ukuran-2030/coba.uji.yaml", BEFORE)
    assert rules("test", "ukuran-2030", "--update") == (0, MOVED, "values written, to be confirmed by a person: 9\n")
    assert file.read_text(encoding="utf-8") == AFTER
    code, out, _ = rules("test", "ukuran-2030")
    assert (code, out) == (0, "cases: 9; passed: 2; not confirmed, count for nothing: 7\n")
    assert rules("test", "ukuran-2030", "--update")[:2] == (0, "")
    assert file.read_text(encoding="utf-8") == AFTER


def test_windows_line_ends_and_a_byte_order_mark_stay(put: Put, rules: Rules) -> None:
    file = put("ukuran-2030/coba.uji.yaml", "")
    file.write_bytes(b"\xef\xbb\xbf" + BEFORE.replace("\n", "\r\n").encode())
    assert rules("test", "ukuran-2030", "--update")[0] == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode()


PUBLISHED = """\
uji: coba
sumber: {tercetak: "87,9%"}
kasus:
  laporan: {tentang: ukuran/A-1, masukan: {selesai: 44, dijadwalkan: 50}, harapan: {capaian: {tercetak: "87,9%"}}}
"""


def test_what_was_published_stays(put: Put, rules: Rules) -> None:
    file = put("ukuran-2030/coba.uji.yaml", PUBLISHED)
    code, out, err = rules("test", "ukuran-2030", "--update")
    assert code == 1
    assert 'laporan: ukuran/A-1.capaian: {tercetak: "87,9%"} stays' in out
    assert err == "values written, to be confirmed by a person: 0\nvalues that stay as they are: 1\n"
    assert file.read_text(encoding="utf-8") == PUBLISHED


COMMON = """\
uji: coba
sumber: {hitungan: tangan}
kasus:
  bersama:
    tentang: ukuran/A-1
    harapan: {capaian: 50%}
    tabel: |
      selesai | dijadwalkan
      25      | 50
      30      | 50
"""


def test_a_value_that_rows_have_in_common_stays_if_they_disagree(put: Put, rules: Rules) -> None:
    file = put("ukuran-2030/coba.uji.yaml", COMMON)
    assert rules("test", "ukuran-2030", "--update")[0] == 1
    assert file.read_text(encoding="utf-8") == COMMON


def test_never_in_a_workflow(put: Put, rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put("ukuran-2030/coba.uji.yaml", BEFORE)
    monkeypatch.setenv("CI", "true")
    code, out, err = rules("test", "ukuran-2030", "--update")
    assert (code, out) == (2, "")
    assert "--update does not go in a workflow (CI is set)" in err
    assert file.read_text(encoding="utf-8") == BEFORE


@pytest.mark.parametrize("file", ["ukuran-2030/lain.uji.yaml", "kep-7/rusak.yaml"])
def test_never_while_something_cannot_be_read(file: str, put: Put, rules: Rules) -> None:
    cases = put("ukuran-2030/coba.uji.yaml", BEFORE)
    put(file, "uji: {" if "uji" in file else "tetapan: {lain: {nilai: batass}}\n")
    code, out, err = rules("test", "ukuran-2030", "--update")
    assert (code, out) == (1, "")
    assert "nothing was written: correct this first" in err
    assert cases.read_text(encoding="utf-8") == BEFORE
