"""Tables, scales and bounds at their edges: numbers on an edge, beside it, in a hole, where two rows meet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.data.dataset import DataSet, Datum
from engine.language.values import Outcome
from engine.programs.kept import Programs
from tests.golden.offices import Office
from tests.programs.offices import differences
from tests.properties.checked_manuals import calculate, check

FILES = {
    "kep-1/manual.yaml": """\
manual: {kode: kep-1, nama: Rekaan, dasar_hukum: {dokumen: Rekaan}}
tingkat:
  dinas: {anggota: bidang}
  bidang: {anggota: indikator}
  indikator:
    hasil: capaian
    atribut:
      sasaran: {dari: kontrak, satuan: entri}
periode: |
  kode  | terdiri_atas | nama
  TAHUN | TAHUN        | setahun
satuan: |
  kode   | jenis | lambang
  indeks | rasio | -
""",
    "kep-1/aturan.yaml": """\
aturan:
  indikator.berlubang:
    tabel: |
      capaian  | = isi
      < -2     | "rendah"
      (-2..0)  | "kurang"
      (0..3)   | "sedang"
      3        | "tepat"
      (3..5]   | "tinggi"
      > 5      | "lebih"
  indikator.terbalik:
    tabel: |
      capaian | = isi
      >= 3    | "atas"
      [0..3)  | "tengah"
      < 0     | "bawah"
  indikator.berurutan:
    kebijakan: pertama
    tabel: |
      capaian | = isi
      < 3     | 1
      > 0     | 2
      -       | 3
  indikator.dua_kolom:
    tabel: |
      capaian | sasaran | = isi
      >= 3    | >= 3    | capaian / sasaran
      >= 3    | < 3     | 1 - capaian / sasaran
      < 3     | > 0     | tidak tersedia("belum cukup")
      < 3     | <= 0    | 7
  indikator.bertemu:
    keyakinan: D
    kebijakan: pertama
    tabel: |
      capaian | sasaran | = isi
      >= 3    | -       | 1
      -       | >= 3    | 2
      < 0     | < 0     | 3
  indikator.tetap:
    skala:
      masukan: capaian
      ujung: tetap
      titik: |
        masukan | = hasil
        -2      | 0
        0       | 10
        3       | 12
  indikator.lanjut:
    skala:
      masukan: capaian
      ujung: lanjut
      titik: |
        masukan | = hasil
        -2      | 0
        0       | 10
        3       | 12
  indikator.kosong:
    skala:
      masukan: capaian
      ujung: kosong
      titik: |
        masukan | = hasil
        -2      | 0
        0       | 10
        3       | 12
  indikator.lurus:
    skala:
      masukan: capaian
      ujung: kosong
      titik: |
        masukan | = hasil
        0       | 0
        1       | 2
        3       | 6
  indikator.dibatasi:
    formula: capaian / sasaran
    batas_bawah: 0
    batas_atas: 3
  indikator.ditandai:
    formula: if capaian > 0 and sasaran > 0 or capaian < -2 then min(capaian, sasaran) else max(capaian, -sasaran)
  bidang.terendah:
    formula: min(indikator.dibatasi)
  bidang.rata:
    formula: mean(indikator[dibatasi != null].dibatasi)
""",
    "ukur-1/manual.yaml": """\
manual: {kode: ukur-1, nama: Rekaan, dasar_hukum: {dokumen: Rekaan}, memakai: kep-1, mengisi: indikator}
""",
    "ukur-1/K1-uji.yaml": "kode: K1\nnama: K1\nsatuan: indeks\nhasil_diberikan: Dinilai\n",
    "ukur-1/K2-uji.yaml": "kode: K2\nnama: K2\nsatuan: indeks\nhasil_diberikan: Dinilai\n",
}
PAKET = {
    "kontrak.yaml": """\
manual: ukur-1
unit_kerja: Dinas Uji
tahun: 2031
data: [{berkas: data.csv, pemisah: ";", desimal: ",", ribuan: "."}]
bidang:
  b1:
    nama: B
    indikator:
      K1: {sasaran: 3}
      K2: {sasaran: 2}
""",
    "data.csv": "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\nDinas Uji;TAHUN;K1;capaian;1;;\n",
}
NUMBERS = sorted({edge + beside for edge in (-2, 0, 1, 3, 5) for beside in (-1, Fraction(-1, 7), 0, Fraction(1, 1000))})


HOLES = ("E821",)
"""What the check says of tables with holes, and of rows that meet. What is computed there is tested here."""


@pytest.fixture(scope="module")
def one() -> Office:
    checked = check(FILES)
    wrong = [one for one in checked.problems if one.severity == "error" and one.code not in HOLES]
    assert checked.manual is not None and not wrong, wrong
    world, _, problems = calculate(checked.manual, PAKET)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return Office(checked.manual, world.kontrak, world.data, ())


def with_numbers(one: Office, first: Fraction | int, second: Fraction | int, goal: Fraction | int) -> Office:
    """The office with these results, and this target."""
    place = one.kontrak.root.place
    rows = {("K1", first), ("K2", second)}
    data = {
        (kode, "capaian", "TAHUN", one.kontrak.unit_kerja): Datum(Outcome(Fraction(number)), place)
        for kode, number in rows
    }
    root = one.kontrak.root
    (middle,) = root.members
    entry, *others = middle.members
    given = {"sasaran": replace(entry.given["sasaran"], outcome=Outcome(Fraction(goal)))}
    middle = replace(middle, members=(replace(entry, given=given), *others))
    return replace(one, data=DataSet(data), kontrak=replace(one.kontrak, root=replace(root, members=(middle,))))


@pytest.mark.parametrize("goal", [3, 2, -3, 0, Fraction(7, 2)])
def test_every_edge(one: Office, goal: Fraction | int) -> None:
    seen: Counter[str] = Counter()
    programs = Programs(one.manual, often=1)
    for first in NUMBERS:
        for second in (first, 3, 0):
            office = with_numbers(one, first, second, goal)
            assert list(differences(programs, office, "TAHUN", seen)) == [], (first, second)
    assert seen["quick"] > 0.4 * seen["figures"]  # each hole shows its values, and so is a shape of its own


def test_each_edge_is_looked_at_once(one: Office) -> None:
    programs = Programs(one.manual, often=1)
    office = with_numbers(one, 1, 2, 3)
    programs.figures(office.kontrak, office.data, "TAHUN")
    lines = programs.sources[0].split("# indikator/K1.terbalik")[1].split("#")[0]
    assert lines.count("if ") == 1 and "'bawah'" not in lines
