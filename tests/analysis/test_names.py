"""What names say: components called after inputs, and colours of texts that never come."""

from __future__ import annotations

import pytest

from engine.diagnostics.model import Diagnostic
from tests.analysis.small import RULES, looked_at

ENTRY = """\
kode: U1
nama: Ukuran
satuan: persen
dasar_hukum: {dokumen: Peraturan 1}
data_mentah:
  nilai_ujian: {satuan: persen, konsolidasi: nilai terakhir}
  nilai_hadir: {satuan: persen, konsolidasi: nilai terakhir}
tetapan:
  batas_hadir: {nilai: 90%, satuan: persen}
komponen: |
  nama | bobot | nilai
"""
STATUS = """\
aturan:
  ukuran.tanda:
    dasar_hukum: {dokumen: Peraturan 1}
    tabel: |
      nilai  | = tanda
      >= 80% | "baik"
      < 80%  | "kurang"
tampilan:
  baris: [ukuran]
  kolom: |
    judul | ukuran
    Kode  | kode
  status: ukuran.tanda
  warna: |
    nilai | warna
"""


def found(code: str, *texts: str) -> list[Diagnostic]:
    return [one for one in looked_at(RULES, *texts)[1] if one.code == code]


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        (("ujian | 70% | nilai_ujian", "hadir | 30% | nilai_hadir"), []),
        (("ujian | 70% | nilai_hadir", "hadir | 30% | nilai_ujian"), ["ujian", "hadir"]),
        (("nilai ujian | 70% | nilai_hadir", "Hadir | 30% | nilai_ujian"), ["nilai ujian", "Hadir"]),
        (("ujian | 70% | nilai_ujian", "hadir | 30% | nilai_ujian"), []),  # nobody uses `nilai_hadir` at all
        (("ujian akhir | 70% | nilai_hadir", "lain | 30% | nilai_ujian"), []),  # called after nothing
        (("ujian | 70% | nilai_hadir + nilai_ujian", "hadir | 30% | nilai_ujian"), ["hadir"]),
        (("ujian | 70% | nilai_ujian", "hadir | 30% | nilai_ujian / batas_hadir"), []),  # a constant counts as well
    ],
)
def test_components(components: tuple[str, ...], expected: list[str]) -> None:
    entry = ENTRY + "".join(f"  {line}\n" for line in components)
    problems = found("W809", entry)
    assert [dict(one.message.values)["label"] for one in problems] == expected
    assert all(one.place is not None and len(one.others) == 1 for one in problems)


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        (("baik | green", "kurang | red"), []),
        (("baik | green",), []),
        (("baik | green", "buruk | red"), ["correct the text, or delete the row"]),
        (("baik | green", "kuramg | red"), ["write `{near}`"]),
    ],
)
def test_colours(colours: tuple[str, ...], expected: list[str]) -> None:
    problems = found("W830", STATUS + "".join(f"    {line}\n" for line in colours))
    assert [one.fix and one.fix.text for one in problems] == expected


def test_colours_of_a_figure_that_can_be_any_text() -> None:
    anything = STATUS.replace('"kurang"', "kode")
    assert found("W830", anything + "    baik | green\n    buruk | red\n") == []
